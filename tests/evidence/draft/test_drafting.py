"""Drafted maps: a small log with known phases, the demo's true phases, and logs of next to nothing."""

from collections import Counter
from datetime import UTC, datetime
from math import comb

import numpy as np
import pytest

from klantreis.demo import TRUE_PHASES, generate
from klantreis.engine.journeys import from_events
from klantreis.errors import NotFound
from klantreis.evidence.draft import Draft, draft
from klantreis.evidence.validate import validate
from tests.evidence.tables import per_slot, walked

NOW = datetime(1970, 2, 1, tzinfo=UTC)
# Two ways of looking round, then one way through the desk, then two loose ends; nobody goes back a phase.
PATHS = ["ABPQR", "BABPQRX", "AB", "BAPQR", "ABAPQRXY", "BAPQ", "ABPQRYX", "BAB"]


def phases(drafted: Draft) -> list[list[str]]:
    return [row["touchpoints"] for row in drafted.rows()]


def rand_index(a: list[str], b: list[str]) -> float:
    """Adjusted Rand index (Hubert and Arabie, 1985)."""
    together = sum(comb(n, 2) for n in Counter(zip(a, b, strict=True)).values())
    of_a = sum(comb(n, 2) for n in Counter(a).values())
    of_b = sum(comb(n, 2) for n in Counter(b).values())
    expected = of_a * of_b / comb(len(a), 2)
    return (together - expected) / ((of_a + of_b) / 2 - expected)


def test_a_small_log_with_known_phases():
    got = draft(walked(*PATHS), now=NOW)
    assert phases(got) == [["A", "B"], ["P", "Q", "R"], ["X", "Y"]]
    assert got.template is None
    assert got.left_out.activities == 0
    assert got.cuts == (0, 0)
    document = got.document
    marks = {t.name: (t.required, t.repeatable) for t in document.touchpoints()}
    # all eight had A and B, and three of them one or both twice; six of the eight had P and Q
    assert marks["A"] == (True, True)
    assert marks["P"] == marks["Q"] == (False, False)
    middle = document.phases()[1]
    # of the six at the desk three went on, all of them past R: R tells most
    assert middle.conversion is not None
    assert middle.conversion.model_dump()["value"] == "R"


def test_everything_written_has_its_evidence():
    document = draft(walked(*PATHS), now=NOW).document
    for record in (*document.phases(), *document.touchpoints()):
        (evidence,) = document.evidence_of(record.id)
        assert (evidence.source, evidence.at) == ("events", "1970-02-01T00:00:00Z")
        assert (evidence.from_, evidence.to) == ("1970-01-01T00:00:00Z", "1970-01-01T07:00:00Z")
    (p,) = [t for t in document.touchpoints() if t.name == "P"]
    (evidence,) = document.evidence_of(p.id)
    assert (evidence.n, evidence.value) == (6, 0.75)
    assert evidence.interval == pytest.approx((0.4093, 0.9285), abs=1e-4)


def test_the_map_covers_what_it_was_drafted_from():
    journeys = walked(*PATHS)
    answer = validate(draft(journeys, now=NOW).document, journeys, now=NOW).to_dict()
    assert answer["coverage"]["share"] == 1
    assert answer["missing"] == answer["unbound"] == answer["unvisited"] == answer["order_violations"] == []


def test_the_same_events_give_the_same_map():
    first, second = (draft(walked(*PATHS), now=NOW).document.to_dict() for _ in range(2))
    assert first == second


def test_variants_are_one_touchpoint_bound_to_each():
    journeys = from_events(["1", "2", "3"], ["pay_now", "Pay now", "pay_now"], [1, 2, 3])
    got = draft(journeys, now=NOW)
    assert phases(got) == [["Pay now"]]
    assert got.merged == (("pay_now", "Pay now"),)
    assert validate(got.document, journeys, now=NOW).coverage["share"] == 1


