"""The list a number opens is exactly as long as the number: one test per kind of number."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klantreis.analyses import cells
from klantreis.analyses.customers import customers
from klantreis.analyses.funnel import funnel, passing
from klantreis.analyses.paths import paths
from klantreis.analyses.reach import reach
from klantreis.analyses.timing import timing, timing_in
from klantreis.analyses.transitions import transitions
from klantreis.errors import NotFound, UserError
from tests.analyses.naive import listed, some_journeys, table
from tests.effort import examples

# Ann comes twice to the offer, Bob rings, Cor only searches.
SMALL = table([
    ("ann", "zoek", 0), ("ann", "offerte", 10), ("ann", "offerte", 20), ("ann", "boek", 30),
    ("bob", "zoek", 0), ("bob", "bel", 50), ("bob", "offerte", 60),
    ("cor", "zoek", 5),
])  # fmt: skip


def names(times, **page):
    return [each.customer for each in customers(SMALL, times, **page).listed]


def test_who_ended_last_comes_first():
    found = customers(SMALL, cells.everyone(SMALL), cell={"of": "all"})
    assert [each.customer for each in found.listed] == ["bob", "ann", "cor"]
    assert (found.count, found.journeys, found.customers) == (3, 3, 3)
    assert found.listed[1].path == ("zoek", "offerte", "offerte", "boek")
    assert (found.listed[1].events, found.rows()[1]["duration_s"]) == (4, 30)


def test_a_page_has_the_totals_of_all():
    found = customers(SMALL, cells.everyone(SMALL), offset=1, limit=1)
    assert ([each.customer for each in found.listed], found.journeys) == (["ann"], 3)
    for wrong in ({"offset": -1}, {"limit": 0}, {"limit": 5000}):
        with pytest.raises(UserError, match="does not exist"):
            customers(SMALL, cells.everyone(SMALL), **wrong)


def test_by_hand():
    assert names(cells.with_transition(SMALL, "zoek", "offerte")) == ["ann"]
    assert names(cells.with_transition(SMALL, "offerte", None)) == ["bob"]
    assert names(cells.with_events(SMALL, "offerte", at_least=2)) == ["ann"]
    assert names(cells.with_path(SMALL, ["zoek"])) == ["cor"]
    assert names(cells.with_path(SMALL, ["zoek", "offerte", "boek"], collapse=True)) == ["ann"]
    assert names(cells.with_path(SMALL, ["zoek", "offerte", "boek"])) == []
    assert names(cells.with_time(SMALL, "zoek", "offerte", above="30s")) == ["bob"]
    assert names(cells.with_time(SMALL, "zoek", "offerte", up_to="30s")) == ["ann"]
    assert names(cells.without_end(SMALL, "zoek", "boek")) == ["bob", "cor"]
    assert names(passing(SMALL, ["zoek", "offerte", "boek"], 2, dropped=True)) == ["bob"]


@given(some_journeys(), st.sets(st.sampled_from("abc"), min_size=1), st.integers(1, 4))
@settings(deadline=None, max_examples=examples(80))
def test_a_time_inside_a_phase(journeys, names, target):
    codes = [code for code, label in enumerate(journeys.labels) if label in names]
    answer = timing_in(journeys, codes, "phase", target_s=target)
    assert cells.with_stay(journeys, codes).sum() == answer.count
    assert cells.with_stay(journeys, codes, above=target).sum() == answer.above
    assert cells.with_stay(journeys, codes, up_to=target).sum() == answer.count - answer.above
    assert cells.with_stay(journeys, codes, single=True).sum() == answer.single


def test_mistakes_are_told():
    with pytest.raises(NotFound):
        cells.with_transition(SMALL, "nergens", None)
    for k, dropped in ((0, False), (3, False), (2, True)):
        with pytest.raises(UserError, match="no step"):
            passing(SMALL, ["zoek", "offerte"], k, dropped=dropped)


def totals(journeys, times):
    """Count and journeys, as the list itself has them when it is read to its end."""
    found = customers(journeys, times, limit=1000)
    assert len(found.listed) == found.journeys
    assert sum(each.times for each in found.listed) == found.count
    return found.count, found.journeys


@given(some_journeys())
@settings(deadline=None, max_examples=examples(60))
def test_transition(journeys):
    for each in transitions(journeys).transitions:
        assert totals(journeys, cells.with_transition(journeys, each.from_, each.to)) == (each.count, each.journeys)


@given(some_journeys(), st.booleans())
@settings(deadline=None, max_examples=examples(60))
def test_path(journeys, collapse):
    for each in paths(journeys, collapse=collapse).paths:
        count = (each.count, each.count)
        assert totals(journeys, cells.with_path(journeys, each.path, collapse=collapse)) == count


@given(some_journeys())
@settings(deadline=None, max_examples=examples(60))
def test_reach(journeys):
    for each in reach(journeys).touchpoints:
        assert totals(journeys, cells.with_events(journeys, each.name)) == (each.events, each.journeys)
        if each.journeys:
            again = totals(journeys, cells.with_events(journeys, each.name, at_least=2))[1]
            assert again == round(each.repeat_share * each.journeys)


@given(some_journeys(), st.sampled_from(["ordered", "strict", "any"]), st.sampled_from([None, 2, 5]))
@settings(deadline=None, max_examples=examples(80))
def test_funnel_and_drop(journeys, mode, within):
    steps = [label for label in ("a", "b", "c") if label in journeys.labels]
    if not steps:
        return
    answer = funnel(journeys, steps, within, mode)
    for k, step in enumerate(answer.steps, 1):
        given = {"within": within, "mode": mode}
        assert totals(journeys, passing(journeys, steps, k, **given))[1] == step.count
        if step.dropped is not None:
            assert totals(journeys, passing(journeys, steps, k, dropped=True, **given))[1] == step.dropped.count


@given(some_journeys(), st.sampled_from([1, 3]))
@settings(deadline=None, max_examples=examples(60))
def test_timing(journeys, target):
    for a, b in (("a", "b"), ("b", "b")):
        if a in journeys.labels and b in journeys.labels:
            answer = timing(journeys, a, b, target)
            assert totals(journeys, cells.with_time(journeys, a, b))[1] == answer.count
            assert totals(journeys, cells.with_time(journeys, a, b, above=target))[1] == answer.above
            within = totals(journeys, cells.with_time(journeys, a, b, up_to=target))[1]
            assert within == answer.count - (answer.above or 0)
            assert totals(journeys, cells.without_end(journeys, a, b))[1] == answer.unfinished


@given(some_journeys())
@settings(deadline=None, max_examples=examples(30))
def test_each_listed_journey_is_the_customers_own(journeys):
    ids = journeys.customer_names([int(number) for number in journeys.customers])
    told = {name: [activity for activity, _ in journey] for name, journey in zip(ids, listed(journeys), strict=True)}
    for each in customers(journeys, np.ones(journeys.n, np.int64), limit=1000).listed:
        assert list(each.path) == told[each.customer][:40]
