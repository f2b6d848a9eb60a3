"""One tree of errors for every layer, the command line and the wire.

An error says what was wrong, where, what is allowed and what to do. ``code`` is stable and is what
a program (or a translation) keys on; ``params`` carries the values the message was made of.
"""

from __future__ import annotations

from typing import Any, ClassVar


class KlantreisError(Exception):
    """Base of every error this product raises on purpose.

    ``message`` is one English sentence: what was wrong. ``where`` names the file, row, field or id.
    ``mend`` says what is allowed or what to do next. ``params`` holds the same facts as plain JSON
    values, so that a page can say it in the reader's own language.
    """

    status: ClassVar[int] = 500
    exit_code: ClassVar[int] = 1

    def __init__(
        self,
        code: str,
        message: str,
        *,
        where: str | None = None,
        mend: str | None = None,
        params: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.where = where
        self.mend = mend
        self.params = params or {}

    def __str__(self) -> str:
        """One line for a terminal: where, what, and what to do."""
        place = f"{self.where}: " if self.where else ""
        advice = f" {self.mend}" if self.mend else ""
        return f"{place}{self.message}{advice}"

    def to_dict(self) -> dict[str, Any]:
        """The members of an RFC 9457 problem document, without the transport's own fields."""
        return {
            "code": self.code,
            "title": self.message,
            "status": self.status,
            "where": self.where,
            "mend": self.mend,
            "params": self.params,
        }


class UserError(KlantreisError):
    """The user's own mistake, or a file that is not what it was said to be."""

    status = 422
    exit_code = 2


class NotFound(UserError):
    """Something was asked for by a name or id that does not exist."""

    status = 404


class Conflict(UserError):
    """The thing changed, or exists, in a way that forbids this step."""

    status = 409


class Unauthenticated(UserError):
    """Nobody is signed in."""

    status = 401


class Forbidden(UserError):
    """Somebody is signed in, and may not do this."""

    status = 403


class TooLarge(UserError):
    """A request or a file is over a stated bound."""

    status = 413


class TooMany(UserError):
    """The same thing was asked too often; it may be asked again after the stated time."""

    status = 429


class NoSpace(KlantreisError):
    """The disk is full, or would be; nothing was kept."""

    status = 507
    exit_code = 2


class Busy(KlantreisError):
    """Another process holds what is needed; the same call may succeed later."""

    status = 503
    exit_code = 2


class Cancelled(KlantreisError):
    """The user stopped it; nothing was kept."""

    status = 409
    exit_code = 2


class Damaged(KlantreisError):
    """Stored data is not what was written; the message says how it is mended."""

    status = 500
