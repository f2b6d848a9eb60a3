"""Exact alignment: ours against PM4Py's and r4pm's, on the same models, costs compared journey by journey.

    python -m benchmarks.peers --install test-results/peers
    python -m benchmarks.fitness --peers test-results/peers --json benchmarks/results/fitness.json

Equality: 500 journeys of the municipality's log (``KLANTREIS_DATA``) against the map drafted from it, and against two
stricter readings of that map. Speed: a million seeded journeys for us, a sample of them for the others, who are slower.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import compare, log, record
from benchmarks.petri import net_of
from benchmarks.supervise import ask
from klantreis.analyses import fitness as alignment
from klantreis.analyses.fitness import Plan, PlannedPhase, PlannedTouchpoint
from klantreis.engine.index import build
from klantreis.engine.journeys import Journeys
from klantreis.engine.local import still

ROOT = Path(__file__).parents[1]
DATA = Path(os.environ.get("KLANTREIS_DATA") or ROOT.parent / "shared" / "data")
EQUAL, SAMPLE, LARGE_SAMPLE = 500, 200, 5_000
BAR = 10_000.0
TOOLS = {"pm4py_alignments": "PM4Py", "r4pm": "r4pm"}


@dataclass(frozen=True)
class Model:
    """A plan with the journeys it is held against."""

    name: str
    journeys: Journeys
    plan: Plan


def main() -> None:
    """Compare, time, write."""
    asked = _arguments()
    about = record.machine()
    models = municipality()
    large = seeded(int(asked.journeys))
    rows: list[dict[str, Any]] = []
    for model in models:
        for tool in TOOLS:
            rows += _against(_sampled(model, EQUAL), tool, asked)
    for tool, size in (("pm4py_alignments", SAMPLE), ("r4pm", LARGE_SAMPLE)):
        rows += _against(_sampled(large, size), tool, asked)
    equal = [row for row in rows if row["model"] in {model.name for model in models}]
    times = [*(_timed(m) for m in models), _timed(large)]
    speed = _speed(times, rows)
    found = [*_equality_bars(equal, models), *_speed_bars(speed, large.name)]
    for row in [*rows, *speed]:
        print(row)
    for each in found:
        print("yes" if each["met"] else "NO ", each["bar"], each["found"])
    if asked.json:
        _write(asked, about, rows, speed, found)


def municipality() -> list[Model]:
    """The permit desk's journeys in the touchpoints of the map drafted from them, and that map read in three ways."""
    import pyarrow.csv

    from klantreis.engine.tables import journeys as from_table
    from klantreis.evidence.binding import bind
    from klantreis.evidence.draft import draft
    from klantreis.evidence.planned import plan_of

    names = ("case:concept:name", "concept:name", "time:timestamp")
    path = DATA / "municipality" / "receipt.csv.gz"
    if not path.exists():
        raise SystemExit(f"{path} is not there: put the shared data in {DATA}, or name its folder in KLANTREIS_DATA")
    options = pyarrow.csv.ConvertOptions(include_columns=list(names))
    journeys = from_table(pyarrow.csv.read_csv(path, convert_options=options), *names, tz="UTC")
    document = draft(journeys, language="en").document
    bound = bind(document, journeys)
    plan = plan_of(document, bound)
    strict = _every(plan, required=True, repeatable=False)
    fixed = Plan(tuple(replace(phase, fixed=True) for phase in plan.phases))
    name = "municipality, the drafted map"
    return [
        Model(name, bound.journeys, plan),
        Model(f"{name}, every touchpoint required and once", bound.journeys, strict),
        Model(f"{name}, order fixed in every phase", bound.journeys, fixed),
    ]


def seeded(journeys: int) -> Model:
    """The seeded log against five phases of eight touchpoints: one required in each, one phase in a fixed order."""
    index = build(log.batches(journeys * log.MEAN_LENGTH))
    told = index.journeys([None, *log.names("zipf")], lambda numbers: [str(number) for number in numbers])
    phases = []
    for p in range(5):
        codes = range(1 + p, 41, 5)
        touchpoints = [PlannedTouchpoint(c, required=k == 0, repeatable=k % 2 == 0) for k, c in enumerate(codes)]
        phases.append(PlannedPhase(tuple(touchpoints), fixed=p == 2))
    return Model(f"seeded, {told.n:,} journeys", told, Plan(tuple(phases)))


