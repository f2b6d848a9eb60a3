"""``klantreis moments MAP``: which moments matter."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from klantreis.cli import say
from klantreis.cli.call import Call, command

EXPERIENCES = {
    "nps": "NPS 9–10 against 0–6",
    "csat": "CSAT 4–5 against 1–2",
    "ces": "CES 5–7 against 1–3",
    "waiting": "short against long wait",
    "repeat": "once against again",
}


@command("moments", filters=True)
def moments(
    call: Call,
    map_: Annotated[str, typer.Argument(metavar="MAP", help="Name or id of the map.")],
    *,
    final: Annotated[
        str | None, typer.Option(metavar="nps|csat|ces", help="The kind of score that a journey ends on.")
    ] = None,
    horizon: Annotated[
        str | None, typer.Option(metavar="TIME", help="How long journeys are followed, such as 30d.")
    ] = None,
    minimum: Annotated[int, typer.Option(min=5, help="Journeys the good and the bad side each need.")] = 30,
    all_: Annotated[bool, typer.Option("--all", help="Print what was tested and not found, too.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="Rows to print.")] = 20,
) -> None:
    """Which moments matter: how journeys end after a good and after a bad experience there."""

    def readable(result: dict[str, Any]) -> None:
        told = [each for each in result["moments"] if all_ or each["found"]]
        found = sum(each["found"] for each in result["moments"])
        rows = [
            (
                each["name"],
                EXPERIENCES[each["experience"]],
                "converts" if each["outcome"] == "conversion" else f"final {result['final']}",
                f"{_value(each, each['good'])} (n {say.number(each['n_good'])})",
                f"{_value(each, each['bad'])} (n {say.number(each['n_bad'])})",
                *_difference(each),
                f"{each['q']:.2g}",
            )
            for each in told[:limit]
        ]
        caption = f"{say.scope(result)} · {result['tested']} tested, {found} found at q ≤ {result['alpha']:g}"
        columns = ("touchpoint", "experience", "outcome", "good#", "bad#", "difference#", "interval#", "q#")
        caption += f" · {result['too_small']} too small"
        if result["horizon_s"] is not None:
            caption += f" · followed for {say.duration(result['horizon_s'])}"
        if result["unknown"]:
            caption += f", {say.number(result['unknown'])} experiences too near the end of the data"
        if result["unread_scores"]:
            caption += f" · {say.number(result['unread_scores'])} scores of no known kind or off their scale"
        say.table("Moments that matter", columns, rows, caption=caption + say.more(len(told), limit))

    call.show(call.ask_map("moments", map_, final=final, horizon=horizon, minimum=minimum), readable)


def _difference(moment: dict[str, Any]) -> tuple[str, str]:
    """Good less bad and its interval: of shares in percentage points, of scores in points of the scale."""
    if moment["outcome"] == "conversion":
        return say.points(moment["difference"]), say.interval(moment["interval"])
    low, high = moment["interval"]
    return f"{moment['difference']:+.2f}", f"{low:+.2f} … {high:+.2f}"


def _value(moment: dict[str, Any], value: float) -> str:
    return say.percent(value) if moment["outcome"] == "conversion" else say.number(value)
