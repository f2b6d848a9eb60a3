"""Solution: an opportunity, and what became of it."""

from __future__ import annotations

from typing import ClassVar, Literal

from klantreis.journey.bounds import Line, Moment, Name, Note, Step, Tags
from klantreis.journey.ids import KpiIds, PainPointIds, SolutionId, TouchpointIds
from klantreis.journey.record import Record, Reference


class Solution(Record):
    """Names the pains it mends and the KPIs that will show it; marks run from 1 to 5."""

    references: ClassVar[tuple[Reference, ...]] = (
        Reference("pain_points", "drop"),
        Reference("kpis", "drop"),
        Reference("touchpoints", "drop"),
    )

    id: SolutionId
    kind: Literal["solution"] = "solution"
    name: Name
    description: Note = ""
    status: Literal["idea", "chosen", "in_progress", "shipped", "dropped"] = "idea"
    pain_points: PainPointIds = ()
    kpis: KpiIds = ()
    touchpoints: TouchpointIds = ()
    impact: Step | None = None
    reach: Step | None = None
    confidence: Step | None = None
    effort: Step | None = None
    owner: Line = ""
    stakeholders: Tags = ()
    due: Moment | None = None
    shipped: Moment | None = None
    """When customers got it; the cut between before and after."""
