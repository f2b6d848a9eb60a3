"""CSV and TSV: rows with delimiters, read by DuckDB on all cores in the file's order."""

from __future__ import annotations

import mmap
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from klantreis.engine.duckdb import Session, literal_path
from klantreis.events.readers.table import MOST_COLUMNS, MOST_LINE, Aside, Table, too_many_columns

_CHUNK = 4 * 1024 * 1024
_CODES = {
    "MISSING COLUMNS": "too_few_columns",
    "TOO MANY COLUMNS": "too_many_columns",
    "INVALID ENCODING": "undecodable",
    "INVALID UNICODE": "undecodable",
    "UNQUOTED VALUE": "open_quote",
    "INVALID STATE": "open_quote",
    "LINE SIZE OVER MAXIMUM": "line_too_long",
    "MAXIMUM LINE SIZE": "line_too_long",
}


@dataclass(frozen=True)
class Dialect:
    """How a delimited text is written. ``skip`` rows come before the header (a ``sep=;`` line)."""

    delimiter: str
    columns: tuple[str, ...]
    header: bool
    escape: str = '"'
    skip: int = 0


def table(path: Path, dialect: Dialect, *, name: str, careful: bool = False, buffer: int | None = None) -> Table:
    """The relation of a plain UTF-8 file. ``buffer`` (bytes) sets how much a thread reads at once.

    Rows are held to the standard: no text after a closing quote, one kind of line end. A file with several
    kinds makes DuckDB fail; ``careful`` reads it, on one thread and less strictly.
    """
    width = len(dialect.columns)
    if width > MOST_COLUMNS:
        raise too_many_columns(width, name)
    listed = ", ".join(f"'c{i}': 'VARCHAR'" for i in range(1, width + 1))
    most = min(MOST_LINE, buffer) if buffer else MOST_LINE
    # On several threads DuckDB finds its way from the middle of a file, and with quotes it can lose it there: rows
    # are then split wrongly or left out (seen on files with line breaks and doubled quotes inside texts).
    parallel = not careful and not _has_quote(path)
    size = f", buffer_size = {buffer}" if buffer else ""
    relation = (
        f"read_csv(?, auto_detect = false, parallel = {parallel}, header = {dialect.header}, skip = {dialect.skip}, "
        f"delim = {_sql(dialect.delimiter)}, quote = '\"', escape = {_sql(dialect.escape)}, "
        f"columns = {{{listed}}}, strict_mode = {not careful}, store_rejects = true, rejects_limit = 0, "
        "max_line_size = "
        f"{most}{size})"
    )
    return Table(
        columns=dialect.columns,
        kinds=("text",) * width,
        relation=relation,
        params=(literal_path(path),),
        line=_joined(dialect.delimiter, width),
        refused=lambda session: _refused(session, path, dialect),
        first=dialect.skip + dialect.header + 1,
        blanks=lambda: blank_rows(path, delimiter=dialect.delimiter, escape=dialect.escape),
        expected=lambda: rows_to_expect(path, dialect),
        nul=_has(path, b"\0"),
    )


def _sql(character: str) -> str:
    return "'" + character.replace("'", "''") + "'"


def _joined(delimiter: str, width: int) -> str:
    """SQL that writes the fields of a row as one CSV line again."""
    sign = _sql(delimiter)
    fields = [
        f"CASE WHEN c{i} IS NULL THEN '' "
        f"WHEN contains(c{i}, {sign}) OR contains(c{i}, '\"') OR contains(c{i}, chr(10)) THEN '\"' || replace(c{i}, "
        f"'\"', '\"\"') || '\"' ELSE c{i} END"
        for i in range(1, width + 1)
    ]
    return f"concat_ws({sign}, {', '.join(fields)})"


def _refused(session: Session, path: Path, dialect: Dialect) -> list[Aside]:
    found = refused_rows(session)
    tail = _open_tail(path, dialect)
    return [*found, tail] if tail is not None and tail.row not in {aside.row for aside in found} else found


