"""What a column of a file can be."""

from __future__ import annotations

from typing import Literal, get_args

Role = Literal[
    "customer",
    "activity",
    "time",
    "clock",
    "channel",
    "value",
    "score",
    "score_kind",
    "text",
    "event_id",
    "journey_id",
    "attribute",
    "ignore",
]
"""What a column of a file can be. ``clock`` is a time of day beside a ``time`` that holds the date only."""

ROLES: tuple[str, ...] = get_args(Role)
REQUIRED: tuple[str, ...] = ("customer", "activity", "time")
SINGLE: tuple[str, ...] = tuple(role for role in ROLES if role not in ("attribute", "ignore"))
