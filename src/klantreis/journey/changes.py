"""The three changes a document knows: put, patch and remove."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from klantreis.errors import UserError
from klantreis.journey.bounds import EXACT
from klantreis.journey.kinds import AnyRecord, parse
from klantreis.journey.record import Record
from klantreis.journey.refusals import refuse

MAX_CHANGES = 100_000
MAX_DEPTH = 40


class Put(BaseModel):
    """Adds a record, or replaces the one with its id."""

    model_config = EXACT

    op: Literal["put"] = "put"
    id: str
    record: AnyRecord


class Patch(BaseModel):
    """Gives some fields of a record new values; a field holds its whole new value."""

    model_config = EXACT

    op: Literal["patch"] = "patch"
    id: str
    fields: dict[str, Any]


class Remove(BaseModel):
    """Takes a record away, with what belongs to it; ``cascade`` also takes a phase's touchpoints."""

    model_config = EXACT

    op: Literal["remove"] = "remove"
    id: str
    cascade: bool = False


Change = Annotated[Put | Patch | Remove, Field(discriminator="op")]
_KEYS = {"put": {"op", "id", "record"}, "patch": {"op", "id", "fields"}, "remove": {"op", "id", "cascade"}}


def parse_change(raw: Mapping[str, Any] | Put | Patch | Remove) -> Put | Patch | Remove:
    """A checked change from plain JSON values (SPEC R17)."""
    if isinstance(raw, Put | Patch | Remove):
        return raw
    op = raw.get("op") if isinstance(raw, Mapping) else None
    if not isinstance(op, str) or op not in _KEYS:
        raise refuse("R17", "journey.change", f"{op!r} is not a change.", field="op", allowed=list(_KEYS))
    unknown = set(raw) - _KEYS[op]
    if unknown:
        allowed = sorted(_KEYS[op])
        raise refuse("R17", "journey.change", f"A {op} has no {min(map(str, unknown))!r}.", field="op", allowed=allowed)
    name = raw.get("id")
    if op == "put":
        record = parse(raw.get("record") or {})
        if name not in (None, record.id):
            raise refuse("R2", "journey.change", f"The put of {name!r} carries another record.", record=record.id)
        return Put(id=record.id, record=record)
    if not isinstance(name, str):
        raise refuse("R17", "journey.change", f"A {op} needs the id of a record.", field="id")
    if op == "patch":
        fields = raw.get("fields")
        if not isinstance(fields, Mapping):
            raise refuse("R17", "journey.change", "A patch needs fields.", record=name, field="fields")
        for field, value in fields.items():
            if not isinstance(field, str) or _too_deep(value):
                message = "A patch gives fields their values, which nest at most 40 deep."
                raise refuse("R17", "journey.change", message, record=name, field=str(field)[:100])
        return Patch(id=name, fields=dict(fields))
    cascade = raw.get("cascade", False)
    if not isinstance(cascade, bool):
        raise refuse("R17", "journey.change", "cascade is true or false.", record=name, field="cascade")
    return Remove(id=name, cascade=cascade)


def _too_deep(value: Any) -> bool:
    """Whether a raw value nests deeper than any field does; counted level by level, so that no depth is too much."""
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [
            part
            for item in level
            if isinstance(item, dict | list | tuple)
            for part in (item.values() if isinstance(item, dict) else item)
        ]
        if not level:
            return False
    return True


def parse_changes(raw: Iterable[Mapping[str, Any] | Put | Patch | Remove]) -> list[Put | Patch | Remove]:
    """Checked changes; the error of a bad one says which it was, counted from 0."""
    parsed: list[Put | Patch | Remove] = []
    for number, item in enumerate(raw):
        if number >= MAX_CHANGES:
            raise refuse("R17", "journey.change", f"A change set holds at most {MAX_CHANGES} changes.")
        try:
            parsed.append(parse_change(item))
        except UserError as problem:
            problem.params["change"] = number
            raise
    return parsed


def plain_change(change: Put | Patch | Remove) -> dict[str, Any]:
    """A change as plain JSON values."""
    raw = change.model_dump(mode="json")
    if isinstance(change, Remove) and not change.cascade:
        del raw["cascade"]
    return raw


def put(record: Record) -> Put:
    """The change that adds or replaces ``record``."""
    return Put.model_construct(op="put", id=record.id, record=record)
