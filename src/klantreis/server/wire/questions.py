"""Answers of the analyses: the same keys as ``--json`` and ``to_dict()``."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from klantreis.server.wire.model import Interval, Wire


class Answer(Wire):
    """What every answer carries. Times are seconds, shares 0…1, moments ISO 8601 in UTC."""

    question: str
    schema_: int = Field(alias="schema", description="Version of the shape: 1.")
    n: int = Field(description="Journeys the answer was computed over.")
    from_: datetime | None = Field(alias="from", description="Time of the first event.")
    to: datetime | None = Field(description="Time of the last event.")
    filters: dict[str, Any]


class Transition(Wire):
    """One activity directly followed by another; null is the start or the end."""

    from_: str | None = Field(alias="from")
    to: str | None
    count: int
    journeys: int
    share: float = Field(description="Share of all exits from the first.")
    median_s: float | None
    p90_s: float | None


class TransitionsLeftOut(Wire):
    """Transitions that are not listed: the rarest."""

    transitions: int
    count: int = Field(description="Times they happen together.")
    share: float = Field(description="Of the times of all that were asked for.")


class Transitions(Answer):
    """What follows what, most frequent first."""

    transitions: list[Transition]
    around: str | None = Field(description="Only transitions to and from it were asked for.")
    left_out: TransitionsLeftOut
    empty: int = Field(description="Journeys without any event.")


class ReachedTouchpoint(Wire):
    """Who gets to one touchpoint or activity."""

    name: str
    journeys: int
    share: float | None
    interval: Interval | None
    events: int
    events_per_journey: float | None
    repeat_share: float | None
    at_once_share: float | None


class ReachLeftOut(Wire):
    """Touchpoints that are not listed: the least reached."""

    touchpoints: int
    reached: int = Field(description="Those of them that some journey reaches.")
    events: int
    share: float = Field(description="Of all events.")


class Reach(Answer):
    """Who gets where."""

    touchpoints: list[ReachedTouchpoint]
    left_out: ReachLeftOut


class Path(Wire):
    """One exact sequence and how many journeys are it."""

    path: list[str]
    count: int
    share: float
    median_s: float | None


class Paths(Answer):
    """Which whole journeys are common."""

    collapse: bool
    distinct: int = Field(description="Distinct paths, listed or not.")
    listed: int = Field(description="Journeys on the listed paths.")
    empty: int = Field(description="Journeys without any event.")
    paths: list[Path]


class TouchpointAtStep(Wire):
    """One activity at one step."""

    name: str
    count: int = Field(description="Journeys.")
    share: float = Field(description="Of the journeys that are lined up.")


class StepLeftOut(Wire):
    """The activities of one step that are not named."""

    touchpoints: int
    count: int = Field(description="Journeys that have one of them there.")
    share: float = Field(description="Of the journeys that are lined up.")


class AtStep(Wire):
    """One step: the journeys that have an event there."""

    step: int = Field(description="From the start 1, 2, …; around an activity 0 is the activity itself.")
    journeys: int
    begin: int = Field(description="Journeys whose first event this is.")
    end: int = Field(description="Journeys whose last event this is.")
    touchpoints: list[TouchpointAtStep]
    left_out: StepLeftOut


class Flow(Wire):
    """Journeys that go from one activity at a step to another at the next; null where they begin or ended."""

    step: int
    from_: str | None = Field(alias="from")
    to: str | None
    count: int
    share: float = Field(description="Of the journeys that are lined up.")


class GroupedFlows(Wire):
    """Flows from or to activities that are not named at their step, taken together."""

    step: int
    from_: str | None = Field(alias="from", description="Null: they begin there or, with `from_rest`, are unnamed.")
    from_rest: bool
    to: str | None
    to_rest: bool
    flows: int
    count: int
    share: float = Field(description="Of the journeys that are lined up.")


class Steps(Answer):
    """Where journeys are at each step, and how they flow from one step to the next."""

    at: str | None
    lined_up: int = Field(description="Journeys with events, and with the activity they are lined up at.")
    without: int = Field(description="Journeys without that activity.")
    empty: int = Field(description="Journeys without any event.")
    steps: list[AtStep]
    flows: list[Flow]
    grouped: list[GroupedFlows]


class TimeBin(Wire):
    """Times from one length up to, and without, another; null is without an end."""

    from_s: float
    to_s: float | None
    count: int


class Timing(Answer):
    """How long it takes from one to another."""

    between: tuple[str, str] | None
    inside: str | None
    count: int = Field(description="Times measured.")
    journeys: int
    unfinished: int = Field(description="Journeys that reach the begin and no end after it.")
    single: int
    median_s: float | None
    p75_s: float | None
    p90_s: float | None
    p95_s: float | None
    target_s: float | None
    above: int | None
    above_share: float | None
    above_interval: Interval | None
    histogram: list[TimeBin] = Field(description="How the times are spread; bins of the same edges in every answer.")


class Following(Wire):
    """What the dropped did next; null is the end of the journey."""

    activity: str | None
    count: int
    share: float | None


class Dropped(Wire):
    """The journeys that pass a step and not the next."""

    count: int
    share: float | None
    next: list[Following]
    other: int


class Step(Wire):
    """One step of a funnel."""

    name: str
    activities: list[str]
    optional: bool = Field(description="It may be left out.")
    count: int
    step_rate: float | None = Field(description="Of the step before that may not be left out.")
    step_interval: Interval | None = Field(description="Null for the first step, and by attempt.")
    overall_rate: float | None = Field(description="Of the first step.")
    interval: Interval | None = Field(description="Null by attempt.")
    share: float | None = Field(description="Of all journeys, or of all attempts.")
    median_s: float | None
    p90_s: float | None
    dropped: Dropped | None


class Funnel(Answer):
    """How many get through."""

    mode: Literal["ordered", "strict", "any"]
    by: Literal["journey", "attempt"] = Field(description="What is counted.")
    within_s: float | None
    step_within_s: float | None
    steps: list[Step]


class Deviation(Wire):
    """One kind of difference between real and planned."""

    kind: str
    touchpoint: str
    count: int
    journeys: int
    skipped: int | None = Field(
        description="Of the journeys that left it out, those that were in a later phase all the same."
    )
    record: str | None = Field(description="The record on the map; null for what is off the map.")


class DeviationsLeftOut(Wire):
    """Deviations that are not listed, counted."""

    deviations: int
    count: int


class Fitness(Answer):
    """How far real is from planned."""

    mean: float | None
    interval: Interval | None
    perfect: int
    histogram: list[int]
    deviations: list[Deviation]
    deviations_left_out: DeviationsLeftOut
