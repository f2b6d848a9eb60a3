"""``klantreis versions MAP``: the versions of a map; name one, go back to one."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from klantreis.cli import say
from klantreis.cli.call import Call, command


@command("versions")
def versions(
    call: Call,
    map_: Annotated[str, typer.Argument(metavar="MAP", help="Name or id of the map.")],
    *,
    name: Annotated[str | None, typer.Option(metavar="NAME", help="Give a version this name.")] = None,
    version: Annotated[
        int | None, typer.Option(min=1, help="With --name: which version; by default the present one.")
    ] = None,
    unname: Annotated[int | None, typer.Option(min=1, help="Take the name of this version off again.")] = None,
    restore: Annotated[int | None, typer.Option(min=1, help="Make the map as it was at this version.")] = None,
) -> None:
    """List the versions of a map, the newest first: named ones, and the end of every spell of work."""
    opened = call.workspace.maps[map_]
    if sum(each is not None for each in (name, unname, restore)) > 1:
        mend = "name a version, take a name off or go back to one: one at a time"
        raise typer.BadParameter(mend, param_hint="--restore")
    if unname is not None:
        opened.unname_version(unname)
        call.show({"id": opened.id, "version": unname}, lambda _: say.line(f"Version {unname} has no name."))
        return
    if name is not None:
        named = opened.name_version(name, version)
        call.show(named.to_dict(), lambda result: say.line(f"Version {result['version']} is {result['name']}."))
        return
    if restore is not None:
        made = call.workspace.maps.restore(opened.id, restore)
        text = f"{opened.name} is as it was at version {restore}; what it was until now is version {opened.version}."
        call.show({"id": opened.id, "version": made.version, "restored_from": restore}, lambda _: say.line(text))
        return

    def readable(result: dict[str, Any]) -> None:
        rows = [
            (
                each["version"],
                each["name"] or "",
                each["at"][:16].replace("T", " "),
                ", ".join(each["authors"]),
                "" if each["restored_from"] is None else f"restored version {each['restored_from']}",
            )
            for each in result["versions"]
        ]
        say.table(f"Versions of {opened.name}", ("version#", "name", "until (UTC)", "by", ""), rows)

    call.show({"versions": [each.to_dict() for each in opened.versions()]}, readable)
