"""Our own answers: the log indexed once, asked warm in several processes and cold in new ones.

One process of the same program can be much quicker than the next on the same machine (where its memory lies, which core
it got), so ours is asked in several and the median is over all their runs. Growth is told by the same log at a tenth of
the size, asked in turns with the large one.
"""

from __future__ import annotations

import shutil
import statistics
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks import log
from benchmarks.supervise import Heard, ask

ROOT = Path(__file__).parents[1]
COLD = ("transitions", "paths", "funnel", "reach", "timing")
SMALL = 100_000
"""Events of the log that is asked first, so that no figure has the compiling of kernels in it."""


@dataclass
class Own:
    """What was found of ours."""

    prepared: dict[str, Any]
    """What making the index told: seconds, peak_mb, events, journeys, bytes by array."""
    warm: Heard
    cold: Heard
    tenth: dict[str, float] = field(default_factory=dict)
    """Seconds by question on a tenth of the events, in the same run; nothing where growth was not asked."""


class Asking:
    """One kind of log, asked of our index, within a run's limits."""

    def __init__(self, common: Mapping[str, Any], folder: Path, kind: str, limit_s: float, memory_gb: float) -> None:
        self.common, self.folder, self.kind = common, folder, kind
        self.limits: dict[str, Any] = {
            "limit_s": max(limit_s, 600),
            "memory_gb": memory_gb,
            "environment": {"PYTHONPATH": str(ROOT / "src")},
        }

    def once(self, events: int, *, only: Iterable[str] = (), runs: int | None = None, **more: Any) -> Heard:
        """One process over the index of that many events."""
        told = {
            **self.common,
            "file": log.write(self.folder / f"{self.kind}-{events}.parquet", events, self.kind),
            "folder": self.folder / f"answers-{self.kind}-{events}" / "klantreis",
            "only": list(only),
            "runs": runs or self.common["runs"],
            "more": {**more, "index": self.index(events)},
        }
        return ask(sys.executable, "klantreis", told, **self.limits)

    def index(self, events: int) -> Path:
        """Where the index of that many events lies."""
        return self.folder / f"index-{self.kind}-{events}"

    def prepare(self, events: int) -> dict[str, Any]:
        """Make the index anew; what it took."""
        shutil.rmtree(self.index(events), ignore_errors=True)
        made = self.once(events, prepare=True)
        if not made.others:
            raise SystemExit(f"the index was not made: {made.failures}")
        return made.others[0]


def measured(asking: Asking, events: int, *, processes: int, growth: bool, keep: bool) -> Own:
    """Index, ask warm and cold."""
    asking.prepare(SMALL)
    asking.once(SMALL, runs=1)
    print("Klantreis …", flush=True)
    prepared = asking.prepare(events)
    if growth:
        asking.prepare(events // 10)
    large, small = [], []
    for _ in range(processes):
        large.append(asking.once(events))
        if growth:
            small.append(asking.once(events // 10, only=COLD))
    cold = Heard()
    for name in COLD:
        cold.answers.update(asking.once(events, only=[name], cold=True).answers)
    for each in [events, *([events // 10] if growth else [])]:
        if not keep:
            shutil.rmtree(asking.index(each), ignore_errors=True)
    tenth = {name: statistics.median(told["times"]) for name, told in together(small).answers.items()}
    return Own(prepared, together(large), cold, tenth)


def together(heard: Iterable[Heard]) -> Heard:
    """Several processes as one: all their runs, the most memory of any."""
    found = Heard()
    for each in heard:
        found.loaded = found.loaded or each.loaded
        found.failures |= each.failures
        for name, told in each.answers.items():
            before = found.answers.get(name)
            found.answers[name] = dict(told) if before is None else {
                **before,
                "times": [*before["times"], *told["times"]],
                "peak_mb": max(before["peak_mb"], told["peak_mb"]),
            }  # fmt: skip
    return found
