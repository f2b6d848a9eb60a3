"""Where it hurts on a map, and which of its moments matter."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import anyio
from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from klantreis.server.authorise import Caller, authorise
from klantreis.server.context import Context, InContext
from klantreis.server.problems import documented
from klantreis.server.routes.maps import MapId
from klantreis.server.selecting import Selected
from klantreis.server.wire.model import reply_kept
from klantreis.server.wire.pains import Moments, Pains
from klantreis.workspace import Selection

router = APIRouter(tags=["pains"], responses=documented(404))

Reader = Annotated[Caller, authorise("maps.read")]
Horizon = Annotated[
    str | None, Query(max_length=40, description="How long journeys are followed, such as 30d; by default by the data.")
]
Minimum = Annotated[int, Query(ge=5, le=1_000_000, description="Journeys a group needs.")]


@router.get("/maps/{id}/pains", response_model=Pains)
async def pains(
    *,
    request: Request,
    id: MapId,
    context: InContext,
    selection: Selected,
    caller: Reader,
    all: Annotated[bool, Query(description="List what was tested and not found, too.")] = False,
    horizon: Horizon = None,
    minimum: Minimum = 30,
) -> Response:
    """Where it hurts, what is most at stake first."""
    given = {"every": all, "horizon": horizon or None, "minimum": minimum}
    return await _ask(request, context, "pains", id, selection, **given)


@router.get("/maps/{id}/moments", response_model=Moments)
async def moments(
    *,
    request: Request,
    id: MapId,
    context: InContext,
    selection: Selected,
    caller: Reader,
    final: Annotated[
        Literal["nps", "csat", "ces"] | None, Query(description="The kind of score that a journey ends on.")
    ] = None,
    horizon: Horizon = None,
    minimum: Minimum = 30,
) -> Response:
    """Which moments matter: how journeys end after a good and after a bad experience there."""
    given = {"final": final, "horizon": horizon or None, "minimum": minimum}
    return await _ask(request, context, "moments", id, selection, **given)


async def _ask(
    request: Request, context: Context, question: str, map_id: str, selection: Selection, **given: Any
) -> Response:
    answer = await anyio.to_thread.run_sync(lambda: context.workspace.ask_map(question, map_id, selection, **given))
    return reply_kept(request, answer)
