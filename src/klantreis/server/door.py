"""Who comes in: one local user on the loopback address, people with a password on any other.

A session is a signed cookie without state on the server; its key lives in the workspace folder, so that a restart
signs nobody out and removing the file signs everybody out.
"""

from __future__ import annotations

import ipaddress
import secrets
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

from itsdangerous import BadSignature, URLSafeTimedSerializer
from starlette.requests import HTTPConnection
from starlette.responses import Response

from klantreis.errors import Damaged, TooMany, Unauthenticated
from klantreis.server.authorise import FOR_OWNER, NOBODY, Caller
from klantreis.workspace.folder import write_atomically

COOKIE = "klantreis_session"
MAX_AGE_S = 14 * 24 * 3600
KEY_FILE = "session.key"


def is_loopback(host: str) -> bool:
    """Whether a host name or address can be reached from this machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


class LocalDoor:
    """On the loopback address: whoever uses this machine is the one local user, and need not sign in."""

    asks_password = False

    def __init__(self, name: str = "local") -> None:
        self._caller = Caller(name=name, may=FOR_OWNER)

    def caller(self, request: HTTPConnection) -> Caller:
        """The local user, always."""
        return self._caller

    def sign_in_first(self) -> Unauthenticated:
        """Never needed here; present so that both doors are alike."""
        return _sign_in_first()


class PasswordDoor:
    """On any other address: a name and a password, then a signed cookie.

    ``verify(name, password)`` tells whether they belong together (argon2 behind it); ``exists(name)`` whether the
    name is still known, so that a removed user is out at once.
    """

    asks_password = True

    def __init__(self, key: bytes, verify: Callable[[str, str], bool], stamp: Callable[[str], str | None]) -> None:
        self._signer = URLSafeTimedSerializer(key, salt="klantreis.session")
        self.verify = verify
        self._stamp = stamp
        self.attempts = Attempts()

    def caller(self, request: HTTPConnection) -> Caller:
        """The one whose valid cookie this is, else nobody."""
        token = request.cookies.get(COOKIE)
        if not token or len(token) > 1024:
            return NOBODY
        try:
            said: Any = self._signer.loads(token, max_age=MAX_AGE_S)
        except BadSignature:
            return NOBODY
        if not isinstance(said, dict) or not isinstance(said.get("name"), str):
            return NOBODY
        # The stamp changes with the password: a new password ends the old sessions.
        stamp = self._stamp(said["name"])
        if stamp is None or not secrets.compare_digest(stamp, str(said.get("stamp"))):
            return NOBODY
        return Caller(name=said["name"], may=FOR_OWNER)

    def sign_in_first(self) -> Unauthenticated:
        """The error for somebody who has not signed in."""
        return _sign_in_first()

    def let_in(self, response: Response, name: str, *, secure: bool) -> None:
        """Put the session cookie of ``name`` on a response."""
        token = self._signer.dumps({"name": name, "stamp": self._stamp(name)})
        response.set_cookie(COOKIE, token, max_age=MAX_AGE_S, path="/", secure=secure, httponly=True, samesite="strict")


def let_out(response: Response) -> None:
    """Remove the session cookie."""
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")


class Attempts:
    """Bounds failed sign-ins: per address and over all, within a window of time.

    Memory is bounded too: only the addresses that failed last are kept.
    """

    WINDOW_S = 300
    PER_ADDRESS = 5
    OVER_ALL = 50
    ADDRESSES = 10_000

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failed: OrderedDict[str, deque[float]] = OrderedDict()
        self._all: deque[float] = deque(maxlen=self.OVER_ALL)

    def check(self, address: str) -> None:
        """Raise TooMany when this address, or everybody together, failed too often."""
        now = self._clock()
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
        now = self._clock()
        self._failed.setdefault(address, deque(maxlen=self.PER_ADDRESS)).append(now)
        self._failed.move_to_end(address)
        self._all.append(now)
        while len(self._failed) > self.ADDRESSES:
            self._failed.popitem(last=False)

    def succeeded(self, address: str) -> None:
        """Forget the failures of an address."""
        self._failed.pop(address, None)


def session_key(folder: Path) -> bytes:
    """The key that signs the sessions of a workspace, made when absent; readable by its owner only."""
    path = folder / KEY_FILE
    if not path.exists():
        write_atomically(path, secrets.token_hex(32).encode(), private=True)
    key = path.read_bytes().strip()
    if len(key) < 32:
        raise Damaged(
            "session.key_damaged",
            "The key that signs sessions is too short to be safe.",
            where=str(path),
            mend="Remove the file; a new one is made and everybody signs in again.",
        )
    return key


def _sign_in_first() -> Unauthenticated:
    return Unauthenticated("session.none", "Nobody is signed in.", mend="Sign in first.")
