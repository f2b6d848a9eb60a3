"""``klantreis timing A B``: where do people wait."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from klantreis.cli import say
from klantreis.cli.call import Call, command


@command("timing", filters=True)
def timing(
    call: Call,
    a: Annotated[str, typer.Argument(metavar="A", help="Activity where the clock starts.")],
    b: Annotated[str, typer.Argument(metavar="B", help="Activity where it stops.")],
    target: Annotated[str | None, typer.Option(metavar="TIME", help="Say the share above this, such as 2d.")] = None,
) -> None:
    """Where people wait: the time between two activities."""

    def readable(result: dict[str, Any]) -> None:
        rows = [
            (label, say.duration(result[key]))
            for label, key in (("median", "median_s"), ("p75", "p75_s"), ("p90", "p90_s"), ("p95", "p95_s"))
        ]
        if result.get("above_share") is not None:
            rows.append((f"above {target}", say.percent(result["above_share"])))
        caption = f"{say.scope(result)} · {say.number(result['count'])} times"
        say.table(f"From {a} to {b}", ("", "time#"), rows, caption=caption)

    call.show(call.ask("timing", a=a, b=b, target=target), readable)
