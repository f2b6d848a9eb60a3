"""Versions of a map: which there are, naming one, looking at one, going back; and who changed what."""

from __future__ import annotations

from typing import Annotated, Any

import anyio
from fastapi import APIRouter, Depends, Path, Query
from starlette.responses import Response

from klantreis.server.authorise import Caller, authorise
from klantreis.server.context import InContext
from klantreis.server.problems import documented
from klantreis.server.routes.maps import MapId
from klantreis.server.routes.room import settled
from klantreis.server.wire.maps import Audit, MapAtVersion, MapChanged, NameVersion, Restore, Version, Versions
from klantreis.server.wire.model import reply

router = APIRouter(tags=["maps"], responses=documented(404), dependencies=[Depends(settled)])

Reader = Annotated[Caller, authorise("maps.read")]
Changer = Annotated[Caller, authorise("maps.change")]
Number = Annotated[int, Path(ge=1, le=2**31 - 1, description="Number of the version.")]


@router.get("/maps/{id}/versions", response_model=Versions)
async def versions(id: MapId, context: InContext, caller: Reader) -> Response:
    """Named and automatic versions, the newest first."""
    found = await anyio.to_thread.run_sync(context.workspace.maps.stored.versions, id)
    return reply({"versions": [version.to_dict() for version in found]})


@router.post("/maps/{id}/versions", response_model=Version, status_code=201)
async def name_version(id: MapId, body: NameVersion, context: InContext, caller: Changer) -> Response:
    """Give a version (the present one unless said) a name."""
    named = await anyio.to_thread.run_sync(
        context.workspace.maps.stored.name_version, id, body.name, caller.name, body.version
    )
    return reply(named.to_dict(), 201)


@router.get("/maps/{id}/versions/{version}", response_model=MapAtVersion)
async def version(id: MapId, version: Number, context: InContext, caller: Reader) -> Response:
    """The map as it was at a version."""
    document = await anyio.to_thread.run_sync(context.workspace.maps.stored.at, id, version)
    return reply({"id": id, "version": version, "document": document.to_dict()})


@router.delete("/maps/{id}/versions/{version}/name", status_code=204, response_class=Response)
async def unname_version(id: MapId, version: Number, context: InContext, caller: Changer) -> Response:
    """Take the name of a version off again; the version stays."""
    await anyio.to_thread.run_sync(context.workspace.maps.stored.unname_version, id, version, caller.name)
    return Response(status_code=204)


@router.post("/maps/{id}/restore", response_model=MapChanged)
async def restore(id: MapId, body: Restore, context: InContext, caller: Changer) -> Response:
    """Make the map as it was at a version; the history keeps everything."""
    changed = await anyio.to_thread.run_sync(context.workspace.maps.stored.restore, id, body.version, caller.name)
    context.rooms.look(id)
    context.keeper.wake()
    return reply(changed.to_dict())


@router.get("/maps/{id}/audit", response_model=Audit)
async def audit(
    id: MapId,
    context: InContext,
    caller: Reader,
    before: Annotated[int | None, Query(ge=1, le=2**53, description="Entry to continue from.")] = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> Response:
    """Who did what with this map, the newest first."""

    def work() -> list[dict[str, Any]]:
        stored = context.workspace.maps.stored
        stored.get(id)
        return [entry.to_dict() for entry in stored.audit(id, before=before, limit=limit)]

    return reply({"entries": await anyio.to_thread.run_sync(work)})
