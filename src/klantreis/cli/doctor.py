"""``klantreis doctor``: what is installed, where data live, what is broken."""

from __future__ import annotations

import importlib.metadata
import platform
import shutil
import sys
from importlib.resources import files
from typing import TYPE_CHECKING, Annotated, Any

import typer

from klantreis import __version__
from klantreis.cli import say
from klantreis.cli.call import Call, command
from klantreis.errors import KlantreisError

if TYPE_CHECKING:
    from klantreis.workspace import Workspace

PARTS = ("duckdb", "numpy", "numba", "scipy", "pyarrow", "sqlalchemy", "fastapi", "uvicorn", "pydantic", "typer")


@command("doctor")
def doctor(
    call: Call,
    warm: Annotated[
        bool, typer.Option("--warm", help="Compile every kernel now, so that the first questions are quick.")
    ] = False,
) -> None:
    """Say what is installed, where data live and what is broken; rebuild what can be rebuilt."""
    found: dict[str, Any] = {
        "version": __version__,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "parts": {part: _installed(part) for part in PARTS},
        "app_built": (files("klantreis") / "static" / "index.html").is_file(),
        "workspace": str(call.folder),
        "checks": _checks(call),
    }
    if warm:
        found["warmed_s"] = _warm()
    call.show(found, _readable)
    if any(check["state"] == "broken" for check in found["checks"]):
        raise typer.Exit(1)


def _readable(found: dict[str, Any]) -> None:
    say.line(f"Klantreis {found['version']} · Python {found['python']} · {found['system']}")
    absent = [part for part, version in found["parts"].items() if version is None]
    say.line("Libraries: " + (f"missing {', '.join(absent)}" if absent else "all there"))
    say.line(f"Web app: {'built' if found['app_built'] else 'not built (./dev web)'}")
    say.table(
        found["workspace"], ("check", "state", ""), [(c["check"], c["state"], c["told"]) for c in found["checks"]]
    )
    if "warmed_s" in found:
        say.line(f"Kernels compiled in {found['warmed_s']:.1f} s.")


def _installed(part: str) -> str | None:
    try:
        return importlib.metadata.version(part)
    except importlib.metadata.PackageNotFoundError:
        return None


def _checks(call: Call) -> list[dict[str, str]]:
    done: list[dict[str, str]] = []

    def check(name: str, look: Any) -> Any:
        try:
            told = look()
        except KlantreisError as error:
            done.append({"check": name, "state": "broken", "told": str(error)})
            return None
        done.append({"check": name, "state": "good", "told": str(told)})
        return told

    check("python", lambda: sys.executable)
    workspace: Workspace | None = None

    def opened() -> str:
        nonlocal workspace
        workspace = call.workspace
        return workspace.settings.name

    check("workspace", opened)
    if workspace is not None:
        here = workspace
        check("disk", lambda: f"{shutil.disk_usage(here.path).free // 2**20:,} MB free")
        check("events", lambda: "{events:,} events of {customers:,} customers".format(**here.events.counts()))
        check("index", here.check_index)
        check("maps", lambda: f"{len(here.maps)} maps")
    return done


def _warm() -> float:
    from time import perf_counter

    from klantreis.workspace.answers import warm

    begun = perf_counter()
    warm()
    return perf_counter() - begun
