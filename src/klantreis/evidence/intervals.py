"""95 % intervals of shares and of means."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Interval = tuple[float, float]
Z = 1.959963984540054
"""The 97.5 % point of the normal distribution."""


def share_interval(hits: int, n: int) -> Interval | None:
    """Wilson's score interval of ``hits`` in ``n`` (Wilson, 1927); None when n is 0."""
    if n <= 0:
        return None
    share, z2 = hits / n, Z * Z
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = Z / (1 + z2 / n) * float(np.sqrt(share * (1 - share) / n + z2 / (4 * n * n)))
    # at 0 and 1 the formula gives the end itself up to rounding
    low = 0.0 if hits == 0 else max(0.0, middle - half)
    high = 1.0 if hits == n else min(1.0, middle + half)
    return low, high


def mean_interval(n: int, total: float, squares: float, bounds: Interval) -> Interval | None:
    """Student's t interval of a mean from n, the sum and the sum of squares, clipped to ``bounds``.

    None below 2 values. Values without any spread give an interval of no width.
    """
    if n < 2:
        return None
    from scipy.special import stdtrit

    mean = total / n
    variance = max(0.0, (squares - n * mean * mean) / (n - 1))
    half = float(stdtrit(n - 1, 0.975)) * float(np.sqrt(variance / n))
    return max(bounds[0], mean - half), min(bounds[1], mean + half)


def quantiles(values: NDArray[np.float64], at: tuple[float, ...]) -> tuple[float | None, ...]:
    """Quantiles with linear interpolation between neighbours; None for each when there are no values."""
    if len(values) == 0:
        return (None,) * len(at)
    return tuple(float(q) for q in np.quantile(values, at))
