"""What an index keeps besides codes and times, so that questions read less of it. None of it is an answer.

A *mark* per slot (one byte): how long after the event before, as one of at most 127 classes, and whether the pair of
codes that ends there is new in its journey. A *path number* per journey: journeys with one number are one sequence. And
per journey the class of its *span*, the time from its first event to its last (one byte).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from klantreis.engine.local import side_by_side, still, threads_to_use

CLASSES = 128
"""Room for classes of a time: the lower seven bits of a mark."""
SAMPLE = 1_000_000
SECOND = (1023 + 20) << 3
"""What is left of the bits of 2^20 microseconds as a float, read as ``span_class`` does."""
NARROW = 64
"""Marks are kept for fewer codes than this: beyond, counters per pair and class no longer fit a core's cache."""


@dataclass(frozen=True, eq=False)
class Prepared:
    """As arrays of the journeys that carry it."""

    marks: NDArray[np.uint8] | None
    """Per slot; None where there are too many codes."""
    numbers: NDArray[np.uint32]
    """Path number per journey."""
    firsts: NDArray[np.uint32]
    """The first journey of each path, in the index it was made for."""
    offsets: NDArray[np.int64]
    codes: NDArray[Any]
    """Offsets and codes of that whole index, whatever part of it this is."""
    scale: NDArray[np.int64]
    """The least time of each class but the first, ascending."""
    spans: NDArray[np.uint8]
    """Class of the time from first to last event per journey; see ``span_class``."""

    def part(self, journeys: slice, slots: slice) -> Prepared:
        """Of a chunk."""
        marks = None if self.marks is None else self.marks[slots]
        return Prepared(
            marks, self.numbers[journeys], self.firsts, self.offsets, self.codes, self.scale, self.spans[journeys]
        )

    def sequences(self, which: NDArray[np.integer]) -> tuple[NDArray[np.int64], NDArray[Any]]:
        """The paths with these numbers as (offsets, codes), in the layout of ``Journeys``."""
        from klantreis.engine import kernels_paths as kernels

        owners = self.firsts[which].astype(np.int64)
        offsets = np.zeros(len(owners) + 1, np.int64)
        np.cumsum(self.offsets[owners + 1] - self.offsets[owners], out=offsets[1:])
        codes = np.empty(int(offsets[-1]), self.codes.dtype)
        kernels.copy_journeys(still(self.offsets), still(self.codes), still(owners), offsets, codes)
        return offsets, codes


def span_class(spans: NDArray[np.int64]) -> NDArray[np.uint8]:
    """The class of spans of time: eight to a doubling from one second to 142 years, never lower for a longer one.

    Read off the bits of the time as a float, which ascend as it does.
    """
    return np.clip((spans.astype(np.float64).view(np.int64) >> 49) - SECOND, 0, 255).astype(np.uint8)


def scale_of(codes: NDArray[Any], times: NDArray[np.int64]) -> NDArray[np.int64]:
    """The least time of each class but the first, ascending: so that a class is about as common as any other.

    From at most a million of the times between two events, evenly over the index.
    """
    slots = np.arange(1, len(codes), max(1, len(codes) // SAMPLE))
    slots = slots[(codes[slots] != 0) & (codes[slots - 1] != 0)]
    took = np.sort(times[slots] - times[slots - 1])
    places = np.arange(1, CLASSES - 1) * len(took) // (CLASSES - 1)
    return np.unique(took[places]) if len(took) else np.empty(0, np.int64)


def prepare(
    made: dict[str, NDArray[Any]],
    array: Callable[[str, DTypeLike, int], NDArray[Any]],
    scale: NDArray[np.int64] | None = None,
) -> None:
    """Add to the arrays of an index what is kept besides, from ``scale`` to ``firsts``: one pass over codes and times.

    ``scale``: the classes to use, where there are some already.
    """
    from klantreis.engine import kernels_prepare as kernels
    from klantreis.engine import kernels_sequences

    offsets, codes, times = (still(made[name]) for name in ("offsets", "codes", "times"))
    n, width = len(offsets) - 1, int(codes.max(initial=0)) + 1
    marks = array("marks", np.uint8, len(codes) if width < NARROW else 0)
    keys, spans = np.empty(n, np.uint64), array("spans", np.uint8, n)
    found = scale_of(codes, times) if scale is None or not len(scale) else scale
    kept = array("scale", np.int64, len(found))
    kept[:] = found
    edges = still(found)

    def fill(part: tuple[int, int]) -> None:
        a, b = part
        lo, hi = int(offsets[a]), int(offsets[b])
        kernels_sequences.keys(still(codes[lo:hi]), codes.dtype.itemsize * 8, keys[a:b])
        spans[a:b] = span_class(times[offsets[a + 1 : b + 1] - 1] - times[offsets[a:b]])
        if len(marks):
            kernels.mark(offsets, codes, times, edges, width, a, b, marks)

    parts = 4 * threads_to_use()
    side_by_side(fill, list(pairwise(sorted({n * part // parts for part in range(parts + 1)}))))
    size = 1 << max(4, (3 * n // 2).bit_length())
    numbers, firsts = array("paths", np.uint32, n), np.empty(n, np.uint32)
    distinct = kernels.number(
        still(keys), offsets, codes, np.zeros(size, np.uint32), np.empty(size, np.uint64), numbers, firsts
    )
    made |= {"scale": kept, "marks": marks, "spans": spans, "paths": numbers}
    made["firsts"] = array("firsts", np.uint32, int(distinct))
    made["firsts"][:] = firsts[: int(distinct)]
