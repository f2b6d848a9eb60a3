"""Binding: which events are a touchpoint."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator

from klantreis.journey.ids import BindingId, TouchpointId
from klantreis.journey.record import Record, Reference
from klantreis.journey.rule import Rule, bounded


class Binding(Record):
    """The rule of one touchpoint; a touchpoint has at most one (SPEC R14)."""

    references: ClassVar[tuple[Reference, ...]] = (Reference("touchpoint", "cascade"),)

    id: BindingId
    kind: Literal["binding"] = "binding"
    touchpoint: TouchpointId
    rule: Annotated[Rule, AfterValidator(bounded)]
