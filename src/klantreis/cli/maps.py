"""``klantreis maps``: the journey maps of the workspace."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from klantreis.cli import say
from klantreis.cli.call import Call, command


@command("maps")
def maps(
    call: Call,
    *,
    new: Annotated[str | None, typer.Option(metavar="NAME", help="Make a map with this name.")] = None,
    template: Annotated[
        str, typer.Option(metavar="NAME", help="With --new: seven, five, loyalty-loop, blueprint or empty.")
    ] = "seven",
    language: Annotated[str | None, typer.Option(metavar="nl|en", help="With --new: its language.")] = None,
    duplicate: Annotated[str | None, typer.Option(metavar="MAP", help="Copy this map with its files.")] = None,
    name: Annotated[str | None, typer.Option(metavar="NAME", help="With --duplicate: what the copy is called.")] = None,
    future: Annotated[
        bool, typer.Option("--future", help="With --duplicate: as the future state of that map.")
    ] = False,
    reviewed: Annotated[
        str | None, typer.Option(metavar="MAP", help="Say that this map was looked through today and is still true.")
    ] = None,
    delete: Annotated[str | None, typer.Option(metavar="MAP", help="Put this map in the bin.")] = None,
    bin_: Annotated[bool, typer.Option("--bin", help="List the maps in the bin.")] = False,
    revive: Annotated[str | None, typer.Option(metavar="MAP", help="Take this map out of the bin again.")] = None,
    purge: Annotated[
        str | None, typer.Option(metavar="MAP", help="Take a map in the bin away for good, with all its versions.")
    ] = None,
) -> None:
    """List the journey maps; make, copy, review or delete one."""
    workspace = call.workspace
    if duplicate is not None:
        copy = workspace.maps.duplicate(duplicate, name, state="future" if future else None)
        call.show(
            {"id": copy.id, "name": copy.name, "version": copy.version},
            lambda _: say.line(f"Made {copy.name} ({copy.id})."),
        )
        return
    if new is not None:
        made = workspace.maps.create(name=new, template=template, language=language)
        call.show(
            {"id": made.id, "name": made.name, "version": made.version},
            lambda _: say.line(f"Made {made.name} ({made.id})."),
        )
        return
    if reviewed is not None:
        from klantreis.workspace.answers import today

        seen = workspace.maps[reviewed].change([{"op": "patch", "id": "map", "fields": {"reviewed_at": today()}}])
        call.show(
            {"id": seen.id, "version": seen.version, "reviewed_at": seen.document.map.reviewed_at},
            lambda told: say.line(f"{seen.name} was reviewed on {told['reviewed_at']}."),
        )
        return
    if delete is not None:
        gone = workspace.maps[delete]
        workspace.maps.delete(gone.id)
        again = f"klantreis maps --revive {gone.id}"
        call.show({"deleted": gone.id}, lambda _: say.line(f"{gone.name} is in the bin; {again} takes it out again."))
        return
    if revive is not None:
        back = workspace.maps.revive(revive)
        call.show({"revived": back.id, "name": back.name}, lambda _: say.line(f"{back.name} is back ({back.id})."))
        return
    if purge is not None:
        call.show({"purged": workspace.maps.purge(purge)}, lambda _: say.line(f"{purge} is gone for good."))
        return
    if bin_:
        binned = workspace.maps.binned()
        rows = [(each["name"], each["id"], say.day(each["deleted_at"])) for each in binned]
        call.show(
            {"maps": binned}, lambda _: say.table("Maps in the bin", ("name", "id", "deleted"), rows, empty="none.")
        )
        return

    def readable(result: dict[str, Any]) -> None:
        rows = [
            (
                each["name"],
                each["id"],
                each["state"],
                each["life_cycle"] or "",
                each["owner"],
                "–" if each["supported_share"] is None else say.percent(each["supported_share"]),
                each["review_due"],
                each["comments_open"] + each["suggestions_open"],
                each["version"],
                each["phases"],
                each["touchpoints"],
                each["pain_points"],
                say.day(each["changed_at"]),
            )
            for each in result["maps"]
        ]
        columns = (
            "name", "id", "state", "life cycle", "owner", "supported#", "review", "open#", "version#", "phases#",
            "touchpoints#", "pain points#", "changed",
        )  # fmt: skip
        say.table("Maps", columns, rows, empty="none yet. Draft one with klantreis draft, or make one with --new NAME.")

    call.show({"maps": workspace.maps.list()}, readable)
