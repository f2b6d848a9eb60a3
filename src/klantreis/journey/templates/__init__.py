"""Maps to start from, complete in Dutch and in English.

Example cards carry the tag ``voorbeeld`` or ``example`` and no evidence, so that they are graded E
(nobody's) until somebody makes them true.
"""

from __future__ import annotations

from collections.abc import Mapping

from klantreis.errors import NotFound
from klantreis.journey import order
from klantreis.journey.cell import Cell
from klantreis.journey.document import Document
from klantreis.journey.ids import MAP_ID, Ids
from klantreis.journey.kinds import parse
from klantreis.journey.lane import MEASURED_LANES, Lane
from klantreis.journey.phase import Phase
from klantreis.journey.record import Record
from klantreis.journey.refusals import refuse
from klantreis.journey.templates.blueprint import BLUEPRINT
from klantreis.journey.templates.empty import EMPTY
from klantreis.journey.templates.five import FIVE
from klantreis.journey.templates.loyalty_loop import LOYALTY_LOOP
from klantreis.journey.templates.said import Language, Said, Template, TouchpointText
from klantreis.journey.templates.seven import SEVEN
from klantreis.journey.touchpoint import Touchpoint

TEMPLATES: Mapping[str, Template] = {item.name: item for item in (SEVEN, FIVE, LOYALTY_LOOP, BLUEPRINT, EMPTY)}
EXAMPLE = Said("voorbeeld", "example")
LANGUAGES: tuple[Language, ...] = ("nl", "en")
TINTS = 8
FILLED_BY_DATA = MEASURED_LANES | {"emotion"}


def get(name: str) -> Template:
    """The template of this name, with its texts in both languages; raises NotFound."""
    found = TEMPLATES.get(name)
    if found is None:
        raise NotFound(
            "journey.no_template",
            f"There is no template {name!r}.",
            where="template",
            mend=f"Allowed: {', '.join(TEMPLATES)}.",
            params={"name": name, "allowed": list(TEMPLATES)},
        )
    return found


def make(
    name: str, language: str = "nl", title: str | None = None, *, seed: int | str | None = None, examples: bool = True
) -> Document:
    """A new map from a template.

    ``language`` is ``nl`` or ``en``; ``title`` names the map (default: the template's own title);
    with ``seed`` the ids are always the same; ``examples`` False leaves the example cards out.
    """
    template = get(name)
    if language not in LANGUAGES:
        raise refuse("R6", "journey.language", f"{language!r} is no language of a map.", allowed=list(LANGUAGES))
    ids = Ids(seed)
    about = {
        "id": MAP_ID,
        "kind": "map",
        "name": template.title.in_(language) if title is None else title,
        "language": language,
        "template": template.name,
        "description": template.description.in_(language),
    }
    lanes = lane_records(template, language, ids)
    records: list[Record] = [parse(about), *lanes]
    places = order.n_between(None, None, len(template.phases))
    for number, (text, place) in enumerate(zip(template.phases, places, strict=True)):
        phase = Phase(
            id=ids.new("phase"),
            name=text.name.in_(language),
            order=place,
            goal=text.goal.in_(language),
            information_need=text.information_need.in_(language),
            tint=number % TINTS,
        )
        records.append(phase)
        columns = order.n_between(None, None, len(text.touchpoints))
        for column_text, column in zip(text.touchpoints, columns, strict=True):
            touchpoint = _touchpoint(column_text, language, ids.new("touchpoint"), phase.id, column)
            records.append(touchpoint)
            if examples:
                records += _cards(column_text, language, ids, touchpoint.id, lanes)
    return Document.of(records)


def _touchpoint(text: TouchpointText, language: str, name: str, phase: str, column: str) -> Touchpoint:
    return Touchpoint(
        id=name,
        name=text.name.in_(language),
        phase=phase,
        order=column,
        channel=text.channel.in_(language),
        contact=text.contact,
        moment_of_truth=text.moment_of_truth,
    )


def _cards(text: TouchpointText, language: str, ids: Ids, touchpoint: str, lanes: list[Lane]) -> list[Cell]:
    """The example cards of a column, each in the first lane of its type."""
    rows = {lane.type: lane.id for lane in reversed(lanes)}
    return [
        Cell(
            id=ids.new("cell"),
            lane=rows[lane_type],
            touchpoint=touchpoint,
            order=order.between(None, None),
            text=said.in_(language),
            tags=(EXAMPLE.in_(language),),
        )
        for lane_type, said in text.cells.items()
    ]


def lane_records(template: Template, language: str, ids: Ids, *, known_first: bool = False) -> list[Lane]:
    """The template's rows as records with new ids, from top to bottom.

    With ``known_first`` the rows that data fill by themselves come on top: the start of a drafted map,
    whose other rows are still bare.
    """
    places = order.n_between(None, None, len(template.lanes))
    lanes = sorted(template.lanes, key=lambda lane: lane.type not in FILLED_BY_DATA) if known_first else template.lanes
    return [
        Lane(id=ids.new("lane"), name=lane.name.in_(language), type=lane.type, order=place)
        for lane, place in zip(lanes, places, strict=True)
    ]
