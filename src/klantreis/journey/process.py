"""Process: the work behind touchpoints."""

from __future__ import annotations

from typing import ClassVar, Literal

from klantreis.journey.bounds import Line, Name, Note
from klantreis.journey.ids import ProcessId, SystemIds, TeamIds, TouchpointIds
from klantreis.journey.record import Record, Reference


class Process(Record):
    """A part of the company journey: who does it, with which systems, for which touchpoints."""

    references: ClassVar[tuple[Reference, ...]] = (
        Reference("touchpoints", "drop"),
        Reference("teams", "drop"),
        Reference("systems", "drop"),
    )

    id: ProcessId
    kind: Literal["process"] = "process"
    name: Name
    description: Note = ""
    owner: Line = ""
    touchpoints: TouchpointIds = ()
    teams: TeamIds = ()
    systems: SystemIds = ()
