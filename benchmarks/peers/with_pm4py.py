"""PM4Py: what its data frame functions answer of the same questions. Its own process; AGPL-3.0 (see ADR 0006).

Directly-follows counts (without start and end), times between as means and medians, variants, and how many cases an
activity reaches. It has no windowed funnel.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pandas as pd
import pm4py
import pyarrow as pa
from answering import Asked, Question, serve


def load(asked: Asked) -> dict[str, Question]:
    """A data frame with PM4Py's column names, sorted as the file is.

    Not through its ``format_dataframe``, which takes activities like "t01" for dates.
    """
    frame = pd.read_parquet(asked.file)
    frame["customer"] = frame["customer"].astype(str)
    frame["time"] = frame["time"].dt.tz_localize("UTC")
    names = {"customer": "case:concept:name", "activity": "concept:name", "time": "time:timestamp"}
    log = frame.rename(columns=names)
    del frame
    return {
        "transitions": Question(lambda: (pm4py.discover_dfg(log), pm4py.discover_performance_dfg(log)), _transitions),
        "transition counts": Question(lambda: pm4py.discover_dfg(log), _counts),
        "paths": Question(lambda: pm4py.get_variants(log), lambda found: _paths(found, asked.top)),
        "event counts": Question(lambda: pm4py.get_event_attribute_values(log, "concept:name"), _reach),
    }


def _pairs(found: Any) -> dict[tuple[str | None, str | None], int]:
    pairs, starts, ends = found
    return {**pairs, **{(None, a): n for a, n in starts.items()}, **{(a, None): n for a, n in ends.items()}}


def _counts(found: Any) -> pa.Table:
    pairs = _pairs(found)
    return pa.table({"from": [a for a, _ in pairs], "to": [b for _, b in pairs], "count": list(pairs.values())})


def _transitions(found: Any) -> pa.Table:
    table = _counts(found[0])
    times = found[1][0]
    medians = [
        None if a is None or b is None else float(times[a, b]["median"])
        for a, b in zip(table["from"].to_pylist(), table["to"].to_pylist(), strict=True)
    ]
    return table.append_column("median_s", pa.array(medians, pa.float64()))


def _paths(found: dict[tuple[str, ...], Any], top: int) -> pa.Table:
    counts = Counter({path: n if isinstance(n, int) else len(n) for path, n in found.items()}).most_common(top)
    return pa.table(
        {
            "path": [">".join(path) for path, _ in counts],
            "count": [n for _, n in counts],
            "distinct": [len(found)] * len(counts),
        }
    )


def _reach(found: dict[str, int]) -> pa.Table:
    return pa.table({"activity": list(found), "events": list(found.values())})


if __name__ == "__main__":
    serve(load)
