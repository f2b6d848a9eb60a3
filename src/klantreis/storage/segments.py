"""Segments: named rules over customers, kept for everybody in the workspace."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import Engine, Row, delete, insert, select, update

from klantreis.errors import NotFound, UserError
from klantreis.storage import audit
from klantreis.storage.database import reading, writing
from klantreis.storage.moments import now
from klantreis.storage.tables import AUDIT, SEGMENTS

MAX_NAME, MAX_WHERE, MAX_DESCRIPTION = 200, 4_000, 4_000


@dataclass(frozen=True)
class Segment:
    """A segment; ``where`` is a text in the where language, which the caller has checked."""

    name: str
    where: str
    description: str
    changed_at: str
    changed_by: str

    def to_dict(self) -> dict[str, str]:
        """Plain JSON values."""
        return asdict(self)


class Segments:
    """The segments of one workspace."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def list(self) -> Sequence[Segment]:
        """Every segment, by name."""
        with reading(self._engine) as connection:
            return [_segment(row) for row in connection.execute(select(SEGMENTS).order_by(SEGMENTS.c.name))]

    def get(self, name: str) -> Segment:
        """One segment; raises NotFound with the names there are."""
        with reading(self._engine) as connection:
            row = connection.execute(select(SEGMENTS).where(SEGMENTS.c.name == name)).first()
        if row is None:
            names = [segment.name for segment in self.list()]
            mend = f"Allowed: {', '.join(names)}." if names else "Make one first."
            message = f"There is no segment {name[:MAX_NAME]!r}."
            raise NotFound("segments.not_found", message, where="segment", mend=mend, params={"names": names})
        return _segment(row)

    def put(self, name: str, where: str, author: str, description: str = "") -> Segment:
        """Keep a segment under a name; one of that name is replaced."""
        for field, value, least, most in (
            ("name", name, 1, MAX_NAME),
            ("where", where, 1, MAX_WHERE),
            ("description", description, 0, MAX_DESCRIPTION),
        ):
            if not least <= len(value.strip()) <= len(value) <= most:
                mend = f"Allowed: {least} to {most} characters."
                raise UserError("segments.text", f"The {field} of this segment does not fit.", where=field, mend=mend)
        segment = Segment(name, where, description, now(), author)
        row = {"name": name, "where_text": where, "description": description}
        with writing(self._engine) as connection:
            connection.execute(delete(SEGMENTS).where(SEGMENTS.c.name == name))
            connection.execute(insert(SEGMENTS).values(**row, changed_at=segment.changed_at, changed_by=author))
            audit.record(connection, author, "segment.put", details={"name": name, "where": where})
        return segment

    def delete(self, name: str, author: str) -> None:
        """Take a segment away; raises NotFound."""
        self.get(name)
        with writing(self._engine) as connection:
            connection.execute(delete(SEGMENTS).where(SEGMENTS.c.name == name))
            audit.record(connection, author, "segment.delete", details={"name": name})

    def forget(self, named: Callable[[str], bool]) -> None:
        """Take rules out of the audit, which kept what every segment once said; their names and authors stay."""
        with writing(self._engine) as connection:
            kept = connection.execute(select(AUDIT.c.id, AUDIT.c.details).where(AUDIT.c.action == "segment.put")).all()
            for row in kept:
                details = json.loads(row.details)
                if named(details.pop("where", "")):
                    told = json.dumps(details, ensure_ascii=False)
                    connection.execute(update(AUDIT).where(AUDIT.c.id == row.id).values(details=told))


def _segment(row: Row) -> Segment:
    return Segment(row.name, row.where_text, row.description, row.changed_at, row.changed_by)
