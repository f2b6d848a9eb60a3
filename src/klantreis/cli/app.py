"""The command ``klantreis``: finds the command that was asked, and says every failure in one line."""

from __future__ import annotations

import importlib
import logging
import os
import sys
import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from typer import Abort, Exit
from typer.exceptions import TyperException

from klantreis import __version__
from klantreis.cli import say
from klantreis.cli.call import app, wants_json
from klantreis.errors import Cancelled, KlantreisError
from klantreis.workspace.folder import said_plainly

COMMANDS = (
    "import_",
    "sources",
    "rejected",
    "events",
    "customer",
    "customers",
    "compare",
    "erase",
    "segments",
    "explorations",
    "personas",
    "draft",
    "maps",
    "library",
    "versions",
    "compare_maps",
    "show",
    "export",
    "import_map",
    "validate",
    "pains",
    "moments",
    "series",
    "fitness",
    "transitions",
    "paths",
    "steps",
    "funnel",
    "timing",
    "reach",
    "attribution",
    "drift",
    "explain",
    "representatives",
    "simulate",
    "serve",
    "demo",
    "password",
    "workspace",
    "doctor",
)
"""One file per command, in the order of the help."""

STOPPED = 130
"""Exit code after Ctrl-C, as shells have it."""

DEBUG = "KLANTREIS_DEBUG"
"""Environment variable that shows tracebacks of our own mistakes."""


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"klantreis {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version.")
    ] = False,
) -> None:
    """Customer journey mapping whose map is alive: draw the journey, let your data show the real one."""


def build() -> typer.Typer:
    """The app with every command."""
    for name in COMMANDS:
        importlib.import_module(f"klantreis.cli.{name}")
    return app


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    logging.basicConfig(level=logging.WARNING, format="klantreis: %(message)s")
    try:
        done = build()(args=given, prog_name="klantreis", standalone_mode=False)
    except BrokenPipeError:
        # The reader (head, less) has seen enough. Keep Python from complaining again when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (Exception, KeyboardInterrupt) as error:
        return _explained(error)
    code = done if isinstance(done, int) else 0
    return _say("Stopped.", code) if code == STOPPED else code


def _explained(error: BaseException) -> int:
    """Say what went wrong in one line; gives the exit code."""
    match error:
        case Exit():
            code = error.exit_code
        case TyperException():
            # A mistake in the words of the command: show how it is used, too.
            code = 2
            getattr(error, "show", lambda: _say(error.format_message(), 2))()
        case Abort() | KeyboardInterrupt():
            code = _say("Stopped.", STOPPED)
        case Cancelled():
            code = _say(str(error), STOPPED)
        case KlantreisError():
            code = _fail(error)
        case OSError():
            code = _fail(said_plainly(error, error.filename or "disk"))
        case MemoryError():
            code = _say("There is not enough memory for this.", 2)
        case _:
            code = _ours()
    return code


def _fail(error: KlantreisError) -> int:
    if wants_json():
        import json

        sys.stderr.write(json.dumps(error.to_dict(), ensure_ascii=False, default=str) + "\n")
        return error.exit_code
    return _say(str(error), error.exit_code)


def _say(line: str, code: int) -> int:
    sys.stderr.write(f"klantreis: {say.plain(' '.join(line.split()))}\n")
    return code


def _ours() -> int:
    """A mistake of ours: one line, and the traceback in a file (or on screen when asked for)."""
    told = traceback.format_exc()
    if os.environ.get(DEBUG):
        sys.stderr.write(told)
        return 1
    handle, name = tempfile.mkstemp(prefix="klantreis-", suffix=".log", text=True)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write(told)
    last = told.strip().splitlines()[-1][:200]
    return _say(f"Something went wrong in Klantreis itself ({last}). Details are in {Path(name)}.", 1)
