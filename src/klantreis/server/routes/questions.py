"""Questions about journeys: what follows what, whole journeys, who gets where, how long, how many get through."""

from __future__ import annotations

from typing import Annotated, Any

import anyio
from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from klantreis.server.asking import (
    Activity,
    By,
    Changes,
    Commonest,
    Inside,
    Maybe,
    Minimum,
    Mode,
    Moment,
    OfMap,
    Optional,
    Permutations,
    StepWithin,
    Surest,
    Time,
    Window,
    places,
)
from klantreis.server.authorise import Caller, authorise
from klantreis.server.context import Context, InContext
from klantreis.server.problems import documented
from klantreis.server.selecting import Selected
from klantreis.server.wire.explorer import Attribution, Drift, Explanation, Representatives, Simulation
from klantreis.server.wire.model import reply_kept
from klantreis.server.wire.questions import Funnel, Paths, Reach, Steps, Timing, Transitions
from klantreis.workspace import Selection

router = APIRouter(tags=["questions"], responses=documented(404))

Reader = Annotated[Caller, authorise("events.read")]


@router.get("/transitions", response_model=Transitions)
async def transitions(
    *,
    request: Request,
    context: InContext,
    selection: Selected,
    caller: Reader,
    limit: Commonest = 5000,
    around: Annotated[str | None, Query(max_length=1000, description="Only those to or from this activity.")] = None,
) -> Response:
    """What follows what."""
    return await _ask(request, context, "transitions", selection, limit=limit, around=around or None)


@router.get("/paths", response_model=Paths)
async def paths(
    *,
    request: Request,
    context: InContext,
    selection: Selected,
    caller: Reader,
    collapse: Annotated[bool, Query(description="Count an immediate repeat as one.")] = False,
    limit: Annotated[int, Query(ge=1, le=10_000)] = 100,
) -> Response:
    """Which whole journeys are common."""
    return await _ask(request, context, "paths", selection, collapse=collapse, limit=limit)


@router.get("/steps", response_model=Steps)
async def steps(
    *,
    request: Request,
    context: InContext,
    selection: Selected,
    caller: Reader,
    first: Annotated[int, Query(ge=1, le=60, description="Steps from the start, or from `at` on.")] = 8,
    at: Annotated[str | None, Query(max_length=1000, description="Line journeys up at this activity: step 0.")] = None,
    before: Annotated[int, Query(ge=0, le=59, description="With `at`: steps before it.")] = 0,
    limit: Annotated[
        int, Query(ge=1, le=1000, description="Activities named per step; the others are told together.")
    ] = 40,
) -> Response:
    """Where journeys are at each step, and how they flow from one step to the next."""
    return await _ask(request, context, "steps", selection, first=first, at=at or None, before=before, limit=limit)


@router.get("/reach", response_model=Reach)
async def reach(
    *,
    request: Request,
    context: InContext,
    selection: Selected,
    caller: Reader,
    limit: Annotated[int, Query(ge=1, le=100_000, description="The most reached; the rest is told together.")] = 1000,
) -> Response:
    """Who gets to each activity."""
    return await _ask(request, context, "reach", selection, limit=limit)


@router.get("/timing", response_model=Timing)
async def timing(
    *,
    request: Request,
    context: InContext,
    selection: Selected,
    caller: Reader,
    a: Maybe = None,
    b: Maybe = None,
    inside: Inside = None,
    map_: OfMap = None,
    target: Time = None,
) -> Response:
    """Where people wait: the time from one activity to another, or inside a phase."""
    given = {"a": a or None, "b": b or None, "inside": inside or None, "target": target or None}
    return await _ask(request, context, "timing", selection, on=map_ or None, **given)


@router.get("/funnel", response_model=Funnel)
async def funnel(
    *,
    request: Request,
    context: InContext,
    selection: Selected,
    caller: Reader,
    step: Annotated[
        list[Activity],
        Query(min_length=1, max_length=60, description="Activities in order; alternatives with | between."),
    ],
    within: Window = None,
    mode: Mode = "ordered",
    step_within: StepWithin = None,
    optional: Optional = None,
    by: By = "journey",
    only_counts: Annotated[
        bool, Query(description="Counts and rates alone, which is quicker: no times, and nobody's next activity.")
    ] = False,
) -> Response:
    """How many get through."""
    given: dict[str, Any] = {"within": within or None, "mode": mode, "step_within": step_within or None, "by": by}
    given |= {"only_counts": only_counts, "optional": places(optional)}
    return await _ask(request, context, "funnel", selection, step=tuple(step), **given)


