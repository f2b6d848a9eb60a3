"""Phase: a stretch of the journey with one goal of the customer."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from klantreis.journey.bounds import Name, Order, Text
from klantreis.journey.ids import PhaseId
from klantreis.journey.record import Record
from klantreis.journey.rule import Rule, bounded


class Phase(Record):
    """A column group of the map."""

    id: PhaseId
    kind: Literal["phase"] = "phase"
    name: Name
    order: Order
    goal: Text = ""
    """What the customer wants here."""
    information_need: Text = ""
    """What the customer needs to know to move on."""
    conversion: Annotated[Rule, AfterValidator(bounded)] | None = None
    """The events that show a customer has moved on; None when nobody chose them."""
    tint: Annotated[int, Field(ge=0, le=7)] = 0
    fixed_order: bool = False
    """Whether its touchpoints are planned in the order drawn; else any order within the phase is as planned."""
