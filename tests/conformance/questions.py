"""Every question once, as it is asked of journeys on any engine. A question that is missing here fails a test."""

from __future__ import annotations

import dataclasses
import importlib
import math
import pkgutil
from collections.abc import Callable
from typing import Any

from klantreis import analyses
from klantreis.analyses.attribution import attribution
from klantreis.analyses.cells import with_transition
from klantreis.analyses.compare import compare
from klantreis.analyses.customers import customers
from klantreis.analyses.drift import drift, drift_at, split
from klantreis.analyses.explain import explain
from klantreis.analyses.explain_outcome import low_score
from klantreis.analyses.fitness import Plan, PlannedPhase, PlannedTouchpoint, fitness
from klantreis.analyses.funnel import funnel, levels
from klantreis.analyses.moments import moments
from klantreis.analyses.paths import paths
from klantreis.analyses.reach import reach
from klantreis.analyses.representatives import representatives
from klantreis.analyses.result import Result
from klantreis.analyses.simulate import Change, simulate
from klantreis.analyses.steps import steps
from klantreis.analyses.timing import timing, timing_inside
from klantreis.analyses.transitions import transitions
from klantreis.engine.columns import Attributes
from klantreis.engine.source import Source


@dataclasses.dataclass(frozen=True)
class Asked:
    """Journeys with what questions need to know about them."""

    journeys: Source
    a: str
    b: str
    c: str
    """Three activities."""
    at: int
    """A moment with journeys on both sides, microseconds."""
    attributes: Attributes | None = None
    """For journeys in this process; those on a cluster carry their own."""
    region: str | None = None
    """An attribute, where there is one."""


def planned(asked: Asked) -> Plan:
    code = asked.journeys.code_of
    return Plan(
        (
            PlannedPhase((PlannedTouchpoint(code(asked.a), required=True), PlannedTouchpoint(code(asked.c)))),
            PlannedPhase((PlannedTouchpoint(code(asked.b), required=True, repeatable=True),), fixed=True),
        )
    )


def plain_fitness(asked: Asked) -> Any:
    found = fitness(asked.journeys, planned(asked))
    return {**found.to_dict(), "cost": sorted(found.cost.tolist())}


QUESTIONS: dict[str, Callable[[Asked], Any]] = {
    "transitions": lambda q: transitions(q.journeys),
    "paths": lambda q: paths(q.journeys),
    "paths, collapsed": lambda q: paths(q.journeys, collapse=True, limit=7),
    "reach": lambda q: reach(q.journeys),
    "timing": lambda q: timing(q.journeys, q.a, q.b, target_s=3600),
    "timing, each": lambda q: timing(q.journeys, (q.a, q.c), q.b, each=True),
    "timing inside": lambda q: timing_inside(q.journeys, (q.a, q.b)),
    "funnel": lambda q: funnel(q.journeys, [q.a, q.b, q.c], within="7d"),
    "funnel, strict": lambda q: funnel(q.journeys, [q.a, (q.b, q.c)], mode="strict"),
    "funnel, any order": lambda q: funnel(q.journeys, [q.a, q.b, q.c], within="30d", mode="any"),
    "funnel, attempts": lambda q: funnel(q.journeys, [q.a, q.c, q.b], optional=[2], by="attempt"),
    "funnel, counts": lambda q: funnel(q.journeys, [q.a, q.b, q.c], within="7d", only_counts=True),
    "levels": lambda q: {"levels": sorted(levels(q.journeys, [q.a, q.b]).tolist())},
    "steps": lambda q: steps(q.journeys, 5),
    "steps, around": lambda q: steps(q.journeys, 3, at=q.b, before=2),
    "fitness": plain_fitness,
    "attribution": lambda q: attribution(q.journeys, q.b, attributes=q.attributes),
    "attribution, by activity": lambda q: attribution(
        q.journeys, q.b, by="activity", attributes=q.attributes, within="9d"
    ),
    "drift, at a moment": lambda q: drift_at(q.journeys, q.at, permutations=19, limit=2),
    "drift": lambda q: drift(*split(q.journeys, q.at), permutations=99),
    "representatives": lambda q: representatives(q.journeys, 4),
    "simulate": lambda q: simulate(q.journeys, q.b, [Change(q.a, q.b, 1.5)], allowed="3d"),
    "simulate, order 2": lambda q: simulate(q.journeys, q.b, [Change(q.a, q.b, 0.5)], order=2),
    "explain": lambda q: explain(
        q.journeys,
        q.b,
        attributes=q.attributes,
        columns=["channel", f"attribute:{q.region}"] if q.region else ["channel"],
        minimum=5,
    ),
    "explain, a number": lambda q: explain(
        q.journeys, q.b, attributes=q.attributes, columns=["value"], minimum=5, limit=9
    ),
    "explain, a low score": lambda q: explain(
        q.journeys, low_score(q.journeys, 6, kind="nps"), attributes=q.attributes, columns=["channel"], minimum=5
    ),
    "moments": lambda q: moments(q.journeys, q.b, attributes=q.attributes, minimum=5),
    "explain, missing": lambda q: explain(q.journeys, q.c, after=q.a, missing=True, allowed="1d"),
    "customers": lambda q: {
        key: found
        for key, found in customers(q.journeys, with_transition(q.journeys, q.a, q.b)).to_dict().items()
        if key in ("count", "journeys", "customers")
    },
    "compare": lambda q: compare(*(reach(window) for window in split(q.journeys, q.at))),
}


def answer(name: str, asked: Asked) -> Any:
    """A question's answer as plain values."""
    found = QUESTIONS[name](asked)
    return found.to_dict() if isinstance(found, Result) else found


def same(one: Any, other: Any) -> bool:
    """Equal; sums of numbers with a point may differ in how they were rounded, since their order differs."""
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-12)
    if isinstance(one, dict):
        return isinstance(other, dict) and list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, (list, tuple)):
        return isinstance(other, (list, tuple)) and len(one) == len(other) and all(map(same, one, other))
    return one == other


def every_question() -> set[str]:
    """The words of all questions that there are."""
    for module in pkgutil.iter_modules(analyses.__path__, f"{analyses.__name__}."):
        importlib.import_module(module.name)
    return {kind.question for kind in Result.__subclasses__() if kind.__module__.startswith(analyses.__name__)}
