"""``klantreis explain OUTCOME [MAP]``: what goes together with an outcome."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from klantreis.cli import say
from klantreis.cli.call import Call, command

OUTCOME = (
    "An activity (join alternatives with '|'); 'nps <= 6', 'csat <= 2 at ACTIVITY'; 'A -> B longer than 1d'; with a "
    "MAP also converted, dropped, 'dropped in PHASE', 'went back from PHASE', 'left out TOUCHPOINT', "
    "'out of order TOUCHPOINT'."
)


@command("explain", filters=True)
def explain(
    call: Call,
    outcome: Annotated[str, typer.Argument(metavar="OUTCOME", help=OUTCOME)],
    map_: Annotated[
        str | None, typer.Argument(metavar="[MAP]", help="A map, to ask about its touchpoints and phases.")
    ] = None,
    *,
    after: Annotated[
        str | None,
        typer.Option(
            metavar="ACTIVITY",
            help="The landmark: only what was known by then is used (default: the activity nearest before it).",
        ),
    ] = None,
    from_start: Annotated[bool, typer.Option("--from-start", help="The landmark is the first event.")] = False,
    missing: Annotated[bool, typer.Option("--missing", help="The outcome is that it does not come.")] = False,
    within: Annotated[
        str | None, typer.Option(metavar="TIME", help="It must come in this time after the landmark, such as 7d.")
    ] = None,
    allowed: Annotated[
        str | None, typer.Option(metavar="TIME", help="Journeys seen this shortly before the end are still open.")
    ] = None,
    minimum: Annotated[int, typer.Option(min=1, help="Journeys a group needs.")] = 30,
    limit: Annotated[
        int | None, typer.Option(min=1, help="The surest groups; without it 20, and with --json all.")
    ] = None,
) -> None:
    """Who deviates or drops out: what goes together with an outcome, known before it."""
    given: dict[str, Any] = {"after": after, "from_start": from_start, "missing": missing, "within": within}
    given |= {"allowed": allowed, "minimum": minimum, "limit": call.listed(limit, 20)}
    call.show(call.ask("explain", on=map_, outcome=outcome, **given), told)


def told(result: dict[str, Any]) -> None:
    """An explanation as tables: what goes together with the outcome, and combinations."""
    rows = [
        (
            f"{each['what']}: {each['value']}",
            say.number(each["n"]),
            say.percent(each["risk_in"]),
            say.percent(each["risk_out"]),
            say.points(each["difference"]),
            say.interval(each["interval"]),
            "–" if each["lift"] is None else f"{each['lift']:.2f}",
            f"{each['q']:.2g}",
        )
        for each in result["drivers"]
    ]
    since = "the first event" if result["after"] is None else result["after"]
    caption = f"{say.scope(result)} · known at {since} · {say.number(result['compared'])} compared"
    caption += f", {result['tested']} groups tested and {result['too_small']} too small"
    caption += f" · {say.percent(result['risk'])} of all"
    if result["not_reached"]:
        caption += f" · {say.number(result['not_reached'])} not compared, never there or decided by then"
    if result["open"]:
        caption += f" · {say.number(result['open'])} still open"
    left = result["left_out"]
    caption += say.left_out(left["drivers"], f"{say.number(left['sure'])} of them with q ≤ 0.05")
    title = f"Goes together with {'no ' if result['missing'] else ''}{result['outcome']}"
    say.table(
        title,
        ("group", "journeys#", "in it#", "outside#", "difference#", "interval#", "lift#", "q#"),
        rows,
        caption=caption,
    )
    if result["tree"] is not None:
        _tree(result["tree"])


def _tree(tree: dict[str, Any]) -> None:
    rows = [
        (
            " and ".join(f"{'' if r['holds'] else 'not '}{r['what']}: {r['value']}" for r in leaf["rules"]),
            say.number(leaf["n"]),
            say.percent(leaf["risk"]),
            say.spread(leaf["interval"]),
        )
        for leaf in tree["leaves"]
    ]
    caption = f"chosen on {say.number(tree['drawn_on'])} journeys, counted on {say.number(tree['counted_on'])} others"
    say.table(
        "Combinations",
        ("journeys that", "journeys#", "in it#", "interval#"),
        rows,
        caption=f"{caption} · q {tree['q']:.2g}",
    )
