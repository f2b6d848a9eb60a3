"""The catalogue of attributes: a name as the file gave it, and the column that holds it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from klantreis.engine.duckdb import EventStore, Session
from klantreis.errors import TooLarge

MOST = 2_000


@dataclass(frozen=True)
class Attribute:
    """An attribute's ``name`` for people and ``column`` for SQL (``a1``, ``a2`` …)."""

    name: str
    column: str


def attributes(store: EventStore) -> list[Attribute]:
    """All attributes, in order of their first import."""
    with store.reading() as session:
        return catalogue(session)


def catalogue(session: Session) -> list[Attribute]:
    """As ``attributes``, inside a session."""
    return [
        Attribute(name, f"a{number}") for number, name in session.query("SELECT id, name FROM attributes ORDER BY id")
    ]


def ensure(session: Session, names: Iterable[str]) -> dict[str, str]:
    """The column of each name; names that are new get a new column."""
    known = {attribute.name: attribute.column for attribute in catalogue(session)}
    found: dict[str, str] = {}
    for name in names:
        if name not in known:
            number = len(known) + 1
            if number > MOST:
                raise TooLarge(
                    "events.too_many_attributes",
                    f"There would be more than {MOST} different attributes.",
                    mend="Leave out columns that are not needed.",
                    params={"most": MOST},
                )
            for table in ("events", "repeats"):
                session.run(f"ALTER TABLE {table} ADD COLUMN a{number} VARCHAR")
            session.run("INSERT INTO attributes VALUES (?, ?)", [number, name])
            known[name] = f"a{number}"
        found[name] = known[name]
    return found