def test_the_goal_is_what_most_journeys_end_with_where_no_words_tell():
    got = draft(walked(*["FSP"] * 5, *["FSNC"] * 4), now=NOW, language="en")
    assert got.goal is not None
    assert (got.goal.name, got.to_dict()["goal"]) == ("P", "P")
    goal = got.document.map.goal
    assert goal is not None
    assert goal.model_dump() == {"field": "activity", "op": "is", "value": "P"}
    told = from_events(
        ["1"] * 3 + ["2"] * 2,
        ["Advertentie", "Bestelling", "Review geschreven"] * 1 + ["Advertentie", "Bestelling"],
        [0, 1, 2, 3, 4],
    )
    named = draft(told, now=NOW)
    assert (named.template, named.goal, named.document.map.goal) == ("five", None, None)


def test_rare_activities_are_counted_not_drafted():
    paths = ["ABCDE"] * 50 + ["ABCDEX"]
    got = draft(walked(*paths), now=NOW, from_share=0.05)
    assert (got.left_out.activities, got.left_out.events, got.left_out.names) == (1, 1, ("X",))
    assert sorted(name for names in phases(got) for name in names) == list("ABCDE")


def test_channels_and_emotions_come_from_the_data_or_not_at_all():
    journeys = from_events(["1"] * 6, list("AAAAAB"), list(range(6)))
    give = per_slot(
        journeys,
        {
            "channel": ["phone", "phone", "phone", "web", None, None],
            "score": [5, 5, 4, 5, 5, 1],
            "score_kind": ["csat"] * 6,
        },
    )
    document = draft(journeys, attributes=give, now=NOW).document
    a, b = document.touchpoints()
    assert (a.name, a.channel, a.contact) == ("A", "phone", "offline")
    assert (b.channel, b.contact) == (None, None)
    (emotion,) = document.emotions_of(a.id)
    assert (emotion.value, emotion.word) == (2, "blij")
    assert document.evidence_of(emotion.id)[0].value == pytest.approx(1.8)
    assert document.emotions_of(b.id) == []  # one score is no emotion
    bare = draft(journeys, now=NOW).document
    assert all(bare.emotions_of(t.id) == [] for t in bare.touchpoints())


def test_rows_come_from_the_template():
    document = draft(walked(*PATHS), template="blueprint", language="en", name="Desk", now=NOW).document
    assert document.map.name == "Desk"
    assert {"reach", "waiting", "front_stage"} <= {lane.type for lane in document.lanes()}
    assert {"reach", "drop_off", "waiting", "off_map"} <= {
        lane.type for lane in draft(walked("A"), now=NOW).document.lanes()
    }
    with pytest.raises(NotFound):
        draft(walked("A"), template="nine", now=NOW)


def test_logs_of_next_to_nothing():
    assert phases(draft(walked("A"), now=NOW)) == [["A"]]
    assert phases(draft(walked("AAAA"), now=NOW)) == [["A"]]
    none = walked("A").select(np.array([False]))
    assert phases(draft(none, now=NOW)) == []
    odd = from_events(["1"] * 5, ["line\nbreak", "y" * 700, "\x00b", "  ", "[*]" * 200], list(range(5)))
    got = draft(odd, now=NOW)
    assert validate(got.document, odd, now=NOW).coverage["share"] == 1
    assert phases(draft(from_events(["1", "1"], ["", "B"], [0, 1]), now=NOW)) == [["B"]]


def test_five_hundred_activities():
    rng = np.random.default_rng(3)
    kinds = rng.zipf(1.3, 5000) % 500
    journeys = from_events(rng.integers(0, 300, 5000).astype(str), [f"k{x}" for x in kinds], list(range(5000)))
    got = draft(journeys, now=NOW)
    assert sum(len(names) for names in phases(got)) <= 60
    assert got.left_out.activities > 0


@pytest.mark.parametrize("control", [False, True])
@pytest.mark.parametrize("unit", ["klant", "reis"])
def test_the_demo_is_drafted_with_its_true_phases(control: bool, unit: str):
    table = generate(customers=4000, control=control)
    times = table["tijdstip"].cast("int64").to_numpy()
    journeys = from_events(table[unit].to_pylist(), table["activiteit"].to_pylist(), times)
    got = draft(journeys, now=NOW)
    placed = {name: row["name"] for row in got.rows() for name in row["touchpoints"]}
    assert rand_index([TRUE_PHASES[name] for name in placed], list(placed.values())) >= 0.9
