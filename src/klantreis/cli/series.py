"""``klantreis series MAP``: a map per day, week or month."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from klantreis.cli import say
from klantreis.cli.call import Call, command
from klantreis.errors import UserError

MEASURES = ("reach", "events", "repeat_share", "drop_off", "waiting", "emotion", "value")
EVERY = ("day", "week", "month")


@command("series", filters=True)
def series(
    call: Call,
    map_: Annotated[str, typer.Argument(metavar="MAP", help="Name or id of the map.")],
    *,
    measure: Annotated[str, typer.Option(metavar="NAME", help=f"{', '.join(MEASURES[:-1])} or {MEASURES[-1]}.")] = (
        "reach"
    ),
    by: Annotated[str, typer.Option(metavar="day|week|month", help="How long a period is.")] = "month",
    limit: Annotated[int, typer.Option(min=1, help="Periods to print, the last ones.")] = 6,
) -> None:
    """What is measured at every touchpoint of a map per day, week or month."""
    for name, given, known in (("measure", measure, MEASURES), ("by", by, EVERY)):
        if given not in known:
            raise UserError(
                "series.option",
                f"There is no {name} {given[:40]!r}.",
                where=f"--{name}",
                mend=f"Choose one of: {', '.join(known)}.",
                params={"option": name, "known": list(known)},
            )

    def readable(result: dict[str, Any]) -> None:
        names = {t.id: t.name for t in call.workspace.maps[map_].document.touchpoints()}
        shown = range(len(result["periods"]))[-limit:]
        heads = [f"{result['periods'][p]['from'][:10]}{'…' if result['periods'][p]['partial'] else ''}#" for p in shown]
        rows = [
            (names.get(key, key), *(_said(measure, lines[measure]["value"][p]) for p in shown), _total(measure, lines))
            for key, lines in result["touchpoints"].items()
        ]
        caption = f"{say.scope(result)}\n… the data do not cover all of this {by}"
        say.table(f"{measure} per {by}", ("touchpoint", *heads, "all#"), rows, caption=caption)

    call.show(call.ask_map("series", map_, by=by), readable)


def _total(measure: str, lines: dict[str, Any]) -> str:
    return _said(measure, lines[measure]["total"]["value"])


def _said(measure: str, value: float | None) -> str:
    if value is None:
        return "–"
    if measure in ("reach", "repeat_share", "drop_off"):
        return say.percent(value)
    if measure == "waiting":
        return say.duration(value)
    return f"{value:,.0f}" if measure == "events" else f"{value:,.1f}"
