"""One customer: their journey, and forgetting them."""

from __future__ import annotations

from typing import Annotated, Any

import anyio
from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from klantreis.server.asking import By, Mode, Optional, StepWithin, Time, places
from klantreis.server.authorise import Caller, authorise
from klantreis.server.context import InContext
from klantreis.server.problems import documented
from klantreis.server.selecting import Other, Selected
from klantreis.server.wire.customers import Customers
from klantreis.server.wire.events import Customer, Erased
from klantreis.server.wire.model import reply
from klantreis.workspace.behind import Cell, Of, Side

router = APIRouter(tags=["customers"], responses=documented(404))

CustomerId = Annotated[str, Path(min_length=1, max_length=1000, description="Id of the customer; may hold slashes.")]


Activity = Annotated[str | None, Query(max_length=1000, description="Part of a transition, reach or timing.")]
NOT_KEPT = {"Cache-Control": "no-store"}
"""A list names customers; one who is erased must not stay behind in a browser."""


@router.get("/customers", response_model=Customers)
async def customers(
    *,
    context: InContext,
    selection: Selected,
    other: Other,
    caller: Annotated[Caller, authorise("events.read")],
    of: Annotated[Of, Query(description="What kind of number it is.")] = "all",
    a: Activity = None,
    b: Activity = None,
    step: Annotated[
        list[Annotated[str, Query(min_length=1, max_length=1000)]] | None,
        Query(max_length=1000, description="Steps of the funnel, or every activity of the path."),
    ] = None,
    collapse: Annotated[bool, Query(description="The path counts an immediate repeat as one.")] = False,
    k: Annotated[int, Query(ge=1, le=100, description="Which step of the funnel, from 1.")] = 1,
    within: Time = None,
    mode: Mode = "ordered",
    step_within: StepWithin = None,
    optional: Optional = None,
    by: By = "journey",
    kind: Annotated[str, Query(max_length=40, description="Which deviation, or which kind of pain.")] = "unexpected",
    score_kind: Annotated[str | None, Query(max_length=40, description="Of a pain that is a low score.")] = None,
    place: Annotated[
        int, Query(ge=-60, le=60, description="Which step of the steps, as they number it; which bar of fitness.")
    ] = 1,
    at: Activity = None,
    beyond_a: Annotated[int, Query(ge=0, le=1000, description="Of a step: not among so many commonest there.")] = 0,
    beyond_b: Annotated[int, Query(ge=0, le=1000, description="The same of the next step, of a flow.")] = 0,
    outcome: Annotated[str | None, Query(max_length=1000, description="What is explained, or the conversion.")] = None,
    after: Activity = None,
    from_start: bool = False,
    missing: bool = False,
    allowed: Time = None,
    what: Annotated[
        str | None,
        Query(
            max_length=200,
            description="The kind of group of an explanation; of a moment the experience; `unclear` of drift, "
            "`perfect` of fitness.",
        ),
    ] = None,
    value: Annotated[
        str | None,
        Query(
            max_length=1000,
            description="The group of an explanation; of drift `before` or `after`; of a moment `good` or `bad`; of a "
            "pain `with` or `without` it, or `here` or `elsewhere`.",
        ),
    ] = None,
    rule: Annotated[
        list[Annotated[str, Query(min_length=1, max_length=1300)]] | None,
        Query(max_length=10, description="Of an explanation: conditions of a leaf, `passed: x` or `not passed: x`."),
    ] = None,
    side: Annotated[
        Side,
        Query(
            description="Of a group: all, or those with or without the outcome, or outside it. Or a half of the tree, "
            "or those that are left out."
        ),
    ] = "all",
    touch: Annotated[str, Query(max_length=200, description="What touches are told by, as attribution takes it.")] = (
        "channel"
    ),
    model: Annotated[str, Query(max_length=40, description="Whose credit: a model of attribution.")] = "linear",
    above: Time = None,
    up_to: Time = None,
    on: Annotated[str | None, Query(max_length=200, description="Told in the touchpoints of this map.")] = None,
    offset: Annotated[int, Query(ge=0, le=2**40)] = 0,
    limit: Annotated[int, Query(ge=1, le=1000)] = 50,
) -> Response:
    """The customers behind a number: the question's own parameters, and which of its numbers."""
    cell = Cell(
        of,
        a or None,
        b or None,
        tuple(step or ()),
        collapse=collapse,
        k=k,
        within=within or None,
        mode=mode,
        step_within=step_within or None,
        optional=places(optional),
        by=by,
        kind=kind,
        score_kind=score_kind or None,
        place=place,
        at=at or None,
        beyond_a=beyond_a,
        beyond_b=beyond_b,
        outcome=outcome or None,
        after=after or None,
        from_start=from_start,
        missing=missing,
        allowed=allowed or None,
        what=what or None,
        value=value or None,
        rule=tuple(rule or ()),
        side=side,
        touch=touch,
        model=model,
        above=above or None,
        up_to=up_to or None,
    )
    found = await anyio.to_thread.run_sync(
        lambda: context.workspace.behind(cell, selection, on=on or None, other=other, offset=offset, limit=limit)
    )
    return reply(found, headers=NOT_KEPT)


@router.get("/customers/{id:path}", response_model=Customer)
async def customer(id: CustomerId, context: InContext, caller: Annotated[Caller, authorise("events.read")]) -> Response:
    """One customer's events, in the order of the journey."""
    return reply(await anyio.to_thread.run_sync(context.workspace.events.customer, id))


@router.delete("/customers/{id:path}", response_model=Erased)
async def erase_customer(
    id: CustomerId, context: InContext, caller: Annotated[Caller, authorise("events.erase")]
) -> Response:
    """Erase everything of one customer: events, bad rows, the index, kept answers, and rules that name them."""
    await context.rooms.read_all()

    def work() -> dict[str, Any]:
        return context.workspace.events.erase(id, author=caller.name)

    erased = await anyio.to_thread.run_sync(work)
    for each in erased["personas"]:
        context.rooms.look(each["map"])
    context.keeper.wake()
    return reply(erased, headers=NOT_KEPT)
