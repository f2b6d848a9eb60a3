"""Every question over the journey index, and the same in DuckDB's SQL on a sorted table, in one run.

    python -m benchmarks.questions 1e6 [--runs 5] [--sql-runs 3] [--json FILE]

Both answers are compared before anything is printed. Times are wall-clock medians of warm runs.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import log, sql
from klantreis.analyses.funnel import funnel
from klantreis.analyses.paths import paths
from klantreis.analyses.reach import reach
from klantreis.analyses.timing import timing
from klantreis.analyses.transitions import transitions
from klantreis.engine.index import build
from klantreis.engine.journeys import Journeys

STEPS = ["t02", "t04", "t06"]
WEEK_US = 7 * log.DAY


def questions(journeys: Journeys, database: Any) -> dict[str, tuple[Callable[[], Any], Callable[[], Any]]]:
    """Per question: the answer of the index and of SQL, both in a form that can be compared."""

    def rows(query: str, **values: str) -> list[tuple[Any, ...]]:
        return database.execute(query, values or None).fetchall()

    return {
        "transitions": (
            lambda: {(t.from_, t.to): (t.count, t.median_s, t.p90_s) for t in transitions(journeys).transitions},
            lambda: {(r[0], r[1]): (r[2], r[5], r[6]) for r in rows(sql.TRANSITIONS)},
        ),
        "paths": (
            lambda: _common(paths(journeys, limit=100)),
            lambda: rows(f"select count(*), list(n order by n desc)[:100] from ({sql.PATHS}) as t(path, n, took)")[0],
        ),
        "reach": (
            lambda: {t.name: (t.journeys, t.events) for t in reach(journeys).touchpoints},
            lambda: {r[0]: (r[1], r[2]) for r in rows(sql.REACH)},
        ),
        "timing": (
            lambda: _quantiles(timing(journeys, "t03", "t05")),
            lambda: _seconds(rows(sql.TIMING, a="t03", b="t05")[0]),
        ),
        "funnel": (
            lambda: [step.count for step in funnel(journeys, STEPS, within="7d").steps],
            lambda: sql.funnel(database, STEPS, WEEK_US),
        ),
    }


def _common(result: Any) -> tuple[int, list[int]]:
    return result.distinct, [int(count) for count in result.counts]


def _quantiles(result: Any) -> tuple[float, ...]:
    return (result.count, result.median_s, result.p75_s, result.p90_s, result.p95_s)


def _seconds(row: tuple[Any, ...]) -> tuple[float, ...]:
    return (row[0], *(value / 1e6 for value in row[1]))


def same(one: Any, other: Any) -> bool:
    """Equal, numbers to twelve digits."""
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, (list, tuple)):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return bool(np.isclose(one, other, rtol=1e-12))
    return one == other


def median_time(work: Callable[[], Any], runs: int) -> float:
    """Seconds, over ``runs`` runs."""
    times = []
    for _ in range(runs):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


def main() -> None:
    """Print a table, and write JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("events", type=float)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--sql-runs", type=int, default=3)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    batches = log.make(int(asked.events))
    build(batches[:1])
    begin = time.perf_counter()
    index = build(batches)
    built = time.perf_counter() - begin
    names = [None, *(f"t{code:02}" for code in range(1, log.TOUCHPOINTS + 1))]
    journeys = index.journeys(names, lambda numbers: [str(number) for number in numbers])
    database = sql.connect(journeys)
    found: dict[str, Any] = {
        "events": journeys.events, "journeys": journeys.n, "cores": len(os.sched_getaffinity(0)),
        "load": os.getloadavg()[0], "build_s": built, "questions": {},
    }  # fmt: skip
    print(f"{journeys.events:,} events, {journeys.n:,} journeys, index built in {built:.2f} s, {found['cores']} cores")
    print(f"{'':14}{'index':>10}{'DuckDB':>10}{'times':>8}")
    for name, (ours, theirs) in questions(journeys, database).items():
        if not same(ours(), theirs()):
            raise SystemExit(f"{name}: the two answers differ")
        mine, other = median_time(ours, asked.runs), median_time(theirs, asked.sql_runs)
        found["questions"][name] = {"index_s": mine, "duckdb_s": other}
        print(f"{name:14}{mine:8.3f} s{other:8.3f} s{other / mine:7.1f}×")
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
