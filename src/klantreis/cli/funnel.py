"""``klantreis funnel STEP STEP…``: how many get through."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from klantreis.cli import say
from klantreis.cli.call import Call, command


@command("funnel", filters=True)
def funnel(
    call: Call,
    steps: Annotated[
        list[str], typer.Argument(metavar="STEP STEP…", help="Activities in order; join alternatives with '|'.")
    ],
    within: Annotated[str | None, typer.Option(metavar="TIME", help="Window from the first step, such as 7d.")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Nothing may come in between.")] = False,
    any_order: Annotated[bool, typer.Option("--any-order", help="Steps may come in any order.")] = False,
) -> None:
    """How many get through: ordered steps, best attempt of each journey."""
    if strict and any_order:
        raise typer.BadParameter("choose --strict or --any-order, not both")
    mode = "strict" if strict else "any" if any_order else "ordered"

    def readable(result: dict[str, Any]) -> None:
        rows = [
            (
                each["name"],
                say.number(each["count"]),
                say.percent(each["step_rate"]),
                say.percent(each["overall_rate"]),
                say.bar(each["overall_rate"]),
                say.duration(each["median_s"]),
                say.duration(each["p90_s"]),
            )
            for each in result["steps"]
        ]
        columns = ("step", "journeys#", "of step before#", "of first#", "", "median#", "p90#")
        say.table("Funnel", columns, rows, caption=say.scope(result))

    call.show(call.ask("funnel", step=tuple(steps), within=within, mode=mode), readable)
