"""Personas over all maps."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from klantreis.server.wire.model import Wire


class PersonaOnMap(Wire):
    """A persona, and the map it is on."""

    map: str = Field(description="Id of the map.")
    map_name: str
    map_state: Literal["current", "future"]
    persona: dict[str, Any] = Field(description="The record, as in the map's document.")


class AllPersonas(Wire):
    """Personas of all maps."""

    personas: list[PersonaOnMap]


class PersonaPlace(Wire):
    """Where a persona is."""

    map: str = Field(description="Id of the map.")
    map_name: str
    map_state: Literal["current", "future"]
    persona: str = Field(description="Id of the persona.")


class NamedPersonas(Wire):
    """The personas of one name."""

    name: str
    first: PersonaOnMap = Field(description="The one on the map changed last.")
    on: list[PersonaPlace]


class PersonaNames(Wire):
    """A page of the names of personas."""

    names: list[NamedPersonas]
    found: int = Field(description="How many names fit.")
    all: int = Field(description="How many names there are.")
