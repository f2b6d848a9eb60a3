"""Signing in and out; on the loopback address nobody needs to."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request
from starlette.responses import Response

from klantreis.server.authorise import Caller, authorise
from klantreis.server.context import InContext
from klantreis.server.door import LocalDoor, PasswordDoor, let_in, let_out
from klantreis.server.routes.workspace import user
from klantreis.server.wire.model import reply
from klantreis.server.wire.workspace import Session, SignIn

router = APIRouter(tags=["session"])

MOST_SIGN_IN = 16 * 1024
"""Bytes of a name and a password: anybody may send them."""

Anybody = Annotated[Caller, authorise("session")]


@router.get("/session", response_model=Session)
async def session(context: InContext, caller: Anybody) -> Response:
    """Whether a password is asked here, and who is signed in."""
    who = user(context, caller) if caller.signed_in else None
    return reply({"asks_password": context.door.asks_password, "user": who})


@router.post("/session", response_model=Session, max_body_size=MOST_SIGN_IN)
async def sign_in(body: SignIn, request: Request, context: InContext, caller: Anybody) -> Response:
    """Sign in with a name and a password; sets the session cookie. Failed attempts are bounded."""
    if isinstance(context.door, LocalDoor):
        return reply({"asks_password": False, "user": user(context, caller)})
    address = request.client.host if request.client else ""
    signed_in, token = await context.door.sign_in(address, body.name, body.password)
    response = reply({"asks_password": True, "user": user(context, signed_in)})
    let_in(response, token, secure=request.url.scheme == "https")
    return response


@router.delete("/session", status_code=204, response_class=Response)
async def sign_out(request: Request, context: InContext, caller: Anybody) -> Response:
    """Sign out: ends the session and removes its cookie."""
    if isinstance(context.door, PasswordDoor):
        await context.door.sign_out(request)
    response = Response(status_code=204)
    let_out(response)
    return response
