"""Is another tool's answer ours? Compared column by column, as far as it answers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

KEYS = {"from", "to", "path", "step", "activity"}
RELATIVE, ABSOLUTE = 1e-9, 2e-6
"""Counts are equal; seconds differ by at most two microseconds, which is what floats leave of a stamp."""


def read(path: Path) -> pa.Table:
    """An answer as a script wrote it."""
    return pq.read_table(path)


def agrees(ours: pa.Table, theirs: pa.Table) -> tuple[bool, list[str], str]:
    """(equal, the columns that were compared, what differs).

    Rows are matched by the key columns. A list cut off at its hundredth path is cut among equals, so paths that are as
    rare as the last one are matched by their number only.
    """
    keys = [name for name in ours.column_names if name in KEYS]
    rounded = [name for name in theirs.column_names if name.endswith("_whole_s")]
    shared = [name for name in ours.column_names if name in theirs.column_names and name not in KEYS]
    if "path" in keys:
        least = max(min(table["count"].to_pylist(), default=0) for table in (ours, theirs))
        if sorted(ours["count"].to_pylist()) != sorted(theirs["count"].to_pylist()):
            return False, shared, "the counts of the commonest paths differ"
        ours, theirs = (_above(table, least) for table in (ours, theirs))
    if ours.num_rows != theirs.num_rows:
        return False, shared, f"{ours.num_rows} rows and {theirs.num_rows}"
    mine, other = (_ordered(table, keys) for table in (ours, theirs))
    for key in keys:
        if mine[key].to_pylist() != other[key].to_pylist():
            return False, shared, f"different values of {key}"
    for name in shared:
        a, b = (_numbers(table[name]) for table in (mine, other))
        close = np.isclose(a, b, rtol=RELATIVE, atol=ABSOLUTE if name.endswith("_s") else 0, equal_nan=True)
        if not close.all():
            where = int(np.flatnonzero(~close)[0])
            return (
                False,
                shared,
                f"{name}: {a[where]} and {b[where]} in row {where}, and {int((~close).sum()) - 1} more",
            )
    for name in rounded:
        a, b = _numbers(mine[name.replace("_whole_s", "_s")]), _numbers(other[name])
        if not np.isclose(a, b, rtol=0, atol=1, equal_nan=True).all():
            return False, shared, f"{name}, to the second"
        shared.append(name.replace("_whole_s", "_s to the second"))
    return bool(shared), shared, "" if shared else "no column in common"


def _above(table: pa.Table, least: int) -> pa.Table:
    return table.filter(pa.array([count > least for count in table["count"].to_pylist()], pa.bool_()))


def _ordered(table: pa.Table, keys: list[str]) -> pa.Table:
    if not keys:
        return table
    plain = table.select(keys)
    columns = [
        pa.chunked_array([pa.array([_text(v) for v in column.to_pylist()], pa.string())])
        if not pa.types.is_integer(column.type)
        else column
        for column in plain.columns
    ]
    for key, column in zip(keys, columns, strict=True):
        table = table.set_column(table.column_names.index(key), key, column)
    return table.sort_by([(key, "ascending") for key in keys])


def _text(value: object) -> str | None:
    """A name; tools with data frames write a missing one as a number that is not one."""
    return str(value) if isinstance(value, str) else None


def _numbers(column: pa.ChunkedArray) -> np.ndarray:
    return np.array([np.nan if v is None else v for v in column.to_pylist()], np.float64)
