"""``klantreis steps``: where journeys are at each step, and how they flow on."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from klantreis.cli import say
from klantreis.cli.call import Call, command


@command("steps", filters=True)
def steps(
    call: Call,
    *,
    first: Annotated[int, typer.Option(min=1, max=60, help="Steps from the start, or from --at on.")] = 8,
    at: Annotated[str | None, typer.Option(help="Line journeys up at this activity: step 0.")] = None,
    before: Annotated[int, typer.Option(min=0, max=59, help="With --at: steps before it.")] = 0,
    top: Annotated[int, typer.Option(min=1, help="Activities to print per step.")] = 5,
    limit: Annotated[
        int | None,
        typer.Option(min=1, help="Activities named per step, the others told together; without it --top (JSON: all)."),
    ] = None,
) -> None:
    """Where journeys are at each step, and how they flow from one step to the next."""

    def readable(result: dict[str, Any]) -> None:
        rows = []
        for each in result["steps"]:
            most = each["touchpoints"][:top]
            said = [f"{here['name']} {say.percent(here['share'])}" for here in most]
            left = len(each["touchpoints"]) - len(most) + each["left_out"]["touchpoints"]
            rows.append(
                (
                    str(each["step"]),
                    say.number(each["journeys"]),
                    say.number(each["end"]),
                    " · ".join([*said, *([f"{left} others"] if left else [])]),
                )
            )
        lined = f" · lined up at {result['at']}: {say.number(result['lined_up'])}" if result["at"] else ""
        say.table("Steps", ("step#", "journeys#", "end here#", "activities"), rows, caption=say.scope(result) + lined)

    call.show(call.ask("steps", first=first, at=at, before=before, limit=call.listed(limit, top)), readable)
