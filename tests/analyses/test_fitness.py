"""Fitness on journeys one can count by hand, and against a plain shortest path."""

import heapq
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klantreis.analyses.fitness import Plan, PlannedPhase, PlannedTouchpoint, deviating, fitness, fitting
from klantreis.engine.distinct import distinct
from klantreis.engine.journeys import Journeys, from_events
from klantreis.errors import UserError
from tests.effort import examples


def logged(*paths: str) -> Journeys:
    """One journey per word; each letter an event. Letters A, B, C … get the codes 1, 2, 3 …"""
    customers = ["0"] * 8 + [f"{k + 1:05}" for k, path in enumerate(paths) for _ in path]
    letters = list("ABCDEFGH") + [letter for path in paths for letter in path]
    journeys = from_events(customers, letters, list(range(len(letters))))
    return journeys.select(np.arange(journeys.n) > 0)


def plan(*phases: str) -> Plan:
    """``"A!B+ C*"``: ``!`` required, ``+`` required and repeatable, ``*`` repeatable, ``>`` first: fixed order."""
    made = []
    for text in phases:
        touchpoints = []
        for letter in text.removeprefix(">"):
            if letter.isalpha():
                touchpoints.append(PlannedTouchpoint(ord(letter) - 64))
            elif touchpoints:
                code = touchpoints[-1].code
                touchpoints[-1] = PlannedTouchpoint(code, letter in "!+", letter in "+*")
        made.append(PlannedPhase(tuple(touchpoints), text.startswith(">")))
    return Plan(tuple(made))


def shortest_path(events: list[int], model: Plan) -> int:  # noqa: PLR0912
    """Dijkstra on the product of a journey and the plan: its own states, nothing shared with the kernel.

    State: events read, phase, touchpoints of the phase done (free: a set; fixed: the last place).
    """
    start = (0, 0, frozenset())
    queue: list[tuple[int, int, tuple[int, int, frozenset[int]]]] = [(0, 0, start)]
    done = set()
    ticket = 0
    while queue:
        cost, _, state = heapq.heappop(queue)
        if state in done:
            continue
        done.add(state)
        read, at, past = state
        if read == len(events) and at == len(model.phases):
            return cost
        steps = []
        if read < len(events):
            steps.append((1, (read + 1, at, past)))  # the event is unexpected
        if at < len(model.phases):
            phase = model.phases[at]
            places = {t.code: k for k, t in enumerate(phase.touchpoints)}
            if all(not t.required or t.code in past for t in phase.touchpoints):
                steps.append((0, (read, at + 1, frozenset())))
            for t in phase.touchpoints:
                again = t.code in past
                if again and not t.repeatable:
                    continue
                if phase.fixed:
                    later = any(places[c] > places[t.code] for c in past)
                    hole = any(
                        o.required and o.code not in past and places[o.code] < places[t.code] for o in phase.touchpoints
                    )
                    if later or hole:
                        continue
                then = past | {t.code}
                if read < len(events) and events[read] == t.code:
                    steps.append((0, (read + 1, at, then)))
                if not again and t.required:
                    steps.append((1, (read, at, then)))  # left out
        for price, target in steps:
            ticket += 1
            heapq.heappush(queue, (cost + price, ticket, target))
    raise AssertionError("every journey can be aligned")


def test_a_journey_that_runs_as_planned_costs_nothing():
    result = fitness(logged("ABCD", "BACD"), plan("A!B!", "C!", "D"))
    assert result.cost.tolist() == [0, 0]
    assert result.mean == 1.0
    assert result.perfect == 2
    assert result.histogram == (0,) * 19 + (2,)
    assert result.deviations == ()


def test_costs_counted_by_hand():
    # required: A and C, so the shortest plan has 2 events
    model = plan("A!B", "C!D*")
    journeys = logged(
        "ABCDD",  # as planned: 0
        "AACD",  # the second A: 1 of 4 + 2
        "CAB",  # C first: drop C and leave C out, 2 of 3 + 2 (or drop A, B and leave A out: 3)
        "H",  # off the map, and A and C left out: 3 of 1 + 2
    )
    result = fitness(journeys, model)
    assert result.cost.tolist() == [0, 1, 2, 3]
    assert result.fitness.tolist() == pytest.approx([1, 1 - 1 / 6, 1 - 2 / 5, 0])
    assert result.mean == pytest.approx((1 + 5 / 6 + 3 / 5) / 4)
    assert {(d.kind, d.touchpoint): (d.count, d.journeys) for d in result.deviations} == {
        ("unexpected", "A"): (1, 1),
        ("unexpected", "C"): (1, 1),
        ("unexpected", "H"): (1, 1),
        ("left_out", "A"): (1, 1),
        ("left_out", "C"): (2, 2),
    }
    assert result.histogram[0] == result.histogram[12] == result.histogram[16] == result.histogram[19] == 1


def test_going_back_a_phase_is_unexpected():
    assert fitness(logged("ABA"), plan("A*", "B!")).cost.tolist() == [1]
    assert fitness(logged("ABABB"), plan("A*", "B*")).cost.tolist() == [1]


def test_fixed_order_repeats_only_on_the_spot():
    model = plan(">A+B!C*")
    assert fitness(logged("AABC", "ABAC", "BA", "ABCC", "C"), model).cost.tolist() == [0, 1, 2, 0, 2]


def test_skipped_is_not_the_same_as_never_got_that_far():
    # all three leave B out; AC goes on without it, the others end before it
    result = fitness(logged("AC", "A", "A"), plan("A!", "B!", "C"))
    assert [(d.touchpoint, d.count, d.skipped) for d in result.deviations] == [("B", 3, 1)]


