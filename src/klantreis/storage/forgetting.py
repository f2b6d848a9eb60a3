"""Taking a word out of what is past: earlier versions of maps, what versions are called, and the audit.

Asked for by name, and never done by itself: an id such as ``31`` is also a number that somebody meant. Only text that
people write is changed; which record, when and by whom stays as it was. A map that says the word now is left alone, for
its next version would say it again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, Engine, Table, or_, select, update

from klantreis.journey.kinds import KINDS
from klantreis.storage import audit, map_rows
from klantreis.storage.database import reading, told_plainly, writing
from klantreis.storage.tables import AUDIT, CHANGES, NAMED_VERSIONS, SNAPSHOTS
from klantreis.storage.traces import NO_WORDS, alone, says, written

GONE = "…"
"""What stands in its place: no longer than any word, and not blank."""
_FIXED = {"pattern", "enum", "const", "format"}
_NO_NAMES = NO_WORDS | {"fields", "template", "file"}


@dataclass(frozen=True)
class Forgotten:
    """How many versions of maps were rewritten, and how many entries of the audit; which maps say it still."""

    versions: int
    audit: int
    left: tuple[str, ...]


def forget(engine: Engine, word: str, author: str) -> Forgotten:
    """Take a word out of every earlier version and out of the audit."""
    sought = alone(word)
    versions, left = 0, []
    for map_id in _maps(engine, word):
        with writing(engine) as connection:
            row = map_rows.current(connection, map_id, lock=True, deleted=True)
            if says(sought, json.loads(row.document)["records"]):
                left.append(map_id)
            else:
                versions += _rewrite(connection, map_id, word, sought)
    with writing(engine) as connection:
        entries = _audit(connection, word, sought)
        if versions or entries:
            audit.record(connection, author, "history.forget", details={"versions": versions, "audit": entries})
    sweep(engine)
    return Forgotten(versions, entries, tuple(left))


def audited(connection: Connection, word: str) -> list[int]:
    """Entries of the audit that hold a word in what they tell."""
    sought = alone(word)
    rows = connection.execute(select(AUDIT.c.id, AUDIT.c.details).where(written(AUDIT.c.details, word)))
    return [row.id for row in rows if _told(sought, json.loads(row.details)) != json.loads(row.details)]


def _maps(engine: Engine, word: str) -> list[str]:
    found: set[str] = set()
    with reading(engine) as connection:
        for table, columns in _WHERE.items():
            holds = or_(*(written(table.c[name], word) for name in columns))
            found.update(connection.execute(select(table.c.map_id).where(holds).distinct()).scalars())
    return sorted(found)


_WHERE: Mapping[Table, tuple[str, ...]] = {
    CHANGES: ("changes", "inverse"),
    SNAPSHOTS: ("document",),
    NAMED_VERSIONS: ("name",),
}


def _rewrite(connection: Connection, map_id: str, word: str, sought: re.Pattern[str]) -> int:
    """Every row about a map that holds the word; how many versions that were. One row at a time is in memory."""
    touched: set[int] = set()
    for table, columns in _WHERE.items():
        holds = or_(*(written(table.c[name], word) for name in columns))
        numbers = connection.execute(select(table.c.version).where(table.c.map_id == map_id, holds)).scalars().all()
        for number in numbers:
            of = table.c.map_id == map_id, table.c.version == number
            row = connection.execute(select(*(table.c[name] for name in columns)).where(*of)).one()
            old = dict(zip(columns, row, strict=True))
            new = {name: _again(name, text, sought) for name, text in old.items()}
            if new != old:
                connection.execute(update(table).where(*of).values(**new))
                touched.add(number)
    return len(touched)


def _again(column: str, text: str, sought: re.Pattern[str]) -> str:
    if column == "name":
        return sought.sub(GONE, text)
    raw = json.loads(text)
    if column == "document":
        raw["records"] = {id_: without(sought, record) for id_, record in raw["records"].items()}
    else:
        raw = [_change(sought, each) for each in raw]
    return map_rows.text_of(raw)


def _change(sought: re.Pattern[str], change: dict[str, Any]) -> dict[str, Any]:
    kind = str(change["id"]).rsplit("_", 1)[0]
    parts = {key: without(sought, change[key], kind) for key in ("record", "fields") if key in change}
    return {**change, **parts}


def without(sought: re.Pattern[str], record: dict[str, Any], kind: str | None = None) -> dict[str, Any]:
    """A record, or some fields of one, without a word in what people write."""
    fields = _free(kind or str(record.get("kind")))
    found = {key: _sub(sought, value, NO_WORDS) if key in fields else value for key, value in record.items()}
    if isinstance(proposed := record.get("changes"), list):
        found["changes"] = [_change(sought, each) for each in proposed]
    return found


def _sub(sought: re.Pattern[str], value: Any, but: frozenset[str]) -> Any:
    if isinstance(value, str):
        return sought.sub(GONE, value)
    if isinstance(value, list):
        new = [_sub(sought, each, but) for each in value]
        # what may stand in a list once still does
        return list(dict.fromkeys(new)) if new != value and all(isinstance(each, str) for each in new) else new
    if isinstance(value, dict):
        return {key: each if key in but else _sub(sought, each, but) for key, each in value.items()}
    return value


@cache
def _free(kind: str) -> frozenset[str]:
    """Fields of a kind in which people write: their schema has text that is none of a few words."""
    model = KINDS.get(kind)
    schema = {} if model is None else model.model_json_schema(by_alias=True)
    defs = schema.get("$defs", {})
    return frozenset(
        name
        for name, shape in schema.get("properties", {}).items()
        if name not in NO_WORDS and any(_is_free(leaf) for leaf in _leaves(shape, defs, frozenset()))
    )


def _is_free(leaf: Mapping[str, Any]) -> bool:
    return leaf.get("type") == "string" and not _FIXED & leaf.keys()


def _leaves(shape: Mapping[str, Any], defs: Mapping[str, Any], seen: frozenset[str]) -> Iterator[Mapping[str, Any]]:
    name = str(shape.get("$ref", "")).removeprefix("#/$defs/")
    if name and name not in seen:
        yield from _leaves(defs[name], defs, seen | {name})
    inner = [*shape.get("anyOf", ()), *shape.get("oneOf", ()), *shape.get("properties", {}).values()]
    for each in (
        *inner,
        *(shape[key] for key in ("items", "additionalProperties") if isinstance(shape.get(key), dict)),
    ):
        yield from _leaves(each, defs, seen)
    if shape.get("type") == "string":
        yield shape


def _audit(connection: Connection, word: str, sought: re.Pattern[str]) -> int:
    found = audited(connection, word)
    for number in found:
        details = connection.execute(select(AUDIT.c.details).where(AUDIT.c.id == number)).scalar_one()
        told = json.dumps(_told(sought, json.loads(details)), ensure_ascii=False)
        connection.execute(update(AUDIT).where(AUDIT.c.id == number).values(details=told))
    return len(found)


def _told(sought: re.Pattern[str], details: dict[str, Any]) -> Any:
    return _sub(sought, details, frozenset(_NO_NAMES))


def sweep(engine: Engine) -> None:
    """Write a SQLite file anew, so that the bytes of what was taken out are gone too. Raises Busy, NoSpace."""
    if engine.dialect.name != "sqlite":
        return
    with closing(engine.raw_connection()) as connection:
        cursor = connection.cursor()
        with told_plainly(engine):
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
