"""Explorations: questions of the journey explorer that were kept under a name."""

from __future__ import annotations

from typing import Annotated

import anyio
from fastapi import APIRouter, Path
from starlette.responses import Response

from klantreis.server.authorise import Caller, authorise
from klantreis.server.context import InContext
from klantreis.server.problems import documented
from klantreis.server.wire.explorations import Exploration, ExplorationAddress, Explorations
from klantreis.server.wire.model import reply

router = APIRouter(tags=["explorations"])

Name = Annotated[str, Path(min_length=1, max_length=200, description="Name of the exploration; may hold slashes.")]
Reader = Annotated[Caller, authorise("explorations.read")]
Changer = Annotated[Caller, authorise("explorations.change")]


@router.get("/explorations", response_model=Explorations)
async def explorations(context: InContext, caller: Reader) -> Response:
    """Every exploration, by name."""
    return reply({"explorations": await anyio.to_thread.run_sync(context.workspace.explorations.list)})


@router.put("/explorations/{name:path}", response_model=Exploration, responses=documented(404, 409))
async def set_exploration(name: Name, body: ExplorationAddress, context: InContext, caller: Changer) -> Response:
    """Save a question under a name, replacing what has that name; or with ``was`` give one another name."""
    made = await anyio.to_thread.run_sync(
        lambda: context.workspace.explorations.set(name, body.address, was=body.was, author=caller.name)
    )
    return reply(made)


@router.delete("/explorations/{name:path}", status_code=204, response_class=Response, responses=documented(404))
async def remove_exploration(name: Name, context: InContext, caller: Changer) -> Response:
    """Remove an exploration; what it asks about stays."""
    await anyio.to_thread.run_sync(lambda: context.workspace.explorations.remove(name, author=caller.name))
    return Response(status_code=204)