def test_what_most_skipped_comes_first_when_asked():
    # D is left out by four that never came so far; B only by two, but both came further
    result = fitness(logged("AC", "AC", "A", "ABC"), plan("A!", "B!", "C", "D!"))
    assert [(d.touchpoint, d.count, d.skipped) for d in result.deviations] == [("D", 4, 0), ("B", 3, 2)]
    assert [(d.touchpoint, d.count, d.skipped) for d in result.by_skipped().deviations] == [("B", 3, 2), ("D", 4, 0)]


def test_a_plan_of_nothing_and_a_journey_of_nothing():
    empty = logged("AB").relabel(np.zeros(9, np.uint8), (None,))
    assert fitness(empty, plan("A!")).fitness.tolist() == [0.0]
    assert fitness(empty, plan()).fitness.tolist() == [1.0]
    none = logged("A").select(np.array([False]))
    result = fitness(none, plan("A!"))
    assert (result.n, result.mean, result.interval) == (0, None, None)


def test_a_touchpoint_has_one_place():
    with pytest.raises(UserError, match="own code"):
        plan("AB", "A")


def test_keys_of_the_answer():
    answer = fitness(logged("AB", "A"), plan("A!", "B!")).to_dict()
    assert answer["question"] == "fitness"
    assert answer["n"] == 2
    assert answer["deviations"] == [
        {"kind": "left_out", "touchpoint": "B", "count": 1, "journeys": 1, "skipped": 0, "record": None}
    ]
    assert len(answer["histogram"]) == 20


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    letters = draw(st.permutations("ABCDEF"))
    phases: list[str] = []
    for letter in letters[: draw(st.integers(0, 6))]:
        if not phases or draw(st.booleans()):
            # a phase without touchpoints now and then: nobody can be in it, and nothing may go wrong
            phases += [""] * draw(st.sampled_from([0, 0, 0, 1]))
            phases.append(">" if draw(st.booleans()) else "")
        phases[-1] += letter + draw(st.sampled_from(["", "!", "+", "*"]))
    return plan(*phases)


@given(plans(), st.lists(st.text("ABCDEFG", min_size=1, max_size=14), min_size=1, max_size=6))
@settings(max_examples=examples(300), deadline=None)
def test_equal_to_a_plain_shortest_path(model: Plan, paths: list[str]):
    result = fitness(logged(*paths), model)
    assert result.cost.tolist() == [shortest_path([ord(x) - 64 for x in path], model) for path in paths]
    # the deviations told are an alignment of exactly that cost, and can be taken off to leave a planned journey
    assert sum(d.count for d in result.deviations) == result.cost.sum()
    for kind in ("unexpected", "left_out"):
        assert all(d.journeys <= d.count for d in result.deviations if d.kind == kind)


def test_every_marking_of_two_touchpoints_on_every_short_journey():
    """Optional, required, repeatable and both; free and fixed; in one phase, in two, with an empty one between."""
    paths = ["".join(path) for length in (1, 2, 3) for path in product("ABC", repeat=length)]
    marks = ("", "!", "*", "+")
    for a, b in product(marks, repeat=2):
        for phases in (
            (f"A{a}B{b}",),
            (f">B{b}A{a}",),
            (f"A{a}", f"B{b}"),
            (f">A{a}", "", f"B{b}"),
        ):
            model = plan(*phases)
            found = fitness(logged(*paths), model).cost.tolist()
            assert found == [shortest_path([ord(x) - 64 for x in path], model) for path in paths], phases


@given(plans(), st.text("ABCDEFG", min_size=1, max_size=9))
@settings(max_examples=examples(150), deadline=None)
def test_dropping_the_unexpected_leaves_only_what_was_left_out(model: Plan, path: str):
    result = fitness(logged(path), model)
    dropped = {d.touchpoint: d.count for d in result.deviations if d.kind == "unexpected"}
    for letter, count in dropped.items():
        assert path.count(letter) >= count
    for d in result.deviations:
        if d.kind == "left_out":  # left out means that no event of it was kept
            assert dropped.get(d.touchpoint, 0) == path.count(d.touchpoint)


@given(st.lists(st.text("ABC", min_size=1, max_size=4), min_size=1, max_size=30))
@settings(max_examples=examples(60), deadline=None)
def test_distinct_journeys_are_told_apart_exactly(paths: list[str]):
    groups = distinct(logged(*paths))
    order: dict[str, int] = {}
    assert groups.of.tolist() == [order.setdefault(path, len(order)) for path in paths]
    assert groups.count.tolist() == [paths.count(path) for path in order]
    assert [paths[k] for k in groups.first] == list(order)


@given(plans(), st.lists(st.text("abcde", max_size=6), min_size=1, max_size=90))
@settings(deadline=None, max_examples=examples(60))
def test_the_journeys_behind_a_deviation_are_as_many_as_it_says(model: Plan, paths: list[str]):
    journeys = logged(*paths)
    for each in fitness(journeys, model).deviations:
        times = deviating(journeys, model, each.kind, each.code)
        assert (int(times.sum()), int((times > 0).sum())) == (each.count, each.journeys)
        if each.kind == "left_out":
            assert deviating(journeys, model, "skipped", each.code).sum() == each.skipped
    found = fitness(journeys, model)
    assert fitting(journeys, model).sum() == found.perfect
    assert [fitting(journeys, model, bar).sum() for bar in range(1, 21)] == list(found.histogram)
    for asked in (lambda: fitting(journeys, model, 21), lambda: deviating(journeys, model, "late", 1)):
        with pytest.raises(UserError):
            asked()
