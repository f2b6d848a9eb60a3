"""Where a customer's id stands after people typed it, and taking it out of what is past."""

from __future__ import annotations

from typing import Annotated

import anyio
from fastapi import APIRouter, Path
from starlette.responses import Response

from klantreis.server.authorise import Caller, authorise
from klantreis.server.context import InContext
from klantreis.server.routes.customers import NOT_KEPT
from klantreis.server.wire.events import Forgotten, Traces
from klantreis.server.wire.model import reply

router = APIRouter(tags=["customers"])

Sought = Annotated[str, Path(min_length=1, max_length=1000, description="Id of a customer, erased or not.")]
Eraser = Annotated[Caller, authorise("events.erase")]


@router.get("/traces/{id:path}", response_model=Traces)
async def traces(id: Sought, context: InContext, caller: Eraser) -> Response:
    """Where people typed a customer's id: on maps and in their files and past, in segments, questions and the audit."""
    await context.rooms.read_all()
    found = await anyio.to_thread.run_sync(context.workspace.events.traces, id)
    return reply(found, headers=NOT_KEPT)


@router.delete("/traces/{id:path}", response_model=Forgotten)
async def forget_past(id: Sought, context: InContext, caller: Eraser) -> Response:
    """Take a customer's id out of earlier versions of maps, what their rooms remember, and the audit."""
    await context.rooms.read_all()
    work = context.workspace.events.forget_past
    found = await anyio.to_thread.run_sync(lambda: work(id, author=caller.name))
    context.rooms.look_all()
    return reply(found, headers=NOT_KEPT)
