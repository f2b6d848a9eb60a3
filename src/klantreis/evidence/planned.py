"""The journey as a map plans it, in the codes of bound journeys."""

from __future__ import annotations

from dataclasses import replace

from klantreis.analyses.fitness import FitnessResult, Plan, PlannedPhase, PlannedTouchpoint, fitness
from klantreis.evidence.binding import Bound
from klantreis.journey.document import Document


def plan_of(document: Document, bound: Bound) -> Plan:
    """The plan that a map draws, for ``fitness(bound.journeys, plan)``.

    A touchpoint without a usable rule can never be seen in the data, so it is not part of the plan:
    otherwise every journey would seem to leave it out.
    """
    silent = {*bound.unbound, *bound.broken}
    return Plan(
        tuple(
            PlannedPhase(
                tuple(
                    PlannedTouchpoint(bound.code_of(t.id), t.required, t.repeatable)
                    for t in document.touchpoints(phase.id)
                    if t.id not in silent
                ),
                fixed=phase.fixed_order,
            )
            for phase in document.phases()
        )
    )


def map_fitness(document: Document, bound: Bound) -> FitnessResult:
    """Fitness of bound journeys to the plan of their map; deviations carry touchpoint names and record ids."""
    aligned = fitness(bound.journeys, plan_of(document, bound))
    names = {t.id: t.name for t in document.touchpoints()}
    told = tuple(
        replace(d, touchpoint=names[d.touchpoint], record=d.touchpoint) if d.code <= len(bound.touchpoints) else d
        for d in aligned.deviations
    )
    return replace(aligned, deviations=told)
