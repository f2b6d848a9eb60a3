"""Drafts of real logs: are the phases sensible, and does the order hold for journeys it has not seen?"""

from datetime import UTC, datetime

import pytest

from benchmarks import held_back
from klantreis.engine.journeys import Journeys
from klantreis.engine.tables import journeys as read
from klantreis.evidence.draft import draft
from klantreis.evidence.validate import validate
from tests.data import shared

NOW = datetime(2026, 11, 1, tzinfo=UTC)
LOGS = {
    "traffic_fines": (("traffic_fines", "traffic_fines_full.csv.gz"), "case_id", "activity", "timestamp"),
    "municipality": (("municipality", "receipt.csv.gz"), "case:concept:name", "concept:name", "time:timestamp"),
    "ecom": (("ecom", "ecom.csv.gz"), "session_id", "event", "timestamp"),
}


@pytest.fixture(params=LOGS)
def log(request: pytest.FixtureRequest) -> tuple[str, Journeys]:
    import pandas

    parts, customer, activity, time = LOGS[request.param]
    table = pandas.read_csv(shared(*parts), usecols=[customer, activity, time])
    table[time] = pandas.to_datetime(table[time], utc=True, format="mixed")
    return request.param, read(table, customer=customer, activity=activity, time=time)


def test_phases_are_sensible(log: tuple[str, Journeys]):
    name, journeys = log
    got = draft(journeys, now=NOW, from_share=0.01)
    phases = [row["touchpoints"] for row in got.rows()]
    place = {touchpoint: p for p, touchpoints in enumerate(phases) for touchpoint in touchpoints}
    assert 2 <= len(phases) <= 7
    first, last = {
        "traffic_fines": ("Create Fine", "Send for Credit Collection"),
        "municipality": ("Confirmation of receipt", "T15 Print document X request unlicensed"),
        "ecom": ("Home", "Purchase"),
    }[name]
    assert (place[first], place[last]) == (0, len(phases) - 1)
    assert got.template == ("five" if name == "ecom" else None)
    assert (got.goal is None) == (name == "ecom")
    if name == "traffic_fines":
        assert got.goal is not None
        assert got.goal.name == "Payment"
    answer = validate(got.document, journeys, now=NOW)
    assert answer.coverage["share"] > 0.99
    assert answer.missing == answer.unbound == answer.unvisited == ()


def test_what_one_in_twenty_have_is_drawn_and_the_rest_is_told(log: tuple[str, Journeys]):
    name, journeys = log
    got = draft(journeys, now=NOW)
    assert got.template == ("five" if name == "ecom" else None)
    answer = validate(got.document, journeys, now=NOW)
    assert answer.coverage["share"] > 0.9
    assert all(0.01 <= item["share"] < 0.05 for item in answer.missing)
    assert answer.unbound == answer.unvisited == ()


@pytest.mark.wide
@pytest.mark.parametrize("name", held_back.LOGS)
def test_held_back_journeys_fit_better_than_plainer_maps(name: str):
    """Ten splits would be better; the benchmark makes five, and the test two."""
    shared("traffic_fines", "traffic_fines_full.csv.gz")
    found = held_back.held_back(held_back.load(name), splits=2)
    ours = {way: found.mean(held_back.DRAFTED, way) for way in held_back.WAYS}
    assert ours["in order"] > found.mean(held_back.PLACE, "in order")
    assert ours["in order"] > found.mean(held_back.PATH, "in order")
    for plainer in (held_back.PLACE, held_back.PATH_AND_REST):
        for way in held_back.WAYS:
            # where both have the same touchpoints in the same phases, the maps are one
            assert ours[way] >= found.mean(plainer, way)
