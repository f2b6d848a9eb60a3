"""One record as it came from others, made a good one again: field by field, keeping what can be kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from klantreis.collaboration.refused import Refused, refused
from klantreis.collaboration.shape import alike, sets
from klantreis.errors import UserError
from klantreis.journey.kinds import parse, plain
from klantreis.journey.record import Record
from klantreis.journey.refusals import refuse


def good_record(name: str, raw: Any, before: Record | None) -> tuple[Record | None, list[Refused]]:
    """The record that ``raw`` becomes, and what of it was refused.

    A field that breaks a rule has its last good value again; of a new record it has its default, and
    a new record that still is none is refused as a whole (None). An item that two people added to a
    list at once stands there once.
    """
    shaped, problem = _shaped(name, raw, before)
    if problem is None:
        try:
            return parse(shaped), []
        except UserError:
            pass
    if before is not None:
        return _field_by_field(shaped if problem is None else {}, before, problem, raw)
    if problem is not None:
        return None, [refused(name, None, problem, raw)]
    return _what_is_good(name, shaped)


def _shaped(name: str, raw: Any, before: Record | None) -> tuple[dict[str, Any], UserError | None]:
    """``raw`` as an object that says who it is, or what is wrong with that."""
    if not isinstance(raw, Mapping):
        return {}, refuse("R3", "journey.record", "A record is an object with an id and a kind.", record=name)
    kind = raw.get("kind")
    if raw.get("id") != name or (before is not None and kind != before.record_kind):
        return {}, refuse("R2", "journey.record", "A record keeps its id and kind.", record=name)
    once = sets(kind) if isinstance(kind, str) else frozenset()
    return {field: _once(value) if field in once else value for field, value in raw.items()}, None


def _once(value: Any) -> Any:
    return list(dict.fromkeys(value)) if isinstance(value, list) and all(isinstance(x, str) for x in value) else value


def _field_by_field(
    raw: Mapping[str, Any], before: Record, problem: UserError | None, sent: Any
) -> tuple[Record, list[Refused]]:
    good, values, bad = before, plain(before), []
    if problem is not None:
        bad.append(refused(before.id, None, problem, sent))
    for field, value in raw.items():
        if field in values and alike(values[field], value):
            continue
        try:
            good = parse({**values, field: value})
            values = plain(good)
        except UserError as fault:
            bad.append(refused(before.id, field, fault, value))
    return good, bad


def _what_is_good(name: str, raw: dict[str, Any]) -> tuple[Record | None, list[Refused]]:
    """A new record without the fields that are wrong, as far as it can do without them."""
    values, bad = dict(raw), []
    while True:
        try:
            return parse(values), bad
        except UserError as fault:
            field = fault.params.get("field")
            top = field.split(".")[0].split("[")[0] if isinstance(field, str) else None
            if top is None or top not in values or top in ("id", "kind"):
                return None, [refused(name, None, fault, raw)]
            bad.append(refused(name, top, fault, values.pop(top)))
