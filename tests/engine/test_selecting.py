"""What is left out leaves no trace, and nothing is copied before it is read."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from klantreis.engine.journeys import Later
from klantreis.engine.selecting import told
from tests.analyses.naive import listed, some_journeys
from tests.effort import examples


@given(some_journeys(), st.data())
@settings(deadline=None, max_examples=examples(100))
def test_a_selection_is_the_journeys_chosen(journeys, data):
    mask = np.array(data.draw(st.lists(st.booleans(), min_size=journeys.n, max_size=journeys.n)), np.bool_)
    chosen = journeys.select(mask, filters={"where": "x"})
    expected = [each for each, keep in zip(listed(journeys), mask, strict=True) if keep]
    times = [int(time) for each in expected for _, time in each]
    assert chosen.span() == ((min(times) * 1_000_000, max(times) * 1_000_000) if times else None)
    assert listed(chosen) == expected
    assert chosen.customers.tolist() == journeys.customers[mask].tolist()
    slots = np.repeat(mask, np.diff(journeys.offsets))
    assert chosen.rows.tolist() == journeys.rows[slots].tolist()
    again = chosen.select(np.arange(chosen.n) % 2 == 0)
    assert listed(again) == expected[::2]


@given(some_journeys())
@settings(deadline=None, max_examples=examples(30))
def test_chunks_of_a_selection_are_those_of_the_copy(journeys):
    mask = np.arange(journeys.n) % 2 == 0
    chosen = journeys.select(mask)
    fresh = list(journeys.select(mask).chunks(3))
    assert [each for chunk in fresh for each in listed(chunk)] == listed(chosen)
    assert [row for chunk in fresh for row in chunk.rows.tolist()] == chosen.rows.tolist()
    assert [who for chunk in fresh for who in chunk.customers.tolist()] == chosen.customers.tolist()


def test_times_and_rows_are_copied_when_they_are_read():
    from klantreis.analyses.reach import reach
    from tests.analyses.naive import table

    journeys = table([("p", "a", 0), ("q", "a", 1), ("r", "b", 2)])
    chosen = journeys.select(np.array([True, False, True]))
    reach(chosen)
    assert isinstance(vars(chosen)["times"], Later)
    assert isinstance(vars(chosen)["rows"], Later)
    assert chosen.times.tolist() == [0, 0, 2_000_000, 2_000_000]
    assert not isinstance(vars(chosen)["times"], Later)


def test_a_table_tells_codes_anew():
    codes = np.array([1, 2, 0, 2], np.uint16)
    assert told(codes, np.array([0, 3, 4], np.uint8)).tolist() == [3, 4, 0, 4]
