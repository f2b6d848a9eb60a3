"""Files on their way in: the upload, what is recognised in it, and what to import."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from klantreis.events.roles import Role
from klantreis.server.wire.model import Wire


class Upload(Wire):
    """A file that was uploaded."""

    upload: str
    name: str
    bytes: int


class Column(Wire):
    """A column and what it seems to be."""

    name: str
    guess: Role
    why: str = Field(description="asked, word, content or rest.")
    samples: list[str]
    kind: str
    time_format: str | None
    also: list[str] = Field(description="Other ways of writing times that fit too.")


class Note(Wire):
    """Something remarkable about an import, and not wrong."""

    code: str
    message: str
    params: dict[str, Any]


class Doubt(Wire):
    """Something doubtful about a file, and what to do."""

    code: str
    message: str
    mend: str
    params: dict[str, Any]


class Preview(Wire):
    """What a file seems to be, and its first rows as text."""

    name: str
    bytes: int
    format: str
    compression: str | None
    delimiter: str | None
    encoding: str | None
    header: bool
    decimal: str
    columns: list[Column]
    rows: list[list[str | None]]
    problems: list[Doubt]
    needs_timezone: bool
    score_kind: str | None
    escape: str
    skip: int


class ImportOptions(Wire):
    """How to read the file; what is left out is recognised. ``columns`` gives roles by column name."""

    columns: dict[str, Role] = Field(default_factory=dict)
    format: Literal["csv", "tsv", "parquet", "jsonl", "xes"] | None = None
    delimiter: str | None = Field(None, min_length=1, max_length=1)
    encoding: Literal["utf-8", "utf-16", "cp1252"] | None = None
    header: bool | None = None
    decimal: Literal[",", "."] | None = None
    time_format: str | None = Field(None, max_length=40)
    timezone: str | None = Field(None, max_length=64)
    score_kind: Literal["nps", "csat", "ces"] | None = None
    name: str | None = Field(None, min_length=1, max_length=200)


class ImportRequest(Wire):
    """An upload to import."""

    upload: str = Field(pattern=r"^[0-9a-f]{32}$")
    options: ImportOptions = Field(default_factory=ImportOptions)
