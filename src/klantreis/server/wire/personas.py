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
