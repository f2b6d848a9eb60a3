"""How a delimited text is written: encoding, delimiter, header, quotes. Found from its first part."""

from __future__ import annotations

import codecs
import csv
import io
import re
from dataclasses import dataclass

from klantreis.errors import UserError
from klantreis.events.options import DELIMITERS
from klantreis.events.readers.table import MOST_COLUMNS, too_many_columns
from klantreis.events.recognise.words import is_known

_ROWS = 2_000
_NUMBER = re.compile(r"^(?:[-+€$ ]*\d[\d.,:/\- TZ+]*|\d{1,2}[- ][a-zA-Z]{3,9}\.?[- ,]+\d{2,4}.*)$")
_BINARY: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "a zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Excel file"),
    (b"%PDF", "a PDF"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ", "an xz file"),
    (b"7z\xbc\xaf", "a 7-Zip file"),
)


@dataclass(frozen=True)
class Delimited:
    """A text's dialect with its first rows. ``rows`` leave out header and blank rows."""

    delimiter: str
    escape: str
    header: bool
    skip: int
    columns: tuple[str, ...]
    rows: list[list[str | None]]


def refuse_binary(start: bytes, name: str) -> None:
    """Raises a ``UserError`` when a file is plainly not text."""
    for mark, kind in _BINARY:
        if start.startswith(mark):
            raise _not_a_table(kind, start, name)
    head = start[:2048].lstrip().lower()
    if head.startswith((b"<!doctype html", b"<html")):
        raise UserError(
            "events.not_text",
            "This is a web page, not a table of events.",
            where=name,
            mend="Export the data as CSV and import that.",
            params={"file": name, "kind": "a web page", "reason": "web_page"},
        )


def _not_a_table(kind: str, start: bytes, name: str) -> UserError:
    """The error for a file of another program; an Excel workbook is a zip file with a folder ``xl``."""
    reason, mend = None, "Save it as CSV and import that."
    if kind == "an old Excel file" or (kind == "a zip file" and b"xl/" in start):
        reason, mend = "excel", "In Excel choose Save As, “CSV UTF-8” (one sheet a file), and import that."
        kind = "an Excel file"
    elif kind == "a zip file":
        reason, mend = "zip", "Unpack it and import what is in it."
    return UserError(
        "events.not_text",
        f"This is {kind}, not a table of events.",
        where=name,
        mend=mend,
        params={"file": name, "kind": kind, "reason": reason},
    )


