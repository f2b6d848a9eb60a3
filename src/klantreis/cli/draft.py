"""``klantreis draft``: a map from the data."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from klantreis.cli import say
from klantreis.cli.call import Call, command


@command("draft", filters=True)
def draft(
    call: Call,
    name: Annotated[str | None, typer.Option(metavar="NAME", help="Name of the map.")] = None,
    template: Annotated[
        str, typer.Option(metavar="auto|seven|five|loyalty-loop", help="Where the names of phases come from.")
    ] = "auto",
    language: Annotated[str | None, typer.Option(metavar="nl|en", help="Language of the map.")] = None,
) -> None:
    """Draft a map from the events, with its evidence."""

    def readable(result: dict[str, Any]) -> None:
        say.line(f"Drafted {made.name} ({made.id}).")
        rows = [(phase["name"], ", ".join(phase["touchpoints"])) for phase in result["phases"]]
        say.table(made.name, ("phase", "touchpoints"), rows)
        say.line(f"See it: klantreis show {made.id}, or klantreis serve")

    made, result = call.workspace.maps.draft(call.selection, name=name, template=template, language=language)
    call.show(result, readable)
