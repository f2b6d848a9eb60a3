"""The questions answered twice, by the kernels and by DuckDB in SQL: the answers are the same, in every number."""

from __future__ import annotations

import numpy as np
from duckdb import DuckDBPyConnection

from benchmarks import sql
from klantreis.analyses.funnel import funnel
from klantreis.analyses.paths import paths
from klantreis.analyses.reach import reach
from klantreis.analyses.steps import steps
from klantreis.analyses.timing import timing
from klantreis.analyses.transitions import transitions
from klantreis.engine.journeys import Journeys


def close(mine, theirs):
    """Both absent, or equal to twelve digits."""
    assert (mine is None) == (theirs is None)
    assert mine is None or np.isclose(mine, theirs, rtol=1e-12)


def same_transitions(journeys: Journeys, database: DuckDBPyConnection) -> None:
    found = {(t.from_, t.to): t for t in transitions(journeys).transitions}
    rows = database.execute(sql.TRANSITIONS).fetchall()
    assert len(rows) == len(found)
    for source, target, count, within, share, median, p90 in rows:
        mine = found[source, target]
        assert (mine.count, mine.journeys) == (count, within)
        close(mine.share, share)
        close(mine.median_s, median)
        close(mine.p90_s, p90)


def same_paths(journeys: Journeys, database: DuckDBPyConnection) -> None:
    found = {p.path: p for p in paths(journeys).paths}
    rows = database.execute(sql.PATHS).fetchall()
    assert len(rows) == len(found)
    for path, count, median in rows:
        assert found[tuple(path)].count == count
        close(found[tuple(path)].median_s, median)


def same_reach(journeys: Journeys, database: DuckDBPyConnection) -> None:
    found = {t.name: t for t in reach(journeys).touchpoints if t.events}
    rows = database.execute(sql.REACH).fetchall()
    assert len(rows) == len(found)
    for name, within, events, repeated, at_once in rows:
        mine = found[name]
        assert (mine.journeys, mine.events) == (within, events)
        close(mine.repeat_share, repeated / within)
        close(mine.at_once_share, at_once / within)


def same_steps(journeys: Journeys, database: DuckDBPyConnection, first: int, at: str | None, before: int) -> None:
    mine = steps(journeys, first, at=at, before=before)
    shift = 1 if at is None else 0
    found = {("here", row["step"] - shift, row["name"], None): row["count"] for row in mine.rows()}
    found |= {("flow", flow.step - shift, flow.from_, flow.to): flow.count for flow in mine.flows}
    asked = {"at": at, "low": -before, "high": first - 1}
    assert {tuple(row[:4]): row[4] for row in database.execute(sql.STEPS, asked).fetchall()} == found


def same_timing(journeys: Journeys, database: DuckDBPyConnection, a: str, b: str) -> None:
    mine = timing(journeys, a, b)
    row = database.execute(sql.TIMING, {"a": a, "b": b}).fetchone()
    assert row is not None
    count, theirs = row
    assert mine.count == count
    for value, other in zip((mine.median_s, mine.p75_s, mine.p90_s, mine.p95_s), theirs or [None] * 4, strict=True):
        close(value, None if other is None else other / 1e6)


def same_funnel(journeys: Journeys, database: DuckDBPyConnection, asked: list[str], within_us: int) -> None:
    mine = [step.count for step in funnel(journeys, asked, within=within_us / 1e6).steps]
    assert mine == sql.funnel(database, asked, within_us)
