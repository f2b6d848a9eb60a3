"""``klantreis demo``: a travel agency to try everything on."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from klantreis.cli import say
from klantreis.cli.call import Call, command
from klantreis.cli.serve import Browser, Host, Port, run
from klantreis.server.address import HOST, PORT, Address, listen
from klantreis.workspace.folder import VARIABLE, default_folder

PROGRAM = "KLANTREIS_PROGRAM"
"""Environment variable with what is typed to run a command, where that is not its name: a clone has ``./dev run``."""

DOING = {
    "generating": "Making the events of a travel agency",
    "importing": "Importing them",
    "drafting": "Drafting a map from them",
    "measuring": "Measuring the map",
}


@command("demo")
def demo(
    call: Call,
    *,
    host: Host = HOST,
    port: Port = PORT,
    browser: Browser = True,
    customers: Annotated[
        int | None, typer.Option(metavar="N", min=100, help="Size of the agency (default 60,000).")
    ] = None,
    make_only: Annotated[bool, typer.Option("--make-only", help="Make the workspace, and do not serve it.")] = False,
) -> None:
    """Make the demo workspace when it is not there yet, and serve it."""
    from klantreis.demo import MAP_NAME
    from klantreis.demo.making import is_made, make

    folder = call.folder if call.named else demo_folder()
    address = Address(host, port)
    # The port is tried before a minute of work, and again when it is done.
    if not make_only:
        listen(address).opened.close()
    first = not is_made(folder)
    with _progress() as tell:
        workspace = make(folder, customers=customers, tell=tell)
    call.adopt(workspace)
    path = "/"
    if MAP_NAME in workspace.maps:
        path = f"/kaarten/{workspace.maps[MAP_NAME].id}"
        counts = workspace.summary()["counts"]
        drafted = "was drafted from" if first else "is held against"
        say.line(
            f"The map {MAP_NAME!r} {drafted} {say.number(counts['events'])} events "
            f"of {say.number(counts['customers'])} customers."
        )
    if make_only:
        say.line(f"Workspace: {workspace.path}", whole=True)
        return
    program = os.environ.get(PROGRAM, "klantreis")
    say.line("Next: look at the map, then at Valideren; drop a CSV of your own on the Data page.")
    say.line(f"In another terminal: {program} validate {MAP_NAME!r} --workspace {workspace.path}", whole=True)
    run(workspace, address, browser=browser, path=path)


def demo_folder() -> Path:
    """Where the demo lives unless a folder is named: beside the workspace of one's own, never in it."""
    if os.environ.get(VARIABLE):
        return default_folder()
    return default_folder().parent / "demo"


@contextmanager
def _progress() -> Generator[Callable[[str, float | None], None]]:
    """A line per step where nobody watches, a bar where somebody does."""
    if not sys.stderr.isatty():
        told: set[str] = set()

        def line(what: str, share: float | None) -> None:
            if what not in told:
                told.add(what)
                say.line(f"{DOING[what]} …")
                sys.stdout.flush()

        yield line
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    bars = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*bars, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("Looking", total=None)

        def move(what: str, share: float | None) -> None:
            shown.update(task, description=DOING[what], total=None if share is None else 1.0, completed=share or 0.0)

        yield move
