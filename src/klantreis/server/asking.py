"""Parameters that several questions share: how a funnel counts, how much is listed."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Query

Activity = Annotated[str, Query(min_length=1, max_length=1000)]
Maybe = Annotated[str | None, Query(max_length=1000)]
"""The name of an activity, or nothing."""
Inside = Annotated[
    str | None,
    Query(max_length=1000, description="Instead of a and b: a phase of the map, or activities with | between."),
]
OfMap = Annotated[str | None, Query(alias="map", max_length=200, description="A map, by name or id.")]
Time = Annotated[str | None, Query(max_length=40)]
"""A length of time, such as ``7d``."""

Window = Annotated[str | None, Query(max_length=40, description="Window from the first step, such as 7d.")]
Mode = Literal["ordered", "strict", "any"]
StepWithin = Annotated[
    str | None, Query(max_length=40, description="Longest time from one step to the next, such as 1d.")
]
Optional = Annotated[
    list[Annotated[int, Query(ge=2, le=60)]] | None,
    Query(max_length=60, description="Numbers of steps, from 2, that may be left out."),
]
By = Annotated[Literal["journey", "attempt"], Query(description="Count each journey's best attempt, or every attempt.")]

Commonest = Annotated[int, Query(ge=1, le=100_000, description="The commonest; the rest is told together.")]
Changes = Annotated[
    int, Query(ge=1, le=10_000, description="So many that moved, are new and vanished; the rest is counted.")
]
Surest = Annotated[int, Query(ge=1, le=100_000, description="Groups that differ most surely; the rest is counted.")]
Moment = Annotated[str, Query(min_length=1, max_length=40, description="A date or time, such as 2026-01-01.")]
Permutations = Annotated[int, Query(ge=1, le=10_000)]
Minimum = Annotated[int, Query(ge=1, le=1_000_000, description="Journeys a group needs.")]


def places(numbers: list[int] | None) -> tuple[int, ...]:
    """Numbers of steps once each, in order."""
    return tuple(sorted(set(numbers or ())))
