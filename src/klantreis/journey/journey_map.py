"""The map itself: what it is called and how it is read."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from klantreis.journey.bounds import Days, Elsewhere, Label, Line, Moment, Name, Note
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
    reviewed_at: Moment | None = None
    """When somebody last looked the map through and found that it is still true."""
    allowed_days: Days | None = None
    """A journey whose last event is younger than this at the data's end is still open."""
    goal: Annotated[Rule, AfterValidator(bounded)] | None = None
    """The events that make a journey converted; None: the conversion point of the phase that a goal is usually in."""
    owner: Line = ""
    """Who keeps this map true."""
    life_cycle: Label | None = None
    """The part of the life of a customer it is about, in the words of the organisation."""
    future_of: Elsewhere | None = None
    """The map of the current state that this future state came from."""
    votes_each: Annotated[int, Field(ge=0, le=50)] = 5
    """Dots that each person may give to sticky notes."""
    timer_seconds: Annotated[int, Field(ge=1, le=86_400)] | None = None
    """How long the timer of a workshop was set, or what is left of it while it is paused; None when it is off."""
    timer_ends: Moment | None = None
    """When the running timer ends; None while it is paused or off."""
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = "EUR"
