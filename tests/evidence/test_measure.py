"""Measures on a table one can count by hand, and against a slow reading of the definitions."""

from collections import Counter
from datetime import UTC, datetime
from itertools import pairwise
from statistics import median
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klantreis.engine.journeys import from_events
from klantreis.evidence.ends import goal_of, usual_pause_days
from klantreis.evidence.measure import measure
from tests.effort import examples
from tests.evidence.tables import DAY, HOUR, a_map, activity, per_slot, ph, tp, walked

NOW = datetime(1970, 2, 1, tzinfo=UTC)
LATER = datetime(1970, 1, 20, tzinfo=UTC)


def test_a_table_counted_by_hand():
    # Buy needs C; a pause of at most one day is allowed and the data end at day 10
    document = a_map(
        {"Zoeken": "AB", "Aankoop": "C", "Gebruik": "D"}, conversions={"Aankoop": activity("C")}, allowed_days=1
    )
    customers = list("1111122223345")
    paths = list("AXABC" + "AABX" + "AB" + "Y" + "A")
    days = [0, 1, 2, 3, 5, 0, 0, 4, 5, 8, 9.5, 2, 10]
    journeys = from_events(customers, paths, [int(d * DAY) for d in days])
    answer = measure(document, journeys, now=NOW).to_dict()

    assert (answer["question"], answer["n"]) == ("measures", 5)
    assert (answer["from"], answer["to"]) == ("1970-01-01T00:00:00Z", "1970-01-11T00:00:00Z")
    # 13 events, of which X twice and Y once are off the map
    assert answer["coverage"] == {"events": 13, "on_map": 10, "share": 10 / 13}
    # 1 bought; 3 and 5 were seen within a day of the end; 2 and 4 were not
    assert answer["ends"] == {"converted": 1, "dropped": 2, "open": 2}
    assert answer["goal"] == {"phase": ph("Aankoop"), "by": "conversion"}
    a = answer["touchpoints"][tp("A")]
    assert (a["events"], a["journeys"], a["share"], a["repeat_share"]) == (6, 4, 0.8, 0.5)
    assert a["interval"] == pytest.approx([0.3755, 0.9638], abs=1e-4)
    # A after A: two days for customer 1, at once for customer 2
    assert a["waiting"] == {"n": 2, "median_s": 86400, "p75_s": 1.5 * 86400, "p90_s": 1.8 * 86400}
    assert a["drop_off"]["n"] == 0
    b = answer["touchpoints"][tp("B")]
    # customer 2 dropped with B as the last touchpoint on the map; 3 is open
    assert (b["drop_off"]["n"], b["drop_off"]["of"], b["drop_off"]["share"]) == (1, 3, 1 / 3)
    d = answer["touchpoints"][tp("D")]
    assert (d["events"], d["share"], d["repeat_share"], d["waiting"]["n"], d["grade"]) == (0, 0, None, 0, "E")
    assert d["drop_off"] == {"n": 0, "of": 0, "share": None, "interval": None}
    search, buy = answer["phases"][ph("Zoeken")], answer["phases"][ph("Aankoop")]
    # from first to last A or B: 3, 4, 1.5 and 0 days
    assert (search["journeys"], search["share"], search["median_s"]) == (4, 0.8, 2.25 * 86400)
    assert search["conversion"] is None
    assert (buy["conversion"]["n"], buy["conversion"]["of"]) == (1, 1)
    x, y = answer["ghosts"]
    assert (x["activity"], x["journeys"], x["events"], x["share"]) == ("X", 2, 2, 0.4)
    # once after A, once after B: the earlier on the map
    assert (x["after"], x["phase"]) == (tp("A"), ph("Zoeken"))
    assert (y["activity"], y["after"], y["phase"]) == ("Y", None, None)
    assert answer["grades"][tp("A")] == "C"  # four journeys only
    assert sum(answer["grade_shares"].values()) == pytest.approx(1)


def test_what_comes_before_the_map_belongs_to_the_next_phase():
    answer = measure(a_map({"een": "A", "twee": "B"}), walked("XXB", "XB"), now=NOW).to_dict()
    assert (answer["ghosts"][0]["after"], answer["ghosts"][0]["phase"]) == (None, ph("twee"))


