import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import hypergeom

from klantreis.analyses.measures import share, two_shares_p, wilson, wilson_all
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
