"""The web app as files: one page for every address of the app, hashed assets cached for good, gzip kept in memory."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from pathlib import Path

import anyio
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

FOR_GOOD = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
NOT_BUILT = b"""<!doctype html><meta charset="utf-8"><title>Klantreis</title>
<h1>Klantreis</h1><p>The web app is not built in this installation. Run <code>./dev web</code>, then reload.
The API is at <a href="/api/v1/openapi.json">/api/v1/openapi.json</a>.</p>
"""
TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".woff2": "font/woff2",
    ".webmanifest": "application/manifest+json",
}
MAP = re.compile(r"(kaarten|maps)/[^/]+")
"""Addresses of a map, whose page names in its head what a map needs."""
SMALL_WORDS = ("text/", "application/json", "application/manifest", "image/svg")


@dataclass(frozen=True)
class Page:
    """A file as it is sent: plain and, where that is smaller, compressed."""

    changed: int
    media_type: str
    plain: bytes
    small: bytes | None
    etag: str


class StaticApp:
    """Serves the built web app from a folder; anything that is not a file is the app's own page."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self._pages: dict[str, Page] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer GET and HEAD; /api never gets the page of the app."""
        if scope["type"] != "http":
            return
        path = scope["path"].lstrip("/")
        if path == "api" or path.startswith("api/"):
            raise HTTPException(404)
        if scope["method"] not in ("GET", "HEAD"):
            raise HTTPException(405, headers={"Allow": "GET, HEAD"})
        page = await anyio.to_thread.run_sync(self._page, path)
        hashed = path.startswith("assets/")
        if page is None and (hashed or "." in path.rsplit("/", 1)[-1]):
            raise HTTPException(404)
        if page is None:
            page = await anyio.to_thread.run_sync(self._app, path)
        if page is None:
            await Response(NOT_BUILT, 503, media_type="text/html")(scope, receive, send)
            return
        await _reply(page, Headers(scope=scope), FOR_GOOD if hashed else ASK_AGAIN)(scope, receive, send)

    def prepare(self) -> None:
        """Read and compress every file, so that the first who asks does not wait for that."""
        for file in sorted(self.folder.rglob("*")):
            self._page(file.relative_to(self.folder).as_posix())

    def _app(self, path: str) -> Page | None:
        """The app's own page at an address."""
        return (self._page("map.html") if MAP.match(path) else None) or self._page("index.html")

    def _page(self, path: str) -> Page | None:
        """The file at a path inside the folder, read once and again when it changes."""
        if "\0" in path or len(path) > 1000:
            return None
        try:
            file = (self.folder / path).resolve()
            if not file.is_relative_to(self.folder) or not file.is_file():
                return None
            changed = file.stat().st_mtime_ns
            known = self._pages.get(path)
            if known is None or known.changed != changed:
                known = self._pages[path] = _read(file, changed)
        except OSError:
            return None
        return known


def _read(file: Path, changed: int) -> Page:
    plain = file.read_bytes()
    kind = TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    small = gzip.compress(plain, 6, mtime=0) if kind.startswith(SMALL_WORDS) and len(plain) > 1000 else None
    return Page(changed, kind, plain, small, f'"{hashlib.sha256(plain).hexdigest()[:20]}"')


def _reply(page: Page, asked: Headers, cache: str) -> Response:
    headers = {"Cache-Control": cache, "ETag": page.etag, "Vary": "Accept-Encoding"}
    if page.etag in asked.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if page.small is not None and "gzip" in asked.get("accept-encoding", ""):
        return Response(page.small, headers=headers | {"Content-Encoding": "gzip"}, media_type=page.media_type)
    return Response(page.plain, headers=headers, media_type=page.media_type)
