"""``klantreis timing A B``, ``klantreis timing --inside PHASE --map MAP``: where do people wait."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from klantreis.cli import say
from klantreis.cli.call import Call, command


@command("timing", filters=True)
def timing(
    call: Call,
    a: Annotated[str | None, typer.Argument(metavar="A", help="Activity where the clock starts.")] = None,
    b: Annotated[str | None, typer.Argument(metavar="B", help="Activity where it stops.")] = None,
    *,
    inside: Annotated[
        str | None,
        typer.Option(
            metavar="PHASE",
            help="Instead: from the first to the last event in a phase of --map, or of these activities (with '|').",
        ),
    ] = None,
    map_: Annotated[
        str | None, typer.Option("--map", metavar="MAP", help="Use the touchpoints and phases of this map.")
    ] = None,
    target: Annotated[str | None, typer.Option(metavar="TIME", help="Say the share above this, such as 2d.")] = None,
) -> None:
    """Where people wait: the time between two activities, or inside a phase."""

    def readable(result: dict[str, Any]) -> None:
        rows = [
            (label, say.duration(result[key]))
            for label, key in (("median", "median_s"), ("p75", "p75_s"), ("p90", "p90_s"), ("p95", "p95_s"))
        ]
        if result["above_share"] is not None:
            rows.append(
                (
                    f"above {target}",
                    f"{say.percent(result['above_share'])} (95 %: {say.spread(result['above_interval'])})",
                )
            )
        caption = f"{say.scope(result)} · {say.number(result['count'])} times"
        if result["unfinished"]:
            caption += f" · {say.number(result['unfinished'])} journeys never came to it"
        if result["single"]:
            caption += f" · {say.number(result['single'])} with one event there, time 0"
        title = f"Inside {result['inside']}" if result["inside"] is not None else f"From {a} to {b}"
        say.table(title, ("", "time#"), rows, caption=caption)

    call.show(call.ask("timing", on=map_, a=a, b=b, inside=inside, target=target), readable)
