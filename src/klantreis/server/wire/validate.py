"""Whether a map holds: every finding has a stable ``code`` and the ``record`` it is about."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import ConfigDict, Field

from klantreis.server.wire.maps import Part
from klantreis.server.wire.model import Interval, Wire
from klantreis.server.wire.questions import Answer, DeviationsLeftOut


class Coverage(Wire):
    """How much of what happens is on the map."""

    code: Literal["coverage"]
    record: str
    events: int
    on_map: int
    share: float | None


class Missing(Wire):
    """An activity that is not on the map, and where it belongs."""

    code: Literal["missing"]
    record: str | None
    activity: str
    journeys: int
    share: float
    interval: Interval | None
    events: int
    after: str | None
    phase: str | None


class Unvisited(Wire):
    """A touchpoint nobody visits."""

    code: Literal["unvisited"]
    record: str
    name: str
    phase: str
    journeys: int
    of: int
    interval: Interval | None


class Unbound(Wire):
    """A touchpoint no event can belong to; a broken rule also says ``why``, with the facts of that error."""

    model_config = ConfigDict(extra="allow")

    code: Literal["unbound", "broken_rule"]
    record: str
    name: str


class OrderViolation(Wire):
    """Journeys that go back from a later phase to an earlier one."""

    code: Literal["went_back"]
    record: str
    from_: str = Field(alias="from")
    to: str
    journeys: int
    of: int
    share: float
    interval: Interval | None
    reversed: int


class PhaseFinding(Wire):
    """Who reached a phase, and who passed its conversion point."""

    code: Literal["conversion", "no_conversion_point", "phase_unvisited"]
    record: str
    name: str
    journeys: int
    share: float | None
    interval: Interval | None
    conversion: Part | None
    median_s: float | None


class EmotionFinding(Wire):
    """Assumed against measured emotion."""

    code: Literal[
        "emotion_differs",
        "emotion_agrees",
        "emotion_uncertain",
        "emotion_not_measured",
        "emotion_not_assumed",
        "emotion_of_persona",
    ]
    record: str
    touchpoint: str
    name: str
    persona: str | None
    assumed: float | None
    measured: float | None
    n: int
    interval: Interval | None
    differs: bool | None


class Deviation(Wire):
    """A difference between real and planned, with the record it is about."""

    kind: str
    code: str
    record: str | None
    touchpoint: str
    count: int
    journeys: int
    skipped: int | None = Field(
        description="Of the journeys that left it out, those that were in a later phase all the same."
    )


class FitnessFinding(Wire):
    """How far real is from planned."""

    code: Literal["fitness"]
    record: str
    mean: float | None
    interval: Interval | None
    perfect: int
    histogram: list[int]
    deviations: list[Deviation]
    deviations_left_out: DeviationsLeftOut


class Validate(Answer):
    """Whether the map holds."""

    coverage: Coverage
    missing: list[Missing]
    unvisited: list[Unvisited]
    unbound: list[Unbound]
    order_violations: list[OrderViolation]
    phases: list[PhaseFinding]
    emotions: list[EmotionFinding]
    fitness: FitnessFinding
    left_out: dict[str, dict[str, Any]] = Field(description="What was too rare to tell, counted.")
