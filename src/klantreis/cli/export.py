"""``klantreis export MAP``: a map as a file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from klantreis.cli import say
from klantreis.cli.call import Call, command
from klantreis.errors import UserError

FORMATS = (".json",)
"""Endings of the files that can be written."""


@command("export")
def export(
    call: Call,
    map_: Annotated[str, typer.Argument(metavar="MAP", help="Name or id of the map.")],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="File to write, such as rondreis.journey.json."),
    ] = None,
    *,
    files: Annotated[bool, typer.Option("--files/--no-files", help="With the files that the map uses.")] = True,
) -> None:
    """Write a map to a file that holds all of it; without --output, to standard output."""
    from klantreis.exchange import journey_json

    if output is not None and output.suffix.lower() not in FORMATS:
        raise UserError(
            "export.format",
            f"{output.suffix or 'A file without an ending'!r} is not a format that can be written yet.",
            where=str(output),
            mend="Choose a file that ends in .journey.json.",
            params={"given": output.suffix, "known": list(FORMATS)},
        )
    opened = call.workspace.maps[map_]
    held = call.workspace.attachments.used(opened.id) if files else ()
    if output is None:
        sys.stdout.write(journey_json.dumps(opened.document, held))
        return
    journey_json.write(opened.document, output, held)
    call.show({"file": str(output)}, lambda _: say.line(f"Wrote {output}"))
