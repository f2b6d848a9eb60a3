"""Answers kept: in memory for the next look, on disk for the next start.

An answer depends on nothing but its key (events, map, filters, version of the program), so it is never wrong, only no
longer asked for. A file is the answer as JSON under the hash of its key; one that cannot be read counts as absent.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import threading
from collections import OrderedDict
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

KEPT_FILES = 400
KEPT_IN_MEMORY = 64 * 2**20
SEAL = 64


class Cache:
    """Answers of one workspace by key. Safe between threads, and between processes: files are replaced whole."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._memory: OrderedDict[str, tuple[bytes, datetime]] = OrderedDict()
        self._bytes = 0
        self._flights: dict[str, threading.Lock] = {}

    def get(self, key: tuple[Any, ...], make: Callable[[], bytes]) -> bytes:
        """The answer under ``key``, made at first asking; several who ask at once wait for one making."""
        name = name_of(key)
        found = self._find(name)
        if found is not None:
            return found[0]
        with self._lock:
            flight = self._flights.setdefault(name, threading.Lock())
        with flight:
            try:
                found = self._find(name)
                if found is None:
                    found = (make(), datetime.now(UTC))
                    self._write(name, found[0])
                    self._remember(name, found)
            finally:
                with self._lock:
                    self._flights.pop(name, None)
        return found[0]

    def peek(self, key: tuple[Any, ...]) -> tuple[bytes, datetime] | None:
        """The answer under ``key`` and when it was made, or None; never makes it."""
        return self._find(name_of(key))

    def clear(self) -> None:
        """Forget everything, such as after a customer was erased."""
        with self._lock:
            self._memory.clear()
            self._bytes = 0
        for path in self._files():
            path.unlink(missing_ok=True)

    def _find(self, name: str) -> tuple[bytes, datetime] | None:
        with self._lock:
            found = self._memory.get(name)
            if found is not None:
                self._memory.move_to_end(name)
                return found
        path = self.folder / name
        try:
            content = path.read_bytes()
            made = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        except OSError:
            return None
        seal, body = content[:SEAL], content[SEAL:]
        if hashlib.sha256(body).hexdigest().encode() != seal:
            return None
        self._remember(name, (body, made))
        return body, made

    def _remember(self, name: str, found: tuple[bytes, datetime]) -> None:
        with self._lock:
            if name not in self._memory:
                self._bytes += len(found[0])
            self._memory[name] = found
            while self._bytes > KEPT_IN_MEMORY and len(self._memory) > 1:
                self._bytes -= len(self._memory.popitem(last=False)[1][0])

    def _write(self, name: str, body: bytes) -> None:
        """Keep an answer on disk; a full disk costs speed, not the answer."""
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            part = self.folder / f".{name}.{os.getpid()}.{threading.get_ident()}"
            part.write_bytes(hashlib.sha256(body).hexdigest().encode() + body)
            part.replace(self.folder / name)
            files = self._files()
            if len(files) > KEPT_FILES:
                for path in sorted(files, key=_age)[: len(files) - KEPT_FILES * 3 // 4]:
                    path.unlink(missing_ok=True)

    def _files(self) -> list[Path]:
        return [path for path in self.folder.glob("*") if path.is_file()] if self.folder.is_dir() else []


def name_of(key: tuple[Any, ...]) -> str:
    """The file name of a key; also what a browser keeps an answer under."""
    return hashlib.sha256(repr(key).encode()).hexdigest()[:40]


def _age(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
