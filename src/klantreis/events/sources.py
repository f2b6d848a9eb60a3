"""The files that were imported, and taking one away again."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from klantreis.engine.duckdb import EventStore, Session, Watch
from klantreis.errors import NotFound
from klantreis.events import identity, numbering, schema


@dataclass(frozen=True)
class Source:
    """One imported file. Times are naive UTC; ``rows`` = ``added`` + ``duplicates`` + ``rejected``."""

    id: int
    name: str
    bytes: int
    format: str
    imported_at: datetime
    rows: int
    added: int
    duplicates: int
    rejected: int
    first: datetime | None
    last: datetime | None
    columns: dict[str, str]
    notes: list[dict[str, Any]]

    def to_dict(self) -> dict[str, Any]:
        """Plain values; the times are still datetimes."""
        return asdict(self)


def sources(store: EventStore) -> list[Source]:
    """All sources, oldest import first."""
    rows = store.query(
        "SELECT id, name, bytes, format, imported_at, total, added, duplicates, rejected, earliest, latest, roles, "
        "notes FROM imports ORDER BY id"
    )
    return [Source(*row[:11], json.loads(row[11]), json.loads(row[12])) for row in rows]


def remove_source(store: EventStore, import_id: int, watch: Watch | None = None) -> int:
    """Takes a source with its events and bad rows away; returns how many events went.

    Events that another source held too stay: they become that source's. Raises ``NotFound``.
    """
    with store.transaction() as session:
        exists(session, import_id)
        before = int(session.value("SELECT count(*) FROM events") or 0)
        for table in ("events", "repeats", "rejected"):
            session.run(f"DELETE FROM {table} WHERE import_id = ?", [import_id], watch)
        session.run("DELETE FROM imports WHERE id = ?", [import_id])
        identity.bring_back_repeats(session, watch)
        numbering.number_again(session, watch)
        schema.raise_mark(session, "era")
        schema.raise_mark(session, "version")
        after = int(session.value("SELECT count(*) FROM events") or 0)
    return before - after


def exists(session: Session, import_id: int) -> None:
    """Raises ``NotFound`` when there is no such source."""
    if not session.value("SELECT 1 FROM imports WHERE id = ?", [import_id]):
        raise NotFound(
            "events.no_source",
            f"There is no source {import_id}.",
            mend="Look at the list of sources for its number.",
            params={"source": import_id},
        )
