"""``klantreis pains MAP``: where does it hurt."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from klantreis.cli import say
from klantreis.cli.call import Call, command

KINDS = {
    "drop_off": "drop out here",
    "long_wait": "wait long",
    "repeat": "have to come back",
    "back": "go back a phase",
    "channel_switch": "switch to a served channel",
    "repeated_contact": "contact again within 7 days",
    "low_score": "give a low score",
    "rage_click": "click in rage",
    "dead_click": "click where nothing happens",
}
WHY = {
    "no_channel": "the events name no channel where customers help themselves or are served",
    "no_score": "the events carry no scores",
    "no_click": "the events carry no such clicks",
    "no_goal": "the map has no phase to come to",
}


@command("pains", filters=True)
def pains(
    call: Call,
    map_: Annotated[str, typer.Argument(metavar="MAP", help="Name or id of the map.")],
    *,
    all_: Annotated[bool, typer.Option("--all", help="List what was tested and not found, too.")] = False,
    horizon: Annotated[
        str | None, typer.Option(metavar="TIME", help="How long journeys are followed, such as 30d.")
    ] = None,
    minimum: Annotated[int, typer.Option(min=5, help="Journeys a group needs.")] = 30,
    limit: Annotated[int, typer.Option(min=1, help="Pains to print.")] = 20,
) -> None:
    """Where it hurts: what stands out or goes together with leaving, what is most at stake first."""

    def readable(result: dict[str, Any]) -> None:
        money = call.workspace.settings.currency
        found = result["pains"]
        caption = f"{say.scope(result)} · {result['tested']} tested, {len(found)} found at q ≤ {result['alpha']:g}"
        caption += say.more(len(found), limit)
        _table("Where it hurts", found[:limit], money, caption)
        for each in found[:limit]:
            for words in each["quotes"][:1]:
                say.line(f"  {each['name']}: “{words}”")
        if all_:
            left = result["others"]
            _table("Tested and not found", left[:limit], money, say.more(len(left), limit).lstrip(" ·"))
        if result["horizon_s"] is not None:
            say.line(f"Journeys were followed for {say.duration(result['horizon_s'])} from the moment on.")
        if result["unread_scores"]:
            say.line(f"Not read: {say.number(result['unread_scores'])} scores of no known kind or off their scale.")
        for kind, why in result["not_read"].items():
            say.line(f"Not looked for: who {KINDS[kind]} ({WHY[why]}).")

    call.show(call.ask_map("pains", map_, every=all_, horizon=horizon, minimum=minimum), readable)


def _table(title: str, pains: list[dict[str, Any]], money: str, caption: str) -> None:
    columns = (
        *("touchpoint", "customers", "journeys#", "here#", "elsewhere#"),
        *("converts with#", "without#", "less with#", f"at stake ({money})#", "interval#", "q#"),
    )
    say.table(title, columns, [_row(each) for each in pains], caption=caption)


def _row(pain: dict[str, Any]) -> tuple[str, ...]:
    rate: dict[str, Any] = pain["rate"] or {}
    ending: dict[str, Any] = pain["conversion"] or {"with": {}, "without": {}, "interval": None}
    at_stake, spread = pain["at_stake"], pain["at_stake_interval"]
    return (
        pain["name"],
        KINDS[pain["kind"]] + (f" ({pain['score_kind']})" if pain["score_kind"] else ""),
        say.number(pain["journeys"]),
        say.percent(rate.get("share")),
        say.percent(rate.get("rest")),
        say.percent(ending["with"].get("share")),
        say.percent(ending["without"].get("share")),
        say.interval(ending["interval"]),
        "–" if at_stake is None else f"{at_stake:,.0f}",
        "–" if spread is None else " … ".join(f"{edge:,.0f}" for edge in spread),
        f"{pain['q']:.2g}",
    )
