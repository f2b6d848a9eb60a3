"""Users, their passwords and their signed-in sessions.

Passwords are kept as Argon2id hashes (RFC 9106, the library's default cost). A session token is 256
bits of chance; only its SHA-256 is kept, so that a copy of the database opens nothing.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

from sqlalchemy import Connection, Engine, Row, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from klantreis.errors import Conflict, NotFound, UserError
from klantreis.storage import audit
from klantreis.storage.database import reading, writing
from klantreis.storage.moments import after, now
from klantreis.storage.tables import SESSIONS, USERS

Role = Literal["owner", "editor", "viewer"]
ROLES: tuple[str, ...] = get_args(Role)
LOCAL = "local"
"""The one user of a workspace that nobody else can reach; it has no password."""
LEAST_PASSWORD, MOST_PASSWORD, MOST_NAME = 10, 1_000, 200
DAYS_SIGNED_IN = 30


@dataclass(frozen=True)
class User:
    """Somebody who may come in."""

    name: str
    role: str
    has_password: bool
    disabled: bool
    created_at: str

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values, without any secret."""
        return asdict(self)


class Users:
    """The users of one workspace."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def local(self) -> User:
        """The local user, made when absent."""
        with writing(self._engine) as connection:
            row = _row(connection, LOCAL)
            if row is None:
                _insert(connection, LOCAL, "owner", None)
                row = _row(connection, LOCAL)
            return _user(row)

    def list(self) -> Sequence[User]:
        """Every user, by name."""
        with reading(self._engine) as connection:
            return [_user(row) for row in connection.execute(select(USERS).order_by(USERS.c.name))]

    def get(self, name: str) -> User:
        """One user; raises NotFound."""
        with reading(self._engine) as connection:
            return _user(_known(connection, name))

    def add(self, name: str, password: str | None, role: Role = "editor", *, by: str = LOCAL) -> User:
        """A new user; raises Conflict when the name is taken."""
        if not name.strip() or len(name) > MOST_NAME:
            mend = f"A name has 1 to {MOST_NAME} characters."
            raise UserError("users.name", "This is not a name for a user.", where="name", mend=mend)
        _allowed(role)
        hashed = None if password is None else _hash(password)
        with writing(self._engine) as connection:
            if _row(connection, name) is not None:
                raise Conflict("users.taken", "There is a user of this name already.", where=name)
            try:
                _insert(connection, name, role, hashed)
            except IntegrityError:
                raise Conflict("users.taken", "There is a user of this name already.", where=name) from None
            audit.record(connection, by, "user.add", details={"name": name, "role": role})
            return _user(_row(connection, name))

    def set_password(self, name: str, password: str, *, by: str = LOCAL) -> None:
        """A new password; everybody who was signed in by the old one is signed out."""
        hashed = _hash(password)
        with writing(self._engine) as connection:
            _known(connection, name)
            connection.execute(update(USERS).where(USERS.c.name == name).values(password_hash=hashed))
            connection.execute(delete(SESSIONS).where(SESSIONS.c.user_name == name))
            audit.record(connection, by, "user.password", details={"name": name})

    def set_role(self, name: str, role: Role, *, by: str = LOCAL) -> None:
        """Let a user do more or less, at once; raises Conflict when no owner would be left."""
        _allowed(role)
        with writing(self._engine) as connection:
            old = _known(connection, name).role
            if old == role:
                return
            others = (USERS.c.role == "owner", USERS.c.name != name, USERS.c.disabled.is_(False))
            if old == "owner" and connection.execute(select(USERS.c.name).where(*others)).first() is None:
                mend = "Make somebody else owner first."
                raise Conflict("users.last_owner", "Nobody else is owner.", where=name, mend=mend)
            connection.execute(update(USERS).where(USERS.c.name == name).values(role=role))
            audit.record(connection, by, "user.role", details={"name": name, "role": role})

    def set_disabled(self, name: str, disabled: bool, *, by: str = LOCAL) -> None:
        """Shut a user out, or let one in again."""
        with writing(self._engine) as connection:
            _known(connection, name)
            connection.execute(update(USERS).where(USERS.c.name == name).values(disabled=disabled))
            if disabled:
                connection.execute(delete(SESSIONS).where(SESSIONS.c.user_name == name))
            audit.record(connection, by, "user.disable" if disabled else "user.enable", details={"name": name})

    def verify(self, name: str, password: str) -> User | None:
        """The user whose password this is; None otherwise, after the same amount of work."""
        from argon2 import PasswordHasher
        from argon2.exceptions import InvalidHashError, VerificationError

        hasher = PasswordHasher()
        with reading(self._engine) as connection:
            row = _row(connection, name)
        known = row.password_hash if row is not None and row.password_hash is not None else None
        if len(password) > MOST_PASSWORD:
            return None
        try:
            hasher.verify(known or _decoy(), password)
        except (VerificationError, InvalidHashError):
            return None
        if row is None or known is None or row.disabled:
            return None
        if hasher.check_needs_rehash(known):
            with writing(self._engine) as connection:
                fresh = hasher.hash(password)
                connection.execute(update(USERS).where(USERS.c.name == name).values(password_hash=fresh))
        return _user(row)

    def sign_in(self, name: str, days: float = DAYS_SIGNED_IN) -> str:
        """A new session's token, to be handed to the browser once; expired sessions are swept."""
        token = secrets.token_urlsafe(32)
        with writing(self._engine) as connection:
            _known(connection, name)
            connection.execute(delete(SESSIONS).where(SESSIONS.c.expires_at < now()))
            row = {"token_hash": _fingerprint(token), "user_name": name, "created_at": now()}
            connection.execute(insert(SESSIONS).values(**row, expires_at=after(days * 86_400)))
            audit.record(connection, name, "user.sign_in")
        return token

    def signed_in(self, token: str) -> User | None:
        """Whose session this is; None when it ended or never was."""
        query = select(USERS).join(SESSIONS, SESSIONS.c.user_name == USERS.c.name)
        query = query.where(SESSIONS.c.token_hash == _fingerprint(token), SESSIONS.c.expires_at >= now())
        with reading(self._engine) as connection:
            row = connection.execute(query).first()
        return None if row is None or row.disabled else _user(row)

    def sign_out(self, token: str) -> None:
        """End a session; nothing happens when it ended before."""
        with writing(self._engine) as connection:
            connection.execute(delete(SESSIONS).where(SESSIONS.c.token_hash == _fingerprint(token)))


