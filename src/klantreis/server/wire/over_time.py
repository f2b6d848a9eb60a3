"""A map measured per persona, and per day, week or month."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from klantreis.server.wire.maps import Feeling, Part, Waiting
from klantreis.server.wire.model import Interval, Wire
from klantreis.server.wire.questions import Answer


class PersonaTouchpoint(Wire):
    """What the data say about one touchpoint for the customers of a persona."""

    events: int
    journeys: int
    share: float | None
    interval: Interval | None
    repeat_share: float | None
    drop_off: Part
    waiting: Waiting
    emotion: Feeling | None


class PersonaFollowed(Wire):
    """One persona in the data."""

    segment: str
    customers: Part = Field(description="Of all customers asked about: those with a journey in the segment.")
    journeys: int
    converted: Part = Field(description="Of the persona's journeys: those that pass the map's goal.")
    touchpoints: dict[str, PersonaTouchpoint] = Field(description="By id; empty when there is a problem.")
    problem: dict[str, Any] | None = Field(description="Why the segment cannot be used: code, title, params.")


class Personas(Answer):
    """Every persona with a segment, by id; a customer may be in several, or in none."""

    customers: int
    personas: dict[str, PersonaFollowed]


class SeriesPeriod(Wire):
    """From when to when."""

    from_: datetime = Field(alias="from")
    to: datetime
    n: int = Field(description="Journeys with an event in it.")
    partial: bool = Field(description="The data do not cover all of it.")
    few: bool = Field(description="Fewer than 30 journeys: its shares say little.")


class SeriesTotal(Wire):
    """The number over all periods."""

    n: int
    value: float | None
    interval: Interval | None


class SeriesLine(Wire):
    """One measure of a touchpoint: a number per period, in their order."""

    n: list[int] = Field(description="What each number was counted over.")
    value: list[float | None]
    interval: list[Interval | None]
    total: SeriesTotal


class SeriesTouchpoint(Wire):
    """Every measure of one touchpoint, under the words of a lane's ``measure``."""

    reach: SeriesLine = Field(description="Share of the journeys of the period; n reach it.")
    events: SeriesLine
    repeat_share: SeriesLine = Field(description="Of those that reach it: twice or more in the period.")
    drop_off: SeriesLine = Field(
        description="Of those that reach it: whose last touchpoint it was before they dropped out."
    )
    waiting: SeriesLine = Field(description="Median seconds from the event on the map before.")
    emotion: SeriesLine = Field(description="Mean score on the scale -2 … 2.")
    value: SeriesLine = Field(description="Sum of the values of its events.")


class Series(Answer):
    """What is measured at each touchpoint per period."""

    by: Literal["day", "week", "month"]
    timezone: str
    periods: list[SeriesPeriod]
    touchpoints: dict[str, SeriesTouchpoint]
