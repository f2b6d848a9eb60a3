"""Words that several analyses share: shares, intervals, limits, and finding activities by name."""

from __future__ import annotations

import math
from collections.abc import Sequence
from difflib import get_close_matches
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from klantreis.engine.journeys import Journeys
from klantreis.engine.selecting import flat
from klantreis.engine.source import Source
from klantreis.errors import NotFound, UserError

LEVEL = 0.95
"""Confidence of every interval."""

PLENTY = 1_000
"""Expected count from which chi-square is as good as exact, out to the smallest p that matter."""
CERTAIN = 1e-12
"""Below this p nothing depends on how small it is."""

Interval = tuple[float, float]
Step = str | Sequence[str]
"""An activity's name, or several names of which any one will do."""


def share(part: int, whole: int) -> float | None:
    """``part / whole``; None when there is nothing to divide by."""
    return part / whole if whole else None


def wilson(part: int, whole: int, level: float = LEVEL) -> Interval | None:
    """Wilson's score interval for a share (Wilson 1927), without continuity correction; None when ``whole`` is 0."""
    if not whole:
        return None
    low, high = wilson_all(np.array([part]), np.array([whole]), level)[0]
    return float(low), float(high)


def wilson_all(
    part: NDArray[np.integer], whole: NDArray[np.integer] | int, level: float = LEVEL
) -> NDArray[np.float64]:
    """Wilson's interval for many shares at once, shape (len(part), 2); NaN where ``whole`` is 0."""
    z = NormalDist().inv_cdf(0.5 + level / 2)
    n = np.broadcast_to(np.asarray(whole, np.float64), np.shape(part))
    with np.errstate(invalid="ignore", divide="ignore"):
        p = np.asarray(part) / n
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z * np.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    low = np.where(np.asarray(part) == 0, np.where(n > 0, 0.0, np.nan), middle - half)
    high = np.where(np.asarray(part) == n, np.where(n > 0, 1.0, np.nan), middle + half)
    return np.stack((low, high), axis=-1)


def newcombe(part: int, whole: int, other: int, other_whole: int, level: float = LEVEL) -> Interval | None:
    """Interval of the difference ``part / whole - other / other_whole`` (Newcombe 1998, method 10, from Wilson's).

    None when either whole is 0.
    """
    first, second = wilson(part, whole, level), wilson(other, other_whole, level)
    if first is None or second is None:
        return None
    p, q = part / whole, other / other_whole
    low = p - q - math.hypot(p - first[0], second[1] - q)
    high = p - q + math.hypot(first[1] - p, q - second[0])
    return low, high


def two_shares_p(
    part: NDArray[np.integer], whole: NDArray[np.integer], other: NDArray[np.integer], other_whole: NDArray[np.integer]
) -> NDArray[np.float64]:
    """Two-sided p that ``part / whole`` and ``other / other_whole`` are one share, for many pairs at once.

    Pearson's chi-square without correction where every expected count is at least ``PLENTY``, else Fisher's exact test.
    Between 5 and ``PLENTY`` both, and the larger p counts where chi-square's is small: in a skewed table its tail is
    several times too light there, which is where a correction over many tests looks.
    """
    from scipy.special import chdtrc

    table = np.array([part, whole - part, other, other_whole - other], np.float64)
    a, b, c, d = table
    n = table.sum(axis=0)
    rows, columns = np.array([a + b, c + d]), np.array([a + c, b + d])
    with np.errstate(invalid="ignore", divide="ignore"):
        expected = rows[:, None] * columns[None, :] / n
        square = n * (a * d - b * c) ** 2 / (rows.prod(axis=0) * columns.prod(axis=0))
    p = np.where(np.isfinite(square), chdtrc(1, np.nan_to_num(square)), 1.0)
    least = np.nan_to_num(expected.min(axis=(0, 1)), nan=np.inf)
    few, tail = least < 5, (least < PLENTY) & (p > CERTAIN) & (p < 0.1)
    doubtful = np.flatnonzero((few | tail) & np.isfinite(square))
    # rare things among thousands share few tables, each of which is worked out once
    tables, which = np.unique(table[:, doubtful], axis=1, return_inverse=True)
    exact = np.array([_fisher(*each) for each in tables.T.tolist()], np.float64)[which.reshape(-1)]
    p[doubtful] = np.where(few[doubtful], exact, np.maximum(p[doubtful], exact))
    return p


def _fisher(a: float, b: float, c: float, d: float) -> float:
    from scipy.stats import fisher_exact

    return float(fisher_exact([[a, b], [c, d]]).pvalue)


def by_buckets(scores: NDArray[np.float64], about: NDArray[np.float64] | None = None) -> NDArray[np.float64]:
    """One-sided p that a sum over buckets of customers is below nothing by chance alone, from its spread between them.

    ``scores``: (…, buckets); ``about``: the sum itself, where the scores are residuals. Journeys of one customer, who
    is in one bucket, may be as alike as they like (the random groups of Wolter 2007; Student's t).
    """
    from scipy.special import stdtr

    buckets = scores.shape[-1]
    total = scores.sum(axis=-1) if about is None else about
    with np.errstate(invalid="ignore", divide="ignore"):
        t = total / np.sqrt(scores.var(axis=-1, ddof=1) * buckets)
    return np.where(np.isfinite(t), stdtr(buckets - 1, t), 0.0)


