"""Lane: a row of the map, written by people or measured."""

from __future__ import annotations

from typing import Literal

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
    "reach",
    "drop_off",
    "waiting",
    "off_map",
]

MEASURED_LANES = frozenset({"reach", "drop_off", "waiting", "off_map"})
"""Lanes whose content comes from the data; no cell can be written in them (SPEC R16)."""


class Lane(Record):
    """A row."""

    id: LaneId
    kind: Literal["lane"] = "lane"
    name: Name
    type: LaneType
    order: Order
    collapsed: bool = False

    @property
    def measured(self) -> bool:
        """Whether the data fill this lane."""
        return self.type in MEASURED_LANES
