"""``klantreis simulate --conversion ACTIVITY``: what if we mend it."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from klantreis.cli import say
from klantreis.cli.call import Call, command


@command("simulate", filters=True)
def simulate(
    call: Call,
    *,
    conversion: Annotated[
        str, typer.Option(metavar="ACTIVITY", help="The conversion; join alternatives with '|'.", show_default=False)
    ],
    drop_off: Annotated[
        list[str] | None,
        typer.Option(metavar="ACTIVITY=CHANGE", help="Drop-off after this activity changes, such as 'offer=-20%'."),
    ] = None,
    transition: Annotated[
        list[str] | None,
        typer.Option(metavar="A>B=CHANGE", help="The chance that B follows A changes, such as 'offer > order=1.5'."),
    ] = None,
    order: Annotated[int, typer.Option(min=1, max=2, help="How many events back the next one depends on.")] = 1,
    allowed: Annotated[
        str | None, typer.Option(metavar="TIME", help="Journeys seen this shortly before the end are still open.")
    ] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, help="Touchpoints of the calibration; without it 20, and with --json all.")
    ] = None,
    map_: Annotated[
        str | None, typer.Option("--map", metavar="MAP", help="Use the touchpoints of this map instead of activities.")
    ] = None,
) -> None:
    """What if we mend it: conversion when a drop-off or a transition changes."""

    def readable(result: dict[str, Any]) -> None:
        low_high = result["interval"] or (None, None)
        say.line(f"Conversion now {say.percent(result['predicted'])}, then {say.percent(result['changed'])}")
        say.line(
            f"Difference {say.points(result['difference'])} (95 %: {say.points(low_high[0])} to "
            f"{say.points(low_high[1])}), {say.number(round(result['extra']))} conversions"
        )
        rows = [
            (
                each["name"],
                say.number(each["n"]),
                say.percent(each["predicted"]),
                say.percent(each["observed"]),
                say.spread(each["interval"]),
            )
            for each in result["calibration"]["touchpoints"]
        ]
        more = say.left_out(result["calibration"]["left_out"], "that fewer come to")
        error = say.percent(result["calibration"]["mean_error"])
        columns = ("conversion of who reach", "journeys#", "in the chain#", "in the data#", "interval#")
        caption = f"{say.scope(result)} · off by {error} on average"
        if result["open"]:
            caption += f" · {say.number(result['open'])} may still convert"
        say.table("Is the chain right?", columns, rows, caption=caption + more)

    given: dict[str, Any] = {"drop_off": tuple(drop_off or ()), "transition": tuple(transition or ()), "order": order}
    given["limit"] = call.listed(limit, 20)
    call.show(call.ask("simulate", on=map_, conversion=conversion, allowed=allowed, **given), readable)
