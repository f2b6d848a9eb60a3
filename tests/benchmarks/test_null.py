"""Where nothing goes together with anything the questions seldom find something; where something does, it is that."""

import numpy as np
import pytest

from benchmarks import null
from benchmarks.null_world import GOAL, PLACES, dealt, world

KINDS = [*((question, "world") for question in null.QUESTIONS), *((question, "dealt") for question in null.DEALT)]


def test_a_null_world_is_as_told():
    made = world(1)
    journeys = made.journeys
    assert (journeys.n, journeys.unit) == (2_000, "journey")
    assert len(np.unique(journeys.customers)) < 2_000
    assert {*PLACES, GOAL} == set(journeys.labels[1:])
    bought = np.isin(np.asarray(journeys.codes), journeys.code_of(GOAL))
    assert 0.4 < bought.sum() / journeys.n < 0.5
    assert all(len(values) == len(journeys.codes) for values in made.columns.values())
    assert np.array_equal(world(1).journeys.times, journeys.times)


def test_a_dealt_year_keeps_every_event():
    made, again = dealt(3, customers=300), dealt(4, customers=300)
    assert made.journeys.events != again.journeys.events
    assert {"Offerte ontvangen", "Boeking gestart"} <= set(made.journeys.labels)
    assert (np.diff(made.journeys.times)[np.asarray(made.journeys.codes)[:-1] != 0] >= 0).all()


@pytest.mark.wide
@pytest.mark.parametrize(("question", "kind"), KINDS)
def test_little_is_found_where_there_is_nothing(question: str, kind: str):
    size = 20 if kind == "world" else 8
    hits = sum(count > 0 for count in null.null(question, size, kind=kind))
    assert null.chance(hits, size) > null.SURE


@pytest.mark.wide
@pytest.mark.parametrize("question", null.QUESTIONS)
def test_what_was_planted_is_found_and_little_else(question: str):
    shares, hits = null.mixed(question, 12)
    assert hits >= 11  # as in the long run: nine of ten
    assert np.mean(shares) <= 0.1


@pytest.mark.slow
@pytest.mark.parametrize(("question", "kind"), KINDS)
def test_false_discoveries_stay_at_the_promised_rate(question: str, kind: str):
    hits = sum(count > 0 for count in null.null(question, null.WORKSPACES, kind=kind))
    assert null.chance(hits, null.WORKSPACES) > null.SURE


@pytest.mark.slow
@pytest.mark.parametrize("question", null.QUESTIONS)
def test_the_share_of_false_ones_among_findings_stays_at_the_promised_rate(question: str):
    shares, hits = null.mixed(question, null.WORKSPACES)
    error = np.std(shares, ddof=1) / np.sqrt(len(shares))
    assert np.mean(shares) <= null.LEVEL + 2.33 * error
    assert hits > 0.9 * null.WORKSPACES
