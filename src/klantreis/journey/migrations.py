"""From any older schema of the map to this one, and back.

A migration works on plain JSON values, because an older record no longer fits the models. Each step
has an up and a down; both are tested, and down is what lets an older program read a newer map.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from klantreis.journey.refusals import refuse

SCHEMA = 1
Raw = dict[str, Any]


@dataclass(frozen=True)
class Migration:
    """One step: ``up`` makes schema ``to`` from ``to - 1``, ``down`` the other way; neither changes its argument."""

    to: int
    up: Callable[[Raw], Raw]
    down: Callable[[Raw], Raw]


def _records_by_id(raw: Raw) -> Raw:
    """Schema 0 has no schema number and lists its records; schema 1 keys them by id."""
    records = raw.get("records")
    if isinstance(records, list):
        keyed: Raw = {}
        for number, record in enumerate(records):
            name = record.get("id") if isinstance(record, dict) else None
            if not isinstance(name, str):
                raise refuse("R29", "journey.file", f"Record {number} of the list has no id.", field="records")
            if name in keyed:
                raise refuse("R2", "journey.doubled_id", "Two records have this id.", record=name)
            keyed[name] = record
        records = keyed
    return {**raw, "schema": 1, "records": records}


def _records_as_list(raw: Raw) -> Raw:
    rest = {key: value for key, value in raw.items() if key != "schema"}
    return {**rest, "records": list(raw["records"].values())}


MIGRATIONS: tuple[Migration, ...] = (Migration(1, _records_by_id, _records_as_list),)


def schema_of(raw: Raw) -> int:
    """The schema number a raw document names; 0 when it names none."""
    number = raw.get("schema", 0)
    if isinstance(number, bool) or not isinstance(number, int) or number < 0:
        raise refuse("R27", "journey.schema", f"{number!r} is not a schema number.", field="schema", allowed=SCHEMA)
    return number


def upgrade(raw: Raw, migrations: tuple[Migration, ...] = MIGRATIONS) -> Raw:
    """The same document in the newest schema.

    Raises ``journey.newer_schema`` when it comes from a newer Klantreis (SPEC R28).
    """
    number, newest = schema_of(raw), migrations[-1].to
    if number > newest:
        message = f"This map has schema {number}; this Klantreis reads schemas up to {newest}."
        raise refuse("R28", "journey.newer_schema", message, field="schema", mend="Update Klantreis.", schema=number)
    for step in migrations:
        if step.to > number:
            raw = step.up(raw)
    return raw


def downgrade(raw: Raw, to: int, migrations: tuple[Migration, ...] = MIGRATIONS) -> Raw:
    """The same document in an older schema, for an older program."""
    if not 0 <= to <= schema_of(raw):
        message = f"Schema {to} cannot be made from schema {schema_of(raw)}."
        raise refuse("R29", "journey.schema", message, field="schema")
    for step in reversed(migrations):
        if to < step.to <= schema_of(raw):
            raw = step.down(raw)
    return raw
