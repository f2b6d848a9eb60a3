"""``klantreis paths``: which whole journeys are common."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from klantreis.cli import say
from klantreis.cli.call import Call, command


@command("paths", filters=True)
def paths(
    call: Call,
    collapse: Annotated[bool, typer.Option("--collapse", help="Count an immediate repeat as one.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="Paths to give.")] = 20,
) -> None:
    """Which whole journeys are common: exact sequences with counts."""

    def readable(result: dict[str, Any]) -> None:
        rows = [
            (
                say.number(each["count"]),
                say.percent(each["share"]),
                say.duration(each["median_s"]),
                " → ".join(each["path"]),
            )
            for each in result["paths"]
        ]
        caption = f"{say.scope(result)} · {say.number(result['distinct'])} distinct"
        say.table("Paths", ("journeys#", "share#", "median#", "path"), rows, caption=caption)

    call.show(call.ask("paths", collapse=collapse, limit=limit), readable)
