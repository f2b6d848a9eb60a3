"""The truths hidden in the demo that validate and fitness should find, and that the control year is without them."""

from datetime import UTC, datetime

import pytest

from klantreis.demo import generate
from klantreis.demo.making import CONFIRMATION, as_agreed
from klantreis.engine.journeys import Journeys
from klantreis.engine.tables import journeys as read
from klantreis.evidence.draft import draft
from klantreis.evidence.validate import Validation, validate
from klantreis.journey.document import Document

NOW = datetime(2026, 11, 1, tzinfo=UTC)


def trips(control: bool) -> Journeys:
    return read(generate(customers=20_000, control=control), customer="reis", activity="activiteit", time="tijdstip")


@pytest.fixture(scope="module")
def usual() -> Journeys:
    return trips(control=True)


@pytest.fixture(scope="module")
def lately() -> Journeys:
    return trips(control=False)


@pytest.fixture(scope="module")
def document(usual: Journeys) -> Document:
    """The map as it was drafted in the year before anything changed, the confirmation marked as required."""
    return as_agreed(draft(usual, now=NOW).document)


@pytest.fixture(scope="module")
def found(document: Document, lately: Journeys) -> Validation:
    return validate(document, lately, now=NOW)


def test_the_control_year_has_nothing_to_tell(document: Document, usual: Journeys):
    quiet = validate(document, usual, now=NOW)
    assert quiet.missing == quiet.unvisited == quiet.unbound == quiet.order_violations == ()
    assert lost(quiet) == 0


def test_a_new_channel_and_failing_payments_are_missing_from_the_map(document: Document, found: Validation):
    names = {t.id: t.name for t in document.touchpoints()}
    places = {item["activity"]: names[item["after"]] for item in found.missing}
    assert places["WhatsApp-gesprek gevoerd"] == "Rondreis bekeken"
    assert places["Betaling mislukt"] == "Betaling gestart"


def test_customers_without_a_confirmation_start_over(document: Document, found: Validation):
    names = {phase.id: phase.name for phase in document.phases()}
    assert [(names[item["from"]], names[item["to"]]) for item in found.order_violations] == [("Aankoop", "Overweging")]


def lost(answer: Validation) -> int:
    """Journeys that went on to travel without the confirmation."""
    return sum(
        d["skipped"]
        for d in answer.fitness_told["deviations"]
        if d["kind"] == "left_out" and d["touchpoint"] == CONFIRMATION
    )


def test_fitness_tells_who_went_on_without_a_confirmation(found: Validation):
    assert lost(found) > 50


def test_the_map_drafted_from_the_same_events_tells_them_as_well(lately: Journeys):
    """As in the demo workspace: nobody drew a map before anything changed."""
    own = as_agreed(draft(lately, now=NOW).document)
    answer = validate(own, lately, now=NOW)
    names = {phase.id: phase.name for phase in own.phases()}
    assert {item["activity"] for item in answer.missing} == {
        "WhatsApp-gesprek gevoerd",
        "Betaling mislukt",
        "Gebeld over bevestiging",
    }
    assert [(names[item["from"]], names[item["to"]]) for item in answer.order_violations] == [("Aankoop", "Overweging")]
    assert lost(answer) > 50
