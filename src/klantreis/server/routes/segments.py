"""Segments: rules that have a name, used as a filter."""

from __future__ import annotations

from typing import Annotated

import anyio
from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from klantreis.server.authorise import Caller, authorise
from klantreis.server.context import InContext
from klantreis.server.problems import documented
from klantreis.server.selecting import Selected
from klantreis.server.wire.model import reply
from klantreis.server.wire.segments import Segment, SegmentCount, SegmentRule, Segments

router = APIRouter(tags=["segments"])

Name = Annotated[str, Path(min_length=1, max_length=200, description="Name of the segment; may hold slashes.")]
Changer = Annotated[Caller, authorise("segments.change")]


@router.get("/segments", response_model=Segments)
async def segments(context: InContext, caller: Annotated[Caller, authorise("segments.read")]) -> Response:
    """Every segment, by name."""
    return reply({"segments": await anyio.to_thread.run_sync(context.workspace.segments.list)})


@router.get("/segments/count", response_model=SegmentCount, responses=documented(404))
async def count_segment(
    context: InContext,
    selection: Selected,
    caller: Annotated[Caller, authorise("segments.read")],
    rule: Annotated[str, Query(min_length=1, max_length=4000, description='Such as apparaat = "mobiel".')],
) -> Response:
    """How many customers and journeys a rule picks, before it becomes a segment or that of a persona."""
    return reply(await anyio.to_thread.run_sync(lambda: context.workspace.count_segment(rule, selection)))


@router.put("/segments/{name:path}", response_model=Segment, responses=documented(404))
async def set_segment(name: Name, body: SegmentRule, context: InContext, caller: Changer) -> Response:
    """Make a segment, or change its rule; a rule that cannot be read is refused with the place where it breaks."""
    made = await anyio.to_thread.run_sync(
        lambda: context.workspace.segments.set(name, body.where, description=body.description, author=caller.name)
    )
    return reply(made)


@router.delete("/segments/{name:path}", status_code=204, response_class=Response, responses=documented(404))
async def remove_segment(name: Name, context: InContext, caller: Changer) -> Response:
    """Remove a segment; events stay."""
    await anyio.to_thread.run_sync(lambda: context.workspace.segments.remove(name, author=caller.name))
    return Response(status_code=204)
