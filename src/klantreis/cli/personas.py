"""``klantreis personas``: whose journeys the maps are."""

from __future__ import annotations

from typing import Any

from klantreis.cli import say
from klantreis.cli.call import Call, command


@command("personas")
def personas(call: Call) -> None:
    """List the personas of all maps, with how many customers each stands for."""
    found = [{**each, "size": _size(call, each["persona"]["segment"])} for each in call.workspace.maps.personas()]

    def readable(result: dict[str, Any]) -> None:
        rows = [
            (each["persona"]["name"], each["map_name"], each["persona"]["segment"] or "–", *_said(each["size"]))
            for each in result["personas"]
        ]
        columns = ("persona", "map", "segment", "customers#", "share#")
        say.table("Personas", columns, rows, empty="none yet. They are made on a map, in the app.")

    call.show({"personas": found}, readable)


def _size(call: Call, segment: str | None) -> dict[str, Any] | None:
    return call.workspace.count_segment(segment)["customers"] if segment and segment.strip() else None


def _said(size: dict[str, Any] | None) -> tuple[str, str]:
    return ("–", "–") if size is None else (say.number(size["n"]), say.percent(size["share"]))
