"""The evidence grade of a record, and how a map's grades are shared out.

A  measured, n >= 385 and newer than the map's review period
B  measured, n >= 30, or older than that
C  asked: interviews, focus groups, reviews, surveys and measurements with fewer, with a source
D  somebody's word, named
E  nobody's

385 answers give a share within five points either way, 95 times in 100; 30 is where a mean starts to settle.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

from klantreis.journey.evidence import Evidence

GRADES = "ABCDE"
MANY, SOME = 385, 30
GRADED = ("persona", "phase", "touchpoint", "cell", "emotion", "pain_point", "solution", "process", "kpi")
"""Kinds of record that say something which can be true or not."""

_MEASURED = frozenset({"events", "survey", "heatmap"})
_ASKED = frozenset({"interview", "focus_group", "review", "survey", "events", "heatmap"})


def grade(evidence: Iterable[Evidence], review_days: int, now: datetime) -> str:
    """The best grade that any one piece of evidence earns; ``E`` without any.

    Events, surveys and heatmaps measure when they have n >= 30; with fewer they count as asked. The age
    is counted from the end of the period they are about, else from when they were taken. Asking needs a
    source: a number of people or a name. A word needs a name.
    """
    return min((_one(item, review_days, now) for item in evidence), default="E")


def measured_grade(n: int, end: datetime | None, review_days: int, now: datetime) -> str:
    """The grade of something just counted in the data, whose last event was at ``end``."""
    if n < SOME:
        return "C" if n > 0 else "E"
    fresh = end is not None and now - end <= timedelta(days=review_days)
    return "A" if n >= MANY and fresh else "B"


def shares(grades: Mapping[str, str]) -> dict[str, float]:
    """The share of records per grade, every grade named; all 0 when nothing is graded."""
    total = len(grades)
    return {letter: sum(g == letter for g in grades.values()) / total if total else 0.0 for letter in GRADES}


def moment_of(text: str) -> datetime:
    """An ISO 8601 date or moment as an aware datetime; a date is its midnight in UTC."""
    value = datetime.fromisoformat(text)
    return value if value.tzinfo is not None else value.replace(tzinfo=UTC)


def _one(item: Evidence, review_days: int, now: datetime) -> str:
    if item.source in _MEASURED and (item.n or 0) >= SOME:
        return measured_grade(item.n or 0, moment_of(item.to or item.at), review_days, now)
    if item.source in _ASKED and ((item.n or 0) > 0 or item.by):
        return "C"
    return "D" if item.by else "E"
