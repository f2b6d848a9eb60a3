"""What was promised of speed and size, held against what was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks import record
from benchmarks.tables import Best

COUNTING = ("transitions", "paths", "funnel", "reach", "timing")
AGAINST_DUCKDB = {"transitions": 50.0, "funnel": 40.0, "funnel counts": 40.0, "paths": 50.0}
PLAIN = {
    "transitions": "names as text, windows",
    "funnel counts": "names as text, windows",
    "paths": "names as text, ordered",
}
"""DuckDB's way that relies on nothing but what SQL promises, on the table as an import makes it."""
RETENTIONEERING = 20.0
TEN, HUNDRED = 10_000_000, 100_000_000


def of(
    events: int,
    kind: str,
    *,
    best: Best,
    rows: Sequence[Mapping[str, Any]],
    prepared: Mapping[str, Any],
    tenth: Mapping[str, float],
) -> list[dict[str, Any]]:
    """The bars that a run of this size can tell: ratios at 10 million, time, size and growth at 100 million."""
    if kind != "zipf":
        return []
    if events == TEN:
        return [*_duckdb(best, rows), *_retentioneering(best)]
    if events == HUNDRED:
        return [*_hundred(best, rows, prepared), *_growth(best, tenth)]
    return []


def _duckdb(best: Best, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    found = []
    for question, wanted in AGAINST_DUCKDB.items():
        mine = best.get((question, "klantreis"))
        ways = [("its quickest SQL", best.get((question, "duckdb")))]
        if question in PLAIN:
            ways.append((f"plain SQL ({PLAIN[question]})", _way(rows, question)))
        for label, theirs in ways:
            ratio = theirs / mine if isinstance(mine, float) and isinstance(theirs, float) else None
            text = f"10 million events, warm: `{question}` against DuckDB, {label}"
            found.append(record.bar(text, wanted, ratio, ratio is not None and ratio >= wanted, "times"))
    return found


def _way(rows: Sequence[Mapping[str, Any]], question: str) -> float | None:
    for row in rows:
        if (row["tool"], row["question"], row["way"]) == ("duckdb", question, PLAIN[question]) and row["right"]:
            return row["seconds"]
    return None


def _retentioneering(best: Best) -> list[dict[str, Any]]:
    found = []
    for question in ("transitions", "transition counts", "funnel without window"):
        mine, theirs = best.get((question, "klantreis")), best.get((question, "retentioneering"))
        if isinstance(theirs, str):
            found.append(record.bar(f"10 million events: `{question}` against Retentioneering", RETENTIONEERING, theirs,
                                    met=True, unit="times"))  # fmt: skip
            continue
        ratio = theirs / mine if isinstance(mine, float) and isinstance(theirs, float) else None
        text = f"10 million events: `{question}` against Retentioneering"
        found.append(record.bar(text, RETENTIONEERING, ratio, ratio is not None and ratio >= RETENTIONEERING, "times"))
    return found


def _hundred(best: Best, rows: Sequence[Mapping[str, Any]], prepared: Mapping[str, Any]) -> list[dict[str, Any]]:
    found = []
    for question in COUNTING:
        mine = best.get((question, "klantreis"))
        met = isinstance(mine, float) and mine < 1.0
        found.append(record.bar(f"100 million events: `{question}` in under a second", 1.0, mine, met, "s"))
    sizes = prepared["bytes"]
    each = (sizes["codes"] + sizes["times"]) / prepared["events"]
    found.append(record.bar("100 million events: index, bytes an event (codes and times)", 12.0, each, each <= 12))
    peaks = [row["peak_mb"] for row in rows if row["tool"] == "klantreis"]
    for what, peak in (("asking", max(peaks, default=None)), ("making the index", prepared["peak_mb"])):
        met = peak is not None and peak <= 6000
        found.append(record.bar(f"100 million events: whole process while {what}", 6000.0, peak, met, "mb"))
    return found


def _growth(best: Best, tenth: Mapping[str, float]) -> list[dict[str, Any]]:
    """Against a tenth of the events, asked in the same run."""
    found = []
    for question in COUNTING:
        mine, small = best.get((question, "klantreis")), tenth.get(question)
        if isinstance(mine, float) and small is not None:
            text = f"from 10 to 100 million events: growth of `{question}`, at most"
            found.append(record.bar(text, 11.0, mine / small, mine / small <= 11, "times"))
    return found
