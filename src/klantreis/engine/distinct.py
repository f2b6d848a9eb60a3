"""Which journeys are the same sequence of codes, exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from klantreis.engine.journeys import Journeys
from klantreis.engine.local import still


@dataclass(frozen=True, eq=False)
class Distinct:
    """The distinct sequences among J journeys, numbered 0 … D-1 in order of first appearance."""

    of: NDArray[np.int64]
    """Number of the distinct sequence per journey, shape (J,)."""
    first: NDArray[np.int64]
    """The first journey that runs each distinct sequence, shape (D,)."""
    count: NDArray[np.int64]
    """How many journeys run each distinct sequence, shape (D,)."""

    def sequences(self, journeys: Journeys) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        """The sequences themselves as CSR without sentinels: (offsets (D+1,), codes)."""
        lengths = journeys.lengths[self.first]
        offsets = np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)
        starts = np.repeat(journeys.offsets[self.first] - offsets[:-1], lengths)
        return offsets, np.asarray(journeys.codes[np.arange(offsets[-1]) + starts], dtype=np.int32)


def distinct(journeys: Journeys) -> Distinct:
    """Groups journeys by their exact sequence of codes. Linear in the number of events."""
    of, first = group(journeys.offsets, journeys.codes)
    return Distinct(of=of, first=first, count=np.bincount(of, minlength=len(first)).astype(np.int64))


def group(offsets: NDArray[np.int64], codes: NDArray[Any]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(number of the sequence per journey, first journey per sequence), numbered by first appearance.

    A hash only finds the candidate; the codes themselves are compared, so two different sequences
    are never taken for one.
    """
    from klantreis.engine import kernels_distinct as kernels

    return kernels.group(still(offsets), still(codes))


@dataclass(frozen=True, eq=False)
class Counted:
    """Distinct sequences in the layout of ``Journeys``, in order of first appearance; the partial result of an
    analysis that only needs to know how many journeys run each.
    """

    offsets: NDArray[np.int64]
    """Sequence ``d`` is ``codes[offsets[d]:offsets[d + 1] - 1]``, a sentinel after it; shape (D+1,)."""
    codes: NDArray[Any]
    counts: NDArray[np.int64]
    """Journeys per sequence, shape (D,)."""

    def in_order(self, place: NDArray[np.int64]) -> Counted:
        """The same with code ``c`` written as ``place[c]``, a new order of the codes, and the sequences in theirs.

        The order of first appearance depends on how journeys are cut and stored; this one does not.
        """
        codes = place[self.codes].astype(self.codes.dtype)
        order = sorted_sequences(self.offsets, codes, np.arange(len(self.counts)))
        return Counted(*_copied(self.offsets, codes, order), self.counts[order])


def counted(chunk: Journeys) -> Counted:
    """The kernel: distinct sequences of a chunk with their number of journeys."""
    numbers, first = group(chunk.offsets, chunk.codes)
    return Counted(*_copied(chunk.offsets, chunk.codes, first), np.bincount(numbers, minlength=len(first)))


def merged(parts: Sequence[Counted]) -> Counted:
    """The merge: distinct sequences of all parts, counts added up."""
    if len(parts) == 1:
        return parts[0]
    lengths = np.concatenate([np.diff(part.offsets) for part in parts])
    offsets = np.concatenate((np.zeros(1, np.int64), np.cumsum(lengths)))
    codes = np.concatenate([part.codes for part in parts])
    numbers, first = group(offsets, codes)
    counts = np.zeros(len(first), np.int64)
    np.add.at(counts, numbers, np.concatenate([part.counts for part in parts]))
    return Counted(*_copied(offsets, codes, first), counts)


def sorted_sequences(offsets: NDArray[np.int64], codes: NDArray[Any], which: NDArray[np.int64]) -> NDArray[np.int64]:
    """The sequences ``which``, all of them different, by their codes as words are by their letters.

    Eight bytes of codes at a time; only sequences that are equal so far are looked at further.
    """
    size = codes.dtype.itemsize
    step = 8 // size
    order = np.array(which, np.int64)
    groups = np.zeros(len(order), np.int64)
    """Sequences with one number are equal so far; numbers ascend, and leave room for those that come apart."""
    open_ = np.arange(len(order))
    at, longest = 0, int((offsets[order + 1] - offsets[order]).max(initial=0))
    while len(open_) > 1 and at < longest:
        begin, end = offsets[order[open_]] + at, offsets[order[open_] + 1] - 1
        word = np.zeros(len(open_), np.uint64)
        for k in range(step):
            inside = begin + k < end
            letter = np.where(inside, codes[np.minimum(begin + k, len(codes) - 1)], 0).astype(np.uint64)
            word = (word << np.uint64(8 * size)) | letter
        turn = np.lexsort((word, groups[open_]))
        order[open_], word, left = order[open_][turn], word[turn], groups[open_]
        same = (word[1:] == word[:-1]) & (left[1:] == left[:-1])
        groups[open_] = open_[np.concatenate(([0], np.maximum.accumulate(np.where(same, 0, np.arange(1, len(word))))))]
        tied = np.concatenate((same, [False])) | np.concatenate(([False], same))
        open_ = open_[tied]
        at += step
    return order


def _copied(
    offsets: NDArray[np.int64], codes: NDArray[Any], which: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[Any]]:
    from klantreis.engine import kernels_paths as kernels

    chosen = np.concatenate((np.zeros(1, np.int64), np.cumsum(offsets[which + 1] - offsets[which])))
    copied = np.empty(int(chosen[-1]), codes.dtype)
    kernels.copy_journeys(still(offsets), still(codes), still(which), chosen, copied)
    return chosen, copied


def different(numbers: NDArray[Any]) -> int:
    """How many different numbers there are. NumPy's ``unique`` of a million takes a second, sorting a hundredth."""
    ordered = np.sort(numbers)
    return int(np.count_nonzero(ordered[1:] != ordered[:-1])) + (len(ordered) > 0)
