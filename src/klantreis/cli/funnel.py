"""``klantreis funnel STEP STEP…``: how many get through."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from klantreis.cli import say
from klantreis.cli.call import Call, command
from klantreis.cli.explain import told

MOST_NEXT = 3
"""So much is printed of what those did next who dropped out; ``--json`` has more."""


@command("funnel", filters=True)
def funnel(
    call: Call,
    steps: Annotated[
        list[str], typer.Argument(metavar="STEP STEP…", help="Activities in order; join alternatives with '|'.")
    ],
    *,
    within: Annotated[str | None, typer.Option(metavar="TIME", help="Window from the first step, such as 7d.")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Nothing may come in between.")] = False,
    any_order: Annotated[bool, typer.Option("--any-order", help="Steps may come in any order.")] = False,
    step_within: Annotated[
        str | None, typer.Option(metavar="TIME", help="Longest time from one step to the next, such as 1d.")
    ] = None,
    optional: Annotated[
        list[int] | None, typer.Option(metavar="NUMBER", help="A step, from 2, that may be left out; may be repeated.")
    ] = None,
    attempts: Annotated[
        bool, typer.Option("--attempts", help="Count every attempt instead of each journey's best.")
    ] = False,
    counts: Annotated[
        bool, typer.Option("--counts", help="Counts and rates alone, without times: quicker on many events.")
    ] = False,
    why: Annotated[
        int | None, typer.Option(metavar="NUMBER", min=1, help="Explain the drop-off after this step instead.")
    ] = None,
    minimum: Annotated[int, typer.Option(min=1, help="With --why: journeys a group needs.")] = 30,
    limit: Annotated[
        int | None, typer.Option(min=1, help="With --why: the surest groups; without it 20, and with --json all.")
    ] = None,
) -> None:
    """How many get through: ordered steps, best attempt of each journey."""
    if strict and any_order:
        raise typer.BadParameter("choose --strict or --any-order, not both")
    mode = "strict" if strict else "any" if any_order else "ordered"

    def readable(result: dict[str, Any]) -> None:
        rows = [
            (
                f"({each['name']})" if each["optional"] else each["name"],
                say.number(each["count"]),
                say.percent(each["step_rate"]),
                say.spread(each["step_interval"]),
                say.percent(each["overall_rate"]),
                say.bar(each["overall_rate"]),
                say.duration(each["median_s"]),
                say.duration(each["p90_s"]),
            )
            for each in result["steps"]
        ]
        columns = ("step", f"{result['by']}s#", "of step before#", "interval#", "of first#", "", "median#", "p90#")
        say.table("Funnel", columns, rows, caption=say.scope(result))
        dropped = [
            (
                each["name"],
                say.number(each["dropped"]["count"]),
                say.percent(each["dropped"]["share"]),
                " · ".join(f"{one['activity'] or '(end)'} {say.percent(one['share'])}" for one in _next_of(each)),
            )
            for each in result["steps"]
            if each["dropped"] is not None and each["dropped"]["count"]
        ]
        if dropped and not counts:
            say.table("Dropped out after", ("step", f"{result['by']}s#", "of step#", "and did next"), dropped)

    left_out, by = tuple(sorted(set(optional or ()))), "attempt" if attempts else "journey"
    given: dict[str, Any] = {"mode": mode, "step_within": step_within, "optional": left_out, "by": by}
    if why is not None:
        given |= {"minimum": minimum, "limit": call.listed(limit, 20)}
        del given["by"]
        call.show(call.ask("drop_off", step=tuple(steps), k=why, within=within, **given), told)
        return
    call.show(call.ask("funnel", step=tuple(steps), within=within, only_counts=counts, **given), readable)


def _next_of(step: dict[str, Any]) -> list[dict[str, Any]]:
    """The commonest of what those did next who dropped out after a step."""
    return step["dropped"]["next"][:MOST_NEXT]
