"""Maps to start from."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter
from starlette.responses import Response

from klantreis.server.authorise import Caller, authorise
from klantreis.server.context import InContext
from klantreis.server.wire.maps import Templates
from klantreis.server.wire.model import reply
from klantreis.workspace import rooms

router = APIRouter(tags=["maps"])


@router.get("/templates", response_model=Templates)
async def templates(
    context: InContext,
    caller: Annotated[Caller, authorise("maps.read")],
    language: Literal["nl", "en"] | None = None,
) -> Response:
    """Every map to start from, in a language (the workspace's unless said)."""
    rooms.load(rooms.DOCUMENTS)
    from klantreis.journey.templates import TEMPLATES

    spoken = language or context.workspace.settings.language
    listed: list[dict[str, Any]] = [
        {
            "name": template.name,
            "title": template.title.in_(spoken),
            "description": template.description.in_(spoken),
            "phases": [
                {"name": phase.name.in_(spoken), "touchpoints": [t.name.in_(spoken) for t in phase.touchpoints]}
                for phase in template.phases
            ],
        }
        for template in TEMPLATES.values()
    ]
    return reply({"templates": listed})
