"""The truths hidden in the demo that pains and moments should find, and that the control year is without them."""

from functools import cache

import numpy as np
import pytest

from klantreis.demo import generate
from klantreis.engine.journeys import from_events
from klantreis.evidence.draft import draft
from klantreis.evidence.moments import map_moments
from klantreis.evidence.pains import pains

FIELDS = {"channel": "kanaal", "value": "bedrag", "score": "score", "score_kind": "score_soort", "text": "tekst"}
BOTH = ("Reizenpagina bekeken", "Zoekopdracht gedaan")


@cache
def agency(control):
    """The map as it was drafted from these journeys, the journeys, and the fields of their events."""
    events = generate(customers=12_000, control=control)
    journeys = from_events(
        events["reis"].to_pylist(), events["activiteit"].to_pylist(), events["tijdstip"].cast("int64").to_numpy()
    )
    rows = np.asarray(journeys.rows)

    def give(wanted):
        return {name: events[FIELDS[name]].combine_chunks().take(rows) for name in wanted if name in FIELDS}

    return draft(journeys, attributes=give).document, journeys, give


@cache
def hurts(control):
    return pains(*agency(control))


@cache
def matters(control):
    return map_moments(*agency(control))


def told(control, kind, name, why):
    found = (each for each in hurts(control).pains if (each.kind, each.name) == (kind, name) and why in each.because)
    return next(found, None)


@pytest.mark.parametrize("name", BOTH)
def test_without_filters_customers_search_in_circles_and_leave(name):
    pain = told(False, "repeat", name, "conversion")
    assert pain.q <= 0.05
    assert pain.conversion.difference > 0.03
    assert pain.at_stake > 100_000
    assert told(True, "repeat", name, "conversion") is None


@pytest.mark.parametrize("name", BOTH)
def test_without_filters_the_pages_are_marked_badly(name):
    pain = told(False, "low_score", name, "rate")
    assert pain.q <= 0.05
    assert pain.rate.share > 0.4
    assert told(True, "low_score", name, "rate") is None


def test_a_lost_confirmation_sends_customers_back_and_makes_them_call_angrily():
    back = told(False, "back", "Betaald", "rate")
    assert back.q <= 0.05
    assert back.rate.share > 10 * back.rate.rest
    call = told(False, "low_score", "Gebeld over bevestiging", "rate")
    assert call.q <= 0.05
    assert call.touchpoint is None, "nobody drew it"
    assert call.quotes
    assert not [p for p in hurts(True).pains if p.name in ("Betaald", "Gebeld over bevestiging")]


def test_a_payment_bug_makes_customers_pay_again_and_give_up():
    pain = told(False, "repeat", "Betaling gestart", "conversion")
    assert pain.q <= 0.05
    assert pain.conversion.with_.share < 0.88 < pain.conversion.without.share
    assert not [p for p in hurts(True).pains if p.name.startswith("Betaling")]


def test_slow_mondays_are_long_waits_for_an_answer():
    pain = told(False, "long_wait", "Antwoord ontvangen", "rate")
    assert pain.q <= 0.05
    assert told(True, "long_wait", "Antwoord ontvangen", "rate") is None


def test_moments_find_searching_in_circles_the_payment_bug_and_slow_quotes():
    found = {(each.name, each.experience) for each in matters(False).moments if each.found}
    assert found >= {
        *((name, "repeat") for name in BOTH),
        ("Betaling gestart", "repeat"),
        ("Offerte ontvangen", "waiting"),
    }
    quote = next(m for m in matters(False).moments if (m.name, m.experience) == ("Offerte ontvangen", "waiting"))
    assert quote.interval[0] > 0
    assert quote.touchpoint is not None


def test_in_the_control_year_no_experience_goes_together_with_how_journeys_end():
    assert [each for each in matters(True).moments if each.found] == []
    assert [each for each in hurts(True).pains if "conversion" in each.because] == []


def drawn(control):
    document = agency(control)[0]
    return {r.name: r for r in document.records.values() if r.record_kind == "pain_point"}, document


def test_a_drafted_map_carries_the_pains_with_their_evidence():
    found, document = drawn(False)
    assert {f"Terug moeten naar {name}" for name in (*BOTH, "Betaling gestart")} <= set(found)
    assert "Een fase terug na Betaald" in found
    point = found["Terug moeten naar Betaling gestart"]
    assert "komt tot het doel, zonder dit" in point.description
    [evidence] = document.evidence_of(point.id)
    pain = told(False, "repeat", "Betaling gestart", "conversion")
    assert point.touchpoints == (pain.touchpoint,)
    assert (evidence.source, evidence.n, evidence.value) == ("events", pain.of, pain.share)
    assert evidence.interval[0] < evidence.value < evidence.interval[1]


def test_a_map_drafted_from_the_control_year_has_none_of_the_truths():
    assert not {name for name in drawn(True)[0] if any(word in name for word in (*BOTH, "Betaald", "Betaling"))}
