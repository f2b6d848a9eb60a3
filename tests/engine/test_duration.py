from datetime import timedelta

import pytest

from klantreis.engine.duration import microseconds
from klantreis.errors import UserError


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("90s", 90),
        ("30m", 1800),
        ("12h", 43_200),
        ("7d", 604_800),
        ("2w", 1_209_600),
        ("1d 12h", 129_600),
        ("1,5h", 5400),
        (" 7D ", 604_800),
        ("45", 45),
        (45, 45),
        (0.5, 0.5),
        (timedelta(minutes=2), 120),
    ],
)
def test_lengths_of_time(written, seconds):
    assert microseconds(written) == seconds * 1_000_000


@pytest.mark.parametrize("written", ["", "soon", "7 days ago", "d7", "7x", "-7d", None, True, float("nan")])
def test_unreadable_lengths_are_said(written):
    with pytest.raises(UserError) as caught:
        microseconds(written, what="--within")
    assert caught.value.code == "duration.unreadable"
    assert "--within" in str(caught.value)


@pytest.mark.parametrize("written", [0, -1, "0d", timedelta(0), "900000w", float("inf")])
def test_lengths_out_of_range_are_said(written):
    with pytest.raises(UserError) as caught:
        microseconds(written)
    assert caught.value.code == "duration.out_of_range"
