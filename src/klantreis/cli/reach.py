"""``klantreis reach``: who gets here."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from klantreis.cli import say
from klantreis.cli.call import Call, command


@command("reach", filters=True)
def reach(
    call: Call,
    limit: Annotated[
        int | None, typer.Option(min=1, help="The most reached so many; without it 100, and with --json all.")
    ] = None,
) -> None:
    """Who gets here: share of journeys per activity, events, repeats."""

    def readable(result: dict[str, Any]) -> None:
        rows = [
            (
                each["name"],
                say.number(each["journeys"]),
                say.percent(each["share"]),
                say.bar(each["share"]),
                say.number(each["events"]),
                say.percent(each["repeat_share"]),
                say.percent(each["at_once_share"]),
            )
            for each in result["touchpoints"]
        ]
        columns = ("activity", "journeys#", "share#", "", "events#", "repeat#", "at once#")
        left = result["left_out"]
        more = say.left_out(left["touchpoints"], f"{say.percent(left['share'])} of all events")
        say.table("Reach", columns, rows, caption=say.scope(result) + more)

    call.show(call.ask("reach", limit=call.listed(limit, 100)), readable)
