"""Summaries of maps that were read before, so that a list of thousands of maps reads none of them again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Row, select

from klantreis.journey.summary import FORM
from klantreis.storage.tables import MAPS

STAMPS = (
    MAPS.c.id,
    MAPS.c.version,
    MAPS.c.created_at,
    MAPS.c.created_by,
    MAPS.c.changed_at,
    MAPS.c.changed_by,
    MAPS.c.deleted_at,
)
"""What a list asks of every map: an index holds all of it, so that no document is passed on the way."""
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Told:
    """A summary taken apart: what a portfolio shows, and as text the names that only the library reads."""

    version: int
    summary: dict[str, Any]
    names: str


def taken_apart(version: int, summary: dict[str, Any]) -> Told:
    """A summary without its names, and those as text."""
    shown = {key: value for key, value in summary.items() if key != "names"}
    return Told(version, shown, json.dumps(summary.get("names", {}), ensure_ascii=False))


class Summaries:
    """The summaries of one database. A version of a map never changes, so nothing goes stale."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._known: dict[str, Told] = {}

    def of(self, connection: Connection, rows: Sequence[Row]) -> tuple[dict[str, Told], list[str]]:
        """The summaries of these rows by map, read where they are not known; and the maps with one of an older form."""
        with self._lock:
            found = {row.id: self._known[row.id] for row in rows if row.id in self._known}
        unknown = [row.id for row in rows if row.id not in found or found[row.id].version != row.version]
        old: list[str] = []
        for start in range(0, len(unknown), CHUNK):
            chunk = unknown[start : start + CHUNK]
            query = select(MAPS.c.id, MAPS.c.version, MAPS.c.summary).where(MAPS.c.id.in_(chunk))
            for row in connection.execute(query):
                summary = json.loads(row.summary)
                found[row.id] = taken_apart(row.version, summary)
                if summary.get("form") == FORM:
                    self.keep(row.id, found[row.id])
                else:
                    old.append(row.id)
        return found, old

    def keep(self, map_id: str, told: Told) -> None:
        """Remember the summary of a committed version, unless a newer one is known."""
        with self._lock:
            known = self._known.get(map_id)
            if known is None or known.version <= told.version:
                self._known[map_id] = told

    def forget(self, map_ids: Iterable[str]) -> None:
        """Let go of maps."""
        with self._lock:
            for map_id in map_ids:
                self._known.pop(map_id, None)
