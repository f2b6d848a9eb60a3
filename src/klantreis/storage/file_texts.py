"""The words in a file of a map, as far as a program without its own reader for each kind can find them."""

from __future__ import annotations

import html
import io
import re
import struct
import zipfile
from collections.abc import Iterator
from zlib import error as ZlibError

from klantreis.storage.media_types import SHOWN

MOST_UNPACKED = 64 * 2**20
"""Of an office document no more than this is unpacked: it may be made to burst."""

_ENDS = re.compile(r"</(?:w:p|a:p|si|is|v|c|row|text:p)>|<(?:w:br|w:tab|a:br)\b[^<>]*>")
"""What ends a paragraph or a cell; other marks may stand in the middle of a word."""
_MARK = re.compile(r"<[^<>]*>")
"""A mark holds no other: else a text of opening marks alone would be read to its end from each of them."""
_SAID = re.compile(r"""=(?:"([^"<>]+)"|'([^'<>]+)')""")
"""What stands in a mark: the name of a sheet, the address of a link. Found by its sign alone: the name before it would
be read again from each of its letters."""
_READ = (".xml", ".rels", ".txt", ".csv", ".json", ".html")
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""How office programs pack; others may ask for gigabytes to unpack a little."""
_BROKEN = (zipfile.BadZipFile, ZlibError, RuntimeError, EOFError, OSError, ValueError, struct.error)


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
                yield part.filename
                name = part.filename.lower()
                if not name.endswith(_READ) or part.compress_type not in _PACKINGS or left <= 0:
                    continue
                with parts.open(part) as opened:
                    found = opened.read(left)
                left -= len(found)
                text = found.decode("utf-8-sig", errors="replace")
                yield _words(text) if name.endswith((".xml", ".rels")) else text
    except _BROKEN:
        return  # locked or broken: nobody reads it here


def _words(text: str) -> str:
    """The words between marks, and those in them."""
    within = "\n".join(said[1] or said[2] for said in _SAID.finditer(text))
    return html.unescape(_MARK.sub("", _ENDS.sub("\n", text)) + "\n" + within)
