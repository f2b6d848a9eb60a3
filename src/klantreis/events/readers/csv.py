"""CSV and TSV: rows with delimiters, read by DuckDB on all cores in the file's order."""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from klantreis.engine.duckdb import Session, literal_path
from klantreis.events.readers.table import MOST_COLUMNS, MOST_LINE, Aside, Table, too_many_columns

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


def table(path: Path, dialect: Dialect, *, name: str, buffer: int | None = None) -> Table:
    """The relation of a plain UTF-8 file. ``buffer`` (bytes) sets how much a thread reads at once."""
    width = len(dialect.columns)
    if width > MOST_COLUMNS:
        raise too_many_columns(width, name)
    listed = ", ".join(f"'c{i}': 'VARCHAR'" for i in range(1, width + 1))
    most = min(MOST_LINE, buffer) if buffer else MOST_LINE
    size = f", buffer_size = {buffer}" if buffer else ""
    relation = (
        f"read_csv(?, auto_detect = false, header = {dialect.header}, skip = {dialect.skip}, "
        f"delim = {_sql(dialect.delimiter)}, quote = '\"', escape = {_sql(dialect.escape)}, "
        f"columns = {{{listed}}}, store_rejects = true, rejects_limit = 0, max_line_size = {most}{size})"
    )
    return Table(
        columns=dialect.columns,
        kinds=("text",) * width,
        relation=relation,
        params=(literal_path(path),),
        line=_joined(dialect.delimiter, width),
        refused=refused_rows,
        first=dialect.skip + dialect.header + 1,
        blanks=lambda: blank_rows(path, escape=dialect.escape),
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


def blank_rows(path: Path, *, escape: str = '"', quotes: bool = True) -> list[int]:
    """Numbers of the rows that hold nothing at all; quoted line breaks belong to their row."""
    return list(_blank_rows(path, escape, quotes)) if _has_blank_line(path) else []


def _has_blank_line(path: Path) -> bool:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return content[:1] in (b"\n", b"\r") or any(content.find(mark) >= 0 for mark in (b"\n\n", b"\n\r\n", b"\r\r"))


def _blank_rows(path: Path, escape: str, quotes: bool) -> Iterator[int]:
    row = 0
    inside = False
    with path.open("rb") as file:
        for line in file:
            if not inside:
                row += 1
                if not line.strip(b"\r\n"):
                    yield row
                    continue
            if quotes:
                signs = line.count(b'"') - (2 * line.count(b'\\"') if escape == "\\" else 0)
                inside ^= signs % 2 == 1
