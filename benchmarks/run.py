"""The same questions to our index and to other tools, on one seeded log, in one run; answers compared first.

    python -m benchmarks.peers --install test-results/peers
    python -m benchmarks.run --events 1e7 --peers test-results/peers --json benchmarks/results/questions-zipf-10m.json
    python -m benchmarks.run --events 1e8 --peers test-results/peers --only klantreis duckdb --json benchmarks/results/…

Every tool runs in a process of its own, one after another, warm; ours in several, see ``benchmarks.own``. A run over
the limit ends that question and says so.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks import bars, compare, log, own, record, tables
from benchmarks.supervise import Heard, ask
from benchmarks.tables import PARTS, TOOLS

PACKAGES = {"clickhouse": "chdb"}
WEEK_US = 7 * log.DAY
INTRO = """A log of {events:,} events over {journeys:,} journeys ({kind}). `transitions`: count, distinct journeys,
median and p90 time of every pair of neighbouring activities, with start and end; `transition counts`: the
counts alone (ours: the whole question, which has them); `paths`: all distinct journeys counted, the {top}
commonest with their median duration; `funnel`: three steps within seven days, best attempt, with median and
p90 to pass each step and what those who stop do next; `funnel counts`: its counts alone, which is all that
some tools tell, and so is `funnel without window`; `reach`: journeys, events and repeats per activity;
`timing`: median, p75, p90 and p95 between two activities. Every tool starts from the same Parquet file, keeps
the events sorted by customer and time in memory (ClickHouse: in a MergeTree table so ordered) and may use
{threads} threads. Ours is asked in {processes} processes one after another and the median is over all their runs,
since one process can be much quicker than the next. Where there are several ways to ask a tool, all are timed
and its quickest right one counts. Answers were compared with ours row by row."""
KINDS = {"zipf": "40 touchpoints, Zipf, mean length 10", "tail": "5,000 activities with a long tail, mean length 10"}


def main() -> None:
    """Run, print, write."""
    asked = _arguments()
    about = record.machine()
    events = int(asked.events)
    folder = asked.folder.resolve()
    file = log.write(folder / f"{asked.kind}-{events}.parquet", events, asked.kind)
    names = log.names(asked.kind)
    common = {
        "file": file,
        "threads": about["cores"],
        "only": [],
        "runs": asked.runs,
        "steps": [names[1], names[3], names[5]],
        "window_us": WEEK_US,
        "between": [names[2], names[4]],
        "top": 100,
    }
    asking = own.Asking(common, folder, asked.kind, asked.limit, asked.memory)
    growth = events == bars.HUNDRED and asked.kind == "zipf"
    mine = own.measured(asking, events, processes=asked.processes, growth=growth, keep=asked.keep)
    found = {"klantreis": mine.warm}
    # answers of another run lie elsewhere, also of one that goes on at the same time
    folder /= f"answers-{asked.kind}-{events}"
    rows = ways("klantreis", found["klantreis"], folder)
    for tool in asked.only:
        if tool != "klantreis":
            print(f"{TOOLS[tool]} …", flush=True)
            found[tool] = ask(
                asked.peers.resolve() / "bin" / "python",
                tool,
                {
                    **common,
                    "runs": asked.peer_runs or asked.runs,
                    "folder": folder / tool,
                    "more": {"memory_gb": int(asked.memory * 0.8)},
                },
                limit_s=asked.limit,
                memory_gb=asked.memory,
                environment={"POLARS_MAX_THREADS": str(about["cores"])},
            )
            rows += ways(tool, found[tool], folder)
        # after every tool, so that a run that is broken off keeps what it found
        made, held = told(rows, found, mine, asked)
        if asked.json:
            keep(asked, about, mine.prepared, made, held)
    for table in made[:2]:
        print(f"\n{table['title']}")
        for row in table["rows"]:
            print("  ", {key: round(value, 4) if isinstance(value, float) else value for key, value in row.items()})
    for each in held:
        print("yes" if each["met"] else "NO ", each["bar"], each["found"])


def told(
    rows: Sequence[Mapping[str, Any]],
    found: Mapping[str, Heard],
    mine: own.Own,
    asked: argparse.Namespace,
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The tables and the bars."""
    best = fastest(rows)
    made = [
        tables.times(best, found),
        tables.ratios(best, found),
        tables.ways(rows),
        tables.memory(rows, found),
        tables.cold(mine.cold, best),
        *([tables.growth(mine.tenth, best)] if mine.tenth else []),
        tables.index(mine.prepared),
    ]
    return made, bars.of(int(asked.events), asked.kind, best=best, rows=rows, prepared=mine.prepared, tenth=mine.tenth)


