"""Import speed and memory: a file to events and journey index, against DuckDB alone on the same file.

    python -m benchmarks.import --rows 1e6 1e7 --rounds 3 --json benchmarks/results/import.json
    python -m benchmarks.import --rows 1e8 --format parquet

The baseline is what DuckDB needs to read the same file into a table sorted by customer and time. Ours is
everything: recognise, parse, check, number, commit, and the journey index on disk. Each runs in a process of
its own, one after the other; ``--rounds`` repeats both and takes the medians. Memory is the greatest resident
size of the process, memory-mapped pages included. The seed is fixed: the same rows on every machine.
CPU is the whole process, its start included, on all cores: it tells the cost where the machine has other work too.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

BAR = 2.5
ACTIVITIES = "zoeken,bekijken,offerte,bellen,boeken,betalen,reispapieren,mailen,review,chat,klacht,herboeken"


def make(path: Path, rows: int) -> None:
    """A log in order of time with about 15 events per customer, as an export of a web shop would be."""
    import duckdb

    words = ", ".join(f"'{word}'" for word in ACTIVITIES.split(","))
    ending = "(FORMAT parquet)" if path.suffix == ".parquet" else "(HEADER)"
    stamp = "TIMESTAMP '2024-01-01' + to_microseconds(CAST(i * (31536000000000 / ?) AS BIGINT))".replace("?", str(rows))
    moment = f"{stamp} AS timestamp" if path.suffix == ".parquet" else f"strftime({stamp}, '%Y-%m-%d %H:%M:%S.%g')"
    with duckdb.connect() as database:
        database.execute(
            "COPY (SELECT 'K' || lpad(CAST(hash(i * 2 + 1) % greatest(? // 15, 1) AS VARCHAR), 9, '0') AS customer_id, "
            f"[{words}][1 + CAST(hash(i * 7 + 3) % 12 AS INTEGER)] AS activity, {moment} AS timestamp, "
            "['web', 'app', 'telefoon', 'winkel'][1 + CAST(hash(i * 5) % 4 AS INTEGER)] AS channel, "
            f"CAST(hash(i * 3) % 100000 AS BIGINT) / 100 AS amount FROM range(?) t(i)) TO '{path}' {ending}".replace(
                "AS timestamp AS timestamp", "AS timestamp"
            ).replace("?", str(rows))
        )


def baseline(path: Path, folder: Path) -> dict[str, float]:
    """DuckDB alone: read into a sorted table."""
    import duckdb

    started = time.perf_counter()
    with duckdb.connect(str(folder / "baseline.duckdb")) as database:
        source = "read_parquet" if path.suffix == ".parquet" else "read_csv"
        database.execute(f"CREATE TABLE t AS SELECT * FROM {source}('{path}') ORDER BY customer_id, timestamp")
        took = time.perf_counter() - started
    return {"seconds": took}


def ours(path: Path, folder: Path) -> dict[str, float]:
    """Klantreis: the whole import and the index."""
    from klantreis.events.importer import read
    from klantreis.events.refresh import refresh
    from klantreis.events.store import open_store

    store = open_store(folder / "workspace")
    started = time.perf_counter()
    report = read(store, path)
    stored = time.perf_counter()
    journeys = refresh(store, folder / "workspace" / "index")
    done = time.perf_counter()
    assert journeys.events == report.added == report.rows, report
    store.close(wait=True)
    disk = sum(each.stat().st_size for each in (folder / "workspace").rglob("*") if each.is_file())
    return {"seconds": done - started, "store_s": stored - started, "index_s": done - stored, "disk": disk}


def warm(folder: Path) -> dict[str, float]:
    """Compiles the kernels once, so that no run pays for it."""
    path = folder / "warm.csv"
    make(path, 10_000)
    return ours(path, folder)


def measured(what: str, path: Path, folder: Path) -> dict[str, float]:
    """Runs one side in a process of its own."""
    place = folder / what
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    command = [sys.executable, __file__, "--side", what, "--file", str(path), "--folder", str(place)]
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    shutil.rmtree(place, ignore_errors=True)
    return json.loads(out.splitlines()[-1])


def main() -> None:
    """Makes the files, runs both sides, prints a line per size."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=float, nargs="+", default=[1e6, 1e7])
    parser.add_argument("--format", choices=("csv", "parquet"), default="csv")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=Path("test-results") / "benchmark")
    parser.add_argument("--keep", action="store_true", help="keep the generated files")
    parser.add_argument("--only-ours", action="store_true")
    parser.add_argument("--side", choices=("baseline", "ours", "warm"), help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--json", type=Path, help="a results file for the page")
    given = parser.parse_args()
    if given.side:
        found = {"baseline": baseline, "ours": ours}.get(given.side, lambda _p, f: warm(f))(given.file, given.folder)
        used = resource.getrusage(resource.RUSAGE_SELF)
        found["cpu"] = used.ru_utime + used.ru_stime
        found["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps(found))
        return
    from benchmarks import record

    about = record.machine()
    found = []
    given.folder.mkdir(parents=True, exist_ok=True)
    measured("warm", Path(), given.folder)
    print(
        f"{'rows':>12} {'file MB':>8} {'DuckDB s':>9} {'ours s':>8} {'store':>7} {'index':>7} {'ratio':>6} "
        f"{'events/s':>10} {'µs/event':>8} {'CPU µs':>7} {'peak MB':>8} {'disk MB':>8}"
    )
    for rows in map(int, given.rows):
        path = given.folder.resolve() / f"events-{rows}.{given.format}"
        if not path.exists():
            make(path, rows)
        base, mine = [], []
        for _ in range(given.rounds):
            base += [] if given.only_ours else [measured("baseline", path, given.folder)]
            mine.append(measured("ours", path, given.folder))
        middle = {key: statistics.median(run[key] for run in mine) for key in mine[0]}
        alone = statistics.median(run["seconds"] for run in base) if base else float("nan")
        seconds = middle["seconds"]
        print(
            f"{rows:>12,} {path.stat().st_size / 1e6:>8.0f} {alone:>9.2f} {seconds:>8.2f} {middle['store_s']:>7.2f} "
            f"{middle['index_s']:>7.2f} {seconds / alone:>6.2f} {rows / seconds:>10,.0f} "
            f"{seconds / rows * 1e6:>8.3f} {middle['cpu'] / rows * 1e6:>7.3f} {middle['peak_mb']:>8.0f} "
            f"{middle['disk'] / 1e6:>8.0f}",
            flush=True,
        )
        found.append(
            {
                "rows": rows, "file": path.stat().st_size / 1e6, "duckdb": None if given.only_ours else alone,
                "ours": seconds, "store": middle["store_s"], "index": middle["index_s"],
                "ratio": None if given.only_ours else seconds / alone, "each": middle["peak_mb"],
                "disk": middle["disk"] / 1e6,
            }
        )  # fmt: skip
        if not given.keep:
            path.unlink()
    os.sync()
    if given.json:
        _keep(given, about, found)


def _keep(given: argparse.Namespace, about: dict[str, Any], found: list[dict[str, Any]]) -> None:
    """The results file."""
    from benchmarks import record

    columns = [
        ("rows", "rows", "count"), ("file", "file", "mb"), ("duckdb", "DuckDB alone", "s"),
        ("ours", "whole import", "s"),
        ("store", "of that, reading and storing", "s"), ("index", "index", "s"), ("ratio", "against DuckDB", "times"),
        ("each", "memory at most", "mb"), ("disk", "on disk", "mb"),
    ]  # fmt: skip
    rows = " ".join(f"{rows:.0e}".replace("e+0", "e") for rows in given.rows)
    record.write(
        given.json,
        title="Import",
        intro=INTRO,
        command=f"python -m benchmarks.import --rows {rows} "
        f"--format {given.format} --rounds {given.rounds} --json benchmarks/results/{given.json.name}",
        tables=[record.table("", columns, found)],
        bars=[
            record.bar(f"import of {row['rows']:,} rows, index included, against DuckDB, at most", BAR, row["ratio"],
                       row["ratio"] <= BAR, "times")
            for row in found if row["ratio"] is not None and row["rows"] >= 10_000_000
        ],
        versions=record.versions("duckdb", "numba"),
        about=about,
        order=50,
    )  # fmt: skip


INTRO = """A file to stored events and journey index: recognise, parse, check, number, commit, index. DuckDB alone only
reads the same file into a table sorted by customer and time. Each in a process of its own."""


if __name__ == "__main__":
    main()
