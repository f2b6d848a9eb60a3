"""Pain point: where it hurts."""

from __future__ import annotations

from typing import ClassVar, Literal

from klantreis.journey.bounds import Name, Note, Step
from klantreis.journey.ids import PainPointId, TouchpointIds
from klantreis.journey.record import Record, Reference


class PainPoint(Record):
    """Something that goes wrong for customers, at one touchpoint or more."""

    references: ClassVar[tuple[Reference, ...]] = (Reference("touchpoints", "drop"),)

    id: PainPointId
    kind: Literal["pain_point"] = "pain_point"
    name: Name
    touchpoints: TouchpointIds = ()
    description: Note = ""
    severity: Step | None = None
