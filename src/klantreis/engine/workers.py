"""What a worker of a cluster does with chunks of journeys, and how its answer gets into rows and out of them again."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from klantreis import __version__, errors
from klantreis.engine import packed
from klantreis.engine.journeys import Journeys
from klantreis.engine.packed import Layout
from klantreis.engine.partials import packed as to_bytes
from klantreis.errors import KlantreisError, UserError

if TYPE_CHECKING:
    import pyarrow

PIECE = 32 << 20
"""Bytes of a partial result in one row; Arrow and Spark have no room for more than 2 GB in one value."""
MARK = "klantreis-error:"
"""Around an error of ours in the message of a failed task."""
Batches = Iterable["pyarrow.RecordBatch"]


@dataclass(frozen=True, eq=False)
class Work:
    """One question, as it is sent to every worker."""

    layout: Layout
    names: tuple[str, ...]
    """Fields to read."""
    changes: tuple[Callable[[Journeys], Journeys], ...]
    fields: frozenset[str]
    """Fields that the kernel may read, after the changes."""
    kernel: Callable[[Journeys], Any]
    merge: Callable[[Sequence[Any]], Any]
    made_by: str = __version__

    def partial(self, batches: Batches, part: int) -> Iterator[pyarrow.RecordBatch]:
        """The partial result of all chunks in ``batches``, as rows; none without chunks."""
        if self.made_by != __version__:
            raise UserError(
                "spark.other_klantreis",
                f"The workers of the cluster have klantreis {__version__}, and {self.made_by} asks.",
                mend="Install the same version on both sides.",
                params={"workers": __version__, "driver": self.made_by},
            )
        parts = []
        for batch in batches:
            for k in range(batch.num_rows):
                row = {name: batch.column(name)[k].as_buffer() for name in batch.schema.names}
                parts.append(self._answered(packed.chunk_of(row, self.layout, self.names)))
        if parts:
            yield from pieces(part, to_bytes(self.merge(parts)))

    def of_nothing(self) -> Any:
        """The partial result of no journeys at all."""
        return self._answered(packed.no_journeys(self.layout, self.names))

    def _answered(self, chunk: Journeys) -> Any:
        for change in self.changes:
            chunk = change(chunk)
        kept = {name: known for name, known in chunk.columns.items() if name in self.fields}
        return self.kernel(replace(chunk, columns=kept))


def pieces(part: int, data: bytes) -> Iterator[pyarrow.RecordBatch]:
    """One partial result as rows that fit."""
    import pyarrow as pa

    for piece, begin in enumerate(range(0, len(data), PIECE)):
        payload = pa.array([data[begin : begin + PIECE]], pa.binary())
        yield pa.RecordBatch.from_pydict({"part": [part], "piece": [piece], "payload": payload})


def whole(batches: Iterable[pyarrow.RecordBatch]) -> Iterator[tuple[int, bytes]]:
    """Partial results of rows whose pieces follow each other, in the order of the parts within a run of rows."""
    part, waiting = -1, []
    for batch in batches:
        for number, payload in zip(batch["part"].to_pylist(), batch["payload"], strict=True):
            if number != part and waiting:
                yield part, b"".join(waiting)
                waiting = []
            part = number
            waiting.append(payload.as_py())
    if waiting:
        yield part, b"".join(waiting)


def counted(chunk: Journeys) -> Any:
    """Journeys, events, first and last time, as a row."""
    first, last = chunk.span() or (np.iinfo(np.int64).max, np.iinfo(np.int64).min)
    return np.array([chunk.n, chunk.events, first, last])


def counts_added(parts: Sequence[Any]) -> Any:
    """The merge of ``counted``."""
    table = np.array(parts)
    return np.array([*table[:, :2].sum(axis=0), table[:, 2].min(), table[:, 3].max()])


def tied(chunk: Journeys) -> Any:
    """Places where two neighbours have one time and different activities."""
    codes, times = np.asarray(chunk.codes), chunk.times
    both = (codes[1:] != 0) & (codes[:-1] != 0)
    return np.array([(both & (times[1:] == times[:-1]) & (codes[1:] != codes[:-1])).sum()])


def added(parts: Sequence[Any]) -> Any:
    """The merge of numbers that add up."""
    return np.sum(parts, axis=0)


def drawn(chunk: Journeys, below: float) -> Journeys:
    """The journeys of the customers whose name, as a number of 32 bits (CRC), is below a limit."""
    numbers, whose = np.unique(np.asarray(chunk.customers), return_inverse=True)
    names = chunk.customer_names(numbers.tolist())
    inside = np.array([zlib.crc32(name.encode()) < below for name in names], np.bool_)
    return chunk.select(inside[whose])


def ours(batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
    """On a worker: an error of ours becomes text, since only text comes back."""
    try:
        yield from batches
    except KlantreisError as error:
        told = {"kind": type(error).__name__, **error.to_dict()}
        raise RuntimeError(f"{MARK}{json.dumps(told)}{MARK}") from None


def raised(problem: Exception) -> KlantreisError | None:
    """The error of ours that a worker met, out of what its engine says about it."""
    text = str(problem)
    if MARK in text:
        told = json.loads(text.split(MARK)[1])
        kind = getattr(errors, told["kind"], UserError)
        return kind(told["code"], told["title"], where=told["where"], mend=told["mend"], params=told["params"])
    if "No module named 'klantreis'" in text:
        return UserError(
            "spark.workers_without_klantreis",
            "The workers of the cluster have no klantreis.",
            mend="Install it in the Python that the workers use, or send it along (spark.archives).",
        )
    return None
