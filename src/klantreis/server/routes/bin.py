"""Maps in the bin: which they are, taking one out again, and taking one away for good."""

from __future__ import annotations

from typing import Annotated

import anyio
from fastapi import APIRouter
from starlette.responses import Response

from klantreis.server.authorise import Caller, authorise
from klantreis.server.context import InContext
from klantreis.server.problems import documented
from klantreis.server.routes.maps import MapId
from klantreis.server.wire.maps import Binned
from klantreis.server.wire.model import reply

router = APIRouter(tags=["maps"])

Deleter = Annotated[Caller, authorise("maps.delete")]


@router.get("/maps/bin", response_model=Binned)
async def binned(context: InContext, caller: Deleter) -> Response:
    """The maps in the bin, the one changed last first."""
    return reply({"maps": await anyio.to_thread.run_sync(context.workspace.maps.binned)})


@router.post("/maps/bin/{id}/revive", status_code=204, response_class=Response, responses=documented(404, 409))
async def revive(id: MapId, context: InContext, caller: Deleter) -> Response:
    """Take a map out of the bin, with all its versions. Refused when what it opens leads back to it by now."""
    await anyio.to_thread.run_sync(lambda: context.workspace.maps.revive(id, author=caller.name))
    context.keeper.wake()
    return Response(status_code=204)


@router.delete("/maps/bin/{id}", status_code=204, response_class=Response, responses=documented(404))
async def purge(id: MapId, context: InContext, caller: Annotated[Caller, authorise("maps.purge")]) -> Response:
    """Take a map in the bin away for good, with all its versions and files."""
    await anyio.to_thread.run_sync(lambda: context.workspace.maps.purge(id, author=caller.name))
    return Response(status_code=204)
