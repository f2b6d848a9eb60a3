"""``klantreis erase customer ID``: forget a customer for real."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from klantreis.cli import say
from klantreis.cli.call import Call, command, declare_group

declare_group("erase", "Erase for real: from events, dictionaries, bad rows and the journey index.")


Past = Annotated[
    bool, typer.Option("--past", help="Also out of earlier versions of maps, what their rooms remember, and the audit.")
]


@command("customer", group="erase")
def erase_customer(
    call: Call,
    id_: Annotated[str, typer.Argument(metavar="ID", help="Id of the customer.")],
    past: Past = False,
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
        _left(result)

    call.show(call.workspace.events.erase(id_, past=past), readable)


@command("traces", group="erase")
def traces(
    call: Call,
    id_: Annotated[str, typer.Argument(metavar="ID", help="Id of a customer, erased or not.")],
    past: Past = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Where people typed a customer's id; with --past, take it out of what is past."""
    events = call.workspace.events
    if past and not yes and not call.json:
        typer.confirm(f"Take {id_} out of earlier versions and the audit for good?", abort=True)
    call.show(events.forget_past(id_) if past else events.traces(id_), _left)


def _left(result: dict[str, Any]) -> None:
    """What was taken out of the past, and where the id still stands."""
    if taken := result.get("taken"):
        say.line(
            f"Taken out of {taken['versions']} versions of maps, {taken['removed']} removed records, "
            f"{taken['audit']} entries of the audit."
        )
    for name in result["descriptions"]:
        say.line(f"Segment {name} still holds their id in its name or description.")
    for name in result["questions"]:
        say.line(f"Saved question {name} still holds their id.")
    if result["audit"]:
        say.line(f"The audit holds their id in {result['audit']} entries.")
    for each in result["maps"]:
        where = "in the bin" if each["in_bin"] else "on the map" if each["records"] else "no longer on the map itself"
        versions = ", ".join(str(number) for number in each["versions"]) or "none"
        say.line(f"Map {each['name']} still names them ({where}); versions: {versions}.")
        if each["files"]:
            say.line(f"  Files of this map that hold their id: {', '.join(each['files'])}.")
        if each["removed"]:
            say.line(f"  Removed from this map, and found again by undo: {', '.join(each['removed'])}.")
    if not any(result[what] for what in ("maps", "descriptions", "questions", "audit")):
        say.line("Their id stands nowhere else that Klantreis can read.")
