"""Where a room's updates lie: appended before they are acknowledged, written into the map a moment later.

The log is ahead of the map by what was typed in the last second. Whoever opens a room reads state and
log; the map's own versions and audit are written from it in ``settle``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, Row, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from klantreis.errors import Conflict, UserError
from klantreis.journey.changes import plain_change
from klantreis.journey.document import AChange, Document
from klantreis.storage import map_rows, sub_maps
from klantreis.storage.database import reading, writing
from klantreis.storage.map_rows import Act
from klantreis.storage.moments import now
from klantreis.storage.opened import Opened
from klantreis.storage.sub_maps import Link
from klantreis.storage.tables import MAPS, ROOM_UPDATES, ROOMS

NOTHING = b"\x00\x00"
"""An update in which nothing happens; its number tells whoever has the room open that it was made anew."""
SOMEBODY = "?"
"""The author of what nobody in particular wrote: a room putting itself right."""


@dataclass(frozen=True)
class Kept:
    """A room as it lies in the database.

    ``state`` and ``updates`` make the shared document (a state of None: there is none yet).
    ``document`` is the map at ``version``; ``base`` the map the shared document was last written to.
    """

    state: bytes | None
    updates: Sequence[bytes]
    last: int
    authors: Mapping[str, str]
    version: int
    document: Document
    base: Document


@dataclass(frozen=True)
class Elsewhere:
    """The map was changed by somebody else since the room looked: what it is now."""

    version: int
    document: Document


@dataclass(frozen=True)
class Looped:
    """Touchpoints that open a map which leads back here: what is wrong with each, and the map without them."""

    before: Document
    problems: Mapping[str, Conflict]


class RoomLog:
    """The rooms of one database. Safe for threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._opened = Opened()

    def load(self, map_id: str) -> Kept:
        """Everything about a room; raises NotFound for a map that is not there."""
        with reading(self._engine) as connection:
            row = map_rows.current(connection, map_id)
            document = self._opened.document(row)
            room = connection.execute(select(ROOMS).where(ROOMS.c.map_id == map_id)).first()
            if room is None:
                return Kept(None, [], 0, {}, row.version, document, document)
            log = ROOM_UPDATES.c
            rows = connection.execute(
                select(log.number, log.content, log.authors).where(log.map_id == map_id).order_by(log.number)
            ).all()
            base = document if room.version == row.version else map_rows.at_version(connection, row, room.version)
        authors: dict[str, str] = {}
        for each in rows:
            authors.update(json.loads(each.authors))
        updates = [each.content for each in rows if each.number > room.upto]
        last = max([room.upto, *(each.number for each in rows)])
        return Kept(room.state, updates, last, authors, row.version, document, base)

    def begin(self, map_id: str, state: bytes, version: int) -> bool:
        """Keep a first state; False when another process was first."""
        try:
            with writing(self._engine) as connection:
                map_rows.current(connection, map_id, lock=True)
                connection.execute(insert(ROOMS).values(map_id=map_id, state=state, upto=0, version=version))
        except IntegrityError:
            return False
        except Exception as problem:
            if isinstance(problem.__cause__, IntegrityError):
                return False
            raise
        return True

    def append(self, map_id: str, number: int, content: bytes, authors: Mapping[str, str]) -> None:
        """Keep an update; committed when this returns. Raises Conflict when another process has that number."""
        row = {
            "map_id": map_id,
            "number": number,
            "at": now(),
            "content": content,
            "authors": json.dumps(dict(authors)),
        }
        try:
            with writing(self._engine) as connection:
                connection.execute(insert(ROOM_UPDATES).values(**row))
        except Exception as problem:
            if isinstance(problem.__cause__, IntegrityError):
                mend = "Open the map again."
                raise Conflict("room.taken", "Another server holds this room.", where=map_id, mend=mend) from problem
            raise

    def settle(
        self,
        map_id: str,
        seen: int,
        document: Document,
        authors: Mapping[str, str],
        *,
        state: bytes,
        upto: int,
    ) -> int | Elsewhere | Looped:
        """Write the map as its room has it, one version per author; its version then.

        ``seen`` is the version the room knows; where the map has another, nothing is written and the
        caller is told what it is. Nor is it where a link leads back here by now, for another room made
        one in the same moment. ``state`` replaces the log up to number ``upto``.
        """
        with writing(self._engine) as connection:
            row = map_rows.current(connection, map_id, lock=True)
            before = self._opened.document(row)
            kept = connection.execute(select(ROOMS.c.upto).where(ROOMS.c.map_id == map_id)).scalar()
            if max(_newest(connection, map_id) or 0, kept or 0) > upto:
                raise renewed(map_id)
            if row.version != seen:
                return Elsewhere(row.version, before)
            problems = sub_maps.loops(connection, map_id, sub_maps.new_links(before, document))
            if problems:
                return Looped(before, problems)
            version = _write(connection, row, before, document, authors)
            room = {"state": state, "upto": upto, "version": version}
            connection.execute(update(ROOMS).where(ROOMS.c.map_id == map_id).values(**room))
            log = ROOM_UPDATES.c
            connection.execute(delete(ROOM_UPDATES).where(log.map_id == map_id, log.number <= upto))
        self._opened.keep(map_id, version, document)
        return version

    def loops(self, map_id: str, links: Iterable[Link]) -> dict[str, Conflict]:
        """Of these links of a map those that lead back to it, by touchpoint, with what is wrong."""
        with reading(self._engine) as connection:
            return sub_maps.loops(connection, map_id, links)

    def every(self) -> Iterator[tuple[str, list[bytes]]]:
        """Each room that is kept: its map, also one in the bin, and the updates that make its shared document."""
        log = ROOM_UPDATES.c
        with reading(self._engine) as connection:
            names = connection.execute(select(ROOMS.c.map_id).order_by(ROOMS.c.map_id)).scalars().all()
            for name in names:
                room = connection.execute(select(ROOMS).where(ROOMS.c.map_id == name)).first()
                if room is None:
                    continue
                later = select(log.content).where(log.map_id == name, log.number > room.upto).order_by(log.number)
                yield name, [room.state, *connection.execute(later).scalars()]

    def renew(self, map_id: str, make: Callable[[Sequence[bytes]], bytes | None]) -> bool:
        """Keep another state in place of a room's own and all updates since; false when ``make`` gives none.

        Whoever has the room open meets it at their next look, and opens it again.
        """
        log = ROOM_UPDATES.c
        with writing(self._engine) as connection:
            map_rows.current(connection, map_id, lock=True, deleted=True)
            room = connection.execute(select(ROOMS).where(ROOMS.c.map_id == map_id)).first()
            if room is None:
                return False
            rows = connection.execute(select(ROOM_UPDATES).where(log.map_id == map_id).order_by(log.number)).all()
            state = make([room.state, *(row.content for row in rows if row.number > room.upto)])
            if state is None:
                return False
            authors: dict[str, str] = {}
            for row in rows:
                authors.update(json.loads(row.authors))
            last = max([room.upto, *(row.number for row in rows)])
            connection.execute(delete(ROOM_UPDATES).where(log.map_id == map_id))
            told = {"map_id": map_id, "number": last + 1, "at": now(), "content": NOTHING}
            connection.execute(insert(ROOM_UPDATES).values(**told, authors=json.dumps(authors)))
            connection.execute(update(ROOMS).where(ROOMS.c.map_id == map_id).values(state=state, upto=last))
        return True

    def standing(self, map_id: str) -> tuple[int | None, int | None]:
        """The version of a map now, None when it is not there or in the bin; and the newest number of its log."""
        with reading(self._engine) as connection:
            query = select(MAPS.c.version).where(MAPS.c.id == map_id, MAPS.c.deleted_at.is_(None))
            return connection.execute(query).scalar(), _newest(connection, map_id)

    def unsettled(self) -> list[str]:
        """Maps whose room has updates that are not in the map yet: what a server that was killed left."""
        log = ROOM_UPDATES.c
        with reading(self._engine) as connection:
            query = (
                select(log.map_id)
                .join(ROOMS, ROOMS.c.map_id == log.map_id)
                .join(MAPS, MAPS.c.id == log.map_id)
                .where(log.number > ROOMS.c.upto, MAPS.c.deleted_at.is_(None))
                .distinct()
            )
            return list(connection.execute(query).scalars())


