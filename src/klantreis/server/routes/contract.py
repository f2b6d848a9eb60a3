"""What the API looks like: its own description, and the schema of a journey map file."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from klantreis.server.authorise import Caller, authorise
from klantreis.server.wire.model import reply_tagged
from klantreis.workspace import rooms

router = APIRouter(tags=["contract"])


@router.get("/openapi.json", response_model=dict[str, Any])
async def openapi(request: Request, caller: Annotated[Caller, authorise("contract.read")]) -> Response:
    """Describe the API, as OpenAPI 3.1."""
    return reply_tagged(request, request.app.openapi(), f"openapi {request.app.version}")


@router.get("/schema/journey", response_model=dict[str, Any])
async def journey_schema(request: Request, caller: Annotated[Caller, authorise("contract.read")]) -> Response:
    """Describe a ``*.journey.json`` file, as JSON Schema."""
    rooms.load(rooms.DOCUMENTS)
    from klantreis.exchange.journey_schema import journey_schema as made

    return reply_tagged(request, made(), f"journey schema {request.app.version}")