def test_a_conversion_point_counts_from_the_phase_on():
    document = a_map({"een": "A", "twee": "B"}, conversions={"een": activity("B"), "twee": activity("A")})
    answer = measure(document, walked("AB", "A", "BA", "X"), now=NOW).to_dict()
    # een: 3 reach it, only AB passes B afterwards. twee: AB has its A before, BA after
    assert answer["phases"][ph("een")]["conversion"]["n"] == 1
    assert answer["phases"][ph("een")]["conversion"]["of"] == 3
    assert answer["phases"][ph("twee")]["conversion"]["n"] == 1


def test_measured_emotion():
    journeys = from_events(["1"] * 5, list("AAAAA"), [1, 2, 3, 4, 5])
    give = per_slot(
        journeys,
        {"score": [5, 1, "3", 10, 9], "score_kind": ["csat", "csat", "csat", "nps", "csat"]},
    )
    answer = measure(a_map({"een": "A"}), journeys, give, now=NOW).to_dict()
    emotion = answer["touchpoints"][tp("A")]["emotion"]
    # 2, -2, 0 and 2; a csat of 9 is off its scale
    assert (emotion["n"], emotion["mean"], answer["unread_scores"]) == (4, 0.5, 1)
    # s = 1.9149, t(3) = 3.1824, half = 3.047: clipped to the scale
    assert emotion["interval"] == pytest.approx([-2, 2])
    assert measure(a_map({"een": "A"}), journeys, now=NOW).touchpoints[tp("A")].emotion is None


def test_what_stands_between_journeys_is_no_score():
    journeys = walked("A", "A")
    # slots: event, sentinel, event, sentinel; a provider may leave anything in a sentinel slot
    columns = {"score": [5, 99, 3, 99], "score_kind": ["csat"] * 4}
    got = measure(a_map({"een": "A"}), journeys, lambda wanted: {name: columns[name] for name in wanted}, now=NOW)
    emotion = got.touchpoints[tp("A")].emotion
    assert emotion is not None
    assert (emotion.n, emotion.mean, got.unread_scores) == (2, 1, 0)


def test_scores_on_the_emotion_scale():
    import numpy as np

    from klantreis.evidence.scores import emotion_of

    assert emotion_of(np.array([1.0, 3, 5, 0]), "csat")[:3].tolist() == [-2, 0, 2]
    assert emotion_of(np.array([0.0, 5, 10]), "NPS").tolist() == [-2, 0, 2]
    assert emotion_of(np.array([1.0, 4, 7]), "ces").tolist() == [-2, 0, 2]
    assert np.isnan(emotion_of(np.array([0.0, 6]), "csat")).all()
    assert np.isnan(emotion_of(np.array([3.0]), "stars")).all()


def test_the_goal_is_the_purchase_else_the_last_phase_before_what_follows_it():
    seven = {"Bewustwording": "A", "Aankoop": "B", "Levering": "C", "Ambassadeurschap": "D"}
    every = {name: activity(letter) for name, letter in seven.items()}
    goal = goal_of(a_map(seven, conversions=every))
    assert goal is not None
    assert (goal.phase.name, goal.by) == ("Aankoop", "conversion")
    goal = goal_of(a_map({"Intake": "A", "Besluit": "B", "Nazorg": "C"}))
    assert goal is not None
    assert (goal.phase.name, goal.by) == ("Besluit", "reach")
    goal = goal_of(a_map({"Intake": "A", "Besluit": "B"}, conversions={"Intake": activity("A")}))
    assert goal is not None
    assert goal.phase.name == "Intake"
    assert goal_of(a_map({})) is None


def test_the_allowed_time_is_the_usual_pause_when_the_map_gives_none():
    # 20 pauses: nineteen of an hour, one of 40 days; 95 % of them end within an hour, so within a day
    times = [k * HOUR for k in range(20)] + [19 * HOUR + 40 * DAY]
    assert usual_pause_days(from_events(["1"] * 21, ["A"] * 21, times)) == 1
    assert usual_pause_days(from_events(["1"] * 3, ["A"] * 3, [0, 50 * DAY, 51 * DAY])) == 50
    assert usual_pause_days(walked("A", "B")) is None