def false_discovery(p: NDArray[np.float64]) -> NDArray[np.float64]:
    """The q of each p by Benjamini and Hochberg (1995): share of false ones among all with so low a q."""
    from scipy.stats import false_discovery_control

    return false_discovery_control(p) if len(p) else p


def mean_interval(n: int, total: float, squares: float, bounds: Interval) -> Interval | None:
    """Student's t interval (95 %) of a mean from n, the sum and the sum of squares, clipped to ``bounds``.

    None below two values. Values without any spread give an interval of no width.
    """
    if n < 2:
        return None
    from scipy.special import stdtrit

    mean = total / n
    variance = max(0.0, (squares - n * mean * mean) / (n - 1))
    half = float(stdtrit(n - 1, 0.5 + LEVEL / 2)) * math.sqrt(variance / n)
    return max(bounds[0], mean - half), min(bounds[1], mean + half)


def ranks(labels: Sequence[str | None]) -> NDArray[np.int64]:
    """Place per code in the order of the names, the sentinel first: codes have no order of their own."""
    names = ["" if label is None else label for label in labels]
    order = sorted(range(len(names)), key=lambda code: (labels[code] is not None, names[code], code))
    places = np.empty(len(names), np.int64)
    places[order] = np.arange(len(names))
    return places


FOLLOWED = 0.99
"""Journeys are followed for the time in which this share of the conversions come."""


def follow_up(durations: NDArray[np.int64]) -> int | None:
    """How long to follow a journey: the time (µs) within which 99 % of ``durations`` from begin to goal end.

    Groups are only compared over equal times from the moment that tells them apart, so that neither gets longer to come
    to the goal (landmark analysis; Anderson, Cain and Gelber 1983). None without any.
    """
    if len(durations) == 0:
        return None
    place = min(len(durations) - 1, math.ceil(FOLLOWED * len(durations)) - 1)
    return int(np.partition(durations, place)[place])


def number(value: float) -> float | None:
    """A finite number as it is, else None: results hold no NaN."""
    return None if math.isnan(value) else float(value)


def codes_of(journeys: Source, step: Step) -> tuple[int, ...]:
    """The codes of a step. Raises ``NotFound`` (``activity.unknown``) with the nearest names."""
    names = names_of(step)
    found = [code for code, label in enumerate(journeys.labels) if label in names and label is not None]
    known = {journeys.labels[code] for code in found}
    for name in names:
        if name not in known:
            raise _unknown(name, [label for label in journeys.labels if label is not None])
    return tuple(found)


def names_of(step: Step) -> tuple[str, ...]:
    """The activity names of a step. Raises ``UserError`` (``activity.none_given``) when there are none."""
    names = (step,) if isinstance(step, str) else tuple(step)
    if not names or not all(isinstance(name, str) for name in names):
        raise UserError(
            "activity.none_given",
            "A step needs at least one activity.",
            mend="Give a name, or a tuple of names of which any one will do.",
            params={"step": str(step)},
        )
    return names


def visits(journeys: Source) -> NDArray[np.int64]:
    """Events, journeys, repeats and immediate repeats per code, shape (4, codes); of code 0 they say nothing."""
    width = len(journeys.labels)

    def count(chunk: Journeys) -> NDArray[np.int64]:
        from klantreis.engine import kernels_reach as kernels

        codes, _ = flat(chunk)
        cells = np.zeros((width, 8), np.int32 if len(codes) < 2**31 else np.int64)
        cells[:, kernels.SEEN : kernels.WIDTH] = -1
        kernels.reach(codes, cells.reshape(-1))
        return cells[:, : kernels.SEEN].T.astype(np.int64)

    return journeys.run(count, lambda parts: np.sum(parts, axis=0))


def name_of(step: Step) -> str:
    """How a step is called in a result: its names with `` | `` between them."""
    return " | ".join(names_of(step))


def checked(limit: int | None, question: str) -> int | None:
    """``limit`` as it was asked. Raises ``UserError`` (``<question>.limit``) for one that lists nothing."""
    if limit is not None and limit < 1:
        raise UserError(
            f"{question}.limit",
            f"A limit of {limit} lists nothing.",
            where="limit",
            mend="Give 1 or more, or no limit.",
            params={"limit": limit},
        )
    return limit


def _unknown(name: str, labels: list[str]) -> NotFound:
    folded = {label.casefold(): label for label in labels}
    near = [folded[match] for match in get_close_matches(name.casefold(), folded, n=3, cutoff=0.6)]
    if near:
        mend = f"Did you mean {' or '.join(repr(label) for label in near)}?"
    elif labels:
        some = ", ".join(repr(label) for label in labels[:5])
        mend = f"There are {len(labels)} activities, among them {some}."
    else:
        mend = "There are no events yet; import some first."
    return NotFound(
        "activity.unknown",
        f"No event is called {name!r}.",
        where=name,
        mend=mend,
        params={"activity": name, "near": near, "activities": len(labels)},
    )
