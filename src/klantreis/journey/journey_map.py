"""The map itself: what it is called and how it is read."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from klantreis.journey.bounds import Days, Label, Name, Note
from klantreis.journey.ids import MapId
from klantreis.journey.record import Record
from klantreis.journey.rule import Rule, bounded


class JourneyMap(Record):
    """The one record with id ``map`` (SPEC R1)."""

    id: MapId = "map"
    kind: Literal["map"] = "map"
    name: Name
    language: Literal["nl", "en"] = "nl"
    state: Literal["current", "future"] = "current"
    template: Label | None = None
    """The template it began from; a loyalty loop is drawn as a loop."""
    description: Note = ""
    review_days: Days = 180
    """Evidence older than this many days counts as old."""
    allowed_days: Days | None = None
    """A journey whose last event is younger than this at the data's end is still open."""
    goal: Annotated[Rule, AfterValidator(bounded)] | None = None
    """The events that make a journey converted; None: the conversion point of the phase that a goal is usually in."""
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = "EUR"
