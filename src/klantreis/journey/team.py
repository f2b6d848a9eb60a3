"""Team: the people behind touchpoints."""

from __future__ import annotations

from typing import ClassVar, Literal

from klantreis.journey.bounds import Line, Name, Note
from klantreis.journey.ids import TeamId, TouchpointIds
from klantreis.journey.record import Record, Reference


class Team(Record):
    """A group of colleagues, or a supplier's people."""

    references: ClassVar[tuple[Reference, ...]] = (Reference("touchpoints", "drop"),)

    id: TeamId
    kind: Literal["team"] = "team"
    name: Name
    description: Note = ""
    lead: Line = ""
    touchpoints: TouchpointIds = ()
