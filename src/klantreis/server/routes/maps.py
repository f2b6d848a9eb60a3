"""Maps: the gallery, making, reading, changing and removing one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import anyio
from fastapi import APIRouter, Depends, Path, Query, Request
from pydantic import StringConstraints
from starlette.responses import Response

from klantreis.errors import UserError
from klantreis.server.authorise import Caller, authorise
from klantreis.server.context import InContext
from klantreis.server.jobs import Job as Work
from klantreis.server.problems import documented
from klantreis.server.routes.room import settled
from klantreis.server.wire.jobs import Job
from klantreis.server.wire.maps import DraftRequest, Map, MapChange, MapChanged, Maps, NewMap, Thumbnails
from klantreis.server.wire.model import reply
from klantreis.workspace import Selection, portfolio, rooms

if TYPE_CHECKING:
    from klantreis.storage.maps import StoredMap

router = APIRouter(tags=["maps"], dependencies=[Depends(settled)])

MapId = Annotated[str, Path(pattern=r"^[0-9A-Za-z_-]{1,40}$", description="Id of the map.")]
OneId = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z_-]{1,40}$")]
Reader = Annotated[Caller, authorise("maps.read")]
Changer = Annotated[Caller, authorise("maps.change")]


@router.get("/maps", response_model=Maps)
async def maps(
    context: InContext,
    caller: Reader,
    thumbnails: Annotated[bool, Query(description="With each map in small.")] = True,
) -> Response:
    """Every map, the one changed last first: what it is about, whose it is, how well it is known and what waits."""
    return reply(
        {"maps": await anyio.to_thread.run_sync(lambda: portfolio.portfolio(context.workspace, drawn=thumbnails))}
    )


@router.get("/maps/thumbnails", response_model=Thumbnails)
async def thumbnails(
    context: InContext,
    caller: Reader,
    id: Annotated[list[OneId], Query(min_length=1, max_length=200, description="Ids of maps.")],
) -> Response:
    """Maps in small, by id; one that is not there is left out."""
    return reply({"maps": await anyio.to_thread.run_sync(portfolio.thumbnails, context.workspace, id)})


@router.post("/maps", response_model=Map, status_code=201, responses=documented(404))
async def make_map(body: NewMap, context: InContext, caller: Changer) -> Response:
    """Make a map from a template, or from a document."""
    if body.document is not None and body.template is not None:
        raise UserError(
            "maps.two_origins", "A map begins from a template or from a document.", mend="Leave one of them out."
        )

    def work() -> dict[str, Any]:
        made = context.workspace.maps.create(
            body.name,
            template=body.template or "seven",
            language=body.language,
            document=body.document,
            author=caller.name,
        )
        return whole(context.workspace.maps.stored.get(made.id))

    made = await anyio.to_thread.run_sync(work)
    context.keeper.wake()
    return reply(made, 201, {"Location": f"/api/v1/maps/{made['id']}"})


JOURNEY_FILE = {
    "requestBody": {"required": True, "content": {"application/json": {"schema": {"type": "object"}}}},
}


@router.post("/maps/import", response_model=Map, status_code=201, openapi_extra=JOURNEY_FILE, max_body_size=64 * 2**20)
async def import_map(request: Request, context: InContext, caller: Changer) -> Response:
    """Make a map from the content of a ``*.journey.json`` file; an older one is brought up to date."""
    content = await request.body()

    def work() -> dict[str, Any]:
        rooms.load(rooms.DOCUMENTS)
        from klantreis.exchange import journey_json

        document, files = journey_json.loads_whole(content)
        made = context.workspace.maps.create(document=document, files=files, author=caller.name)
        return whole(context.workspace.maps.stored.get(made.id))

    made = await anyio.to_thread.run_sync(work)
    context.keeper.wake()
    return reply(made, 201, {"Location": f"/api/v1/maps/{made['id']}"})


@router.post("/maps/draft", response_model=Job, status_code=202)
async def draft_map(body: DraftRequest, context: InContext, caller: Changer) -> Response:
    """Draft a map from the events; the job's result is that of ``draft``, with the id of the new map under ``map``."""
    selection = Selection(body.from_, body.to, body.segment, body.where, body.channel)

    def work(job: Work) -> dict[str, Any]:
        job.phase = "drafting"
        _, result = context.workspace.maps.draft(
            selection, name=body.name, template=body.template, language=body.language, author=caller.name
        )
        context.keeper.wake()
        return result

    job = context.jobs.start("draft", work, by=caller.name, label=body.name or "")
    return reply(job.to_dict(), 202, {"Location": f"/api/v1/jobs/{job.id}"})


@router.get("/maps/{id}", response_model=Map, responses=documented(404))
async def map_(id: MapId, context: InContext, caller: Reader) -> Response:
    """One map with its document."""
    return reply(await anyio.to_thread.run_sync(lambda: whole(context.workspace.maps.stored.get(id))))


@router.patch("/maps/{id}", response_model=MapChanged, responses=documented(404, 409))
async def change_map(id: MapId, body: MapChange, context: InContext, caller: Changer) -> Response:
    """Change a map, all or nothing. The same ``key`` again gives the first outcome and changes nothing."""
    changed = await anyio.to_thread.run_sync(
        lambda: context.workspace.maps.stored.change(id, body.changes, caller.name, body.base_version, body.key)
    )
    context.rooms.look(id)
    context.keeper.wake()
    return reply(changed.to_dict())


@router.delete("/maps/{id}", status_code=204, response_class=Response, responses=documented(404))
async def delete_map(id: MapId, context: InContext, caller: Annotated[Caller, authorise("maps.delete")]) -> Response:
    """Put a map in the bin."""
    await anyio.to_thread.run_sync(lambda: context.workspace.maps.stored.delete(id, caller.name))
    context.rooms.look(id)
    return Response(status_code=204)


@router.get("/maps/{id}/export.journey.json", response_model=dict[str, Any], responses=documented(404))
async def export_map(
    id: MapId,
    context: InContext,
    caller: Reader,
    files: Annotated[bool, Query(description="With the files that the map uses.")] = True,
) -> Response:
    """The map as a ``*.journey.json`` file, which holds all of it."""

    def work() -> tuple[str, str]:
        rooms.load(rooms.DOCUMENTS)
        from klantreis.exchange import journey_json

        stored = context.workspace.maps.stored.get(id)
        return stored.name, journey_json.dumps(stored.document, context.workspace.attachments.used(id) if files else ())

    name, content = await anyio.to_thread.run_sync(work)
    return Response(
        content, headers={"Content-Disposition": attachment(f"{name}.journey.json")}, media_type="application/json"
    )


def attachment(name: str) -> str:
    """A ``Content-Disposition`` that saves a file under a name in any script (RFC 6266)."""
    from urllib.parse import quote

    plain = "".join(c if c.isascii() and (c.isalnum() or c in " ._-") else "_" for c in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def whole(stored: StoredMap) -> dict[str, Any]:
    """A map as it is sent."""
    return {
        "id": stored.id,
        "version": stored.version,
        "name": stored.name,
        "created_at": stored.created_at,
        "created_by": stored.created_by,
        "changed_at": stored.changed_at,
        "changed_by": stored.changed_by,
        "document": stored.document.to_dict(),
    }
