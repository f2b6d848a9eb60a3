"""``klantreis import-map FILE``: a map from a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from klantreis.cli import say
from klantreis.cli.call import Call, command


@command("import-map")
def import_map(
    call: Call, file: Annotated[Path, typer.Argument(metavar="FILE", help="A *.journey.json file.")]
) -> None:
    """Make a map from a *.journey.json file; an older file is brought up to date."""
    made = call.workspace.maps.read(file)
    call.show(
        {"id": made.id, "name": made.name, "version": made.version},
        lambda _: say.line(f"Made {made.name} ({made.id})."),
    )
