"""The one step every route goes through: who is asking, and may they do this?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from fastapi import Depends, Request

from klantreis.errors import Forbidden

Action = Literal[
    "workspace.read",
    "workspace.change",
    "events.read",
    "events.import",
    "events.remove",
    "events.erase",
    "segments.read",
    "segments.change",
    "maps.read",
    "maps.change",
    "maps.delete",
    "session",
    "contract.read",
]

FOR_ANYBODY: frozenset[str] = frozenset({"session", "contract.read"})
"""What somebody who has not signed in may do: sign in, and read what the API looks like."""

FOR_OWNER: frozenset[str] = frozenset(Action.__args__)
"""What the owner of a workspace may do: everything."""


@dataclass(frozen=True)
class Caller:
    """Who is asking: a name for the audit trail, and the actions they may do."""

    name: str
    may: frozenset[str]
    signed_in: bool = True


NOBODY = Caller(name="", may=FOR_ANYBODY, signed_in=False)


class Authorise:
    """A dependency that lets a caller through when they may do ``action``; a test finds it on every route."""

    def __init__(self, action: Action) -> None:
        self.action = action

    async def __call__(self, request: Request) -> Caller:
        """The caller; raises Unauthenticated when nobody is signed in, Forbidden when they may not."""
        door = request.app.state.door
        caller: Caller = door.caller(request)
        if self.action in caller.may:
            return caller
        if not caller.signed_in:
            raise door.sign_in_first()
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
