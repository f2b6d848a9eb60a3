"""The words in a file of a map, as far as a program without its own reader for each kind can find them."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator
from zlib import error as ZlibError

from klantreis.storage.media_types import SHOWN

MOST_UNPACKED = 64 * 2**20
"""Of an office document no more than this is unpacked: it may be made to burst."""

_ENDS = re.compile(r"</(?:w:p|a:p|si|is|v|c|row|text:p)>|<(?:w:br|w:tab|a:br)\b[^<>]*>")
"""What ends a paragraph or a cell; other marks may stand in the middle of a word."""
_MARK = re.compile(r"<[^<>]*>")
"""No ``<`` stands inside a mark of XML; without that, a file full of them took hours to read."""


def readable(media_type: str) -> bool:
    """Whether there may be words to be found: not in pictures and PDF."""
    return media_type not in SHOWN


def texts(content: bytes) -> Iterator[str]:
    """The text of a text file in any usual encoding, or of each part of a document of an office program."""
    if content.startswith(b"PK\x03\x04"):
        yield from _parts(content)
    elif content.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield content.decode("utf-16", errors="replace")
    else:
        try:
            yield content.decode("utf-8-sig")
        except UnicodeDecodeError:
            yield content.decode("cp1252", errors="replace")


def _parts(content: bytes) -> Iterator[str]:
    left = MOST_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            for part in parts.infolist():
                if not part.filename.lower().endswith((".xml", ".txt", ".csv", ".json", ".html")) or left <= 0:
                    continue
                with parts.open(part) as opened:
                    found = opened.read(left)
                left -= len(found)
                text = found.decode("utf-8-sig", errors="replace")
                yield html.unescape(_MARK.sub("", _ENDS.sub("\n", text))) if part.filename.endswith(".xml") else text
    except (zipfile.BadZipFile, ZlibError, RuntimeError, EOFError, OSError):
        return  # locked or broken: nobody reads it here
