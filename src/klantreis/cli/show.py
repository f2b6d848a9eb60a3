"""``klantreis show MAP``: a map as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from klantreis.cli import say
from klantreis.cli.call import Call, command

if TYPE_CHECKING:
    from klantreis.journey.document import Document

FACES = {-2: "☹☹", -1: "☹", 0: "·", 1: "☺", 2: "☺☺"}


@command("show", filters=True)
def show(
    call: Call,
    map_: Annotated[str, typer.Argument(metavar="MAP", help="Name or id of the map.")],
    cells: Annotated[bool, typer.Option("--cells", help="Print the written cells too.")] = False,
) -> None:
    """Show a map: phases, touchpoints, and beside each what the data say."""
    opened = call.workspace.maps[map_]
    document = opened.document
    measured = call.ask_map("measures", map_) if call.workspace.has_events() else None
    if call.json:
        call.print_json(
            {"id": opened.id, "version": opened.version, "document": document.to_dict(), "measures": measured}
        )
        return
    state = {"current": "current state", "future": "future state"}[document.map.state]
    say.line(f"{document.map.name} · {state} · version {opened.version}{_grades(measured)}")
    if document.map.description:
        say.line(document.map.description)
    for phase in document.phases():
        _phase(document, phase.id, measured, cells=cells)
    if measured is not None:
        _off_the_map(document, measured)
        say.line(say.scope(measured))


def _grades(measured: dict[str, Any] | None) -> str:
    shares = (measured or {}).get("grade_shares") or {}
    told = " ".join(f"{grade} {say.percent(share)}" for grade, share in sorted(shares.items()) if share)
    return f" · evidence {told}" if told else ""


def _phase(document: Document, phase: str, measured: dict[str, Any] | None, *, cells: bool) -> None:
    record = next(each for each in document.phases() if each.id == phase)
    found = (measured or {}).get("phases", {}).get(phase)
    title = record.name
    if found is not None:
        title += f" · reached by {say.percent(found['share'])}"
        if found["conversion"] is not None:
            title += f" · {say.percent(found['conversion']['share'])} move on"
    rows = [_row(document, touchpoint.id, measured) for touchpoint in document.touchpoints(phase)]
    columns = ["touchpoint", "felt"]
    if measured is not None:
        columns += ["score#", "reach#", "drop-off#", "waiting#", "grade"]
    say.table(title, columns, rows)
    if cells:
        for touchpoint in document.touchpoints(phase):
            for lane in document.lanes():
                for cell in document.cells_at(lane.id, touchpoint.id):
                    say.line(f"  {touchpoint.name} · {lane.name}: {cell.text}")


def _row(document: Document, touchpoint: str, measured: dict[str, Any] | None) -> list[str]:
    record = next(each for each in document.touchpoints() if each.id == touchpoint)
    emotions = document.emotions_of(touchpoint)
    row = [
        record.name + (" ★" if record.moment_of_truth else ""),
        " ".join(filter(None, (FACES[emotions[0].value], emotions[0].word))) if emotions else "",
    ]
    found = (measured or {}).get("touchpoints", {}).get(touchpoint)
    if measured is None:
        return row
    if found is None:
        return [*row, "–", "–", "–", "–", ""]
    feeling = found["emotion"]
    return [
        *row,
        "–" if feeling is None else f"{feeling['mean']:+.1f}",
        say.percent(found["share"]),
        say.percent(found["drop_off"]["share"]),
        say.duration(found["waiting"]["median_s"]),
        found["grade"],
    ]


def _off_the_map(document: Document, measured: dict[str, Any]) -> None:
    if not measured["ghosts"]:
        return
    names = {each.id: each.name for each in (*document.touchpoints(), *document.phases())}
    rows = [
        (
            ghost["activity"],
            say.percent(ghost["share"]),
            say.number(ghost["events"]),
            names.get(ghost["after"], "–"),
            names.get(ghost["phase"], "–"),
        )
        for ghost in measured["ghosts"][:10]
    ]
    say.table("Off the map", ("activity", "reach#", "events#", "most often after", "in phase"), rows)
