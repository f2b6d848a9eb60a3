"""Numbers for customers, activities and journeys: given at import, in order of first appearance."""

from __future__ import annotations

from klantreis.engine.duckdb import Session, Watch
from klantreis.errors import UserError

MOST_ACTIVITIES = 10_000


def number_new(session: Session, import_id: int | None, watch: Watch | None = None) -> None:
    """Gives numbers to what an import brought (None: to all events of the store).

    Customers and journeys count from 0, activities from 1, because code 0 is the journey's end.
    """
    chosen = "" if import_id is None else "WHERE import_id = $import_id"
    params = {} if import_id is None else {"import_id": import_id}
    for table, key, column, start in (("customers", "id", "customer", 0), ("activities", "name", "activity", 1)):
        session.run(
            f"INSERT INTO {table} SELECT {start} + (SELECT count(*) FROM {table}) + row_number() OVER (ORDER BY r) - "
            "1, "
            f"x FROM (SELECT {column} AS x, min(rowid) AS r FROM events {chosen} GROUP BY 1) n "
            f"WHERE NOT EXISTS (SELECT 1 FROM {table} t WHERE t.{key} = n.x)",
            params,
            watch,
        )
    _bound_activities(session)
    _number_journeys(session, chosen, params, watch)


def number_again(session: Session, watch: Watch | None = None) -> None:
    """Numbers everything anew, after events were removed."""
    for table in ("customers", "activities", "journeys"):
        session.run(f"DELETE FROM {table}")
    number_new(session, None, watch)


def _number_journeys(session: Session, chosen: str, params: dict[str, int], watch: Watch | None) -> None:
    """Journeys are numbered as soon as one event has a journey id; events without one form their customer's own."""
    known = session.value("SELECT count(*) FROM journeys")
    if not known:
        where = f"{chosen} AND" if chosen else "WHERE"
        if not session.query(f"SELECT 1 FROM events {where} journey_id IS NOT NULL LIMIT 1", params):
            return
        chosen, params = "", {}
    session.run(
        "INSERT INTO journeys SELECT (SELECT count(*) FROM journeys) + row_number() OVER (ORDER BY r) - 1, c.code, "
        f"journey_id FROM (SELECT customer, journey_id, min(rowid) AS r FROM events {chosen} GROUP BY 1, 2) n "
        "JOIN customers c ON c.id = n.customer WHERE NOT EXISTS (SELECT 1 FROM journeys j "
        "WHERE j.customer = c.code AND j.journey_id IS NOT DISTINCT FROM n.journey_id)",
        params,
        watch,
    )


def _bound_activities(session: Session) -> None:
    count = int(session.value("SELECT count(*) FROM activities") or 0)
    if count > MOST_ACTIVITIES:
        raise UserError(
            "events.too_many_activities",
            f"There would be {count} different activities; at most {MOST_ACTIVITIES} make sense.",
            mend="Choose the column that says what happened, not one that differs on every row.",
            params={"activities": count, "most": MOST_ACTIVITIES},
        )
