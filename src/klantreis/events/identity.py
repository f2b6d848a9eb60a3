"""When two rows are one event: by event id, else by all their fields and their ordinal among equals.

A source may hold the same row several times, and a later source may hold it again; the store keeps as many
as the source that holds most. No hash decides alone: fields are compared as they are.
"""

from __future__ import annotations

from klantreis.engine.duckdb import Session, Watch
from klantreis.events.attributes import catalogue
from klantreis.events.schema import FIELDS


def fields(session: Session) -> list[str]:
    """Columns that make up an event without an event id."""
    return [name for name in FIELDS if name != "event_id"] + [a.column for a in catalogue(session)]


def set_repeats_apart(session: Session, import_id: int, watch: Watch | None = None) -> int:
    """Moves those new rows of an import that are events already there to ``repeats``; returns how many.

    A row that repeats an event id inside its own file is dropped: the first one stands.
    """
    session.run("CREATE OR REPLACE TEMP TABLE doubles(r BIGINT)")
    earlier = bool(session.value("SELECT 1 FROM events WHERE import_id <> ? LIMIT 1", [import_id]))
    own = 0
    if session.value("SELECT 1 FROM events WHERE import_id = ? AND event_id IS NOT NULL LIMIT 1", [import_id]):
        own = _same_id_inside(session, import_id, watch)
        if earlier:
            session.run(
                "INSERT INTO doubles SELECT n.rowid FROM events n WHERE import_id = ? AND event_id IN "
                "(SELECT event_id FROM events WHERE import_id <> ? AND event_id IS NOT NULL)",
                [import_id, import_id],
                watch,
            )
    if earlier:
        _same_fields(session, import_id, watch)
    moved = int(session.value("SELECT count(*) FROM doubles") or 0)
    if moved:
        session.run("INSERT INTO repeats SELECT * FROM events WHERE rowid IN (SELECT r FROM doubles)", (), watch)
        session.run("DELETE FROM events WHERE rowid IN (SELECT r FROM doubles)", (), watch)
    session.run("DROP TABLE doubles")
    return own + moved


def _same_id_inside(session: Session, import_id: int, watch: Watch | None) -> int:
    all_ids, distinct = session.query(
        "SELECT count(event_id), count(DISTINCT event_id) FROM events WHERE import_id = ?", [import_id], watch
    )[0]
    if all_ids == distinct:
        return 0
    return session.run(
        "DELETE FROM events WHERE import_id = ? AND rowid IN (SELECT r FROM (SELECT rowid AS r, row_number() OVER "
        "(PARTITION BY event_id ORDER BY rowid) AS k FROM events WHERE import_id = ? AND event_id IS NOT NULL) "
        "WHERE k > 1)",
        [import_id, import_id],
        watch,
    )


def _same_fields(session: Session, import_id: int, watch: Watch | None) -> None:
    columns = fields(session)
    listed = ", ".join(columns)
    equal = " AND ".join(f"n.{name} IS NOT DISTINCT FROM o.{name}" for name in columns)
    # Only rows at a customer's moment that is known already can be repeats: that leaves few to compare.
    session.run(
        f"CREATE OR REPLACE TEMP TABLE candidates AS SELECT rowid AS r, {listed} FROM events n "
        "WHERE import_id = ? AND event_id IS NULL AND EXISTS (SELECT 1 FROM events o WHERE o.import_id <> ? "
        "AND o.event_id IS NULL AND o.customer = n.customer AND o.ts = n.ts)",
        [import_id, import_id],
        watch,
    )
    if session.value("SELECT 1 FROM candidates LIMIT 1"):
        session.run(
            f"INSERT INTO doubles SELECT n.r FROM (SELECT r, {listed}, row_number() OVER (PARTITION BY {listed} "
            f"ORDER BY r) AS k FROM candidates) n JOIN (SELECT {listed}, count(*) AS k FROM events e "
            "WHERE import_id <> ? AND event_id IS NULL AND EXISTS (SELECT 1 FROM candidates c WHERE c.customer = "
            "e.customer AND c.ts = e.ts) "
            f"GROUP BY {listed}) o ON {equal} WHERE n.k <= o.k",
            [import_id],
            watch,
        )
    session.run("DROP TABLE candidates")


def bring_back_repeats(session: Session, watch: Watch | None = None) -> int:
    """Gives back to the events what only ``repeats`` still holds, after a source was removed; returns how many.

    Per event every remaining source counts its own rows and its repeats; where that is more than the store
    holds, the difference comes back from that source, oldest source first.
    """
    columns = fields(session)
    listed = ", ".join(columns)
    equal = " AND ".join(f"r.{name} IS NOT DISTINCT FROM h.{name}" for name in columns)
    total = 0
    for (import_id,) in session.query("SELECT DISTINCT import_id FROM repeats ORDER BY 1"):
        session.run(
            "CREATE OR REPLACE TEMP TABLE back AS SELECT r FROM (SELECT rowid AS r, row_number() OVER "
            "(PARTITION BY event_id ORDER BY rowid) AS k FROM repeats WHERE import_id = ? AND event_id IS NOT NULL "
            "AND event_id NOT IN "
            "(SELECT event_id FROM events WHERE event_id IS NOT NULL)) WHERE k = 1",
            [import_id],
            watch,
        )
        # h: per event what the store has of all sources, and what this source owns of it.
        session.run(
            f"INSERT INTO back SELECT r.r FROM (SELECT rowid AS r, {listed}, row_number() OVER (PARTITION BY {listed} "
            f"ORDER BY rowid) AS k, count(*) OVER (PARTITION BY {listed}) AS n FROM repeats WHERE import_id = $id AND "
            f"event_id IS NULL) r LEFT JOIN (SELECT {listed}, count(*) AS have, "
            "count(*) FILTER (WHERE import_id = $id) AS own FROM events WHERE event_id IS NULL AND customer IN "
            "(SELECT customer FROM repeats WHERE import_id = $id) "
            f"GROUP BY {listed}) h ON {equal} WHERE r.k <= r.n + coalesce(h.own, 0) - coalesce(h.have, 0)",
            {"id": import_id},
            watch,
        )
        moved = session.run("INSERT INTO events SELECT * FROM repeats WHERE rowid IN (SELECT r FROM back)", (), watch)
        session.run("DELETE FROM repeats WHERE rowid IN (SELECT r FROM back)", (), watch)
        session.run(
            "UPDATE imports SET added = added + ?, duplicates = duplicates - ? WHERE id = ?", [moved, moved, import_id]
        )
        session.run("DROP TABLE back")
        total += moved
    return total
