"""Maps with every change they ever had.

A change set is applied to the current document, not to the one its author saw: two people who change
different things both succeed. What was accepted is committed before it is acknowledged.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import Engine, Row, delete, func, insert, select, update

from klantreis.errors import Conflict, NotFound, UserError
from klantreis.journey import signing
from klantreis.journey.changes import parse_changes, plain_change
from klantreis.journey.document import AChange, Document, RawChange
from klantreis.journey.ids import ALPHABET
from klantreis.journey.kinds import parse
from klantreis.journey.record import Record
from klantreis.journey.summary import summary
from klantreis.storage import attachments, audit, forgetting, history, map_rows, sub_maps, versions
from klantreis.storage.attachments import Attached
from klantreis.storage.audit import AuditEntry
from klantreis.storage.database import reading, writing
from klantreis.storage.map_rows import Act
from klantreis.storage.moments import now
from klantreis.storage.opened import Opened
from klantreis.storage.summaries import STAMPS, Summaries, Told, taken_apart
from klantreis.storage.tables import AUDIT, MAPS, NAMED_VERSIONS
from klantreis.storage.traces import Trace, traces
from klantreis.storage.versions import Version

MAX_KEY = 100


MOST_NAMED = 500
"""How many maps are named in one question to the database."""


@dataclass(frozen=True)
class MapInfo:
    """A map as a gallery shows it; ``summary`` is ``journey.summary.summary``."""

    id: str
    version: int
    created_at: str
    created_by: str
    changed_at: str
    changed_by: str
    summary: dict[str, Any]
    deleted_at: str | None = None

    @property
    def name(self) -> str:
        """The map's name."""
        return str(self.summary["name"])

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values, the summary's keys beside the others."""
        raw = asdict(self)
        told = raw.pop("summary")
        return {**{key: value for key, value in told.items() if key not in ("names", "form")}, **raw}


