"""The law of evidence grades, case by case."""

from datetime import UTC, datetime
from typing import Any

import pytest

from klantreis.evidence.grades import grade, measured_grade, shares
from klantreis.journey.evidence import Evidence

NOW = datetime(2026, 7, 1, tzinfo=UTC)


def evidence(**fields: Any) -> Evidence:
    return Evidence.model_validate(
        {"id": "evidence_0000000001", "target": "cell_0000000001", "at": "2026-06-01", **fields}
    )


@pytest.mark.parametrize(
    ("fields", "letter"),
    [
        ({"source": "events", "n": 385}, "A"),
        ({"source": "events", "n": 384}, "B"),
        ({"source": "events", "n": 385, "at": "2025-01-01"}, "B"),  # older than the review period
        ({"source": "events", "n": 385, "to": "2013-06-01"}, "B"),  # written lately about long ago
        ({"source": "events", "n": 30}, "B"),
        ({"source": "events", "n": 29}, "C"),
        ({"source": "survey", "n": 400}, "A"),
        ({"source": "survey", "n": 12}, "C"),
        ({"source": "interview", "n": 6}, "C"),
        ({"source": "interview", "by": "Anna"}, "C"),
        ({"source": "interview"}, "E"),  # no source: nobody can be asked
        ({"source": "review", "n": 5000}, "C"),
        ({"source": "word", "by": "Bert"}, "D"),
        ({"source": "word"}, "E"),
    ],
)
def test_one_piece_of_evidence(fields: dict[str, Any], letter: str):
    assert grade([evidence(**fields)], 180, NOW) == letter


def test_the_best_piece_counts():
    assert grade([evidence(source="word", by="Bert"), evidence(source="events", n=50)], 180, NOW) == "B"
    assert grade([], 180, NOW) == "E"


def test_counted_now():
    assert measured_grade(385, datetime(2026, 6, 1, tzinfo=UTC), 180, NOW) == "A"
    assert measured_grade(385, datetime(2013, 6, 1, tzinfo=UTC), 180, NOW) == "B"
    assert measured_grade(3, datetime(2026, 6, 1, tzinfo=UTC), 180, NOW) == "C"
    assert measured_grade(0, None, 180, NOW) == "E"


def test_shares():
    assert shares({"a": "A", "b": "A", "c": "E", "d": "C"}) == {"A": 0.5, "B": 0, "C": 0.25, "D": 0, "E": 0.25}
    assert set(shares({}).values()) == {0.0}
