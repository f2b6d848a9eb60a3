"""Funnels with all variants, by trying every row of events: what the kernels of attempts are held against."""

from collections import Counter
from dataclasses import dataclass

from tests.analyses.naive import listed


@dataclass
class Asked:
    """``steps`` hold one-letter activities; ``spare`` numbers from 0 the steps that may be left out."""

    steps: list[str]
    within: float
    step_within: float
    mode: str
    spare: set[int]
    by: str

    @property
    def needed(self):
        return [k for k in range(len(self.steps)) if k not in self.spare]


def ways(journey, begin, asked):
    """Every attempt from one event, as the places of the steps that may not be left out."""
    needed = asked.needed

    def go_on(places):
        yield places
        if len(places) == len(needed):
            return
        now, step = places[-1], asked.steps[needed[len(places)]]
        for place in range(now + 1, len(journey)):
            name, time = journey[place]
            if time - journey[begin][1] > asked.within:
                return
            if name in step and time - journey[now][1] <= asked.step_within:
                yield from go_on([*places, place])

    return go_on([begin])


def in_order(journey, begin, asked):
    """{step: place}: of the ways that get furthest the soonest there, each step as early as it can."""
    tried = list(ways(journey, begin, asked))
    most = max(map(len, tried))
    best = min((way for way in tried if len(way) == most), key=lambda way: (way[-1], way))
    found = dict(zip(asked.needed, best, strict=False))
    for k in sorted(asked.spare):
        before = max(n for n in asked.needed if n < k)
        if before not in found:
            continue
        stop = min((found[n] for n in found if n > k and n not in asked.spare), default=len(journey))
        for place in range(found[before] + 1, stop):
            name, time = journey[place]
            late = time - journey[begin][1] > asked.within or time - journey[found[before]][1] > asked.step_within
            if name in asked.steps[k] and not late:
                found[k] = place
                break
    return found


def strictly(journey, begin, asked):
    """{step: place}: each event passes the next step, or one that may be left out before it."""
    found, at, since = {0: begin}, 0, journey[begin][1]
    for place in range(begin + 1, len(journey)):
        name, time = journey[place]
        following = min((k for k in asked.needed if k > at), default=len(asked.steps))
        if time - journey[begin][1] > asked.within or time - since > asked.step_within:
            break
        if following < len(asked.steps) and name in asked.steps[following]:
            found[following], at, since = place, following, time
            continue
        extra = next((k for k in range(at + 1, following) if k not in found and name in asked.steps[k]), None)
        if extra is None:
            break
        found[extra] = place
    return found


def funnel(journeys, asked):
    """(count per step, times per step, what comes next per furthest step)."""
    size = len(asked.steps)
    counts, times, following = [0] * size, [[] for _ in range(size)], [Counter() for _ in range(size)]
    follow = strictly if asked.mode == "strict" else in_order
    for journey in listed(journeys):
        attempts = [follow(journey, i, asked) for i, (name, _) in enumerate(journey) if name in asked.steps[0]]
        if asked.by == "journey" and attempts:
            attempts = [max(attempts, key=lambda found: sum(k in found for k in asked.needed))]
        for found in attempts:
            for k, place in found.items():
                counts[k] += 1
                if k:
                    before = max(n for n in asked.needed if n < k)
                    times[k].append(journey[place][1] - journey[found[before]][1])
            last = max(found.values()) + 1
            furthest = max(k for k in found if k in asked.needed)
            following[furthest][journey[last][0] if last < len(journey) else None] += 1
    return counts, times, following
