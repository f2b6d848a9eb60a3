"""JSON Lines: one object per line; objects inside objects become columns with a dotted name."""

from __future__ import annotations

from pathlib import Path

from klantreis.engine.duckdb import Session, literal_path
from klantreis.events.readers.csv import blank_rows, refused_rows
from klantreis.events.readers.table import MOST_COLUMNS, MOST_LINE, Table, too_many_columns

DEPTH = 3


def table(session: Session, path: Path, *, name: str) -> Table:
    """The relation of a plain UTF-8 file; its columns are all keys of all its lines, in order of name."""
    lines, params = _lines(path)
    pointers = _pointers(session, lines, params)
    if len(pointers) > MOST_COLUMNS:
        raise too_many_columns(len(pointers), name)
    taken = ", ".join(f"json_extract_string(line, {_sql(pointer)}) AS c{i}" for i, pointer in enumerate(pointers, 1))
    valid = "coalesce(json_valid(line), false) AND json_type(CASE WHEN json_valid(line) THEN line END) = 'OBJECT'"
    return Table(
        columns=tuple(_name(pointer) for pointer in pointers),
        kinds=("text",) * len(pointers),
        relation=(
            f"(SELECT {taken + ', ' if taken else ''}raw, faulty FROM (SELECT line AS raw, NOT ({valid}) AS faulty, "
            f"CASE WHEN {valid} THEN line END AS line FROM {lines}))"
        ),
        params=params,
        line="raw",
        flaw="CASE WHEN faulty THEN 'not_an_object' END",
        refused=refused_rows,
        blanks=lambda: blank_rows(path, quotes=False),
    )


def _lines(path: Path) -> tuple[str, tuple[str, ...]]:
    # A delimiter that JSON cannot hold unescaped, and no quotes: each line is one field as it stands.
    relation = (
        "(SELECT line FROM read_csv(?, auto_detect = false, header = false, delim = chr(1), quote = '', escape = '', "
        f"columns = {{'line': 'VARCHAR'}}, store_rejects = true, rejects_limit = 0, max_line_size = {MOST_LINE}) "
        "WHERE line IS NOT NULL AND trim(line) <> '')"
    )
    return relation.replace("chr(1)", "'\x01'"), (literal_path(path),)


def _pointers(session: Session, lines: str, params: tuple[str, ...]) -> list[str]:
    """JSON pointers of all values that are no object, and of objects below the greatest depth."""
    found: list[str] = []
    open_ones = [""]
    for depth in range(DEPTH):
        deeper: list[str] = []
        for pointer in open_ones:
            rows = session.query(
                "SELECT k, bool_or(t = 'OBJECT'), bool_or(t <> 'OBJECT') FROM (SELECT k, json_type(o, "
                "'/' || replace(replace(k, '~', '~0'), '/', '~1')) AS t FROM ("
                "SELECT o, unnest(json_keys(o)) AS k FROM ("
                f"SELECT json_extract(CASE WHEN json_valid(line) THEN line END, {_sql(pointer)}) AS o FROM {lines}"
                ") WHERE json_type(o) = 'OBJECT')) GROUP BY k ORDER BY k",
                params,
            )
            for key, nested, single in rows:
                inner = f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}"
                if nested and depth + 1 < DEPTH:
                    deeper.append(inner)
                if single or not nested or depth + 1 == DEPTH:
                    found.append(inner)
            if len(found) + len(deeper) > MOST_COLUMNS:
                return found + deeper
        open_ones = deeper
    return sorted(found)


def _name(pointer: str) -> str:
    return pointer[1:].replace("/", ".").replace("~1", "/").replace("~0", "~")


def _sql(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
