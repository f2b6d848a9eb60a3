"""Files on their way in: upload, look at what was recognised, remove."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from klantreis.errors import UserError
from klantreis.server.authorise import Caller, authorise
from klantreis.server.context import InContext
from klantreis.server.problems import documented
from klantreis.server.uploads import ID
from klantreis.server.wire.model import reply
from klantreis.server.wire.uploads import Upload

router = APIRouter(tags=["uploads"])

UploadId = Annotated[str, Path(pattern=ID)]

NO_BOUND = 2**50
"""The app's own bound for bodies is for JSON; an upload is bounded while it is received."""

BODY = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


@router.post("/uploads", response_model=Upload, status_code=201, openapi_extra=BODY, max_body_size=NO_BOUND)
async def upload(
    request: Request,
    context: InContext,
    caller: Annotated[Caller, authorise("events.import")],
    name: Annotated[str, Query(min_length=1, max_length=1000, description="Name of the file.")],
) -> Response:
    """Send a file as the raw body; it is kept for a day, or until it is imported."""
    received = await context.uploads.receive(name, _length(request), request.stream())
    body = {"upload": received.id, "name": received.name, "bytes": received.bytes}
    return reply(body, 201, {"Location": f"/api/v1/uploads/{received.id}/preview"})


@router.delete("/uploads/{upload}", status_code=204, response_class=Response, responses=documented(404))
async def remove_upload(
    upload: UploadId, context: InContext, caller: Annotated[Caller, authorise("events.import")]
) -> Response:
    """Forget an upload."""
    context.uploads.remove(upload)
    return Response(status_code=204)


def _length(request: Request) -> int | None:
    said = request.headers.get("content-length")
    if said is None:
        return None
    if not said.isdigit():
        raise UserError("request.malformed", "Content-Length is not a number.", where="Content-Length")
    return int(said)
