import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from klantreis.analyses.explain import explain
from klantreis.engine.journeys import Journeys, from_events
from klantreis.errors import NotFound, UserError
from klantreis.evidence.ends import DAY
from klantreis.evidence.measure import measure
from klantreis.evidence.outcomes import OnMap, on_map
from klantreis.workspace.outcome_words import outcome_of
from tests.evidence.tables import a_map, activity, tp

DOCUMENT = a_map(
    {"Zoeken": "AB", "Kopen": "CD", "Gebruik": "E"},
    conversions={"Zoeken": activity("C"), "Kopen": activity("D")},
    allowed_days=2,
)


def journeys_of(*texts: str) -> Journeys:
    rows = [(f"k{k:02}", name, at) for k, text in enumerate(texts) for at, name in enumerate(text)]
    return from_events([r[0] for r in rows], [r[1] for r in rows], [r[2] for r in rows])


def told(*texts: str) -> OnMap:
    """Journeys on the map, seen from so long after that none is open."""
    return on_map(DOCUMENT, journeys_of(*texts), until=datetime(1970, 1, 9, tzinfo=UTC))


def counts(drawn: OnMap, words: str, **asked):
    wanted = outcome_of(words, drawn.journeys, drawn)
    found = explain(drawn.journeys, wanted.outcome, **wanted.said, **asked, minimum=1)
    return found.compared, found.with_outcome, found.after


TEXTS = ("ABCDE", "AXB", "ABC", "ABCA", "BCBD", "ACBCDE")


@pytest.mark.parametrize(
    ("words", "compared", "with_outcome", "after"),
    [
        ("converted", 6, 3, None),
        ("dropped", 6, 3, None),
        ("dropped in Zoeken", 6, 2, "Zoeken"),  # AXB, and ABCA whose last event on the map is there
        ("dropped in kopen", 5, 1, "Kopen"),  # ABC
        ("went back from Kopen", 5, 3, "Kopen"),  # ABCA, BCBD, ACBCDE
        ("out of order B", 5, 2, "a later phase"),
        ("left out E", 3, 1, "D"),
        ("X", 5, 1, "A"),
    ],
)
def test_every_outcome_is_counted_by_hand(words, compared, with_outcome, after):
    assert counts(told(*TEXTS), words) == (compared, with_outcome, after)


def test_waiting_longer_and_not_coming_are_one():
    drawn = told(*TEXTS, "AC", "Z")
    assert counts(drawn, "A -> B longer than 1h", until=9 * DAY) == (6, 1, "A")  # AC alone has no B after its A
    with pytest.raises(UserError):
        counts(drawn, "A -> B longer than ages")


def test_who_converted_by_then_cannot_drop_out():
    drawn = told("ABCDA", "ABCDAB", "AB")
    asked = {"after": "A", "minimum": 1}
    found = explain(drawn.journeys, drawn.dropped("Zoeken"), **asked)
    assert (found.compared, found.with_outcome, found.not_reached) == (3, 1, 0)
    found = explain(drawn.journeys, drawn.dropped("Zoeken"), after="D", minimum=1)
    assert (found.compared, found.not_reached) == (0, 3)


def test_who_is_dropped_agrees_with_the_measures():
    journeys = from_events(
        ["p", "p", "q", "q", "r", "s"], ["A", "D", "A", "C", "A", "B"], [0, 1, 0, DAY, 20 * DAY, 22 * DAY]
    )
    ends = measure(DOCUMENT, journeys).body()["ends"]
    drawn = on_map(DOCUMENT, journeys)
    found = explain(drawn.journeys, drawn.dropped(), minimum=1)
    assert (ends["dropped"], ends["open"]) == (1, 2)
    # r and s are too fresh to tell
    assert (found.compared, found.with_outcome, found.open) == (2, 1, 2)


def test_names_of_activities_win_and_mistakes_are_said():
    odd = journeys_of("AB")
    odd = replace(odd, labels=(None, "dropped in Zoeken", "nps <= 6"))
    assert outcome_of("dropped in Zoeken", odd).outcome == "dropped in Zoeken"
    assert outcome_of("nps <= 6", odd).outcome == "nps <= 6"
    with pytest.raises(UserError):
        outcome_of("converted", odd)
    drawn = told(*TEXTS)
    for words in ("dropped in Nergens", "left out Niets"):
        with pytest.raises(NotFound):
            outcome_of(words, drawn.journeys, drawn)
    with pytest.raises(UserError):
        outcome_of("left out", drawn.journeys, drawn)
    with pytest.raises(UserError):
        on_map(a_map({}), journeys_of("AB")).converted()
    assert outcome_of(f"left out {tp('E')}", drawn.journeys, drawn).outcome.name == "left out E"


def test_a_text_of_spaces_is_refused_in_no_time():
    drawn, began = told(*TEXTS), time.process_time()
    for _ in range(5):
        assert outcome_of("A->" + " " * 480 + "longer" + " " * 480 + "x", drawn.journeys, drawn).said == {}
    assert time.process_time() - began < 2
    assert counts(drawn, "A  ->  B  longer  than  1h", until=9 * DAY) == counts(
        drawn, "A->B longer than 1h", until=9 * DAY
    )