@dataclass(frozen=True)
class StoredMap(MapInfo):
    """A map with its current document."""

    document: Document = field(kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values; ``document`` is the shape of ``Document.to_dict``."""
        info = {field: getattr(self, field) for field in MapInfo.__dataclass_fields__}
        return {**MapInfo(**info).to_dict(), "document": self.document.to_dict()}


@dataclass(frozen=True)
class Changed:
    """An accepted change set: its version, what it did in full, and what undoes it.

    ``repeated`` is true when the same request came before and was not applied again.
    """

    version: int
    changes: list[dict[str, Any]]
    inverse: list[dict[str, Any]]
    repeated: bool = False

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return asdict(self)


class Maps:
    """The maps of one workspace. Safe for threads, and for several processes on one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._opened = Opened()
        self._summaries = Summaries()

    def create(
        self, document: Document, author: str, *, files: Iterable[Attached] = (), files_of: str | None = None
    ) -> StoredMap:
        """Keep a new map; it gets an id and version 1, these files, and those of the map ``files_of``."""
        map_id, act = new_map_id(), Act(author, "create")
        with writing(self._engine) as connection:
            map_rows.insert_first(connection, map_id, document, act)
            attachments.add_all(connection, map_id, files, author)
            if files_of is not None:
                attachments.copy(connection, files_of, map_id, author)
        self._opened.keep(map_id, 1, document)
        return StoredMap(map_id, 1, act.at, author, act.at, author, summary(document), document=document)

    def list(self, *, deleted: bool = False) -> Sequence[MapInfo]:
        """Maps, last changed first, their summaries without names; with ``deleted`` those in the bin instead."""
        return [info for info, _ in self._listed(deleted=deleted)]

    def names(self) -> Sequence[tuple[MapInfo, dict[str, Any]]]:
        """Every map with the names in it (``names`` of ``journey.summary.summary``), last changed first."""
        return [(info, json.loads(text)) for info, text in self._listed()]

    def count(self) -> int:
        """How many maps there are, without those in the bin."""
        with reading(self._engine) as connection:
            return connection.execute(select(func.count()).where(MAPS.c.deleted_at.is_(None))).scalar_one()

    def _listed(self, *, deleted: bool = False) -> Sequence[tuple[MapInfo, str]]:
        bin_ = MAPS.c.deleted_at.is_not(None) if deleted else MAPS.c.deleted_at.is_(None)
        with reading(self._engine) as connection:
            rows = connection.execute(select(*STAMPS).where(bin_).order_by(MAPS.c.changed_at.desc(), MAPS.c.id)).all()
            told, old = self._summaries.of(connection, rows)
        for map_id in old:
            told[map_id] = self._summarised(map_id)
        return [(_stamped(row, told[row.id].summary), told[row.id].names) for row in rows if row.id in told]

    def _summarised(self, map_id: str) -> Told:
        """A summary of today's form, kept for the next time."""
        with writing(self._engine) as connection:
            row = map_rows.current(connection, map_id, lock=True, deleted=True)
            made = summary(self._opened.document(row))
            connection.execute(update(MAPS).where(MAPS.c.id == map_id).values(summary=map_rows.text_of(made)))
        told = taken_apart(row.version, made)
        self._summaries.keep(map_id, told)
        return told

    def records(self, kind: str, only: Sequence[str] | None = None) -> Sequence[tuple[MapInfo, Sequence[Record]]]:
        """Every map, or only these, with its records of one kind, last changed first; parses no more than those."""
        if only is not None and len(only) > MOST_NAMED:
            return [
                found
                for at in range(0, len(only), MOST_NAMED)
                for found in self.records(kind, only[at : at + MOST_NAMED])
            ]
        with reading(self._engine) as connection:
            query = select(MAPS).where(MAPS.c.deleted_at.is_(None))
            if only is not None:
                query = query.where(MAPS.c.id.in_(only))
            rows = connection.execute(query.order_by(MAPS.c.changed_at.desc(), MAPS.c.id)).all()
        found = []
        for row in rows:
            held = json.loads(row.document)["records"]
            raw = held.values() if isinstance(held, dict) else held
            found.append((_info(row), [parse(record) for record in raw if record["kind"] == kind]))
        return found

    def get(self, map_id: str) -> StoredMap:
        """A map with its current document; raises NotFound."""
        with reading(self._engine) as connection:
            row = map_rows.current(connection, map_id)
        info = _info(row)
        fields = {field: getattr(info, field) for field in MapInfo.__dataclass_fields__}
        return StoredMap(**fields, document=self._opened.document(row))

    def find(self, name_or_id: str) -> StoredMap:
        """A map by id, or by its name when only one has it; raises NotFound or Conflict."""
        with suppress(NotFound):
            return self.get(name_or_id)
        same = [info for info in self.list() if info.name == name_or_id]
        if len(same) > 1:
            ids = [info.id for info in same]
            message = f"{len(same)} maps are called {name_or_id!r}."
            raise Conflict("maps.several", message, mend=f"Name one by id: {', '.join(ids)}.", params={"ids": ids})
        return self.get(same[0].id if same else name_or_id)

    def change(
        self,
        map_id: str,
        changes: Iterable[RawChange],
        author: str,
        base_version: int | None = None,
        key: str | None = None,
    ) -> Changed:
        """Apply a change set to the current document, all or nothing; the next version is its number.

        ``base_version`` is the version the author saw. A patch, a removal or a reference that meets a
        record which was removed meanwhile raises Conflict with who removed it and when. ``key`` names
        the request: the same key again returns the first outcome and applies nothing.
        """
        parsed = parse_changes(changes)
        digest = _digest(parsed, key)
        with writing(self._engine) as connection:
            row = map_rows.current(connection, map_id, lock=True)
            earlier = map_rows.outcome_of(connection, map_id, key, digest)
            if earlier is not None:
                return Changed(*earlier, repeated=True)
            if base_version is not None and not 1 <= base_version <= row.version:
                raise map_rows.no_version(row, base_version)
            before = self._opened.document(row)
            try:
                after, _ = before.apply(parsed)
            except UserError as problem:
                raise map_rows.met_a_removal(connection, map_id, problem) or problem from None
            signing.check(before, after, author, lambda name: history.buried(connection, map_id, name))
            sub_maps.check(connection, map_id, sub_maps.new_links(before, after))
            act = Act(author, "change", request_key=key, request_digest=digest if key else None)
            written = map_rows.write_next(connection, row, before, after, act)
        self._opened.keep(map_id, written[0], after)
        return Changed(*written)

    def restore(self, map_id: str, version: int, author: str) -> Changed:
        """Make the map as it was at ``version``, as a new version; nothing is taken out of the history."""
        with writing(self._engine) as connection:
            row = map_rows.current(connection, map_id, lock=True)
            before, after = self._opened.document(row), map_rows.at_version(connection, row, version)
            sub_maps.check(connection, map_id, sub_maps.new_links(before, after))
            written = map_rows.write_next(connection, row, before, after, Act(author, "restore", restored_from=version))
        self._opened.keep(map_id, written[0], after)
        return Changed(*written)

    def at(self, map_id: str, version: int) -> Document:
        """The document at a version; raises NotFound."""
        with reading(self._engine) as connection:
            return map_rows.at_version(connection, map_rows.current(connection, map_id), version)

    def versions(self, map_id: str) -> Sequence[Version]:
        """Named and automatic versions, newest first."""
        with reading(self._engine) as connection:
            map_rows.current(connection, map_id)
            return versions.listed(connection, map_id)

    def name_version(self, map_id: str, name: str, author: str, version: int | None = None) -> Version:
        """Give a version (default: the current one) a name; a second name replaces the first."""
        if not name.strip() or len(name) > 200:
            mend = "A name has 1 to 200 characters."
            raise UserError("maps.version_name", "This is not a name for a version.", where="name", mend=mend)
        with writing(self._engine) as connection:
            row = map_rows.current(connection, map_id, lock=True)
            number = row.version if version is None else version
            if not 1 <= number <= row.version:
                raise map_rows.no_version(row, number)
            names = NAMED_VERSIONS
            connection.execute(delete(names).where(names.c.map_id == map_id, names.c.version == number))
            values = {"map_id": map_id, "version": number, "name": name.strip(), "author": author, "at": now()}
            connection.execute(insert(names).values(**values))
            details = {"name": name.strip()}
            audit.record(connection, author, "map.name_version", map_id=map_id, version=number, details=details)
            return next(item for item in versions.listed(connection, map_id) if item.version == number)

    def unname_version(self, map_id: str, version: int, author: str) -> None:
        """Take the name of a version off again; the version stays. One without a name is left as it is."""
        with writing(self._engine) as connection:
            row = map_rows.current(connection, map_id, lock=True)
            if not 1 <= version <= row.version:
                raise map_rows.no_version(row, version)
            names = NAMED_VERSIONS
            mine = (names.c.map_id == map_id, names.c.version == version)
            name = connection.execute(select(names.c.name).where(*mine)).scalar()
            if name is None:
                return
            connection.execute(delete(names).where(*mine))
            details = {"name": name}
            audit.record(connection, author, "map.unname_version", map_id=map_id, version=version, details=details)

    def delete(self, map_id: str, author: str) -> None:
        """Put a map in the bin, from which ``revive`` takes it back."""
        self._bin(map_id, author, "map.delete", now())

    def revive(self, map_id: str, author: str) -> None:
        """Take a map out of the bin; raises Conflict when what it opens leads back to it by now."""
        self._bin(map_id, author, "map.revive", None)

    def purge(self, map_id: str, author: str) -> None:
        """Take a map out of the bin for ever: document, log, snapshots and what the audit says of its content."""
        with writing(self._engine) as connection:
            row = map_rows.current(connection, map_id, lock=True, deleted=True)
            if row.deleted_at is None:
                raise Conflict("maps.not_in_bin", "This map is not in the bin.", where=map_id, mend="Delete it first.")
            connection.execute(delete(MAPS).where(MAPS.c.id == map_id))
            connection.execute(update(AUDIT).where(AUDIT.c.map_id == map_id).values(details="{}"))
            audit.record(connection, author, "map.purge", map_id=map_id)
        self._opened.forget(map_id)
        self._summaries.forget([map_id])
        self.sweep()

    def sweep(self) -> None:
        """Let the bytes of what was taken away go from the file too."""
        forgetting.sweep(self._engine)

    def audit(self, map_id: str, *, before: int | None = None, limit: int = 100) -> Sequence[AuditEntry]:
        """Who did what with a map, newest first."""
        return audit.entries(self._engine, map_id=map_id, before=before, limit=limit)

    def traces(self, word: str, removed: Mapping[str, Collection[str]] | None = None) -> Sequence[Trace]:
        """Every map, those in the bin too, on which a word stands by itself or once stood; see ``traces``."""
        return traces(self._engine, word, removed)

    def audited(self, word: str) -> int:
        """How many entries of the audit hold a word."""
        with reading(self._engine) as connection:
            return len(forgetting.audited(connection, word))

    def forget(self, word: str, author: str) -> forgetting.Forgotten:
        """Take a word out of every earlier version and out of the audit; see ``forgetting``."""
        return forgetting.forget(self._engine, word, author)

    def _bin(self, map_id: str, author: str, action: str, deleted_at: str | None) -> None:
        with writing(self._engine) as connection:
            row = map_rows.current(connection, map_id, lock=True, deleted=True)
            if (row.deleted_at is None) == (deleted_at is None):
                return
            if deleted_at is None:
                sub_maps.check(connection, map_id, sub_maps.new_links(None, self._opened.document(row)))
            connection.execute(update(MAPS).where(MAPS.c.id == map_id).values(deleted_at=deleted_at))
            audit.record(connection, author, action, map_id=map_id, version=row.version)


def new_map_id() -> str:
    """A new id for a map."""
    return "map_" + "".join(secrets.choice(ALPHABET) for _ in range(12))


def _info(row: Row) -> MapInfo:
    return _stamped(row, json.loads(row.summary))


def _stamped(row: Row, told: dict[str, Any]) -> MapInfo:
    stamps = (row.created_at, row.created_by, row.changed_at, row.changed_by)
    return MapInfo(row.id, row.version, *stamps, told, row.deleted_at)


def _digest(changes: list[AChange], key: str | None) -> str:
    """What a request asked, as a fingerprint; the key itself is checked on the way."""
    if key is not None and not 0 < len(key) <= MAX_KEY:
        mend = f"A key has 1 to {MAX_KEY} characters."
        raise UserError("maps.bad_key", "This is not a request key.", where="key", mend=mend)
    plain = [plain_change(change) for change in changes]
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()
