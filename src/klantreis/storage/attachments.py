"""Files that belong to a map: pictures of personas, images and files in cells.

A file never changes: another content is another file. The same content twice in one map is one file. It is
kept until somebody takes it away or its map is purged, so that undo and older versions find it again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Row, delete, func, insert, literal, select

from klantreis.errors import Conflict, NotFound, TooLarge, UserError
from klantreis.journey.ids import new_id
from klantreis.storage import audit, map_rows
from klantreis.storage.database import reading, writing
from klantreis.storage.media_types import SHOWN, media_type
from klantreis.storage.moments import now, stored
from klantreis.storage.tables import ATTACHMENTS

MAX_FILE = 10 * 2**20
MAX_MAP = 200 * 2**20
MAX_NAME = 200
SPARED = timedelta(days=1)
"""A file added less than this ago may still be on its way into the map."""

_TOLD = [column for column in ATTACHMENTS.c if column.name != "content"]


@dataclass(frozen=True)
class Attachment:
    """A file of a map, without its content. ``used``: whether the map names it now."""

    id: str
    name: str
    media_type: str
    size: int
    digest: str
    at: str
    author: str
    used: bool

    @property
    def shown(self) -> bool:
        """Whether a browser may show it in its place."""
        return self.media_type in SHOWN

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {**asdict(self), "shown": self.shown}


@dataclass(frozen=True)
class Attached:
    """A file with its content, as it goes from one map or file to another."""

    id: str
    name: str
    content: bytes


class Attachments:
    """The files of the maps of one workspace."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, map_id: str, name: str, content: bytes, author: str) -> Attachment:
        """Keep a file with a map; content that the map has already is that file.

        Raises UserError when it is empty, TooLarge when it or all files of the map are over their bound.
        """
        with writing(self._engine) as connection:
            row = map_rows.current(connection, map_id, lock=True)
            return _add(connection, row, Attached(new_id("file"), name, content), author)

    def list(self, map_id: str) -> Sequence[Attachment]:
        """The files of a map by name, then id; raises NotFound when there is no such map."""
        with reading(self._engine) as connection:
            row = map_rows.current(connection, map_id)
            query = select(*_TOLD).where(ATTACHMENTS.c.map_id == map_id)
            rows = connection.execute(query.order_by(ATTACHMENTS.c.name, ATTACHMENTS.c.id))
            return [_told(each, row.document) for each in rows]

    def get(self, map_id: str, file_id: str) -> tuple[Attachment, bytes]:
        """A file and its content; raises NotFound."""
        with reading(self._engine) as connection:
            map_ = map_rows.current(connection, map_id)
            row = connection.execute(select(ATTACHMENTS).where(*_one(map_id, file_id))).first()
        if row is None:
            raise _absent(file_id)
        return _told(row, map_.document), row.content

    def told(self, map_id: str, file_id: str) -> Attachment:
        """A file without its content; raises NotFound."""
        with reading(self._engine) as connection:
            map_ = map_rows.current(connection, map_id)
            row = connection.execute(select(*_TOLD).where(*_one(map_id, file_id))).first()
        if row is None:
            raise _absent(file_id)
        return _told(row, map_.document)

    def remove(self, map_id: str, file_id: str, author: str) -> None:
        """Take a file away for ever; raises NotFound, or Conflict while the map names it."""
        with writing(self._engine) as connection:
            map_ = map_rows.current(connection, map_id, lock=True)
            row = connection.execute(select(*_TOLD).where(*_one(map_id, file_id))).first()
            if row is None:
                raise _absent(file_id)
            if _told(row, map_.document).used:
                mend = "Take it out of the cell or the persona first."
                raise Conflict("files.in_use", "The map uses this file.", where=row.name, mend=mend)
            _remove(connection, map_id, [row], author)

    def remove_unused(self, map_id: str, author: str) -> Sequence[Attachment]:
        """Take away every file that the map does not name and that is older than a day; gives which."""
        edge = stored(datetime.now(UTC) - SPARED)
        with writing(self._engine) as connection:
            map_ = map_rows.current(connection, map_id, lock=True)
            rows = connection.execute(
                select(*_TOLD).where(ATTACHMENTS.c.map_id == map_id, ATTACHMENTS.c.at < edge)
            ).all()
            unused = [row for row in rows if not _told(row, map_.document).used]
            _remove(connection, map_id, unused, author)
            return [_told(row, map_.document) for row in unused]

    def used(self, map_id: str) -> Sequence[Attached]:
        """The files that the map names now, with their content, by id."""
        with reading(self._engine) as connection:
            map_ = map_rows.current(connection, map_id)
            query = select(ATTACHMENTS).where(ATTACHMENTS.c.map_id == map_id).order_by(ATTACHMENTS.c.id)
            rows = connection.execution_options(yield_per=1).execute(query)
            return [Attached(row.id, row.name, row.content) for row in rows if _told(row, map_.document).used]


