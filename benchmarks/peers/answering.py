"""What every tool's script shares: ask each question, time it, write the answer to compare.

A script calls ``serve(load)``. ``load(asked)`` reads the log and returns the questions it can answer as
``{"transitions": Question(ask, table)}``; ``ask()`` is what is timed, ``table(answer)`` puts the answer in the columns
that are compared and is not timed. A name ``transitions/other`` is a second way to ask the same; the quickest right one
counts.

Progress goes to standard output as one JSON object per line, so that whoever waits can lose patience per run:
``loaded``, ``run`` (after each run), ``answered``. Memory is the greatest resident size since the question began, the
loaded data included.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

LONG, SLOW = 60.0, 10.0
"""Seconds of one run above which it is not repeated, and above which three runs do."""


@dataclass(frozen=True)
class Question:
    """How a tool is asked, and how its answer is compared."""

    ask: Callable[[], Any]
    table: Callable[[Any], pa.Table]


@dataclass(frozen=True)
class Asked:
    """What is asked of which file."""

    file: Path
    folder: Path
    """For answers, and for what a tool has to keep on disk."""
    threads: int
    only: list[str]
    runs: int = 5
    steps: list[str] = field(default_factory=list)
    window_us: int = 0
    between: list[str] = field(default_factory=list)
    top: int = 100
    more: dict[str, Any] = field(default_factory=dict)
    """What only some scripts need."""


def asked_of(text: str) -> Asked:
    """What was asked, from the JSON object on the command line."""
    given: Any = json.loads(text)
    asked: dict[str, Any] = {**given, "file": Path(given["file"]), "folder": Path(given["folder"])}
    return Asked(**asked)


def serve(load: Callable[[Asked], dict[str, Question]]) -> None:
    """Answers what is asked on the command line (one JSON object)."""
    parser = argparse.ArgumentParser()
    parser.add_argument("asked")
    asked = asked_of(parser.parse_args().asked)
    began = time.perf_counter()
    questions = load(asked)
    tell(event="loaded", seconds=time.perf_counter() - began, peak_mb=peak_mb(), can=sorted(questions))
    for name, question in questions.items():
        if asked.only and name not in asked.only:
            continue
        forget_peak()
        try:
            answer, times, first = timed(name, question.ask, asked.runs)
            peak = peak_mb()
            write(asked.folder / f"{name.replace('/', '-')}.parquet", question.table(answer))
            del answer
        except Exception as wrong:
            tell(event="failed", question=name, why=f"{type(wrong).__name__}: {wrong}"[:300])
            continue
        tell(event="answered", question=name, times=times, first=first, peak_mb=peak)


def timed(name: str, ask: Callable[[], Any], runs: int) -> tuple[Any, list[float], float]:
    """The answer, the times that count, and the time of the very first run (which warms up)."""
    tell(event="asking", question=name)
    times: list[float] = []
    answer = None
    wanted, warming = runs + 1, 1
    while len(times) < wanted:
        answer = None  # the answer before is gone before the next is made
        began = time.perf_counter()
        answer = ask()
        times.append(time.perf_counter() - began)
        tell(event="run", question=name, seconds=times[-1])
        if len(times) == 1 and times[0] > SLOW:
            wanted, warming = 1 if times[0] > LONG else min(3, runs), 0
    return answer, times[warming:], times[0]


def tell(**what: Any) -> None:
    """One line of progress."""
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def write(path: Path, answer: pa.Table) -> None:
    """Keeps an answer for comparison."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(answer, path)


def forget_peak() -> None:
    """Begins a new greatest resident size, where the system can."""
    try:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    except OSError:
        return


def peak_mb() -> float:
    """The greatest resident size since the start or since ``forget_peak``, in megabytes (10^6 bytes)."""
    try:
        for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024 / 1e6
    except OSError:
        pass
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6


def drop_pages(folder: Path) -> None:
    """Asks the system to forget the files of a folder that it holds in memory."""
    for path in folder.rglob("*"):
        if path.is_file():
            handle = os.open(path, os.O_RDONLY)
            try:
                os.fsync(handle)
                if hasattr(os, "posix_fadvise"):
                    os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
            finally:
                os.close(handle)