@router.get("/funnel/drop-off", response_model=Explanation)
async def drop_off(
    *,
    request: Request,
    context: InContext,
    selection: Selected,
    caller: Reader,
    step: Annotated[list[Activity], Query(min_length=2, max_length=60, description="The steps of the funnel.")],
    k: Annotated[int, Query(ge=1, le=60, description="The step that is passed, from 1; the next is not.")],
    within: Window = None,
    mode: Mode = "ordered",
    step_within: StepWithin = None,
    optional: Optional = None,
    minimum: Minimum = 30,
    limit: Surest = 1000,
) -> Response:
    """What goes together with dropping out of a funnel after a step, of what was known when the step was passed."""
    given: dict[str, Any] = {"within": within or None, "mode": mode, "step_within": step_within or None}
    given |= {"optional": places(optional), "minimum": minimum, "limit": limit}
    return await _ask(request, context, "drop_off", selection, step=tuple(step), k=k, **given)


@router.get("/attribution", response_model=Attribution)
async def attribution(
    *,
    request: Request,
    context: InContext,
    selection: Selected,
    caller: Reader,
    conversion: Activity,
    by: Annotated[
        str, Query(min_length=1, max_length=200, description="channel, activity, or the name of an attribute.")
    ] = "channel",
    half_life: Annotated[str, Query(max_length=40)] = "7d",
    within: Time = None,
    limit: Annotated[
        int, Query(ge=1, le=10_000, description="Channels that earned most; the rest is told together.")
    ] = 500,
) -> Response:
    """Which channel earned it."""
    given = {"conversion": conversion, "by": by, "half_life": half_life, "within": within or None, "limit": limit}
    return await _ask(request, context, "attribution", selection, **given)


@router.get("/drift", response_model=Drift)
async def drift(
    *,
    request: Request,
    context: InContext,
    selection: Selected,
    caller: Reader,
    at: Moment,
    permutations: Permutations = 999,
    limit: Changes = 1000,
) -> Response:
    """Whether behaviour changed: journeys that start before a moment against those that start from it on."""
    return await _ask(request, context, "drift", selection, at=at, permutations=permutations, limit=limit)


@router.get("/explain", response_model=Explanation)
async def explain(
    *,
    request: Request,
    context: InContext,
    selection: Selected,
    caller: Reader,
    outcome: Annotated[
        str,
        Query(
            min_length=1,
            max_length=1000,
            description="An activity (alternatives with | between); “nps <= 6”, “csat <= 2 at ACTIVITY”; “A -> B "
            "longer than 1d”; with a map also converted, dropped, “dropped in PHASE”, “went back from PHASE”, "
            "“left out TOUCHPOINT”, “out of order TOUCHPOINT”.",
        ),
    ],
    map_: OfMap = None,
    after: Annotated[
        str | None, Query(max_length=1000, description="The landmark; without it the activity nearest before.")
    ] = None,
    from_start: Annotated[bool, Query(description="The landmark is the first event of a journey.")] = False,
    missing: Annotated[bool, Query(description="The outcome is that it does not come.")] = False,
    within: Time = None,
    allowed: Time = None,
    minimum: Minimum = 30,
    limit: Surest = 1000,
) -> Response:
    """What goes together with an outcome, of what was known before it."""
    given: dict[str, Any] = {"outcome": outcome, "after": after or None, "from_start": from_start, "missing": missing}
    given |= {"within": within or None, "allowed": allowed or None, "minimum": minimum, "limit": limit}
    return await _ask(request, context, "explain", selection, on=map_ or None, **given)


@router.get("/representatives", response_model=Representatives)
async def representatives(
    *,
    request: Request,
    context: InContext,
    selection: Selected,
    caller: Reader,
    k: Annotated[int, Query(ge=1, le=50)] = 5,
) -> Response:
    """Typical journeys, each with the share it stands for."""
    return await _ask(request, context, "representatives", selection, k=k)


@router.get("/simulate", response_model=Simulation)
async def simulate(
    *,
    request: Request,
    context: InContext,
    selection: Selected,
    caller: Reader,
    conversion: Activity,
    drop_off: Annotated[
        list[Activity] | None, Query(max_length=20, description="Changes of drop-off: offer=-20%.")
    ] = None,
    transition: Annotated[
        list[Activity] | None, Query(max_length=20, description="Changes of a transition: offer > order=1.5.")
    ] = None,
    order: Annotated[int, Query(ge=1, le=2)] = 1,
    allowed: Time = None,
    limit: Commonest = 1000,
) -> Response:
    """What if we mend it: conversion when a drop-off or a transition changes."""
    changes = {"drop_off": tuple(drop_off or ()), "transition": tuple(transition or ())}
    given = {"conversion": conversion, "order": order, "allowed": allowed or None, "limit": limit, **changes}
    return await _ask(request, context, "simulate", selection, **given)


async def _ask(request: Request, context: Context, question: str, selection: Selection, **given: Any) -> Response:
    answer = await anyio.to_thread.run_sync(lambda: context.workspace.ask(question, selection, **given))
    return reply_kept(request, answer)
