"""Where a word stands in what is kept of maps: in what they say now, in what their log remembers, in their files."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, or_, select

from klantreis.storage.database import reading
from klantreis.storage.file_texts import readable, texts
from klantreis.storage.tables import ATTACHMENTS, CHANGES, MAPS, NAMED_VERSIONS

NO_WORDS = frozenset(
    {
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
)
"""Fields that hold keys and moments, in which the digits of a number mean something else."""


@dataclass(frozen=True)
class Trace:
    """A map that holds a word.

    ``records`` are the ids of those that say it now, ``versions`` those that changed it or are called so, ``files`` the
    names of its files that are called so or hold it. ``removed`` are records that its room remembers, so that taking a
    step back finds them again.
    """

    map: str
    name: str
    in_bin: bool
    records: tuple[str, ...]
    versions: tuple[int, ...]
    files: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


def traces(engine: Engine, word: str, removed: Mapping[str, Collection[str]] | None = None) -> list[Trace]:
    """Every map, also in the bin, on which the word stands by itself, or once stood.

    ``removed`` tells, by map, what its room remembers of it.
    """
    remembered = {} if removed is None else removed
    sought, logged = alone(word), CHANGES.c
    with reading(engine) as connection:
        rows = connection.execute(
            select(logged.map_id, logged.version, logged.changes, logged.inverse).where(
                or_(written(logged.changes, word), written(logged.inverse, word))
            )
        )
        past: dict[str, list[int]] = {}
        for row in rows:
            if any(says(sought, json.loads(text)) for text in (row.changes, row.inverse)):
                past.setdefault(row.map_id, []).append(row.version)
        for row in connection.execute(select(NAMED_VERSIONS).where(written(NAMED_VERSIONS.c.name, word))):
            if sought.search(row.name) and row.version not in past.get(row.map_id, ()):
                past.setdefault(row.map_id, []).append(row.version)
        files = _files(connection, sought)
        known = list({*past, *files, *remembered})
        maps = connection.execute(
            select(MAPS.c.id, MAPS.c.document, MAPS.c.deleted_at).where(
                or_(written(MAPS.c.document, word), MAPS.c.id.in_(known))
            )
        ).all()
    found = []
    for row in maps:
        records = json.loads(row.document)["records"]
        now = tuple(sorted(id_ for id_, record in records.items() if says(sought, record)))
        if now or row.id in known:
            versions = tuple(sorted(past.get(row.id, ())))
            told = tuple(files.get(row.id, ())), tuple(sorted(remembered.get(row.id, ())))
            found.append(Trace(row.id, records["map"]["name"], row.deleted_at is not None, now, versions, *told))
    return sorted(found, key=lambda trace: (trace.name, trace.map))


def written(column: ColumnElement[str], word: str) -> ColumnElement[bool]:
    """Rows that may hold a word: as it is, or as JSON writes it, and perhaps as part of another."""
    ways = {word, json.dumps(word, ensure_ascii=False)[1:-1]}
    return or_(*(column.contains(way, autoescape=True) for way in sorted(ways)))


def alone(word: str) -> re.Pattern[str]:
    """A word that stands by itself: not as part of another."""
    return re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")


def _files(connection: Connection, sought: re.Pattern[str]) -> dict[str, list[str]]:
    """Names of files by map: of those that are called so, and of those that hold it."""
    files = ATTACHMENTS.c
    found: dict[str, list[str]] = {}
    about = connection.execute(select(files.map_id, files.id, files.name, files.media_type).order_by(files.name)).all()
    for row in about:
        if sought.search(row.name) or (readable(row.media_type) and _holds(connection, row.map_id, row.id, sought)):
            found.setdefault(row.map_id, []).append(row.name)
    return found


def _holds(connection: Connection, map_id: str, file_id: str, sought: re.Pattern[str]) -> bool:
    """One file at a time is in memory."""
    of = ATTACHMENTS.c.map_id == map_id, ATTACHMENTS.c.id == file_id
    content = connection.execute(select(ATTACHMENTS.c.content).where(*of)).scalar_one()
    return any(sought.search(text) for text in texts(content))


def says(sought: re.Pattern[str], value: Any) -> bool:
    """Whether a word stands in any text of a record, or of what changed it."""
    return any(sought.search(text) for text in _texts(value))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            if key not in NO_WORDS:
                yield from _texts(each)
