"""Validate on a small table, finding by finding."""

from datetime import UTC, datetime
from typing import Any

import pytest

from klantreis.engine.journeys import from_events
from klantreis.evidence.validate import validate
from tests.evidence.tables import a_map, activity, per_slot, ph, record_id, tp, walked

NOW = datetime(1970, 2, 1, tzinfo=UTC)
MAP = a_map(
    {"een": "AB", "twee": "C", "drie": "DE"},
    rules={"B": None},
    conversions={"een": activity("C"), "drie": activity("D")},
    required="AC",
)


def answer(*paths: str, **options: Any) -> dict[str, Any]:
    return validate(MAP, walked(*paths), now=NOW, **options).to_dict()


def test_every_key():
    assert set(answer("AC")) == {
        "question", "schema", "n", "from", "to", "filters",
        "coverage", "missing", "unvisited", "unbound", "order_violations", "phases", "emotions", "fitness", "left_out",
    }  # fmt: skip


def test_missing_with_the_place_where_it_belongs():
    got = answer(*["AXC"] * 3, "AC", "YAC", missing_from=0.5)
    assert got["coverage"]["share"] == 10 / 14
    (x,) = got["missing"]
    assert (x["activity"], x["journeys"], x["share"], x["after"], x["phase"]) == ("X", 3, 0.6, tp("A"), ph("een"))
    assert x["record"] == tp("A")
    assert got["left_out"]["missing"] == {"below": 0.5, "activities": 1, "events": 1}


def test_unvisited_and_unbound():
    got = answer("ACD")
    assert [(u["code"], u["record"], u["of"]) for u in got["unvisited"]] == [("unvisited", tp("E"), 1)]
    assert [(u["code"], u["record"]) for u in got["unbound"]] == [("unbound", tp("B"))]


def test_a_rule_that_broke_is_told_and_does_no_harm():
    # a pattern that the map's own check lets through and RE2 refuses: too large a repeat
    document = a_map({"een": "AB"}, rules={"B": {"field": "activity", "op": "regex", "value": "x{1001}"}})
    got = validate(document, walked("AB"), now=NOW).to_dict()
    assert [(u["code"], u["record"], u["why"]) for u in got["unbound"]] == [("broken_rule", tp("B"), "evidence.regex")]
    assert got["fitness"]["deviations"][0]["touchpoint"] == "B"


def test_phases_in_another_order():
    # CA runs the phases in another order from the start; ACA only goes back
    got = answer("AC", "CA", "ACA", "C", order_from=0)
    (back,) = got["order_violations"]
    assert (back["from"], back["to"], back["record"]) == (ph("twee"), ph("een"), ph("twee"))
    assert (back["journeys"], back["of"], back["share"], back["reversed"]) == (2, 4, 0.5, 1)
    assert answer("CA", order_from=1.1)["left_out"]["order_violations"]["pairs"] == 1


def test_conversion_points_per_phase():
    een, twee, drie = answer("AC", "A", "CD")["phases"]
    assert (een["code"], een["conversion"]["n"], een["conversion"]["of"]) == ("conversion", 1, 2)
    assert (twee["code"], twee["conversion"], twee["journeys"]) == ("no_conversion_point", None, 2)
    assert (drie["code"], drie["conversion"]["share"]) == ("conversion", 1)
    assert answer("A")["phases"][2]["code"] == "phase_unvisited"


def test_fitness_says_which_record():
    got = answer("ACX")["fitness"]
    assert got["mean"] == pytest.approx(1 - 1 / 5)
    assert got["deviations"] == [
        {
            "kind": "unexpected",
            "code": "off_map",
            "record": None,
            "touchpoint": "X",
            "count": 1,
            "journeys": 1,
            "skipped": None,
        }
    ]
    assert answer("A")["fitness"]["deviations"][0]["record"] == tp("C")


@pytest.mark.parametrize(
    ("assumed", "scores", "code"),
    [
        (2, [1, 1, 2, 1, 2, 1], "emotion_differs"),
        (-2, [1, 1, 1, 1], "emotion_agrees"),
        (0, [1, 5, 3], "emotion_uncertain"),
        (0, [5], "emotion_uncertain"),
        (1, [], "emotion_not_measured"),
    ],
)
def test_assumed_against_measured_emotion(assumed: int, scores: list[int], code: str):
    emotion = {"id": record_id("emotion", "a"), "kind": "emotion", "touchpoint": tp("A"), "value": assumed}
    document = a_map({"een": "A"}, more=(emotion,))
    journeys = from_events(["1"] * (len(scores) + 1), ["A"] * (len(scores) + 1), list(range(len(scores) + 1)))
    give = per_slot(journeys, {"score": [*scores, None], "score_kind": ["csat"] * (len(scores) + 1)})
    (got,) = validate(document, journeys, give, now=NOW).to_dict()["emotions"]
    assert (got["code"], got["record"], got["assumed"], got["n"]) == (code, emotion["id"], assumed, len(scores))
    assert got["differs"] is {"emotion_differs": True, "emotion_agrees": False}.get(code)


def test_a_measured_emotion_nobody_thought_of():
    journeys = from_events(["1"], ["A"], [0])
    give = per_slot(journeys, {"score": [4], "score_kind": ["csat"]})
    (got,) = validate(a_map({"een": "A"}), journeys, give, now=NOW).to_dict()["emotions"]
    assert (got["code"], got["record"], got["measured"]) == ("emotion_not_assumed", tp("A"), 1)


def test_nothing_at_all():
    none = walked("A").select(walked("A").lengths > 9)
    got = validate(a_map({}), none, now=NOW).to_dict()
    assert (got["n"], got["coverage"]["share"], got["fitness"]["mean"]) == (0, None, None)
    assert validate(MAP, none, now=NOW).to_dict()["missing"] == []
