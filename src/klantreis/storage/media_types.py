"""What a file is, told by its first bytes; what it is called or was said to be does not count."""

from __future__ import annotations

UNKNOWN = "application/octet-stream"
TEXT = "text/plain; charset=utf-8"

SHOWN = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "application/pdf"})
"""What a browser may show in its place. Everything else is saved: SVG and HTML could hold scripts."""

_BEGINS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
)
_OFFICE = (
    (b"word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
)


def media_type(content: bytes) -> str:
    """The media type of a file; ``text/plain`` for any text, ``application/octet-stream`` for what is not known."""
    for begin, found in _BEGINS:
        if content.startswith(begin):
            return _office(content) if found == "application/zip" else found
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[4:12] in (b"ftypavif", b"ftypavis"):
        return "image/avif"
    return TEXT if _is_text(content) else UNKNOWN


def _office(content: bytes) -> str:
    """A document of an office program is a zip file with a folder that says which."""
    if b"[Content_Types].xml" in content:
        for folder, found in _OFFICE:
            if folder in content:
                return found
    return "application/zip"


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return not any(ord(c) < 32 and c not in "\t\n\r\f" for c in text[:4096])
