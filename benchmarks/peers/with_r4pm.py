"""r4pm's exact alignments (Rust): the second independent answer. Equal journeys are aligned once, on all threads.

The file is as for PM4Py. r4pm answers per variant in an order of its own; the cost of a trace is that of its variant.
"""

from __future__ import annotations

import json
import uuid
from typing import Any

import polars as pl
import pyarrow as pa
import r4pm
from answering import Asked, Question, serve
from r4pm import bindings

COSTS = {"model_move_cost": 1, "log_move_cost": 1, "sync_move_cost": 0, "silent_move_cost": 0}


def load(asked: Asked) -> dict[str, Question]:
    """Net, and the traces as an activity projection."""
    given = json.loads(asked.file.read_text(encoding="utf-8"))
    net, traces = net_from(given["net"]), given["traces"]
    rows = [(str(k), label) for k, labels in enumerate(traces) for label in labels]
    columns = {"case:concept:name": [k for k, _ in rows], "concept:name": [label for _, label in rows]}
    seconds = pl.int_range(len(rows), eager=True) * 1_000_000
    frame = pl.DataFrame({**columns, "time:timestamp": seconds.cast(pl.Datetime("us", "UTC"))})
    projection = bindings.log_to_activity_projection(r4pm.import_item_from_df("EventLog", frame))

    def align() -> Any:
        return bindings.align_variants(net, projection, {"cost_fn": COSTS})

    return {"align/variants": Question(align, lambda found: _table(found, traces))}


def net_from(told: dict[str, Any]) -> Any:
    """The net in r4pm's form."""
    places = [str(uuid.uuid4()) for _ in range(told["places"])]
    transitions, arcs = {}, []
    for step in told["transitions"]:
        name = str(uuid.uuid4())
        transitions[name] = {"id": name, "label": step["label"]}
        pairs = [("PlaceTransition", [places[p], name]) for p in step["in"]]
        pairs += [("TransitionPlace", [name, places[p]]) for p in step["out"]]
        arcs += [{"from_to": {"type": kind, "nodes": nodes}, "weight": 1} for kind, nodes in pairs]
    return {
        "places": {name: {"id": name} for name in places},
        "transitions": transitions,
        "arcs": arcs,
        "initial_marking": {places[told["initial"]]: 1},
        "final_markings": [{places[told["final"]]: 1}],
    }


def _table(found: Any, traces: list[list[str]]) -> pa.Table:
    costs = {tuple(variant["activities"]): variant["result"]["Ok"]["cost"] for variant in found}
    return pa.table({"trace": list(range(len(traces))), "cost": [costs[tuple(labels)] for labels in traces]})


if __name__ == "__main__":
    serve(load)
