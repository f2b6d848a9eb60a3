"""Cell: a card at a lane and a touchpoint."""

from __future__ import annotations

from typing import ClassVar, Literal

from klantreis.journey.bounds import Colour, FileId, Icon, Order, Tags, Text
from klantreis.journey.ids import CellId, LaneId, TouchpointId
from klantreis.journey.record import Record, Reference


class Cell(Record):
    """What somebody wrote; several cells may share a place, in their ``order``."""

    references: ClassVar[tuple[Reference, ...]] = (
        Reference("lane", "cascade"),
        Reference("touchpoint", "cascade"),
        Reference("span", "shorten"),
    )

    id: CellId
    kind: Literal["cell"] = "cell"
    lane: LaneId
    touchpoint: TouchpointId
    order: Order
    text: Text = ""
    """Plain text, or a little Markdown: ``**bold**``, lines that begin with ``- ``, ``[words](address)``."""
    span: TouchpointId | None = None
    """The last touchpoint it covers; None for its own column only (SPEC R26)."""
    colour: Colour | None = None
    tags: Tags = ()
    icon: Icon | None = None
    file: FileId | None = None
    """The attachment that the card shows; then the text is its caption."""
