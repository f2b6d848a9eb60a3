"""``klantreis sources``: what was imported."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from klantreis.cli import say
from klantreis.cli.call import Call, command


@command("sources")
def sources(
    call: Call,
    remove: Annotated[
        int | None, typer.Option(metavar="ID", help="Remove this source and the events only it brought.")
    ] = None,
) -> None:
    """List what was imported, or remove one of it."""
    if remove is not None:
        removed = call.workspace.events.remove_source(remove)
        call.show(removed, lambda _: say.line(f"Removed source {remove}."))
        return

    def readable(result: dict[str, Any]) -> None:
        rows = [
            (
                each["id"],
                each["name"],
                say.day(each["at"]),
                say.number(each["rows"]),
                say.number(each["added"]),
                say.number(each["rejected"]),
                f"{say.day(each['from'])} to {say.day(each['to'])}",
            )
            for each in result["sources"]
        ]
        columns = ("id#", "name", "imported", "rows#", "added#", "rejected#", "events of")
        say.table("Sources", columns, rows, empty="none yet. Bring events in with klantreis import FILE.")

    call.show({"sources": call.workspace.events.sources()}, readable)
