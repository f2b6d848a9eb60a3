"""Sticky: a note on the free area beside the grid."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from klantreis.journey.bounds import Colour, Line, People, Text
from klantreis.journey.ids import StickyId
from klantreis.journey.record import Record

Place = Annotated[int, Field(ge=0, le=20_000)]
"""CSS pixels from the upper left corner of the free area."""


class Sticky(Record):
    """A loose thought of a workshop, before it has a place on the map."""

    id: StickyId
    kind: Literal["sticky"] = "sticky"
    text: Text = ""
    x: Place
    y: Place
    colour: Colour | None = None
    votes: People = ()
    """Who gave it a dot; a name stands here once for every dot."""
    by: Line = ""
