"""SPEC R7: order keys."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klantreis.errors import UserError
from klantreis.journey import order

keys = st.text(order.DIGITS, min_size=1, max_size=8).filter(lambda text: text[-1] != "0")


@given(keys, keys)
def test_r7_a_key_between_two_sorts_between_them_in_every_language(a: str, b: str) -> None:
    if a == b:
        return
    low, high = sorted((a, b))
    middle = order.between(low, high)
    assert order.is_key(middle)
    assert low < middle < high
    # Code units, what JavaScript compares, and bytes, what a database compares.
    units = [key.encode("utf-16-be") for key in (low, middle, high)]
    assert units == sorted(units)
    assert low.encode() < middle.encode() < high.encode()


@given(keys)
def test_r7_there_is_always_a_place_before_and_after(key: str) -> None:
    assert order.between(None, key) < key < order.between(key, None)


@given(st.lists(st.integers(0, 1000), max_size=120))
def test_r7_any_series_of_insertions_keeps_its_order(places: list[int]) -> None:
    made: list[str] = []
    for place in places:
        at = place % (len(made) + 1)
        made.insert(at, order.between(made[at - 1] if at else None, made[at] if at < len(made) else None))
    assert order.ascending(made)
    assert all(order.is_key(key) for key in made)


def test_r7_a_thousand_appended_or_prepended_keys_stay_short() -> None:
    last = first = order.between(None, None)
    for _ in range(1000):
        last, first = order.between(last, None), order.between(None, first)
    assert max(len(last), len(first)) <= 20


@pytest.mark.parametrize("n", [0, 1, 2, 7, 61, 500])
@pytest.mark.parametrize("ends", [(None, None), ("V", None), (None, "V"), ("V", "W")])
def test_r7_many_keys_at_once_ascend_and_stay_short(n: int, ends: tuple[str | None, str | None]) -> None:
    made = order.n_between(*ends, n)
    assert len(made) == n
    assert order.ascending([*filter(None, [ends[0]]), *made, *filter(None, [ends[1]])])
    assert max(map(len, made), default=0) <= 10


@pytest.mark.parametrize(
    ("before", "after"), [("V", "V"), ("W", "V"), ("V0", None), ("", None), (None, "é"), ("a b", None)]
)
def test_r7_no_key_between_wrong_neighbours(before: str | None, after: str | None) -> None:
    with pytest.raises(UserError) as refused:
        order.between(before, after)
    assert refused.value.params["rule"] == "R7"


def test_r7_a_crowded_place_says_so() -> None:
    def crowd(low: str, high: str) -> None:
        for turn in range(5000):
            middle = order.between(low, high)
            low, high = (middle, high) if turn % 2 else (low, middle)

    with pytest.raises(UserError, match="full"):
        crowd("A", "B")
