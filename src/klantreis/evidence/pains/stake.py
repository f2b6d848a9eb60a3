"""What is at stake: what a conversion brings, and what is lost where fewer come to it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from klantreis.analyses.measures import Interval, mean_interval
from klantreis.engine.journeys import Journeys
from klantreis.evidence.pains.result import Ending, Worth
from klantreis.evidence.rules import Flags

Ints = NDArray[np.int64]


def first_goals(journeys: Journeys, flags: Flags | None) -> tuple[Ints, Ints]:
    """Microseconds from the first event to the goal per journey that comes to it, and the slots where it does."""
    if flags is None or not flags.any():
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    slots = np.flatnonzero(flags)
    owner = np.searchsorted(journeys.offsets, slots, side="right") - 1
    _, at = np.unique(owner, return_index=True)
    times = np.asarray(journeys.times)
    return times[slots[at]] - times[journeys.offsets[:-1][owner[at]]], slots[at]


def worth_of(journeys: Journeys, values: NDArray[np.float64] | None, flags: Flags | None, slots: Ints) -> Worth:
    """The mean value of a conversion, and how sure that is."""
    if values is None or flags is None or len(slots) == 0:
        return Worth(0, None, None, None)
    money, by = values[slots], "conversion"
    if np.isnan(money).all():
        sums = np.add.reduceat(np.nan_to_num(values), journeys.offsets[:-1])
        some = np.add.reduceat(~np.isnan(values), journeys.offsets[:-1]) > 0
        owner = np.searchsorted(journeys.offsets, slots, side="right") - 1
        money, by = np.where(some, sums, np.nan)[owner], "journey"
    money = money[~np.isnan(money)]
    if len(money) == 0:
        return Worth(0, None, None, None)
    n, total = len(money), float(money.sum())
    return Worth(n, total / n, mean_interval(n, total, float((money * money).sum()), (-np.inf, np.inf)), by)


def at_stake(ending: Ending | None, journeys: int, worth: Worth) -> tuple[float | None, Interval | None]:
    """(conversion without − with) x journeys x mean value, floor 0; its interval from those of its two factors.

    The method of variance estimates recovery (MOVER; Zou and Donner 2008) on the product.
    """
    if ending is None or worth.mean is None:
        return None, None
    gap, mean = ending.difference, worth.mean
    value = max(0.0, gap * mean * journeys)
    if ending.interval is None or worth.interval is None:
        return value, None
    low = gap * mean - np.hypot(mean * (gap - ending.interval[0]), gap * (mean - worth.interval[0]))
    high = gap * mean + np.hypot(mean * (ending.interval[1] - gap), gap * (worth.interval[1] - mean))
    return value, (max(0.0, float(low) * journeys), max(0.0, float(high) * journeys))
