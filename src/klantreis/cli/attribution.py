"""``klantreis attribution --conversion ACTIVITY``: which channel earned it."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from klantreis.cli import say
from klantreis.cli.call import Call, command


@command("attribution", filters=True)
def attribution(
    call: Call,
    *,
    conversion: Annotated[
        str, typer.Option(metavar="ACTIVITY", help="The conversion; join alternatives with '|'.", show_default=False)
    ],
    by: Annotated[
        str, typer.Option(metavar="channel|activity|ATTRIBUTE", help="What a touch is called by.")
    ] = "channel",
    half_life: Annotated[str, typer.Option(metavar="TIME", help="Time-decay: half the weight per this time.")] = "7d",
    within: Annotated[
        str | None, typer.Option(metavar="TIME", help="Only touches at most this long before it, such as 30d.")
    ] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, help="Those that earned most; without it 50, and with --json all.")
    ] = None,
) -> None:
    """Which channel earned it: six models over the touches before each conversion."""

    def readable(result: dict[str, Any]) -> None:
        models = result["models"]
        rows = [
            (name, *(say.number(models[model][name]["conversions"]) for model in models), say.number(markov["value"]))
            for name, markov in models["markov"].items()
        ]
        names = [f"{model.replace('_', ' ')}#" for model in models]
        bare = result["untouched"]["conversions"]
        caption = f"{say.scope(result)} · {say.number(result['conversions'])} conversions"
        caption += f", {say.number(int(bare))} of them without a touch" if bare else ""
        if result["unplaced"]:
            caption += f" · {say.number(result['unplaced'])} events without {by} are no touch"
        if result["value"] and result["unread"]:
            caption += f" · {say.number(result['unread'])} conversions without a readable value count as 0"
        left = result["left_out"]
        rest = left["models"]["markov"]["conversions"]
        caption += say.left_out(left["channels"], f"{say.number(rest)} conversions by markov")
        say.table(f"What earned {conversion}", (by, *names, "value (markov)#"), rows, caption=caption)

    given: dict[str, Any] = {"by": by, "half_life": half_life, "within": within, "limit": call.listed(limit, 50)}
    call.show(call.ask("attribution", conversion=conversion, **given), readable)
