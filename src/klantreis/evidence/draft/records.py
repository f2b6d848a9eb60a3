"""The records of a drafted map: everything written comes with the evidence it was written from."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from klantreis.analyses.measures import Interval
from klantreis.analyses.result import iso
from klantreis.journey import order
from klantreis.journey.document import Document
from klantreis.journey.ids import MAP_ID, Ids
from klantreis.journey.kinds import parse
from klantreis.journey.record import Record
from klantreis.journey.templates import get, lane_records

LONGEST_TEXT = 500
"""The longest text that a rule compares with."""

EMOTION_WORDS = {
    "nl": ("boos", "ontevreden", "neutraal", "tevreden", "blij"),
    "en": ("angry", "dissatisfied", "neutral", "satisfied", "delighted"),
}
ONLINE = ("web", "site", "app", "chat", "mail", "internet", "online", "social", "desktop", "mobile", "portal")
OFFLINE = ("winkel", "shop", "store", "telefoon", "phone", "bel", "call", "post", "brief", "letter", "balie", "desk")


@dataclass(frozen=True)
class Touch:
    """What is written about one touchpoint."""

    name: str
    activities: tuple[str, ...]
    journeys: int
    share: float
    interval: Interval | None
    required: bool
    repeatable: bool
    channel: str | None
    feeling: tuple[int, float, Interval | None] | None
    """(n, mean on -2 … 2, interval) of the scores given here."""


@dataclass(frozen=True)
class Stretch:
    """What is written about one phase."""

    name: str
    touchpoints: tuple[Touch, ...]
    conversion: int | None
    """The place in ``touchpoints`` of the one that is the conversion point."""
    journeys: int
    share: float
    interval: Interval | None


@dataclass(frozen=True)
class Period:
    """When it was drafted, and the period of the events it was drafted from."""

    at: datetime
    first: datetime | None
    last: datetime | None


def write(
    stretches: Sequence[Stretch],
    period: Period,
    *,
    name: str,
    language: str,
    template: str | None,
    lanes_of: str,
    allowed_days: int | None,
    goal: Sequence[str] | None,
    seed: int | str,
) -> Document:
    """The document: map, lanes of a template, phases, touchpoints with their rules, emotions, evidence.

    ``goal``: the activities that make a journey converted, None to leave it to the conversion points.
    """
    ids = Ids(seed)
    evidence = Evidence(ids, period)
    records: list[Record] = [
        parse(
            {
                "id": MAP_ID,
                "kind": "map",
                "name": name,
                "language": language,
                "template": template,
                "allowed_days": allowed_days,
                "goal": None if goal is None else rule_of(goal),
            }
        ),
        *lane_records(get(lanes_of), language, ids, known_first=True),
    ]
    for number, (stretch, place) in enumerate(zip(stretches, order.n_between(None, None, len(stretches)), strict=True)):
        phase = ids.new("phase")
        point = None if stretch.conversion is None else stretch.touchpoints[stretch.conversion]
        records.append(
            parse(
                {
                    "id": phase,
                    "kind": "phase",
                    "name": stretch.name,
                    "order": place,
                    "tint": number % 8,
                    "conversion": None if point is None else rule_of(point.activities),
                }
            )
        )
        records.append(evidence.of(phase, stretch.journeys, stretch.share, stretch.interval))
        places = order.n_between(None, None, len(stretch.touchpoints))
        for touch, at in zip(stretch.touchpoints, places, strict=True):
            records += _touchpoint(touch, phase, at, language, ids, evidence)
    return Document.of(records)


def rule_of(activities: Sequence[str]) -> Mapping[str, Any]:
    """The rule "the activity is one of these"."""
    short = [text for text in activities if len(text) <= LONGEST_TEXT][:1000]
    long = [text for text in activities if len(text) > LONGEST_TEXT]
    rules: list[Mapping[str, Any]] = []
    if len(short) == 1:
        rules.append({"field": "activity", "op": "is", "value": short[0]})
    elif short:
        rules.append({"field": "activity", "op": "one_of", "value": short})
    # a name too long for a rule is told by how it begins
    rules += [{"field": "activity", "op": "glob", "value": _beginning(text)} for text in long[:100]]
    return rules[0] if len(rules) == 1 else {"any": rules}


def contact_of(channel: str | None) -> str | None:
    """Whether a channel is online or offline, where its name says so."""
    text = (channel or "").casefold()
    online, offline = any(word in text for word in ONLINE), any(word in text for word in OFFLINE)
    return None if online == offline else "online" if online else "offline"


class Evidence:
    """Writes evidence records from events, all of one period."""

    def __init__(self, ids: Ids, period: Period) -> None:
        """With ids from ``ids``, all of events of ``period``."""
        self._ids = ids
        self._period = period

    def of(self, target: str, n: int, value: float, interval: Interval | None) -> Record:
        """Evidence for a record: counted in the events, over ``n`` journeys."""
        return parse(
            {
                "id": self._ids.new("evidence"),
                "kind": "evidence",
                "target": target,
                "source": "events",
                "n": n,
                "at": iso(self._period.at),
                "from": iso(self._period.first),
                "to": iso(self._period.last),
                "value": value,
                "interval": None if interval is None else list(interval),
            }
        )


def _touchpoint(  # noqa: PLR0917
    touch: Touch, phase: str, place: str, language: str, ids: Ids, evidence: Evidence
) -> list[Record]:
    touchpoint = ids.new("touchpoint")
    out = [
        parse(
            {
                "id": touchpoint,
                "kind": "touchpoint",
                "name": touch.name,
                "phase": phase,
                "order": place,
                "channel": touch.channel,
                "contact": contact_of(touch.channel),
                "required": touch.required,
                "repeatable": touch.repeatable,
            }
        ),
        parse(
            {
                "id": ids.new("binding"),
                "kind": "binding",
                "touchpoint": touchpoint,
                "rule": rule_of(touch.activities),
            }
        ),
        evidence.of(touchpoint, touch.journeys, touch.share, touch.interval),
    ]
    if touch.feeling is not None:
        n, mean, interval = touch.feeling
        value = int(mean + 2.5) - 2 if mean < 2 else 2
        emotion = ids.new("emotion")
        out.append(
            parse(
                {
                    "id": emotion,
                    "kind": "emotion",
                    "touchpoint": touchpoint,
                    "value": value,
                    "word": EMOTION_WORDS[language][value + 2],
                }
            )
        )
        out.append(evidence.of(emotion, n, mean, interval))
    return out


def _beginning(text: str) -> str:
    return re.sub(r"([*?\[])", r"[\1]", text[: LONGEST_TEXT // 4]) + "*"
