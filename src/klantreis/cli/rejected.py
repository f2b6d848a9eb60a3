"""``klantreis rejected ID``: the bad rows of an import, as CSV."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from klantreis.cli import say
from klantreis.cli.call import Call, command


@command("rejected")
def rejected(
    call: Call,
    source: Annotated[int, typer.Argument(metavar="ID", help="Number of the source; see klantreis sources.")],
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to this file.")] = None,
) -> None:
    """Print the rows an import kept aside: file, row number, reason and the row itself."""
    lines = call.workspace.events.rejected(source)
    if output is None:
        for line in lines:
            sys.stdout.write(line)
        return
    count = 0
    with output.open("w", encoding="utf-8", newline="") as out:
        for line in lines:
            out.write(line)
            count += 1
    call.show({"file": str(output), "rows": count - 1}, lambda r: say.line(f"{say.number(r['rows'])} rows in {output}"))
