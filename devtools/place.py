"""Where things are in a clone, and whether this machine lets us work there."""

from __future__ import annotations

import errno
import os
import shutil
import socket
import tempfile
from pathlib import Path

from .say import CannotGoOn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STATE = ROOT / ".dev"  # stamps, logs and Node; may be deleted at any time
LOGS = STATE / "log"
STATIC = ROOT / "src" / "klantreis" / "static"
WEB = ROOT / "web"
PYTHON = VENV / "bin" / "python"

NEEDED_BYTES = 2_000_000_000  # environment, Node, node_modules, demo workspace: measured 1.5 GB, and some room


def check_writable(folder: Path) -> None:
    """Raise CannotGoOn unless files can be made in ``folder``."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return
    except OSError as error:
        raise CannotGoOn(
            f"Cannot write in {folder}: {error.strerror}.",
            "Give yourself write access to it, or clone the project into a folder of your own.",
        ) from None


def check_space(folder: Path, needed: int = NEEDED_BYTES) -> None:
    """Raise CannotGoOn unless ``needed`` bytes are free where ``folder`` is."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise CannotGoOn(
            f"Not enough disk space at {folder}: {free / 1e9:.1f} GB free, setting up needs {needed / 1e9:.1f} GB.",
            "Free some space, or clone the project onto another disk.",
        )


def check_port(host: str, port: int) -> None:
    """Raise CannotGoOn when another program listens on the port; better now than after setting everything up."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise CannotGoOn(
                    f"Port {port} is taken: another program listens on {host}:{port} (perhaps Klantreis itself).",
                    f"Stop that program, or choose another port: ./dev demo --port {port + 1}",
                ) from None
            raise CannotGoOn(
                f"Cannot listen on {host}:{port}: {error.strerror}.", "Choose another port: ./dev demo --port 8766"
            ) from None


def caches() -> dict[str, str]:
    """Environment variables that move the download caches into the clone where the home folder cannot hold them."""
    home = Path(os.environ.get("HOME") or os.path.expanduser("~"))
    if home.is_dir() and os.access(home, os.W_OK):
        return {}
    moved = {"UV_CACHE_DIR": "uv", "PIP_CACHE_DIR": "pip", "npm_config_cache": "npm"}
    return {name: str(STATE / "cache" / folder) for name, folder in moved.items() if name not in os.environ}
