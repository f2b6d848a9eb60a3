"""The two comparisons, against tables worked out by hand and against chance itself."""

import numpy as np
import pytest
from scipy.stats import binomtest, fisher_exact

from klantreis.evidence.pains.comparing import lower, rates


def counted(hits, occasions):
    """Sums and totals as the kernel makes them, from hits and occasions of shape (journeys, places)."""
    h, o = hits.sum(axis=1), occasions.sum(axis=1)
    sums = np.stack(
        [
            hits.sum(axis=0),
            occasions.sum(axis=0),
            (hits * hits).sum(axis=0),
            (hits * occasions).sum(axis=0),
            (occasions * occasions).sum(axis=0),
            (hits * h[:, None]).sum(axis=0),
            (hits * o[:, None]).sum(axis=0),
            (occasions * h[:, None]).sum(axis=0),
            (occasions * o[:, None]).sum(axis=0),
        ],
        axis=1,
    )
    return sums, np.array([h.sum(), o.sum(), (h * h).sum(), (h * o).sum(), (o * o).sum()])


def test_the_sums_of_residuals_are_those_of_the_journeys_themselves():
    rng = np.random.default_rng(5)
    occasions = rng.integers(0, 4, (200, 3))
    hits = rng.binomial(occasions, 0.3)
    here, rest, spread, _ = rates(*counted(hits, occasions))
    for place in range(3):
        a, b = hits[:, place], occasions[:, place]
        c, d = hits.sum(axis=1) - a, occasions.sum(axis=1) - b
        p, r = a.sum() / b.sum(), c.sum() / d.sum()
        assert (here[place], rest[place]) == pytest.approx((p, r))
        error = np.sqrt((((a - p * b) / b.sum() - (c - r * d) / d.sum()) ** 2).sum())
        assert spread[place].tolist() == pytest.approx([p - r - 1.959964 * error, p - r + 1.959964 * error])


def test_p_is_never_below_that_of_the_binomial():
    occasions = np.ones((300, 2), np.int64)
    hits = np.zeros((300, 2), np.int64)
    hits[:20, 0], hits[100:102, 1] = 1, 1
    p = rates(*counted(hits, occasions))[3]
    assert p[0] >= binomtest(20, 300, 2 * 2.5 / 301, alternative="greater").pvalue * 0.999
    assert p[0] < 0.01
    assert p[1] > 0.5


def test_places_that_are_alike_are_told_apart_as_rarely_as_promised():
    """Customers differ and come back, so occasions of one journey are alike; p still keeps its promise."""
    rng = np.random.default_rng(7)
    told = []
    for _ in range(300):
        occasions = rng.poisson(1.0, (250, 4))
        temper = rng.beta(1, 4, (250, 1))
        told.append(
            rates(*counted(rng.binomial(occasions, np.broadcast_to(temper, occasions.shape)), occasions), times=1.0)[3]
        )
    below = float((np.array(told) <= 0.05).mean())
    assert below < 0.07


def endings(*rows):
    """Per row (came with, with, came without, without), in one bucket."""
    return np.array([[[[d - c, c], [b - a, a]]] for a, b, c, d in rows])


def test_fewer_than_without_is_fishers_where_counts_are_small():
    p = lower(endings((1, 10, 8, 10), (300, 1000, 350, 1000), (5, 5, 5, 5)))
    assert p[0] == pytest.approx(fisher_exact([[1, 9], [8, 2]], alternative="less").pvalue)
    exact = fisher_exact([[300, 700], [350, 650]], alternative="less").pvalue
    assert p[1] == pytest.approx(exact)
    assert p[1] == pytest.approx(0.0095, abs=0.001)
    assert p[2] == 1


def test_customers_with_many_journeys_prove_no_more_than_customers_do():
    """Twenty journeys of each of 300 customers, all with one fate and one habit: 300 things are known, not 6,000."""
    rng = np.random.default_rng(11)
    plain, held = [], []
    for _ in range(200):
        fate, habit, bucket = rng.random(300) < 0.4, rng.random(300) < 0.3, np.arange(300) % 64
        outcome = np.zeros((1, 64, 2, 2), np.int64)
        np.add.at(outcome[0], (bucket, habit.astype(int), fate.astype(int)), 20)
        plain.append(lower(outcome.sum(axis=1, keepdims=True))[0])
        held.append(lower(outcome)[0])
    assert (np.array(plain) <= 0.05).mean() > 0.2
    assert (np.array(held) <= 0.05).mean() < 0.09
