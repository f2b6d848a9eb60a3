"""Journeys left out, and events told by other codes, at the speed of copying; on all threads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from threading import Lock
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from klantreis.engine.journeys import Journeys, later, replaced
from klantreis.engine.local import SMALL, side_by_side, still, threads_to_use

T = TypeVar("T")
MOST = 0.25
"""Above this share of the journeys a selection is read in place."""


@dataclass(frozen=True, eq=False)
class Chosen:
    """A selection as what it was chosen from and a yes or no per journey, for kernels that can skip journeys.

    Nothing is copied for them. Kernels that run over all slots in one flat loop read ``blanked`` codes: those of the
    journeys left out are 0, so that they look like journeys without events.
    """

    base: Journeys
    mask: NDArray[np.bool_]
    n: int
    blanked: Callable[[], NDArray[Any]]

    @property
    def most(self) -> bool:
        """So many are chosen that reading all is quicker than copying the chosen."""
        return self.n >= MOST * len(self.mask)

    @cached_property
    def slots(self) -> int:
        """Of the selection."""
        from klantreis.engine import kernels_selecting as kernels

        return int(kernels.slots_of(still(self.base.offsets), still(self.mask)))

    def span(self) -> tuple[int, int] | None:
        """First and last time; nearly always of a journey that is known to begin early or to end late."""
        early, late = self.base.edges
        first = next((j for j in early.tolist() if self.mask[j]), None)
        last = next((j for j in late.tolist() if self.mask[j]), None)
        offsets, times = self.base.offsets, self.base.times
        if first is not None and last is not None:
            return int(times[offsets[first]]), int(times[offsets[last + 1] - 1])
        found: list[tuple[int, int]] = []
        from klantreis.engine import kernels_selecting as kernels

        given = (still(offsets), still(times), still(np.flatnonzero(self.mask)))
        _on_threads(self.n, lambda a, b: found.append(kernels.bounds_of(*given, a, b)))
        low, high = min(each[0] for each in found), max(each[1] for each in found)
        return None if low > high else (int(low), int(high))

    def chunks(self, whole: Journeys, parts: int) -> Iterator[Journeys]:
        """Chunks of the selection ``whole``; one without any journey left is none."""
        end = 0
        # A copy that knows its arrays only: the selection keeps its chunks, and would wait for the collector if they
        # kept it.
        whole = replaced(whole)
        for (a, b), base in zip(self.base.cuts(parts), self.base.chunks(parts), strict=True):
            begin, end = end, end + int(np.count_nonzero(self.mask[a:b]))
            if end > begin:
                yield self._chunk(whole, (begin, end), (a, b), base)

    def _chunk(self, whole: Journeys, chosen: tuple[int, int], owners: tuple[int, int], base: Journeys) -> Journeys:
        begin, end = chosen
        a, b = owners

        def slots() -> slice:
            return slice(int(whole.offsets[begin]), int(whole.offsets[end]))

        made = replaced(
            whole,
            offsets=later(lambda: whole.offsets[begin : end + 1] - whole.offsets[begin]),
            codes=later(lambda: whole.codes[slots()]),
            times=later(lambda: whole.times[slots()]),
            customers=later(lambda: whole.customers[begin:end]),
            rows=later(lambda: np.asarray(whole.rows)[slots()]) if self.base.rows is not None else None,
            columns={k: replace(v, numbers=v.numbers[slots()]) for k, v in whole.columns.items()},
        )
        mask = self.mask[a:b]
        # by the chunk, so that each thread makes its own
        vars(made)["chosen"] = Chosen(base, mask, end - begin, _once(lambda: _blanked(base, mask)))
        return made


def select(journeys: Journeys, mask: NDArray[np.bool_], filters: dict[str, Any]) -> Journeys:
    """Only the journeys where ``mask`` is true, in the same order.

    Cost: nothing at first. A kernel that skips journeys reads what is there; for others the chosen are copied when they
    are first read, codes, times and rows each on their own.
    """
    if journeys.chosen is not None:
        kept = np.zeros(len(journeys.chosen.mask), np.bool_)
        kept[np.flatnonzero(journeys.chosen.mask)[mask]] = True
        journeys, mask = journeys.chosen.base, kept
    mask = np.ascontiguousarray(mask, np.bool_)
    copies = _Copies(journeys, mask)
    made = replaced(
        journeys,
        offsets=later(lambda: copies.offsets),
        codes=later(_once(lambda: copies.taken(journeys.codes))),
        times=later(_once(lambda: copies.taken(journeys.times))),
        customers=later(_once(lambda: np.asarray(journeys.customers)[mask])),
        rows=None if journeys.rows is None else later(_once(lambda: copies.taken(np.asarray(journeys.rows)))),
        columns={name: replace(known, numbers=copies.taken(known.numbers)) for name, known in journeys.columns.items()},
        filters=filters,
    )
    vars(made)["chosen"] = Chosen(journeys, mask, int(np.count_nonzero(mask)), _once(lambda: _blanked(journeys, mask)))
    return made


class _Copies:
    """Where the chosen journeys go when they are copied."""

    def __init__(self, journeys: Journeys, mask: NDArray[np.bool_]) -> None:
        self.journeys, self.mask = journeys, mask
        self.layout = _once(self._layout)

    @property
    def offsets(self) -> NDArray[np.int64]:
        """Of the selection."""
        return self.layout()[0]

    def _layout(self) -> tuple[NDArray[np.int64], ...]:
        """(offsets, and of each stretch of journeys next to each other its begin, end and new place)."""
        edges, chosen = self.journeys.offsets, np.flatnonzero(self.mask)
        offsets = np.zeros(len(chosen) + 1, np.int64)
        np.cumsum(edges[chosen + 1] - edges[chosen], out=offsets[1:])
        breaks = np.flatnonzero(np.diff(chosen) != 1) + 1
        first = np.concatenate((np.zeros(min(len(chosen), 1), np.int64), breaks))
        last = np.concatenate((first[1:], np.full(min(len(chosen), 1), len(chosen)))) - 1
        return offsets, edges[chosen[first]], edges[chosen[last] + 1], offsets[first]

    def taken(self, source: NDArray[Any]) -> NDArray[Any]:
        """What the chosen journeys have of an array per slot."""
        from klantreis.engine import kernels_selecting as kernels

        offsets, begins, ends, places = self.layout()
        out = np.empty(int(offsets[-1]), source.dtype)
        given = (still(begins), still(ends), still(source), still(places), out)
        _on_threads(len(begins), lambda a, b: kernels.copy(*given, a, b), len(out))
        return out


def _blanked(journeys: Journeys, mask: NDArray[np.bool_]) -> NDArray[Any]:
    from klantreis.engine import kernels_selecting as kernels

    out = np.empty(len(journeys.codes), journeys.codes.dtype)
    kernels.blank(still(journeys.codes), still(mask), out)
    return still(out)


EVERY = np.empty(0, np.bool_)
"""A mask that leaves nothing out, as kernels read it."""


def skippable(chunk: Journeys) -> tuple[Journeys, NDArray[np.bool_]]:
    """For a kernel that skips journeys: the journeys to read, and which of them to look at (``EVERY`` for all)."""
    return (chunk, still(EVERY)) if chunk.chosen is None else (chunk.chosen.base, still(chunk.chosen.mask))


def flat(chunk: Journeys) -> tuple[NDArray[Any], Journeys]:
    """For a flat loop to which journeys without events mean nothing: the codes, and whose times they are."""
    if chunk.chosen is None or not chunk.chosen.most:
        return still(chunk.codes), chunk
    return still(chunk.chosen.blanked()), chunk.chosen.base


def told(codes: NDArray[Any], table: NDArray[Any]) -> NDArray[Any]:
    """``table[codes]``; the table's type is the answer's."""
    from klantreis.engine import kernels_selecting as kernels

    out = np.empty(len(codes), table.dtype)
    plain = still(table)
    _on_threads(len(codes), lambda a, b: kernels.look_up(still(codes[a:b]), plain, out[a:b]))
    return out


def present(codes: NDArray[Any], width: int) -> NDArray[np.int64]:
    """Slots per code, shape (width,)."""
    from klantreis.engine import kernels_selecting as kernels

    counts = np.zeros(width, np.int64)
    kernels.present(still(codes), counts)
    return counts


def _on_threads(n: int, work: Callable[[int, int], None], size: int | None = None) -> None:
    """``work(a, b)`` over ranges that cover 0 … n - 1; in this thread when ``size`` slots are few."""
    workers = threads_to_use()
    if workers == 1 or (n if size is None else size) < SMALL:
        work(0, n)
        return
    edges = np.linspace(0, n, workers + 1).astype(int).tolist()
    side_by_side(lambda edge: work(*edge), list(pairwise(edges)))


def _once(make: Callable[[], T]) -> Callable[[], T]:
    made: list[T] = []
    lock = Lock()

    def get() -> T:
        with lock:
            if not made:
                made.append(make())
            return made[0]

    return get
