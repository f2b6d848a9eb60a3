import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klantreis.analyses.measures import share, wilson, wilson_all


@given(st.integers(1, 5000), st.data())
@settings(deadline=None, max_examples=40)
def test_wilson_equals_scipy(whole, data):
    from scipy.stats import binomtest

    part = data.draw(st.integers(0, whole))
    expected = binomtest(part, whole).proportion_ci(method="wilson")
    assert wilson(part, whole) == pytest.approx((expected.low, expected.high), abs=1e-12)


def test_nothing_to_divide_by_is_none():
    assert wilson(0, 0) is None
    assert share(0, 0) is None
    assert np.isnan(wilson_all(np.array([0]), 0)).all()
