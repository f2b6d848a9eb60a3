"""Evidence: why somebody may believe a record."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from klantreis.journey.bounds import Count, Line, Moment, Note, Number
from klantreis.journey.ids import EvidenceId, pattern
from klantreis.journey.record import Record, Reference

EvidenceSource = Literal["events", "interview", "survey", "focus_group", "review", "heatmap", "word"]

TARGETS = (
    "map",
    "persona",
    "phase",
    "touchpoint",
    "binding",
    "lane",
    "cell",
    "emotion",
    "pain_point",
    "solution",
    "process",
    "team",
    "system",
    "kpi",
)


class Evidence(Record):
    """One source for one record. ``n`` counts journeys or people; ``interval`` is a 95 % interval of ``value``."""

    references: ClassVar[tuple[Reference, ...]] = (Reference("target", "cascade"),)

    id: EvidenceId
    kind: Literal["evidence"] = "evidence"
    target: Annotated[str, Field(pattern=pattern(*TARGETS))]
    source: EvidenceSource
    n: Count | None = None
    by: Line | None = None
    """Who says so."""
    at: Moment
    """When it was measured or said."""
    from_: Moment | None = Field(default=None, alias="from")
    """Begin of the period it is about."""
    to: Moment | None = None
    value: Number | None = None
    interval: Annotated[tuple[Number, Number], Field(strict=False)] | None = None
    note: Note = ""

    @field_validator("interval")
    @classmethod
    def _interval_ascends(cls, value: tuple[float, float] | None) -> tuple[float, float] | None:
        if value is not None and value[0] > value[1]:
            raise PydanticCustomError("interval", "has its low end above its high end")
        return value
