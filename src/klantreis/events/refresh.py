"""From stored events to journeys: brings the journey index up to date and gives it its names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from klantreis.engine import index as indexes
from klantreis.engine.duckdb import EventStore, Session, Watch
from klantreis.engine.index import Batch, Index
from klantreis.engine.journeys import Journeys
from klantreis.errors import UserError
from klantreis.events import schema
from klantreis.events.filters.select import check_era

UNITS = ("customer", "journey", "gap")
BATCH = 1_000_000

Progress = Callable[[float | None, int], None]


def refresh(
    store: EventStore,
    index_dir: Path,
    *,
    unit: str | None = None,
    gap_us: int | None = None,
    progress: Progress = lambda _share, _rows: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Journeys:
    """The journeys of all stored events, from an index in ``index_dir`` that is made, merged into or reused.

    ``unit`` is ``customer``, ``journey`` (by journey id; events without one form their customer's own
    journey) or ``gap`` (the customer's events cut where more than ``gap_us`` microseconds pass); default
    ``journey`` when the events have journey ids, else ``customer``. A damaged index is built anew. Raises
    ``Cancelled`` with the index as it was.
    """
    with store.reading() as session:
        by_id = bool(session.value("SELECT 1 FROM journeys LIMIT 1"))
        chosen = unit or ("journey" if by_id else "customer")
        if chosen not in UNITS:
            raise UserError(
                "events.unit",
                f"A journey cannot be one {chosen}.",
                mend=f"Choose {', '.join(UNITS)}.",
                params={"unit": chosen, "allowed": list(UNITS)},
            )
        keyed = "journey" if chosen == "journey" and by_id else "customer"
        index = _index(session, index_dir / keyed, keyed, progress, cancelled)
        labels = [None, *(name for (name,) in session.query("SELECT name FROM activities ORDER BY code"))]
        owners = _owners(session) if keyed == "journey" else None
        era = str(schema.mark(session, "era"))
        version = f"{era}.{schema.mark(session, 'version')}/{keyed}"
    whole = replace(
        index.journeys(labels, lambda numbers: customer_names(store, numbers, era), owners=owners, unit=keyed),
        version=version,
    )
    if chosen != "gap":
        return whole
    if gap_us is None or gap_us <= 0:
        raise UserError(
            "events.gap", "Journeys by gap need the length of the gap.", mend="Give it, such as 30m.", params={}
        )
    return indexes.split_by_gap(whole, gap_us)


def customer_names(store: EventStore, numbers: Sequence[int], era: str) -> list[str]:
    """The customer ids of the numbers of an era, in the order asked.

    Raises ``Conflict`` when events were removed since: the same numbers are other customers by now.
    """
    wanted = [int(number) for number in numbers]
    with store.reading() as session:
        check_era(session, era)
        known = dict(
            session.query("SELECT code, id FROM customers WHERE code IN (SELECT unnest(?::INTEGER[]))", [wanted])
        )
    return [known[number] for number in wanted]


def _index(
    session: Session,
    root: Path,
    keyed: str,
    progress: Progress,
    cancelled: Callable[[], bool],
) -> Index:
    era, version = schema.mark(session, "era"), schema.mark(session, "version")
    base: dict[str, Any] = {
        "era": era,
        "version": version,
        "events": int(session.value("SELECT count(*) FROM events") or 0),
        "imports": [row[0] for row in session.query("SELECT id FROM imports ORDER BY id")],
    }
    old = indexes.find(root)
    if old is not None and old.base == base and old.events == base["events"]:
        return old
    settings: dict[str, Any] = {
        "root": root,
        "base": base,
        "progress": lambda share: progress(0.5 + share / 2, base["events"]),
        "cancelled": cancelled,
    }
    if old is None or not _goes_on(old, base):
        return indexes.build(_batches(session, keyed, None, 0, progress, cancelled), **settings)
    first = old.events
    return indexes.merge(old, _batches(session, keyed, old.base["imports"], first, progress, cancelled), **settings)


def _goes_on(old: Index, base: dict[str, Any]) -> bool:
    """Whether the store holds what the index holds, and after it only more."""
    known = old.base
    return (
        known.get("era") == base["era"]
        and known.get("events") == old.events
        and known.get("imports") == base["imports"][: len(known.get("imports", ()))]
        and old.events <= base["events"]
    )


def _batches(
    session: Session,
    keyed: str,
    known: Sequence[int] | None,
    first: int,
    progress: Progress,
    cancelled: Callable[[], bool],
) -> Iterator[Batch]:
    """The events after those of the ``known`` imports. Rows count on from ``first`` in the store's own order.

    A join gives its rows in any order; the row number of each event restores the order of the files.
    """
    last = max(known, default=0) if known is not None else 0
    ids = session.numpy("SELECT rowid AS r FROM events WHERE import_id > ?", [last])["r"]
    total = len(ids)
    low = int(ids[0]) if total else 0
    dense = total == 0 or int(ids[-1]) - low + 1 == total
    key = "c.code" if keyed == "customer" else "j.code"
    journeys = "JOIN journeys j ON j.customer = c.code AND j.journey_id IS NOT DISTINCT FROM e.journey_id "
    sql = (
        f"SELECT {key} AS key, a.code AS code, epoch_us(e.ts) AS time, e.rowid AS r FROM events e "
        f"JOIN customers c ON c.id = e.customer {journeys if keyed == 'journey' else ''}"
        "JOIN activities a ON a.name = e.activity WHERE e.import_id > ?"
    )
    done = 0
    for record in session.batches(sql, [last], size=BATCH, watch=Watch(cancelled=cancelled)):
        keys, codes, times, rowids = (record.column(i).to_numpy(zero_copy_only=False) for i in range(4))
        rows = rowids - low if dense else np.searchsorted(ids, rowids)
        yield Batch(keys.astype(np.uint32), codes.astype(np.uint32), times, _narrow(rows + first))
        done += len(keys)
        progress(0.5 * done / max(total, 1), done)


def _narrow(rows: NDArray[Any]) -> NDArray[Any]:
    top = int(rows.max()) if len(rows) else 0
    return rows.astype(indexes.row_kind(top))


def _owners(session: Session) -> NDArray[Any]:
    """The customer's number per journey number."""
    return session.numpy("SELECT customer FROM journeys ORDER BY code")["customer"]
