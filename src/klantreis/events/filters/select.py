"""Which whole journeys a filter selects.

A time range selects the journeys that *start* in it. A rule, a segment and a channel each select the journeys
with at least one event for which they hold; several filters must all select a journey.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from klantreis.engine.duckdb import EventStore, Session
from klantreis.engine.journeys import Journeys
from klantreis.errors import Conflict, UserError
from klantreis.events import schema
from klantreis.events.attributes import catalogue
from klantreis.events.filters.compiler import FIELDS, Compiled, compiled, moment
from klantreis.events.filters.parser import parse

_COLUMNS = {"time": "ts"}


@dataclass(frozen=True)
class Filter:
    """What a person asks to see. ``from_`` and ``to`` are ISO dates or times (``to`` is excluded), ``where`` and
    ``segment`` and ``persona`` rules of the filter language; ``segment_name`` and ``persona_name`` are how those two
    are called in results.
    """

    from_: str | None = None
    to: str | None = None
    where: str | None = None
    segment: str | None = None
    channel: str | None = None
    segment_name: str | None = None
    persona: str | None = None
    persona_name: str | None = None

    def said(self) -> dict[str, Any]:
        """The filters as they are repeated in a result; only those that were given."""
        named = {
            "from": self.from_,
            "to": self.to,
            "segment": self.segment_name or self.segment,
            "where": self.where,
            "channel": self.channel,
            "persona": self.persona_name or self.persona,
        }
        return {key: value for key, value in named.items() if value is not None}


def select(store: EventStore, journeys: Journeys, chosen: Filter, *, timezone: str = "Europe/Amsterdam") -> Journeys:
    """The journeys that a filter selects, in the same order; all of them when it says nothing.

    Raises ``UserError`` (``events.filter``) for a rule or a date that cannot be read, ``Conflict`` when the
    events were changed since the journeys were made.
    """
    mask = np.ones(journeys.n, dtype=np.bool_)
    mask &= _started(journeys, chosen, timezone)
    written = [text for text in (chosen.where, chosen.segment, chosen.persona) if text is not None]
    if written or chosen.channel is not None:
        with store.reading() as session:
            check_same_events(session, journeys)
            names = field_names(session)
            conditions = [compiled(parse(text), names, timezone) for text in written]
            if chosen.channel is not None:
                conditions.append(Compiled("coalesce(channel = ?, false)", (chosen.channel,)))
            for condition in conditions:
                mask &= _any_event(session, journeys, condition)
    return journeys.select(mask, filters={**journeys.filters, **chosen.said()})


def field_names(session: Session) -> dict[str, str]:
    """The column per name that a rule may use besides an event's own fields: attributes, and the names under
    which the files gave those fields.
    """
    names = {attribute.name: attribute.column for attribute in catalogue(session)}
    for (text,) in session.query("SELECT roles FROM imports ORDER BY id DESC"):
        for name, role in json.loads(text).items():
            column = _COLUMNS.get(role, role)
            if column in FIELDS.values():
                names.setdefault(name, column)
    return names


def check_same_events(session: Session, journeys: Journeys) -> None:
    """Raises ``Conflict`` when events were removed since the journeys were made: their rows mean others now."""
    check_era(session, journeys.version.split(".", 1)[0])


def check_era(session: Session, era: str) -> None:
    """Raises ``Conflict`` when events were removed since this ``era``: customers have other numbers now."""
    if era != str(schema.mark(session, "era")):
        raise Conflict(
            "events.changed",
            "The events were changed while this was asked.",
            mend="Ask again.",
            params={},
        )


def _started(journeys: Journeys, chosen: Filter, timezone: str) -> NDArray[np.bool_]:
    if chosen.from_ is None and chosen.to is None:
        return np.ones(journeys.n, dtype=np.bool_)
    starts = np.asarray(journeys.times)[journeys.offsets[:-1]]
    mask = journeys.lengths > 0
    for name, text in (("from", chosen.from_), ("to", chosen.to)):
        if text is None:
            continue
        edge = microseconds_of(text, timezone, where=name)
        mask &= starts >= edge if name == "from" else starts < edge
    return mask


def microseconds_of(text: str, timezone: str, *, where: str) -> int:
    """A date or time as people write it, in microseconds since 1970 (UTC). Raises ``UserError`` (``events.filter``)."""
    try:
        return int(np.datetime64(moment(text, timezone), "us").astype(np.int64))
    except ValueError:
        raise UserError(
            "events.filter",
            f"{text!r} is no date or time.",
            where=where,
            mend="Write it as 2025-12-31 or 2025-12-31T14:05.",
            params={"field": where, "values": [text], "reason": "not_time"},
        ) from None


def _any_event(session: Session, journeys: Journeys, condition: Compiled) -> NDArray[np.bool_]:
    """Per journey whether the condition holds for one of its events."""
    if journeys.rows is None:
        raise UserError(
            "events.filter",
            "These journeys do not know their events, so only a time range can be asked of them.",
            mend="Import the events into a workspace.",
            params={"reason": "no_rows"},
        )
    if journeys.events == 0:
        return np.zeros(journeys.n, dtype=np.bool_)
    holds = np.concatenate(
        [
            batch.column(0).to_numpy(zero_copy_only=False)
            for batch in session.batches(f"SELECT {condition.sql} AS holds FROM events", condition.params)
        ]
    ).astype(np.bool_)
    rows = np.minimum(np.asarray(journeys.rows), len(holds) - 1)
    slots = holds[rows]
    slots[journeys.offsets[1:] - 1] = False
    return np.logical_or.reduceat(slots, journeys.offsets[:-1])
