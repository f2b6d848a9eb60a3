"""Maps that open from a touchpoint of another map: no map leads back to itself."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select, text

from klantreis.errors import Conflict
from klantreis.journey.document import Document
from klantreis.journey.touchpoint import Touchpoint
from klantreis.storage.tables import MAPS

_LINKING = 7_245_170_114
"""Any fixed number: those who link maps on PostgreSQL queue on it."""


@dataclass(frozen=True)
class Link:
    """A touchpoint that opens a map."""

    touchpoint: str
    name: str
    map: str


def new_links(before: Document | None, after: Document) -> list[Link]:
    """The links in ``after`` that were not in ``before``, in map order."""
    found = []
    for each in after.touchpoints():
        old = None if before is None else before.records.get(each.id)
        if each.sub_map and not (isinstance(old, Touchpoint) and old.sub_map == each.sub_map):
            found.append(Link(each.id, each.name, each.sub_map))
    return found


def check(connection: Connection, map_id: str, links: Iterable[Link]) -> None:
    """Raise Conflict for the first of these links of a map that leads back to that map; for a transaction that writes.

    Of those who link maps in the same instant each waits for the one before, and sees what it did: on SQLite because
    all writing waits, on PostgreSQL by a lock that lasts until the transaction ends.
    """
    for problem in loops(connection, map_id, links).values():
        raise problem


def loops(connection: Connection, map_id: str, links: Iterable[Link]) -> dict[str, Conflict]:
    """Of these links of a map those that lead back to it, by touchpoint, one at a time as in ``check``."""
    asked = list(links)
    if asked and connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LINKING})
    found = {link.touchpoint: loop(connection, map_id, link) for link in asked}
    return {touchpoint: problem for touchpoint, problem in found.items() if problem is not None}


def loop(connection: Connection, map_id: str, link: Link) -> Conflict | None:
    """What is wrong with a link of this map that leads back to it; None when it does not."""
    way = _way(connection, link.map, map_id)
    if way is None:
        return None
    told = " → ".join(f"“{name}”" for name in way)
    message = (
        f"“{link.name}” cannot open this map itself."
        if len(way) == 1
        else f"“{link.name}” cannot open {told}: that leads back to this map."
    )
    mend = "Choose a map that does not lead here, or take away the link there first."
    facts = {"touchpoint": link.name, "maps": way, "way": told, "reason": "itself" if len(way) == 1 else "back"}
    return Conflict("maps.sub_map_loop", message, where=link.touchpoint, mend=mend, params=facts)


def _way(connection: Connection, start: str, goal: str) -> Sequence[str] | None:
    """The names of the maps from ``start`` to ``goal`` along the links, both included; None when none leads there."""
    came: dict[str, str | None] = {start: None}
    names: dict[str, str] = {}
    frontier = [start]
    while frontier:
        query = select(MAPS.c.id, MAPS.c.summary).where(MAPS.c.id.in_(frontier), MAPS.c.deleted_at.is_(None))
        rows = {row.id: json.loads(row.summary) for row in connection.execute(query)}
        following: list[str] = []
        for name in frontier:
            summary = rows.get(name)
            if summary is None:
                continue
            names[name] = str(summary["name"])
            if name == goal:
                return _back(came, names, goal)
            for each in summary.get("sub_maps", ()):
                if each["map"] not in came:
                    came[each["map"]] = name
                    following.append(each["map"])
        frontier = following
    return None


def _back(came: dict[str, str | None], names: dict[str, str], goal: str) -> list[str]:
    way, at = [], goal
    while True:
        way.append(names[at])
        before = came[at]
        if before is None:
            return way[::-1]
        at = before
