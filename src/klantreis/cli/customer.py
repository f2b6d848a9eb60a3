"""``klantreis customer ID``: one customer's journey, event by event."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from klantreis.cli import say
from klantreis.cli.call import Call, command


@command("customer")
def customer(call: Call, id_: Annotated[str, typer.Argument(metavar="ID", help="Id of the customer.")]) -> None:
    """Show one customer's journey, event by event."""

    def readable(result: dict[str, Any]) -> None:
        rows = [
            (
                str(each["at"])[:19].replace("T", " "),
                each["activity"],
                each.get("channel") or "",
                each.get("text") or "",
            )
            for each in result["events"]
        ]
        say.table(f"Customer {id_}", ("time (UTC)", "activity", "channel", "text"), rows)

    call.show(call.workspace.events.customer(id_), readable)
