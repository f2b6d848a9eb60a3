"""PM4Py's exact alignments of journeys to a net; its own process (AGPL-3.0, see ADR 0006).

The file is JSON: ``{"net": …, "traces": [[label, …], …]}``, the net as ``benchmarks/petri.py`` describes. Costs are
PM4Py's standard ones: a move in log or model only costs 10,000, a silent one 1, so whole ten thousands are ours. Its
default search and the one it offers for less memory are timed. Every trace is aligned on its own, equal ones too.
"""

from __future__ import annotations

import json
from typing import Any

import pyarrow as pa
from answering import Asked, Question, serve
from pm4py.algo.conformance.alignments.petri_net import algorithm
from pm4py.objects.log.obj import Event, Trace
from pm4py.objects.petri_net.obj import Marking, PetriNet
from pm4py.objects.petri_net.utils import petri_utils

MOVE = 10_000


def load(asked: Asked) -> dict[str, Question]:
    """Net and traces in PM4Py's objects."""
    given = json.loads(asked.file.read_text(encoding="utf-8"))
    net, first, last = net_from(given["net"])
    traces = [Trace([Event({"concept:name": label}) for label in labels]) for labels in given["traces"]]

    def align(variant: Any) -> list[int]:
        return [int(algorithm.apply_trace(t, net, first, last, variant=variant)["cost"]) // MOVE for t in traces]

    variants = algorithm.Variants
    return {
        "align/A* with state equation": Question(lambda: align(variants.VERSION_STATE_EQUATION_A_STAR), _table),
        "align/Dijkstra, less memory": Question(lambda: align(variants.VERSION_DIJKSTRA_LESS_MEMORY), _table),
    }


def net_from(told: dict[str, Any]) -> tuple[PetriNet, Marking, Marking]:
    """The net with its first and last marking."""
    net = PetriNet("plan")
    places = [PetriNet.Place(f"p{k}") for k in range(told["places"])]
    net.places.update(places)
    for k, step in enumerate(told["transitions"]):
        transition = PetriNet.Transition(f"t{k}", step["label"])
        net.transitions.add(transition)
        for place in step["in"]:
            petri_utils.add_arc_from_to(places[place], transition, net)
        for place in step["out"]:
            petri_utils.add_arc_from_to(transition, places[place], net)
    return net, Marking({places[told["initial"]]: 1}), Marking({places[told["final"]]: 1})


def _table(costs: list[int]) -> pa.Table:
    return pa.table({"trace": list(range(len(costs))), "cost": costs})


if __name__ == "__main__":
    serve(load)
