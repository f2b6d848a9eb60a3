"""``klantreis erase customer ID``: forget a customer for real."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from klantreis.cli import say
from klantreis.cli.call import Call, command, declare_group

declare_group("erase", "Erase for real: from events, dictionaries, bad rows and the journey index.")


@command("customer", group="erase")
def erase_customer(
    call: Call,
    id_: Annotated[str, typer.Argument(metavar="ID", help="Id of the customer.")],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Erase everything of one customer; there is no way back."""
    if not yes and not call.json:
        typer.confirm(f"Erase customer {id_} for good?", abort=True)

    def readable(result: dict[str, Any]) -> None:
        say.line(
            f"Erased customer {id_}: {say.number(result['events'])} events, {say.number(result['rejected'])} rejected."
        )
        for what in ("explorations", "segments"):
            if result[what]:
                say.line(f"Removed {what} whose rule named them: {', '.join(result[what])}.")
        for each in result["personas"]:
            say.line(f"Emptied the segment of persona {each['persona']} on map {each['map']}, which named them.")
        for name in result["descriptions"]:
            say.line(f"Segment {name} still holds their id in its name or description.")
        for each in result["maps"]:
            where = (
                "in the bin" if each["in_bin"] else "on the map" if each["records"] else "no longer on the map itself"
            )
            versions = ", ".join(str(number) for number in each["versions"]) or "none"
            say.line(f"Map {each['name']} still names them ({where}); versions: {versions}.")
            if each["files"]:
                say.line(f"  Files of this map that hold their id: {', '.join(each['files'])}.")
            if each["removed"]:
                say.line(f"  Removed from this map, and found again by undo: {', '.join(each['removed'])}.")

    call.show(call.workspace.events.erase(id_), readable)
