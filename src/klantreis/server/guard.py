"""What is refused before any route is asked: foreign hosts, foreign pages; and the headers every answer carries.

A page on another site must not reach a server on this machine. Reading is kept out by the browser itself (no CORS
header is ever sent); writing by comparing ``Origin`` with ``Host``; a name that is pointed at 127.0.0.1 (DNS
rebinding) by the list of hosts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from klantreis.errors import Forbidden
from klantreis.server.address import is_loopback
from klantreis.server.problems import problem

READING = frozenset({"GET", "HEAD", "OPTIONS"})

POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        # Components set sizes and colours through style attributes; no script can come in that way.
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}


@dataclass(frozen=True)
class Guard:
    """Which hosts and origins may be named. ``any_host`` is for a server that asks a password on a real address."""

    any_host: bool = False
    hosts: frozenset[str] = field(default_factory=frozenset)
    """Further host names that lead here, such as the public name behind a proxy."""
    origins: frozenset[str] = field(default_factory=frozenset)
    """Further origins that may write, such as a development server of the web app."""

    def refusal(self, method: str, path: str, headers: Headers) -> Forbidden | None:
        """Why a request is refused, or None."""
        host = headers.get("host", "")
        name = urlsplit(f"//{host}").hostname if _one_host(host) else None
        if name is None or not (self.any_host or is_loopback(name) or name in self.hosts):
            return Forbidden(
                "request.foreign_host",
                "This server does not answer to that host name.",
                where="Host",
                mend="Use the address that klantreis printed when it started, or start it with --public-host NAME.",
                params={"host": host[:200]},
            )
        origin = headers.get("origin")
        foreign = origin is not None and not self._own(origin, host)
        site = headers.get("sec-fetch-site")
        crossing = site in ("cross-site", "same-site") and not (origin is not None and not foreign)
        navigating = headers.get("sec-fetch-mode") == "navigate"
        writing = method not in READING
        if (writing and (foreign or crossing)) or (path.startswith("/api/") and crossing and not navigating):
            return Forbidden(
                "request.foreign_origin",
                "Another site may not do this here.",
                where="Origin",
                mend="Use the app at its own address.",
                params={"origin": (origin or site or "")[:200]},
            )
        return None

    def _own(self, origin: str, host: str) -> bool:
        return origin in (f"http://{host}", f"https://{host}") or origin in self.origins


def _one_host(host: str) -> bool:
    return bool(host) and not any(c in host for c in "/@?#\\ ,")


class GuardMiddleware:
    """Refuses what the guard refuses and puts the safety headers on every answer."""

    def __init__(self, app: ASGIApp, guard: Guard) -> None:
        self.app = app
        self.guard = guard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check, then pass on."""
        if scope["type"] == "websocket":
            # A socket writes, and no browser asks first whether another site may open one.
            if self.guard.refusal("POST", scope["path"], Headers(scope=scope)) is not None:
                await send({"type": "websocket.close", "code": 1008})
                return
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if scope["path"].startswith("/api/"):
                    headers.setdefault("Cache-Control", "no-store")
            await send(message)

        refused = self.guard.refusal(scope["method"], scope["path"], Headers(scope=scope))
        if refused is not None:
            await problem(refused, scope["path"])(scope, receive, with_headers)
            return
        await self.app(scope, receive, with_headers)
