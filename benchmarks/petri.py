"""A plan as a Petri net, for tools that align journeys to nets.

The net is plain data: ``{"places": n, "initial": p, "final": p, "transitions": [{"label": text or None, "in": [p, …],
"out": [p, …]}]}``; a transition without a label is silent and costs nothing. It allows exactly the journeys that the
plan allows: phases in order, free or fixed order inside, touchpoints required or not, repeatable or not.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from klantreis.analyses.fitness import Plan, PlannedPhase


class _Net:
    def __init__(self) -> None:
        self.places = 1
        self.transitions: list[dict[str, Any]] = []

    def place(self) -> int:
        self.places += 1
        return self.places - 1

    def add(self, label: str | None, before: Sequence[int], after: Sequence[int]) -> None:
        self.transitions.append({"label": label, "in": list(before), "out": list(after)})


def net_of(plan: Plan, labels: Sequence[str | None]) -> dict[str, Any]:
    """The net; ``labels[code]`` is what an event with that code is called."""
    net = _Net()
    at = 0
    for phase in plan.phases:
        at = _fixed(net, phase, labels, at) if phase.fixed else _free(net, phase, labels, at)
    return {"places": net.places, "initial": 0, "final": at, "transitions": net.transitions}


def _free(net: _Net, phase: PlannedPhase, labels: Sequence[str | None], begin: int) -> int:
    """Opening puts a token per touchpoint that is limited in number; closing takes them back used."""
    inside, end = net.place(), net.place()
    opened, used = [inside], [inside]
    for touchpoint in phase.touchpoints:
        label = labels[touchpoint.code]
        if touchpoint.repeatable and not touchpoint.required:
            net.add(label, [inside], [inside])
            continue
        before, after = net.place(), net.place()
        opened.append(before)
        used.append(after)
        net.add(label, [before], [after])
        if not touchpoint.required:
            net.add(None, [before], [after])
        elif touchpoint.repeatable:
            net.add(label, [after], [after])
    net.add(None, [begin], opened)
    net.add(None, used, [end])
    return end


def _fixed(net: _Net, phase: PlannedPhase, labels: Sequence[str | None], begin: int) -> int:
    """A chain: each touchpoint leads to the next place; skipped where it is not required, again where it may repeat."""
    at = begin
    for touchpoint in phase.touchpoints:
        label, after = labels[touchpoint.code], net.place()
        net.add(label, [at], [after])
        if not touchpoint.required:
            net.add(None, [at], [after])
        if touchpoint.repeatable:
            net.add(label, [after], [after])
        at = after
    # a place of its own, so that a phase without touchpoints still is one
    end = net.place()
    net.add(None, [at], [end])
    return end
