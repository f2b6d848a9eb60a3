"""The journey index on disk: one folder per generation, switched in one step.

A generation is written under a temporary name, flushed to disk, renamed, and only then named in
``CURRENT``. A process killed anywhere leaves the old generation or the new one, never a mixture;
whatever it left half-written is removed by the next writer. Every file's size and checksum are in
``meta.json``, which carries its own checksum.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import secrets
import shutil
import zlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from klantreis.errors import Damaged, KlantreisError, NoSpace

FORMAT = 3
"""1 had no marks and no path numbers, 2 no spans; an index of another format is built again."""
STEERING = ("keys", "offsets", "paths", "firsts")
ADVICE = "It is rebuilt from the stored events by itself."
BLOCK = 1 << 24
"""Bytes per step of a checksum, so that reading stays sequential and can be stopped."""


class Generation:
    """A generation being written: hands out writable memory-mapped arrays, then commits them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / f".new-{os.getpid()}-{secrets.token_hex(4)}"
        self.arrays: dict[str, tuple[str, int]] = {}
        self._maps: list[np.memmap[Any, Any]] = []
        self.folder.mkdir(parents=True)

    def array(self, name: str, kind: DTypeLike, size: int) -> NDArray[Any]:
        """A new writable array of ``size`` elements in the file ``name``.

        The space is reserved at once: writing into a sparse map on a full disk would kill the process.
        """
        dtype = np.dtype(kind)
        self.arrays[name] = (dtype.str, size)
        path = self.folder / name
        with path.open("wb") as file:
            if size:
                try:
                    _reserve(file.fileno(), size * dtype.itemsize)
                except OSError as error:
                    self.discard()
                    raise no_space(self.root, size * dtype.itemsize, error) from error
        if not size:
            return np.empty(0, dtype)
        mapped = np.memmap(path, dtype=dtype, mode="r+", shape=(size,))
        self._maps.append(mapped)
        return mapped.view(np.ndarray)

    def commit(self, facts: dict[str, Any]) -> Path:
        """Flush everything, give the generation its number and make it the current one."""
        for mapped in self._maps:
            mapped.flush()
        self._maps.clear()
        files = {}
        for name, (kind, size) in self.arrays.items():
            path = self.folder / name
            _sync(path)
            files[name] = {"type": kind, "size": size, "bytes": path.stat().st_size, "crc32": _checksum(path)}
        _write_sealed(self.folder / "meta.json", {"format": FORMAT, "files": files, **facts})
        _sync(self.folder)
        with _locked(self.root):
            number = 1 + max((int(name[1:]) for name in _numbered(self.root)), default=0)
            final = self.root / f"g{number:06d}"
            self.folder.rename(final)
            _sync(self.root)
            scratch = self.root / f".current-{os.getpid()}"
            scratch.write_text(_current_line(final.name))
            _sync(scratch)
            scratch.replace(self.root / "CURRENT")
            _sync(self.root)
            _remove_others(self.root, final.name)
        return final

    def discard(self) -> None:
        """Forget what was written; the current generation stays."""
        self._maps.clear()
        shutil.rmtree(self.folder, ignore_errors=True)


def current(root: Path) -> Path | None:
    """The folder of the live generation, or None when there has never been one.

    Raises ``Damaged`` when ``CURRENT`` is not what was written.
    """
    path = root / "CURRENT"
    try:
        line = path.read_text(errors="replace")
    except FileNotFoundError:
        return None
    name = line.split(" ")[0]
    if line != _current_line(name) or not re.fullmatch(r"g\d{6,}", name):
        raise damaged(path, "names no generation")
    return root / name


def read_meta(folder: Path) -> dict[str, Any]:
    """The checked facts of a generation: format, files and what the index wrote.

    Checks the seal of ``meta.json`` and the size of every file; raises ``Damaged``.
    """
    path = folder / "meta.json"
    try:
        seal, _, body = path.read_text(errors="replace").partition("\n")
    except FileNotFoundError as error:
        raise damaged(path, "is missing") from error
    if seal != hashlib.sha256(body.encode()).hexdigest():
        raise damaged(path, "is not what was written")
    meta: dict[str, Any] = json.loads(body)
    if meta["format"] != FORMAT:
        raise damaged(path, f"has format {meta['format']}, this version reads {FORMAT}")
    for name, file in meta["files"].items():
        try:
            size = (folder / name).stat().st_size
        except FileNotFoundError as error:
            raise damaged(folder / name, "is missing") from error
        if size != file["bytes"]:
            raise damaged(folder / name, f"has {size} bytes instead of {file['bytes']}")
    return meta


def open_array(folder: Path, name: str, meta: dict[str, Any]) -> NDArray[Any]:
    """One array of a generation, memory-mapped and read-only."""
    file = meta["files"][name]
    if not file["size"]:
        return np.empty(0, np.dtype(file["type"]))
    return np.memmap(folder / name, dtype=np.dtype(file["type"]), mode="r", shape=(file["size"],)).view(np.ndarray)


def verify(folder: Path, *, most: int | None = None) -> dict[str, Any]:
    """Read the files of a generation and compare checksums; raises ``Damaged``, returns the facts.

    With ``most``, a generation of more bytes than that has only read what would, if it were wrong, send a
    kernel outside its arrays: keys, offsets and path numbers.
    """
    meta = read_meta(folder)
    files = meta["files"]
    whole = most is None or sum(file["bytes"] for file in files.values()) <= most
    for name in files if whole else STEERING:
        if _checksum(folder / name) != files[name]["crc32"]:
            raise damaged(folder / name, "is not what was written")
    return meta


def damaged(path: Path, what: str) -> Damaged:
    """The error for an index file that cannot be trusted."""
    return Damaged("index.damaged", f"The journey index is damaged: {path.name} {what}.", where=str(path), mend=ADVICE)


def no_space(root: Path, needed: int, error: OSError) -> KlantreisError:
    """The error for a disk that cannot hold the index."""
    return NoSpace(
        "index.no_space",
        f"The journey index could not be written: {error.strerror or error}.",
        where=str(root),
        mend=f"Free at least {needed // 1_000_000 + 1} MB there and try again; the stored events are safe.",
        params={"bytes": needed},
    )


def _reserve(handle: int, size: int) -> None:
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(handle, 0, size)
    else:  # macOS: a full disk is noticed later there
        os.ftruncate(handle, size)


def _checksum(path: Path) -> int:
    value = 0
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            value = zlib.crc32(block, value)
    return value


def _write_sealed(path: Path, facts: dict[str, Any]) -> None:
    body = json.dumps(facts, sort_keys=True)
    path.write_text(f"{hashlib.sha256(body.encode()).hexdigest()}\n{body}")
    _sync(path)


def _current_line(name: str) -> str:
    return f"{name} {zlib.crc32(name.encode()):08x}\n"


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _numbered(root: Path) -> Iterator[str]:
    return (path.name for path in root.iterdir() if re.fullmatch(r"g\d{6,}", path.name))


def _remove_others(root: Path, keep: str) -> None:
    """Drop older generations and what dead writers left; open maps of them stay valid on Linux."""
    for path in root.iterdir():
        stale = re.fullmatch(r"g\d{6,}", path.name) and path.name != keep
        writer = re.fullmatch(r"\.(?:new|current)-(\d+).*", path.name)
        if stale or (writer and not _alive(int(writer[1]))):
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@contextmanager
def _locked(root: Path) -> Generator[None]:
    with (root / ".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
