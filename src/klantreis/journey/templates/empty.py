"""An empty map: rows to write in, columns of your own."""

from __future__ import annotations

from klantreis.journey.templates import lanes
from klantreis.journey.templates.said import Said, Template

EMPTY = Template(
    "empty",
    Said("Lege kaart", "Empty map"),
    Said(
        "Alleen de rijen; fasen en contactmomenten voeg je zelf toe.",
        "Only the rows; you add phases and touchpoints yourself.",
    ),
    (),
    (lanes.EMOTION, lanes.ACTIONS, lanes.THOUGHTS, lanes.REACH, lanes.WAITING, lanes.PAINS, lanes.OPPORTUNITIES),
)
