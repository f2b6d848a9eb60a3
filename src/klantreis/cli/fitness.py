"""``klantreis fitness MAP``: how far is real from planned."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from klantreis.cli import say
from klantreis.cli.call import Call, command

KINDS = {"unexpected": "not expected here", "left_out": "left out"}


@command("fitness", filters=True)
def fitness(
    call: Call,
    map_: Annotated[str, typer.Argument(metavar="MAP", help="Name or id of the map.")],
    limit: Annotated[int, typer.Option(min=1, help="Deviations to print.")] = 20,
    skipped: Annotated[
        bool, typer.Option(help="First what most journeys passed by, not what is most frequent.")
    ] = False,
) -> None:
    """How far real is from planned: exact alignment of every journey to the map."""

    def readable(result: dict[str, Any]) -> None:
        low_high = result["interval"]
        spread = "" if low_high is None else f" (95 %: {low_high[0]:.3f} to {low_high[1]:.3f})"
        mean = "–" if result["mean"] is None else f"{result['mean']:.3f}"
        say.line(f"Fitness {mean}{spread} · {say.number(result['perfect'])} journeys exactly as planned")
        rows = [
            (
                each["touchpoint"],
                KINDS.get(each["kind"], each["kind"]),
                say.number(each["count"]),
                say.number(each["journeys"]),
                "" if each["skipped"] is None else say.number(each["skipped"]),
            )
            for each in result["deviations"][:limit]
        ]
        listed, rest = len(result["deviations"]), result["deviations_left_out"]
        caption = say.scope(result) + say.more(listed, limit)
        if rest["deviations"]:
            caption += f" · {say.number(rest['deviations'])} rarer ones, {say.number(rest['count'])} times together"
        say.table(
            "What makes up the difference",
            ("touchpoint", "deviation", "times#", "journeys#", "came further#"),
            rows,
            caption=caption,
        )

    call.show(call.ask_map("fitness", map_, **({"by": "skipped"} if skipped else {})), readable)
