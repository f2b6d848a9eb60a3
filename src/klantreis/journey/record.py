"""What every record has: an id, a kind, and references that are said once and held everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from pydantic import BaseModel, model_validator
from pydantic_core import PydanticCustomError

from klantreis.journey.bounds import EXACT
from klantreis.journey.ids import kind_of

OnRemove = Literal["refuse", "cascade", "clear", "drop", "shorten"]


@dataclass(frozen=True)
class Reference:
    """A field that holds the id, or ids, of other records.

    ``on_remove`` says what happens to the holder when the other record is removed (SPEC R20–R23):
    ``refuse`` the removal unless a cascade is asked; ``cascade`` removes the holder too; ``clear``
    sets the field to null; ``drop`` takes the id out of the list; ``shorten`` moves the end of a
    span to the touchpoint before it.
    """

    field: str
    on_remove: OnRemove

    @property
    def name(self) -> str:
        """The field as a file calls it: ``from``, which Python keeps for itself, is held as ``from_``."""
        return self.field.removesuffix("_")


class Record(BaseModel):
    """Base of every record: frozen, exact about types, and refusing fields it does not know."""

    model_config = EXACT

    references: ClassVar[tuple[Reference, ...]] = ()

    id: str

    @property
    def record_kind(self) -> str:
        """The record's kind as plain text."""
        return self.__dict__["kind"]

    @model_validator(mode="after")
    def _id_names_kind(self) -> Record:
        if kind_of(self.id) != self.record_kind:
            raise PydanticCustomError("record_id", "has an id of another kind")
        return self

    def refers_to(self, reference: Reference) -> tuple[str, ...]:
        """The ids that a reference field holds now, none when it is empty."""
        value = getattr(self, reference.field)
        if value is None:
            return ()
        return (value,) if isinstance(value, str) else tuple(value)
