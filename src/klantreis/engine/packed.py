"""Chunks of whole journeys as rows of a few byte columns: how journeys lie on a cluster.

A row is a chunk: lengths (u32 per journey), codes (narrowest type that holds them), times (i64, microseconds UTC), the
customer per journey, and one column per field. That is what kernels read, so a question costs no conversion: 12 bytes
an event and the names. Made once from rows sorted by customer, journey and time; knows Arrow, not where it runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from klantreis.engine.columns import Column, column
from klantreis.engine.index import narrowest
from klantreis.engine.journeys import Journeys
from klantreis.errors import UserError

if TYPE_CHECKING:
    import pyarrow

CHUNK = 1 << 20
"""Events from which a chunk is full; a longer journey is one chunk all the same."""
NUMBERS = ("journeys", "events", "first", "last")
"""Columns of numbers: what is in the chunk, and its first and last time."""
BYTES = ("lengths", "codes", "times")
CUSTOMER = "customer"


@dataclass(frozen=True)
class Layout:
    """What the chunks of one set of journeys have in common."""

    labels: tuple[str | None, ...]
    by_journey: bool
    """A journey is one journey id of a customer, not the whole customer."""
    fields: tuple[str, ...]
    """Names of the fields; field ``k`` is the column ``f{k}``."""
    unit: str
    version: str

    @property
    def code_type(self) -> np.dtype[Any]:
        """Element type of the codes."""
        return np.dtype(narrowest(len(self.labels) - 1))

    def place(self, name: str) -> str:
        """The column that holds a field."""
        return f"f{self.fields.index(name)}"


def chunks(batches: Iterable[pyarrow.RecordBatch], layout: Layout) -> Iterator[pyarrow.RecordBatch]:
    """Rows of chunks from sorted rows: ``customer``, ``activity``, ``time`` (i64), ``journey`` where asked, fields."""
    import pyarrow as pa

    waiting: list[pyarrow.RecordBatch] = []
    rows, wanted = 0, CHUNK
    for batch in batches:
        waiting.append(batch)
        rows += batch.num_rows
        if rows < wanted:
            continue
        table = pa.Table.from_batches(waiting).combine_chunks()
        # a customer's journeys stay together
        begins = np.flatnonzero(_changes(table[CUSTOMER]))
        cut = int(begins[-1]) if len(begins) else 0
        if cut:
            yield _row(table.slice(0, cut), layout)
        waiting = table.slice(cut).to_batches()
        rows -= cut
        wanted = max(CHUNK, 2 * rows)  # one long journey is not looked through again and again
    if rows:
        yield _row(pa.Table.from_batches(waiting).combine_chunks(), layout)


def chunk_of(row: dict[str, Any], layout: Layout, names: Iterable[str]) -> Journeys:
    """The journeys of a row, with the fields ``names``; ``row`` maps columns to bytes-like values."""
    lengths = np.frombuffer(row["lengths"], np.uint32).astype(np.int64)
    offsets = np.concatenate((np.zeros(1, np.int64), np.cumsum(lengths + 1)))
    owners = np.arange(len(lengths))
    names_of = _Names(row.get(CUSTOMER), layout.by_journey)
    if layout.by_journey and len(lengths):
        owners = names_of.column.numbers
    return Journeys(
        offsets=offsets,
        codes=_array(row["codes"], layout.code_type),
        times=_array(row["times"], np.dtype(np.int64)),
        labels=layout.labels,
        customers=owners,
        customer_names=names_of,
        version=layout.version,
        unit=layout.unit,
        columns={name: column(_read(row[layout.place(name)])) for name in names},
    )


def no_journeys(layout: Layout, names: Iterable[str]) -> Journeys:
    """A chunk without journeys, for a question about none."""
    empty = {"lengths": b"", "codes": b"", "times": b""}
    bare = chunk_of(empty, layout, ())
    return bare.reading(set(names), lambda asked: {name: [] for name in asked})


@dataclass(frozen=True, eq=False)
class _Names:
    """The customers of a chunk, read when they are asked for."""

    data: Any
    by_number: bool
    """A customer has a number; else the journeys are numbered and each has its own customer."""

    @cached_property
    def column(self) -> Column:
        return column(_read(self.data))

    def __call__(self, numbers: Sequence[int]) -> list[str]:
        import pyarrow as pa

        if not len(numbers):
            return []
        if self.by_number:
            return [str(self.column.values[int(number)]) for number in numbers]
        return _read(self.data).take(pa.array(np.asarray(numbers, np.int64))).to_pylist()


@dataclass(frozen=True, eq=False)
class Home:
    """Journeys on their way home, as a partial result."""

    lengths: NDArray[np.int64]
    codes: NDArray[Any]
    times: NDArray[np.int64]
    customers: NDArray[np.int64]
    names: list[str]
    fields: dict[str, tuple[list[Any], NDArray[np.int64]]]
    """Per field its values and the number per slot."""


def home(chunk: Journeys) -> Home:
    """The kernel: a chunk as it is."""
    numbers, owners = np.unique(np.asarray(chunk.customers), return_inverse=True)
    return Home(
        chunk.lengths,
        chunk.codes,
        chunk.times,
        owners,
        chunk.customer_names(numbers.tolist()),
        {name: ([_plain(value) for value in known.values], known.numbers) for name, known in chunk.columns.items()},
    )


def joined(parts: Sequence[Home]) -> Home:
    """The merge: all journeys, one after the other; a customer is in one part only."""
    names, owners = [], []
    for part in parts:
        owners.append(part.customers + len(names))
        names += part.names
    return Home(
        np.concatenate([part.lengths for part in parts]),
        np.concatenate([part.codes for part in parts]),
        np.concatenate([part.times for part in parts]),
        np.concatenate(owners),
        names,
        {name: _joined([part.fields[name] for part in parts]) for name in parts[0].fields},
    )


def _joined(parts: Sequence[tuple[list[Any], NDArray[np.int64]]]) -> tuple[list[Any], NDArray[np.int64]]:
    places: dict[Any, int] = {}
    numbers = []
    for values, own in parts:
        table = np.array([*(places.setdefault(value, len(places)) for value in values), -1], np.int64)
        numbers.append(table[own])
    return list(places), np.concatenate(numbers)


def journeys_of(whole: Home, labels: Sequence[str | None], **said: Any) -> Journeys:
    """Journeys in this process; ``said`` are further fields of ``Journeys``."""
    return Journeys(
        offsets=np.concatenate((np.zeros(1, np.int64), np.cumsum(whole.lengths + 1))),
        codes=whole.codes,
        times=whole.times,
        labels=tuple(labels),
        customers=whole.customers,
        customer_names=lambda numbers: [whole.names[int(number)] for number in numbers],
        columns={name: Column(tuple(values), numbers) for name, (values, numbers) in whole.fields.items()},
        **said,
    )


def _row(table: pyarrow.Table, layout: Layout) -> pyarrow.RecordBatch:
    import pyarrow as pa
    import pyarrow.compute as pc

    fresh = _changes(table[CUSTOMER])
    if layout.by_journey:
        fresh |= _changes(table["journey"])
    fresh[:1] = True
    begins = np.flatnonzero(fresh)
    lengths = np.diff(np.append(begins, table.num_rows))
    slots = np.arange(table.num_rows) + np.cumsum(fresh) - 1
    size = table.num_rows + len(begins)
    ends = np.cumsum(lengths + 1) - 1
    known = pa.array(layout.labels[1:], table["activity"].type)
    coded = pc.call_function("index_in", [table["activity"]], pc.SetLookupOptions(known))
    if coded.null_count:
        raise UserError(
            "spark.table_changed",
            "The table changed while it was read: there is an activity that was not there before.",
            mend="Read one version of it, or try again.",
        )
    times = table["time"].to_numpy()
    codes, moments = np.zeros(size, layout.code_type), np.zeros(size, np.int64)
    codes[slots] = coded.to_numpy() + 1
    moments[slots] = times
    moments[ends] = moments[ends - 1]
    place = np.full(size, -1, np.int64)
    place[slots] = np.arange(table.num_rows)
    at = pa.array(place, mask=place < 0)
    columns: dict[str, Any] = {
        "journeys": pa.array([len(begins)], pa.int64()),
        "events": pa.array([table.num_rows], pa.int64()),
        "first": pa.array([int(times.min())], pa.int64()),
        "last": pa.array([int(times.max())], pa.int64()),
        "lengths": _bytes(lengths.astype(np.uint32)),
        "codes": _bytes(codes),
        "times": _bytes(moments),
        CUSTOMER: _written(table[CUSTOMER].take(pa.array(begins))),
    }
    for k in range(len(layout.fields)):
        columns[f"f{k}"] = _written(table[f"f{k}"].take(at))
    return pa.RecordBatch.from_pydict(columns)


def _changes(values: pyarrow.ChunkedArray) -> NDArray[np.bool_]:
    """Where a value is not the one before it; no value is a value of its own. The first is none."""
    import pyarrow.compute as pc

    array = values.combine_chunks().dictionary_encode()
    numbers = pc.fill_null(array.indices, -1).to_numpy(zero_copy_only=False)
    return np.concatenate((np.zeros(min(1, len(numbers)), np.bool_), numbers[1:] != numbers[:-1]))


def _array(data: Any, kind: np.dtype[Any]) -> NDArray[Any]:
    # kernels would be compiled once more for arrays that begin anywhere
    return np.require(np.frombuffer(data, kind), requirements="A")


def _bytes(array: NDArray[Any]) -> pyarrow.Array:
    import pyarrow as pa

    return pa.array([array.tobytes()], pa.binary())


def _written(values: pyarrow.ChunkedArray) -> pyarrow.Array:
    """A column of values as one value: an Arrow stream, texts by number."""
    import pyarrow as pa

    array = values.combine_chunks()
    if pa.types.is_string(array.type) or pa.types.is_large_string(array.type):
        array = array.dictionary_encode()
    sink = pa.BufferOutputStream()
    batch = pa.RecordBatch.from_arrays([array], ["values"])
    with pa.ipc.new_stream(sink, batch.schema) as stream:
        stream.write_batch(batch)
    return pa.array([sink.getvalue().to_pybytes()], pa.binary())


def _read(data: Any) -> pyarrow.ChunkedArray:
    import pyarrow as pa

    return pa.ipc.open_stream(pa.py_buffer(data)).read_all()["values"]


def _plain(value: Any) -> Any:
    return value if isinstance(value, (bool, int, float, str, type(None))) else str(value)
