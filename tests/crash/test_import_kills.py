"""kill -9 at random moments of import and index refresh: all or nothing, nothing twice, no repair by hand."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from itertools import accumulate
from pathlib import Path

import pytest

from klantreis.events.importer import read
from klantreis.events.refresh import refresh
from klantreis.events.sources import sources
from klantreis.events.store import counts, open_store

ROOT = Path(__file__).resolve().parents[2]
FILES, ROWS, BAD = 4, 12_000, 7


def write_files(folder: Path) -> list[Path]:
    """Files of different rows, a few of them bad; also one that repeats part of the one before it."""
    paths = []
    for number in range(FILES):
        lines = [
            f"k{(i * 31 + number) % 1_500},stap{i % 11},2025-{1 + number:02d}-{1 + i % 28:02d} 10:00,nr {number}-{i}"
            for i in range(ROWS)
        ]
        lines[:: ROWS // BAD] = [f"k1,stap1,onleesbaar,{number}-{i}" for i in range(len(lines[:: ROWS // BAD]))]
        if number == FILES - 1:
            lines[-2_000:] = paths[-1].read_text().splitlines()[-2_000:]
        path = folder / f"{number}.csv"
        path.write_text("klant,activiteit,tijdstip,opmerking\n" + "\n".join(lines) + "\n")
        paths.append(path)
    return paths


def truth(files: list[Path], folder: Path):
    """What undisturbed imports give: added and rejected per file, and the journeys."""
    store = open_store(folder)
    reports = [read(store, file) for file in files]
    told = journeys_of(store, folder / "index")
    store.close(wait=True)
    return [report.added for report in reports], [report.rejected for report in reports], told


def journeys_of(store, index: Path) -> Counter:
    journeys = refresh(store, index)
    names = journeys.customer_names(list(journeys.customers))
    return Counter((names[k], tuple(journeys.journey(k))) for k in range(journeys.n))


class Victims:
    """Starts a process that works, and kills it after a random part of the time it would need."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.needed = 3.0

    def kill_one(self, *arguments: str | Path) -> int:
        """How many files it had said to be imported when it was killed."""
        command = [sys.executable, "-m", "tests.crash.victim", *map(str, arguments)]
        environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        started = time.monotonic()
        try:
            process.wait(timeout=self.chance.uniform(0.0, self.needed))
            assert process.returncode == 0
            # It was done before its time: the next ones get less.
            self.needed = max(0.3, min(self.needed, time.monotonic() - started))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
        return len(process.stdout.read().splitlines())


def run(folder: Path, kills: int, seed: int) -> None:
    files = write_files(folder)
    added, rejected, journeys = truth(files, folder / "truth")
    allowed = [0, *accumulate(added)]
    bad = [0, *accumulate(rejected)]
    victims = Victims(seed)
    workspace, done, rounds, killed_inside = folder / "0", 0, 0, 0
    for _ in range(kills):
        # Files that are in already cost it nothing, so it goes on where the last one was killed.
        said = victims.kill_one("import", workspace, *files)
        store = open_store(workspace)
        events = counts(store)["events"]
        assert events in allowed, "half a file"
        state = allowed.index(events)
        assert state >= max(done, said), "something that was there, or was said to be there, is lost"
        assert state == len(sources(store))
        assert store.value("SELECT count(*) FROM rejected") == bad[state]
        assert store.value("SELECT count(*) FROM customers") == store.value(
            "SELECT count(DISTINCT customer) FROM events"
        )
        assert refresh(store, workspace / "index").events == events
        killed_inside += state < len(files)
        done = state
        if state == len(files):
            assert journeys_of(store, workspace / "index") == journeys
            rounds, done, workspace = rounds + 1, 0, folder / str(rounds + 1)
        store.close(wait=True)
    # At the end, importing everything once more adds exactly what is missing.
    store = open_store(workspace)
    assert sum(read(store, file).added for file in files) == allowed[-1] - allowed[done]
    assert journeys_of(store, workspace / "index") == journeys
    assert journeys_of(store, workspace / "fresh") == journeys
    store.close(wait=True)
    assert killed_inside


def run_refresh(folder: Path, kills: int, seed: int) -> None:
    files = write_files(folder)
    _, _, journeys = truth(files, folder / "truth")
    victims = Victims(seed)
    victims.needed = 1.0
    for kill in range(kills):
        victims.kill_one("refresh", folder / "truth")
        store = open_store(folder / "truth")
        whole = refresh(store, folder / "truth" / "index")
        assert whole.events == sum(len(events) * times for (_, events), times in journeys.items())
        if kill % 5 == 0 or kill == kills - 1:
            assert journeys_of(store, folder / "truth" / "index") == journeys
        store.close(wait=True)
        left = [path.name for path in (folder / "truth" / "index" / "customer").iterdir()]
        assert len([name for name in left if name.startswith("g")]) == 1


@pytest.mark.wide
def test_kills_while_importing(tmp_path: Path):
    run(tmp_path, 4, seed=1)


def test_kills_while_the_index_is_made(tmp_path: Path):
    run_refresh(tmp_path, 3, seed=2)


@pytest.mark.slow
def test_many_kills_while_importing(tmp_path: Path):
    run(tmp_path, 120, seed=3)


@pytest.mark.slow
def test_many_kills_while_the_index_is_made(tmp_path: Path):
    run_refresh(tmp_path, 80, seed=4)
