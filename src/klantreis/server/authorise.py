"""The one step every route goes through: who is asking, and may they do this?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from fastapi import Depends
from starlette.requests import HTTPConnection

from klantreis.errors import Forbidden

if TYPE_CHECKING:
    from klantreis.storage.users import User

Action = Literal[
    "workspace.read",
    "workspace.change",
    "events.read",
    "events.import",
    "events.remove",
    "events.erase",
    "segments.read",
    "segments.change",
    "explorations.read",
    "explorations.change",
    "maps.read",
    "maps.change",
    "maps.delete",
    "maps.purge",
    "session",
    "contract.read",
]

FOR_ANYBODY: frozenset[str] = frozenset({"session", "contract.read"})
"""What somebody who has not signed in may do: sign in, and read what the API looks like."""

FOR_VIEWER: frozenset[str] = FOR_ANYBODY | {
    "workspace.read",
    "events.read",
    "segments.read",
    "explorations.read",
    "maps.read",
}
"""What somebody who only looks may do."""

FOR_EDITOR: frozenset[str] = FOR_VIEWER | {
    "events.import",
    "segments.change",
    "explorations.change",
    "maps.change",
    "maps.delete",
}
"""What somebody who works on maps may do; a map that was deleted is in the bin."""

FOR_OWNER: frozenset[str] = frozenset(Action.__args__)
"""What the owner of a workspace may do: everything."""


@dataclass(frozen=True)
class Caller:
    """Who is asking: a name for the audit trail, and the actions they may do."""

    name: str
    may: frozenset[str]
    signed_in: bool = True


ROLES = {"viewer": FOR_VIEWER, "editor": FOR_EDITOR, "owner": FOR_OWNER}
NOBODY = Caller(name="", may=FOR_ANYBODY, signed_in=False)


def caller_of(user: User) -> Caller:
    """A user of the workspace as a caller; an unknown role may nothing."""
    return Caller(name=user.name, may=ROLES.get(user.role, FOR_ANYBODY))


class Authorise:
    """A dependency that lets a caller through when they may do ``action``; a test finds it on every route."""

    def __init__(self, action: Action) -> None:
        self.action = action

    async def __call__(self, request: HTTPConnection) -> Caller:
        """The caller; raises Unauthenticated when nobody is signed in, Forbidden when they may not."""
        from klantreis.server.door import sign_in_first

        caller: Caller = await request.app.state.context.door.caller(request)
        if self.action in caller.may:
            return caller
        if not caller.signed_in:
            raise sign_in_first()
        raise Forbidden(
            "session.forbidden",
            "You may not do this in this workspace.",
            where=self.action,
            mend="Ask the owner of the workspace.",
            params={"action": self.action},
        )


def authorise(action: Action) -> Any:
    """Give a route its caller, who may do ``action``; goes into ``Annotated[Caller, …]``."""
    return Depends(Authorise(action))
