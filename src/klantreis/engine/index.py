"""The journey index: all events by customer (or journey) and time, ready for kernels.

Built by a counting sort over keys and a stable sort by time within each journey; new events, late
ones too, are merged in one linear pass. In memory for a table one already has, or memory-mapped
files for a workspace (see ``generations.py``). Cost: one pass over the events per step; memory
while building is the batches themselves plus the result, which for a workspace is on disk.
"""

from __future__ import annotations

import secrets
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from klantreis.engine import generations
from klantreis.engine.columns import Column
from klantreis.engine.journeys import Journeys
from klantreis.engine.local import still, threads_to_use
from klantreis.engine.prepared import Prepared, prepare
from klantreis.errors import Cancelled, Damaged

PIECE = 1 << 22
"""Events scattered at a time: bounds the copies made to one element type."""


QUICK = 1 << 26
"""Bytes of an index that are read whole on opening: 13 ms."""


ARRAYS = ("keys", "offsets", "codes", "times", "rows", "scale", "marks", "spans", "paths", "firsts")
"""The arrays of an index, which are its files too."""


@dataclass(frozen=True, eq=False)
class Batch:
    """Some events: parallel arrays of one length, in any order when ``rows`` is given.

    ``keys``: number of the customer (or of the journey) per event, dense from 0. ``codes``: activity
    code from 1. ``times``: microseconds since 1970, UTC. ``rows``: the event's place in the order of
    the files, unique over all batches and ascending over imports; where None, the order of arrival.
    """

    keys: NDArray[Any]
    codes: NDArray[Any]
    times: NDArray[np.int64]
    rows: NDArray[Any] | None = None


@dataclass(frozen=True, eq=False)
class Index:
    """Journeys of all events, without names. Shapes as in ``Journeys``; arrays are read-only."""

    keys: NDArray[np.uint32]
    """Key per journey, ascending; keys without events have no journey."""
    offsets: NDArray[np.int64]
    codes: NDArray[Any]
    times: NDArray[np.int64]
    rows: NDArray[Any]
    scale: NDArray[np.int64]
    marks: NDArray[np.uint8]
    """Per slot, or none where there are 64 codes or more; ``scale`` and the next three too: see ``prepared.py``."""
    spans: NDArray[np.uint8]
    paths: NDArray[np.uint32]
    firsts: NDArray[np.uint32]
    base: dict[str, Any] = field(default_factory=dict)
    """What the caller said about the events in it (such as the last row), kept as it was given."""
    version: str = ""
    """Changes whenever the events change."""
    folder: Path | None = None

    @property
    def n(self) -> int:
        """Number of journeys."""
        return len(self.keys)

    @property
    def events(self) -> int:
        """Number of events."""
        return len(self.codes) - self.n

    def journeys(
        self,
        labels: Sequence[str | None],
        customer_names: Callable[[Sequence[int]], list[str]],
        *,
        owners: NDArray[Any] | None = None,
        unit: str = "customer",
        filters: dict[str, Any] | None = None,
    ) -> Journeys:
        """The index with its names. ``labels[0]`` is None; ``owners`` gives the customer per key."""
        made = Journeys(
            offsets=self.offsets,
            codes=self.codes,
            times=self.times,
            labels=tuple(labels),
            customers=self.keys if owners is None else np.asarray(owners)[self.keys],
            customer_names=customer_names,
            rows=self.rows,
            version=self.version,
            unit=unit,
            filters=filters or {},
        )
        marks = self.marks if len(self.marks) else None
        return made.knowing(Prepared(marks, self.paths, self.firsts, self.offsets, self.codes, self.scale, self.spans))


