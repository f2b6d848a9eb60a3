"""Signing in and out; on the loopback address nobody needs to."""

from __future__ import annotations

from typing import Annotated

import anyio
from fastapi import APIRouter, Request
from starlette.responses import Response

from klantreis.errors import Unauthenticated
from klantreis.server.authorise import FOR_OWNER, Caller, authorise
from klantreis.server.context import InContext
from klantreis.server.door import LocalDoor, let_out
from klantreis.server.routes.workspace import user
from klantreis.server.wire.model import reply
from klantreis.server.wire.workspace import Session, SignIn

router = APIRouter(tags=["session"])

_HASHING = anyio.CapacityLimiter(2)
"""Argon2 takes memory on purpose; no more than two at once."""


@router.get("/session", response_model=Session)
async def session(context: InContext, caller: Annotated[Caller, authorise("session")]) -> Response:
    """Whether a password is asked here, and who is signed in."""
    who = user(context, caller) if caller.signed_in else None
    return reply({"asks_password": context.door.asks_password, "user": who})


@router.post("/session", response_model=Session)
async def sign_in(
    body: SignIn, request: Request, context: InContext, caller: Annotated[Caller, authorise("session")]
) -> Response:
    """Sign in with a name and a password; sets the session cookie. Failed attempts are bounded."""
    door = context.door
    if isinstance(door, LocalDoor):
        return reply({"asks_password": False, "user": user(context, caller)})
    address = request.client.host if request.client else ""
    door.attempts.check(address)
    # Counted before it is known, so that many at once cannot slip past the bound.
    door.attempts.failed(address)
    right = await anyio.to_thread.run_sync(door.verify, body.name, body.password, limiter=_HASHING)
    if not right:
        raise Unauthenticated(
            "session.wrong_password", "This name and this password do not belong together.", mend="Try again."
        )
    door.attempts.succeeded(address)
    response = reply({"asks_password": True, "user": user(context, Caller(name=body.name, may=FOR_OWNER))})
    door.let_in(response, body.name, secure=request.url.scheme == "https")
    return response


@router.delete("/session", status_code=204, response_class=Response)
async def sign_out(caller: Annotated[Caller, authorise("session")]) -> Response:
    """Sign out: removes the session cookie."""
    response = Response(status_code=204)
    let_out(response)
    return response
