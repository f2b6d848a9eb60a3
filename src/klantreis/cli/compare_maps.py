"""``klantreis compare-maps MAP [OTHER]``: two maps, or two versions of one, side by side."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from klantreis.cli import say
from klantreis.cli.call import Call, command

VERDICTS = {
    "clear": "",
    "within": "within the intervals",
    "one_side": "measured on one side only",
    "no_interval": "",
}
"""What is said of a difference besides its size."""


@command("compare-maps", filters=True)
def compare_maps(
    call: Call,
    map_: Annotated[str, typer.Argument(metavar="MAP", help="Name or id of the map.")],
    other: Annotated[
        str | None, typer.Argument(metavar="OTHER", help="Another map to come to, such as the future state.")
    ] = None,
    *,
    version: Annotated[
        int | None, typer.Option(min=1, help="Version to begin from; by default the first, with OTHER the present.")
    ] = None,
    to_version: Annotated[
        int | None, typer.Option(min=1, help="Version to come to; by default the present one.")
    ] = None,
    measured: Annotated[bool, typer.Option("--measured", help="Also which measured numbers differ.")] = False,
) -> None:
    """What was added, changed, moved and removed between two versions of a map, or two maps."""

    def readable(result: dict[str, Any]) -> None:
        rows = [
            (
                group["name"] or "(map)",
                entry["op"],
                entry["kind"],
                entry["name"],
                ", ".join(field["field"] for field in entry["fields"]),
            )
            for group in result["groups"]
            for entry in group["entries"]
        ]
        sides = [f"{side['name']} (version {side['version']})" for side in (result["before"], result["after"])]
        counts = ", ".join(f"{number} {op}" for op, number in result["counts"].items())
        say.table(" → ".join(sides), ("phase", "", "what", "name", "fields"), rows, caption=counts)
        for kind, counted in result["apart"].items():
            say.line(f"{kind}: " + ", ".join(f"{number} {op}" for op, number in counted.items() if number))
        if result["measured"] is not None:
            shown = [
                (names.get(each["after_id"], each["after_id"]), each["measure"], *_numbers(each))
                for each in result["measured"]
            ]
            columns = ("touchpoint", "", "before#", "n#", "after#", "n#", "difference#", "interval#", "")
            say.table("Measured", columns, shown)

    result = call.workspace.compare_maps(
        map_, version=version, other=other, other_version=to_version, measured=measured, selection=call.selection
    )
    names = {t.id: t.name for t in call.workspace.maps[other or map_].document.touchpoints()}
    call.show(result, readable)


def _numbers(each: dict[str, Any]) -> tuple[str, ...]:
    def said(value: float | None) -> str:
        if value is None:
            return "–"
        if each["measure"] in ("reach", "drop_off"):
            return say.percent(value)
        return say.duration(value) if each["measure"] == "waiting" and value >= 0 else f"{value:.2f}"

    interval = each["interval"]
    edges = "–" if interval is None else " … ".join(said(edge) for edge in interval)
    old, new = (say.number(each[side]["n"]) for side in ("before_side", "after_side"))
    return (
        said(each["before"]),
        old,
        said(each["after"]),
        new,
        said(each["difference"]),
        edges,
        VERDICTS[each["verdict"]],
    )
