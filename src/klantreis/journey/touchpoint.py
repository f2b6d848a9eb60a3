"""Touchpoint: one moment of contact, a column of the map."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from klantreis.journey.bounds import Colour, Elsewhere, Icon, Label, Name, Note, Order, Tags
from klantreis.journey.ids import PhaseId, TouchpointId
from klantreis.journey.record import Record, Reference


class Touchpoint(Record):
    """A contact moment within a phase. ``required`` and ``repeatable`` are what fitness reads."""

    references: ClassVar[tuple[Reference, ...]] = (Reference("phase", "refuse"),)

    id: TouchpointId
    kind: Literal["touchpoint"] = "touchpoint"
    name: Name
    phase: PhaseId
    order: Order
    """Position within the phase."""
    channel: Label | None = None
    contact: Literal["online", "offline", "both"] | None = None
    moment_of_truth: bool = False
    required: bool = False
    """A journey that leaves it out deviates from the plan."""
    repeatable: bool = False
    """Coming here more than once is part of the plan."""
    description: Note = ""
    icon: Icon | None = None
    colour: Colour | None = None
    tags: Tags = ()
    sub_map: Elsewhere | None = None
    """The map that shows this touchpoint in detail."""
    width: Annotated[int, Field(ge=60, le=800)] | None = None
    """Width of its column in CSS pixels; None: as wide as the others."""