def _every(plan: Plan, **what: bool) -> Plan:
    return Plan(tuple(replace(p, touchpoints=tuple(replace(t, **what) for t in p.touchpoints)) for p in plan.phases))


def _sampled(model: Model, n: int) -> Model:
    """The model with a seeded choice of ``n`` of its journeys."""
    total = model.journeys.n
    chosen = np.zeros(total, np.bool_)
    chosen[np.random.default_rng(log.SEED).choice(total, min(n, total), replace=False)] = True
    return replace(model, journeys=model.journeys.select(chosen))


def _against(model: Model, tool: str, asked: argparse.Namespace) -> list[dict[str, Any]]:
    """The other tool's costs against ours, per way of asking it."""
    picked, plan = model.journeys, model.plan
    folder = asked.folder.resolve() / "fitness"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "asked.json"
    traces = [[label for label, _ in picked.journey(k)] for k in range(picked.n)]
    file.write_text(json.dumps({"net": net_of(plan, picked.labels), "traces": traces}), encoding="utf-8")
    mine = alignment.fitness(picked, plan).cost.tolist()
    place = folder / tool
    told = {"file": file, "folder": place, "threads": len(os.sched_getaffinity(0)), "only": [], "runs": asked.runs}
    python = asked.peers.resolve() / "bin" / "python"
    print(f"{TOOLS[tool]}: {model.name} …", flush=True)
    heard = ask(python, tool, told, limit_s=asked.limit, memory_gb=asked.memory)
    rows = []
    for name, answer in heard.answers.items():
        theirs = compare.read(place / f"{name.replace('/', '-')}.parquet")["cost"].to_pylist()
        wrong = [k for k, (a, b) in enumerate(zip(mine, theirs, strict=True)) if a != b]
        seconds = statistics.median(answer["times"])
        rows.append(
            {
                "model": model.name, "tool": TOOLS[tool], "way": name.partition("/")[2], "journeys": picked.n,
                "equal": picked.n - len(wrong), "cost": sum(mine), "seconds": seconds, "runs": len(answer["times"]),
                "each": seconds / picked.n, "peak_mb": answer["peak_mb"],
            }
        )  # fmt: skip
    rows += [
        {"model": model.name, "tool": TOOLS[tool], "way": name.partition("/")[2], "journeys": picked.n, "seconds": why}
        for name, why in heard.failures.items()
    ]
    return rows


def _timed(model: Model) -> dict[str, Any]:
    """Ours per journey: as the question is asked, and with every journey aligned on its own."""
    journeys, plan = model.journeys, model.plan
    result = alignment.fitness(journeys, plan)
    whole = _median(lambda: alignment.fitness(journeys, plan))
    alone = _median(lambda: _one_by_one(journeys, plan))
    distinct = alignment.distinct(journeys)
    return {
        "model": model.name, "journeys": journeys.n, "distinct": len(distinct.first), "mean": result.mean,
        "seconds": whole, "each": whole / journeys.n, "alone": alone / journeys.n,
    }  # fmt: skip


def _one_by_one(journeys: Journeys, plan: Plan) -> Any:
    """The kernel over every journey, equal ones too: what the search costs without sharing."""
    from klantreis.analyses.fitness_kernel import align

    kept = np.ones(len(journeys.codes), np.bool_)
    kept[journeys.offsets[1:] - 1] = False
    codes = journeys.codes[kept].astype(np.int32)
    offsets = journeys.offsets - np.arange(journeys.n + 1)
    weight = np.ones(journeys.n, np.int64)
    return align(*(still(a) for a in (offsets, codes, weight, *alignment._tables(plan, len(journeys.labels)))))


