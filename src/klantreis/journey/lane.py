"""Lane: a row of the map, written by people or measured."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from klantreis.journey.bounds import Name, Order
from klantreis.journey.ids import LaneId
from klantreis.journey.record import Record

LaneType = Literal[
    "actions",
    "needs",
    "thoughts",
    "emotion",
    "channels",
    "pains",
    "opportunities",
    "front_stage",
    "back_stage",
    "systems",
    "kpis",
    "text",
    "image",
    "file",
    "reach",
    "drop_off",
    "waiting",
    "off_map",
    "metric",
    "chart",
]

Measure = Literal["reach", "events", "repeat_share", "drop_off", "waiting", "emotion", "value"]
"""What a metric or chart lane shows of each touchpoint."""

MEASURED_LANES = frozenset({"reach", "drop_off", "waiting", "off_map", "metric", "chart"})
"""Lanes whose content comes from the data; no cell can be written in them (SPEC R16)."""


class Lane(Record):
    """A row."""

    id: LaneId
    kind: Literal["lane"] = "lane"
    name: Name
    type: LaneType
    order: Order
    collapsed: bool = False
    measure: Measure | None = None
    """For lanes of type ``metric`` and ``chart``; None shows reach."""
    height: Annotated[int, Field(ge=24, le=2000)] | None = None
    """Height in CSS pixels; None: as high as its cards."""

    @property
    def measured(self) -> bool:
        """Whether the data fill this lane."""
        return self.type in MEASURED_LANES
