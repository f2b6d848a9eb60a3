"""Journeys straight from a table: pandas, Polars, Arrow, a dict of columns or a Parquet file.

Columns travel as Arrow data, without a copy where the table allows it. Nothing is stored and nothing
is dropped: a row without customer, activity or time is an error here (a workspace sets it aside).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from klantreis.engine.index import Batch, build, narrowest
from klantreis.engine.journeys import Journeys
from klantreis.errors import NotFound, UserError

if TYPE_CHECKING:
    import pyarrow

COMMON = {
    "customer": "customer customerid customernumber client clientid user userid visitor visitorid person personid "
    "klant klantid klantnummer klantnr case caseid caseconceptname",
    "activity": "activity activityname event eventname conceptname action touchpoint "
    "activiteit gebeurtenis contactmoment",
    "time": "timestamp time datetime eventtime eventtimestamp timetimestamp ts tijd tijdstip tijdstempel datumtijd",
}
"""Names a column may have to be taken without asking, letters and digits only."""
EPOCH = ((10**11, 1_000_000, 1), (10**14, 1000, 1), (10**17, 1, 1), (2**63, 1, 1000))
"""Numbers below the first are multiplied and divided by the others: seconds, ms, µs and ns since 1970."""


def journeys(
    data: Any,
    customer: str | None = None,
    activity: str | None = None,
    time: str | None = None,
    *,
    journey: str | None = None,
    tz: str = "Europe/Amsterdam",
) -> Journeys:
    """One journey per customer, or with ``journey`` per id of that column, in the order of time, then of the table.

    An id belongs to its customer: the same one of two customers is two journeys. Rows of a customer without one form
    a journey of their own.

    ``data``: a pandas or Polars frame, anything else that speaks the Arrow C stream, a dict of columns, or the path of
    a Parquet file. Columns not named are taken only where exactly one has a common name. ``time`` may hold timestamps,
    dates, ISO 8601 texts, or numbers since 1970 (s, ms, µs or ns, told by their size); times without a zone are read
    as ``tz``, the earlier one where a clock runs twice. Raises ``UserError`` and ``NotFound`` (``table.*``).
    """
    import pyarrow as pa

    source, names = _opened(data)
    columns = {
        role: column_for(role, asked, names)
        for role, asked in (("customer", customer), ("activity", activity), ("time", time))
    }
    by_journey = None if journey is None else column_for("journey", journey, names)
    wanted = [*columns.values(), *([] if by_journey is None else [by_journey])]
    table = _taken(source, list(dict.fromkeys(wanted)))
    keys, customers = _coded(table[columns["customer"]], columns["customer"])
    owners = None
    if by_journey is not None:
        keys, owners = _split(keys, table[by_journey])
    codes, activities = _coded(table[columns["activity"]], columns["activity"])
    times = microseconds_of(table[columns["time"]], columns["time"], tz)
    used = np.zeros(len(activities), np.bool_)
    for chunk in codes.chunks:
        used[chunk.to_numpy()] = True
    lookup = np.cumsum(used).astype(narrowest(int(used.sum())))  # unused categories get no code
    known = pa.array(customers)
    aligned = pa.table([keys, codes, times], names=["keys", "codes", "times"])
    return build(_batches(aligned, lookup)).journeys(
        (None, *(str(name) for name, kept in zip(activities.to_pylist(), used, strict=True) if kept)),
        lambda numbers: known.take(pa.array(np.asarray(numbers, np.int64))).to_pylist(),
        owners=owners,
        unit="customer" if owners is None else "journey",
    )


def _split(
    customers: pyarrow.ChunkedArray, ids: pyarrow.ChunkedArray
) -> tuple[pyarrow.ChunkedArray, NDArray[np.int64]]:
    """(number of the journey per row, customer per journey): each id of a customer is one, and so is no id."""
    import pyarrow as pa

    coded = ids if pa.types.is_dictionary(ids.type) else ids.dictionary_encode()
    chunks = [chunk.indices.cast(pa.int64()).fill_null(-1) for chunk in coded.unify_dictionaries().chunks]
    numbers = pa.chunked_array(chunks, pa.int64()).to_numpy() + 1
    own = int(numbers.max(initial=0)) + 1
    pairs, keys = np.unique(customers.to_numpy().astype(np.int64) * own + numbers, return_inverse=True)
    return pa.chunked_array([pa.array(keys.astype(np.int32))]), pairs // own


def _batches(table: pyarrow.Table, lookup: NDArray[Any]) -> Iterator[Batch]:
    for batch in table.to_batches():
        keys, codes, times = (column.to_numpy() for column in batch.columns)
        yield Batch(keys.view(np.uint32), lookup[codes], times)


def _opened(data: Any) -> tuple[Any, list[str]]:
    """What to read from, and the names of its columns."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    if isinstance(data, (str, Path)):
        path = Path(data)
        if not path.is_file():
            raise NotFound("table.no_file", "There is no such file.", where=str(path), mend="Check the path.")
        try:
            file = pq.ParquetFile(path)
        except pa.ArrowInvalid as error:
            raise UserError(
                "table.not_parquet",
                "This is not a Parquet file.",
                where=str(path),
                mend="Other files are read into a workspace: klantreis.open(…).events.read(path).",
            ) from error
        return file, list(file.schema_arrow.names)
    if isinstance(data, Mapping):
        data = pa.table(dict(data))
    if not hasattr(data, "__arrow_c_stream__"):
        raise UserError(
            "table.unknown_kind",
            f"A {type(data).__name__} is not a table that can be read.",
            mend="Give a pandas or Polars frame, an Arrow table, a dict of columns or the path of a Parquet file.",
            params={"kind": type(data).__name__},
        )
    if not hasattr(data, "columns") or isinstance(data, pa.RecordBatchReader):
        data = pa.table(data)
    names = data.column_names if isinstance(data, pa.Table) else [str(name) for name in data.columns]
    return data, list(names)


