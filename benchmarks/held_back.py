"""Drafted maps held against journeys they have not seen, beside maps made of the same journeys in plainer ways.

    python -m benchmarks.held_back --json benchmarks/results/held_back.json

Half of the customers draft the map, the other half are aligned to it; five seeded splits. Every map has the same
touchpoints with the same marks; only what stands where differs.
"""

from __future__ import annotations

import argparse
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks import record
from klantreis.analyses.fitness import Plan, PlannedPhase, PlannedTouchpoint, fitness
from klantreis.engine.journeys import Journeys
from klantreis.engine.local import still
from klantreis.engine.tables import journeys as read
from klantreis.evidence.binding import Bound, bind
from klantreis.evidence.draft import draft
from klantreis.evidence.draft.activity_words import step_of
from klantreis.evidence.draft.cuts import cut
from klantreis.evidence.draft.phases import STEPS_OF, crossed, miss_of
from klantreis.journey.document import Document

DATA = Path(os.environ.get("KLANTREIS_DATA") or Path(__file__).parents[2] / "shared" / "data")
LOGS = {
    "traffic_fines": ("traffic_fines/traffic_fines_full.csv.gz", "case_id", "activity", "timestamp"),
    "municipality": ("municipality/receipt.csv.gz", "case:concept:name", "concept:name", "time:timestamp"),
    "ecom, by session": ("ecom/ecom.csv.gz", "session_id", "event", "timestamp"),
    "ecom, by user": ("ecom/ecom.csv.gz", "user_id", "event", "timestamp"),
}
SPLITS = 5
DRAFTED = "the drafted map"
PLACE = "mean position"
PLACES = (PLACE, "mean position when first seen", "mean position when first seen, by length")
PATH = "most frequent path"
PATH_AND_REST = "most frequent path, then the rest"
WAYS = ("in order", "phases of the same sizes", "phases by the same rule")

INTRO = """
Fitness, 0 … 1, of the half of the customers that did not draft the map; mean of five seeded splits. All maps of a log
have the same touchpoints with the same marks (required, repeatable) and the same number of phases, and are made of the
other half alone. *In order*: every touchpoint in its place. *Same sizes*, *same rule*: order is free within phases,
which are as long as the drafted ones, or are cut anew by the rule of the draft. *Free* is the share of pairs of
touchpoints in one phase: the freer a map, the more fits it. The most frequent path alone has only its own touchpoints,
each required.
""".strip().replace("\n", " ")

Phases = list[list[int]]


@dataclass
class Found:
    """Fitness of held-back journeys per map and way, one number per split; and how free the maps are."""

    fitness: dict[tuple[str, str], list[float]] = field(default_factory=dict)
    free: dict[tuple[str, str], list[float]] = field(default_factory=dict)

    def add(self, name: str, way: str, value: float, free: float) -> None:
        """One split's answer."""
        self.fitness.setdefault((name, way), []).append(value)
        self.free.setdefault((name, way), []).append(free)

    def mean(self, name: str, way: str) -> float:
        """Mean fitness over the splits."""
        return float(np.mean(self.fitness[name, way]))


def load(name: str) -> Journeys:
    """One of ``LOGS``."""
    import pandas

    file, customer, activity, time = LOGS[name]
    table = pandas.read_csv(DATA / file, usecols=[customer, activity, time])
    table[time] = pandas.to_datetime(table[time], utc=True, format="mixed")
    return read(table, customer=customer, activity=activity, time=time)


def held_back(journeys: Journeys, splits: int = SPLITS) -> Found:
    """The drafted map and every plainer one, on each split."""
    found = Found()
    for seed in range(splits):
        held = np.random.default_rng(seed).random(journeys.n) < 0.5
        known, unseen = journeys.select(~held), journeys.select(held)
        document = draft(known).document
        told, bound = bind(document, known), bind(document, unseen)
        ours = [[told.code_of(t.id) - 1 for t in document.touchpoints(p.id)] for p in document.phases()]
        for name, way, phases in maps(document, told, ours):
            plan = planned(phases, document, fixed=way == "in order")
            if name == PATH:
                plan = path_alone(told)
            mean = fitness(bound.journeys, plan).mean
            assert mean is not None
            found.add(name, way, mean, freedom(phases) if way != "in order" else 0.0)
    return found


def maps(document: Document, told: Bound, ours: Phases) -> Iterator[tuple[str, str, Phases]]:
    """(name, way, touchpoints per phase) of every map, made of the journeys ``told`` alone."""
    touchpoints = [t for phase in ours for t in phase]
    orders: dict[str, list[int]] = dict(zip(PLACES, mean_places(told, len(touchpoints)), strict=True))
    common = most_frequent(told, len(touchpoints))
    orders[PATH_AND_REST] = [*common, *(t for t in orders[PLACE] if t not in common)]
    for way in WAYS:
        yield DRAFTED, way, ours
        yield PATH, way, [common]
        for name, order in orders.items():
            sizes = [len(phase) for phase in ours]
            yield name, way, by_rule(order, document, told, len(ours)) if way == WAYS[2] else in_sizes(order, sizes)


