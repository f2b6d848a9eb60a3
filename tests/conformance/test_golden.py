"""Golden cases, the same on every engine: ties, one-event journeys, nothing at all, very many activities."""

import numpy as np
import pytest

from klantreis.analyses.funnel import funnel, levels
from klantreis.analyses.paths import paths
from klantreis.analyses.reach import reach
from klantreis.analyses.steps import steps
from klantreis.analyses.timing import timing, timing_inside
from klantreis.analyses.transitions import transitions
from klantreis.engine.index import Batch, build
from klantreis.errors import NotFound
from tests.analyses.naive import table

pytestmark = pytest.mark.usefixtures("engine")

TIES = [("p", "b", 1), ("p", "a", 1), ("p", "c", 1), ("q", "a", 1), ("q", "b", 1), ("q", "c", 0)]


def test_ties_in_time_keep_the_order_of_the_file():
    journeys = table(TIES)
    # p: b a c as in the file; q: c first by time, then a b as in the file
    assert {p.path for p in paths(journeys).paths} == {("b", "a", "c"), ("c", "a", "b")}
    assert [step.count for step in funnel(journeys, ["a", "b"]).steps] == [2, 1]
    between = {(t.from_, t.to): t.median_s for t in transitions(journeys).transitions}
    assert between["a", "b"] == 0.0


def test_journeys_of_one_event_have_a_start_and_an_end_and_no_time():
    journeys = table([(f"c{number}", "ab"[number % 2], number) for number in range(6)])
    assert {(t.from_, t.to): (t.count, t.median_s) for t in transitions(journeys).transitions} == {
        (None, "a"): (3, None),
        (None, "b"): (3, None),
        ("a", None): (3, None),
        ("b", None): (3, None),
    }
    assert [(p.path, p.count, p.median_s) for p in paths(journeys).paths] == [(("a",), 3, 0.0), (("b",), 3, 0.0)]
    assert [step.count for step in funnel(journeys, ["a", "b"]).steps] == [3, 0]
    assert timing(journeys, "a", "b").unfinished == 3
    assert timing_inside(journeys, "a").single == 3


def test_no_events_at_all():
    journeys = table([])
    for result in (transitions(journeys), paths(journeys), reach(journeys), steps(journeys)):
        found = result.to_dict()
        assert (found["n"], found["from"], found["to"]) == (0, None, None)
        assert len(result.rows()) == 0
    with pytest.raises(NotFound, match="There are no events yet"):
        funnel(journeys, ["a"])


def test_one_journey():
    journeys = table([("p", "a", 0), ("p", "b", 60)])
    assert reach(journeys).to_dict()["touchpoints"][0]["share"] == 1.0
    assert funnel(journeys, ["a", "b"], within="1m").steps[1].overall_rate == 1.0
    assert funnel(journeys, ["a", "b"], within="59s").steps[1].overall_rate == 0.0
    assert timing(journeys, "a", "b").to_dict()["p95_s"] == 60.0


def test_a_selection_that_leaves_nothing_has_no_journeys_and_known_activities():
    journeys = table(TIES)
    none = journeys.select(np.zeros(2, np.bool_), filters={"where": "channel = 'phone'"})
    result = funnel(none, ["a", "b"]).to_dict()
    assert (result["n"], result["filters"]) == (0, {"where": "channel = 'phone'"})
    assert [(s["count"], s["step_rate"], s["overall_rate"], s["share"]) for s in result["steps"]] == [
        (0, None, None, None)
    ] * 2
    assert timing(none, "a", "b").median_s is None
    assert levels(none, ["a"]).tolist() == []
    assert reach(none).to_dict()["touchpoints"][0]["share"] is None


def test_a_selection_gives_the_answers_of_the_journeys_in_it():
    journeys = table([*TIES, ("r", "a", 5)])
    chosen = journeys.select(np.array([True, False, True]))
    assert {p.path for p in paths(chosen).paths} == {("b", "a", "c"), ("a",)}
    assert chosen.customer_names(chosen.customers) == ["p", "r"]


@pytest.mark.slow  # compiles every kernel for codes of four bytes
def test_seventy_thousand_activities():
    # Codes need four bytes. Each journey k runs activities k, k + 1 and, in even journeys, k again.
    most = 70_000
    first = np.arange(most - 1)
    keys = np.concatenate((first, first, first[::2]))
    codes = np.concatenate((first + 1, first + 2, first[::2] + 1))
    times = np.repeat([0, 1_000_000, 3_000_000], [most - 1, most - 1, len(first[::2])])
    index = build([Batch(keys.astype(np.uint32), codes, times)])
    assert index.codes.dtype == np.uint32
    journeys = index.journeys(
        [None, *(f"t{number}" for number in range(most))], lambda numbers: [str(n) for n in numbers]
    )
    found = {(t.from_, t.to): (t.count, t.median_s) for t in transitions(journeys).transitions}
    assert found["t0", "t1"] == (1, 1.0)
    assert found["t1", "t0"] == (1, 2.0)
    assert ("t2", "t1") not in found
    assert paths(journeys, limit=1).distinct == most - 1
    assert reach(journeys).touchpoints[0].journeys == 2
    assert (1, "t0", "t1", 1) in [(f.step, f.from_, f.to, f.count) for f in steps(journeys, 2).flows]
    assert [step.count for step in funnel(journeys, ["t0", "t1", "t0"]).steps] == [1, 1, 1]
    with pytest.raises(NotFound) as caught:
        funnel(journeys, ["t70001"])
    assert caught.value.params["near"]
