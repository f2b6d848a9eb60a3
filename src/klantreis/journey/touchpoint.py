"""Touchpoint: one moment of contact, a column of the map."""

from __future__ import annotations

from typing import ClassVar, Literal

from klantreis.journey.bounds import Label, Name, Note, Order
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
