"""The bounded types that record fields are made of, and how many records a map may hold.

No type changes what it is given: a value is taken as it is or refused, so that what is read back is
what was written.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from klantreis.journey import order
from klantreis.journey.ids import different

SAFE = 2**53 - 1
"""The largest whole number that JavaScript holds exactly."""

EXACT = ConfigDict(
    frozen=True,
    extra="forbid",
    strict=True,
    serialize_by_alias=True,
    allow_inf_nan=False,
    hide_input_in_errors=True,
)
"""How every model of the map reads: no unknown fields, no conversions."""

NAME, WORD, LINE, TEXT, NOTE = 200, 60, 500, 4_000, 10_000

MAX_RECORDS: dict[str, int] = {
    "map": 1,
    "persona": 50,
    "phase": 50,
    "touchpoint": 500,
    "binding": 500,
    "lane": 100,
    "cell": 20_000,
    "emotion": 5_000,
    "pain_point": 1_000,
    "solution": 1_000,
    "process": 500,
    "team": 500,
    "system": 500,
    "kpi": 1_000,
    "evidence": 50_000,
    "connection": 1_000,
    "sticky": 1_000,
    "comment": 10_000,
    "suggestion": 1_000,
    "view": 50,
}


def _clean(text: str, allowed: str) -> str:
    for letter in text:
        if (letter < " " and letter not in allowed) or letter == "\x7f" or "\ud800" <= letter <= "\udfff":
            raise PydanticCustomError(
                "control_character", "holds the character U+{point}", {"point": f"{ord(letter):04X}"}
            )
    return text


def _one_line(text: str) -> str:
    return _clean(text, "")


def _some_line(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("blank", "is blank")
    return _clean(text, "")


def _many_lines(text: str) -> str:
    return _clean(text, "\t\n\r")


def _key(text: str) -> str:
    if not order.is_key(text):
        raise PydanticCustomError("order_key", "is not an order key")
    return text


def _moment(text: str) -> str:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise PydanticCustomError("moment", "is not an ISO 8601 date or moment") from None
    if len(text) > len("2026-11-21") and moment.tzinfo is None:
        raise PydanticCustomError("moment", "has a time of day but no time zone")
    return text


def _exact(value: object) -> object:
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > SAFE:
        raise PydanticCustomError("inexact", "is above {most}, where whole numbers are no longer exact", {"most": SAFE})
    return value


Name = Annotated[str, Field(min_length=1, max_length=NAME), AfterValidator(_some_line)]
"""One line that is not blank."""
Word = Annotated[str, Field(max_length=WORD), AfterValidator(_one_line)]
Label = Annotated[str, Field(min_length=1, max_length=WORD), AfterValidator(_some_line)]
"""A short name for a list: a tag, a channel."""
Line = Annotated[str, Field(max_length=LINE), AfterValidator(_one_line)]
Text = Annotated[str, Field(max_length=TEXT), AfterValidator(_many_lines)]
Note = Annotated[str, Field(max_length=NOTE), AfterValidator(_many_lines)]
Order = Annotated[str, Field(max_length=order.MAX_LENGTH, pattern=order.PATTERN), AfterValidator(_key)]
Colour = Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")]
Icon = Annotated[str, Field(max_length=40, pattern=r"^[a-z][a-z0-9-]{0,39}$")]
"""The name of a small picture; one that a reader does not know is drawn as a dot."""
FileId = Annotated[str, Field(pattern=r"^file_[0-9a-z]{10}$")]
"""An attachment that is kept beside the map; not a record."""
Elsewhere = Annotated[str, Field(pattern=r"^[0-9A-Za-z_-]{1,40}$")]
"""The id under which a workspace keeps another map; that map may be gone."""
Moment = Annotated[str, Field(max_length=40), AfterValidator(_moment)]
"""An ISO 8601 date, or a moment with its time zone."""
Paragraph = Annotated[str, Field(min_length=1, max_length=LINE), AfterValidator(_many_lines)]
Lines = Annotated[tuple[Paragraph, ...], Field(strict=False, max_length=50)]
Tags = Annotated[tuple[Label, ...], Field(strict=False, max_length=20), AfterValidator(different)]
REPEATS = "x-repeats"
"""Marks a list in the schema in which the same item may stand more than once on purpose."""
People = Annotated[tuple[Line, ...], Field(strict=False, max_length=500, json_schema_extra={REPEATS: True})]
"""Names of people, one for each time they did something."""
Days = Annotated[int, Field(ge=1, le=3650)]
Step = Annotated[int, Field(ge=1, le=5)]
"""A mark from 1 (least) to 5 (most)."""
Number = Annotated[int | Annotated[float, Field(allow_inf_nan=False)], BeforeValidator(_exact)]
"""A whole number stays one, so that a file reads back as it was written."""
Count = Annotated[int, Field(ge=0, le=SAFE)]
