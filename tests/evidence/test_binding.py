"""Binding: the first touchpoint in map order whose rule holds; else off the map."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from klantreis.engine.journeys import from_events
from klantreis.evidence.binding import bind, events_where
from tests.effort import examples
from tests.evidence.tables import a_map, activity, per_slot, tp, walked
from tests.evidence.test_rules import naive, rules


def told(bound: Any) -> list[list[str]]:
    return [[label for label, _ in bound.journeys.journey(k)] for k in range(bound.journeys.n)]


def test_activities_become_touchpoints_and_the_rest_is_off_the_map():
    bound = bind(a_map({"een": "BA", "twee": "C"}), walked("ABX", "CY"))
    assert bound.touchpoints == (tp("B"), tp("A"), tp("C"))
    assert told(bound) == [[tp("A"), tp("B"), "X"], [tp("C"), "Y"]]
    assert bound.journeys.codes.tolist() == [2, 1, 4, 0, 3, 5, 0]
    assert bound.off_map == ("X", "Y")
    assert bound.unbound == ()
    assert bound.code_of(tp("A")) == 2


def test_the_first_touchpoint_in_map_order_wins():
    everything = {"field": "activity", "op": "glob", "value": "*"}
    bound = bind(a_map({"een": "AB"}, rules={"B": everything}), walked("ABX"))
    assert told(bound) == [[tp("A"), tp("B"), tp("B")]]
    bound = bind(a_map({"een": "AB"}, rules={"A": everything}), walked("ABX"))
    assert told(bound) == [[tp("A")] * 3]


def test_no_binding_and_no_events():
    bound = bind(a_map({"een": "AB"}, rules={"A": None}), walked("AB"))
    assert bound.unbound == (tp("A"),)
    assert told(bound) == [["A", tp("B")]]
    none = bind(a_map({}), walked("AB"))
    assert none.off_map == ("A", "B")


def test_rules_over_the_channel_split_one_activity():
    phone = {"all": [activity("A"), {"field": "channel", "op": "is", "value": "phone"}]}
    document = a_map({"een": "PA"}, rules={"P": phone})
    journeys = from_events(["x"] * 4, ["A", "A", "B", "A"], [1, 2, 3, 4])
    bound = bind(document, journeys, per_slot(journeys, {"channel": ["phone", "web", "phone", None]}))
    assert told(bound) == [[tp("P"), tp("A"), "B", tp("A")]]
    # without a provider an event has no channel
    assert told(bind(document, journeys)) == [[tp("A"), tp("A"), "B", tp("A")]]


def test_an_activity_can_be_partly_off_the_map():
    phone = {"all": [activity("A"), {"field": "channel", "op": "is", "value": "phone"}]}
    journeys = from_events(["x"] * 2, ["A", "A"], [1, 2])
    bound = bind(a_map({"een": "P"}, rules={"P": phone}), journeys, per_slot(journeys, {"channel": ["phone", "web"]}))
    assert told(bound) == [[tp("P"), "A"]]
    assert bound.off_map == ("A",)


def test_events_where():
    assert events_where(activity("B"), walked("ABB", "B")).tolist() == [False, True, True, False, True, False]


@given(
    st.lists(rules, min_size=1, max_size=4),
    st.lists(
        st.tuples(
            st.sampled_from("12"),
            st.sampled_from("abc"),
            st.sampled_from(["x", "y", None]),
            st.sampled_from([0, 1.5, 3]),
        ),
        min_size=1,
        max_size=12,
    ),
)
@settings(max_examples=examples(150), deadline=None)
def test_equal_to_asking_every_event(some: list[dict[str, Any]], table: list[tuple[Any, ...]]):
    letters = "PQRS"[: len(some)]
    document = a_map({"een": letters}, rules=dict(zip(letters, some, strict=True)))
    journeys = from_events([r[0] for r in table], [r[1] for r in table], list(range(len(table))))
    give = per_slot(journeys, {"channel": [r[2] for r in table], "value": [r[3] for r in table]})
    bound = bind(document, journeys, give)
    for k in range(journeys.n):
        for slot in range(int(journeys.offsets[k]), int(journeys.offsets[k + 1]) - 1):
            assert journeys.rows is not None
            row = table[int(journeys.rows[slot])]
            event = {"activity": row[1], "channel": row[2], "value": row[3]}
            first = next((tp(x) for x, rule in zip(letters, some, strict=True) if naive(rule, event)), row[1])
            assert bound.journeys.labels[int(bound.journeys.codes[slot])] == first
