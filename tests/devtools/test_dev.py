"""./dev itself, in a clone of its own: mistakes and misfortunes give one line and exit code 2, never a traceback."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from devtools.place import ROOT


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """As much of the project as the first steps of a set-up read."""
    here = tmp_path / "clone"
    shutil.copytree(ROOT / "devtools", here / "devtools", ignore=shutil.ignore_patterns("__pycache__"))
    (here / "web").mkdir()
    for name in ("dev", "requirements.lock", "requirements-test.lock", "requirements-build.lock"):
        shutil.copy(ROOT / name, here)
    return here


def run(clone: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run ./dev of a clone with no package index of this machine."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "UV_"))}
    return subprocess.run(
        [sys.executable, str(clone / "dev"), *arguments],
        env=kept | {"PIP_CONFIG_FILE": os.devnull} | env,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def assert_one_line(done: subprocess.CompletedProcess[str], *words: str) -> None:
    assert done.returncode == 2, done
    assert "Traceback" not in done.stdout + done.stderr
    assert done.stderr.count("\n") == 1, done.stderr
    for word in words:
        assert word in done.stderr


def test_no_network(clone: Path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))  # bound and not listening: every connection is refused
        nowhere = f"http://127.0.0.1:{closed.getsockname()[1]}/simple"
        done = run(clone, "demo", "--port", "0", PIP_INDEX_URL=nowhere, PIP_RETRIES="0")
    assert_one_line(done, "registry cannot be reached", "run the same command again")


def test_a_taken_port_is_said_before_anything_is_set_up(clone: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        done = run(clone, "demo", "--port", str(other.getsockname()[1]))
    assert_one_line(done, "is taken", "--port")
    assert not (clone / ".dev").exists()


def test_a_state_folder_that_cannot_be_written(clone: Path) -> None:
    (clone / ".dev").write_text("in the way")
    assert_one_line(run(clone, "demo", "--port", "0"), "Cannot write in", ".dev")


def test_an_unknown_command_lists_the_known(clone: Path) -> None:
    assert_one_line(run(clone, "dance"), "“dance”", "demo", "test")


def test_help_names_every_command(clone: Path) -> None:
    from devtools.commands import COMMANDS

    shown = run(clone, "help").stdout
    assert all(f"\n  {name}" in shown or f" {name}" in shown for name in COMMANDS if name != "help")


def test_a_lock_without_a_needed_package(clone: Path) -> None:
    (clone / "requirements-build.lock").write_text("")
    assert_one_line(run(clone, "web"), "no line for", "./dev lock")


def test_a_python_that_is_too_old_hands_over_to_a_newer_one(clone: Path, tmp_path: Path) -> None:
    """Runs ./dev as if by an old Python, once with a newer one on the PATH and once without."""
    programs = tmp_path / "bin"
    programs.mkdir()
    start = f"sys.argv = ['dev', 'help']; runpy.run_path({str(clone / 'dev')!r}, run_name='__main__')"
    code = f"import sys, runpy; sys.version_info = (3, 8, 0); {start}"
    alone = subprocess.run(
        [sys.executable, "-c", code], env={"PATH": str(programs)}, capture_output=True, text=True, check=False
    )
    assert alone.returncode == 2
    assert "needs Python 3.11 or newer; this is 3.8" in alone.stderr
    (programs / "python3.11").symlink_to(sys.executable)
    helped = subprocess.run(
        [sys.executable, "-c", code], env={"PATH": str(programs)}, capture_output=True, text=True, check=False
    )
    assert helped.returncode == 0
    assert "test-all" in helped.stdout
