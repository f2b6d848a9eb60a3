"""Suggestion: changes that somebody proposes and others take or leave."""

from __future__ import annotations

from math import isfinite
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from klantreis.journey.bounds import SAFE, Line, Moment, Text
from klantreis.journey.ids import SuggestionId
from klantreis.journey.record import Record

DEPTH = 40


def _changes(changes: tuple[dict[str, Any], ...]) -> tuple[dict[str, Any], ...]:
    for change in changes:
        if change.get("op") not in ("put", "patch", "remove") or not isinstance(change.get("id"), str):
            raise PydanticCustomError("change", "holds something that is no put, patch or remove of a record")
        _plain(change, DEPTH)
    return changes


def _plain(value: Any, left: int) -> None:
    """Only what JSON can say, and not without end."""
    if left == 0:
        raise PydanticCustomError("nested", "nests more than {most} deep", {"most": DEPTH})
    if isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str):
                raise PydanticCustomError("json", "holds a key that is no text")
            _plain(item, left - 1)
    elif isinstance(value, list | tuple):
        for item in value:
            _plain(item, left - 1)
    elif isinstance(value, int) and abs(value) > SAFE:
        raise PydanticCustomError("inexact", "holds a whole number above {most}", {"most": SAFE})
    elif not (value is None or isinstance(value, str | int) or (isinstance(value, float) and isfinite(value))):
        raise PydanticCustomError("json", "holds a value that JSON cannot say")


Changes = Annotated[tuple[dict[str, Any], ...], Field(strict=False, max_length=1000), AfterValidator(_changes)]


class Suggestion(Record):
    """A change set that waits for a yes or a no. It is checked against the map when it is accepted, not before."""

    id: SuggestionId
    kind: Literal["suggestion"] = "suggestion"
    changes: Changes
    """Puts, patches and removals; ``was`` in one of them holds the values it was proposed in place of."""
    by: Line
    at: Moment
    note: Text = ""
    status: Literal["open", "accepted", "declined"] = "open"
    decided_by: Line | None = None
    decided_at: Moment | None = None
