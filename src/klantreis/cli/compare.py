"""``klantreis compare QUESTION …``: two selections side by side."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from klantreis.cli import say
from klantreis.cli.call import Call, command


@command("compare", filters=True, versus=True)
def compare(
    call: Call,
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="transitions, paths, reach, funnel or timing.")],
    activities: Annotated[
        list[str] | None,
        typer.Argument(metavar="ACTIVITY…", help="As the question takes them: steps of a funnel, two for timing."),
    ] = None,
    *,
    inside: Annotated[
        str | None, typer.Option(metavar="PHASE", help="Timing: inside a phase of --map, or these activities.")
    ] = None,
    map_: Annotated[
        str | None, typer.Option("--map", metavar="MAP", help="Timing: use the touchpoints and phases of this map.")
    ] = None,
    within: Annotated[str | None, typer.Option(metavar="TIME", help="Window of a funnel, such as 7d.")] = None,
    mode: Annotated[str, typer.Option(metavar="ordered|strict|any", help="Order of a funnel.")] = "ordered",
    step_within: Annotated[str | None, typer.Option(metavar="TIME", help="Longest time from step to step.")] = None,
    optional: Annotated[
        list[int] | None, typer.Option(min=2, metavar="NUMBER", help="A step of a funnel that may be left out.")
    ] = None,
    attempts: Annotated[bool, typer.Option("--attempts", help="Count every attempt of a funnel.")] = False,
    collapse: Annotated[bool, typer.Option("--collapse", help="Paths: count an immediate repeat as one.")] = False,
    target: Annotated[str | None, typer.Option(metavar="TIME", help="Timing: the share that takes longer.")] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, help="The surest so many; without it 20, and with --json all.")
    ] = None,
) -> None:
    """Two selections side by side: both numbers, the difference with its interval, and q."""
    given: dict[str, Any] = {}
    named = tuple(activities or ())
    if question == "funnel":
        given = {"step": named, "within": within, "mode": mode, "step_within": step_within}
        given |= {"optional": tuple(sorted(set(optional or ()))), "by": "attempt" if attempts else "journey"}
    elif question == "paths":
        given = {"collapse": collapse}
    elif question == "timing":
        if len(named) != (2 if inside is None else 0):
            raise typer.BadParameter("timing takes two activities, or --inside and none")
        a, b = named or (None, None)
        given = {"a": a, "b": b, "inside": inside, "target": target, "on": map_}

    def readable(result: dict[str, Any]) -> None:
        rows = sorted(result["compared"], key=lambda row: (row["q"] is None, row["q"]))
        shown = [
            (
                " → ".join(name or "·" for name in row["what"]),
                say.percent(row["a"]["share"]),
                say.percent(row["b"]["share"]),
                say.points(row["difference"]),
                say.interval(row["interval"]),
                "–" if row["q"] is None else f"{row['q']:.2g}",
                "few" if row["small"] else "",
            )
            for row in rows
        ]
        left = result["left_out"]
        more = say.left_out(left["rows"], f"{say.number(left['sure'])} of them with q ≤ 0.05")
        columns = ("what", "a#", "b#", "difference#", "interval#", "q#", "")
        caption = f"a: {say.scope(result['a'])}\nb: {say.scope(result['b'])}{more}"
        say.table(f"Compared by {question}", columns, shown, caption=caption)
        for each in result["times"]:
            say.line(f"{each['what']}: {say.duration(each['a'])} against {say.duration(each['b'])}")

    given["limit"] = call.listed(limit, 20)
    call.show(call.workspace.compare(question, call.selection, call.other, **given), readable)