def planned(phases: Phases, document: Document, *, fixed: bool) -> Plan:
    """The plan of phases whose touchpoints have the marks that the draft gave them; ``fixed``: each in its place."""
    marks = [(t.required, t.repeatable) for t in document.touchpoints()]
    return Plan(
        tuple(PlannedPhase(tuple(PlannedTouchpoint(t + 1, *marks[t]) for t in phase), fixed) for phase in phases)
    )


def path_alone(told: Bound) -> Plan:
    """The most frequent path as a map: its touchpoints in its order, each required, repeatable where it repeats."""
    path = Counter(_paths(told)).most_common(1)[0][0]
    codes = [code for code in dict.fromkeys(path) if code <= len(told.touchpoints)]
    return Plan((PlannedPhase(tuple(PlannedTouchpoint(c, True, path.count(c) > 1) for c in codes), True),))


def most_frequent(told: Bound, count: int) -> list[int]:
    """The touchpoints of the most frequent path, in the order in which it first has them."""
    path = Counter(_paths(told)).most_common(1)[0][0]
    return [code - 1 for code in dict.fromkeys(path) if code <= count]


def mean_places(told: Bound, count: int) -> tuple[list[int], list[int], list[int]]:
    """Orders of the touchpoints by the mean place (1, 2, 3 …) of their events; of the first one of each journey; and
    of that as a share of the journey's length.
    """
    total, seen = np.zeros((3, count)), np.zeros((3, count))
    for path in _paths(told):
        first = set()
        for place, code in enumerate(path):
            if code > count:
                continue
            total[0, code - 1] += place
            seen[0, code - 1] += 1
            if code not in first:
                first.add(code)
                total[1:, code - 1] += place, place / max(len(path) - 1, 1)
                seen[1:, code - 1] += 1
    by_all, by_first, by_share = (
        [int(t) for t in np.argsort(row, kind="stable")] for row in total / np.maximum(seen, 1)
    )
    return by_all, by_first, by_share


def in_sizes(order: Sequence[int], sizes: Sequence[int]) -> Phases:
    """An order cut into phases of given sizes."""
    ends = np.cumsum(sizes).tolist()
    return [list(order[end - size : end]) for size, end in zip(sizes, ends, strict=True)]


def by_rule(order: list[int], document: Document, told: Bound, phases: int) -> Phases:
    """An order cut into so many phases by the rule of the draft: flow, sizes and words, with the same template."""
    follows = np.zeros((len(order) + 1, len(order) + 1), np.int64)
    for path in _paths(told):
        on_map = [code for code in path if code <= len(order)]
        for pair in set(pairwise(on_map)):
            follows[pair] += 1
    template = document.map.template
    names = [t.name for t in document.touchpoints()]
    miss = None if template is None else miss_of([step_of(name) for name in names], STEPS_OF[template])[order]
    pieces, _ = cut(crossed(still(follows[1:, 1:]), order), miss, phases, phases)
    return [order[piece.begin : piece.end] for piece in pieces]


def freedom(phases: Phases) -> float:
    """The share of the pairs of touchpoints that stand in one phase, so that any order of the two is planned."""
    items = sum(map(len, phases))
    return sum(len(p) * (len(p) - 1) for p in phases) / max(items * (items - 1), 1)


def _paths(told: Bound) -> Iterator[tuple[int, ...]]:
    codes: NDArray[Any] = told.journeys.codes
    for k in range(told.journeys.n):
        yield tuple(codes[told.journeys.offsets[k] : told.journeys.offsets[k + 1] - 1].tolist())


def main() -> None:
    """Print the table, and write JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    about = record.machine()
    rows, bars = [], []
    for log in LOGS:
        found = held_back(load(log))
        for name in (DRAFTED, *PLACES, PATH, PATH_AND_REST):
            row: dict[str, Any] = {"log": log, "map": name}
            for key, way in zip("abc", WAYS, strict=True):
                if name == PATH and way != WAYS[0]:
                    continue
                row[key] = round(found.mean(name, way), 4)
                if way != WAYS[0]:
                    row[f"{key}_free"] = round(float(np.mean(found.free[name, way])), 3)
            rows.append(row)
            print(f"{log:18}{name:42}" + "".join(f"{row.get(k, ''):>8} ({row.get(k + '_free', '')})" for k in "abc"))
        for name in (PLACE, PATH):
            ours, theirs = found.mean(DRAFTED, WAYS[0]), found.mean(name, WAYS[0])
            bars.append(
                record.bar(
                    f"{log}: fitness of held-back journeys above that of {name} ({theirs:.4f}), in order",
                    round(theirs, 4), round(ours, 4), ours > theirs,
                )
            )  # fmt: skip
    if asked.json:
        record.write(
            asked.json,
            title="A drafted map, held against journeys it has not seen",
            intro=INTRO,
            command="python -m benchmarks.held_back --json benchmarks/results/held_back.json",
            tables=[
                record.table(
                    "",
                    [
                        ("log", "log", "text"), ("map", "map", "text"), ("a", "in order", "number"),
                        ("b", "same sizes", "number"), ("b_free", "free", "share"),
                        ("c", "same rule", "number"), ("c_free", "free", "share"),
                    ],
                    rows,
                )
            ],
            bars=bars,
            about=about,
            order=60,
        )  # fmt: skip


if __name__ == "__main__":
    main()
