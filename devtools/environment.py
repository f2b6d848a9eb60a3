"""The virtual environment: pip brings uv, uv makes the environment and fills it from the hash-locked lists.

Debian's Python has no ensurepip and refuses ``pip install`` outside an environment. ``pip install --target`` is not
refused, so uv goes into a folder of ours, and from then on nothing depends on the system's packages.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

from .place import PYTHON, ROOT, STATE, VENV
from .run import quietly
from .say import CannotGoOn, step
from .stamp import digest, forget, is_fresh, set_stamp

LOCKS = {"runtime": ROOT / "requirements.lock", "test": ROOT / "requirements-test.lock"}
BUILD_LOCK = ROOT / "requirements-build.lock"
SPARK_LOCK = ROOT / "requirements-spark.lock"
UV_HOME = STATE / "uv"
UV = UV_HOME / "bin" / "uv"


def single_lock(package: str) -> tuple[Path, str]:
    """One package with its version and hashes out of the build lock: as a file for an installer, and as text."""
    lines: list[str] = []
    for text in BUILD_LOCK.read_text().splitlines():
        if text.startswith(f"{package}=="):
            lines = [text]
        elif lines and lines[-1].endswith("\\"):
            lines.append(text)
    if not lines:
        raise CannotGoOn(f"{BUILD_LOCK.name} has no line for {package}.", "Make it again: ./dev lock")
    text = "\n".join(lines) + "\n"
    path = STATE / f"{package}.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path, text


def index_settings() -> dict[str, str]:
    """What uv must know and pip already does: the organisation's own package index and certificates."""
    told: dict[str, str] = {}
    listed = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False
    ).stdout
    for text in listed.splitlines():
        key, _, value = text.partition("=")
        word = key.rpartition(".")[2]
        if word == "index-url" and "UV_DEFAULT_INDEX" not in os.environ:
            told["UV_DEFAULT_INDEX"] = value.strip().strip("'\"")
        if word == "cert" and "SSL_CERT_FILE" not in os.environ:
            told["SSL_CERT_FILE"] = value.strip().strip("'\"")
    return told


def _python_with_pip() -> str | None:
    """The running Python, or where that is an environment without pip, the one it was made from."""
    for python in (sys.executable, getattr(sys, "_base_executable", sys.executable)):
        if not subprocess.run([python, "-m", "pip", "--version"], capture_output=True, check=False).returncode:
            return python
    return None


def bring_uv() -> Path:
    """Install uv into ``.dev/uv`` unless the locked version is there; return the program."""
    lock, wanted = single_lock("uv")
    if UV.is_file() and is_fresh("uv", digest([wanted])):
        return UV
    python = _python_with_pip()
    if python is None:
        raise CannotGoOn(
            f"This Python ({sys.executable}) has no pip.",
            "Install it (for example: apt install python3-pip) and run the same command again.",
        )
    with step("uv, the package installer"):
        forget("uv")
        shutil.rmtree(UV_HOME, ignore_errors=True)
        options = ["--no-deps", "--require-hashes", "--only-binary=:all:", "--disable-pip-version-check", "--no-input"]
        quietly("uv", [python, "-m", "pip", "install", *options, "--target", UV_HOME, "-r", lock])
        set_stamp("uv", digest([wanted]))
    return UV


def _make_venv(uv: Path) -> None:
    wanted = digest([str(ROOT), platform.machine()])
    if PYTHON.exists() and is_fresh("venv", wanted):
        return
    for name in ("venv", *LOCKS):
        forget(name)
    shutil.rmtree(VENV, ignore_errors=True)
    quietly("venv", [uv, "venv", "--quiet", "--no-project", "--python", sys.executable, VENV])
    # What an editable install would leave behind, without needing a build backend.
    asked = [str(PYTHON), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    site = Path(subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip())
    (site / "klantreis-in-this-clone.pth").write_text(f"{ROOT / 'src'}\n")
    command = PYTHON.with_name("klantreis")
    command.write_text(f"#!{PYTHON}\nimport sys\n\nfrom klantreis.cli import main\n\nsys.exit(main())\n")
    command.chmod(0o755)
    set_stamp("venv", wanted)


def ready(group: str = "runtime") -> None:
    """Bring the environment up to ``group``: ``runtime``, or ``test``, which holds all of runtime as well."""
    lock = LOCKS[group]
    have_venv = PYTHON.exists() and is_fresh("venv", digest([str(ROOT), platform.machine()]))
    if have_venv and (is_fresh("test", digest([LOCKS["test"]])) or is_fresh(group, digest([lock]))):
        return
    uv = bring_uv()
    with step(f"Python packages ({group})"):
        _make_venv(uv)
        for name in LOCKS:
            forget(name)
        options = ["--quiet", "--python", PYTHON, "--require-hashes", "--only-binary=:all:"]
        if os.environ.get("PYTHONDONTWRITEBYTECODE"):
            # Nobody will keep what Python compiles, and every start would compile hundreds of modules again.
            options.append("--compile-bytecode")
        quietly(f"packages-{group}", [uv, "pip", "sync", *options, lock], env=index_settings())
        set_stamp(group, digest([lock]))


def ready_for_spark() -> None:
    """Bring the environment of the tests up to Spark as well: half a gigabyte, which comes as source.

    Everything else it needs is in the environment already; setuptools, which builds it, is installed by its hash too.
    """
    ready("test")
    wanted = digest([LOCKS["test"], SPARK_LOCK])
    if is_fresh("spark", wanted):
        return
    uv = bring_uv()
    with step("Spark (half a gigabyte)"):
        forget("spark")
        builder, _ = single_lock("setuptools")
        options = ["--quiet", "--python", PYTHON, "--require-hashes"]
        quietly("setuptools", [uv, "pip", "install", *options, "-r", builder], env=index_settings())
        install = [uv, "pip", "install", *options, "--no-build-isolation", "-r", SPARK_LOCK]
        quietly("packages-spark", install, env=index_settings())
        set_stamp("spark", wanted)
