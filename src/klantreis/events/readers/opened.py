"""Files as plain UTF-8 text: unpacked and transcoded where needed, within bounds."""

from __future__ import annotations

import codecs
import gzip
import io
import os
import shutil
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import IO

from klantreis.errors import Cancelled, TooLarge, UserError

CHUNK = 4 * 1024 * 1024
UNPACK_RATIO = 250
UNPACK_FREE = 1024**3
"""A packed file may grow to 250 times its size (real logs pack 5 to 60 times), and always to 1 GB."""
ROOM_LEFT = 512 * 1024**2

Told = Callable[[float | None], None]
Stop = Callable[[], bool]


def packing(path: Path) -> str | None:
    """``gz``, ``zst`` or None, by the file's first bytes and not by its name."""
    with path.open("rb") as file:
        first = file.read(4)
    if first[:2] == b"\x1f\x8b":
        return "gz"
    return "zst" if first == b"\x28\xb5\x2f\xfd" else None


def bare_name(name: str) -> str:
    """A file's name without ``.gz`` or ``.zst``."""
    lowered = name.lower()
    for ending in (".gz", ".gzip", ".zst", ".zstd"):
        if lowered.endswith(ending):
            return name[: -len(ending)]
    return name


def first_bytes(path: Path, size: int) -> bytes:
    """At most ``size`` bytes of the unpacked content."""
    parts: list[bytes] = []
    left = size
    with unpacked(path) as file:
        while left > 0:
            try:
                part = file.read(min(left, CHUNK))
            except (OSError, EOFError, zlib.error) as error:
                # A torn end shows what came before it; the import itself refuses such a file.
                if parts:
                    break
                raise _torn(path, error) from error
            if not part:
                break
            parts.append(part)
            left -= len(part)
    return b"".join(parts)


def unpacked(path: Path) -> IO[bytes]:
    """The content as a binary stream."""
    kind = packing(path)
    if kind == "gz":
        return io.BufferedReader(gzip.GzipFile(path, mode="rb"))
    if kind == "zst":
        import pyarrow

        return pyarrow.CompressedInputStream(pyarrow.OSFile(str(path)), "zstd")
    return path.open("rb")


def plain(path: Path, folder: Path, *, encoding: str, told: Told, stop: Stop) -> Path:
    """The file itself when it is plain UTF-8 without a byte order mark, else a copy in ``folder`` that is.

    Bytes that the encoding does not know stay as they are, so that the reader sets just their rows aside.
    """
    if packing(path) is None and encoding == "utf-8" and first_bytes(path, 3) != codecs.BOM_UTF8:
        return path
    target = folder / "plain"
    with target.open("wb") as out:
        _copy(path, out, encoding=encoding, told=told, stop=stop)
    return target


def unpack(path: Path, folder: Path, *, told: Told, stop: Stop) -> Path:
    """The file itself when it is not packed, else an unpacked copy in ``folder``."""
    if packing(path) is None:
        return path
    target = folder / "unpacked"
    with target.open("wb") as out:
        _copy(path, out, encoding=None, told=told, stop=stop)
    return target


def _copy(path: Path, out: IO[bytes], *, encoding: str | None, told: Told, stop: Stop) -> None:
    size = max(path.stat().st_size, 1)
    bound = max(UNPACK_FREE, UNPACK_RATIO * size) if packing(path) else None
    recode = _recoder(encoding, path)
    written = 0
    with path.open("rb") as raw, _stream(raw, packing(path)) as file:
        while True:
            try:
                chunk = file.read(CHUNK)
            except (OSError, EOFError, zlib.error) as error:
                raise _torn(path, error) from error
            out.write(recode(chunk, not chunk))
            if not chunk:
                return
            written += len(chunk)
            if bound is not None and written > bound:
                raise TooLarge(
                    "events.unpacks_too_large",
                    f"Unpacked, this file is more than {UNPACK_RATIO} times its size.",
                    where=path.name,
                    mend="Unpack it yourself, look whether it is what you expect, and import the result.",
                    params={"file": path.name, "ratio": UNPACK_RATIO},
                )
            if shutil.disk_usage(Path(out.name).parent).free < ROOM_LEFT:
                raise UserError(
                    "events.no_room",
                    "There is too little room on the disk to unpack this file.",
                    where=path.name,
                    mend="Free some space and import it again.",
                    params={"file": path.name},
                )
            told(min(raw.tell() / size, 1.0))
            if stop():
                raise Cancelled("events.cancelled", "The import was stopped; nothing was added.", where=path.name)


def _stream(raw: IO[bytes], kind: str | None) -> IO[bytes]:
    if kind == "gz":
        return io.BufferedReader(gzip.GzipFile(fileobj=raw, mode="rb"), CHUNK)
    if kind == "zst":
        import pyarrow

        return pyarrow.CompressedInputStream(pyarrow.PythonFile(raw, mode="r"), "zstd")
    return raw


def _recoder(encoding: str | None, path: Path) -> Callable[[bytes, bool], bytes]:
    if encoding is None:
        return lambda chunk, _last: chunk
    if encoding == "utf-8":
        started = False

        def without_mark(chunk: bytes, _last: bool) -> bytes:
            nonlocal started
            if not started:
                started = True
                return chunk.removeprefix(codecs.BOM_UTF8)
            return chunk

        return without_mark
    errors = "strict" if encoding == "utf-16" else "surrogateescape"
    decoder = codecs.getincrementaldecoder(_utf16(path) if encoding == "utf-16" else encoding)(errors)

    def transcode(chunk: bytes, last: bool) -> bytes:
        try:
            return decoder.decode(chunk, last).encode("utf-8", "surrogateescape").removeprefix(codecs.BOM_UTF8)
        except UnicodeError as error:
            raise UserError(
                "events.undecodable",
                f"This file is not {encoding}: {error}.",
                where=path.name,
                mend="Choose another encoding, or save the file again as UTF-8.",
                params={"file": path.name, "encoding": encoding},
            ) from error

    return transcode


def _utf16(path: Path) -> str:
    """Which of the two UTF-16s a file without a mark is: text has its zero bytes on one side."""
    start = first_bytes(path, 4096)
    if start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "utf-16"
    return "utf-16-le" if start[1::2].count(0) >= start[::2].count(0) else "utf-16-be"


def _torn(path: Path, error: Exception) -> UserError:
    return UserError(
        "events.torn",
        f"This file is damaged or was cut off: {str(error) or type(error).__name__}.",
        where=path.name,
        mend="Fetch or export it again.",
        params={"file": path.name},
    )


def size_of(path: str | os.PathLike[str]) -> int:
    """Bytes of a file that must exist and be a readable file; else a ``UserError``."""
    place = Path(path)
    name = place.name
    if not place.exists():
        raise UserError(
            "events.no_file", "There is no such file.", where=str(place), mend="Check the name.", params={"file": name}
        )
    if not place.is_file():
        raise UserError(
            "events.not_a_file",
            "This is not a file.",
            where=str(place),
            mend="Name one file of events.",
            params={"file": name},
        )
    if not os.access(place, os.R_OK):
        raise UserError(
            "events.unreadable",
            "This file may not be read.",
            where=str(place),
            mend="Give yourself permission to read it.",
            params={"file": name},
        )
    size = place.stat().st_size
    if size == 0:
        raise UserError(
            "events.empty",
            "This file is empty.",
            where=name,
            mend="Export it again.",
            params={"file": name},
        )
    return size
