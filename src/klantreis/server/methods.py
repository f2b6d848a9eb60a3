"""What is answered at an address of the API that no route takes: the right refusal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from fastapi import APIRouter
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send


class Unmatched:
    """Stands after the routes: 405 where another method is taken at this address, else what comes after it."""

    def __init__(self, rest: ASGIApp, prefix: str, routers: Iterable[APIRouter]) -> None:
        self._rest = rest
        self._taken = [(re.compile(regex), methods) for regex, methods in _routes(prefix, routers)]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or pass on."""
        if scope["type"] == "http":
            allowed = {method for regex, methods in self._taken if regex.match(scope["path"]) for method in methods}
            if allowed:
                raise HTTPException(405, headers={"Allow": ", ".join(sorted(allowed))})
        await self._rest(scope, receive, send)


def _routes(prefix: str, routers: Iterable[APIRouter]) -> Sequence[tuple[str, frozenset[str]]]:
    return [
        (route.path_regex.pattern.replace("^", f"^{re.escape(prefix)}", 1), frozenset(route.methods or ()))
        for router in routers
        for route in router.routes
        if isinstance(route, APIRoute)
    ]
