"""Personas of every map of the workspace."""

from __future__ import annotations

from typing import Annotated, Any

import anyio
from fastapi import APIRouter, Query
from starlette.responses import Response

from klantreis.server.authorise import Caller, authorise
from klantreis.server.context import InContext
from klantreis.server.wire.model import reply
from klantreis.server.wire.personas import AllPersonas, PersonaNames

router = APIRouter(tags=["personas"])
Reader = Annotated[Caller, authorise("maps.read")]
MOST_KEYS = 20


@router.get("/personas", response_model=AllPersonas)
async def personas(
    context: InContext,
    caller: Reader,
    only: Annotated[
        list[str] | None,
        Query(max_length=MOST_KEYS, description="Only these: the id of a map, a full stop, the id of a persona."),
    ] = None,
) -> Response:
    """Every persona of every map, those of the map changed last first."""

    def work() -> dict[str, Any]:
        return {"personas": [each.to_dict() for each in context.workspace.personas.every(only)]}

    return reply(await anyio.to_thread.run_sync(work))


@router.get("/personas/names", response_model=PersonaNames)
async def persona_names(
    context: InContext,
    caller: Reader,
    q: Annotated[str, Query(max_length=200, description="Words that its personas, or their maps, must say.")] = "",
    offset: Annotated[int, Query(ge=0, le=2**31 - 1, description="How many names to pass over.")] = 0,
    limit: Annotated[int, Query(ge=1, le=5000, description="How many names at most.")] = 60,
) -> Response:
    """The names of personas, each with its first persona and where the others are; capitals and spaces do not count."""

    def work() -> dict[str, Any]:
        found, all_ = context.workspace.personas.named(q)
        page = found[offset : offset + limit]
        return {"names": [each.to_dict() for each in page], "found": len(found), "all": all_}

    return reply(await anyio.to_thread.run_sync(work))
