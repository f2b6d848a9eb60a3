"""The journey as a map plans it, in the codes of bound journeys."""

from __future__ import annotations

from klantreis.analyses.fitness import Plan, PlannedPhase, PlannedTouchpoint
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
