"""Every truth hidden in the demo workspace that ``explain`` and ``drift`` should find, and the control year without."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from klantreis.analyses.drift import Drift, drift
from klantreis.analyses.explain import Driver, Explanation, explain
from klantreis.demo import generate
from klantreis.demo.truths import TRUTHS
from klantreis.engine.columns import Attributes
from klantreis.engine.journeys import Journeys
from klantreis.engine.tables import journeys as read

FIELDS = ("kanaal", "apparaat", "leeftijd", "reisgezelschap", "regio", "taal", "aanbieder", "chatbot")
COLUMNS = tuple(f"attribute:{name}" for name in FIELDS)
LEVEL = 0.05


@dataclass(frozen=True, eq=False)
class Year:
    """The events of the agency, with or without its truths: one journey per trip."""

    journeys: Journeys
    attributes: Attributes

    def explain(self, outcome: str, **asked: Any) -> Explanation:
        return explain(self.journeys, outcome, attributes=self.attributes, columns=COLUMNS, **asked)

    def drift(self, first: tuple[str, str], second: tuple[str, str]) -> Drift:
        return drift(*(between(self.journeys, *window) for window in (first, second)))


def between(journeys: Journeys, begin: str, end: str) -> Journeys:
    """Journeys that start on the first day or later, and before the last."""
    low, high = (int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp() * 1e6) for day in (begin, end))
    starts = np.asarray(journeys.times)[journeys.offsets[:-1]]
    return journeys.select((starts >= low) & (starts < high))


def year(*, control: bool) -> Year:
    events = generate(control=control).sort_by([("reis", "ascending"), ("tijdstip", "ascending")])
    journeys = read(events, customer="reis", activity="activiteit", time="tijdstip")
    slots = np.arange(journeys.n + journeys.events)
    inside = np.ones(len(slots), np.bool_)
    inside[journeys.offsets[1:] - 1] = False
    place = np.where(inside, np.cumsum(inside) - 1, 0)

    def given(names: set[str]) -> dict[str, pa.Array]:
        return {name: events[name.removeprefix("attribute:")].combine_chunks().take(pa.array(place)) for name in names}

    return Year(journeys, given)


@pytest.fixture(scope="module")
def agency() -> Year:
    return year(control=False)


@pytest.fixture(scope="module")
def usual() -> Year:
    return year(control=True)


def driver(found: Explanation, what: str, value: str) -> Driver | None:
    return next((each for each in found.drivers if (each.what, each.value) == (what, value)), None)


EXPLAINED: dict[str, tuple[str, dict[str, Any], str, str]] = {
    # who goes round in circles before the first trip does not get to a quote
    "no_filters": (
        "Offerte aangevraagd",
        {"after": "Rondreis bekeken", "missing": True, "within": "14d"},
        "passed more than once",
        "Reizenpagina bekeken",
    ),
    "lost_confirmation": (
        "Boekingsbevestiging ontvangen",
        {"missing": True, "within": "30d"},
        "aanbieder",
        "Zonnelijn",
    ),
    "mobile_payment": ("Betaling mislukt", {}, "apparaat", "mobiel"),
    "slow_mondays": (
        "Antwoord ontvangen",
        {"after": "Vraag gemaild", "missing": True, "within": "1d"},
        "weekday",
        "Monday",
    ),
    "chatbot": ("Offerte aangevraagd", {"after": "Chatvraag gesteld", "within": "14d"}, "chatbot", "ja"),
}
WORKED_NOT = "chatbot"
DRIFTED: dict[str, tuple[tuple[str, str], tuple[str, str], dict[str, int]]] = {
    "mobile_payment": (
        ("2025-06-01", "2025-09-01"),
        ("2025-10-01", "2026-01-01"),
        {"Betaling mislukt": 1, "Betaald": -1},
    ),
    "new_channel": (("2025-09-01", "2025-12-01"), ("2026-01-01", "2026-04-01"), {"WhatsApp-gesprek gevoerd": 1}),
    "lost_confirmation": (
        ("2025-12-01", "2026-02-01"),
        ("2026-03-01", "2026-05-01"),
        {"Gebeld over bevestiging": 1},
    ),
    "faster_quotes": (("2025-12-01", "2026-02-01"), ("2026-04-01", "2026-06-01"), {"Boeking gestart": 1}),
}
QUIET = (("2024-05-01", "2024-07-01"), ("2024-07-01", "2024-09-01"))


def test_every_truth_is_asked_for():
    assert set(EXPLAINED) == {truth.key for truth in TRUTHS if "explain" in truth.found_by}
    assert set(DRIFTED) == {truth.key for truth in TRUTHS if "drift" in truth.found_by}


@pytest.mark.parametrize("key", [key for key in EXPLAINED if key != WORKED_NOT])
def test_explain_finds_it_and_not_in_the_control_year(key: str, agency: Year, usual: Year):
    outcome, asked, what, value = EXPLAINED[key]
    found = driver(agency.explain(outcome, **asked), what, value)
    assert found is not None
    assert found.q <= LEVEL
    assert found.difference > 0
    assert found.interval is not None
    assert found.interval[0] > 0
    quiet = driver(usual.explain(outcome, **asked), what, value)
    assert quiet is None or quiet.q > LEVEL


@pytest.mark.parametrize("key", ["lost_confirmation", "mobile_payment", "slow_mondays"])
def test_the_strongest_driver_is_the_truth_itself(key: str, agency: Year):
    outcome, asked, what, value = EXPLAINED[key]
    found = agency.explain(outcome, **asked)
    assert (found.drivers[0].what, found.drivers[0].value) == (what, value)
    assert found.tree is not None
    assert found.tree.q <= LEVEL
    assert (what, value, True) in {(r.what, r.value, r.holds) for r in found.tree.leaves[0].rules}


def test_the_landmarks_chosen_are_the_steps_before(agency: Year):
    assert agency.explain("Betaling mislukt").after == "Betaling gestart"
    assert agency.explain("Boekingsbevestiging ontvangen", missing=True).after == "Betaald"


def test_a_chatbot_that_changes_nothing_is_told_to_change_nothing(agency: Year, usual: Year):
    outcome, asked, what, value = EXPLAINED[WORKED_NOT]
    since = Year(between(agency.journeys, "2025-12-01", "2026-10-01"), agency.attributes)
    mask = np.isin(agency.journeys.customers, since.journeys.customers)
    told = agency.attributes(set(COLUMNS))
    slots = np.repeat(mask, np.diff(agency.journeys.offsets))
    kept = {name: values.filter(pa.array(slots)) for name, values in told.items()}
    found = driver(Year(since.journeys, lambda names: kept).explain(outcome, **asked), what, value)
    assert found is not None
    assert found.n > 1_000
    assert found.q > LEVEL
    assert found.interval is not None
    assert -0.05 < found.interval[0] < 0 < found.interval[1] < 0.05
    assert driver(usual.explain(outcome, **asked), what, value) is None


@pytest.mark.parametrize("key", DRIFTED)
def test_drift_finds_it(key: str, agency: Year):
    first, second, ways = DRIFTED[key]
    found = agency.drift(first, second)
    assert found.q <= LEVEL
    told = {each.name: each for each in (*found.moved, *found.new)}
    for name, way in ways.items():
        assert told[name].q <= LEVEL
        assert np.sign(told[name].difference) == way
    if key == "new_channel":
        assert "WhatsApp-gesprek gevoerd" in {each.name for each in found.new}


def test_nothing_drifts_in_the_control_year(usual: Year):
    found = usual.drift(*QUIET)
    assert (found.moved, found.new, found.vanished) == ((), (), ())
    assert min(found.q, found.transitions_q) > LEVEL
