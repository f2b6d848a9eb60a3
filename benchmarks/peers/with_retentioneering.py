"""Retentioneering 5: what its eventstream answers of the same questions.

Its transition graph gives one number per question (count, paths, median time): each is asked and the times are added up
for ``transitions``; ``transition counts`` is the count alone. Its funnel has no window. Usage tracking is switched off.
"""

from __future__ import annotations

import os
from typing import Any

os.environ["RETENTIONEERING_NO_TRACK"] = "1"

import pandas as pd
import pyarrow as pa
from answering import Asked, Question, serve
from retentioneering.eventstream.eventstream import Eventstream

ENDS = {"path_start", "path_end"}


def load(asked: Asked) -> dict[str, Question]:
    """An eventstream with start and end events, as its own quick start makes it."""
    frame = pd.read_parquet(asked.file)
    stream = Eventstream(frame, {"path_cols": ["customer"], "event_col": "activity", "timestamp_col": "time"})
    del frame
    graph = stream.transition_graph_data
    found = {
        "transitions": Question(
            lambda: {w: graph(edge_weight=w) for w in ("count", "unique_paths", "time_median")}, _transitions
        ),
        "transition counts": Question(lambda: {"count": graph(edge_weight="count")}, _transitions),
        "funnel without window": Question(lambda: stream.funnel_data(steps=asked.steps), _funnel),
        "event counts": Question(stream.get_event_counts, _reach),
        "step matrix": Question(lambda: stream.step_matrix_data(max_steps=10), lambda _: pa.table({"n": [0]})),
    }
    return found


def _transitions(matrices: dict[str, Any]) -> pa.Table:
    names = {"count": "count", "unique_paths": "journeys", "time_median": "median_s"}
    cells = pd.concat({names[w]: m.stack() for w, m in matrices.items()}, axis=1).reset_index()
    cells.columns = ["from", "to", *cells.columns[2:]]
    cells = cells[cells["count"] > 0]
    inner = ~cells["from"].isin(ENDS) & ~cells["to"].isin(ENDS)
    if "median_s" in cells:
        cells.loc[~inner, "median_s"] = pd.NaT
        cells["median_s"] = pd.to_timedelta(cells["median_s"]).dt.total_seconds()
        cells = cells.rename(columns={"median_s": "median_whole_s"})
    for column in ("from", "to"):
        cells[column] = cells[column].where(~cells[column].isin(ENDS), None)
    table = pa.Table.from_pandas(cells, preserve_index=False)
    return table


def _funnel(found: dict[str, Any]) -> pa.Table:
    steps = found["steps"]
    return pa.table({"step": list(range(1, len(steps) + 1)), "count": [int(s["unique_paths"]) for s in steps]})


def _reach(found: dict[str, int]) -> pa.Table:
    kept = {name: n for name, n in found.items() if name not in ENDS}
    return pa.table({"activity": list(kept), "events": list(kept.values())})


if __name__ == "__main__":
    serve(load)