def _hash(password: str) -> str:
    from argon2 import PasswordHasher

    if not LEAST_PASSWORD <= len(password) <= MOST_PASSWORD:
        mend = f"A password has {LEAST_PASSWORD} to {MOST_PASSWORD} characters."
        raise UserError("users.password", "This password does not do.", where="password", mend=mend)
    return PasswordHasher().hash(password)


_DECOYS: list[str] = []


def _decoy() -> str:
    """A hash that no password has, so that an unknown name costs as much time as a known one."""
    if not _DECOYS:
        _DECOYS.append(_hash(secrets.token_urlsafe(32)))
    return _DECOYS[0]


def _fingerprint(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _allowed(role: str) -> None:
    if role not in ROLES:
        raise UserError("users.role", f"{role!r} is not a role.", where="role", mend=f"Allowed: {', '.join(ROLES)}.")


def _row(connection: Connection, name: str) -> Row | None:
    return connection.execute(select(USERS).where(USERS.c.name == name)).first()


def _known(connection: Connection, name: str) -> Row:
    row = _row(connection, name)
    if row is None:
        raise NotFound("users.not_found", "There is no such user.", where=name[:MOST_NAME])
    return row


def _insert(connection: Connection, name: str, role: str, hashed: str | None) -> None:
    row = {"name": name, "role": role, "password_hash": hashed, "disabled": False, "created_at": now()}
    connection.execute(insert(USERS).values(**row))


def _user(row: Row | None) -> User:
    if row is None:
        raise NotFound("users.not_found", "There is no such user.")
    return User(row.name, row.role, row.password_hash is not None, row.disabled, row.created_at)
