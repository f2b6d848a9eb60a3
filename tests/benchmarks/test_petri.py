"""The net that other tools align to allows what the plan allows: the same cheapest cost, found by a plain search."""

import heapq

from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.petri import net_of
from klantreis.analyses.fitness import Plan, PlannedPhase, PlannedTouchpoint, fitness
from klantreis.engine.journeys import from_events

LETTERS = "ABCDE"


def cheapest(net, events):
    """Dijkstra over (events read, marking): log moves and visible model moves cost 1."""
    first = tuple(int(place == net["initial"]) for place in range(net["places"]))
    last = tuple(int(place == net["final"]) for place in range(net["places"]))
    queue, done = [(0, 0, first)], set()
    while queue:
        cost, read, marking = heapq.heappop(queue)
        if (read, marking) in done:
            continue
        done.add((read, marking))
        if read == len(events) and marking == last:
            return cost
        if read < len(events):
            heapq.heappush(queue, (cost + 1, read + 1, marking))
        for step in net["transitions"]:
            if all(marking[place] for place in step["in"]):
                after = list(marking)
                for place in step["in"]:
                    after[place] -= 1
                for place in step["out"]:
                    after[place] += 1
                if read < len(events) and events[read] == step["label"]:
                    heapq.heappush(queue, (cost, read + 1, tuple(after)))
                heapq.heappush(queue, (cost + (step["label"] is not None), read, tuple(after)))
    raise AssertionError("every journey can be aligned")


@st.composite
def plans(draw):
    codes = draw(st.permutations(range(1, len(LETTERS) + 1)))
    cut = draw(st.integers(1, len(LETTERS)))
    phases = []
    for part in (codes[:cut], codes[cut:4]):
        touchpoints = [PlannedTouchpoint(code, draw(st.booleans()), draw(st.booleans())) for code in part]
        phases.append(PlannedPhase(tuple(touchpoints), draw(st.booleans())))
    return Plan(tuple(phases))


@given(plans(), st.lists(st.text(LETTERS, min_size=1, max_size=5), min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_the_net_costs_what_the_plan_costs(plan, paths):
    customers = ["0"] * len(LETTERS) + [str(k + 1) for k, path in enumerate(paths) for _ in path]
    letters = [*LETTERS, *"".join(paths)]
    journeys = from_events(customers, letters, list(range(len(letters))))
    costs = fitness(journeys, plan).cost.tolist()
    net = net_of(plan, journeys.labels)
    for k, cost in enumerate(costs):
        assert cheapest(net, [label for label, _ in journeys.journey(k)]) == cost
