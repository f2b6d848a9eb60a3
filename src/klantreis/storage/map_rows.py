"""The rows of a map: finding the current one, and writing the next version of it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from klantreis.errors import Conflict, NotFound, UserError
from klantreis.journey.changes import plain_change
from klantreis.journey.document import Document
from klantreis.journey.migrations import SCHEMA
from klantreis.journey.summary import summary
from klantreis.storage import audit
from klantreis.storage.history import SNAPSHOT_EVERY, document_at, removal_of
from klantreis.storage.moments import now
from klantreis.storage.tables import CHANGES, MAPS, SNAPSHOTS

MAX_AUTHOR = 200
Written = tuple[int, list[dict[str, Any]], list[dict[str, Any]]]
"""Version, changes in full and their inverse, as plain values."""


@dataclass(frozen=True)
class Act:
    """Who does what, and when: the columns of a log entry that do not depend on the document."""

    author: str
    action: str
    request_key: str | None = None
    request_digest: str | None = None
    restored_from: int | None = None
    at: str = field(default_factory=now)

    def __post_init__(self) -> None:
        """Refuse an author without a name, or with one that does not fit its column."""
        if not 0 < len(self.author) <= MAX_AUTHOR:
            mend = f"Allowed: 1 to {MAX_AUTHOR} characters."
            raise UserError("maps.author", "A change needs an author.", where="author", mend=mend)


def text_of(value: Any) -> str:
    """JSON as it is stored: compact, readable letters, keys in their own order."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def current(connection: Connection, map_id: str, *, lock: bool = False, deleted: bool = False) -> Row:
    """The row of a map; with ``lock`` no other transaction writes this map until ours ends.

    Raises NotFound, also for a map in the bin unless ``deleted`` allows it.
    """
    query = select(MAPS).where(MAPS.c.id == map_id)
    row = connection.execute(query.with_for_update() if lock else query).first()
    if row is None or (row.deleted_at is not None and not deleted):
        mend = "List the maps to see their ids."
        raise NotFound("maps.not_found", "There is no such map.", where=map_id[:100], mend=mend)
    return row


def at_version(connection: Connection, row: Row, version: int) -> Document:
    """The document of a map at a version; raises NotFound."""
    if not 1 <= version <= row.version:
        raise no_version(row, version)
    return document_at(connection, row.id, version)


def no_version(row: Row, version: int) -> NotFound:
    """The error for a version that this map never had."""
    message = f"This map has no version {version}."
    mend = f"Allowed: 1 to {row.version}."
    return NotFound(
        "maps.no_version", message, where=row.id, mend=mend, params={"version": version, "newest": row.version}
    )


def insert_first(connection: Connection, map_id: str, document: Document, act: Act) -> None:
    """Version 1 of a new map: its row, its log entry, its snapshot."""
    raw = text_of(document.to_dict())
    stamp = {"created_at": act.at, "created_by": act.author, "changed_at": act.at, "changed_by": act.author}
    row = {"version": 1, "schema_number": SCHEMA, "document": raw, "summary": text_of(summary(document))}
    connection.execute(insert(MAPS).values(id=map_id, **row, **stamp))
    _log(connection, map_id, 1, act, ([], []))
    connection.execute(insert(SNAPSHOTS).values(map_id=map_id, version=1, document=raw))
    details = {"name": document.map.name, "template": document.map.template}
    audit.record(connection, act.author, "map.create", map_id=map_id, version=1, details=details, at=act.at)


def write_next(connection: Connection, row: Row, before: Document, after: Document, act: Act) -> Written:
    """The next version of a locked map."""
    version = row.version + 1
    forward = before.changes_to(after)
    changes = [plain_change(change) for change in forward]
    inverse = [plain_change(change) for change in after.changes_to(before)]
    raw = text_of(after.to_dict())
    values = {"version": version, "schema_number": SCHEMA, "document": raw, "summary": text_of(summary(after))}
    stamp = {"changed_at": act.at, "changed_by": act.author}
    connection.execute(update(MAPS).where(MAPS.c.id == row.id).values(**values, **stamp))
    _log(connection, row.id, version, act, (changes, inverse))
    if version % SNAPSHOT_EVERY == 0 or row.schema_number != SCHEMA:
        connection.execute(insert(SNAPSHOTS).values(map_id=row.id, version=version, document=raw))
    details = audit.told(forward, before, after)
    if act.restored_from is not None:
        details["restored_from"] = act.restored_from
    name = f"map.{act.action}"
    audit.record(connection, act.author, name, map_id=row.id, version=version, details=details, at=act.at)
    return version, changes, inverse


def outcome_of(connection: Connection, map_id: str, key: str | None, digest: str) -> Written | None:
    """What a request with this key did before; None when it is new.

    Raises Conflict when the key came with other changes.
    """
    if key is None:
        return None
    log = CHANGES.c
    query = select(log.version, log.changes, log.inverse, log.request_digest)
    row = connection.execute(query.where(log.map_id == map_id, log.request_key == key)).first()
    if row is None:
        return None
    if row.request_digest != digest:
        message = "This request key was used for other changes."
        mend = "Give every change set a key of its own."
        raise Conflict("maps.key_reused", message, where=map_id, mend=mend, params={"key": key, "version": row.version})
    return row.version, json.loads(row.changes), json.loads(row.inverse)


def met_a_removal(connection: Connection, map_id: str, problem: UserError) -> Conflict | None:
    """The conflict behind a refused change: somebody removed what it needs. None when nobody did."""
    missing = {"journey.no_record": "record", "journey.reference": "target"}.get(problem.code)
    record_id = problem.params.get(missing) if missing else None
    removal = removal_of(connection, map_id, record_id) if isinstance(record_id, str) else None
    if removal is None:
        return None
    version, author, at = removal
    message = f"{record_id} was removed meanwhile, by {author}."
    mend = "Load the map again; restore the version before it, if it should come back."
    facts = {"removed": record_id, "version": version, "author": author, "at": at}
    return Conflict("maps.removed_meanwhile", message, where=map_id, mend=mend, params={**problem.params, **facts})


def _log(
    connection: Connection,
    map_id: str,
    version: int,
    act: Act,
    both_ways: tuple[list[dict[str, Any]], list[dict[str, Any]]],
) -> None:
    changes, inverse = both_ways
    content = {"schema_number": SCHEMA, "changes": text_of(changes), "inverse": text_of(inverse)}
    connection.execute(insert(CHANGES).values(map_id=map_id, version=version, **content, **asdict(act)))