def _median(work: Callable[[], Any], runs: int = 5) -> float:
    work()
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def _speed(times: Sequence[dict[str, Any]], rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Per model: our time per journey and the others' quickest, with what that makes."""
    found = []
    for mine in times:
        row = dict(mine)
        for tool in TOOLS.values():
            theirs = [r["each"] for r in rows if r["model"] == mine["model"] and r["tool"] == tool and "each" in r]
            if theirs:
                row[tool] = min(theirs)
                row[f"{tool} times"] = min(theirs) / mine["each"]
                row[f"{tool} alone"] = min(theirs) / mine["alone"]
        found.append(row)
    return found


def _equality_bars(rows: Sequence[dict[str, Any]], models: Sequence[Model]) -> list[dict[str, Any]]:
    found = []
    for model in models:
        mine = [r for r in rows if r["model"] == model.name and r["tool"] == "PM4Py" and "equal" in r]
        equal = min((r["equal"] for r in mine), default=None)
        text = f"cost equal to PM4Py's alignments: {model.name}"
        found.append(record.bar(text, EQUAL, equal, equal == EQUAL, "count"))
    return found


def _speed_bars(speed: Sequence[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    row = next(r for r in speed if r["model"] == name)
    ratio, alone = row.get("PM4Py times"), row.get("PM4Py alone")
    return [
        record.bar("exact `fitness` per journey against PM4Py, as asked (equal journeys once)", BAR, ratio,
                   ratio is not None and ratio >= BAR, "times"),
        record.bar("exact `fitness` per journey against PM4Py, every journey on its own", BAR, alone,
                   alone is not None and alone >= BAR, "times"),
    ]  # fmt: skip


def _write(
    asked: argparse.Namespace,
    about: dict[str, Any],
    rows: Sequence[dict[str, Any]],
    speed: Sequence[dict[str, Any]],
    found: Sequence[dict[str, Any]],
) -> None:
    columns = [
        ("model", "model", "text"), ("journeys", "journeys", "count"), ("distinct", "distinct", "count"),
        ("mean", "mean fitness", "share"), ("seconds", "ours", "s"), ("each", "ours a journey", "s"),
        ("alone", "ours, every journey on its own", "s"), ("PM4Py", "PM4Py a journey", "s"),
        ("PM4Py times", "times ours", "times"), ("PM4Py alone", "times ours on its own", "times"),
        ("r4pm", "r4pm a journey", "s"), ("r4pm times", "times ours", "times"),
        ("r4pm alone", "times ours on its own", "times"),
    ]  # fmt: skip
    compared = [
        ("model", "model", "text"), ("tool", "tool", "text"), ("way", "search", "text"),
        ("journeys", "journeys compared", "count"), ("equal", "equal costs", "count"), ("cost", "cost in all", "count"),
        ("seconds", "its time", "s"), ("runs", "runs", "count"), ("each", "a journey", "s"),
        ("peak_mb", "memory at most", "mb"),
    ]  # fmt: skip
    record.write(
        asked.json,
        title="Exact fitness",
        intro=INTRO,
        command="python -m benchmarks.peers --install test-results/peers\n"
        f"python -m benchmarks.fitness --peers test-results/peers{_changed(asked)} "
        "--json benchmarks/results/fitness.json",
        tables=[record.table("Time a journey", columns, speed), record.table("Costs compared", compared, rows)],
        bars=found,
        versions={**record.versions("numba", "numpy"), **_peers(asked)},
        about=about,
        notes=NOTES,
        order=40,
    )


INTRO = """The cost of the cheapest alignment of a journey to a map, ours against the exact searches of other tools on
the same model as a Petri net (`benchmarks/petri.py`), compared journey by journey. The models: the map
drafted from the municipality's log, that map with every touchpoint required and not repeatable, and with
the order fixed in every phase; and a seeded log (40 touchpoints, mean length 10) against five phases of
eight touchpoints, some required, some repeatable, one phase in a fixed order. The others align a seeded
sample of the same journeys; times are per journey."""
NOTES = (
    "PM4Py aligns every journey of its sample on its own, in one process, as its `apply_trace` does; its quicker exact "
    "search counts. r4pm aligns equal journeys once, on all cores.",
    "Ours on its own: the kernel over every journey, equal ones too, on one core.",
)


def _peers(asked: argparse.Namespace) -> dict[str, str]:
    import subprocess

    code = "from importlib.metadata import version; print(version('pm4py'), version('r4pm'))"
    python = asked.peers.resolve() / "bin" / "python"
    told = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    return dict(zip(("pm4py", "r4pm"), told, strict=True))


def _changed(asked: argparse.Namespace) -> str:
    """The options that were not left as they are."""
    usual = {"journeys": 1e6, "runs": 5, "limit": 180}
    return "".join(
        f" --{name} {getattr(asked, name):g}" for name, value in usual.items() if getattr(asked, name) != value
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", type=Path, default=Path("test-results/peers"), help="where the tools were installed")
    parser.add_argument("--journeys", type=float, default=1e6, help="seeded journeys for our own timing")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--limit", type=float, default=180, help="seconds that one run may take")
    parser.add_argument("--memory", type=float, default=16, help="gigabytes that a process may hold")
    parser.add_argument("--folder", type=Path, default=Path("test-results/benchmark"))
    parser.add_argument("--json", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
