"""``klantreis library``: what the maps of the workspace name."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from klantreis.cli import say
from klantreis.cli.call import Call, command


@command("library")
def library(
    call: Call,
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="Where this name is used.")] = None,
    *,
    kind: Annotated[
        str | None, typer.Option(metavar="KIND", help="touchpoint, channel, team, system or persona.")
    ] = None,
    rename: Annotated[str | None, typer.Option(metavar="NEW", help="Give NAME of KIND this name in every map.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="Rows to print.")] = 50,
) -> None:
    """Touchpoints, channels, teams, systems and personas over all maps, and where each is used."""
    from klantreis.workspace import naming

    if kind is not None and kind not in naming.KINDS:
        raise typer.BadParameter(f"choose one of {', '.join(naming.KINDS)}", param_hint="--kind")
    if rename is not None:
        if name is None or kind is None:
            raise typer.BadParameter("name what is renamed: klantreis library NAME --kind KIND --rename NEW")
        done = naming.rename(call.workspace, kind, name, rename)

        def told(result: dict[str, Any]) -> None:
            for each in result["maps"]:
                say.line(f"{each['name']}: {each['records']} renamed, now version {each['version']}.")
            for each in result["refused"]:
                say.line(f"{each['map']} stayed as it was: {each['problem']['title']}")

        call.show(done, told)
        return
    entries = naming.library(call.workspace, kind)
    if name is not None:
        entries = [entry for entry in entries if naming.normalised(entry["name"]) == naming.normalised(name)]

    def readable(result: dict[str, Any]) -> None:
        found = result["entries"]
        rows = [
            (
                entry["kind"],
                entry["name"],
                entry["maps"],
                len(entry["used_in"]),
                ", ".join(dict.fromkeys(use["map_name"] for use in entry["used_in"])),
            )
            for entry in found[:limit]
        ]
        caption = say.more(len(found), limit).lstrip(" ·")
        say.table("Library", ("kind", "name", "maps#", "records#", "used in"), rows, caption=caption)

    call.show({"entries": entries}, readable)
