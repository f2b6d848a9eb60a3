"""Drafts of real logs: are the phases sensible, and does the order hold for journeys it has not seen?"""

from datetime import UTC, datetime

import numpy as np
import pytest

from klantreis.analyses.fitness import fitness
from klantreis.engine.journeys import Journeys
from klantreis.engine.tables import journeys as read
from klantreis.evidence.binding import bind
from klantreis.evidence.draft import draft, drafting
from klantreis.evidence.draft.selection import select
from klantreis.evidence.planned import plan_of
from klantreis.evidence.validate import validate
from klantreis.journey.document import Document
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


def by_mean_place(journeys: Journeys) -> list[int]:
    """The usual guess at an order: by the mean place at which an activity is first seen in a journey."""
    chosen = select(journeys)
    total, seen = np.zeros(len(chosen.chosen) + 1), np.zeros(len(chosen.chosen) + 1)
    for k in range(journeys.n):
        lo, hi = int(journeys.offsets[k]), int(journeys.offsets[k + 1]) - 1
        codes, first = np.unique(chosen.codes[lo:hi], return_index=True)
        total[codes] += first / max(hi - lo - 1, 1)
        seen[codes] += 1
    return [int(i) for i in np.argsort((total / np.maximum(seen, 1))[1:], kind="stable")]


def in_drawn_order(document: Document) -> Document:
    for phase in document.phases():
        document, _ = document.patch(phase.id, {"fixed_order": True})
    return document


def test_held_back_journeys_fit_no_worse_than_an_order_by_mean_place(
    log: tuple[str, Journeys], monkeypatch: pytest.MonkeyPatch
):
    _, journeys = log
    held = np.random.default_rng(7).random(journeys.n) < 0.3
    known, unseen = journeys.select(~held), journeys.select(held)
    ours = draft(known, now=NOW)
    order = by_mean_place(known)
    monkeypatch.setattr(drafting, "best_order", lambda before: order)
    theirs = draft(known, now=NOW)
    assert ours.contradicted is not None
    assert theirs.contradicted is not None
    assert ours.contradicted <= theirs.contradicted
    means = []
    for drafted in (ours, theirs):
        document = in_drawn_order(drafted.document)
        bound = bind(document, unseen)
        means.append(fitness(bound.journeys, plan_of(document, bound)).mean)
    assert means[0] is not None
    assert means[1] is not None
    assert means[0] >= means[1]
