"""One customer: their journey, and forgetting them."""

from __future__ import annotations

from typing import Annotated, Any

import anyio
from fastapi import APIRouter, Path
from starlette.responses import Response

from klantreis.server.authorise import Caller, authorise
from klantreis.server.context import InContext
from klantreis.server.problems import documented
from klantreis.server.wire.events import Customer, Erased
from klantreis.server.wire.model import reply

router = APIRouter(tags=["customers"], responses=documented(404))

CustomerId = Annotated[str, Path(min_length=1, max_length=1000, description="Id of the customer; may hold slashes.")]


@router.get("/customers/{id:path}", response_model=Customer)
async def customer(id: CustomerId, context: InContext, caller: Annotated[Caller, authorise("events.read")]) -> Response:
    """One customer's events, in the order of the journey."""
    return reply(await anyio.to_thread.run_sync(context.workspace.events.customer, id))


@router.delete("/customers/{id:path}", response_model=Erased)
async def erase_customer(
    id: CustomerId, context: InContext, caller: Annotated[Caller, authorise("events.erase")]
) -> Response:
    """Erase everything of one customer: from events, dictionaries, bad rows, the index and kept answers."""

    def work() -> dict[str, Any]:
        return context.workspace.events.erase(id)

    erased = await anyio.to_thread.run_sync(work)
    context.keeper.wake()
    return reply(erased)
