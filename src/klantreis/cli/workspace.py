"""``klantreis workspace``: what the workspace is called, and in which time zone and currency it counts."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from klantreis.cli import say
from klantreis.cli.call import Call, command


@command("workspace")
def workspace(
    call: Call,
    *,
    name: Annotated[str | None, typer.Option(metavar="NAME", help="Call it this.")] = None,
    timezone: Annotated[
        str | None, typer.Option(metavar="ZONE", help="Time zone of days, and of times that name none.")
    ] = None,
    currency: Annotated[str | None, typer.Option(metavar="CODE", help="Currency of values, such as EUR.")] = None,
    language: Annotated[str | None, typer.Option(metavar="nl|en", help="Language of new maps.")] = None,
) -> None:
    """Show what the workspace is called, its time zone, currency and language; or change them."""
    opened = call.workspace
    given = {"name": name, "timezone": timezone, "currency": currency, "language": language}
    changed = {field: value for field, value in given.items() if value is not None}
    held = opened.change(**changed) if changed else opened.settings
    told = {"folder": str(opened.path), **{field: getattr(held, field) for field in given}}
    call.show(told, _readable)


def _readable(told: dict[str, Any]) -> None:
    say.table(told["folder"], ("setting", "is"), [(each, told[each]) for each in told if each != "folder"])
