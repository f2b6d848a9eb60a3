"""The analyses once more, as plainly as Python can say them: what the kernels are held against."""

from collections import Counter, defaultdict
from itertools import pairwise

import numpy as np
from hypothesis import strategies as st

from klantreis.engine.journeys import Journeys, from_events

SECOND = 1_000_000
EVENT = st.tuples(st.sampled_from("pqrs"), st.sampled_from("abcd"), st.integers(0, 8))


@st.composite
def some_journeys(draw, max_size: int = 40) -> Journeys:
    """Few customers, few activities, many ties; activity ``d`` may be taken off, which leaves empty journeys."""
    events = draw(st.lists(EVENT, max_size=max_size))
    made = table(events)
    if draw(st.booleans()) and "d" in made.labels:
        lookup = np.arange(len(made.labels), dtype=made.codes.dtype)
        lookup[made.labels.index("d")] = 0
        made = made.relabel(lookup, made.labels)
    return made


def table(events) -> Journeys:
    """Journeys of (customer, activity, second) rows in the order of a file."""
    return from_events([e[0] for e in events], [e[1] for e in events], [e[2] * SECOND for e in events])


def listed(journeys: Journeys) -> list[list[tuple[str, float]]]:
    """Each journey as (activity, second) pairs."""
    return [[(name, time / SECOND) for name, time in journeys.journey(k)] for k in range(journeys.n)]


def quantile(values, share):
    return None if not values else float(np.quantile(np.array(values, float), share))


def transitions(journeys):
    counts, within, times = Counter(), defaultdict(set), defaultdict(list)
    for number, journey in enumerate(listed(journeys)):
        if not journey:
            continue
        names = [None, *(name for name, _ in journey), None]
        for place in range(len(names) - 1):
            pair = (names[place], names[place + 1])
            counts[pair] += 1
            within[pair].add(number)
            if None not in pair:
                times[pair].append(journey[place][1] - journey[place - 1][1])
    exits = Counter()
    for (left, _), count in counts.items():
        exits[left] += count
    return {
        pair: (count, len(within[pair]), count / exits[pair[0]], quantile(times[pair], 0.5), quantile(times[pair], 0.9))
        for pair, count in counts.items()
    }


def paths(journeys, collapse=False):
    times = defaultdict(list)
    for journey in listed(journeys):
        names = [name for name, _ in journey]
        if collapse:
            names = [name for place, name in enumerate(names) if place == 0 or name != names[place - 1]]
        if names:
            times[tuple(names)].append(journey[-1][1] - journey[0][1])
    return {path: (len(values), quantile(values, 0.5)) for path, values in times.items()}


def reach(journeys):
    out = {}
    for label in journeys.labels[1:]:
        places = [[i for i, (name, _) in enumerate(journey) if name == label] for journey in listed(journeys)]
        reached = [p for p in places if p]
        out[label] = (
            len(reached),
            sum(map(len, places)),
            sum(len(p) > 1 for p in reached),
            sum(any(b - a == 1 for a, b in pairwise(p)) for p in reached),
        )
    return out


def timing(journeys, a, b, each=False):
    out = []
    for journey in listed(journeys):
        if each:
            since = None
            for name, time in journey:
                if name in b and since is not None:
                    out.append(time - since)
                    since = None
                if name in a:
                    since = time
        else:
            begin = next((i for i, (name, _) in enumerate(journey) if name in a), None)
            if begin is not None:
                end = next((time for name, time in journey[begin + 1 :] if name in b), None)
                if end is not None:
                    out.append(end - journey[begin][1])
    return sorted(out)


def attempt(journey, begin, steps, within, mode):
    """(steps passed, times between, place of the last step passed) of the attempt that begins at one event."""
    start = journey[begin][1]
    if mode == "any":
        passed, done, times, before, at = set(), 0, [], start, begin
        for place in range(begin, len(journey)):
            name, time = journey[place]
            if time - start > within:
                break
            passed |= {k for k, step in enumerate(steps) if name in step}
            while done in passed:
                if done:
                    times.append(time - before)
                before, at, done = time, place, done + 1
        return done, times, at
    done, times, at = 1, [], begin
    while done < len(steps):
        candidates = range(at + 1, min(at + 2, len(journey)) if mode == "strict" else len(journey))
        found = next((i for i in candidates if journey[i][0] in steps[done]), None)
        if found is None or journey[found][1] - start > within:
            break
        times.append(journey[found][1] - journey[at][1])
        at, done = found, done + 1
    return done, times, at


def funnel(journeys, steps, within, mode):
    """(count per step, times per step, what comes next per number of steps passed), by trying every attempt."""
    counts = [0] * len(steps)
    times = [[] for _ in steps]
    following = [Counter() for _ in steps]
    for journey in listed(journeys):
        best = (0, [], 0)
        for begin, (name, _) in enumerate(journey):
            if name in steps[0] or (mode == "any" and any(name in step for step in steps)):
                tried = attempt(journey, begin, steps, within, mode)
                # In any order an attempt opens at one of the steps it passes.
                opens = any(name in step for step in steps[: tried[0]])
                if tried[0] > best[0] and opens:
                    best = tried
        done, between, at = best
        for k in range(done):
            counts[k] += 1
            if k:
                times[k].append(between[k - 1])
        if done:
            following[done - 1][journey[at + 1][0] if at + 1 < len(journey) else None] += 1
    return counts, times, following


def steps(journeys, first, at, before):
    """(count per (step, activity), count per (step, from, to), journeys lined up)."""
    here, flows, lined_up = Counter(), Counter(), 0
    for journey in listed(journeys):
        names = [name for name, _ in journey]
        if not names or (at is not None and at not in names):
            continue
        lined_up += 1
        anchor = 0 if at is None else names.index(at)
        shown = {place - anchor + (at is None): name for place, name in enumerate(names)}
        wanted = range(-before if at is not None else 1, first + (at is None))
        here.update((step, shown[step]) for step in wanted if step in shown)
        flows.update(
            (step, shown.get(step), shown.get(step + 1)) for step in wanted[:-1] if step in shown or step + 1 in shown
        )
    return here, flows, lined_up
