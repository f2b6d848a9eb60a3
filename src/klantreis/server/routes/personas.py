"""Personas of every map of the workspace."""

from __future__ import annotations

from typing import Annotated

import anyio
from fastapi import APIRouter
from starlette.responses import Response

from klantreis.server.authorise import Caller, authorise
from klantreis.server.context import InContext
from klantreis.server.wire.model import reply
from klantreis.server.wire.personas import AllPersonas

router = APIRouter(tags=["personas"])


@router.get("/personas", response_model=AllPersonas)
async def personas(context: InContext, caller: Annotated[Caller, authorise("maps.read")]) -> Response:
    """Every persona of every map, those of the map changed last first."""
    return reply({"personas": await anyio.to_thread.run_sync(context.workspace.maps.personas)})
