"""Personas of maps as a filter: the customers that a persona's segment picks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from klantreis.errors import NotFound, UserError

if TYPE_CHECKING:
    from klantreis.journey.document import Document
    from klantreis.journey.persona import Persona
    from klantreis.workspace.selection import Selection


def narrowed(selection: Selection, document: Document | None) -> Selection:
    """The selection with what its persona stands for on this map; the same selection when it names none.

    Raises UserError without a map or without a segment, NotFound when the map has no such persona.
    """
    if selection.persona is None:
        return selection
    if document is None:
        raise UserError(
            "selection.persona_without_map",
            "A persona is one of a map, and no map was named.",
            where="persona",
            mend="Ask about a map, or write the persona's segment as a where.",
        )
    persona = _find(document, selection.persona)
    if not persona.segment or not persona.segment.strip():
        raise UserError(
            "selection.persona_without_segment",
            f"The persona {persona.name!r} has no segment, so nobody knows which customers it stands for.",
            where="persona",
            mend='Give it a segment, such as channel = "phone".',
            params={"persona": persona.id, "name": persona.name},
        )
    return replace(selection, persona=persona.id, rule=persona.segment)


def _find(document: Document, name: str) -> Persona:
    from klantreis.journey.persona import Persona

    personas = document.every(Persona)
    for persona in personas:
        if persona.id == name:
            return persona
    same = [persona for persona in personas if persona.name.casefold() == name.casefold()]
    if len(same) == 1:
        return same[0]
    names = sorted(persona.name for persona in personas)
    if same:
        found = f"{len(same)} personas of this map are called {name[:100]!r}."
        mend = f"Name one by id: {', '.join(persona.id for persona in same)}."
        raise UserError("selection.personas_alike", found, where="persona", mend=mend, params={"name": name[:100]})
    raise NotFound(
        "selection.no_persona",
        f"This map has no persona {name[:100]!r}.",
        where="persona",
        mend=f"Allowed: {', '.join(names)}." if names else "Give the map a persona first.",
        params={"name": name[:100], "names": names},
    )
