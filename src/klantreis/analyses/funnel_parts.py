"""What a funnel counts in one chunk of whole journeys, and how chunks are put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from klantreis.analyses.funnel_asked import FOREVER, Asked
from klantreis.engine.bits import bits_of, codes_of
from klantreis.engine.groups import Groups, merged, offsets_of
from klantreis.engine.journeys import Journeys
from klantreis.engine.local import still
from klantreis.engine.prepared import span_class
from klantreis.engine.selecting import skippable

NOTHING, UNKNOWN = still(np.empty(0, np.int64)), still(np.empty(0, np.uint8))


@dataclass(frozen=True, eq=False)
class Part:
    """The partial result."""

    counts: NDArray[np.int64]
    """Journeys (or attempts) that pass each step, shape (steps,)."""
    times: Groups
    """Time to pass each step, from passing the one before that may not be left out."""
    following: NDArray[np.int64]
    """Code right after the last step passed, by the furthest step; shape (steps, codes); code 0: the journey ends."""


def count(chunk: Journeys, asked: Asked) -> Part:
    """The kernel."""
    if not asked.plain:
        return _by_passes(chunk, asked)
    return _in_order(chunk, asked) if asked.mode == "ordered" else _by_best(chunk, asked)


def merge(parts: Sequence[Part]) -> Part:
    """The merge."""
    if len(parts) == 1:
        return parts[0]
    steps = len(parts[0].following)
    return Part(
        np.sum([part.counts for part in parts], axis=0),
        merged([(part.times, np.arange(steps)) for part in parts], steps),
        np.sum([part.following for part in parts], axis=0),
    )


def counts(chunk: Journeys, asked: Asked) -> NDArray[np.int64]:
    """Only the ``counts`` of ``count``, shape (steps,): no time is looked at unless a window is asked for."""
    if not asked.plain:
        return np.count_nonzero(attempts(chunk, asked)[1] >= 0, axis=0)
    if asked.mode != "ordered":
        return _at_least(np.bincount(levels_and_begins(chunk, asked)[0], minlength=asked.steps + 1))
    from klantreis.engine import kernels_attempt_counts as kernels

    whole, mask = skippable(chunk)
    furthest = np.zeros(asked.steps + 1, np.int64)
    times, spans, beyond = NOTHING, UNKNOWN, 0
    if asked.window < FOREVER:
        times = still(whole.times)
        if whole.prepared is not None:
            spans, beyond = still(whole.prepared.spans), int(span_class(np.array([asked.window]))[0])
    codes = still(whole.codes)
    wanted = codes_of(_codes(asked), codes.dtype, len(asked.masks))
    told = (times, spans, np.uint8(beyond))
    kernels.count(still(whole.offsets), codes, *told, mask, *wanted, asked.window, furthest)
    return _at_least(furthest)


def added(parts: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    """The merge of ``counts``."""
    return np.sum(parts, axis=0)


def levels(chunk: Journeys, asked: Asked) -> NDArray[np.uint8]:
    """The furthest step that may not be left out, from 1, passed by the best attempt of each journey; shape (J,)."""
    if asked.plain:
        return levels_and_begins(chunk, asked)[0]
    owners, passes = attempts(chunk, asked)
    level = np.zeros(chunk.n, np.uint8)
    np.maximum.at(level, owners, _furthest(passes, asked).astype(np.uint8) + np.uint8(1))
    return level


def passing(chunk: Journeys, asked: Asked, k: int, dropped: bool) -> NDArray[np.int64]:
    """How often each journey passes step ``k`` (from 0), or drops out after it; shape (J,)."""
    if asked.plain:
        level = levels_and_begins(chunk, asked)[0]
        return ((level == k + 1) if dropped else (level > k)).astype(np.int64)
    owners, passes = attempts(chunk, asked)
    counted = _furthest(passes, asked) == k if dropped else passes[:, k] >= 0
    return np.bincount(owners[counted], minlength=chunk.n)


def afterwards(chunk: Journeys, asked: Asked, k: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(journey, code of the event right after) of each attempt that drops out after step ``k`` (from 0); 0: none."""
    if asked.mode == "any":
        from klantreis.engine import kernels_funnel as kernels

        level, first = levels_and_begins(chunk, asked)
        at = np.full(chunk.n, -1, np.int64)
        kernels.complete(still(chunk.codes), still(asked.masks), k + 1, still(level), still(first), at)
        owners = np.flatnonzero(level == k + 1)
        slots = at[owners]
    else:
        tried, passes = attempts(chunk, asked)
        drops = np.flatnonzero(_furthest(passes, asked) == k)
        owners, slots = tried[drops], passes[drops].max(axis=1, initial=-1)
    return owners, np.asarray(chunk.codes)[slots + 1].astype(np.int64)


def levels_and_begins(chunk: Journeys, asked: Asked) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """(steps passed by the best attempt of each journey, slot where it begins); of a plain funnel or any order."""
    from klantreis.engine import kernels_funnel as kernels

    level, first = np.empty(chunk.n, np.uint8), np.empty(chunk.n, np.int64)
    find = {"ordered": kernels.levels_ordered, "strict": kernels.levels_strict, "any": kernels.levels_any}[asked.mode]
    find(
        still(chunk.offsets), still(chunk.codes), still(chunk.times), still(asked.masks), asked.steps, asked.window,
        level, first,
    )  # fmt: skip
    return level, first


