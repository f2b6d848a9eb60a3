"""Numeric fields of ``explain`` in bands: where nearly every journey has a number of its own, no number tells anything.

The cuts are quartiles of what was known at the landmark, over all journeys that are compared. The outcome has no part
in them, so that a band is no more flattered than any other group.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite, nan
from typing import Any

import numpy as np
from numpy.typing import NDArray

APART = 12
"""So many different numbers are a group each; a field with more is cut into bands."""
CUTS = (0.25, 0.5, 0.75)
NUMBER = re.compile(r"-?(0|[1-9]\d*)([.,]\d+)?([eE][+-]?\d+)?")
"""With a point or a comma, as filters read it. ``007`` is a code and no number."""

Band = tuple[float | None, float | None]
"""More than the first, up to and with the second; None where it has no end."""


@dataclass(frozen=True, eq=False)
class Known:
    """The values of a field that are known of journeys: how many journeys have each, in order."""

    numeric: bool
    """Whether all of them are numbers; else nothing is told of them."""
    values: NDArray[np.float64]
    counts: NDArray[np.int64]


@dataclass(frozen=True)
class Bands:
    """A field cut at ``edges``, each of which belongs to the band below it."""

    edges: tuple[float, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """What each band is called."""
        return tuple(band_name(band) for band in self.limits)

    @property
    def limits(self) -> tuple[Band, ...]:
        """From where to where each band is."""
        return tuple(zip((None, *self.edges), (*self.edges, None), strict=True))

    def named(self, values: Sequence[Any]) -> list[str]:
        """The band of each value, by name."""
        names = self.names
        return [names[at] for at in np.searchsorted(self.edges, [number_of(each) for each in values]).tolist()]


def band_name(band: Band) -> str:
    """``up to 10``, ``over 10 to 20``, ``over 20``."""
    more, most = (None if edge is None else written(edge) for edge in band)
    if more is None:
        return f"up to {most}"
    return f"over {more}" if most is None else f"over {more} to {most}"


def written(number: float) -> str:
    """A number as text; a whole one without its point."""
    return str(int(number)) if number == int(number) and abs(number) < 1e15 else repr(float(number))


def number_of(value: Any) -> float:
    """A value as a number; NaN where it is none."""
    found = NUMBER.fullmatch(str(value))
    read = float(found[0].replace(",", ".")) if found else nan
    return read if isfinite(read) else nan


def known_of(values: Sequence[Any], counts: NDArray[np.int64]) -> Known:
    """Of so many journeys per value."""
    read: list[float] = []
    for value in values:
        read.append(number_of(value))
        if read[-1] != read[-1]:
            return Known(False, np.zeros(0), np.zeros(0, np.int64))
    return _added(np.array(read), counts)


def merged(parts: Sequence[Known]) -> Known:
    """What is known of the journeys of all parts."""
    if not all(part.numeric for part in parts):
        return Known(False, np.zeros(0), np.zeros(0, np.int64))
    return _added(np.concatenate([part.values for part in parts]), np.concatenate([part.counts for part in parts]))


def bands_of(known: Known) -> Bands | None:
    """The quartiles of a numeric field with many values; None for every other.

    A quartile that is the largest value would have nothing above it: the cut is then below that value, so that many
    journeys at the top of a scale are a band, as many at its bottom are.
    """
    if not known.numeric or len(known.values) <= APART:
        return None
    reached = np.cumsum(known.counts)
    at = np.searchsorted(reached, np.array(CUTS) * reached[-1])
    return Bands(tuple(np.unique(known.values[np.minimum(at, len(known.values) - 2)]).tolist()))


def _added(values: NDArray[np.float64], counts: NDArray[np.int64]) -> Known:
    found, which = np.unique(values, return_inverse=True)
    return Known(True, found, np.bincount(which, counts, len(found)).astype(np.int64))
