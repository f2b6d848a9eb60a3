"""Connection: an arrow from one touchpoint to another."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from klantreis.journey.bounds import Colour, Line
from klantreis.journey.ids import ConnectionId, TouchpointId
from klantreis.journey.record import Record, Reference


class Connection(Record):
    """A branch, a loop back, or a trigger that sends a customer elsewhere on the map."""

    references: ClassVar[tuple[Reference, ...]] = (Reference("from_", "cascade"), Reference("to", "cascade"))

    id: ConnectionId
    kind: Literal["connection"] = "connection"
    from_: TouchpointId = Field(alias="from")
    to: TouchpointId
    label: Line = ""
    type: Literal["branch", "loop", "trigger"] = "branch"
    colour: Colour | None = None
