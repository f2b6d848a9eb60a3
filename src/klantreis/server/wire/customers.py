"""The customers behind a number: the same keys as ``--json`` and ``to_dict()``."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import Field

from klantreis.server.wire.model import Wire
from klantreis.server.wire.questions import Answer


class ListedJourney(Wire):
    """One journey behind the number."""

    customer: str
    times: int = Field(description="How many times it is in the number.")
    events: int
    first: datetime
    last: datetime
    duration_s: float
    path: list[str] = Field(description="Its activities in order, the first 40 of them.")


class Customers(Answer):
    """Who is behind a number, those that ended last first."""

    cell: dict[str, Any] = Field(description="Which number, as it was asked.")
    count: int = Field(description="The number itself: times that journeys are in it.")
    journeys: int
    customers: int
    offset: int
    listed: list[ListedJourney]
