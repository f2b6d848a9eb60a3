"""Files that belong to a map: pictures of personas, images and files in cells."""

from __future__ import annotations

from typing import Annotated, Any

import anyio
from fastapi import APIRouter, Depends, Path, Query, Request
from starlette.responses import Response

from klantreis.server.authorise import Caller, authorise
from klantreis.server.context import InContext
from klantreis.server.problems import documented
from klantreis.server.routes.maps import MapId, attachment
from klantreis.server.routes.room import settled
from klantreis.server.routes.uploads import BODY, NO_BOUND
from klantreis.server.uploads import safe_name
from klantreis.server.wire.files import MapFile, MapFiles
from klantreis.server.wire.model import reply

router = APIRouter(tags=["maps"], responses=documented(404))

FileId = Annotated[str, Path(pattern=r"^file_[0-9a-z]{10}$", description="Id of the file.")]
Reader = Annotated[Caller, authorise("maps.read")]
Changer = Annotated[Caller, authorise("maps.change")]

CONTENT: dict[int | str, dict[str, Any]] = {
    200: {"description": "The file", "content": {"*/*": {"schema": {"type": "string", "format": "binary"}}}}
}
LOCKED_UP = "default-src 'none'; style-src 'unsafe-inline'"
"""A file may load nothing and run nothing. A PDF is not put in a sandbox as well: browsers then show an empty page."""


@router.get("/maps/{id}/files", response_model=MapFiles, dependencies=[Depends(settled)])
async def files(id: MapId, context: InContext, caller: Reader) -> Response:
    """The files of a map, by name."""
    found = await anyio.to_thread.run_sync(context.workspace.attachments.list, id)
    return reply({"files": [file.to_dict() for file in found]})


@router.post("/maps/{id}/files", response_model=MapFile, status_code=201, openapi_extra=BODY, max_body_size=NO_BOUND)
async def add_file(
    request: Request,
    id: MapId,
    context: InContext,
    caller: Changer,
    name: Annotated[str, Query(min_length=1, max_length=1000, description="Name of the file.")],
) -> Response:
    """Send a file as the raw body, at most 10 MB. Content that the map has already gives the file it has."""
    from klantreis.storage.attachments import MAX_FILE, too_large

    named = safe_name(name)[:200]
    content = bytearray()
    async for piece in request.stream():
        content += piece
        if len(content) > MAX_FILE:
            raise too_large(named)
    kept = await anyio.to_thread.run_sync(
        lambda: context.workspace.attachments.add(id, named, bytes(content), caller.name)
    )
    return reply(kept.to_dict(), 201, {"Location": f"/api/v1/maps/{id}/files/{kept.id}"})


@router.get("/maps/{id}/files/{file}", response_class=Response, responses=CONTENT)
async def file(
    *,
    request: Request,
    id: MapId,
    file: FileId,
    context: InContext,
    caller: Reader,
    save: Annotated[bool, Query(description="Save it, also when it could be shown.")] = False,
) -> Response:
    """The content of a file; shown in its place when it is an image or a PDF, else saved."""
    attachments = context.workspace.attachments
    told = await anyio.to_thread.run_sync(attachments.told, id, file)
    headers = {
        "ETag": f'"{told.digest}"',
        # The content of an id never changes, but who may see it can.
        "Cache-Control": "private, max-age=3600",
        "Vary": "Cookie",
        "Content-Security-Policy": LOCKED_UP if told.media_type == "application/pdf" else f"{LOCKED_UP}; sandbox",
        "Content-Disposition": _disposition(told.name, shown=told.shown and not save),
        # Says that it is ready to be sent: packing a photo again takes time and gains nothing.
        "Content-Encoding": "identity",
    }
    if headers["ETag"] in [asked.strip() for asked in request.headers.get("if-none-match", "").split(",")]:
        return Response(status_code=304, headers=headers)
    _, content = await anyio.to_thread.run_sync(attachments.get, id, file)
    return Response(content, 200, headers, told.media_type)


@router.delete(
    "/maps/{id}/files/{file}",
    status_code=204,
    response_class=Response,
    responses=documented(409),
    dependencies=[Depends(settled)],
)
async def remove_file(id: MapId, file: FileId, context: InContext, caller: Changer) -> Response:
    """Take a file away for ever, from older versions too; refused while the map uses it."""
    await anyio.to_thread.run_sync(context.workspace.attachments.remove, id, file, caller.name)
    return Response(status_code=204)


@router.delete("/maps/{id}/files", response_model=MapFiles, dependencies=[Depends(settled)])
async def remove_unused_files(id: MapId, context: InContext, caller: Changer) -> Response:
    """Take away every file that the map does not use and that is older than a day; gives which."""
    gone = await anyio.to_thread.run_sync(context.workspace.attachments.remove_unused, id, caller.name)
    return reply({"files": [file.to_dict() for file in gone]})


def _disposition(name: str, *, shown: bool) -> str:
    saved = attachment(name)
    return saved.replace("attachment", "inline", 1) if shown else saved
