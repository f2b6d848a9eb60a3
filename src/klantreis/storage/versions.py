"""The versions worth going back to: those with a name, and the end of every spell of work."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, select

from klantreis.storage.moments import read
from klantreis.storage.tables import CHANGES, NAMED_VERSIONS

PAUSE = timedelta(minutes=30)
"""Work that rests longer than this begins a new spell."""


@dataclass(frozen=True)
class Version:
    """A version; ``name`` is None for an automatic one. ``authors`` worked since the listed version before it."""

    version: int
    at: str
    authors: tuple[str, ...]
    action: str
    name: str | None = None
    named_by: str | None = None
    restored_from: int | None = None

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {**asdict(self), "authors": list(self.authors)}


def listed(connection: Connection, map_id: str) -> list[Version]:
    """Versions newest first: named ones, the first, the current, restorations, and the last before each pause.

    The version just before a restoration is listed too: it is the way back.
    """
    log = CHANGES.c
    rows = connection.execute(
        select(log.version, log.at, log.author, log.action, log.restored_from)
        .where(log.map_id == map_id)
        .order_by(log.version)
    ).all()
    names = {
        row.version: row for row in connection.execute(select(NAMED_VERSIONS).where(NAMED_VERSIONS.c.map_id == map_id))
    }
    versions: list[Version] = []
    authors: dict[str, None] = {}
    for row, following in zip(rows, [*rows[1:], None], strict=True):
        authors[row.author] = None
        spell_ends = following is None or following.action == "restore" or read(following.at) - read(row.at) > PAUSE
        if not (spell_ends or row.version in names or row.action != "change"):
            continue
        name = names.get(row.version)
        versions.append(
            Version(
                version=row.version,
                at=row.at,
                authors=tuple(authors),
                action=row.action,
                name=name.name if name else None,
                named_by=name.author if name else None,
                restored_from=row.restored_from,
            )
        )
        authors = {}
    return versions[::-1]