def encoding_of(start: bytes, *, whole: bool) -> str:
    """``utf-8``, ``utf-16`` or ``cp1252``. ``whole`` says that ``start`` is all there is.

    Bytes that are no UTF-8 mean cp1252, unless the text also holds good UTF-8 beyond ASCII at least as
    often: then it is UTF-8 with damage, and the damaged rows are set aside.
    """
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if start.startswith(codecs.BOM_UTF8):
        return "utf-8"
    sample = start[:4096]
    if b"\0" in sample:
        even, odd = sample[::2].count(0), sample[1::2].count(0)
        if max(even, odd) > len(sample) // 5 and min(even, odd) <= len(sample) // 50:
            return "utf-16"
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        decoder.decode(start, whole)
    except UnicodeDecodeError:
        good = len(re.findall(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}", start))
        text = start.decode("utf-8", "surrogateescape")
        bad = sum("\udc80" <= letter <= "\udcff" for letter in text)
        return "utf-8" if good >= bad else "cp1252"
    return "utf-8"


def text_of(start: bytes, encoding: str, *, whole: bool, name: str) -> str:
    """The first part of a file as text; what cannot be decoded shows as ``�``."""
    if encoding == "utf-16":
        body = start if whole else start[: len(start) // 2 * 2]
        if not body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            encoding = "utf-16-le" if body[1:4096:2].count(0) >= body[:4096:2].count(0) else "utf-16-be"
        text = body.decode(encoding, "replace")
    else:
        text = start.decode(encoding, "replace").removeprefix("\ufeff")
    if text.count("\0") > max(2, len(text) // 1000):
        raise UserError(
            "events.not_text",
            "This file is not text.",
            where=name,
            mend="Save it as CSV and import that.",
            params={"file": name, "kind": "binary"},
        )
    return text


def delimited(
    text: str, *, name: str, whole: bool, delimiter: str | None = None, header: bool | None = None
) -> Delimited:
    """The dialect of a text whose options are not given."""
    skip = 0
    told = re.match(r"^\"?sep=(.)\"?\r?\n", text, re.IGNORECASE)
    if told:
        skip = 1
        text = text[told.end() :]
        delimiter = delimiter or told[1]
    best: tuple[tuple[float, int, int], str, str, list[list[str]]] | None = None
    for sign in (delimiter,) if delimiter else DELIMITERS:
        for escape in ('"', "\\") if '\\"' in text else ('"',):
            rows = _rows(text, sign, escape, whole=whole)
            if not rows:
                continue
            width, share = _usual(rows)
            score = (round(share, 2) if width > 1 else 0.0, width, -len(escape + sign))
            if best is None or score > best[0]:
                best = (score, sign, escape, rows)
    if best is None:
        raise UserError(
            "events.no_rows", "This file holds no rows.", where=name, mend="Export it again.", params={"file": name}
        )
    _, sign, escape, rows = best
    has_header = _has_header(rows) if header is None else header
    body = rows[1:] if has_header else rows
    width = _width(body, len(rows[0]) if has_header else 0)
    if width > MOST_COLUMNS:
        raise too_many_columns(width, name)
    names = rows[0] if has_header else []
    shown = [[(value if value != "" else None) for value in row[:width]] for row in body]
    return Delimited(sign, escape, has_header, skip, unique_names(names, width), shown)


def unique_names(names: list[str], width: int) -> tuple[str, ...]:
    """A name for each column: empty ones are called after their place, a second of the same name is numbered."""
    found: list[str] = []
    for i in range(width):
        bare = " ".join(names[i].split()) if i < len(names) else ""
        name = bare or f"column {i + 1}"
        number = 2
        while name in found:
            name = f"{bare or f'column {i + 1}'} ({number})"
            number += 1
        found.append(name)
    return tuple(found)


def _rows(text: str, delimiter: str, escape: str, *, whole: bool) -> list[list[str]]:
    csv.field_size_limit(64 * 1024 * 1024)
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=delimiter,
        doublequote=escape == '"',
        escapechar=None if escape == '"' else escape,
    )
    rows: list[list[str]] = []
    try:
        for row in reader:
            if row:
                rows.append(row)
            if len(rows) > _ROWS:
                return rows
    except csv.Error:
        return rows
    # The last row of a first part may be cut through.
    return rows if whole or len(rows) < 2 else rows[:-1]


def _usual(rows: list[list[str]]) -> tuple[int, float]:
    """The commonest number of fields, and the share of rows that have it."""
    counts: dict[int, int] = {}
    for row in rows:
        counts[len(row)] = counts.get(len(row), 0) + 1
    width = max(counts, key=lambda key: (counts[key], key))
    return width, counts[width] / len(rows)


def _width(body: list[list[str]], named: int) -> int:
    """How many columns there are: as the header says, unless most rows have more."""
    usual, share = _usual(body) if body else (0, 0.0)
    return usual if not named or (usual > named and share > 0.5) else named


def _has_header(rows: list[list[str]]) -> bool:
    """Names are known words, or are no numbers above a column of numbers, and none is there twice."""
    # of a wider file no column is read: looking each of its names up would take a while, and it is refused after this
    first = [value.strip() for value in rows[0][:MOST_COLUMNS]]
    if not any(first) or any(_NUMBER.match(value) for value in first if value):
        return False
    if any(is_known(value) for value in first):
        return True
    below = rows[1:200]
    if not below:
        return False
    for i, value in enumerate(first):
        column = [row[i] for row in below if i < len(row) and row[i].strip()]
        if value and column and sum(bool(_NUMBER.match(each.strip())) for each in column) >= 0.9 * len(column):
            return True
        if value and any(row[i].strip() == value for row in below if i < len(row)):
            return False
    return False
