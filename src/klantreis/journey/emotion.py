"""Emotion: what people think a customer feels at a touchpoint."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from klantreis.journey.bounds import Word
from klantreis.journey.ids import EmotionId, PersonaId, TouchpointId
from klantreis.journey.record import Record, Reference


class Emotion(Record):
    """An assumption from -2 (very bad) to 2 (very good); what is measured is never stored here."""

    references: ClassVar[tuple[Reference, ...]] = (Reference("touchpoint", "cascade"), Reference("persona", "cascade"))

    id: EmotionId
    kind: Literal["emotion"] = "emotion"
    touchpoint: TouchpointId
    persona: PersonaId | None = None
    """Whose emotion; None for every customer."""
    value: Annotated[int, Field(ge=-2, le=2)]
    word: Word = ""
