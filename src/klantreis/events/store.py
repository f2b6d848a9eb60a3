"""Opening the events of a workspace."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from klantreis.engine.duckdb import EventStore, Session
from klantreis.events import schema

FILE = "events.duckdb"


def open_store(path: str | os.PathLike[str], **settings: Any) -> EventStore:
    """The store in a workspace folder, or in the ``.duckdb`` file that ``path`` names; made when absent.

    ``settings`` go to ``EventStore`` (``memory`` in bytes, ``idle_s``, ``patience_s``, ``threads``).
    """
    place = Path(path)
    if place.suffix != ".duckdb":
        place = place / FILE
    place.parent.mkdir(parents=True, exist_ok=True)
    return EventStore(place, prepare=schema.prepare, rewritten=schema.REWRITTEN, **settings)


def version(store: EventStore) -> str:
    """Changes whenever an event is added or removed; part of every cache key."""
    with store.reading() as session:
        return version_of(session)


def version_of(session: Session) -> str:
    """As ``version``, inside a session."""
    return f"{schema.mark(session, 'era')}.{schema.mark(session, 'version')}"


def counts(store: EventStore) -> dict[str, Any]:
    """How many ``events``, ``customers``, ``journeys``, ``activities`` and ``sources``, and the time range.

    ``from`` and ``to`` are naive UTC datetimes of the first and last event, or None.
    """
    with store.reading() as session:
        row = session.query(
            "SELECT (SELECT count(*) FROM events), (SELECT count(*) FROM customers), (SELECT count(*) FROM journeys), "
            "(SELECT count(*) FROM activities), (SELECT count(*) FROM imports), "
            "(SELECT min(earliest) FROM imports), (SELECT max(latest) FROM imports)"
        )[0]
    names = ("events", "customers", "journeys", "activities", "sources", "from", "to")
    found = dict(zip(names, row, strict=True))
    if not found["journeys"]:
        found["journeys"] = found["customers"]
    return found
