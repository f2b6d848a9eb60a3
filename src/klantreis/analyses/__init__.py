"""One question per file: a kernel, a merge and a frozen result."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from klantreis.engine.columns import Attributes
    from klantreis.engine.journeys import Journeys


def warm() -> None:
    """Compile the kernels of the index and of every question, so that the first answer is as quick as the second.

    A few seconds of one core once per installation, well under a second afterwards. Meant for the background.
    """
    from klantreis.analyses import cells
    from klantreis.analyses.attribution import attribution, touched
    from klantreis.analyses.drift import drift
    from klantreis.analyses.explain import explain
    from klantreis.analyses.fitness import Plan, PlannedPhase, PlannedTouchpoint, fitness
    from klantreis.analyses.funnel import funnel, passing
    from klantreis.analyses.moments import moments
    from klantreis.analyses.paths import paths
    from klantreis.analyses.reach import reach
    from klantreis.analyses.representatives import representatives
    from klantreis.analyses.simulate import followed, simulate
    from klantreis.analyses.simulate_solving import warm as warm_solving
    from klantreis.analyses.steps import steps
    from klantreis.analyses.timing import timing, timing_inside
    from klantreis.analyses.transitions import transitions
    from klantreis.engine import warm as engine

    planned = tuple(PlannedPhase((PlannedTouchpoint(code, required=True),), fixed=code == 1) for code in (1, 2))
    engine.warm(
        (
            transitions,
            reach,
            steps,
            lambda journeys: paths(journeys, limit=1),
            lambda journeys: paths(journeys, collapse=True, limit=1),
            lambda journeys: timing(journeys, "a", "b"),
            lambda journeys: timing(journeys, "a", "b", each=True),
            lambda journeys: timing_inside(journeys, "a"),
            lambda journeys: funnel(journeys, ["a", "b"], mode="ordered"),
            lambda journeys: funnel(journeys, ["a", "b"], "1h", only_counts=True),
            lambda journeys: passing(journeys, ["a", "b"], 1),
            lambda journeys: funnel(journeys, ["a", "b"], mode="strict"),
            lambda journeys: funnel(journeys, ["a", "b"], mode="any"),
            lambda journeys: cells.with_transition(journeys, "a", "b"),
            lambda journeys: cells.with_path(journeys, ["a", "b"]),
            lambda journeys: cells.with_events(journeys, "a"),
            lambda journeys: cells.with_time(journeys, "a", "b"),
            lambda journeys: cells.with_stay(journeys, [1]),
            lambda journeys: funnel(journeys, ["a", "b"], optional=(2,), by="attempt"),
            lambda journeys: funnel(journeys, ["a", "b"], mode="strict", by="attempt"),
            lambda journeys: fitness(journeys, Plan(planned)),
            lambda journeys: attribution(journeys, "b", by="activity"),
            lambda journeys: touched(journeys, "b", "a", by="activity"),
            lambda journeys: drift(journeys, journeys, permutations=9),
            lambda journeys: drift(*[replace(journeys, unit="journey")] * 2, permutations=9),
            lambda journeys: explain(journeys, "b", attributes=_same(journeys), columns=("x",)),
            lambda journeys: moments(journeys, "b", minimum=1),
            lambda journeys: representatives(journeys, 1),
            lambda journeys: simulate(journeys, "b"),
            lambda journeys: followed(journeys, "b", "a"),
        ),
        by_width=(transitions,),
    )
    warm_solving()


def _same(journeys: Journeys) -> Attributes:
    """Gives every field one value everywhere."""
    return lambda names: {name: ["v"] * len(journeys.codes) for name in names}
