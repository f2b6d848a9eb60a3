"""How a journey ends: converted, dropped or still open."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray

from klantreis.engine.columns import Attributes
from klantreis.engine.journeys import MICROSECONDS, Journeys
from klantreis.evidence.binding import Bound, events_where
from klantreis.evidence.phase_words import AFTER_THE_GOAL, step_of
from klantreis.journey.document import Document
from klantreis.journey.phase import Phase
from klantreis.journey.rule import Rule, every_test

DAY = 86_400 * MICROSECONDS
USUAL = 0.95
"""Where the map gives no allowed time: this share of all pauses inside journeys is shorter."""
MOST_DAYS = 3650


@dataclass(frozen=True)
class Goal:
    """What makes a journey converted: a rule of the map, a phase's conversion point, or only reaching the phase."""

    phase: Phase
    """The phase that the goal is in."""
    by: str
    """``rule`` where the map says itself what its goal is, ``conversion``, or ``reach`` when it does not and no phase
    has a conversion point."""


def goal_of(document: Document) -> Goal | None:
    """What makes a journey converted; None on a map without phases.

    The rule of the map where it has one; the goal is then in the last phase with a touchpoint bound to an activity that
    the rule names. Else, of the phases that have a conversion point: the last one named after a purchase; else the last
    one not named after what follows a purchase (delivery, use, service, loyalty), because a customer who never needed
    service or wrote a review did not drop out; else the last. When no phase has a conversion point the same choice is
    made among all phases, and reaching that phase or a later one counts.
    """
    phases = list(document.phases())
    with_point = [phase for phase in phases if phase.conversion is not None]
    among = with_point or phases
    if not among:
        return None
    steps = [step_of(phase.name) for phase in among]
    bought = [phase for phase, step in zip(among, steps, strict=True) if step == "purchase"]
    before = [phase for phase, step in zip(among, steps, strict=True) if step not in AFTER_THE_GOAL]
    usual = (bought or before or among)[-1]
    if document.map.goal is not None:
        return Goal(_phase_with(document, document.map.goal) or usual, "rule")
    return Goal(usual, "conversion" if with_point else "reach")


def _phase_with(document: Document, rule: Rule) -> Phase | None:
    """The last phase with a touchpoint that is bound to an activity which the rule names, too."""
    named = _activities(rule)
    for phase in reversed(document.phases()):
        for touchpoint in document.touchpoints(phase.id):
            binding = document.binding_of(touchpoint.id)
            if binding is not None and named & _activities(binding.rule):
                return phase
    return None


def _activities(rule: Rule) -> set[object]:
    tests = [t for t in every_test(rule) if t.field == "activity" and t.op in {"is", "one_of"}]
    return {value for t in tests for value in (t.value if isinstance(t.value, tuple) else (t.value,))}


def goal_slots(
    document: Document, journeys: Journeys, bound: Bound, attributes: Attributes | None
) -> NDArray[np.bool_] | None:
    """The slots that pass the goal: its rule or conversion point, or any event of its phase or a later one.

    None on a map without phases.
    """
    goal = goal_of(document)
    if goal is None:
        return None
    rule = document.map.goal if goal.by == "rule" else goal.phase.conversion
    if goal.by != "reach" and rule is not None:
        return events_where(rule, journeys, attributes)
    phases = [phase.id for phase in document.phases()]
    counts = np.zeros(len(bound.journeys.labels), np.bool_)
    for code, touchpoint in enumerate(document.touchpoints(), start=1):
        counts[code] = phases.index(touchpoint.phase) >= phases.index(goal.phase.id)
    return counts[bound.journeys.codes]


def usual_pause_days(journeys: Journeys) -> int | None:
    """The whole number of days within which 95 % of all pauses inside journeys end; None without pauses."""
    inside = np.ones(len(journeys.times), np.bool_)
    inside[journeys.offsets[1:] - 1] = False
    # the slot before a sentinel has no event after it
    both = inside[:-1] & inside[1:]
    pauses = np.diff(journeys.times)[both]
    if len(pauses) == 0:
        return None
    place = min(len(pauses) - 1, ceil(USUAL * len(pauses)) - 1)
    return min(MOST_DAYS, max(1, ceil(int(np.partition(pauses, place)[place]) / DAY)))


def still_open(journeys: Journeys, allowed_days: int, end: int) -> NDArray[np.bool_]:
    """Per journey, whether its last event lies at most the allowed time before ``end`` (microseconds)."""
    out = np.zeros(journeys.n, np.bool_)
    some = journeys.lengths > 0
    out[some] = end - np.asarray(journeys.times)[journeys.offsets[1:][some] - 2] <= allowed_days * DAY
    return out
