import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import hypergeom

from klantreis.analyses.measures import false_discovery, newcombe, share, two_shares_p, wilson, wilson_all
from tests.effort import examples


@given(st.integers(1, 5000), st.data())
@settings(deadline=None, max_examples=examples(40))
def test_wilson_equals_scipy(whole, data):
    from scipy.stats import binomtest

    part = data.draw(st.integers(0, whole))
    expected = binomtest(part, whole).proportion_ci(method="wilson")
    assert wilson(part, whole) == pytest.approx((expected.low, expected.high), abs=1e-12)


def test_nothing_to_divide_by_is_none():
    assert wilson(0, 0) is None
    assert share(0, 0) is None
    assert np.isnan(wilson_all(np.array([0]), 0)).all()


@pytest.mark.parametrize(("n", "k", "m"), [(1_000, 680, 30), (1_000, 100, 66), (20_000, 1_300, 256)])
def test_a_small_p_is_as_rare_as_it_says(n: int, k: int, m: int):
    """Summed over every table there can be: chi-square alone would give up to six times as many small ones."""
    hit = np.arange(0, min(k, m) + 1)
    p = two_shares_p(hit, np.full(len(hit), m), k - hit, np.full(len(hit), n - m))
    chance = hypergeom.pmf(hit, n, k, m)
    for level in (0.05, 0.01, 1e-3, 1e-4, 1e-5):
        assert chance[p <= level].sum() <= level


def test_newcombe_equals_his_own_examples():
    # Newcombe 1998, Statistics in Medicine 17, table II, method 10: 56/70 against 48/80, 9/10 against 3/10, 0/10, 0/20.
    assert newcombe(56, 70, 48, 80) == pytest.approx((0.0524, 0.3339), abs=5e-5)
    assert newcombe(9, 10, 3, 10) == pytest.approx((0.1705, 0.8090), abs=5e-5)
    assert newcombe(0, 10, 0, 20) == pytest.approx((-0.1611, 0.2775), abs=5e-5)
    assert newcombe(1, 2, 0, 0) is None


def test_false_discovery_by_hand():
    # 0.01 * 4 / 1, then 0.02 * 4 / 2 and 0.03 * 4 / 3 are the same, and 0.5 * 4 / 4
    assert false_discovery(np.array([0.03, 0.5, 0.01, 0.02])) == pytest.approx([0.04, 0.5, 0.04, 0.04])
    assert false_discovery(np.empty(0)).tolist() == []
