"""The plan of a map: its phases in order, and what it asks of each touchpoint."""

from klantreis.analyses.fitness import PlannedPhase, PlannedTouchpoint, fitness
from klantreis.evidence.binding import bind
from klantreis.evidence.planned import map_fitness, plan_of
from tests.evidence.tables import a_map, ph, tp, walked


def test_marks_and_order_come_from_the_map():
    document, _ = a_map({"een": "AB", "twee": "C"}, required="AC", repeatable="BC").patch(
        ph("een"), {"fixed_order": True}
    )
    plan = plan_of(document, bind(document, walked("ABC")))
    assert plan.phases == (
        PlannedPhase((PlannedTouchpoint(1, True, False), PlannedTouchpoint(2, False, True)), fixed=True),
        PlannedPhase((PlannedTouchpoint(3, True, True),)),
    )


def test_a_touchpoint_without_a_rule_is_not_left_out_by_everyone():
    document = a_map({"een": "AB"}, rules={"B": None}, required="AB")
    bound = bind(document, walked("A"))
    assert fitness(bound.journeys, plan_of(document, bound)).mean == 1.0


def test_deviations_are_named_as_on_the_map():
    document = a_map({"een": "A", "twee": "B"}, required="AB")
    result = map_fitness(document, bind(document, walked("AX")))
    assert [(d.touchpoint, d.record) for d in result.deviations] == [("B", tp("B")), ("X", None)]
