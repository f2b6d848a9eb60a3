"""One shape for every error on the wire: RFC 9457 ``application/problem+json``."""

from __future__ import annotations

import logging
import secrets
from http import HTTPStatus
from typing import Any, cast

import msgspec
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from klantreis.errors import KlantreisError
from klantreis.workspace.folder import said_plainly

MEDIA_TYPE = "application/problem+json"
SCHEMA = {"$ref": "#/components/schemas/Problem"}

log = logging.getLogger("klantreis.server")


def problem(error: KlantreisError, instance: str, headers: dict[str, str] | None = None) -> Response:
    """The response for one of this product's errors."""
    body = {"type": f"urn:klantreis:error:{error.code}", **error.to_dict(), "instance": instance}
    return Response(msgspec.json.encode(body), error.status, headers, MEDIA_TYPE)


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The ``responses`` of a route that may answer with these statuses, for the OpenAPI description."""
    return {
        status: {"description": HTTPStatus(status).phrase, "content": {MEDIA_TYPE: {"schema": SCHEMA}}}
        for status in statuses
    }


EVERYWHERE = (400, 401, 403, 413, 415, 422, 429, 500, 503, 507)
"""Statuses any route may answer with; a route adds its own (404, 409 …)."""


def install(app: FastAPI) -> None:
    """Make every error of the app a problem document."""
    app.add_exception_handler(KlantreisError, _known)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(OSError, _system)
    app.add_exception_handler(ClientDisconnect, _gone)


class Catch:
    """The last net: what nobody foresaw is logged with a reference and answered as a problem, not as a traceback."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the app; answer 500 when it raises before it has begun to answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = replaced = False

        async def watched(message: Message) -> None:
            nonlocal begun, replaced
            begun = begun or message["type"] == "http.response.start"
            if message["type"] == "http.response.start" and _is_bare_refusal(message):
                # The framework refuses a giant body in plain text, before any handler of errors is reached.
                replaced = True
                code, text = CODES[413]
                await problem(_Status(413, code, text), scope["path"])(scope, receive, send)
            elif not replaced:
                await send(message)

        try:
            await self.app(scope, receive, watched)
        except Exception:
            reference = secrets.token_hex(4)
            log.exception("fault %s at %s %s", reference, scope["method"], _without_ids(scope))
            if begun:
                raise
            await problem(fault(reference), scope["path"])(scope, receive, send)


def _is_bare_refusal(message: Message) -> bool:
    return message["status"] == 413 and MEDIA_TYPE.encode() not in dict(message["headers"]).get(b"content-type", b"")


def fault(reference: str) -> KlantreisError:
    """The error that says: this is our mistake, and the log knows more under this reference."""
    return KlantreisError(
        "server.fault",
        "Something went wrong in Klantreis itself.",
        mend=f"Nothing of yours was lost. The server's log tells more under reference {reference}.",
        params={"reference": reference},
    )


def _without_ids(scope: Scope) -> str:
    """The path as the route wrote it, so that no customer id reaches a log."""
    route = scope.get("route")
    return getattr(route, "path", None) or "/".join(scope["path"].split("/")[:4])


async def _known(request: Request, error: Exception) -> Response:
    told = cast("KlantreisError", error)
    headers: dict[str, str] = {}
    if told.status == 503:
        headers["Retry-After"] = "2"
    if "retry_after_s" in told.params:
        headers["Retry-After"] = str(told.params["retry_after_s"])
    if told.status >= 500 and told.status not in (503, 507):
        log.error("%s at %s %s: %s", told.code, request.method, _without_ids(request.scope), told.message)
    return problem(told, request.url.path, headers)


async def _system(request: Request, error: Exception) -> Response:
    told = cast("OSError", error)
    log.error("%s at %s %s", told, request.method, _without_ids(request.scope))
    return problem(said_plainly(told, told.filename or "disk"), request.url.path)


async def _invalid(request: Request, error: Exception) -> Response:
    found = cast("RequestValidationError", error).errors()[:20]
    faults = [{"where": ".".join(map(str, each["loc"])), "message": each["msg"]} for each in found]
    first = faults[0] if faults else {"where": "request", "message": "is not valid"}
    return problem(
        _Status(
            422,
            "request.invalid",
            f"The request is not valid: {first['message']}.",
            where=first["where"],
            mend="See /api/v1/openapi.json for what this route takes.",
            params={"faults": faults},
        ),
        request.url.path,
    )


class _Status(KlantreisError):
    """An error whose status is known only when it happens."""

    def __init__(self, status: int, code: str, message: str, **said: Any) -> None:
        super().__init__(code, message, **said)
        self.status = status  # ty: ignore[invalid-attribute-access]


CODES = {
    400: ("request.malformed", "The request cannot be read."),
    404: ("request.no_such_route", "There is nothing at this address."),
    405: ("request.method_not_allowed", "This address does not take that method."),
    413: ("request.too_large", "The request is larger than this route takes."),
    415: ("request.media_type", "This route does not take that content type."),
}


async def _http(request: Request, error: Exception) -> Response:
    raised = cast("HTTPException", error)
    code, message = CODES.get(raised.status_code, ("request.refused", HTTPStatus(raised.status_code).phrase + "."))
    told = _Status(raised.status_code, code, message, where=f"{request.method} {_without_ids(request.scope)}")
    return problem(told, request.url.path, dict(raised.headers or {}))


async def _gone(request: Request, error: Exception) -> Response:
    return Response(status_code=499)
