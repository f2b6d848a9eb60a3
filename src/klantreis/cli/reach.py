"""``klantreis reach``: who gets here."""

from __future__ import annotations

from typing import Any

from klantreis.cli import say
from klantreis.cli.call import Call, command


@command("reach", filters=True)
def reach(call: Call) -> None:
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
            )
            for each in result["touchpoints"]
        ]
        columns = ("activity", "journeys#", "share#", "", "events#", "repeat#")
        say.table("Reach", columns, rows, caption=say.scope(result))

    call.show(call.ask("reach"), readable)