def test_no_events_and_no_map():
    none = walked("AB").select(walked("AB").lengths > 9)
    answer = measure(a_map({"een": "A"}), none, now=NOW).to_dict()
    assert (answer["n"], answer["coverage"]["share"], answer["ghosts"]) == (0, None, [])
    answer = measure(a_map({}), walked("AB"), now=NOW).to_dict()
    assert [g["activity"] for g in answer["ghosts"]] == ["A", "B"]
    assert answer["ends"] == {"converted": 0, "dropped": 0, "open": 1}


def slowly(paths: list[str], places: dict[str, str]) -> dict[str, Any]:
    """The same counts, one journey and one event at a time; every event an hour after the one before."""
    waits: dict[str, list[float]] = {}
    reached, repeated, last = Counter(), Counter(), Counter()
    for path in paths:
        on = [(i, x) for i, x in enumerate(path) if x in places]
        for (i, _), (j, x) in pairwise(on):
            waits.setdefault(x, []).append((j - i) * 3600.0)
        for x, times in Counter(path).items():
            reached[x] += 1
            repeated[x] += times > 1
        if on:
            last[on[-1][1]] += 1
    return {"waits": waits, "reached": reached, "repeated": repeated, "last": last}


@given(st.lists(st.text("ABCXY", min_size=1, max_size=7), min_size=1, max_size=8))
@settings(max_examples=examples(100), deadline=None)
def test_equal_to_reading_slowly(paths: list[str]):
    document = a_map({"een": "AB", "twee": "C"}, conversions={"een": activity("Z")}, allowed_days=1)
    end = datetime(1980, 1, 1, tzinfo=UTC)  # so nothing is open, and all have dropped
    answer = measure(document, walked(*paths), now=NOW, until=end).to_dict()
    expected = slowly(paths, {"A": "een", "B": "een", "C": "twee"})
    assert answer["ends"]["dropped"] == len(paths)
    for letter in "ABC":
        got = answer["touchpoints"][tp(letter)]
        assert got["events"] == sum(path.count(letter) for path in paths)
        assert got["journeys"] == expected["reached"][letter]
        assert got["drop_off"]["n"] == expected["last"][letter]
        if got["journeys"]:
            assert got["repeat_share"] == expected["repeated"][letter] / got["journeys"]
        waits = expected["waits"].get(letter, [])
        assert got["waiting"]["n"] == len(waits)
        assert got["waiting"]["median_s"] == (median(waits) if waits else None)
    assert {g["activity"]: g["journeys"] for g in answer["ghosts"]} == {
        x: expected["reached"][x] for x in "XY" if expected["reached"][x]
    }


def test_a_map_may_name_its_goal():
    """Two of four pay, one of them before the collection that comes last: paying is what counts."""
    paths = ("AP", "APC", "AC", "A")
    fines = a_map({"Boete": "A", "Betaling": "P", "Inning": "C"}, conversions={"Inning": activity("C")}, allowed_days=1)
    ended = measure(fines, walked(*paths), now=NOW, until=LATER).to_dict()
    assert (ended["goal"], ended["ends"]["converted"]) == ({"phase": ph("Inning"), "by": "conversion"}, 2)
    named, _ = fines.patch("map", {"goal": activity("P")})
    ended = measure(named, walked(*paths), now=NOW, until=LATER).to_dict()
    assert ended["goal"] == {"phase": ph("Betaling"), "by": "rule"}
    assert ended["ends"] == {"converted": 2, "dropped": 2, "open": 0}
    # the journey that stops at collection drops there now
    assert ended["touchpoints"][tp("C")]["drop_off"]["n"] == 1
    off_map, _ = fines.patch("map", {"goal": activity("X")})
    ended = measure(off_map, walked("AX", "AC"), now=NOW, until=LATER).to_dict()
    assert (ended["goal"], ended["ends"]["converted"]) == ({"phase": ph("Inning"), "by": "rule"}, 1)
    assert goal_of(a_map({}, goal=activity("P"))) is None
