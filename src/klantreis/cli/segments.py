"""``klantreis segments``: rules that have a name."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from klantreis.cli import say
from klantreis.cli.call import Call, command, declare_group

declare_group("segments", "Segments: rules over events that have a name, for --segment.")

Name = Annotated[str, typer.Argument(metavar="NAME", help="Name of the segment.")]


@command("list", group="segments")
def list_(call: Call) -> None:
    """List the segments."""

    def readable(result: dict[str, Any]) -> None:
        rows = [(each["name"], each["where"]) for each in result["segments"]]
        say.table("Segments", ("name", "rule"), rows, empty="none yet. Make one with klantreis segments set NAME RULE.")

    call.show({"segments": call.workspace.segments.list()}, readable)


@command("set", group="segments")
def set_(
    call: Call,
    name: Name,
    where: Annotated[str, typer.Argument(metavar="RULE", help="Such as 'channel = \"phone\"'.")],
) -> None:
    """Make a segment, or change its rule."""
    call.show(call.workspace.segments.set(name, where), lambda r: say.line(f"Segment {r['name']}: {r['where']}"))


@command("remove", group="segments")
def remove(call: Call, name: Name) -> None:
    """Remove a segment; events stay."""
    call.workspace.segments.remove(name)
    call.show({"removed": name}, lambda _: say.line(f"Removed segment {name}."))
