"""The people of a workspace that is open to others."""

from __future__ import annotations

from klantreis.errors import UserError
from klantreis.server.door import PasswordDoor
from klantreis.workspace import Workspace


def password_door(workspace: Workspace) -> PasswordDoor:
    """The door for a workspace that others can reach."""
    return PasswordDoor(workspace.users)


def need_somebody(workspace: Workspace) -> None:
    """Raise UserError when nobody could sign in: an open door without a lock is refused."""
    if not any(user.has_password and not user.disabled for user in workspace.users.list()):
        raise UserError(
            "serve.no_password",
            "Others can reach this address, and nobody has a password yet.",
            where="--host",
            mend="Run klantreis password first, or serve on 127.0.0.1.",
        )
