"""The tables of the event store, and what each column of an event means."""

from __future__ import annotations

from klantreis.engine.duckdb import Session
from klantreis.errors import Damaged

FORMAT = 1

FIELDS: dict[str, str] = {
    "customer": "VARCHAR",
    "activity": "VARCHAR",
    "ts": "TIMESTAMP",
    "event_id": "VARCHAR",
    "journey_id": "VARCHAR",
    "channel": "VARCHAR",
    "value": "DOUBLE",
    "score": "DOUBLE",
    "score_kind": "VARCHAR",
    "text": "VARCHAR",
}
"""Columns of an event besides its attributes. ``ts`` is UTC in microseconds, ``value`` is money in the
workspace's currency. Attributes are the columns ``a1``, ``a2`` … named by the table ``attributes``."""

_EVENT = "import_id INTEGER, " + ", ".join(f"{name} {kind}" for name, kind in FIELDS.items()) + ", flaw VARCHAR"

_TABLES = (
    "CREATE TABLE meta(key VARCHAR, value BIGINT)",
    # `flaw` is only filled between the reading of a row and its being put aside, inside one transaction.
    f"CREATE TABLE events({_EVENT})",
    # What a source repeated of an earlier one: it comes back when the earlier source is removed.
    f"CREATE TABLE repeats({_EVENT})",
    "CREATE TABLE customers(code INTEGER, id VARCHAR)",
    "CREATE TABLE activities(code INTEGER, name VARCHAR)",
    "CREATE TABLE journeys(code INTEGER, customer INTEGER, journey_id VARCHAR)",
    "CREATE TABLE attributes(id INTEGER, name VARCHAR)",
    "CREATE TABLE imports(id INTEGER, name VARCHAR, bytes BIGINT, digest VARCHAR, format VARCHAR, "
    "imported_at TIMESTAMP, total BIGINT, added BIGINT, duplicates BIGINT, rejected BIGINT, earliest TIMESTAMP, "
    "latest TIMESTAMP, "
    "roles VARCHAR, options VARCHAR, notes VARCHAR)",
    "CREATE TABLE rejected(import_id INTEGER, at_row BIGINT, code VARCHAR, field VARCHAR, value VARCHAR, line VARCHAR)",
)


def prepare(session: Session) -> bool:
    """Makes the tables in a new store; refuses a store made by a newer Klantreis.

    Returns whether the file must be written anew, because an erasure was stopped before it could.
    """
    known = session.value("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'meta'")
    if not known:
        session.run("BEGIN TRANSACTION")
        for statement in _TABLES:
            session.run(statement)
        session.run("INSERT INTO meta VALUES ('format', ?), ('version', 0), ('era', 0), ('rewrite', 0)", [FORMAT])
        session.run("COMMIT")
        return False
    found = mark(session, "format")
    if found > FORMAT:
        raise Damaged(
            "store.newer",
            "These events were written by a newer Klantreis.",
            mend="Install the newest Klantreis and open them again.",
            params={"format": found},
        )
    return bool(mark(session, "rewrite"))


REWRITTEN = "UPDATE fresh.meta SET value = 0 WHERE key = 'rewrite'"
"""Said to the copy that a rewrite makes: it need not be written anew again."""


def mark(session: Session, key: str) -> int:
    """A number that the store keeps about itself: ``format``, ``version``, ``era`` or ``rewrite``."""
    return int(session.value("SELECT value FROM meta WHERE key = ?", [key]) or 0)


def raise_mark(session: Session, key: str) -> int:
    """Adds one to a number of the store and returns it.

    ``version`` counts every change of the events; ``era`` counts removals only, after which nothing
    that was numbered before (events, customers) keeps its number.
    """
    session.run("UPDATE meta SET value = value + 1 WHERE key = ?", [key])
    return mark(session, key)


def set_mark(session: Session, key: str, value: int) -> None:
    """Sets a number of the store."""
    session.run("UPDATE meta SET value = ? WHERE key = ?", [value, key])
