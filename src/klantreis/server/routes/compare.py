"""Two selections side by side, by one question."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import anyio
from fastapi import APIRouter, Query
from starlette.responses import Response

from klantreis.server.asking import By, Inside, Maybe, Mode, OfMap, Optional, StepWithin, Time, Window, places
from klantreis.server.authorise import Caller, authorise
from klantreis.server.context import InContext
from klantreis.server.problems import documented
from klantreis.server.selecting import Other, Selected
from klantreis.server.wire.compare import Comparison
from klantreis.server.wire.model import reply

router = APIRouter(tags=["questions"], responses=documented(404))


@router.get("/compare", response_model=Comparison)
async def compare(
    *,
    context: InContext,
    selection: Selected,
    other: Other,
    caller: Annotated[Caller, authorise("events.read")],
    of: Literal["transitions", "paths", "reach", "funnel", "timing"],
    a: Maybe = None,
    b: Maybe = None,
    inside: Inside = None,
    map_: OfMap = None,
    target: Time = None,
    step: Annotated[list[Annotated[str, Query(min_length=1, max_length=1000)]] | None, Query(max_length=60)] = None,
    within: Window = None,
    mode: Mode = "ordered",
    step_within: StepWithin = None,
    optional: Optional = None,
    by: By = "journey",
    collapse: bool = False,
    limit: Annotated[
        int, Query(ge=100, le=100_000, description="Rows: those that differ most surely; the rest is counted.")
    ] = 1000,
) -> Response:
    """The filters say which journeys are the one side, ``vs_…`` which are the other; units are the same on both."""
    asked: dict[str, dict[str, Any]] = {
        "funnel": {
            "step": tuple(step or ()),
            "within": within or None,
            "mode": mode,
            "step_within": step_within or None,
            "optional": places(optional),
            "by": by,
        },
        "timing": {"a": a or None, "b": b or None, "inside": inside or None, "target": target or None},
        "paths": {"collapse": collapse},
    }
    given: dict[str, Any] = asked.get(of, {})
    given |= {"limit": limit, "on": (map_ or None) if of == "timing" else None}
    return reply(await anyio.to_thread.run_sync(lambda: context.workspace.compare(of, selection, other, **given)))
