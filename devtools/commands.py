"""The commands of ./dev, one function each; what they share is in the files beside this one."""

from __future__ import annotations

import argparse
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from . import bundle, environment
from .locks import lock
from .place import PYTHON, ROOT, STATE, caches, check_port, check_space, check_writable
from .run import explain, openly
from .say import CannotGoOn, fail, line
from .setup_lock import one_at_a_time

HELP = """./dev <command>

  demo [--port N] [--no-browser] …   set up, make the demo workspace, open the app
  test [pytest arguments]            set up, then linters, type checks, Python and web tests
  test-all                           the same with the wide and the slow tests, and Spark where Java is installed
  lint                               ruff, ty, and the web linters
  format                             ruff format and import order
  web                                build the web app into src/klantreis/static
  lock [--upgrade]                   write the lock files anew
  run <klantreis arguments>          the command line of this clone, for example ./dev run doctor
  python <arguments>                 the Python of the environment
"""


def _check_machine() -> None:
    """What would stop a set-up half way is said before it starts."""
    check_writable(ROOT)
    check_writable(STATE)
    if not PYTHON.exists():
        check_space(ROOT)


def _set_up(group: str, *, web: bool = True) -> None:
    """Environment and web bundle side by side: one waits for the network where the other needs the processor."""
    _check_machine()
    with one_at_a_time(), ThreadPoolExecutor(2) as pool:
        if not (web and not bundle.is_current()):
            environment.ready(group)
            return
        environment.bring_uv()
        both = [pool.submit(environment.ready, group), pool.submit(bundle.ready, tests=group == "test")]
        for job in both:
            job.result()


