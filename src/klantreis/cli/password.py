"""``klantreis password``: who may sign in when the app is open to others."""

from __future__ import annotations

import os
from typing import Annotated, Any

import typer

from klantreis.cli import say
from klantreis.cli.call import Call, command
from klantreis.errors import UserError

VARIABLE = "KLANTREIS_PASSWORD"
"""Environment variable that gives the password where nobody is there to type it."""


@command("password")
def password(
    call: Call,
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="Who it is for (default: your name here).")] = None,
    role: Annotated[
        str | None,
        typer.Option(
            metavar="owner|editor|viewer", help="What they may do (the first is the owner); alone, of somebody known."
        ),
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help="List who may sign in.")] = False,
    shut_out: Annotated[bool, typer.Option("--shut-out", help="Shut NAME out, and end their sessions.")] = False,
) -> None:
    """Set a password for signing in; needed before serving on an address that others can reach."""
    workspace = call.workspace
    users = workspace.users
    who = name or workspace.author
    known = {user.name: user for user in users.list()}
    if list_:
        shown = [user.to_dict() for user in known.values()]
        call.show({"users": shown}, _readable)
        return
    if shut_out:
        users.set_disabled(who, True, by=workspace.author)
        call.show({"name": who, "disabled": True}, lambda _: say.line(f"{who} is shut out."))
        return
    if role is not None and who in known:
        users.set_role(who, role, by=workspace.author)  # ty: ignore[invalid-argument-type]
        if VARIABLE not in os.environ:
            call.show(users.get(who).to_dict(), lambda user: say.line(f"{user['name']} is {user['role']} now."))
            return
    given = os.environ.get(VARIABLE) or _asked(who)
    if who in known:
        users.set_password(who, given, by=workspace.author)
        if known[who].disabled:
            users.set_disabled(who, False, by=workspace.author)
    else:
        first = not any(user.has_password for user in known.values())
        users.add(who, given, role or ("owner" if first else "editor"), by=workspace.author)  # ty: ignore[invalid-argument-type]
    call.show(users.get(who).to_dict(), lambda user: say.line(f"{user['name']} ({user['role']}) can sign in."))


def _readable(result: dict[str, Any]) -> None:
    rows = [
        (user["name"], user["role"], "yes" if user["has_password"] else "no", "shut out" if user["disabled"] else "")
        for user in result["users"]
    ]
    say.table("Who may sign in", ("name", "role", "password", ""), rows)


def _asked(who: str) -> str:
    import sys

    if not sys.stdin.isatty():
        raise UserError(
            "password.no_terminal",
            "There is no terminal to type a password in.",
            mend=f"Give it in the environment variable {VARIABLE}.",
        )
    return str(typer.prompt(f"Password for {who}", hide_input=True, confirmation_prompt=True))
