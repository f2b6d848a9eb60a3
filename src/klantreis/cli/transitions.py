"""``klantreis transitions``: what follows what."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from klantreis.cli import say
from klantreis.cli.call import Call, command


@command("transitions", filters=True)
def transitions(call: Call, limit: Annotated[int, typer.Option(min=1, help="Rows to print.")] = 25) -> None:
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
            for each in found[:limit]
        ]
        columns = ("from", "to", "count#", "journeys#", "share of exits#", "median#", "p90#")
        say.table("Transitions", columns, rows, caption=say.scope(result) + say.more(len(found), limit))

    call.show(call.ask("transitions"), readable)
