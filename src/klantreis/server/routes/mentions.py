"""People who can be called in a comment, and the comments that call whoever asks."""

from __future__ import annotations

from typing import Annotated

import anyio
from fastapi import APIRouter
from starlette.responses import Response

from klantreis.server.authorise import Caller, authorise
from klantreis.server.context import InContext
from klantreis.server.wire.mentions import Mentions, People
from klantreis.server.wire.model import reply

router = APIRouter(tags=["comments"])

Reader = Annotated[Caller, authorise("maps.read")]


@router.get("/people", response_model=People)
async def people(context: InContext, caller: Reader) -> Response:
    """Names of everybody who may sign in here, and of whoever asks."""
    users = await anyio.to_thread.run_sync(context.workspace.users.list)
    names = {user.name for user in users if not user.disabled} | {caller.name}
    return reply({"people": [{"name": name} for name in sorted(names, key=str.casefold)]})


@router.get("/mentions", response_model=Mentions)
async def mentions(context: InContext, caller: Reader) -> Response:
    """Comments over all maps that call whoever asks and are not resolved, the newest first."""
    found = await anyio.to_thread.run_sync(context.workspace.mentions.of, caller.name)
    return reply({"mentions": found})
