"""System: the software and machines behind touchpoints."""

from __future__ import annotations

from typing import ClassVar, Literal

from klantreis.journey.bounds import Line, Name, Note
from klantreis.journey.ids import SystemId, TouchpointIds
from klantreis.journey.record import Record, Reference


class System(Record):
    """What must work for a touchpoint to work, and who supplies it."""

    references: ClassVar[tuple[Reference, ...]] = (Reference("touchpoints", "drop"),)

    id: SystemId
    kind: Literal["system"] = "system"
    name: Name
    description: Note = ""
    supplier: Line = ""
    owner: Line = ""
    touchpoints: TouchpointIds = ()