def refused_rows(session: Session) -> list[Aside]:
    """The rows that DuckDB's reader left out; a row with several faults is told once, with the first of them."""
    known = session.value("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'reject_errors'")
    if not known:
        return []
    rows = session.query(
        "SELECT line, arg_min(error_type, byte_position), arg_min(column_name, byte_position), any_value(csv_line) "
        "FROM reject_errors GROUP BY line ORDER BY line"
    )
    found = []
    for line, error, column, text in rows:
        code = _CODES.get(str(error).upper(), "unreadable_row")
        found.append(Aside(int(line), code, column, None, (text or "").strip("\r\n")))
    return found


def forget_refused(session: Session) -> None:
    """Empties DuckDB's list of refused rows before the next file is read."""
    for name in ("reject_errors", "reject_scans"):
        session.run(f"DROP TABLE IF EXISTS {name}")


def blank_rows(path: Path, *, delimiter: str = ",", escape: str = '"', quotes: bool = True) -> list[int]:
    """Numbers of the rows that hold nothing at all; quoted line breaks belong to their row."""
    if not _has_blank_line(path):
        return []
    return [row for row, text, _ in _records(path, delimiter, escape, quotes=quotes) if not text]


def _open_tail(path: Path, dialect: Dialect) -> Aside | None:
    """The last row when its quote is never closed: DuckDB on one thread drops it without a word."""
    if not _has_quote(path):
        return None
    with path.open("rb") as file:
        odd = sum(chunk.count(b'"') for chunk in iter(lambda: file.read(_CHUNK), b"")) % 2
    if not odd and dialect.escape == '"':
        return None
    last = next(iter(deque(_records(path, dialect.delimiter, dialect.escape), maxlen=1)), None)
    if last is None or last[2]:
        return None
    text = last[1].encode("latin-1", "replace").decode("utf-8", "replace")
    return Aside(last[0], "open_quote", None, None, text)


def rows_to_expect(path: Path, dialect: Dialect) -> int | None:
    """How many rows a file without quotes has below its header, blank ones too; None when it has quotes.

    A second opinion, from counting line ends: what DuckDB hands over and refuses must come to the same.
    """
    if _has_quote(path):
        return None
    ends = pairs = 0
    last = b"\n"
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            returns = chunk.count(b"\r")
            ends += chunk.count(b"\n") + returns
            pairs += chunk.count(b"\r\n") if returns else 0
            pairs += last == b"\r" and chunk[:1] == b"\n"
            last = chunk[-1:]
    return ends - pairs + (last not in (b"\n", b"\r")) - dialect.skip - dialect.header


def _has_quote(path: Path) -> bool:
    return _has(path, b'"')


def _has(path: Path, byte: bytes) -> bool:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return content.find(byte) >= 0


def _has_blank_line(path: Path) -> bool:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return content[:1] in (b"\n", b"\r") or any(content.find(mark) >= 0 for mark in (b"\n\n", b"\n\r\n", b"\r\r"))


def _records(path: Path, delimiter: str, escape: str, *, quotes: bool = True) -> Iterator[tuple[int, str, bool]]:
    """Every row of a file: its number from 1, its text (bytes as Latin-1), and whether its quotes are closed."""
    row = 0
    inside = False
    parts: list[str] = []
    # Latin-1 takes every byte, and text mode every kind of line end.
    with path.open(encoding="latin-1") as file:
        for line in file:
            if not inside:
                row += 1
            if quotes and ('"' in line):
                inside = _inside_after(line, inside, delimiter, escape)
            parts.append(line)
            if not inside:
                yield row, "".join(parts).rstrip("\n"), True
                parts.clear()
    if parts:
        yield row, "".join(parts), False


def _inside_after(line: str, inside: bool, delimiter: str, escape: str) -> bool:
    """Whether a quote is open at the end of a line. A quote opens only where a field begins."""
    at = line.find('"')
    while at >= 0:
        if not inside:
            inside = at == 0 or line[at - 1] == delimiter
        elif escape == "\\" and line[at - 1] == "\\":
            pass
        elif escape == '"' and line[at + 1 : at + 2] == '"':
            at += 1
        else:
            inside = False
        at = line.find('"', at + 1)
    return inside
