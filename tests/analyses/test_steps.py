"""``steps`` on a table to count by hand, and against the plain version."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klantreis.analyses import steps as module
from klantreis.analyses.steps import at_step, flowing, steps
from klantreis.errors import NotFound, UserError
from tests.analyses import naive
from tests.analyses.naive import some_journeys, table
from tests.effort import examples

# p: search offer order; q: search search; r: offer
EVENTS = [
    ("p", "search", 0),
    ("p", "offer", 1),
    ("p", "order", 2),
    ("q", "search", 0),
    ("q", "search", 1),
    ("r", "offer", 0),
]


def test_from_the_start():
    found = steps(table(EVENTS), 2)
    assert [(s.step, s.journeys, s.begin, s.end) for s in found.steps] == [(1, 3, 3, 1), (2, 2, 0, 1)]
    assert [(h.name, h.count, h.share) for h in found.steps[0].touchpoints] == [
        ("search", 2, 2 / 3),
        ("offer", 1, 1 / 3),
    ]
    assert {(f.step, f.from_, f.to): f.count for f in found.flows} == {
        (1, "search", "offer"): 1,
        (1, "search", "search"): 1,
        (1, "offer", None): 1,
    }
    assert (found.lined_up, found.without, found.at) == (3, 0, None)


def test_around_an_activity():
    # Lined up at their first offer: p has one event before it, r has none, q has no offer.
    found = steps(table(EVENTS), 2, at="offer", before=1)
    assert [(s.step, s.journeys, s.begin, s.end) for s in found.steps] == [(-1, 1, 1, 0), (0, 2, 1, 1), (1, 1, 0, 1)]
    assert {(f.step, f.from_, f.to): f.count for f in found.flows} == {
        (-1, "search", "offer"): 1,
        (-1, None, "offer"): 1,
        (0, "offer", "order"): 1,
        (0, "offer", None): 1,
    }
    assert (found.lined_up, found.without, found.at) == (2, 1, "offer")
    assert steps(table(EVENTS), 1, at=("order", "offer")).at == "order | offer"


def test_what_cannot_be_asked():
    for given_ in ({"first": 0}, {"first": 61}, {"first": 60, "at": "offer", "before": 1}):
        with pytest.raises(UserError) as caught:
            steps(table(EVENTS), **given_)
        assert caught.value.code == "steps.number"
    with pytest.raises(UserError) as caught:
        steps(table(EVENTS), 2, before=1)
    assert caught.value.code == "steps.before"
    with pytest.raises(NotFound):
        steps(table(EVENTS), at="offr")


def test_journeys_without_events_are_counted():
    journeys = table(EVENTS)
    none = journeys.relabel(np.zeros(len(journeys.labels), journeys.codes.dtype), journeys.labels)
    found = steps(none, 3)
    assert (found.n, found.lined_up, found.empty, found.rows(), found.flows) == (3, 0, 3, [], ())


@given(some_journeys(), st.integers(1, 5), st.integers(0, 3), st.booleans(), st.booleans())
@settings(deadline=None, max_examples=examples(60))
def test_equal_to_the_plain_version(journeys, first, before, aligned, sparse):
    at = "a" if aligned and "a" in journeys.labels else None
    before = before if at else 0
    with pytest.MonkeyPatch.context() as patch:
        if sparse:
            patch.setattr(module, "DENSE", -1)
        found = steps(journeys, first, at=at, before=before)
    here, flows, lined_up = naive.steps(journeys, first, at, before)
    assert {(row["step"], row["name"]): row["count"] for row in found.rows()} == here
    assert {(f.step, f.from_, f.to): f.count for f in found.flows} == flows
    assert found.lined_up == lined_up
    assert found.n == found.lined_up + found.without + found.empty
    for step, later in zip(found.steps, found.steps[1:], strict=False):
        left = [flow for flow in found.flows if flow.step == step.step and flow.from_ is not None]
        assert sum(flow.count for flow in left) == step.journeys, "whoever is here goes on or ends"
        assert sum(flow.count for flow in left if flow.to is None) == step.end
        assert later.begin == sum(f.count for f in found.flows if f.step == step.step and f.from_ is None)


def test_flows_are_told_without_an_object_for_each():
    found = steps(table(EVENTS), 2)
    told = found.to_dict()["flows"]
    assert "flows" not in vars(found), "millions of flows are millions of objects that nobody asked for"
    assert told == [
        {"step": f.step, "from": f.from_, "to": f.to, "count": f.count, "share": f.share} for f in found.flows
    ]
    assert [(f.step, f.from_, f.to) for f in found.flows] == [
        (1, "offer", None),
        (1, "search", "offer"),
        (1, "search", "search"),
    ]


@given(some_journeys(), st.integers(1, 4), st.integers(1, 3), st.booleans())
@settings(deadline=None, max_examples=examples(40))
def test_what_is_not_named_is_taken_together_and_opens(journeys, first, limit, aligned):
    at = "a" if aligned and "a" in journeys.labels else None
    every, found = steps(journeys, first, at=at), steps(journeys, first, at=at, limit=limit)
    named = {step.step: {here.name for here in step.touchpoints} for step in found.steps}
    named |= {every.steps[-1].step + 1: set()}
    for whole, step in zip(every.steps, found.steps, strict=True):
        assert step.touchpoints == whole.touchpoints[:limit]
        rest = whole.touchpoints[limit:]
        assert (step.left_out.touchpoints, step.left_out.count) == (len(rest), sum(here.count for here in rest))
        if rest:
            assert at_step(journeys, step.step, at=at, beyond=limit).sum() == step.left_out.count
    sums = {}
    for flow in every.flows:
        a_rest = flow.from_ is not None and flow.from_ not in named[flow.step]
        b_rest = flow.to is not None and flow.to not in named[flow.step + 1]
        key = (flow.step, None if a_rest else flow.from_, a_rest, None if b_rest else flow.to, b_rest)
        sums[key] = sums.get(key, 0) + flow.count
    listed = {(flow.step, flow.from_, False, flow.to, False): flow.count for flow in found.flows}
    together = {(g.step, g.from_, g.from_rest, g.to, g.to_rest): g.count for g in found.grouped}
    assert listed | together == sums
    for (step, a, a_rest, b, b_rest), count in together.items():
        inside = flowing(journeys, step, a, b, at=at, beyond_a=limit * a_rest, beyond_b=limit * b_rest)
        assert inside.sum() == count