def build(
    batches: Iterable[Batch],
    *,
    root: Path | None = None,
    base: dict[str, Any] | None = None,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Index:
    """Index all events of ``batches``; with ``root``, as the new current generation in that folder.

    ``batches`` is read once. ``progress`` is told a share 0…1 after the batches were read. Raises
    ``Cancelled`` when ``cancelled()`` turns true (nothing is kept), ``KlantreisError`` without space.
    """
    events = _Events(batches, cancelled)
    made = _write(root, base, lambda array: _scatter(events, array, progress, cancelled))
    _tell(progress, 1.0)
    return made


def merge(
    old: Index,
    batches: Iterable[Batch],
    *,
    root: Path | None = None,
    base: dict[str, Any] | None = None,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Index:
    """``old`` with the new events of ``batches`` in their places: equal to building from all events.

    Rows that a batch does not give continue after the greatest row of ``old``. Parameters and errors
    as in ``build``.
    """
    first = int(old.rows.max()) + 1 if old.events else 0
    events = _Events(batches, cancelled, first)
    if not events.total and base in (None, old.base) and (root is None or old.folder is not None):
        return old
    new = _write(None, None, lambda array: _scatter(events, array, None, cancelled))
    made = _write(root, base, lambda array: _merge(old, new, array, progress, cancelled), old.scale)
    _tell(progress, 1.0)
    return made


def load(root: Path) -> Index | None:
    """The current index of a folder, memory-mapped; None when there is none.

    Checks seals, sizes and keys; up to 64 MB (about 4 million events) every byte, above that ``verify`` does. Raises
    ``Damaged``; ``find`` is the forgiving twin.
    """
    for attempt in range(3):
        folder = generations.current(root)
        if folder is None:
            return None
        try:
            meta = generations.verify(folder, most=QUICK)
            arrays = {name: generations.open_array(folder, name, meta) for name in meta["files"]}
        except (Damaged, FileNotFoundError):
            # Another process may have switched and cleaned up between the two reads.
            if attempt < 2 and generations.current(root) != folder:
                continue
            raise
        return _index(arrays, base=meta["base"], version=meta["version"], folder=folder)
    raise generations.damaged(root, "keeps changing while it is read")


def find(root: Path) -> Index | None:
    """The current index, or None when it is absent or damaged and so has to be built anew."""
    try:
        return load(root)
    except (Damaged, OSError, ValueError, KeyError, TypeError):
        return None


def verify(root: Path) -> Index | None:
    """As ``load``, but every byte is read and compared with its checksum (about 1 s per 4 GB)."""
    folder = generations.current(root)
    if folder is not None:
        generations.verify(folder)
    return load(root)


def split_by_gap(journeys: Journeys, gap_us: int) -> Journeys:
    """Cut each journey wherever more than ``gap_us`` microseconds pass between two events."""
    from klantreis.engine import kernels_index as kernels

    offsets, times = still(journeys.offsets), still(journeys.times)
    n = int(kernels.count_gaps(offsets, times, gap_us))
    size = len(journeys.codes) - journeys.n + n
    if journeys.columns:
        # the row map carries the slots through, and the columns follow them
        numbered = replace(journeys, rows=np.arange(len(journeys.codes)), columns={})
        cut = split_by_gap(numbered, gap_us)
        slots = np.asarray(cut.rows)
        rows = None if journeys.rows is None else journeys.rows[slots]
        columns = {name: Column(known.values, known.numbers[slots]) for name, known in journeys.columns.items()}
        return replace(cut, rows=rows, columns=columns)
    rows = journeys.rows if journeys.rows is not None else np.zeros(len(journeys.codes), np.uint8)
    customers = np.asarray(journeys.customers)
    split = (
        np.empty(n + 1, np.int64),
        np.empty(size, journeys.codes.dtype),
        np.empty(size, np.int64),
        np.empty(size, rows.dtype),
        np.empty(n, customers.dtype),
    )
    kernels.split_gaps(offsets, still(journeys.codes), times, still(rows), still(customers), gap_us, split)
    return replace(
        journeys,
        offsets=split[0],
        codes=split[1],
        times=split[2],
        rows=None if journeys.rows is None else split[3],
        customers=split[4],
        unit="gap",
        version=f"{journeys.version}/gap={gap_us}",
    )


Array = Callable[[str, DTypeLike, int], NDArray[Any]]


def _write(
    root: Path | None,
    base: dict[str, Any] | None,
    fill: Callable[[Array], dict[str, NDArray[Any]]],
    scale: NDArray[np.int64] | None = None,
) -> Index:
    """Let ``fill`` make the arrays in memory or in a new generation, and commit them."""

    def whole(array: Array) -> dict[str, NDArray[Any]]:
        made = fill(array)
        prepare(made, array, scale)
        return made

    if root is None:
        return _sealed(_index(whole(lambda name, kind, size: np.empty(size, kind)), base=base or {}))
    root.mkdir(parents=True, exist_ok=True)
    generation = generations.Generation(root)
    try:
        whole(generation.array)
        generation.commit({"base": base or {}, "version": secrets.token_hex(8)})
    except OSError as error:
        raise generations.no_space(root, 0, error) from error
    finally:
        generation.discard()
    index = load(root)
    if index is None:
        raise generations.damaged(root / "CURRENT", "vanished")
    return index


def _index(
    arrays: dict[str, NDArray[Any]], *, base: dict[str, Any], version: str = "", folder: Path | None = None
) -> Index:
    return Index(**{name: arrays[name] for name in ARRAYS}, base=base, version=version, folder=folder)


def _sealed(index: Index) -> Index:
    """An index in memory, read-only, its version made from its content."""
    sums = []
    for array in (getattr(index, name) for name in ARRAYS):
        sums.append(f"{zlib.crc32(array.data) if array.size else 0:08x}")
        array.flags.writeable = False
    return replace(index, version="".join(sums))


@dataclass(frozen=True, eq=False)
class _Held:
    """A batch in narrow types, kept until it is scattered."""

    keys: NDArray[np.uint32]
    codes: NDArray[Any]
    times: NDArray[np.int64]
    rows: NDArray[Any] | None
    first: int
    """The row of the first event where ``rows`` is None."""

    def pieces(self, code_type: DTypeLike, row_type: DTypeLike) -> Iterator[tuple[NDArray[Any], ...]]:
        """Parts of bounded size as (keys, codes, times, rows) in the types of the index."""
        for a in range(0, len(self.keys), PIECE):
            b = min(a + PIECE, len(self.keys))
            rows = np.arange(self.first + a, self.first + b) if self.rows is None else self.rows[a:b]
            yield self.keys[a:b], self.codes[a:b].astype(code_type), self.times[a:b], rows.astype(row_type)


class _Events:
    """All batches of one build, counted per key."""

    def __init__(self, batches: Iterable[Batch], cancelled: Callable[[], bool] | None, first: int = 0) -> None:
        from klantreis.engine import kernels_index as kernels

        self.held: list[_Held] = []
        self.counts = np.zeros(0, np.int64)
        self.total = self.top_code = 0
        self.top_row = first
        for batch in batches:
            _stop(cancelled)
            size = len(batch.keys)
            if not size == len(batch.codes) == len(batch.times):
                raise ValueError("keys, codes and times must have one length")
            if size == 0:
                continue
            keys = np.asarray(batch.keys, np.uint32)
            top = int(keys.max()) + 1
            if top > len(self.counts):
                grown = np.zeros(max(top, len(self.counts) * 5 // 4), np.int64)
                grown[: len(self.counts)] = self.counts
                self.counts = grown
            kernels.count_keys(still(keys), self.counts)
            if int(batch.codes.min()) < 1:
                raise ValueError("activity codes start at 1")
            most = int(batch.codes.max())
            self.top_code = max(self.top_code, most)
            rows = None if batch.rows is None else np.asarray(batch.rows)
            self.top_row = max(self.top_row, first + size - 1 if rows is None else int(rows.max()))
            codes = np.asarray(batch.codes).astype(narrowest(most), copy=False)
            self.held.append(_Held(keys, codes, np.asarray(batch.times, np.int64), rows, first))
            self.total += size
            first += size


def _scatter(
    events: _Events, array: Array, progress: Callable[[float], None] | None, cancelled: Callable[[], bool] | None
) -> dict[str, NDArray[Any]]:
    """Counting sort by key, then time within each journey. Uses up ``events``."""
    from klantreis.engine import kernels_index as kernels

    counts = events.counts
    n = int(np.count_nonzero(counts))
    code_type, row_type = narrowest(events.top_code), row_kind(events.top_row)
    size = events.total + n
    made = {
        "keys": array("keys", np.uint32, n),
        "offsets": array("offsets", np.int64, n + 1),
        "codes": array("codes", code_type, size),
        "times": array("times", np.int64, size),
        "rows": array("rows", row_type, size),
    }
    kernels.lay_out(counts, made["keys"], made["offsets"])
    body = (made["codes"], made["times"], made["rows"])
    workers = threads_to_use()
    # Threads own key ranges with about equally many events each.
    wanted = np.linspace(0, size, workers + 1)[1:-1]
    cuts = [0, *(int(made["keys"][min(np.searchsorted(made["offsets"], w), n - 1)]) for w in wanted if n), 2**32]
    done = 0
    with ThreadPoolExecutor(workers) as pool:
        while events.held:
            held = events.held.pop(0)
            for piece in held.pieces(code_type, row_type):
                _stop(cancelled)
                parts = [still(part) for part in piece]
                jobs = [pool.submit(kernels.scatter, *parts, counts, *body, low, high) for low, high in pairwise(cuts)]
                for job in jobs:
                    job.result()
                done += len(piece[0])
                _tell(progress, 0.7 * done / events.total)
        _in_ranges(pool, workers, n, lambda a, b: kernels.sort_journeys(made["offsets"], *body, a, b))
    _tell(progress, 0.9)
    return made


def _merge(
    old: Index,
    new: Index,
    array: Array,
    progress: Callable[[float], None] | None,
    cancelled: Callable[[], bool] | None,
) -> dict[str, NDArray[Any]]:
    """One linear pass over both indexes."""
    from klantreis.engine import kernels_index as kernels

    keys = (still(old.keys), still(new.keys))
    n = int(kernels.merged_size(*keys))
    size = old.events + new.events + n
    made = {
        "keys": array("keys", np.uint32, n),
        "offsets": array("offsets", np.int64, n + 1),
        "codes": array("codes", np.promote_types(old.codes.dtype, new.codes.dtype), size),
        "times": array("times", np.int64, size),
        "rows": array("rows", np.promote_types(old.rows.dtype, new.rows.dtype), size),
    }
    sides = [tuple(still(part) for part in (i.keys, i.offsets, i.codes, i.times, i.rows)) for i in (old, new)]
    kernels.merged_layout(sides[0][0], sides[0][1], sides[1][0], sides[1][1], made["keys"], made["offsets"])
    merged = tuple(made.values())

    def fill(a: int, b: int) -> None:
        _stop(cancelled)
        begin = [int(np.searchsorted(side, made["keys"][a])) for side in keys]
        kernels.merge_journeys(*sides, merged, a, b, *begin)

    workers = threads_to_use()
    with ThreadPoolExecutor(workers) as pool:
        _in_ranges(pool, workers * 8, n, fill)
    _tell(progress, 0.9)
    return made


def _in_ranges(pool: ThreadPoolExecutor, parts: int, n: int, work: Callable[[int, int], None]) -> None:
    """Run ``work(a, b)`` over ``parts`` ranges that cover the journeys 0 … n - 1."""
    edges = sorted({n * part // parts for part in range(parts + 1)})
    for job in [pool.submit(work, a, b) for a, b in pairwise(edges)]:
        job.result()


def narrowest(top: int) -> type[np.unsignedinteger[Any]]:
    """The narrowest unsigned type that holds 0 … ``top``."""
    if top < 2**8:
        return np.uint8
    return np.uint16 if top < 2**16 else np.uint32


def row_kind(top: int) -> type[np.integer[Any]]:
    """The type of the row map: 4 bytes up to 4 G events, else 8."""
    return np.uint32 if top < 2**32 else np.int64


def _stop(cancelled: Callable[[], bool] | None) -> None:
    if cancelled is not None and cancelled():
        raise Cancelled("index.cancelled", "Stopped; the journey index is as it was.")


def _tell(progress: Callable[[float], None] | None, share: float) -> None:
    if progress is not None:
        progress(share)
