"""``klantreis explain OUTCOME``: what goes together with an outcome."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from klantreis.cli import say
from klantreis.cli.call import Call, command


@command("explain", filters=True)
def explain(
    call: Call,
    outcome: Annotated[str, typer.Argument(metavar="OUTCOME", help="An activity; join alternatives with '|'.")],
    *,
    after: Annotated[
        str | None, typer.Option(metavar="ACTIVITY", help="The wait begins here; only what was known by then is used.")
    ] = None,
    missing: Annotated[bool, typer.Option("--missing", help="The outcome is that it does not come.")] = False,
    allowed: Annotated[
        str | None, typer.Option(metavar="TIME", help="Journeys seen this shortly before the end are still open.")
    ] = None,
    minimum: Annotated[int, typer.Option(min=1, help="Journeys a group needs.")] = 30,
    limit: Annotated[int, typer.Option(min=1, help="Rows to print.")] = 20,
) -> None:
    """Who deviates or drops out: what goes together with an outcome, known before it."""

    def readable(result: dict[str, Any]) -> None:
        drivers = result["drivers"]
        rows = [
            (
                f"{each['what']}: {each['value']}",
                say.number(each["n"]),
                say.percent(each["risk_in"]),
                say.percent(each["risk_out"]),
                say.percent(each["difference"]),
                f"{each['q']:.2g}",
            )
            for each in drivers[:limit]
        ]
        caption = f"{say.scope(result)} · {say.number(result['compared'])} compared, {result['tested']} groups tested"
        caption += f" · {say.percent(result['risk'])} of all" + say.more(len(drivers), limit)
        title = f"Goes together with {'no ' if missing else ''}{outcome}"
        say.table(title, ("group", "journeys#", "in it#", "outside#", "difference#", "q#"), rows, caption=caption)

    given: dict[str, Any] = {"after": after, "missing": missing, "allowed": allowed, "minimum": minimum}
    call.show(call.ask("explain", outcome=outcome, **given), readable)