def _write(connection: Connection, row: Row, before: Document, after: Document, authors: Mapping[str, str]) -> int:
    """The versions that lead from ``before`` to ``after``; the number of the last."""
    version = int(row.version)
    for author, then in _steps(before, after, authors):
        version = map_rows.write_next(connection, row, before, then, Act(author, "change"))[0]
        before = then
        row = map_rows.current(connection, row.id)
    return version


def renewed(map_id: str) -> Conflict:
    """The error for a room of which another state was kept meanwhile."""
    return Conflict("room.renewed", "This room begins anew.", where=map_id, mend="Open the map again.")


def _newest(connection: Connection, map_id: str) -> int | None:
    return connection.execute(select(func.max(ROOM_UPDATES.c.number)).where(ROOM_UPDATES.c.map_id == map_id)).scalar()


def _steps(before: Document, after: Document, authors: Mapping[str, str]) -> list[tuple[str, Document]]:
    """Each author's part as a map of its own; everything at once where the parts do not stand alone."""
    changes = before.changes_to(after)
    if not changes:
        return []
    mine: dict[str, list[AChange]] = {}
    for change in changes:
        mine.setdefault(authors.get(change.id, SOMEBODY), []).append(change)
    if len(mine) > 1:
        steps, document = [], before
        try:
            for author, part in mine.items():
                document, _ = document.apply([plain_change(change) for change in part])
                steps.append((author, document))
        except UserError:
            pass
        else:
            if document == after:
                return [*steps[:-1], (steps[-1][0], after)]
    return [(_together(mine), after)]


def _together(authors: Iterable[str]) -> str:
    named = sorted(author for author in authors if author != SOMEBODY) or [SOMEBODY]
    told = ", ".join(named)
    return told if len(told) <= map_rows.MAX_AUTHOR else f"{told[: map_rows.MAX_AUTHOR - 1]}…"
