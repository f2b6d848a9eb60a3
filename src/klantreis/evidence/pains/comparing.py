"""The two comparisons of ``pains``: how often here against elsewhere, and how journeys end with it and without it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from klantreis.analyses.measures import CERTAIN, PLENTY, by_buckets

TIMES = 2.0
"""A place stands out when it happens there more than this many times as often as elsewhere."""
Z = 1.959963984540054

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def rates(
    sums: Ints, totals: Ints, rated: Ints | None = None, times: float = TIMES
) -> tuple[Floats, Floats, Floats, Floats]:
    """(share here, share elsewhere, interval of the difference with shape (…, 2), p) per place of one kind.

    ``sums`` (places, 9) and ``totals`` (5,) as counted by ``engine.kernels_pains``. The one-sided p says how easily
    chance alone makes the share here exceed ``times`` the share elsewhere. A journey has several occasions at several
    places, so the variance is summed over journeys (score test with a sandwich variance; Liang and Zeger 1986), and
    p is never below that of the plain binomial, which holds where counts are small. Where customers have several
    journeys, ``rated`` (places, buckets, 2) gives hits and occasions by bucket of customers, and p is never below that
    of the spread between buckets (the random groups of Wolter 2007; Student's t).
    """
    from scipy.special import betainc, ndtr

    a, b = sums[:, 0].astype(float), sums[:, 1].astype(float)
    c, d = totals[0] - a, totals[1] - b
    with np.errstate(invalid="ignore", divide="ignore"):
        here, rest = a / b, c / d
        base = np.minimum((a + c) / (times * b + d), 1 / times)
        gap = here - times * rest
        z = gap / np.sqrt(_variance(sums, totals, times * base, base, times))
        p = np.where(np.isfinite(z), ndtr(-z), np.where(gap > 0, 0.0, 1.0))
        # of b occasions a or more, each with the given chance: the binomial's upper tail
        chance = np.minimum(times * (c + 0.5) / (d + 1), 1.0)
        exact = np.where(a > 0, betainc(np.maximum(a, 1), np.maximum(b - a + 1, 1), chance), 1.0)
        half = Z * np.sqrt(_variance(sums, totals, here, rest, 1.0))
        spread = np.stack((np.maximum(here - rest - half, -1.0), np.minimum(here - rest + half, 1.0)), axis=-1)
        p = np.maximum(p, np.where(np.isfinite(exact), exact, 1.0))
        if rated is not None and rated.shape[1] > 1:
            hits, occasions = rated[..., 0], rated[..., 1]
            other, others = hits.sum(axis=0) - hits, occasions.sum(axis=0) - occasions
            own = (hits - times * base[:, None] * occasions) / b[:, None]
            p = np.maximum(p, by_buckets(times * (other - base[:, None] * others) / d[:, None] - own))
    return here, rest, spread, p


def _variance(sums: Ints, totals: Ints, here: Floats, rest: Floats, times: float) -> Floats:
    """Of (share here - times x share elsewhere), from residuals per journey against the given shares."""
    a, b, aa, ab, bb, ah, ao, bh, bo = (sums[:, k].astype(float) for k in range(9))
    h, o, hh, ho, oo = (float(total) for total in totals)
    c, d = h - a, o - b
    ac, ad, bc, bd = ah - aa, ao - ab, bh - ab, bo - bb
    del c
    cc, cd, dd = hh - 2 * ah + aa, ho - bh - ao + ab, oo - 2 * bo + bb
    own = aa - 2 * here * ab + here**2 * bb
    both = ac - rest * ad - here * bc + here * rest * bd
    other = cc - 2 * rest * cd + rest**2 * dd
    return np.maximum(own / b**2 - 2 * times * both / (b * d) + times**2 * other / d**2, 0.0)


def lower(outcome: Ints) -> Floats:
    """One-sided p that fewer come to the goal with the pain than without by chance alone, per place.

    ``outcome``: journeys by place, bucket of customers, without and with, that do not and do come to the goal.
    Pearson's z where every expected count is at least 5 (small p there not below Fisher's exact one), else Fisher's
    exact test; where customers have several journeys never below that of the spread of the covariance between buckets.
    """
    from scipy.special import ndtr
    from scipy.stats import hypergeom

    table = outcome.sum(axis=1)
    (other, of_other), (hit, of) = ((table[:, side, 1], table[:, side].sum(axis=1)) for side in (0, 1))
    total, won = of + of_other, hit + other
    with np.errstate(invalid="ignore", divide="ignore"):
        pooled = won / total
        z = (hit / of - other / of_other) / np.sqrt(pooled * (1 - pooled) * (1 / of + 1 / of_other))
        expected = np.array([of * pooled, of * (1 - pooled), of_other * pooled, of_other * (1 - pooled)])
        p = np.where(np.isfinite(z), ndtr(z), 1.0)
        least = expected.min(axis=0)
        few = (least < 5) & np.isfinite(z)
        # where a correction over many tests looks, the tail of z is too light in a skewed table
        tail = (least < PLENTY) & (p < 0.1) & (p > CERTAIN)
        for which, floor in ((few, 0.0), (tail & ~few, p)):
            if which.any():
                exact = hypergeom.cdf(hit[which], total[which], won[which], of[which])
                p[which] = np.maximum(exact, np.broadcast_to(floor, p.shape)[which])
        if outcome.shape[1] > 1:
            members, everybody = outcome[:, :, 1].sum(axis=2), outcome.sum(axis=(2, 3))
            hits, part = outcome[:, :, 1, 1], (of / total)[:, None]
            came, risk = outcome[..., 1].sum(axis=2), pooled[:, None]
            p = np.maximum(p, by_buckets(hits - members * risk - came * part + everybody * part * risk))
    return p
