"""The project's files as the rules see them."""

from __future__ import annotations

import ast
import os
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "klantreis"
_MADE = {"node_modules", "__pycache__", ".venv", ".dev", ".git", "dist", "static"}


@cache
def tracked() -> tuple[Path, ...]:
    """Files that are, or on the next ``git add`` would be, in the repository; in an unpacked sdist, all files."""
    asked = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(asked, capture_output=True, check=True, text=True).stdout.split("\0")
    except (OSError, subprocess.CalledProcessError):
        found = []
        for folder, folders, names in os.walk(ROOT):
            folders[:] = [name for name in folders if name not in _MADE]
            found.extend(Path(folder) / name for name in names)
        return tuple(sorted(found))
    return tuple(sorted(path for path in {ROOT / name for name in listed if name} if path.is_file()))


def under(*parts: str, suffix: str = "") -> list[Path]:
    """Tracked files inside a folder, by the end of their name."""
    top = ROOT.joinpath(*parts)
    return [path for path in tracked() if path.is_relative_to(top) and path.name.endswith(suffix)]


@cache
def text(path: Path) -> str | None:
    """A file's text; None when it is binary."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


@cache
def syntax(path: Path) -> ast.Module:
    """A Python file's syntax tree."""
    return ast.parse(text(path) or "", filename=str(path))


def name(path: Path) -> str:
    """How a message names a file."""
    return path.relative_to(ROOT).as_posix()
