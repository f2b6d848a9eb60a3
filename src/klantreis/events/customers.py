"""Looking at events, at one customer's events, and erasing a customer for real."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from klantreis.engine.duckdb import EventStore, Session, StatementFailed, Watch
from klantreis.errors import Busy, NotFound
from klantreis.events import numbering, schema
from klantreis.events.attributes import catalogue

MOST = 10_000
_EDGE = r"[^\pL\pN_-]"


@dataclass(frozen=True)
class Event:
    """One stored event. ``at`` is naive UTC, ``source`` its import's number, ``attributes`` only the filled ones."""

    customer: str
    activity: str
    at: datetime
    source: int
    event_id: str | None = None
    journey_id: str | None = None
    channel: str | None = None
    value: float | None = None
    score: float | None = None
    score_kind: str | None = None
    text: str | None = None
    attributes: dict[str, str] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values; the time is ISO 8601 UTC."""
        return {**self.__dict__, "at": self.at.isoformat() + "Z"}


def head(
    store: EventStore, limit: int = 100, after: int = 0, customer: str | None = None, activity: str | None = None
) -> list[Event]:
    """Stored events in the order they came in, ``after`` that many; at most 10,000 at a time."""
    conditions: list[str] = []
    params: list[Any] = []
    for column, value in (("customer", customer), ("activity", activity)):
        if value is not None:
            conditions.append(f"{column} = ?")
            params.append(value)
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    with store.reading() as session:
        return _events(session, f"{where} LIMIT ? OFFSET ?", [*params, min(max(limit, 0), MOST), max(after, 0)])


def customer_events(store: EventStore, customer: str) -> list[Event]:
    """All events of one customer in order: time, then the file's own order. Raises ``NotFound``."""
    with store.reading() as session:
        found = _events(session, "WHERE customer = ? ORDER BY ts, rowid", [customer])
    if not found:
        raise _unknown(customer)
    return found


def activities(store: EventStore, search: str | None = None) -> list[dict[str, Any]]:
    """Per activity ``name``, ``events``, ``customers``, and ``first`` and ``last`` (naive UTC); most events first.

    With ``search`` only those in whose name each of its words stands.
    """
    words = (search or "").split()
    sought = " AND ".join("contains(lower(activity), lower(?))" for _ in words)
    rows = store.query(
        "SELECT activity, count(*), count(DISTINCT customer), min(ts), max(ts) FROM events "
        f"{f'WHERE {sought} ' if sought else ''}GROUP BY 1 ORDER BY 2 DESC, 1",
        words,
    )
    return [dict(zip(("name", "events", "customers", "first", "last"), row, strict=True)) for row in rows]


def known(store: EventStore, customer: str) -> None:
    """Raises ``NotFound`` when neither an event nor a bad row names the customer."""
    with store.reading() as session:
        if session.value("SELECT 1 FROM events WHERE customer = ? LIMIT 1", [customer]):
            return
        named, params = _named(customer)
        if session.value(f"SELECT 1 FROM rejected WHERE {named} LIMIT 1", params):
            return
    raise _unknown(customer)


def erase_customer(store: EventStore, customer: str, watch: Watch | None = None) -> dict[str, int]:
    """Erases a customer: events, repeats, bad rows that name the customer, the number, and the bytes on disk.

    Returns how many ``events`` and ``rejected`` rows went. The store is written anew, so that nothing of the
    customer is left in its file; a crash, or somebody who reads for long, in between is made good at the next
    opening. The index must be refreshed afterwards. Raises ``NotFound`` when the store does not know the customer.
    """
    with store.transaction() as session:
        events = int(session.value("SELECT count(*) FROM events WHERE customer = ?", [customer]) or 0)
        named, params = _named(customer)
        bad = int(session.value(f"SELECT count(*) FROM rejected WHERE {named}", params) or 0)
        if not events and not bad:
            raise _unknown(customer)
        for table in ("events", "repeats"):
            session.run(f"DELETE FROM {table} WHERE customer = ?", [customer], watch)
        session.run(f"DELETE FROM rejected WHERE {named}", params, watch)
        numbering.number_again(session, watch)
        schema.raise_mark(session, "era")
        schema.raise_mark(session, "version")
        schema.set_mark(session, "rewrite", 1)
    # Who reads for long does not keep a customer from being forgotten: then it is written anew at the next opening.
    try:
        store.rewrite()
    except Busy:
        pass
    except StatementFailed as refused:
        if refused.kind != "TransactionException":  # another transaction is just ending
            raise
    return {"events": events, "rejected": bad}


def _named(customer: str) -> tuple[str, list[str]]:
    r"""SQL for the bad rows that name a customer, and its parameters.

    A bad row was never taken apart: it names a customer when the id stands in it as a whole, as it is or as the format
    of its file writes it: letters beyond ASCII as ``\u00e9``, quotes doubled.
    """
    plain, told = json.dumps(customer, ensure_ascii=False)[1:-1], json.dumps(customer)[1:-1]
    capitals = re.sub(r"\\u[0-9a-f]{4}", lambda found: "\\u" + found[0][2:].upper(), told)
    ways = list(dict.fromkeys((customer, plain, told, capitals, customer.replace('"', '""'))))
    one = f"regexp_matches(line, '(^|{_EDGE})' || regexp_escape(?) || '($|{_EDGE})')"
    return f"({' OR '.join([one] * len(ways))} OR value = ?)", [*ways, customer]


def _events(session: Session, rest: str, params: list[Any]) -> list[Event]:
    attributes = catalogue(session)
    names = (
        "customer",
        "activity",
        "ts",
        "import_id",
        "event_id",
        "journey_id",
        "channel",
        "value",
        "score",
        "score_kind",
        "text",
    )
    listed = ", ".join([*names, *(attribute.column for attribute in attributes)])
    found = []
    for row in session.query(f"SELECT {listed} FROM events {rest}", params):
        filled = {a.name: value for a, value in zip(attributes, row[len(names) :], strict=True) if value is not None}
        found.append(Event(*row[: len(names)], attributes=filled))
    return found


def _unknown(customer: str) -> NotFound:
    return NotFound(
        "events.no_customer",
        f"There is no customer {customer!r}.",
        mend="Check the id; capitals count.",
        params={"customer": customer},
    )
