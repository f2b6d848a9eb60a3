"""The audit: who did what, when, with which map. Rows are added and read, never changed.

One exception: when a customer is erased, rules that named them are taken out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, Engine, insert, select

from klantreis.journey.changes import Patch, Put, Remove
from klantreis.journey.document import Document
from klantreis.storage.database import reading
from klantreis.storage.moments import now
from klantreis.storage.tables import AUDIT

MAX_LISTED = 20


@dataclass(frozen=True)
class AuditEntry:
    """One act. ``details`` depends on ``action``; for a change it lists what was changed."""

    id: int
    at: str
    author: str
    action: str
    map: str | None
    version: int | None
    details: dict[str, Any]

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return asdict(self)


def record(
    connection: Connection,
    author: str,
    action: str,
    *,
    map_id: str | None = None,
    version: int | None = None,
    details: dict[str, Any] | None = None,
    at: str | None = None,
) -> None:
    """Add an entry, in the transaction of the act itself."""
    row = {"at": at or now(), "author": author, "action": action, "map_id": map_id, "version": version}
    connection.execute(insert(AUDIT).values(**row, details=json.dumps(details or {}, ensure_ascii=False)))


def entries(
    engine: Engine, *, map_id: str | None = None, author: str | None = None, before: int | None = None, limit: int = 100
) -> list[AuditEntry]:
    """Entries, newest first; ``before`` is the id to continue from; at most 1000 at once."""
    query = select(AUDIT).order_by(AUDIT.c.id.desc()).limit(max(1, min(limit, 1000)))
    if map_id is not None:
        query = query.where(AUDIT.c.map_id == map_id)
    if author is not None:
        query = query.where(AUDIT.c.author == author)
    if before is not None:
        query = query.where(AUDIT.c.id < before)
    with reading(engine) as connection:
        return [
            AuditEntry(row.id, row.at, row.author, row.action, row.map_id, row.version, json.loads(row.details))
            for row in connection.execute(query)
        ]


def told(changes: Iterable[Put | Patch | Remove], before: Document, after: Document) -> dict[str, Any]:
    """What a change set did, short: how many changes, and the first twenty by name."""
    listed: list[dict[str, Any]] = []
    count = 0
    for count, change in enumerate(changes, 1):
        if count > MAX_LISTED:
            continue
        record_ = after.records.get(change.id) or before.records.get(change.id)
        item: dict[str, Any] = {"op": change.op, "id": change.id}
        if record_ is not None:
            item |= {"kind": record_.record_kind, "name": _called(record_)}
        if isinstance(change, Patch):
            item["fields"] = sorted(change.fields)
        listed.append(item)
    return {"count": count, "changes": listed}


def _called(record_: Any) -> str:
    """What people call a record: its name, else the begin of its text."""
    return str(getattr(record_, "name", None) or getattr(record_, "text", None) or getattr(record_, "word", ""))[:80]
