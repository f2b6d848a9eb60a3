"""``klantreis events head|count|activities``: the events as they are stored."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from klantreis.cli import say
from klantreis.cli.call import Call, command, declare_group

declare_group("events", "The events as they are stored.")


@command("head", group="events")
def head(
    call: Call,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="Events to print.")] = 10,
    customer: Annotated[str | None, typer.Option(metavar="ID", help="Only of this customer.")] = None,
    activity: Annotated[str | None, typer.Option(metavar="NAME", help="Only of this name.")] = None,
) -> None:
    """Print the first events, in the order they were imported."""

    def readable(result: dict[str, Any]) -> None:
        rows = [
            (each["customer"], str(each["at"])[:19].replace("T", " "), each["activity"], each.get("channel") or "")
            for each in result["events"]
        ]
        say.table("Events", ("customer", "time (UTC)", "activity", "channel"), rows)

    call.show(call.workspace.events.head(limit=limit, customer=customer, activity=activity), readable)


@command("count", group="events")
def count(call: Call) -> None:
    """Count events, customers, journeys and activities."""

    def readable(result: dict[str, Any]) -> None:
        rows = [
            (word, say.number(result[word])) for word in ("events", "customers", "journeys", "activities", "sources")
        ]
        say.table("Events", ("", "#"), rows, caption=f"{say.day(result['from'])} to {say.day(result['to'])}")

    call.show(call.workspace.events.counts(), readable)


@command("activities", group="events")
def activities(
    call: Call,
    limit: Annotated[
        int | None, typer.Option(min=1, help="The commonest so many; without it 100, and with --json all.")
    ] = None,
    search: Annotated[str | None, typer.Option(metavar="TEXT", help="Only names with each of these words.")] = None,
) -> None:
    """List activities with how often they occur."""

    def readable(result: dict[str, Any]) -> None:
        rows = [
            (each["name"], say.number(each["events"]), say.number(each["customers"])) for each in result["activities"]
        ]
        left = result["left_out"]
        more = say.left_out(left["activities"], f"{say.number(left['events'])} events").removeprefix(" · ")
        say.table("Activities", ("activity", "events#", "customers#"), rows, caption=more or None)

    call.show(call.workspace.events.commonest(call.listed(limit, 100), search), readable)
