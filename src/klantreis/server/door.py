"""Who comes in: one local user on the loopback address, people with a password on any other.

The local user is called as the browser says, so that several who share a machine are told apart.
A session is a token of 256 bits of chance in a cookie that no script can read; the workspace keeps only its hash.
Signing out, a new password and removing a user end it at once.
"""

from __future__ import annotations

import ipaddress
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import unquote

import anyio
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from klantreis.errors import KlantreisError, TooMany, Unauthenticated
from klantreis.server.authorise import FOR_OWNER, NOBODY, Caller, caller_of
from klantreis.server.guard import READING
from klantreis.server.problems import problem

if TYPE_CHECKING:
    from klantreis.storage.users import Users

COOKIE = "klantreis_session"
DAYS = 14
NAME_COOKIE = "klantreis_name"
"""Holds what others on this machine call somebody, percent-encoded; nobody is trusted more or less for it."""
MOST_NAME = 60


def called(cookie: str) -> str:
    """The name in a cookie; nothing where it is none: blank, too long, or not one printable line."""
    name = " ".join(unquote(cookie[: 20 * MOST_NAME]).split())
    whole = len(name) <= MOST_NAME and name.isprintable() and "\ufffd" not in name
    return name if whole else ""


class LocalDoor:
    """On the loopback address: whoever uses this machine is the one local user, and need not sign in."""

    asks_password = False

    def __init__(self, name: str = "local") -> None:
        self._name = name

    async def caller(self, request: HTTPConnection) -> Caller:
        """The local user, by the name that the browser keeps for them where it keeps one."""
        return Caller(name=called(request.cookies.get(NAME_COOKIE, "")) or self._name, may=FOR_OWNER)


class PasswordDoor:
    """On any other address: a name and a password, then a session cookie."""

    asks_password = True

    def __init__(self, users: Users) -> None:
        self._users = users
        self.attempts = Attempts()
        # Argon2 takes memory and time on purpose; no more than two at once.
        self._hashing = anyio.CapacityLimiter(2)

    async def caller(self, request: HTTPConnection) -> Caller:
        """The one whose living session the cookie names, else nobody."""
        token = request.cookies.get(COOKIE)
        if not token or len(token) > 200:
            return NOBODY
        user = await anyio.to_thread.run_sync(self._users.signed_in, token)
        return NOBODY if user is None else caller_of(user)

    async def sign_in(self, address: str, name: str, password: str) -> tuple[Caller, str]:
        """The caller and the token of a new session; raises Unauthenticated, or TooMany after too many failures."""
        self.attempts.check(address)
        # Counted before it is known, so that many at once cannot slip past the bound.
        self.attempts.failed(address)
        user = await anyio.to_thread.run_sync(self._users.verify, name, password, limiter=self._hashing)
        if user is None:
            raise Unauthenticated(
                "session.wrong_password", "This name and this password do not belong together.", mend="Try again."
            )
        self.attempts.succeeded(address)
        token = await anyio.to_thread.run_sync(self._users.sign_in, user.name, DAYS)
        return caller_of(user), token

    async def sign_out(self, request: HTTPConnection) -> None:
        """End the session of the cookie, if there is one."""
        token = request.cookies.get(COOKIE)
        if token:
            await anyio.to_thread.run_sync(self._users.sign_out, token[:200])


Door = LocalDoor | PasswordDoor


def let_in(response: Response, token: str, *, secure: bool) -> None:
    """Put the session cookie on a response."""
    age = DAYS * 24 * 3600
    response.set_cookie(COOKIE, token, max_age=age, path="/", secure=secure, httponly=True, samesite="strict")


def let_out(response: Response) -> None:
    """Remove the session cookie."""
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")


def sign_in_first() -> Unauthenticated:
    """The error for somebody who has not signed in."""
    return Unauthenticated("session.none", "Nobody is signed in.", mend="Sign in first.")


class SignedInFirst:
    """Refuses what strangers send before it is read: reading a large body takes memory, and the time of others.

    Whether somebody may do what they ask is for the route; here it is only asked whether there is somebody.
    """

    def __init__(self, app: ASGIApp, door: Door, free: str) -> None:
        """``free`` is the address at which one signs in."""
        self._app, self._door, self._free = app, door, free

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check, then pass on."""
        sends = scope["type"] == "http" and scope["method"] not in READING and scope["path"] != self._free
        if sends and self._door.asks_password:
            try:
                if not (await self._door.caller(HTTPConnection(scope))).signed_in:
                    raise sign_in_first()
            except KlantreisError as refused:
                await problem(refused, scope["path"])(scope, receive, send)
                return
        await self._app(scope, receive, send)


class Attempts:
    """Bounds failed sign-ins: per address and over all, within a window of time.

    Memory is bounded too: only the addresses that failed last are kept.
    """

    WINDOW_S = 300
    PER_ADDRESS = 5
    OVER_ALL = 500
    ADDRESSES = 10_000

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failed: OrderedDict[str, deque[float]] = OrderedDict()
        self._all: deque[float] = deque(maxlen=self.OVER_ALL)

    def check(self, address: str) -> None:
        """Raise TooMany when this address, or everybody together, failed too often."""
        now, address = self._clock(), _network(address)
        for times, bound in ((self._failed.get(address, deque()), self.PER_ADDRESS), (self._all, self.OVER_ALL)):
            while times and times[0] <= now - self.WINDOW_S:
                times.popleft()
            if len(times) >= bound:
                wait = int(times[0] + self.WINDOW_S - now) + 1
                raise TooMany(
                    "session.too_many_attempts",
                    "There were too many attempts to sign in.",
                    mend=f"Try again in {wait} seconds.",
                    params={"retry_after_s": wait},
                )

    def failed(self, address: str) -> None:
        """Count a failure."""
        now, address = self._clock(), _network(address)
        self._failed.setdefault(address, deque(maxlen=self.PER_ADDRESS)).append(now)
        self._failed.move_to_end(address)
        self._all.append(now)
        while len(self._failed) > self.ADDRESSES:
            self._failed.popitem(last=False)

    def succeeded(self, address: str) -> None:
        """Take back what was counted for somebody who turned out to be right.

        The failures before it stand: who has a password of their own could else guess at another's without end, by
        signing in as themselves now and then.
        """
        for times in (self._failed.get(_network(address)), self._all):
            if times:
                times.pop()


def _network(address: str) -> str:
    """Whose an address is: of IPv6 everybody has 2⁶⁴ of them, which count as one."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is None:
        return str(ipaddress.ip_network((int(found), 64), strict=False))
    return str(getattr(found, "ipv4_mapped", None) or found)