def read_file(path: Path) -> tuple[str, bytes]:
    """The name and the content of a file on this machine; raises UserError, or TooLarge before it is read."""
    try:
        if path.stat().st_size > MAX_FILE:
            raise too_large(path.name)
        return path.name, path.read_bytes()
    except OSError as problem:
        message = f"The file cannot be read ({problem.strerror})."
        raise UserError("files.unreadable", message, where=str(path), mend="Choose another file.") from problem


def add_all(connection: Connection, map_id: str, files: Iterable[Attached], author: str) -> None:
    """Keep files under the ids they have, in the transaction that makes their map."""
    row = map_rows.current(connection, map_id)
    for file in files:
        _add(connection, row, file, author)


def copy(connection: Connection, from_map: str, to_map: str, author: str) -> None:
    """Give a map the files of another, under the same ids, in the transaction that makes it."""
    columns = [column.name for column in ATTACHMENTS.c]
    given = {"map_id": literal(to_map), "at": literal(now()), "author": literal(author)}
    values = [given.get(name, ATTACHMENTS.c[name]) for name in columns]
    connection.execute(
        insert(ATTACHMENTS).from_select(columns, select(*values).where(ATTACHMENTS.c.map_id == from_map))
    )


def _add(connection: Connection, map_: Row, file: Attached, author: str) -> Attachment:
    name = file.name.strip()
    if not 0 < len(name) <= MAX_NAME or not name.isprintable():
        mend = f"Allowed: 1 to {MAX_NAME} characters."
        raise UserError("files.name", "This name cannot be kept.", where="name", mend=mend)
    if not file.content:
        raise UserError("files.empty", "The file is empty.", where=name, mend="Choose another file.")
    if len(file.content) > MAX_FILE:
        raise too_large(name)
    digest = hashlib.sha256(file.content).hexdigest()
    files = ATTACHMENTS.c
    same = connection.execute(select(*_TOLD).where(files.map_id == map_.id, files.digest == digest)).first()
    if same is not None:
        return _told(same, map_.document)
    query = select(func.coalesce(func.sum(files.size), 0)).where(files.map_id == map_.id)
    if connection.execute(query).scalar_one() + len(file.content) > MAX_MAP:
        mend = "Remove files that are not used any more."
        message = f"The files of one map are at most {MAX_MAP // 2**20} MB together."
        raise TooLarge("files.map_full", message, where=name, mend=mend, params={"most": MAX_MAP})
    row: dict[str, Any] = {
        "map_id": map_.id, "id": file.id, "name": name, "media_type": media_type(file.content),
        "size": len(file.content), "digest": digest, "at": now(), "author": author,
    }  # fmt: skip
    connection.execute(insert(ATTACHMENTS).values(**row, content=file.content))
    details = {"file": file.id, "name": name, "size": len(file.content)}
    audit.record(connection, author, "map.add_file", map_id=map_.id, details=details)
    return Attachment(**{key: row[key] for key in row if key != "map_id"}, used=file.id in map_.document)


def _remove(connection: Connection, map_id: str, rows: Iterable[Row], author: str) -> None:
    for row in rows:
        connection.execute(delete(ATTACHMENTS).where(*_one(map_id, row.id)))
        details = {"file": row.id, "name": row.name}
        audit.record(connection, author, "map.remove_file", map_id=map_id, details=details)


def too_large(name: str) -> TooLarge:
    """The error for a file over its bound."""
    message = f"A file of a map is at most {MAX_FILE // 2**20} MB."
    mend = "Make it smaller, or keep it elsewhere and write a link."
    return TooLarge("files.too_large", message, where=name, mend=mend, params={"most": MAX_FILE})


def _one(map_id: str, file_id: str) -> tuple[Any, Any]:
    return ATTACHMENTS.c.map_id == map_id, ATTACHMENTS.c.id == file_id


def _absent(file_id: str) -> NotFound:
    mend = "It may have been removed; add it again."
    return NotFound("files.not_found", "This map has no such file.", where=file_id[:40], mend=mend)


def _told(row: Row, document: str) -> Attachment:
    """A row as an attachment. An id is as good as unique, so a map that has it in its text names the file."""
    told = {column.name: getattr(row, column.name) for column in _TOLD if column.name != "map_id"}
    return Attachment(**told, used=row.id in document)
