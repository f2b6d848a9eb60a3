"""What the data say about a map: measures, validation, fitness, and a rule tried before it is a binding."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import anyio
from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from klantreis.server.asking import Changes, Commonest, Moment, Permutations
from klantreis.server.authorise import Caller, authorise
from klantreis.server.context import Context, InContext
from klantreis.server.problems import documented
from klantreis.server.routes.maps import MapId
from klantreis.server.routes.room import settled
from klantreis.server.selecting import Selected
from klantreis.server.wire.explorer import Drift
from klantreis.server.wire.maps import BindingCount, BindingCountRequest, Measures
from klantreis.server.wire.model import reply, reply_kept
from klantreis.server.wire.over_time import Personas, Series
from klantreis.server.wire.questions import Fitness, Transitions
from klantreis.server.wire.validate import Validate
from klantreis.workspace import Selection

router = APIRouter(tags=["measures"], responses=documented(404), dependencies=[Depends(settled)])

Reader = Annotated[Caller, authorise("maps.read")]


@router.get("/maps/{id}/measures", response_model=Measures)
async def measures(request: Request, id: MapId, context: InContext, selection: Selected, caller: Reader) -> Response:
    """What the data say about every touchpoint and phase, and the grade of every record."""
    return await _ask(request, context, "measures", id, selection)


@router.get("/maps/{id}/validate", response_model=Validate)
async def validate(request: Request, id: MapId, context: InContext, selection: Selected, caller: Reader) -> Response:
    """Whether the map holds."""
    return await _ask(request, context, "validate", id, selection)


@router.get("/maps/{id}/fitness", response_model=Fitness)
async def fitness(
    *,
    request: Request,
    id: MapId,
    context: InContext,
    selection: Selected,
    caller: Reader,
    by: Annotated[
        Literal["count", "skipped"],
        Query(description="Which deviations come first: the most frequent, or what most journeys passed by."),
    ] = "count",
) -> Response:
    """How far real is from planned: exact alignment of every journey."""
    given = {} if by == "count" else {"by": by}
    answer = await anyio.to_thread.run_sync(lambda: context.workspace.ask_map("fitness", id, selection, **given))
    return reply_kept(request, answer)


@router.get("/maps/{id}/transitions", response_model=Transitions)
async def transitions(
    *,
    request: Request,
    id: MapId,
    context: InContext,
    selection: Selected,
    caller: Reader,
    limit: Commonest = 5000,
) -> Response:
    """What follows what on the map: ids of touchpoints, and the names of activities that are off it."""
    return await _ask(request, context, "transitions", id, selection, limit=limit)


@router.get("/maps/{id}/drift", response_model=Drift)
async def drift(
    *,
    request: Request,
    id: MapId,
    context: InContext,
    selection: Selected,
    caller: Reader,
    at: Moment,
    permutations: Permutations = 999,
    limit: Changes = 1000,
) -> Response:
    """Whether behaviour at the map's touchpoints changed from one moment on."""
    given = {"at": at, "permutations": permutations, "limit": limit}
    answer = await anyio.to_thread.run_sync(lambda: context.workspace.ask("drift", selection, on=id, **given))
    return reply_kept(request, answer)


@router.get("/maps/{id}/personas", response_model=Personas)
async def personas(request: Request, id: MapId, context: InContext, selection: Selected, caller: Reader) -> Response:
    """What the data say about every persona whose segment names its customers: how many they are, where they come."""
    return await _ask(request, context, "personas", id, selection)


@router.get("/maps/{id}/series", response_model=Series)
async def series(
    *,
    request: Request,
    id: MapId,
    context: InContext,
    selection: Selected,
    caller: Reader,
    by: Annotated[Literal["day", "week", "month"], Query(description="How long a period is.")] = "month",
) -> Response:
    """What is measured at every touchpoint per day, week or month, on the clocks of the workspace's time zone."""
    answer = await anyio.to_thread.run_sync(lambda: context.workspace.ask_map("series", id, selection, by=by))
    return reply_kept(request, answer)


@router.post("/maps/{id}/binding-count", response_model=BindingCount)
async def binding_count(
    id: MapId, body: BindingCountRequest, context: InContext, selection: Selected, caller: Reader
) -> Response:
    """How many events and journeys a rule matches, before it is kept as a binding."""
    return reply(await anyio.to_thread.run_sync(lambda: context.workspace.count_rule(id, body.rule, selection)))


async def _ask(
    request: Request, context: Context, question: str, map_id: str, selection: Selection, **given: Any
) -> Response:
    answer = await anyio.to_thread.run_sync(lambda: context.workspace.ask_map(question, map_id, selection, **given))
    return reply_kept(request, answer)
