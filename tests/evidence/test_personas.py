"""Personas in the data: who they are, where they come, how they feel; a rule that cannot be read stops only its own."""

from dataclasses import fields
from datetime import UTC, datetime

import numpy as np
import pytest

from klantreis.engine.journeys import Journeys, from_events
from klantreis.errors import Conflict, UserError
from klantreis.evidence.personas import personas, picked
from tests.evidence.tables import HOUR, a_map, activity, per_slot, record_id, tp

EVA, BRAM, OFF = (record_id("persona", name) for name in ("eva", "bram", "off"))
DOCUMENT = a_map(
    {"een": "AB"},
    conversions={"een": activity("B")},
    more=(
        {"id": EVA, "kind": "persona", "name": "Eva", "segment": "mobiel"},
        {"id": BRAM, "kind": "persona", "name": "Bram", "segment": "kapot ="},
        {"id": OFF, "kind": "persona", "name": "Niemand", "segment": "  "},
    ),
)
# Journeys 1 and 2 are of one customer; 1, 2 and 3 are mobile.
JOURNEYS = from_events(["1", "1", "2", "3", "3", "4"], list("ABAABA"), [k * HOUR for k in range(6)])
CUSTOMERS = np.array([0, 0, 1, 2])


def mobile(where: str) -> Journeys:
    if where != "mobiel":
        raise UserError("events.filter", "This rule cannot be read.")
    return shared.select(np.array([True, True, True, False]))


shared = Journeys(**{**{f.name: getattr(JOURNEYS, f.name) for f in fields(JOURNEYS)}, "customers": CUSTOMERS})
SCORES = {"score": [5, 3, 1, 4, 4, 5], "score_kind": ["csat"] * 6}


def test_a_persona_counted_by_hand():
    answer = personas(
        DOCUMENT, shared, mobile, lambda told: per_slot(told, SCORES), until=datetime(1970, 2, 1, tzinfo=UTC)
    ).to_dict()
    assert (answer["question"], answer["n"], answer["customers"]) == ("personas", 4, 3)
    assert set(answer["personas"]) == {EVA, BRAM}, "who has no segment is in no data"
    eva = answer["personas"][EVA]
    assert (eva["customers"]["n"], eva["customers"]["of"], eva["journeys"]) == (2, 3, 3)
    assert (eva["converted"]["n"], eva["converted"]["of"]) == (2, 3)
    a = eva["touchpoints"][tp("A")]
    # 2, -2 and 1
    assert (a["journeys"], a["share"], a["emotion"]["n"]) == (3, 1, 3)
    assert a["emotion"]["mean"] == pytest.approx(1 / 3)
    assert "grade" not in a


def test_a_rule_that_cannot_be_read_stops_only_its_own_persona():
    bram = personas(DOCUMENT, shared, mobile).to_dict()["personas"][BRAM]
    assert bram["problem"]["code"] == "events.filter"
    assert (bram["customers"]["n"], bram["touchpoints"]) == (0, {})


def test_events_that_changed_meanwhile_stop_the_whole():
    def changed(where: str) -> Journeys:
        raise Conflict("events.changed", "The events were changed while this was asked.")

    with pytest.raises(Conflict):
        personas(DOCUMENT, shared, changed)


def test_what_a_rule_picks():
    told = picked(shared, mobile("mobiel"))
    assert (told["customers"]["n"], told["customers"]["of"]) == (2, 3)
    assert (told["journeys"]["n"], told["journeys"]["of"], told["journeys"]["share"]) == (3, 4, 0.75)
