"""``klantreis maps``: the journey maps of the workspace."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from klantreis.cli import say
from klantreis.cli.call import Call, command


@command("maps")
def maps(
    call: Call,
    new: Annotated[str | None, typer.Option(metavar="NAME", help="Make a map with this name.")] = None,
    template: Annotated[
        str, typer.Option(metavar="NAME", help="With --new: seven, five, loyalty-loop, blueprint or empty.")
    ] = "seven",
    language: Annotated[str | None, typer.Option(metavar="nl|en", help="With --new: its language.")] = None,
    delete: Annotated[str | None, typer.Option(metavar="MAP", help="Delete this map and all its versions.")] = None,
) -> None:
    """List the journey maps; make or delete one."""
    workspace = call.workspace
    if new is not None:
        made = workspace.maps.create(name=new, template=template, language=language)
        call.show(
            {"id": made.id, "name": made.name, "version": made.version},
            lambda _: say.line(f"Made {made.name} ({made.id})."),
        )
        return
    if delete is not None:
        gone = workspace.maps[delete]
        workspace.maps.delete(gone.id)
        call.show({"deleted": gone.id}, lambda _: say.line(f"Deleted {gone.name}."))
        return

    def readable(result: dict[str, Any]) -> None:
        rows = [
            (
                each["name"],
                each["id"],
                each["state"],
                each["version"],
                each["phases"],
                each["touchpoints"],
                say.day(each["changed_at"]),
            )
            for each in result["maps"]
        ]
        say.table("Maps", ("name", "id", "state", "version#", "phases#", "touchpoints#", "changed"), rows)

    call.show({"maps": workspace.maps.list()}, readable)
