"""Filters of a question, everywhere the same: query parameters of every route that asks about journeys."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import Depends, Query

from klantreis.workspace import Selection, Unit


async def _selection(
    *,
    from_: Annotated[
        str | None, Query(alias="from", max_length=40, description="Only journeys that start at or after this.")
    ] = None,
    to: Annotated[str | None, Query(max_length=40, description="Only journeys that start before this.")] = None,
    segment: Annotated[str | None, Query(max_length=200, description="Only journeys in this segment.")] = None,
    where: Annotated[
        str | None, Query(max_length=4000, description='Only journeys with an event like this: channel = "phone".')
    ] = None,
    channel: Annotated[
        str | None, Query(max_length=200, description="Only journeys with an event on this channel.")
    ] = None,
    unit: Annotated[
        Unit | None,
        Query(
            description="What one journey is; by default a journey id where the events have them, else the customer."
        ),
    ] = None,
    gap: Annotated[
        str | None, Query(max_length=40, description="With unit=gap: the inactivity that splits journeys, such as 30m.")
    ] = None,
    persona: Annotated[
        str | None,
        Query(max_length=200, description="Only journeys in the segment of this persona of the map, by id or name."),
    ] = None,
) -> Selection:
    return Selection(
        from_=from_ or None,
        to=to or None,
        segment=segment or None,
        where=where or None,
        channel=channel or None,
        unit=unit,
        gap=gap or None,
        persona=persona or None,
    )


Selected = Annotated[Selection, Depends(_selection)]
"""Type of a route's parameter that receives the filters."""


async def _other(
    *,
    selection: Selected,
    vs_from: Annotated[str | None, Query(max_length=40, description="The other side: start at or after.")] = None,
    vs_to: Annotated[str | None, Query(max_length=40, description="The other side: start before.")] = None,
    vs_segment: Annotated[str | None, Query(max_length=200, description="The other side: in this segment.")] = None,
    vs_where: Annotated[str | None, Query(max_length=4000, description="The other side: with such an event.")] = None,
    vs_channel: Annotated[str | None, Query(max_length=200, description="The other side: on this channel.")] = None,
) -> Selection:
    return replace(
        selection,
        from_=vs_from or None,
        to=vs_to or None,
        segment=vs_segment or None,
        where=vs_where or None,
        channel=vs_channel or None,
    )


Other = Annotated[Selection, Depends(_other)]
"""Type of a route's parameter that receives the other side of a comparison; its units are those of the one side."""
