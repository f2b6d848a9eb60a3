"""``klantreis representatives -k 5``: k typical journeys."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from klantreis.cli import say
from klantreis.cli.call import Call, command


@command("representatives", filters=True)
def representatives(
    call: Call,
    k: Annotated[int, typer.Option("-k", "--count", min=1, max=50, help="How many journeys.")] = 5,
    map_: Annotated[
        str | None, typer.Option("--map", metavar="MAP", help="Tell the journeys in the touchpoints of this map.")
    ] = None,
) -> None:
    """Typical journeys: as few as you ask, each standing for the journeys nearest to it."""

    def readable(result: dict[str, Any]) -> None:
        rows = [
            (
                " → ".join(each["path"]),
                say.percent(each["share"]),
                say.bar(each["share"]),
                f"{each['mean_distance']:.2f}",
            )
            for each in result["representatives"]
        ]
        mean = result["mean_distance"]
        caption = f"{say.scope(result)} · mean distance {'–' if mean is None else f'{mean:.3f}'}"
        say.table("Typical journeys", ("journey", "stands for#", "", "distance#"), rows, caption=caption)

    call.show(call.ask("representatives", on=map_, k=k), readable)
