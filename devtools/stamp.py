"""Remember what was made from what, so that a second start does nothing again and needs no network."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from .place import ROOT, STATE


def digest(inputs: Iterable[Path | str]) -> str:
    """Hash files by path and content, folders by the files in them, and strings by value."""
    total = hashlib.sha256()
    for item in inputs:
        if isinstance(item, str):
            total.update(b"text\0" + item.encode() + b"\0")
            continue
        for path in sorted(item.rglob("*")) if item.is_dir() else [item]:
            if path.is_file():
                name = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
                content = hashlib.sha256(path.read_bytes()).digest()
                total.update(b"file\0" + str(name).encode() + b"\0" + content)
    return total.hexdigest()


def is_fresh(name: str, value: str) -> bool:
    """Whether the thing called ``name`` was last made from inputs with this digest."""
    path = STATE / "stamps" / name
    return path.is_file() and path.read_text() == value


def set_stamp(name: str, value: str) -> None:
    """Remember that ``name`` is made; written only after the work succeeded."""
    path = STATE / "stamps" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(value)


def forget(name: str) -> None:
    """Forget that ``name`` was made, before work that could leave it half done."""
    (STATE / "stamps" / name).unlink(missing_ok=True)
