"""What a run of ``benchmarks.run`` found, as the tables of its results file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks import record
from benchmarks.supervise import Heard

TOOLS = {
    "klantreis": "Klantreis",
    "duckdb": "DuckDB",
    "polars": "Polars",
    "clickhouse": "ClickHouse",
    "retentioneering": "Retentioneering",
    "pm4py": "PM4Py",
}
QUESTIONS = (
    "transitions",
    "transition counts",
    "paths",
    "funnel",
    "funnel counts",
    "funnel without window",
    "reach",
    "event counts",
    "timing",
)
PARTS = {"transition counts": "transitions", "event counts": "reach"}
"""Less than a question of ours, because some tools answer no more; ours is then the whole question."""
Best = Mapping[tuple[str, str], float | str]
"""Per (question, tool): seconds of its quickest right way, or why there is no time."""


def _asked(best: Best) -> list[str]:
    """The questions that were asked; parts of ours only where another tool answers them."""
    tools = {q: {tool for question, tool in best if question == q} for q in QUESTIONS}
    return [q for q, who in tools.items() if who and not (q in PARTS and who == {"klantreis"})]


def times(best: Best, found: Mapping[str, Heard]) -> dict[str, Any]:
    """Question × tool: seconds."""
    columns = [("question", "question", "text"), *((tool, TOOLS[tool], "s") for tool in found)]
    rows = [{"question": q, **{t: best[q, t] for t in found if (q, t) in best}} for q in _asked(best)]
    return record.table("Warm times", columns, rows)


def ratios(best: Best, found: Mapping[str, Heard]) -> dict[str, Any]:
    """Question × tool: how many times longer than ours."""
    others = [tool for tool in found if tool != "klantreis"]
    columns = [("question", "question", "text"), *((tool, TOOLS[tool], "times") for tool in others)]
    rows = []
    for question in _asked(best):
        row: dict[str, Any] = {"question": question}
        mine = best.get((question, "klantreis"))
        for tool in others:
            theirs = best.get((question, tool))
            if isinstance(mine, float) and isinstance(theirs, float):
                row[tool] = theirs / mine
        rows.append(row)
    return record.table("How many times as long as ours", columns, rows)


def ways(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Every way of asking."""
    columns = [
        ("question", "question", "text"), ("tool", "tool", "text"), ("way", "way", "text"), ("seconds", "time", "s"),
        ("runs", "runs", "count"), ("peak_mb", "memory at most", "mb"), ("compared", "equal to ours in", "text"),
    ]  # fmt: skip
    ordered = sorted(
        rows, key=lambda row: QUESTIONS.index(row["question"]) if row["question"] in QUESTIONS else len(QUESTIONS)
    )
    shown = [{k: TOOLS.get(v, v) if k == "tool" else v for k, v in row.items() if k != "right"} for row in ordered]
    return record.table("Every way of asking, with the answers that were compared", columns, shown)


def memory(rows: Sequence[Mapping[str, Any]], found: Mapping[str, Heard]) -> dict[str, Any]:
    """Per tool: loading, and the greatest resident size."""
    columns = [("tool", "tool", "text"), ("load", "loading and sorting", "s"), ("peak", "process at most", "mb")]
    shown = []
    for tool, heard in found.items():
        peaks = [row["peak_mb"] for row in rows if row["tool"] == tool and "peak_mb" in row]
        peaks += [heard.loaded["peak_mb"]] if heard.loaded else []
        shown.append({"tool": TOOLS[tool], "load": heard.loaded.get("seconds"), "peak": max(peaks, default=None)})
    note = "Ours is memory-mapped: its loading is opening the index, which importing made (below)."
    return record.table("Memory", columns, shown, note)


def cold(heard: Heard, best: Best) -> dict[str, Any]:
    """Ours from the disk."""
    columns = [
        ("question", "question", "text"), ("warm", "warm", "s"), ("cold", "cold: open and ask", "s"),
        ("whole", "with the start of Python", "s"),
    ]  # fmt: skip
    rows = [
        {"question": q, "warm": best.get((q, "klantreis")), "cold": a["times"][0], "whole": a["times"][0] + a["first"]}
        for q, a in heard.answers.items()
    ]
    note = "Cold: a new process, the index's pages dropped from memory (`posix_fadvise`), kernels compiled before."
    return record.table("Ours, cold", columns, rows, note)


def growth(tenth: Mapping[str, float], best: Best) -> dict[str, Any]:
    """Ours on a tenth of the events and on all, asked in turns."""
    columns = [("question", "question", "text"), ("tenth", "a tenth of the events", "s"), ("all", "all", "s"),
               ("times", "times as long", "times")]  # fmt: skip
    rows = []
    for question, small in tenth.items():
        whole = best.get((question, "klantreis"))
        if isinstance(whole, float):
            rows.append({"question": question, "tenth": small, "all": whole, "times": whole / small})
    return record.table("Ours, ten times the events", columns, rows)


def index(prepared: Mapping[str, Any]) -> dict[str, Any]:
    """Size and making of the index."""
    sizes, events = prepared["bytes"], prepared["events"]
    columns = [
        ("events", "events", "count"), ("journeys", "journeys", "count"), ("made", "made in", "s"),
        ("peak", "memory while making", "mb"), ("needed", "codes and times, bytes an event", "number"),
        ("all", "with offsets, customers and row map", "number"),
    ]  # fmt: skip
    row = {
        "events": events, "journeys": prepared["journeys"], "made": prepared["seconds"], "peak": prepared["peak_mb"],
        "needed": (sizes["codes"] + sizes["times"]) / events, "all": sum(sizes.values()) / events,
    }  # fmt: skip
    return record.table("The index, from the Parquet file", columns, [row])
