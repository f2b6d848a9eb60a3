"""A map as it was: a snapshot, and the log replayed over it."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, select

from klantreis.errors import Damaged
from klantreis.journey.document import Document
from klantreis.storage.tables import CHANGES, SNAPSHOTS

SNAPSHOT_EVERY = 50


def document_at(connection: Connection, map_id: str, version: int) -> Document:
    """The document at a version; the caller has checked that the version exists.

    Replayed on plain values, without the rules: what was accepted then stays readable when rules
    become stricter, and migrations see it in its own schema.
    """
    start = connection.execute(
        select(SNAPSHOTS.c.version, SNAPSHOTS.c.document)
        .where(SNAPSHOTS.c.map_id == map_id, SNAPSHOTS.c.version <= version)
        .order_by(SNAPSHOTS.c.version.desc())
        .limit(1)
    ).first()
    if start is None:
        raise Damaged("maps.no_snapshot", "The history of this map has no beginning.", where=map_id)
    raw: dict[str, Any] = json.loads(start.document)
    steps = connection.execute(
        select(CHANGES.c.changes)
        .where(CHANGES.c.map_id == map_id, CHANGES.c.version > start.version, CHANGES.c.version <= version)
        .order_by(CHANGES.c.version)
    ).scalars()
    for step in steps:
        replay(raw["records"], json.loads(step))
    return Document.from_dict(raw)


def replay(records: dict[str, Any], changes: list[dict[str, Any]]) -> None:
    """Carry out logged changes on plain records; the log names every record that was touched."""
    for change in changes:
        if change["op"] == "put":
            records[change["id"]] = change["record"]
        elif change["op"] == "patch":
            records[change["id"]] = {**records[change["id"]], **change["fields"]}
        else:
            del records[change["id"]]


def removal_of(connection: Connection, map_id: str, record_id: str) -> tuple[int, str, str] | None:
    """Version, author and time of the newest change that removed a record; None when none did."""
    rows = connection.execute(
        select(CHANGES.c.version, CHANGES.c.author, CHANGES.c.at, CHANGES.c.changes)
        .where(CHANGES.c.map_id == map_id, CHANGES.c.changes.contains(f'"{record_id}"', autoescape=True))
        .order_by(CHANGES.c.version.desc())
    )
    for row in rows:
        if any(change["op"] == "remove" and change["id"] == record_id for change in json.loads(row.changes)):
            return row.version, row.author, row.at
    return None


def buried(connection: Connection, map_id: str, record_id: str) -> dict[str, Any] | None:
    """The values a removed record had when it was removed last; None when none ever was."""
    removal = removal_of(connection, map_id, record_id)
    if removal is None:
        return None
    row = connection.execute(
        select(CHANGES.c.inverse).where(CHANGES.c.map_id == map_id, CHANGES.c.version == removal[0])
    ).one()
    found = (each["record"] for each in json.loads(row.inverse) if each["op"] == "put" and each["id"] == record_id)
    return next(found, None)
