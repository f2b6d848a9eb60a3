"""Parquet: typed columns, read by DuckDB on all cores in the file's order."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from klantreis.engine.duckdb import Session, StatementFailed, literal_path
from klantreis.errors import UserError
from klantreis.events.readers.table import MOST_COLUMNS, Kind, Table, too_many_columns


def table(session: Session, paths: Sequence[Path], *, name: str) -> Table:
    """The relation of one Parquet file, or of parts in order whose columns are matched by name."""
    files = [literal_path(path) for path in paths]
    read = "read_parquet(?, union_by_name = true)" if len(files) > 1 else "read_parquet(?)"
    given = files if len(files) > 1 else files[0]
    try:
        described = session.query(f"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM {read})", [given])
    except StatementFailed as error:
        raise UserError(
            "events.parquet",
            "This Parquet file cannot be read: it is damaged or was cut off.",
            where=name,
            mend="Export it again.",
            params={"file": name, "reason": error.message},
        ) from error
    if len(described) > MOST_COLUMNS:
        raise too_many_columns(len(described), name)
    aliases = ", ".join(f"c{i}" for i in range(1, len(described) + 1))
    shown = ", ".join(_shown(f"c{i}", kind) for i, (_, kind) in enumerate(described, 1))
    return Table(
        columns=tuple(column for column, _ in described),
        kinds=tuple(_kind(kind) for _, kind in described),
        relation=f"(SELECT {shown} FROM {read} AS t({aliases}))",
        params=(given,),
        line=f"CAST(to_json([{', '.join(f'CAST(c{i} AS VARCHAR)' for i in range(1, len(described) + 1))}]) AS VARCHAR)",
    )


def _kind(type_name: str) -> Kind:
    if type_name.startswith("TIMESTAMPTZ") or type_name.endswith("WITH TIME ZONE"):
        return "instant"
    if type_name.startswith("TIMESTAMP"):
        return "naive"
    return "date" if type_name == "DATE" else "text"


def _shown(column: str, type_name: str) -> str:
    """SQL for a column: moments keep their type, a whole number in a float loses its ``.0``, the rest is text."""
    kind = _kind(type_name)
    if kind != "text":
        typed = {"naive": "TIMESTAMP", "instant": "TIMESTAMPTZ", "date": "DATE"}[kind]
        return f"CAST({column} AS {typed}) AS {column}"
    if type_name in ("DOUBLE", "FLOAT"):
        whole = f"isfinite({column}) AND {column} = trunc({column}) AND abs({column}) < 1e15"
        return (
            f"CASE WHEN isnan({column}) THEN NULL WHEN {whole} THEN CAST(CAST({column} AS BIGINT) AS VARCHAR) "
            f"ELSE CAST({column} AS VARCHAR) END AS {column}"
        )
    if type_name == "BLOB":
        return f"TRY_CAST({column} AS VARCHAR) AS {column}"
    if type_name.startswith(("STRUCT", "MAP")) or type_name.endswith("]"):
        return f"CAST(to_json({column}) AS VARCHAR) AS {column}"
    return f"CAST({column} AS VARCHAR) AS {column}"
