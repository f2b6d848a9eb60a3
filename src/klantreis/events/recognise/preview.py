"""The preview of a file: format, dialect, columns with roles, first rows, and what is doubtful."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from klantreis.engine.duckdb import Session, scratch
from klantreis.errors import UserError
from klantreis.events.numbers import decimal_of
from klantreis.events.options import ImportOptions
from klantreis.events.readers.csv import Dialect
from klantreis.events.readers.opened import bare_name, first_bytes, packing, size_of
from klantreis.events.recognise import dialect as dialects
from klantreis.events.recognise.content import Content, look
from klantreis.events.recognise.roles import assign
from klantreis.events.recognise.words import SCORE_KINDS, plain_word
from klantreis.events.roles import REQUIRED

SAMPLE = 1024 * 1024
SHOWN = 50
_LOOKED_AT = 2_000


@dataclass(frozen=True)
class Column:
    """A column: its ``name`` in the file, the ``guess`` of its role, ``why`` (asked, word, content or rest),
    a few ``samples``, and for a time column its ``time_format`` with the other formats that also fit.
    """

    name: str
    guess: str
    why: str
    samples: list[str]
    kind: str = "text"
    time_format: str | None = None
    also: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Preview:
    """What a file seems to be. ``rows`` are its first 50 as text; ``problems`` are ``{"code", "message",
    "mend", "params"}``; ``needs_timezone`` says that some times carry no offset.
    """

    name: str
    bytes: int
    format: str
    compression: str | None
    delimiter: str | None
    encoding: str | None
    header: bool
    decimal: str
    columns: list[Column]
    rows: list[list[str | None]]
    problems: list[dict[str, Any]]
    needs_timezone: bool
    score_kind: str | None = None
    escape: str = '"'
    skip: int = 0

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return asdict(self)

    @property
    def roles(self) -> dict[str, str]:
        """Role per column name."""
        return {column.name: column.guess for column in self.columns}

    def column(self, role: str) -> Column | None:
        """The column that plays a single role, or None."""
        return next((column for column in self.columns if column.guess == role), None)

    @property
    def dialect(self) -> Dialect:
        """For CSV and TSV: how the text is written."""
        names = tuple(column.name for column in self.columns)
        return Dialect(self.delimiter or ",", names, self.header, self.escape, self.skip)


def recognise(
    path: str | os.PathLike[str], options: ImportOptions | None = None, *, name: str | None = None
) -> Preview:
    """Looks at the first part of a file; what ``options`` say is taken as said.

    ``name`` is the file's own name when it is kept under another. Raises ``UserError`` when the file holds
    no table at all.
    """
    given = (options or ImportOptions()).checked()
    place = Path(path)
    size = size_of(place)
    shown = name or given.name or place.name
    packed = packing(place)
    start = first_bytes(place, SAMPLE)
    whole = len(start) < SAMPLE
    form = given.format or format_of(start, shown)
    with scratch() as session:
        session.run(f"SET TimeZone = '{given.timezone}'")
        sample = _sample(session, place, start, form, whole=whole, name=shown, given=given)
        _known_columns(given, sample.columns, shown)
        contents = [
            look(session, [row[i] if i < len(row) else None for row in sample.rows], sample.kinds[i])
            for i in range(len(sample.columns))
        ]
    return _preview(shown, size, form, packed, sample, contents, given)


def format_of(start: bytes, name: str) -> str:
    """``csv``, ``tsv``, ``parquet``, ``jsonl`` or ``xes``, by the first bytes before the name."""
    if start.startswith(b"PAR1"):
        return "parquet"
    ending = bare_name(name).rsplit(".", 1)[-1].lower()
    dialects.refuse_binary(start, name)
    head = start[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if ending == "parquet":
        raise UserError(
            "events.parquet",
            "This is no Parquet file, though its name says so.",
            where=name,
            mend="Export it again, or give it the name of what it is.",
            params={"file": name, "reason": "no PAR1"},
        )
    if head.startswith(b"<"):
        return "xes"
    if head.startswith(b"{"):
        return "jsonl"
    if head.startswith(b"["):
        return "jsonl"
    return "tsv" if ending in ("tsv", "tab") else "csv"


@dataclass(frozen=True)
class _Sample:
    columns: tuple[str, ...]
    kinds: tuple[str, ...]
    rows: list[list[str | None]]
    delimiter: str | None = None
    encoding: str | None = None
    header: bool = True
    escape: str = '"'
    skip: int = 0


def _sample(
    session: Session, path: Path, start: bytes, form: str, *, whole: bool, name: str, given: ImportOptions
) -> _Sample:
    if form == "parquet":
        return _parquet(session, path, name)
    if form == "xes":
        return _xes(path, name)
    encoding = given.encoding or dialects.encoding_of(start, whole=whole)
    text = dialects.text_of(start, encoding, whole=whole, name=name)
    if form == "jsonl":
        return _jsonl(text, encoding, name, whole=whole)
    sign = given.delimiter or ("\t" if form == "tsv" and "\t" in text[:4096] else None)
    found = dialects.delimited(text, name=name, whole=whole, delimiter=sign, header=given.header)
    kinds = ("text",) * len(found.columns)
    return _Sample(found.columns, kinds, found.rows, found.delimiter, encoding, found.header, found.escape, found.skip)


def _parquet(session: Session, path: Path, name: str) -> _Sample:
    from klantreis.events.readers import parquet

    if packing(path):
        raise UserError(
            "events.parquet_packed",
            "Parquet is packed already; this one is packed once more.",
            where=name,
            mend="Unpack it and import the .parquet file.",
            params={"file": name},
        )
    table = parquet.table(session, [path], name=name)
    listed = ", ".join(f"CAST(c{i} AS VARCHAR)" for i in range(1, len(table.columns) + 1))
    rows = session.query(f"SELECT {listed} FROM {table.relation} LIMIT {_LOOKED_AT}", table.params)
    return _Sample(table.columns, table.kinds, [list(row) for row in rows])


def _xes(path: Path, name: str) -> _Sample:
    from klantreis.events.readers.opened import unpacked
    from klantreis.events.readers.xes import events

    found: list[dict[str, str]] = []
    with unpacked(path) as file:
        for event in events(file, name=name):
            found.append(event)
            if len(found) >= _LOOKED_AT:
                break
    return _from_records(found, None, name)


def _jsonl(text: str, encoding: str, name: str, *, whole: bool) -> _Sample:
    found: list[dict[str, str]] = []
    lines = text.splitlines()
    first = next((line for line in lines if line.strip()), "")
    if first.lstrip().startswith("["):
        raise UserError(
            "events.json_array",
            "This file is one JSON list; JSON Lines has one object on each line.",
            where=name,
            mend="Export it as JSON Lines or CSV.",
            params={"file": name},
        )
    for line in lines if whole else lines[:-1]:
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict):
            found.append(_flat(value))
        if len(found) >= _LOOKED_AT:
            break
    return _from_records(found, encoding, name)


def _flat(value: dict[str, Any], above: str = "", depth: int = 1) -> dict[str, str]:
    from klantreis.events.readers.jsonl import DEPTH

    flat: dict[str, str] = {}
    for key, inner in value.items():
        if isinstance(inner, dict) and inner and depth < DEPTH:
            flat.update(_flat(inner, f"{above}{key}.", depth + 1))
        elif inner is not None:
            flat[above + key] = inner if isinstance(inner, str) else json.dumps(inner, ensure_ascii=False)
    return flat


def _from_records(records: Sequence[dict[str, str]], encoding: str | None, name: str) -> _Sample:
    columns = tuple(dict.fromkeys(key for record in records for key in record))
    if not columns:
        raise UserError(
            "events.no_rows",
            "This file holds no events.",
            where=name,
            mend="Export it again.",
            params={"file": name},
        )
    rows: list[list[str | None]] = [[record.get(key) or None for key in columns] for record in records]
    return _Sample(columns, ("text",) * len(columns), rows, encoding=encoding)


def _known_columns(given: ImportOptions, columns: Sequence[str], name: str) -> None:
    for column in given.columns:
        if column not in columns:
            raise UserError(
                "events.no_column",
                f"There is no column called {column!r}.",
                where=name,
                mend=f"Its columns are: {', '.join(columns[:30])}.",
                params={"file": name, "column": column, "columns": list(columns[:100])},
            )


def _preview(
    name: str,
    size: int,
    form: str,
    packed: str | None,
    sample: _Sample,
    contents: Sequence[Content],
    given: ImportOptions,
) -> Preview:
    guesses = assign(sample.columns, contents, sample.kinds, given.columns)
    columns: list[Column] = []
    needs_zone = False
    problems: list[dict[str, Any]] = []
    for i, guess in enumerate(guesses):
        values = list(dict.fromkeys(v for row in sample.rows if i < len(row) and (v := row[i])))[:5]
        form_of_time: str | None = None
        others: list[str] = []
        if guess.role == "time" and sample.kinds[i] == "text":
            fits = contents[i].time_formats
            form_of_time = given.time_format or (fits[0] if fits else "iso")
            others = [fit for fit in fits if fit != form_of_time]
            problems += _time_problems(sample.columns[i], values, form_of_time, fits, given)
        if guess.role == "time":
            needs_zone = contents[i].naive and not (form_of_time or "").startswith("epoch")
        columns.append(Column(sample.columns[i], guess.role, guess.why, values, sample.kinds[i], form_of_time, others))
    roles = [column.guess for column in columns]
    for role in REQUIRED:
        if role not in roles:
            problems.append(
                _problem(
                    f"no_{role}_column",
                    f"No column was recognised as the {role}.",
                    f"Say which column holds the {role}.",
                    {"role": role},
                )
            )
    numbers = [
        v
        for i, guess in enumerate(guesses)
        if guess.role in ("value", "score")
        for row in sample.rows
        if i < len(row) and (v := row[i])
    ]
    decimal = given.decimal or decimal_of(numbers) or ("," if sample.delimiter == ";" else ".")
    score = next((column for column in columns if column.guess == "score"), None)
    kind = given.score_kind or (_score_kind(score.name) if score else None)
    return Preview(
        name=name,
        bytes=size,
        format=form,
        compression=packed,
        delimiter=sample.delimiter,
        encoding=sample.encoding,
        header=sample.header,
        decimal=decimal,
        columns=columns,
        rows=sample.rows[:SHOWN],
        problems=problems,
        needs_timezone=needs_zone,
        score_kind=kind,
        escape=sample.escape,
        skip=sample.skip,
    )


def _score_kind(name: str) -> str | None:
    words = plain_word(name).split("_")
    return next((kind for word, kind in SCORE_KINDS.items() if word in words), None)


def _time_problems(
    column: str, samples: list[str], chosen: str, fits: Sequence[str], given: ImportOptions
) -> list[dict[str, Any]]:
    if not fits and samples:
        return [
            _problem(
                "time_unreadable",
                f"The times in {column!r} are written in a way that is not known, such as {samples[0]!r}.",
                "Choose another column, or another way of writing.",
                {"column": column, "value": samples[0]},
            )
        ]
    if given.time_format is None and {"day_month", "month_day"} <= set(fits):
        return [
            _problem(
                "date_order",
                f"The dates in {column!r} can be read day first or month first; day first is taken.",
                "Choose month first if the file comes from an American system.",
                {"column": column, "value": samples[0], "chosen": chosen},
            )
        ]
    return []


def _problem(code: str, message: str, mend: str, params: dict[str, Any]) -> dict[str, Any]:
    return {"code": f"events.{code}", "message": message, "mend": mend, "params": params}
