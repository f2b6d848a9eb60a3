"""``klantreis drift [MAP] --at DATE``: did behaviour change."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from klantreis.cli import say
from klantreis.cli.call import Call, command


@command("drift", filters=True)
def drift(
    call: Call,
    at: Annotated[str, typer.Option(metavar="DATE", help="Journeys that start before this against those from it on.")],
    map_: Annotated[
        str | None, typer.Argument(metavar="[MAP]", help="A map, to compare its touchpoints instead of activities.")
    ] = None,
    permutations: Annotated[int, typer.Option(min=1, max=100_000, help="Random splits to compare with.")] = 999,
    limit: Annotated[
        int | None,
        typer.Option(min=1, help="So many that moved, are new and vanished; without it 20, and with --json all."),
    ] = None,
) -> None:
    """Did behaviour change: two windows, as a whole and per touchpoint."""

    def readable(result: dict[str, Any]) -> None:
        for name, each in (("Touchpoints", result), ("Transitions", result["transitions"])):
            say.line(f"{name}: distance {each['distance']:.3f}, p = {each['p']:.3g}, q = {each['q']:.2g}")
        rows = [
            (
                each["name"],
                change,
                say.percent(each["before"]["share"]),
                say.percent(each["after"]["share"]),
                say.points(each["difference"]),
                say.interval(each["interval"]),
                f"{each['q']:.2g}",
            )
            for change in ("new", "vanished", "moved")
            for each in result[change]
        ]
        before, after = result["before"], result["after"]
        caption = f"{say.scope(result)} · {say.number(before['n'])} before, {say.number(after['n'])} after"
        caption += f" · {result['tested']} tested, q at most 0.05"
        unclear = result["unclear"]
        if unclear["new"] or unclear["vanished"]:
            caption += f" · {unclear['new']} new and {unclear['vanished']} gone too rare to tell from chance"
        if result["empty"]:
            caption += f" · {say.number(result['empty'])} without any event"
        caption += say.left_out(sum(result["left_out"].values()), "smaller differences")
        columns = ("touchpoint", "change", "before#", "after#", "difference#", "interval#", "q#")
        say.table("What changed", columns, rows, caption=caption)

    call.show(call.ask("drift", on=map_, at=at, permutations=permutations, limit=call.listed(limit, 20)), readable)
