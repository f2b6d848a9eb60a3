"""Two selections side by side: the same keys as ``--json`` and ``to_dict()``."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import Field

from klantreis.server.wire.model import Interval, Wire
from klantreis.server.wire.questions import Answer


class ComparedSide(Wire):
    """One side: how many journeys, over which time, by which filters."""

    n: int
    from_: datetime | None = Field(alias="from")
    to: datetime | None
    filters: dict[str, Any]


class ComparedShare(Wire):
    """A share on one side."""

    part: int
    whole: int
    share: float | None


class ComparedRow(Wire):
    """One number on both sides; the difference is b minus a."""

    what: list[str | None]
    a: ComparedShare
    b: ComparedShare
    difference: float | None
    interval: Interval | None
    p: float | None
    q: float | None
    small: bool = Field(description="A side counts fewer than 30.")


class ComparedTime(Wire):
    """A length of time on both sides, in seconds."""

    what: str
    a: float | None
    b: float | None
    difference: float | None


class ComparedLeftOut(Wire):
    """Rows that are not listed: those that differ least surely."""

    rows: int
    sure: int = Field(description="Those of them with q ≤ 0.05.")


class Comparison(Answer):
    """What differs between two selections."""

    of: str
    a: ComparedSide
    b: ComparedSide
    shared_customers: int | None = Field(description="Customers on both sides; intervals take the sides as apart.")
    compared: list[ComparedRow]
    left_out: ComparedLeftOut
    times: list[ComparedTime]
