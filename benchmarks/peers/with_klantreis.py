"""Ours, asked as the others are; runs in the environment of the product.

``{"more": {"prepare": true}}`` builds the index from the log; ``{"more": {"cold": true}}`` answers each question once
from files that are not in memory. Otherwise the index is opened memory-mapped and every question is asked warm.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

BEGAN = time.perf_counter()

import pyarrow as pa  # noqa: E402
from answering import Asked, Question, asked_of, drop_pages, peak_mb, serve, tell  # noqa: E402

from klantreis.analyses.funnel import funnel  # noqa: E402
from klantreis.analyses.paths import paths  # noqa: E402
from klantreis.analyses.reach import reach  # noqa: E402
from klantreis.analyses.timing import timing  # noqa: E402
from klantreis.analyses.transitions import transitions  # noqa: E402
from klantreis.engine import index  # noqa: E402


def load(asked: Asked) -> dict[str, Question]:
    """The journeys, memory-mapped, and the questions."""
    journeys = opened(asked)
    a, b = asked.between
    week = asked.window_us / 1e6
    return {
        "transitions": Question(lambda: transitions(journeys), _transitions),
        "paths": Question(lambda: paths(journeys, limit=asked.top), _paths),
        "funnel": Question(lambda: funnel(journeys, asked.steps, within=week), _funnel),
        "funnel counts": Question(lambda: funnel(journeys, asked.steps, within=week, only_counts=True), _counts),
        "funnel without window": Question(lambda: funnel(journeys, asked.steps, only_counts=True), _counts),
        "reach": Question(lambda: reach(journeys), _reach),
        "timing": Question(lambda: timing(journeys, a, b), _timing),
    }


def opened(asked: Asked) -> Any:
    """The journeys of the prepared index."""
    root = Path(asked.more["index"])
    found = index.load(root)
    if found is None:
        raise SystemExit(f"no index in {root}: prepare it first")
    labels = [None, *json.loads((root / "labels.json").read_text(encoding="utf-8"))]
    return found.journeys(labels, lambda numbers: [str(number) for number in numbers])


def prepare(asked: Asked) -> None:
    """Index the log from its Parquet file, a row group at a time."""
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    root = Path(asked.more["index"])
    root.mkdir(parents=True, exist_ok=True)
    log = pq.ParquetFile(asked.file)
    labels: dict[str, int] = {}

    def batches() -> Iterator[index.Batch]:
        for number in range(log.num_row_groups):
            rows = log.read_row_group(number)
            coded = rows["activity"].combine_chunks().dictionary_encode()
            numbers = [labels.setdefault(word, len(labels) + 1) for word in coded.dictionary.to_pylist()]
            codes = pc.take(pa.array(numbers, pa.int32()), coded.indices).to_numpy()
            yield index.Batch(rows["customer"].to_numpy(), codes, rows["time"].cast(pa.int64()).to_numpy())

    began = time.perf_counter()
    made = index.build(batches(), root=root)
    took = time.perf_counter() - began
    (root / "labels.json").write_text(json.dumps(list(labels)), encoding="utf-8")
    arrays = {name: getattr(made, name).nbytes for name in ("keys", "offsets", "codes", "times", "rows")}
    tell(event="prepared", seconds=took, peak_mb=peak_mb(), events=made.events, journeys=made.n, bytes=arrays)


def cold(asked: Asked) -> None:
    """One question, once: opened and asked while no page of the index is in memory."""
    drop_pages(Path(asked.more["index"]))
    imported = time.perf_counter() - BEGAN
    for name in asked.only:
        began = time.perf_counter()
        load(asked)[name].ask()
        tell(event="answered", question=name, times=[time.perf_counter() - began], first=imported, peak_mb=peak_mb())


def _transitions(found: Any) -> pa.Table:
    rows = found.rows()
    return pa.table(
        {name: [row[name] for row in rows] for name in ("from", "to", "count", "journeys", "median_s", "p90_s")}
    )


def _paths(found: Any) -> pa.Table:
    rows = found.rows()
    return pa.table(
        {
            "path": [">".join(row["path"]) for row in rows],
            "count": [row["count"] for row in rows],
            "median_s": [row["median_s"] for row in rows],
            "distinct": [found.distinct] * len(rows),
        }
    )


def _funnel(found: Any) -> pa.Table:
    stopped = [[] if step.dropped is None else step.dropped.next for step in found.steps]
    return pa.table(
        {
            "step": list(range(1, len(found.steps) + 1)),
            "count": [step.count for step in found.steps],
            "median_s": pa.array([step.median_s for step in found.steps], pa.float64()),
            "p90_s": pa.array([step.p90_s for step in found.steps], pa.float64()),
            "ends": [sum(each.count for each in next if each.activity is None) for next in stopped],
            "commonest_next": [max((each.count for each in next if each.activity), default=0) for next in stopped],
        }
    )


def _counts(found: Any) -> pa.Table:
    return _funnel(found).select(["step", "count"])


def _reach(found: Any) -> pa.Table:
    rows = found.rows()
    return pa.table(
        {
            "activity": [row["name"] for row in rows],
            "journeys": [row["journeys"] for row in rows],
            "events": [row["events"] for row in rows],
            "repeating": [round(row["repeat_share"] * row["journeys"]) for row in rows],
        }
    )


def _timing(found: Any) -> pa.Table:
    names = ("count", "median_s", "p75_s", "p90_s", "p95_s")
    return pa.table({name: [getattr(found, name)] for name in names})


if __name__ == "__main__":
    asked_for = asked_of(sys.argv[1])
    if asked_for.more.get("prepare"):
        prepare(asked_for)
    elif asked_for.more.get("cold"):
        cold(asked_for)
    else:
        serve(load)
