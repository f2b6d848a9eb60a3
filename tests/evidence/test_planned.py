"""The plan of a map: its phases in order, and what it asks of each touchpoint."""

from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from klantreis.analyses.fitness import Plan, PlannedPhase, PlannedTouchpoint, fitness
from klantreis.evidence.binding import bind
from klantreis.evidence.planned import map_fitness, plan_of
from tests.analyses.test_fitness import shortest_path
from tests.effort import examples
from tests.evidence.tables import a_map, activity, ph, tp, walked


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


@given(
    st.lists(st.text("ABCDE", max_size=5), min_size=1, max_size=4).map(
        lambda parts: [part for part in parts if len(set("".join(parts))) == len("".join(parts))] or ["ABC"]
    ),
    st.sets(st.sampled_from("ABCDE")),
    st.sets(st.sampled_from("ABCDE")),
    st.dictionaries(st.sampled_from("BCDE"), st.sampled_from(["the first one's", "nothing"]), max_size=2),
    st.tuples(st.sets(st.integers(0, 3)), st.lists(st.text("ABCDEX", min_size=1, max_size=8), min_size=1, max_size=4)),
)
@settings(max_examples=examples(120), deadline=None)
def test_any_map_equals_a_plain_shortest_path(
    parts: list[str],
    required: set[str],
    repeatable: set[str],
    otherwise: Mapping[str, str],
    fixed_and_paths: tuple[set[int], list[str]],
):
    """Phases empty and full, free and fixed; touchpoints of every marking, without a rule, or with one taken before."""
    fixed, paths = fixed_and_paths
    document = a_map(
        {f"p{k}": part for k, part in enumerate(parts)},
        rules={letter: activity("A") if how == "the first one's" else None for letter, how in otherwise.items()},
        required="".join(required),
        repeatable="".join(repeatable),
    )
    for k in range(len(parts)):
        document, _ = document.patch(ph(f"p{k}"), {"fixed_order": k in fixed})
    # read the map anew: which activity each touchpoint is about, the first one taking it
    drawn = "".join(parts)
    about = {letter: "A" if otherwise.get(letter) == "the first one's" else letter for letter in drawn}
    bound = [letter for letter in drawn if otherwise.get(letter) != "nothing"]
    code = {letter: place + 1 for place, letter in enumerate(drawn)}
    taken = {name: next(code[x] for x in bound if about[x] == name) for name in {about[x] for x in bound}}
    plan = Plan(
        tuple(
            PlannedPhase(
                tuple(PlannedTouchpoint(code[x], x in required, x in repeatable) for x in part if x in bound),
                k in fixed,
            )
            for k, part in enumerate(parts)
        )
    )
    found = map_fitness(document, bind(document, walked(*paths)))
    assert found.cost.tolist() == [shortest_path([taken.get(x, 99) for x in path], plan) for path in paths]
    assert sum(d.count for d in found.deviations) == found.cost.sum()