def keep(
    asked: argparse.Namespace,
    about: Mapping[str, Any],
    prepared: Mapping[str, Any],
    made: Sequence[Mapping[str, Any]],
    held: Sequence[Mapping[str, Any]],
) -> None:
    """The results file."""
    intro = INTRO.format(
        events=prepared["events"], journeys=prepared["journeys"], kind=KINDS[asked.kind], top=100,
        threads=about["cores"], processes=asked.processes,
    )  # fmt: skip
    record.write(
        asked.json,
        title=f"Questions on {_size(int(asked.events))} events"
        + (", 5,000 activities" if asked.kind == "tail" else ""),
        intro=intro,
        command=command(asked),
        tables=made,
        bars=held,
        versions=versions(asked),
        about=about,
        notes=NOTES,
        order=10 + len(str(int(asked.events))) + (10 if asked.kind == "tail" else 0),
    )


NOTES = (
    "Retentioneering's transition graph answers one number per call: `transitions` is the sum of count, paths and "
    "median time (it has no p90), and its funnel has no window. PM4Py has counts with start and end, and medians; "
    "variants without durations; no funnel. Both count events per activity, not journeys.",
    "ClickHouse's `windowFunnel` and our funnel count the same; so do DuckDB's and Polars' chains of joins.",
    "`funnel` is answered in full by DuckDB and by us; the other tools' funnels only count.",
)


def ways(tool: str, heard: Heard, folder: Path) -> list[dict[str, Any]]:
    """One row per way of asking: time, runs, memory, and whether the answer is ours."""
    rows = []
    for name, told in heard.answers.items():
        question, _, way = name.partition("/")
        row = {
            "tool": tool, "question": question, "way": way, "seconds": statistics.median(told["times"]),
            "runs": len(told["times"]), "peak_mb": told["peak_mb"], "compared": "", "right": tool == "klantreis",
        }  # fmt: skip
        mine = folder / "klantreis" / f"{PARTS.get(question, question)}.parquet"
        if tool != "klantreis" and mine.exists():
            theirs = compare.read(folder / tool / f"{name.replace('/', '-')}.parquet")
            right, columns, why = compare.agrees(compare.read(mine), theirs)
            row |= {"right": right, "compared": ", ".join(columns) if right else f"**differs**: {why}"}
        elif tool != "klantreis":
            row |= {"right": True, "compared": "not ours to answer"}
        rows.append(row)
    for name, why in heard.failures.items():
        question, _, way = name.partition("/")
        rows.append({"tool": tool, "question": question, "way": way, "seconds": why, "right": False, "compared": ""})
    return rows


def fastest(rows: Sequence[Mapping[str, Any]]) -> dict[tuple[str, str], float | str]:
    """Per (question, tool) the quickest right way in seconds, or why there is none."""
    best: dict[tuple[str, str], float | str] = {}
    for row in rows:
        key, value = (row["question"], row["tool"]), row["seconds"]
        if isinstance(value, str):
            best.setdefault(key, value)
        elif row["right"] and (key not in best or isinstance(best[key], str) or value < best[key]):
            best[key] = value
    for part, whole in PARTS.items():
        if (whole, "klantreis") in best:
            best[part, "klantreis"] = best[whole, "klantreis"]
    return best


def versions(asked: argparse.Namespace) -> dict[str, str]:
    """Of our parts, and of the tools asked, as their environment has them."""
    found = record.versions("numba", "numpy")
    for tool in asked.only:
        if tool != "klantreis":
            package = PACKAGES.get(tool, tool)
            python = asked.peers.resolve() / "bin" / "python"
            code = f"from importlib.metadata import version; print(version({package!r}))"
            found[package] = subprocess.run(
                [python, "-c", code], capture_output=True, text=True, check=True
            ).stdout.strip()
    return found


def command(asked: argparse.Namespace) -> str:
    """How to repeat this."""
    only = "" if set(asked.only) == set(TOOLS) else " --only " + " ".join(asked.only)
    kind = "" if asked.kind == "zipf" else f" --kind {asked.kind}"
    fewer = f" --peer-runs {asked.peer_runs}" if asked.peer_runs else ""
    target = f" --json benchmarks/results/{asked.json.name}" if asked.json else ""
    return (
        "python -m benchmarks.peers --install test-results/peers\n"
        f"python -m benchmarks.run --events {asked.events:.0e}{kind} --peers test-results/peers{only}{fewer}{target}"
    ).replace("e+0", "e")


def _size(events: int) -> str:
    return f"{events / 1e6:,.0f} million" if events >= 2e6 else "1 million" if events >= 1e6 else f"{events:,}"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=float, default=1e7)
    parser.add_argument("--kind", choices=sorted(KINDS), default="zipf")
    parser.add_argument("--peers", type=Path, default=Path("test-results/peers"), help="where the tools were installed")
    parser.add_argument("--only", nargs="+", choices=list(TOOLS), default=list(TOOLS))
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--processes", type=int, default=3, help="processes of ours that are asked, one after another")
    parser.add_argument("--peer-runs", type=int, help="runs for the other tools, where that should be fewer")
    parser.add_argument("--limit", type=float, default=180, help="seconds that one run, or loading, may take")
    parser.add_argument("--memory", type=float, default=16, help="gigabytes that a process may hold")
    parser.add_argument("--folder", type=Path, default=Path("test-results/benchmark"))
    parser.add_argument("--keep", action="store_true", help="keep the index")
    parser.add_argument("--json", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    main()