def demo(arguments: Sequence[str]) -> int:
    """Set everything up, make the demo workspace, and serve it."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--port", type=int, default=8765)
    parser.add_argument("--host", default="127.0.0.1")
    known, _ = parser.parse_known_args(arguments)
    if known.port:
        check_port(known.host, known.port)
    _check_machine()
    with one_at_a_time(), ThreadPoolExecutor(2) as pool:
        app = None
        if not bundle.is_current():
            environment.bring_uv()
            app = pool.submit(bundle.ready)
        environment.ready("runtime")
        if app is not None:
            # The page is still being built; the data can be made meanwhile.
            code = openly([PYTHON, "-m", "klantreis", "demo", "--make-only", *arguments], env=_told())
            if code:
                return code
            app.result()
    sys.stdout.flush()
    command = [str(PYTHON), "-m", "klantreis", "demo", *arguments]
    os.execve(command[0], command, os.environ | _told())  # the app takes over this process, so Ctrl-C reaches it alone


def _told() -> dict[str, str]:
    """How commands of this clone are typed; and where nothing can be kept in the home folder, a place for the demo."""
    told = {"KLANTREIS_PROGRAM": "./dev run"}
    if "KLANTREIS_WORKSPACE" not in os.environ and caches():
        told["KLANTREIS_WORKSPACE"] = str(ROOT / "workspaces" / "demo")
    return told


def test(arguments: Sequence[str]) -> int:
    """Run everything that says whether the clone is sound; later checks run even when earlier ones fail.

    Continuous integration takes the wide tests and Spark along, and so does who names what to test.
    """
    named = any((ROOT / argument.split("::")[0]).exists() for argument in arguments)
    whole = named or os.environ.get("KLANTREIS_REQUIRE_ALL") == "1"
    left_out = "not slow" if whole else "not slow and not wide and not spark"
    return _checks(["-m", left_out], arguments, {})


def test_all(arguments: Sequence[str]) -> int:
    """Run the slow tests as well, random examples three times as many, and Spark where there is a Java for it."""
    return _checks([], arguments, {"KLANTREIS_THOROUGH": "1"}, spark=shutil.which("java") is not None)


def _checks(selection: Sequence[str], arguments: Sequence[str], told: dict[str, str], *, spark: bool = False) -> int:
    _set_up("test")
    if spark or os.environ.get("KLANTREIS_REQUIRE_ALL") == "1":
        with one_at_a_time():
            environment.ready_for_spark()
    with _compiling():
        failed = _lint()
        if bundle.run_script("test"):
            failed.append("web tests")
    line("· pytest …")
    # The browser's driver brings a Node that needs a library a bare Debian lacks; ours needs nothing.
    driver = {"PLAYWRIGHT_NODEJS_PATH": str(bundle.node()), **told}
    if openly([PYTHON, "-m", "pytest", "-n", "2", "--dist", "loadfile", *selection, *arguments], env=driver):
        failed.append("pytest")
    if failed:
        fail(f"✗ failed: {', '.join(failed)}")
        return 1
    line("✓ all checks passed")
    return 0


@contextmanager
def _compiling() -> Generator[None]:
    """Kernels are compiled once, beside the checks of the page; each worker of pytest would do it for itself."""
    work = subprocess.Popen([PYTHON, "-c", "from klantreis.workspace.answers import warm; warm()"], cwd=ROOT)
    try:
        yield
        work.wait()
    finally:
        work.kill()


def _lint() -> list[str]:
    checks: list[tuple[str, Callable[[], int]]] = [
        ("ruff check", lambda: openly([PYTHON, "-m", "ruff", "check", "."])),
        ("ruff format", lambda: openly([PYTHON, "-m", "ruff", "format", "--check", "."])),
        ("ty", lambda: openly([PYTHON, "-m", "ty", "check", "--python", PYTHON.parent.parent, "src", "devtools"])),
        ("web types", lambda: bundle.run_script("check")),
        ("web lint", lambda: bundle.run_script("lint")),
    ]
    failed = []
    for name, check in checks:
        line(f"· {name} …")
        if check():
            failed.append(name)
    return failed


def lint(_: Sequence[str]) -> int:
    """Run linters and type checks of both languages."""
    _set_up("test")
    failed = _lint()
    if failed:
        fail(f"✗ failed: {', '.join(failed)}")
    return 1 if failed else 0


def format_code(_: Sequence[str]) -> int:
    """Put Python in the house style."""
    _set_up("test", web=False)
    return openly([PYTHON, "-m", "ruff", "check", "--fix", "."]) or openly([PYTHON, "-m", "ruff", "format", "."])


def web(_: Sequence[str]) -> int:
    """Build the web app."""
    _check_machine()
    with one_at_a_time():
        bundle.ready()
    line("✓ src/klantreis/static is current")
    return 0


def run(arguments: Sequence[str]) -> int:
    """Run the klantreis command of this clone."""
    _set_up("runtime")
    return openly([PYTHON, "-m", "klantreis", *arguments])


def python(arguments: Sequence[str]) -> int:
    """Run the environment's Python."""
    _set_up("runtime", web=False)
    return openly([PYTHON, *arguments])


def show_help(_: Sequence[str]) -> int:
    """Print the commands."""
    line(HELP)
    return 0


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "demo": demo,
    "test": test,
    "test-all": test_all,
    "lint": lint,
    "format": format_code,
    "web": web,
    "lock": lock,
    "run": run,
    "python": python,
    "help": show_help,
}


def main(arguments: Sequence[str]) -> int:
    """Run one command; 2 when the user can mend what went wrong, with one line that says how."""
    name = arguments[0] if arguments else "help"
    command = COMMANDS.get("help" if name in {"-h", "--help"} else name)
    if command is None:
        fail(f"./dev has no command “{name}”. It has: {', '.join(COMMANDS)}.")
        return 2
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that knows no “✓” shows a question mark
    try:
        return command(arguments[1:])
    except CannotGoOn as reason:
        fail(f"✗ {reason}")
        return 2
    except OSError as error:
        known = explain(str(error)) or (f"{error.strerror or error}.", "Mend that and run the same command again.")
        fail(f"✗ {error.filename or name}: {' '.join(known)}")
        return 2
    except KeyboardInterrupt:
        fail("Stopped. Nothing is lost; run the same command to go on.")
        return 130
