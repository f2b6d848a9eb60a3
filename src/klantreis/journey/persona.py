"""Persona: whose journey it is."""

from __future__ import annotations

from typing import Literal

from klantreis.journey.bounds import Colour, Lines, Name, Note, Text
from klantreis.journey.ids import PersonaId
from klantreis.journey.record import Record


class Persona(Record):
    """A kind of customer; ``segment`` is a where text that picks these customers in the data."""

    id: PersonaId
    kind: Literal["persona"] = "persona"
    name: Name
    description: Note = ""
    goals: Lines = ()
    needs: Lines = ()
    frustrations: Lines = ()
    quotes: Lines = ()
    segment: Text | None = None
    colour: Colour | None = None
