"""Every question on a Spark cluster of this machine, against our own engine, on one seeded log; answers compared first.

    python -m benchmarks.spark --events 1e7 --json benchmarks/results/spark-10m.json

Needs Java and pyspark. A master and as many workers as this machine has cores (one core each) are started on loopback
and ended again. Fitness is asked of a plan of three phases.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import log, record
from klantreis.analyses.attribution import attribution
from klantreis.analyses.drift import drift, split
from klantreis.analyses.explain import explain
from klantreis.analyses.fitness import Plan, PlannedPhase, PlannedTouchpoint, fitness
from klantreis.analyses.funnel import funnel
from klantreis.analyses.paths import paths
from klantreis.analyses.reach import reach
from klantreis.analyses.representatives import representatives
from klantreis.analyses.simulate import simulate
from klantreis.analyses.steps import steps
from klantreis.analyses.timing import timing
from klantreis.analyses.transitions import transitions
from klantreis.engine.source import Source
from klantreis.engine.spark import spark
from klantreis.engine.tables import journeys
from tests.cluster import cluster
from tests.conformance.questions import same

Ask = Callable[[Source], Any]
RUNS = 5
LONG_S = 10.0
INTRO = """The same functions asked of journeys in this process (`kr.journeys`) and of journeys on Spark (`kr.spark`): a
standalone cluster on this one machine, a master and {workers} workers of one core each, {events:,} events over
{journeys:,} journeys from one Parquet file. It shows what Spark costs and that answers are equal, not what a
cluster gains: that begins where journeys do not fit one machine. The shuffle by customer is paid once, when the
journeys are made."""


def questions(middle: int) -> dict[str, Ask]:
    """What is asked, by name."""

    def plan(source: Source) -> Plan:
        codes = [source.code_of(f"t{number:02}") or 0 for number in (1, 2, 3)]
        return Plan(tuple(PlannedPhase((PlannedTouchpoint(code, required=True),)) for code in codes))

    steps_of = ["t02", "t04", "t06"]
    return {
        "transitions": transitions,
        "paths (100 commonest)": lambda source: paths(source, limit=100),
        "reach": reach,
        "timing": lambda source: timing(source, "t03", "t05"),
        "funnel (7 days)": lambda source: funnel(source, steps_of, within="7d"),
        "steps": steps,
        "fitness": lambda source: fitness(source, plan(source)),
        "attribution by activity": lambda source: attribution(source, "t04", by="activity"),
        "explain": lambda source: explain(source, "t06", after="t02"),
        "simulate": lambda source: simulate(source, "t06"),
        "drift (99 permutations)": lambda source: drift(*split(source, middle), permutations=99),
        "representatives (5)": lambda source: representatives(source, 5),
    }


def timed(work: Callable[[], Any], runs: int) -> tuple[Any, float, float]:
    """(answer, seconds of the first run, median of the warm ones; one run where a run takes long)."""
    begin = time.perf_counter()
    answer = work()
    first = time.perf_counter() - begin
    times = []
    for _ in range(1 if first > LONG_S else runs):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return answer, first, statistics.median(times)


def main() -> None:
    """Run, compare, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=float, default=1e7)
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--only", nargs="*", default=[], help="names of questions that begin like this")
    parser.add_argument("--folder", type=Path, default=Path("test-results/benchmark"))
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    about = record.machine()
    file = log.write(asked.folder.resolve() / f"zipf-{int(asked.events)}.parquet", int(asked.events), "zipf")
    begin = time.perf_counter()
    here = journeys(file, tz="UTC")
    made_here = time.perf_counter() - begin
    span = here.span()
    middle = 0 if span is None else sum(span) // 2
    rows = []
    with cluster(workers=max(2, about["cores"]), memory_mb=2500, driver_mb=3000) as running:
        begin = time.perf_counter()
        there = spark(file, tz="UTC", session=running.session)
        assert there.n == here.n
        made_there = time.perf_counter() - begin
        print(f"{here.events:,} events: {made_here:.1f} s here, {made_there:.1f} s on Spark", flush=True)
        for name, ask in questions(middle).items():
            if asked.only and not name.startswith(tuple(asked.only)):
                continue
            mine, _, local = timed(lambda ask=ask: ask(here), asked.runs)
            found, first, warm = timed(lambda ask=ask: ask(there), asked.runs)
            equal = same(found.to_dict(), mine.to_dict())
            rows.append(
                {"name": name, "local": local, "spark": warm, "first": first, "equal": "yes" if equal else "NO"}
            )
            print(f"{name:26}{local:9.3f} s{warm:9.3f} s{first:9.3f} s  {'equal' if equal else 'DIFFERS'}", flush=True)
    agreed = all(row["equal"] == "yes" for row in rows)
    if asked.json:
        record.write(
            asked.json,
            title=f"Spark, {int(asked.events / 1e6)} million events",
            intro=INTRO.format(workers=max(2, about["cores"]), events=here.events, journeys=here.n),
            command=f"python -m benchmarks.spark --events {asked.events:g} --json {asked.json}",
            tables=[
                record.table(
                    "",
                    [
                        ("name", "question", "text"),
                        ("local", "one process", "s"),
                        ("spark", "Spark, warm", "s"),
                        ("first", "Spark, first time", "s"),
                        ("equal", "equal answers", "text"),
                    ],
                    [{"name": "journeys made", "local": made_here, "first": made_there}, *rows],
                )
            ],
            bars=[
                record.bar(
                    f"Spark: answers equal to one process, {len(rows)} questions, {int(asked.events / 1e6)} M events",
                    "all", "all" if agreed else "not all", agreed, "text",
                )
            ],
            notes=["“First time” holds what workers load and compile once."],
            versions=record.versions("pyspark", "numba", "pyarrow"),
            about=about,
            order=60,
        )  # fmt: skip
    if not agreed:
        raise SystemExit("answers differ")


if __name__ == "__main__":
    main()
