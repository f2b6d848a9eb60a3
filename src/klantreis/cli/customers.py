"""``klantreis customers OF …``: who is behind a number."""

from __future__ import annotations

from typing import Annotated, Any, cast

import typer

from klantreis.cli import say
from klantreis.cli.call import Call, command
from klantreis.workspace.behind import Cell, Of


@command("customers", filters=True, versus=True)
def customers(
    call: Call,
    of: Annotated[
        str,
        typer.Argument(
            metavar="OF",
            help="all, empty, shared, transition, path, reach, repeat, funnel, drop, next, other, timing, "
            "unfinished, inside, single, step, flow, typical, credit, unplaced, explain, drift, simulate, fitness, "
            "deviation, pain or moment.",
        ),
    ] = "all",
    steps: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ACTIVITY…",
            help="As the question takes them: two for a transition, timing or flow ('' is start or end), one for "
            "reach, step, drift, simulate, credit (the touch), inside (a phase of --on), pain or moment (the place), "
            "every step of a path, typical journey or funnel.",
        ),
    ] = None,
    *,
    k: Annotated[
        int, typer.Option("-k", min=1, help="Which step of the funnel, from 1; or how many typical journeys.")
    ] = 1,
    next_: Annotated[
        str | None,
        typer.Option("--next", metavar="ACTIVITY", help="With next: what the dropped did; default: nothing."),
    ] = None,
    place: Annotated[
        int, typer.Option(metavar="NUMBER", help="With step and flow: which step; with fitness: which bar, from 1.")
    ] = 1,
    beyond_a: Annotated[
        int, typer.Option(min=0, metavar="NUMBER", help="With step and flow: not among so many commonest there.")
    ] = 0,
    beyond_b: Annotated[int, typer.Option(min=0, metavar="NUMBER", help="With flow: the same of the next step.")] = 0,
    at: Annotated[
        str | None, typer.Option(metavar="ACTIVITY", help="With step and flow: lined up here; with drift: the moment.")
    ] = None,
    outcome: Annotated[
        str | None,
        typer.Option(
            metavar="OUTCOME",
            help="With explain: what is explained; with credit, unplaced and simulate: the conversion; with moment: "
            "conversion or score.",
        ),
    ] = None,
    after: Annotated[str | None, typer.Option(metavar="ACTIVITY", help="With explain: the landmark.")] = None,
    from_start: Annotated[bool, typer.Option("--from-start", help="With explain: from the first event.")] = False,
    missing: Annotated[bool, typer.Option("--missing", help="With explain: the outcome is that it fails.")] = False,
    allowed: Annotated[
        str | None, typer.Option(metavar="TIME", help="With explain and simulate: time to come.")
    ] = None,
    what: Annotated[
        str | None,
        typer.Option(
            metavar="GROUP",
            help="With explain: the kind of group; with moment: the experience; 'unclear' of drift, 'perfect' of "
            "fitness.",
        ),
    ] = None,
    value: Annotated[
        str | None,
        typer.Option(
            metavar="VALUE",
            help="With explain: the group; with drift: before or after; with moment: good or bad; with pain: with, "
            "without, here or elsewhere.",
        ),
    ] = None,
    rule: Annotated[
        list[str] | None,
        typer.Option(metavar="CONDITION", help="With explain: of a combination, as 'passed: x' or 'not passed: x'."),
    ] = None,
    side: Annotated[
        str,
        typer.Option(
            metavar="all|with|without|outside|outside_with|drawn_on|counted_on|not_reached|open",
            help="With explain: which of the group, outside it, which half of the tree, or those left out.",
        ),
    ] = "all",
    touch: Annotated[
        str, typer.Option(metavar="channel|activity|FIELD", help="With credit, unplaced: what touches are.")
    ] = ("channel"),
    model: Annotated[str, typer.Option(metavar="MODEL", help="With credit: the model of attribution.")] = "linear",
    within: Annotated[str | None, typer.Option(metavar="TIME", help="Window of the funnel, such as 7d.")] = None,
    mode: Annotated[str, typer.Option(metavar="ordered|strict|any", help="Order of the funnel.")] = "ordered",
    step_within: Annotated[str | None, typer.Option(metavar="TIME", help="Longest time from step to step.")] = None,
    optional: Annotated[
        list[int] | None, typer.Option(metavar="NUMBER", help="A step of the funnel that may be left out.")
    ] = None,
    attempts: Annotated[bool, typer.Option("--attempts", help="The funnel counted every attempt.")] = False,
    collapse: Annotated[bool, typer.Option("--collapse", help="The path counts an immediate repeat as one.")] = False,
    kind: Annotated[
        str, typer.Option(metavar="KIND", help="With --on MAP: unexpected, left_out or skipped; or the kind of pain.")
    ] = "unexpected",
    score_kind: Annotated[str | None, typer.Option(metavar="KIND", help="Of a pain that is a low score.")] = None,
    above: Annotated[str | None, typer.Option(metavar="TIME", help="Only times longer than this.")] = None,
    up_to: Annotated[str | None, typer.Option(metavar="TIME", help="Only times up to this.")] = None,
    on: Annotated[str | None, typer.Option(metavar="MAP", help="Told in the touchpoints of this map.")] = None,
    offset: Annotated[int, typer.Option(min=0, help="Journeys to skip.")] = 0,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="Journeys to print.")] = 20,
) -> None:
    """Who is behind a number: the journeys a transition, path, step, drop-off or waiting time counts."""
    given = tuple(steps or ())
    a, b = (name or None for name in (*given, "", "")[:2])
    if of == "next":
        b = next_
    cell = Cell(
        cast("Of", of),
        a,
        b,
        given,
        collapse=collapse,
        k=k,
        within=within,
        mode=mode,
        step_within=step_within,
        optional=tuple(sorted(set(optional or ()))),
        by="attempt" if attempts else "journey",
        kind=kind,
        score_kind=score_kind,
        place=place,
        beyond_a=beyond_a,
        beyond_b=beyond_b,
        at=at,
        outcome=outcome,
        after=after,
        from_start=from_start,
        missing=missing,
        allowed=allowed,
        what=what,
        value=value,
        rule=tuple(rule or ()),
        side=side,
        touch=touch,
        model=model,
        above=above,
        up_to=up_to,
    )

    def readable(result: dict[str, Any]) -> None:
        rows = [
            (each["customer"], say.number(each["events"]), say.day(each["first"]), say.day(each["last"]),
             " → ".join(each["path"][:6]) + (" …" if each["events"] > 6 else ""))
            for each in result["listed"]
        ]  # fmt: skip
        left = result["journeys"] - result["offset"]
        caption = f"{say.number(result['journeys'])} journeys of {say.number(result['customers'])} customers"
        caption += f" · {say.scope(result)}{say.more(left, limit)}"
        say.table(f"Behind {of}", ("customer", "events#", "first", "last", "journey"), rows, caption=caption)

    found = call.workspace.behind(cell, call.selection, on=on, other=call.other, offset=offset, limit=limit)
    call.show(found, readable)
