"""``klantreis explorations``: questions of the journey explorer that have a name."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from klantreis.cli import say
from klantreis.cli.call import Call, command, declare_group

declare_group("explorations", "Explorations: questions of the journey explorer that were saved under a name.")

Name = Annotated[str, typer.Argument(metavar="NAME", help="Name of the exploration.")]


@command("list", group="explorations")
def list_(call: Call) -> None:
    """List the explorations."""

    def readable(result: dict[str, Any]) -> None:
        rows = [(each["name"], each["address"], each["changed_by"]) for each in result["explorations"]]
        say.table("Explorations", ("name", "address", "saved by"), rows, empty="none yet.")

    call.show({"explorations": call.workspace.explorations.list()}, readable)


@command("show", group="explorations")
def show(call: Call, name: Name) -> None:
    """Show the address of an exploration, to open in the app."""
    call.show(call.workspace.explorations.get(name), lambda r: say.line(f"/data/{r['address']}"))


@command("set", group="explorations")
def set_(
    call: Call,
    name: Name,
    address: Annotated[str, typer.Argument(metavar="ADDRESS", help="Such as 'trechter?step=a&step=b'.")],
    *,
    was: Annotated[str | None, typer.Option(metavar="NAME", help="The name it had until now.")] = None,
) -> None:
    """Save a question under a name, or rename one."""
    kept = call.workspace.explorations.set(name, address, was=was)
    call.show(kept, lambda r: say.line(f"Exploration {r['name']}: /data/{r['address']}"))


@command("remove", group="explorations")
def remove(call: Call, name: Name) -> None:
    """Remove an exploration."""
    call.workspace.explorations.remove(name)
    call.show({"removed": name}, lambda _: say.line(f"Removed exploration {name}."))
