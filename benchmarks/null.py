"""How often the questions that test find something where there is nothing, and how much of what they find is false.

    python -m benchmarks.null --workspaces 1000 --json benchmarks/results/null.json

Where everything is null, any finding is a false one, so the false discovery rate is the share of workspaces with any.
Where some effects are planted it is the mean share of false ones among the findings of a workspace.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks import record
from benchmarks.null_world import FIELDS, GOAL, NEWS, PLACES, Plant, World, dealt, world
from klantreis.analyses.drift import drift
from klantreis.analyses.explain import explain
from klantreis.evidence.moments import map_moments
from klantreis.evidence.pains import pains

LEVEL = 0.05
WORKSPACES = 200
"""As many as tests ask; too few to tell a rate of 6 % from one of 5 %, so results are of a thousand."""
SEED = 20261100
NOTE = "Counts, not times: the same seeds give the same numbers on a busy machine."
SURE = 0.01
"""A rate is above the promise when chance alone would give so many with less than this probability."""


@dataclass(frozen=True)
class Finding:
    """One thing that a question says at q ≤ 0.05."""

    what: str
    planted: bool


Question = Callable[[World], Iterator[Finding]]


def ask_explain(made: World) -> Iterator[Finding]:
    """Who buys, of those who came to the first place."""
    outcome, after = (GOAL, PLACES[0]) if GOAL in made.journeys.labels else ("Boeking gestart", "Offerte ontvangen")
    found = explain(made.journeys, outcome, after=after, attributes=made.attributes, columns=FIELDS)
    for each in found.drivers:
        if each.q <= LEVEL:
            yield Finding(f"{each.what}: {each.value}", each.what == "apparaat")
    if found.tree is not None and found.tree.q <= LEVEL:
        yield Finding("tree", any(rule.what == "apparaat" for leaf in found.tree.leaves for rule in leaf.rules))


def ask_drift(made: World) -> Iterator[Finding]:
    """Whether the later half behaves otherwise."""
    found = drift(*made.halves())
    for each in (*found.moved, *found.new, *found.vanished):
        yield Finding(each.name, each.name == NEWS)
    planted = NEWS in made.journeys.labels
    for name, q in (("touchpoints", found.q), ("transitions", found.transitions_q)):
        if q <= LEVEL:
            yield Finding(name, planted)


def ask_moments(made: World) -> Iterator[Finding]:
    """Which experiences go together with buying."""
    for each in map_moments(made.document, made.journeys, made.attributes).moments:
        if each.q <= LEVEL:
            yield Finding(f"{each.name}: {each.experience}", (each.name, each.experience) == (PLACES[0], "csat"))


def ask_pains(made: World) -> Iterator[Finding]:
    """Where it hurts."""
    for each in pains(made.document, made.journeys, made.attributes, quotes=False).pains:
        # with two phases, who is in the second goes back more often than who is in the first: that is so
        back = (each.kind, each.because) == ("back", ("rate",))
        yield Finding(f"{each.name}: {each.kind}", back or (each.name, each.kind) == (PLACES[0], "low_score"))


QUESTIONS: dict[str, Question] = {
    "explain": ask_explain,
    "drift": ask_drift,
    "moments": ask_moments,
    "pains": ask_pains,
}
DEALT = ("explain", "drift")
PLANTS = {
    "explain": Plant(mobile=True),
    "drift": Plant(news=True),
    "moments": Plant(marked=True),
    "pains": Plant(marked=True),
}
LONGER = ("repeat", "repeated_contact")
"""A journey that lasts has more of these and more chance to score low: planted too, in effect, and not counted."""


def null(question: str, workspaces: int, *, seed: int = SEED, kind: str = "world") -> list[int]:
    """Per null workspace how many (false) findings there are."""
    make = world if kind == "world" else dealt
    return [len(list(QUESTIONS[question](make(seed + k)))) for k in range(workspaces)]


def mixed(question: str, workspaces: int, *, seed: int = SEED) -> tuple[list[float], int]:
    """Share of false findings per workspace with planted effects (0 where there are none), and how many find them."""
    shares, hits = [], 0
    for k in range(workspaces):
        found = list(QUESTIONS[question](world(seed + k, plant=PLANTS[question], phases=2)))
        counted = [each for each in found if each.planted or not each.what.endswith(LONGER)]
        shares.append(sum(not each.planted for each in counted) / len(counted) if counted else 0.0)
        hits += any(each.planted for each in found)
    return shares, hits


def chance(hits: int, workspaces: int) -> float:
    """Probability of so many, or more, where the promised rate holds exactly."""
    from scipy.stats import binom

    return float(binom.sf(hits - 1, workspaces, LEVEL))


def main() -> None:
    """Ask everything, print it, and write the results file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workspaces", type=int, default=WORKSPACES)
    parser.add_argument("--questions", nargs="+", choices=QUESTIONS, default=list(QUESTIONS))
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    about, size = record.machine(), asked.workspaces
    rows, bars = [], []
    for question in asked.questions:
        for kind in ("world", *(("dealt",) if question in DEALT else ())):
            counts = null(question, size, kind=kind)
            hits = sum(count > 0 for count in counts)
            rows.append(
                {
                    "question": question,
                    "kind": "everything drawn on its own" if kind == "world" else "control year, dealt anew",
                    "workspaces": size,
                    "any": hits,
                    "rate": hits / size,
                    "chance": chance(hits, size),
                }
            )
            print(rows[-1], flush=True)
            told = f"`{question}`: false discoveries in null workspaces ({rows[-1]['kind']})"
            text = f"{told}, at most, within binomial error"
            bars.append(record.bar(text, LEVEL, hits / size, chance(hits, size) > SURE, "share"))
    planted = []
    for question in asked.questions:
        shares, hits = mixed(question, size)
        error = float(np.std(shares, ddof=1) / np.sqrt(size))
        planted.append(
            {
                "question": question,
                "workspaces": size,
                "found": hits / size,
                "fdr": float(np.mean(shares)),
                "error": error,
            }
        )
        print(planted[-1], flush=True)
    if asked.json is None:
        return
    record.write(
        asked.json,
        title="False discoveries",
        intro=__doc__.split("\n\n")[2].replace("\n", " ")
        + " Each workspace has about 2,000 journeys; `benchmarks/null_world.py` makes them. q ≤ 0.05 is a finding.",
        command=f"python -m benchmarks.null --workspaces {size} --json benchmarks/results/null.json",
        tables=[
            record.table(
                "Nothing there",
                [
                    ("question", "question", "text"),
                    ("kind", "workspaces", "text"),
                    ("workspaces", "how many", "count"),
                    ("any", "with any finding", "count"),
                    ("rate", "share", "share"),
                    ("chance", "chance of so many at 5 %", "number"),
                ],
                rows,
            ),
            record.table(
                "Some effects planted",
                [
                    ("question", "question", "text"),
                    ("workspaces", "workspaces", "count"),
                    ("found", "planted effect found", "share"),
                    ("fdr", "false among the findings", "share"),
                    ("error", "standard error", "number"),
                ],
                planted,
                note="Repeats and repeated contact hang together with the planted low score through the "
                "length of a journey, and are counted neither as right nor as false.",
            ),
        ],
        bars=bars,
        notes=[NOTE],
        versions=record.versions("numba", "scipy", "scikit-learn"),
        about=about,
        order=60,
    )


if __name__ == "__main__":
    main()
