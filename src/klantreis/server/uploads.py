"""Files on their way in: streamed to disk within a bound, kept until imported, cleaned when forgotten."""

from __future__ import annotations

import re
import secrets
import shutil
import time
import unicodedata
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath

import anyio

from klantreis.errors import NotFound, TooLarge, UserError
from klantreis.workspace.folder import NEEDED_BYTES, no_space, plain_words

MAX_BYTES = 64 * 2**30
"""Largest upload by default: 64 GiB; ``klantreis serve --max-upload`` changes it."""

KEPT_S = 24 * 3600
"""An upload nobody imported is removed after a day."""

CLEANED_S = 3600

ID = r"^[0-9a-f]{32}$"
_FLUSH = 2**20


@dataclass(frozen=True)
class Upload:
    """A file that was uploaded and not yet imported."""

    id: str
    name: str
    bytes: int
    path: Path


class Uploads:
    """The folder of uploads of one workspace."""

    def __init__(self, folder: Path, *, max_bytes: int = MAX_BYTES) -> None:
        self.folder = folder
        self.max_bytes = max_bytes

    async def keep_clean(self) -> None:
        """Remove what nobody imported now and every hour, until cancelled."""
        while True:
            await anyio.to_thread.run_sync(self.clean)
            await anyio.sleep(CLEANED_S)

    async def receive(self, name: str, size: int | None, body: AsyncIterator[bytes]) -> Upload:
        """Stream a body to disk; raises TooLarge or NoSpace, and leaves nothing behind when it does.

        ``size`` is what the client says (``Content-Length``), so that a hopeless upload is refused before it begins.
        """
        named = safe_name(name)
        self._see_room(size or 0)
        upload = secrets.token_hex(16)
        place = self.folder / upload
        part = place / f"{named}.part"
        done = False
        try:
            with plain_words(place):
                place.mkdir(parents=True)
                total = await self._write(part, body)
                if total == 0:
                    raise UserError("uploads.empty", "The file is empty.", where=named, mend="Choose another file.")
                part.rename(place / named)
            done = True
            return Upload(upload, named, total, place / named)
        finally:
            if not done:
                with anyio.CancelScope(shield=True):
                    await anyio.to_thread.run_sync(lambda: shutil.rmtree(place, ignore_errors=True))

    async def _write(self, path: Path, body: AsyncIterator[bytes]) -> int:
        total, waiting = 0, bytearray()
        async with await anyio.open_file(path, "wb") as out:
            async for piece in body:
                total += len(piece)
                if total > self.max_bytes:
                    raise self._too_large()
                waiting += piece
                if len(waiting) >= _FLUSH:
                    await out.write(bytes(waiting))
                    waiting.clear()
            await out.write(bytes(waiting))
        return total

    def _see_room(self, size: int) -> None:
        if size > self.max_bytes:
            raise self._too_large()
        with plain_words(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            free = shutil.disk_usage(self.folder).free
        if size + NEEDED_BYTES > free:
            raise no_space(self.folder, free)

    def _too_large(self) -> TooLarge:
        return TooLarge(
            "uploads.too_large",
            f"The file is larger than {self.max_bytes:,} bytes, the most that is taken here.",
            mend="Compress it with gzip or zstd, import it with `klantreis import` on the machine itself, "
            "or raise the bound with `klantreis serve --max-upload`.",
            params={"max_bytes": self.max_bytes},
        )

    def get(self, upload: str) -> Upload:
        """An upload by id; raises NotFound."""
        if re.fullmatch(ID, upload):
            for path in (self.folder / upload).glob("*"):
                if path.is_file() and path.suffix != ".part":
                    return Upload(upload, path.name, path.stat().st_size, path)
        raise NotFound(
            "uploads.unknown",
            "There is no such upload, or it was removed.",
            where=upload[:64],
            mend="Upload the file again.",
        )

    def remove(self, upload: str) -> None:
        """Remove an upload; raises NotFound."""
        shutil.rmtree(self.get(upload).path.parent, ignore_errors=True)

    def clean(self, *, older_than_s: float = KEPT_S) -> int:
        """Remove uploads that nobody imported; gives how many."""
        removed = 0
        if self.folder.is_dir():
            limit = time.time() - older_than_s
            for place in self.folder.iterdir():
                if re.fullmatch(ID, place.name) and place.is_dir() and _touched(place) < limit:
                    shutil.rmtree(place, ignore_errors=True)
                    removed += 1
        return removed


def _touched(place: Path) -> float:
    """When something last came in: a large file may be on its way for longer than a forgotten one is kept."""
    found = 0.0
    for each in (place, *place.glob("*")):
        with suppress(FileNotFoundError):  # it is done, or gone, just now
            found = max(found, each.stat().st_mtime)
    return found


def safe_name(name: str) -> str:
    """The last part of a file name, without anything that could lead elsewhere or upset a terminal."""
    base = PurePosixPath(PureWindowsPath(unicodedata.normalize("NFC", name)).name).name
    kept = "".join(c if c.isprintable() and c not in '<>:"|?*/\\' else "_" for c in base).strip(". ")
    if len(kept.encode()) > 200:
        stem, suffixes = kept[:40], kept[-40:]
        kept = f"{stem}…{suffixes}".encode()[:200].decode(errors="ignore")
    if kept.endswith(".part"):
        kept += ".txt"
    return kept or "file"
