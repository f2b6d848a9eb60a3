"""What a filter costs: the question over a selection against the same question over all journeys, in one run.

    python -m benchmarks.filters 1e6 1e7 [--runs 5] [--json benchmarks/results/filters.json]

Mask: what DuckDB and the row map take to say which journeys a rule over an attribute selects. Copy: laying the codes of
those journeys out; times are copied when a question reads them. Ratio: the first question about a selection, all copies
and the question, over the question without a filter. A selection is kept, so that a next question about it pays neither
mask nor copy. On a map: both told in touchpoints first, by a table. The events are in a DuckDB file beside the index,
as in a workspace.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks import log, record
from klantreis.analyses.funnel import funnel
from klantreis.analyses.paths import paths
from klantreis.analyses.reach import reach
from klantreis.analyses.timing import timing
from klantreis.analyses.transitions import transitions
from klantreis.engine.index import build
from klantreis.engine.journeys import Journeys
from klantreis.events.filters.select import Filter, select
from klantreis.events.store import open_store

SHARES = (0.01, 0.1, 0.5, 0.99)
STEPS = ["t02", "t04", "t06"]
QUESTIONS: dict[str, Callable[[Journeys], Any]] = {
    "transitions": transitions,
    "paths": lambda journeys: paths(journeys, limit=100),
    "reach": reach,
    "timing": lambda journeys: timing(journeys, "t03", "t05"),
    "funnel": lambda journeys: funnel(journeys, STEPS, within="7d"),
}


def stored(folder: Path, batches: list[Any]) -> Any:
    """A store whose events have one attribute, a number below a million per customer, in the order of the rows."""
    store = open_store(folder)
    random = np.random.default_rng(7).integers(0, 10**6, int(max(batch.keys.max() for batch in batches)) + 1)
    names = pa.array(["", *log.names("zipf")])
    file = folder / "events.parquet"
    with store.transaction() as session:
        session.run("INSERT INTO attributes VALUES (1, 'part')")
        for table in ("events", "repeats"):
            session.run(f"ALTER TABLE {table} ADD COLUMN a1 VARCHAR")
        for batch in batches:
            columns = {
                "customer": pa.array(batch.keys.astype(np.int64)).cast(pa.string()),
                "activity": names.take(pa.array(batch.codes.astype(np.int64))),
                "ts": pa.array(batch.times, pa.timestamp("us")),
                "a1": pa.array(random[batch.keys]).cast(pa.string()),
            }
            pq.write_table(pa.table(columns), file)
            asked = ", ".join(columns)
            session.run(f"INSERT INTO events ({asked}) SELECT {asked} FROM read_parquet(?)", [str(file)])
    file.unlink()
    return store


def measure(events: int, runs: int) -> list[dict[str, Any]]:
    """One size: a row per share of journeys selected."""
    batches = list(log.batches(events))
    index = build(batches)
    names = [None, *log.names("zipf")]
    # without an import the store is in its first era
    journeys = replace(index, version="0.0").journeys(names, lambda numbers: [str(n) for n in numbers])
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        store = stored(Path(folder), batches)
        for share in SHARES:
            whole_s = _medians([partial(select, store, journeys, Filter(where=f"part < {round(share * 10**6)}"))], 3)[0]
            chosen = select(store, journeys, Filter(where=f"part < {round(share * 10**6)}"))
            mask = np.isin(journeys.customers, chosen.customers)
            copy_s = _medians([partial(journeys.select, mask)], runs)[0]
            row = {"events": journeys.events, "share": share, "mask": whole_s - copy_s, "copy": copy_s}
            for name, ask in QUESTIONS.items():
                ways = [partial(ask, journeys), partial(_both, ask, journeys, mask), partial(ask, chosen)]
                plain, first, again = _medians(ways, runs)
                row |= {name: first / plain, f"{name}_all": plain, f"{name}_first": first, f"{name}_again": again}
                on_map = partial(_on_map, ask)
                plain, first = _medians([partial(on_map, journeys), partial(_both, on_map, journeys, mask)], runs)
                row |= {f"{name}_map": first / plain, f"{name}_map_all": plain, f"{name}_map_first": first}
            rows.append(row)
            told = "  ".join(f"{name} {row[name]:4.2f}× {row[f'{name}_map']:4.2f}×" for name in QUESTIONS)
            print(
                f"{journeys.events:,}  {share:4.0%}  mask {row['mask']:6.3f} s  copy {copy_s:6.3f} s  {told}",
                flush=True,
            )
        store.close()
    return rows


def _table(title: str, columns: list[tuple[str, str, str]], rows: list[dict[str, Any]]) -> dict[str, Any]:
    shown = [("events", "events", "count"), ("share", "selected", "share"), *columns]
    return record.table(title, shown, [{key: row[key] for key, _, _ in shown} for row in rows])


def _both(ask: Callable[[Journeys], Any], journeys: Journeys, mask: np.ndarray) -> Any:
    """The copy, all of it that the question reads, and the question."""
    return ask(journeys.select(mask))


def _on_map(ask: Callable[[Journeys], Any], journeys: Journeys) -> Any:
    """The question about a map's touchpoints: each activity is one of them, in an order of the map's own."""
    width = len(journeys.labels)
    table = np.array([0, *range(width - 1, 0, -1)], np.uint8)
    return ask(journeys.relabel(table, (None, *journeys.labels[:0:-1])))


def _medians(ways: Sequence[Callable[[], Any]], runs: int) -> list[float]:
    """Seconds of each over ``runs`` rounds, in turns so that all meet the same load, after one round not counted."""
    times: list[list[float]] = [[] for _ in ways]
    for each in range(runs + 1):
        for work, took in zip(ways, times, strict=True):
            begin = time.perf_counter()
            work()
            if each:
                took.append(time.perf_counter() - begin)
    return [statistics.median(took) for took in times]


def main() -> None:
    """Print a line per share, and write a results file where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("events", type=float, nargs="+")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    about = record.machine()
    rows = [row for events in asked.events for row in measure(int(events), asked.runs)]
    worst = max(row[name + on] for row in rows for name in QUESTIONS for on in ("", "_map"))
    print(f"the worst ratio is {worst:.2f}")
    if asked.json:
        record.write(
            asked.json,
            title="Filters",
            intro="A question over a selection against the same question over all journeys.",
            command=f"python -m benchmarks.filters {' '.join(f'{n:g}' for n in asked.events)}",
            about=about,
            versions=record.versions("numba", "numpy", "duckdb"),
            order=35,
            tables=[
                _table("The first question about a selection, as times the question without a filter",
                       [("mask", "mask", "s"), ("copy", "copy", "s"), *((name, name, "times") for name in QUESTIONS)],
                       rows),
                _table("The same on a map, by a table from activity to touchpoint",
                       [(f"{name}_map", name, "times") for name in QUESTIONS], rows),
                _table("All journeys, then a selection for the first time and again",
                       [(f"{name}_{way}", f"{name}, {way}", "s") for name in QUESTIONS
                        for way in ("all", "first", "again")],
                       rows),
                _table("All journeys on a map, then a selection for the first time",
                       [(f"{name}_map_{way}", f"{name}, {way}", "s") for name in QUESTIONS for way in ("all", "first")],
                       rows),
            ],
            bars=[record.bar("A filtered question over the unfiltered one, mask known", 2, worst, worst <= 2, "times")],
            notes=["The mask is made once per selection; a next question about it pays neither mask nor copy."],
        )  # fmt: skip


if __name__ == "__main__":
    main()
