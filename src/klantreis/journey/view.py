"""View: what of the map is shown to whom."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field

from klantreis.journey.bounds import Name, Order, Tags
from klantreis.journey.ids import LaneIds, PersonaIds, PhaseIds, ViewId, different
from klantreis.journey.record import Record, Reference

Grade = Literal["A", "B", "C", "D", "E"]


class View(Record):
    """A saved layer: lanes left out, phases folded, and what cards must have. Empty lists filter nothing."""

    references: ClassVar[tuple[Reference, ...]] = (
        Reference("hidden", "drop"),
        Reference("collapsed", "drop"),
        Reference("personas", "drop"),
    )

    id: ViewId
    kind: Literal["view"] = "view"
    name: Name
    order: Order
    hidden: LaneIds = ()
    collapsed: PhaseIds = ()
    personas: PersonaIds = ()
    channels: Tags = ()
    grades: Annotated[tuple[Grade, ...], Field(strict=False, max_length=5), AfterValidator(different)] = ()
    zoom: Literal["overview", "normal", "detail"] = "normal"