def _taken(source: Any, columns: list[str]) -> pyarrow.Table:
    """Only the columns needed, as Arrow."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    if isinstance(source, pq.ParquetFile):
        return source.read(columns=columns)
    try:
        return source.select(columns) if isinstance(source, pa.Table) else pa.table(source[columns])
    except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
        raise UserError(
            "table.mixed_values",
            f"A column holds values of several kinds: {error}.",
            where=", ".join(columns),
            mend="Make all values of a column one kind, such as text.",
        ) from error


def column_for(role: str, asked: str | None, names: Sequence[str]) -> str:
    """The column of a role: the one asked for, else the only one with a common name. Raises as ``journeys`` does."""
    if asked is not None:
        if asked not in names:
            raise NotFound(
                "table.no_column",
                f"There is no column {asked!r}.",
                where=role,
                mend=f"The columns are {', '.join(map(repr, names))}.",
                params={"column": asked, "columns": list(names)},
            )
        return asked
    common = COMMON[role].split()
    found = [name for name in names if re.sub(r"[\W_]", "", name.casefold()) in common]
    if len(found) != 1:
        what = f"{', '.join(map(repr, found))} could all be" if found else "No column has a common name for"
        raise UserError(
            "table.column_unclear",
            f"{what} the {role}.",
            where=role,
            mend=f"Name it: {role}=… with one of {', '.join(map(repr, names))}.",
            params={"role": role, "candidates": found, "columns": list(names)},
        )
    return found[0]


def _coded(column: pyarrow.ChunkedArray, name: str) -> tuple[pyarrow.ChunkedArray, pyarrow.Array]:
    """(number per row, text per number); texts in order of first appearance, or of the column's own categories."""
    import pyarrow as pa
    import pyarrow.compute as pc

    coded = (column if pa.types.is_dictionary(column.type) else column.dictionary_encode()).unify_dictionaries()
    _whole(coded, name)
    if not coded.num_chunks:
        return pa.chunked_array([], pa.int32()), pa.array([], pa.string())
    texts = coded.chunk(0).dictionary.cast(pa.string())
    numbers = pa.chunked_array([chunk.indices.cast(pa.int32()) for chunk in coded.chunks])
    blank = pc.index(texts, "").as_py()
    if blank >= 0 and (row := pc.index(numbers, blank).as_py()) >= 0:
        raise _missing(name, int((numbers.to_numpy() == blank).sum()), row)
    return numbers, texts


def microseconds_of(
    column: pyarrow.ChunkedArray, name: str, tz: str, most: float | None = None
) -> pyarrow.ChunkedArray:
    """Times as microseconds since 1970 in UTC, int64; the unit of numbers is told by the largest, or by ``most``."""
    import pyarrow as pa
    import pyarrow.compute as pc

    _whole(column, name)
    if not len(column):
        return pa.chunked_array([], pa.int64())
    try:
        ZoneInfo(tz)
    except (KeyError, ValueError, OSError) as error:
        mend = "Use a name such as Europe/Amsterdam or UTC."
        raise UserError("table.timezone", f"{tz!r} is no time zone.", where="tz", mend=mend) from error
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    kind = column.type
    if pa.types.is_integer(kind) or pa.types.is_floating(kind):
        return _epoch(column, name, most)
    try:
        if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
            column = _from_text(column)
        elif pa.types.is_date(kind):
            column = column.cast(pa.timestamp("us"))
        if column.type.tz is None:
            once = pc.AssumeTimezoneOptions(tz, ambiguous="earliest", nonexistent="earliest")
            column = pc.call_function("assume_timezone", [column], once)
        return column.cast(pa.timestamp("us", "UTC"), safe=False).cast(pa.int64())
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, AttributeError) as error:
        raise UserError(
            "table.time_unreadable",
            f"The times could not be read: {error}.",
            where=name,
            mend="Give timestamps, ISO 8601 texts such as 2026-03-01 12:30:00, or numbers since 1970.",
        ) from error


def _from_text(column: pyarrow.ChunkedArray) -> pyarrow.ChunkedArray:
    import pyarrow as pa

    try:
        return column.cast(pa.timestamp("us", "UTC"))  # every text says its zone
    except pa.ArrowInvalid:
        return column.cast(pa.timestamp("us"))


def _epoch(column: pyarrow.ChunkedArray, name: str, most: float | None) -> pyarrow.ChunkedArray:
    import pyarrow as pa

    values = column.to_numpy()
    if values.dtype.kind == "f" and not np.isfinite(values).all():
        bad = np.flatnonzero(~np.isfinite(values))
        raise _missing(name, len(bad), int(bad[0]))
    if most is None:
        most = float(np.abs(values).max()) if len(values) else 0.0
    times, over = next((times, over) for below, times, over in EPOCH if most < below)
    scaled = np.rint(values * times / over) if values.dtype.kind == "f" else values.astype(np.int64) * times // over
    return pa.chunked_array([pa.array(scaled.astype(np.int64))])


def _whole(column: pyarrow.ChunkedArray, name: str) -> None:
    if column.null_count:
        row = int(np.flatnonzero(column.is_null().to_numpy())[0])
        raise _missing(name, column.null_count, row)


def _missing(name: str, count: int, row: int) -> UserError:
    return UserError(
        "table.missing_values",
        f"{count} rows have no value in {name!r}, the first is row {row}.",
        where=name,
        mend="Fill them or leave them out first; a workspace sets such rows aside by itself.",
        params={"column": name, "rows": count, "first": row},
    )
