"""Persona: whose journey it is."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from klantreis.journey.bounds import EXACT, Colour, FileId, Label, Line, Lines, Name, Note, Order, Tags, Text, Word
from klantreis.journey.ids import PersonaId
from klantreis.journey.record import Record


class Trait(BaseModel):
    """Where a persona stands between two ends; ``value`` runs from 0 (``low``) to 100 (``high``)."""

    model_config = EXACT

    name: Label
    low: Word = ""
    high: Word = ""
    value: Annotated[int, Field(ge=0, le=100)] = 50


Traits = Annotated[tuple[Trait, ...], Field(strict=False, max_length=20)]


class Persona(Record):
    """A kind of customer; ``segment`` is a where text that picks these customers in the data."""

    id: PersonaId
    kind: Literal["persona"] = "persona"
    name: Name
    summary: Line = ""
    """Who this is in one line: an age, a trade, a town."""
    description: Note = ""
    goals: Lines = ()
    needs: Lines = ()
    frustrations: Lines = ()
    quotes: Lines = ()
    traits: Traits = ()
    channels: Tags = ()
    picture: FileId | None = None
    segment: Text | None = None
    colour: Colour | None = None
    order: Order | None = None
    """Position among the personas; those without one come last, by id."""
