"""Where a word stands in what is kept of maps: in what they say now, and in what their log remembers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, or_, select

from klantreis.storage.database import reading
from klantreis.storage.tables import CHANGES, MAPS

_NO_WORDS = {
    "id",
    "kind",
    "op",
    "at",
    "from",
    "to",
    "order",
    "due",
    "shipped",
    "reviewed_at",
    "timer_ends",
    "decided_at",
}
"""Fields that hold keys and moments, in which the digits of a number mean something else."""


@dataclass(frozen=True)
class Trace:
    """A map that holds a word: ``records`` are the ids of those that say it now, ``versions`` those that changed it."""

    map: str
    name: str
    in_bin: bool
    records: tuple[str, ...]
    versions: tuple[int, ...]


def traces(engine: Engine, word: str) -> list[Trace]:
    """Every map, also in the bin, on which the word stands by itself, or once stood."""
    sought = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
    written = json.dumps(word, ensure_ascii=False)[1:-1]
    named, logged = MAPS.c.document.contains(written, autoescape=True), CHANGES.c
    with reading(engine) as connection:
        rows = connection.execute(
            select(logged.map_id, logged.version, logged.changes, logged.inverse).where(
                or_(
                    logged.changes.contains(written, autoescape=True), logged.inverse.contains(written, autoescape=True)
                )
            )
        )
        past: dict[str, list[int]] = {}
        for row in rows:
            if any(_says(sought, json.loads(text)) for text in (row.changes, row.inverse)):
                past.setdefault(row.map_id, []).append(row.version)
        maps = connection.execute(
            select(MAPS.c.id, MAPS.c.document, MAPS.c.deleted_at).where(or_(named, MAPS.c.id.in_(list(past))))
        ).all()
    found = []
    for row in maps:
        records = json.loads(row.document)["records"]
        now = tuple(sorted(id_ for id_, record in records.items() if _says(sought, record)))
        if now or row.id in past:
            versions = tuple(sorted(past.get(row.id, ())))
            found.append(Trace(row.id, records["map"]["name"], row.deleted_at is not None, now, versions))
    return sorted(found, key=lambda trace: (trace.name, trace.map))


def _says(sought: re.Pattern[str], value: Any) -> bool:
    return any(sought.search(text) for text in _texts(value))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            if key not in _NO_WORDS:
                yield from _texts(each)