def _bits(chunk: Journeys, asked: Asked) -> tuple[Journeys, NDArray[np.bool_], NDArray[np.uint64]]:
    """The journeys, which of them to look at (empty: all), and per step a bit per slot whether it may pass there."""
    whole, mask = skippable(chunk)
    return whole, mask, still(bits_of(whole.codes, _codes(asked), len(asked.masks)))


def _codes(asked: Asked) -> list[NDArray[np.int64]]:
    """The codes of each step."""
    return [np.flatnonzero((asked.masks >> np.uint64(k)) & np.uint64(1)) for k in range(asked.steps)]


def _at_least(furthest: NDArray[np.int64]) -> NDArray[np.int64]:
    """Of the number that gets exactly so far (from 0), the number that passes each step."""
    return np.cumsum(furthest[::-1])[::-1][1:].copy()


def _in_order(chunk: Journeys, asked: Asked) -> Part:
    from klantreis.engine import kernels_attempt as kernels

    whole, mask, bits = _bits(chunk, asked)
    furthest = np.zeros(asked.steps + 1, np.int64)
    following = np.zeros((asked.steps, len(chunk.labels)), np.int64)
    cursor, values = np.zeros(asked.steps, np.int64), np.empty((asked.steps, chunk.n), np.int64)
    kernels.best(
        still(whole.offsets), still(whole.codes), still(whole.times), mask, bits, asked.window, furthest,
        following, cursor, values,
    )  # fmt: skip
    counts = _at_least(furthest)
    took = [np.empty(0, np.int64), *(values[k, : cursor[k]] for k in range(asked.steps - 1))]
    return Part(counts, Groups(offsets_of(np.array([len(part) for part in took])), np.concatenate(took)), following)


def _by_best(chunk: Journeys, asked: Asked) -> Part:
    from klantreis.engine import kernels_funnel as kernels

    level, first = levels_and_begins(chunk, asked)
    counts = _at_least(np.bincount(level, minlength=asked.steps + 1))
    timed = counts.copy()
    timed[0] = 0  # no time leads to the first step
    offsets = offsets_of(timed)
    values = np.empty(int(offsets[-1]), np.int64)
    following = np.zeros((asked.steps, len(chunk.labels)), np.int64)
    kernels.walk(
        still(chunk.offsets), still(chunk.codes), still(chunk.times), still(asked.masks), asked.mode == "any",
        level, first, offsets[:-1].copy(), values, following,
    )  # fmt: skip
    return Part(counts, Groups(offsets, values), following)


def attempts(chunk: Journeys, asked: Asked) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(journey, slot per step or -1) of the best attempt of each journey that begins one, or of every attempt."""
    from klantreis.engine import kernels_attempts as kernels

    codes, times, masks, columns = still(chunk.codes), still(chunk.times), still(asked.masks), still(asked.columns)
    each, limits = asked.by == "attempt", (asked.window, asked.limit)
    begins = np.flatnonzero(asked.masks & np.uint64(1))
    most = int(np.bincount(codes, minlength=len(asked.masks))[begins].sum()) if each else chunk.n
    owners, passes = np.empty(most, np.int64), np.full((most, asked.steps), -1, np.int64)
    if asked.mode == "strict":
        spare = still(asked.spare)
        n = kernels.strict(still(chunk.offsets), codes, times, masks, spare, limits, each, owners, passes)
        return owners[:n], passes[:n]
    needed = still(asked.needed())
    n = kernels.ordered(still(chunk.offsets), codes, times, needed, columns, limits, each, owners, passes)
    if asked.spare.any():
        kernels.on_the_way(codes, times, masks, columns, limits, passes[:n])
    return owners[:n], passes[:n]


def _furthest(passes: NDArray[np.int64], asked: Asked) -> NDArray[np.int64]:
    """The last step of each attempt that may not be left out; none is left out before it."""
    return asked.columns[np.count_nonzero(passes[:, asked.columns] >= 0, axis=1) - 1]


def _by_passes(chunk: Journeys, asked: Asked) -> Part:
    _, passes = attempts(chunk, asked)
    before = np.maximum.accumulate(np.where(asked.spare, 0, np.arange(asked.steps)))
    took: list[NDArray[Any]] = [np.empty(0, np.int64)]
    for k in range(1, asked.steps):
        passed = passes[passes[:, k] >= 0]
        took.append(chunk.times[passed[:, k]] - chunk.times[passed[:, before[k - 1]]])
    following = np.zeros((asked.steps, len(chunk.labels)), np.int64)
    if len(passes):
        np.add.at(following, (_furthest(passes, asked), chunk.codes[passes.max(axis=1) + 1]), 1)
    times = Groups(offsets_of(np.array([len(each) for each in took])), np.concatenate(took))
    return Part(np.count_nonzero(passes >= 0, axis=0), times, following)
