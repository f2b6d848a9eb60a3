"""What is left out leaves no trace, and nothing is copied before it is read."""

import gc
import weakref
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from klantreis.analyses.paths import paths
from klantreis.analyses.reach import reach
from klantreis.analyses.transitions import transitions
from klantreis.engine.journeys import Later
from klantreis.engine.selecting import told
from tests.analyses.naive import listed, some_journeys, table
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


@given(some_journeys(), st.data())
@settings(deadline=None, max_examples=examples(60))
def test_a_selection_told_in_other_codes_is_what_the_whole_so_told_selects(journeys, data):
    mask = np.array(data.draw(st.lists(st.booleans(), min_size=journeys.n, max_size=journeys.n)), np.bool_)
    other = data.draw(st.lists(st.integers(0, 2), min_size=len(journeys.labels) - 1, max_size=len(journeys.labels) - 1))
    lookup, labels = np.array([0, *other], np.uint8), (None, "x", "y")
    told_anew = journeys.select(mask, filters={"where": "x"}).relabel(lookup, labels)
    code = {label: lookup[k] for k, label in enumerate(journeys.labels)}
    expected = [
        [(labels[code[label]], time) for label, time in each if code[label]]
        for each, keep in zip(listed(journeys), mask, strict=True)
        if keep
    ]
    assert told_anew.filters == {"where": "x"}
    # asked of the selection and of a copy of it, in which nothing is skipped
    copied = replace(told_anew)
    assert copied.chosen is None
    assert transitions(told_anew).rows() == transitions(copied).rows()
    assert transitions(told_anew).empty == transitions(copied).empty
    assert paths(told_anew).to_dict()["paths"] == paths(copied).to_dict()["paths"]
    times = [time for each in expected for _, time in each]
    assert told_anew.span() == ((min(times) * 1_000_000, max(times) * 1_000_000) if times else None)
    assert listed(told_anew) == expected


def test_a_selection_is_gone_with_its_chunks_when_nobody_has_it():
    journeys = table([(who, "a", k) for k, who in enumerate("pqrs")])
    chosen = journeys.select(np.array([True, False, True, True]))
    reach(chosen)
    transitions(chosen)
    gone = weakref.ref(chosen)
    gc.disable()
    try:
        del chosen
        assert gone() is None
    finally:
        gc.enable()


def test_times_and_rows_are_copied_when_they_are_read():
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
