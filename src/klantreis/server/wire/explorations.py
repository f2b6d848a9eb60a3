"""Explorations: questions that have a name."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from klantreis.server.wire.model import Wire


class Exploration(Wire):
    """A question of the journey explorer with its filter and settings."""

    name: str
    address: str = Field(description="What stands after /data/ in its address.")
    changed_at: datetime
    changed_by: str


class Explorations(Wire):
    """Every exploration, by name."""

    explorations: list[Exploration]


class ExplorationAddress(Wire):
    """What is kept under a name."""

    address: str = Field(min_length=1, max_length=8000, description="Such as trechter?step=a&step=b.")
    was: str | None = Field(None, min_length=1, max_length=200, description="The name it had until now: it is renamed.")
