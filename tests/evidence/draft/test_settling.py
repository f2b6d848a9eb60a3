"""Order and phases held against whole journeys."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klantreis.analyses.fitness import Plan, PlannedPhase, PlannedTouchpoint, fitness
from klantreis.evidence.draft.contradiction import Contradiction
from klantreis.evidence.draft.settling import settled_order, settled_phases
from tests.effort import examples
from tests.evidence.tables import walked


def held(*paths: str, required: str = "", repeatable: str = "") -> Contradiction:
    """Journeys of the letters A, B, C …, which are the touchpoints 0, 1, 2 …; X is no touchpoint."""
    journeys = walked("ABCDEFX", *paths).select(np.arange(len(paths) + 1) > 0)
    letters = sorted({letter for path in paths for letter in path} - {"X"})
    codes = np.where(journeys.codes <= len(letters), journeys.codes, 0).astype(np.int32)
    return Contradiction(
        np.array(journeys.offsets), codes, [x in required for x in letters], [x in repeatable for x in letters]
    )


def test_contradiction_counted_by_hand():
    journeys = held("ABC", "ABC", "BAC", "ACXX")
    # of BAC one event must go; X is no touchpoint, and does not count
    assert journeys.weights.tolist() == [2, 1, 1]
    assert journeys.per_journey([[0, 1, 2]], fixed=True).tolist() == pytest.approx([0, 1 / 3, 0])
    assert journeys.per_journey([[0, 1], [2]], fixed=False).tolist() == [0, 0, 0]
    assert journeys.mean(journeys.per_journey([[0, 1, 2]], fixed=True)) == pytest.approx(1 / 12)


def test_less_is_sure_only_beyond_chance():
    few, many = held("AB", "AB", "BA"), held(*["AB"] * 60, *["BA"] * 30)
    for journeys, sure in ((few, False), (many, True)):
        worse = journeys.per_journey([[1, 0]], fixed=True)
        better = journeys.per_journey([[0, 1]], fixed=True)
        assert journeys.mean(better) < journeys.mean(worse)
        assert journeys.sure(worse, better) is sure
        assert not journeys.sure(better, worse)


def test_a_touchpoint_moves_to_where_the_journeys_have_it():
    journeys = held(*["ABCD"] * 40, *["ACBD"] * 2)
    assert settled_order([3, 0, 2, 1], journeys) == [0, 1, 2, 3]
    assert settled_order([0, 1, 2, 3], journeys) == [0, 1, 2, 3]


def test_phases_settle_and_become_no_freer():
    journeys = held(*["ABCDEF"] * 20, *["BACFDE"] * 20)
    assert settled_phases([[0, 1, 3], [2, 4, 5]], None, journeys) == [[0, 1, 2], [3, 4, 5]]
    # one large phase would be contradicted by nobody, and is not made
    assert settled_phases([[0, 1, 2], [3, 4, 5]], None, held(*["FEDCBA", "ABCDEF"] * 20)) == [[0, 1, 2], [3, 4, 5]]


def test_words_hold_a_touchpoint_where_journeys_say_little():
    paths = [*["ABCD"] * 30, *["ACBD"] * 33]
    assert settled_phases([[0, 1], [2, 3]], None, held(*["ACBD"] * 30)) == [[0, 2], [1, 3]]
    miss = np.array([[0, 1], [0, 1], [1, 0], [1, 0]])
    assert settled_phases([[0, 1], [2, 3]], miss, held(*paths)) == [[0, 1], [2, 3]]


@given(
    st.lists(st.text("ABCDX", min_size=1, max_size=9), min_size=1, max_size=8),
    st.permutations(range(4)),
    st.integers(1, 3),
    st.booleans(),
    st.tuples(st.sets(st.sampled_from("ABCD")), st.sets(st.sampled_from("ABCD"))),
)
@settings(max_examples=examples(60), deadline=None)
def test_contradiction_is_one_minus_fitness(
    paths: list[str], order: list[int], at: int, fixed: bool, marks: tuple[set[str], set[str]]
):
    required, repeatable = marks
    paths = ["ABCD", *paths]
    journeys = held(*paths, required="".join(required), repeatable="".join(repeatable))
    phases = [order[:at], order[at:]]
    plan = Plan(
        tuple(
            PlannedPhase(
                tuple(PlannedTouchpoint(i + 1, "ABCD"[i] in required, "ABCD"[i] in repeatable) for i in phase), fixed
            )
            for phase in phases
        )
    )
    told = walked("ABCD", *(path.replace("X", "") for path in paths if path.replace("X", "")))
    told = told.select(np.arange(told.n) > 0)
    found = fitness(told, plan).fitness
    empty = sum(not path.replace("X", "") for path in paths)
    # a journey without touchpoints leaves the required ones out, and nothing else
    total = (1 - found).sum() + (empty if required else 0)
    assert journeys.mean(journeys.per_journey(phases, fixed=fixed)) == pytest.approx(total / len(paths))
