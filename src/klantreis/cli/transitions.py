"""``klantreis transitions``: what follows what."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from klantreis.cli import say
from klantreis.cli.call import Call, command


@command("transitions", filters=True)
def transitions(
    call: Call,
    around: Annotated[str | None, typer.Option(metavar="ACTIVITY", help="Only those to or from it.")] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, help="The commonest so many; without it 25, and with --json all.")
    ] = None,
) -> None:
    """What follows what: how often, in how many journeys, how long between."""

    def readable(result: dict[str, Any]) -> None:
        found = result["transitions"]
        rows = [
            (
                each["from"] or "(start)",
                each["to"] or "(end)",
                say.number(each["count"]),
                say.number(each["journeys"]),
                say.percent(each["share"]),
                say.duration(each["median_s"]),
                say.duration(each["p90_s"]),
            )
            for each in found
        ]
        columns = ("from", "to", "count#", "journeys#", "share of exits#", "median#", "p90#")
        left = result["left_out"]
        more = say.left_out(left["transitions"], f"{say.percent(left['share'])} of all transitions")
        say.table("Transitions", columns, rows, caption=say.scope(result) + more)

    call.show(call.ask("transitions", limit=call.listed(limit, 25), around=around), readable)
