"""``klantreis validate MAP``: does the map hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from klantreis.cli import say
from klantreis.cli.call import Call, command

if TYPE_CHECKING:
    from klantreis.journey.document import Document

EMOTIONS = {
    "emotion_differs": "differs from what was measured",
    "emotion_agrees": "agrees with what was measured",
    "emotion_uncertain": "cannot be told yet",
    "emotion_not_measured": "was not measured",
    "emotion_not_assumed": "measured, not assumed",
    "emotion_of_persona": "of one persona: cannot be held against everybody",
}


@command("validate", filters=True)
def validate(
    call: Call,
    map_: Annotated[str, typer.Argument(metavar="MAP", help="Name or id of the map.")],
    limit: Annotated[int, typer.Option(min=1, help="Findings to print per kind.")] = 15,
) -> None:
    """Hold a map against the journeys: what is missing, unvisited, in another order, reached, felt."""

    def readable(result: dict[str, Any]) -> None:
        document = call.workspace.maps[map_].document
        names = {each.id: each.name for each in (*document.phases(), *document.touchpoints())}
        _headline(result, document)
        _missing(result, names, limit)
        _silent(result, limit)
        _order(result, names, limit)
        _phases(result)
        _emotions(result, limit)
        say.line(say.scope(result))

    call.show(call.ask_map("validate", map_), readable)


def _headline(result: dict[str, Any], document: Document) -> None:
    coverage, fitness = result["coverage"], result["fitness"]
    mean = "–" if fitness["mean"] is None else f"{fitness['mean']:.3f}"
    if fitness["interval"] is not None:
        mean += " (95 %: {:.3f} to {:.3f})".format(*fitness["interval"])
    say.line(
        f"{document.map.name}: {say.percent(coverage['share'])} of {say.number(coverage['events'])} events "
        f"are on the map · fitness {mean}"
    )


def _missing(result: dict[str, Any], names: dict[str, str], limit: int) -> None:
    rows = [
        (
            each["activity"],
            say.percent(each["share"]),
            say.number(each["events"]),
            names.get(each["after"], "–"),
            names.get(each["phase"], "–"),
        )
        for each in result["missing"][:limit]
    ]
    if rows:
        columns = ("activity", "reach#", "events#", "most often after", "in phase")
        say.table("Missing from the map", columns, rows, caption=say.more(len(result["missing"]), limit).lstrip(" ·"))


def _silent(result: dict[str, Any], limit: int) -> None:
    rows = [(each["name"], "nobody visits it") for each in result["unvisited"]]
    rows += [
        (each["name"], "no binding" if each["code"] == "unbound" else "its binding is broken")
        for each in result["unbound"]
    ]
    if rows:
        say.table(
            "Silent touchpoints", ("touchpoint", ""), rows[:limit], caption=say.more(len(rows), limit).lstrip(" ·")
        )


def _order(result: dict[str, Any], names: dict[str, str], limit: int) -> None:
    rows = [
        (
            names.get(each["from"], "–"),
            names.get(each["to"], "–"),
            say.number(each["journeys"]),
            say.percent(each["share"]),
        )
        for each in result["order_violations"][:limit]
    ]
    if rows:
        more = say.more(len(result["order_violations"]), limit).lstrip(" ·")
        say.table("Going back", ("from", "to", "journeys#", "share#"), rows, caption=more)


def _phases(result: dict[str, Any]) -> None:
    rows = []
    for each in result["phases"]:
        passed = each["conversion"]
        moved = "no conversion point" if passed is None else say.percent(passed["share"])
        rows.append(
            (each["name"], say.percent(each["share"]), say.bar(each["share"]), moved, say.duration(each["median_s"]))
        )
    if rows:
        say.table("Phases", ("phase", "reached#", "", "move on#", "time in it#"), rows)


def _emotions(result: dict[str, Any], limit: int) -> None:
    found = [each for each in result["emotions"] if each["code"] not in ("emotion_not_measured", "emotion_agrees")]
    rows = [
        (
            each["name"],
            "–" if each["assumed"] is None else f"{each['assumed']:+d}",
            "–" if each["measured"] is None else f"{each['measured']:+.1f}",
            say.number(each["n"]),
            EMOTIONS[each["code"]],
        )
        for each in found[:limit]
    ]
    if rows:
        more = say.more(len(found), limit).lstrip(" ·")
        say.table("Emotion", ("touchpoint", "assumed#", "measured#", "n#", ""), rows, caption=more)
