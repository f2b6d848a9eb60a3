"""Over all maps: the library with its renaming, two maps side by side, and a copy."""

from __future__ import annotations

from typing import Annotated, Any

import anyio
from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from klantreis.server.authorise import Caller, authorise
from klantreis.server.context import InContext
from klantreis.server.problems import documented
from klantreis.server.routes.maps import MapId, whole
from klantreis.server.routes.room import settled
from klantreis.server.selecting import Selected
from klantreis.server.wire.maps import Hierarchy, Map
from klantreis.server.wire.model import reply
from klantreis.server.wire.portfolio import (
    Duplicate,
    Kind,
    Library,
    LibraryEntry,
    LibraryNames,
    MapComparison,
    Rename,
    Renamed,
)
from klantreis.workspace import naming
from klantreis.workspace.hierarchy import hierarchy

router = APIRouter(tags=["maps"])

Reader = Annotated[Caller, authorise("maps.read")]
Changer = Annotated[Caller, authorise("maps.change")]
Version = Annotated[int | None, Query(ge=1, le=2**31 - 1)]


@router.get("/library", response_model=Library)
async def library(
    *,
    context: InContext,
    caller: Reader,
    kind: Annotated[Kind | None, Query(description="Only this kind.")] = None,
    q: Annotated[str, Query(max_length=200, description="Words of a name, or of a map that uses it.")] = "",
    offset: Annotated[int, Query(ge=0, le=2**31 - 1, description="How many to pass over.")] = 0,
    limit: Annotated[int | None, Query(ge=1, le=5000, description="How many at most; by default all.")] = None,
    uses: Annotated[bool, Query(description="Also where each is used.")] = True,
) -> Response:
    """Touchpoints, channels, teams, systems and personas of all maps by name, with where each is used."""

    def work() -> dict[str, Any]:
        kinds = naming.KINDS if kind is None else (kind,)
        found = [entry for each in kinds for entry in context.workspace.library.sought(each, q)]
        page = found[offset : None if limit is None else offset + limit]
        return {"entries": [entry.to_dict(uses=uses) for entry in page], "found": len(found)}

    return reply(await anyio.to_thread.run_sync(work))


@router.get("/library/entry", response_model=LibraryEntry, responses=documented(404))
async def library_entry(
    context: InContext,
    caller: Reader,
    kind: Annotated[Kind, Query(description="Of which kind.")],
    name: Annotated[str, Query(min_length=1, max_length=200, description="The name, however it is spelled.")],
) -> Response:
    """One name, with everywhere it is used."""
    return reply(await anyio.to_thread.run_sync(lambda: context.workspace.library.entry(kind, name).to_dict()))


@router.get("/library/names", response_model=LibraryNames)
async def library_names(
    context: InContext,
    caller: Reader,
    kind: Annotated[Kind, Query(description="Of which kind.")],
    limit: Annotated[int, Query(ge=1, le=5000, description="How many at most.")] = 1000,
) -> Response:
    """The names of one kind alone, to offer to somebody who types one."""
    return reply({"names": await anyio.to_thread.run_sync(naming.names, context.workspace, kind, limit)})


@router.post("/library/rename", response_model=Renamed, responses=documented(404))
async def rename(body: Rename, context: InContext, caller: Changer) -> Response:
    """Give a name another one in every map, each as a change of its own that can be undone there."""
    workspace = context.workspace
    entry = await anyio.to_thread.run_sync(workspace.library.entry, body.kind, body.from_)
    for map_id in {use.map for use in entry.used_in}:
        await context.rooms.read(map_id)
    done = await anyio.to_thread.run_sync(
        lambda: naming.rename(workspace, body.kind, body.from_, body.to, author=caller.name)
    )
    for each in done["maps"]:
        context.rooms.look(each["map"])
    context.keeper.wake()
    return reply(done)


@router.get(
    "/maps/{id}/hierarchy", response_model=Hierarchy, responses=documented(404), dependencies=[Depends(settled)]
)
async def hierarchy_of(id: MapId, context: InContext, caller: Reader) -> Response:
    """The maps with a touchpoint that opens this one, the maps it opens itself, and its states."""
    return reply(await anyio.to_thread.run_sync(hierarchy, context.workspace, id))


@router.post(
    "/maps/{id}/duplicate",
    response_model=Map,
    status_code=201,
    responses=documented(404),
    dependencies=[Depends(settled)],
)
async def duplicate(id: MapId, body: Duplicate, context: InContext, caller: Changer) -> Response:
    """A copy of a map with its files, without its history, comments and suggestions."""

    def work() -> dict[str, Any]:
        made = context.workspace.maps.duplicate(id, body.name, state=body.state, author=caller.name)
        return whole(context.workspace.maps.stored.get(made.id))

    made = await anyio.to_thread.run_sync(work)
    context.keeper.wake()
    return reply(made, 201, {"Location": f"/api/v1/maps/{made['id']}"})


@router.get(
    "/maps/{id}/compare",
    response_model=MapComparison,
    responses=documented(404),
    dependencies=[Depends(settled)],
)
async def compare(
    *,
    id: MapId,
    context: InContext,
    caller: Reader,
    selection: Selected,
    version: Annotated[Version, Query(description="The version to begin from; by default the first.")] = None,
    to_version: Annotated[Version, Query(description="The version to come to; by default the present one.")] = None,
    with_: Annotated[
        str | None,
        Query(alias="with", pattern=r"^[0-9A-Za-z_-]{1,40}$", description="Another map to come to, by id."),
    ] = None,
    measured: Annotated[
        bool, Query(description="Also which measured numbers differ, on the selected journeys.")
    ] = False,
) -> Response:
    """Two versions of a map, or two maps, side by side: what was added, changed, moved and removed."""
    if with_ is not None:
        await context.rooms.read(with_)
    found = await anyio.to_thread.run_sync(
        lambda: context.workspace.compare_maps(
            id, version=version, other=with_, other_version=to_version, measured=measured, selection=selection
        )
    )
    return reply(found)
