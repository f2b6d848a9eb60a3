"""The kernel against a plain version: every occasion, every hit, and how journeys end with and without."""

from collections import Counter, defaultdict
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from klantreis.engine.journeys import from_events
from klantreis.evidence.binding import bind
from klantreis.evidence.ends import DAY, goal_of, goal_slots
from klantreis.evidence.pains.clues import clues
from klantreis.evidence.pains.counting import KINDS, LONG, LONG_FROM, Clock, Told, counted, places_of
from klantreis.evidence.walk import walk
from tests.effort import examples
from tests.evidence.tables import HOUR, a_map, activity, per_slot

# A and B, then C and D with D as the goal, then E; X and the clicks are off the map.
DOCUMENT = a_map({"Overweging": "AB", "Aankoop": "CD", "Gebruik": "E"}, conversions={"Aankoop": activity("D")})
PHASE = {"A": 0, "B": 0, "C": 1, "D": 1, "E": 2}
GOAL_PHASE = 1
WEEK = 7 * DAY
HIGH = {"nps": 6, "csat": 2, "ces": 3}

EVENTS = st.lists(
    st.tuples(
        st.sampled_from("pqr"),
        st.sampled_from(["A", "B", "C", "D", "E", "X", "rage_click", "Dead Click"]),
        st.integers(0, 60).map(lambda step: step * 5 * HOUR),
        st.sampled_from(["web", "telefoon", "e-mail", None]),
        st.sampled_from([("csat", 1), ("csat", 5), ("nps", 6), ("nps", 7), ("ces", 3), ("csat", 9), (None, None)]),
    ),
    min_size=1,
    max_size=30,
)


def on_the_map(events, limits, goal, dropped, known):
    """(kind, place, hit, known at, whether a later hit still counts) of every visit to a touchpoint."""
    on = [k for k, event in enumerate(events) if event["name"] in PHASE]
    for place, k in enumerate(on):
        name, at = events[k]["name"], events[k]["at"]
        following = on[place + 1] if place + 1 < len(on) else None
        before = goal is None or k < goal
        if before and at <= known and (following is not None or dropped or goal is not None):
            yield "drop_off", k, following is None and dropped, k, True
        if place:
            yield "long_wait", k, at - events[on[place - 1]]["at"] > limits[name], k, False
        if before:
            yield "repeat", k, any(events[i]["name"] == name for i in range(k)), k, True
        if following is not None and PHASE[name] <= GOAL_PHASE:
            yield "back", k, PHASE[events[following]["name"]] < PHASE[name], following, False
        inside = {event["name"] for event in events[k : len(events) if following is None else following]}
        yield "rage_click", k, "rage_click" in inside, k, False
        yield "dead_click", k, "Dead Click" in inside, k, False


def anywhere(events, end):
    """The same of events that say a channel or a score."""
    for k, event in enumerate(events):
        at = event["at"]
        if event["channel"] == "web" and k + 1 < len(events):
            following = events[k + 1]
            yield "channel_switch", k, following["channel"] == "telefoon" and following["at"] - at <= WEEK, k + 1, False
        if event["channel"] == "telefoon" and at <= end - WEEK:
            served = [i for i in range(k + 1, len(events)) if events[i]["channel"] == "telefoon"]
            again = next((i for i in served if events[i]["at"] - at <= WEEK), None)
            if again is None or events[again]["at"] - at > HOUR:
                yield "repeated_contact", k, again is not None, k if again is None else again, False
        if event["kind"] and (event["kind"], event["score"]) != ("csat", 9):
            yield f"low_score:{event['kind']}", k, event["score"] <= HIGH[event["kind"]], k, False


def plainly(journeys, clock):
    """(kind, name) to hits, occasions, journeys with, journeys hit, and endings; read event by event."""
    waits = defaultdict(list)
    for events in journeys:
        for one, two in pairwise([event for event in events if event["name"] in PHASE]):
            waits[two["name"]].append(two["at"] - one["at"])
    limits = {name: max(LONG * float(np.median(each)), LONG_FROM) for name, each in waits.items()}
    late, known = clock.end - (clock.follow or 0), clock.end - (clock.days or 0) * DAY
    clicks = {event["name"] for events in journeys for event in events} & {"rage_click", "Dead Click"}
    hits, occasions, ends, both, some = (Counter() for _ in range(5))
    for events in journeys:
        goal = next((k for k, event in enumerate(events) if event["name"] == "D"), None)
        dropped = goal is None and events[-1]["at"] <= known
        told, mine, hurt = {}, set(), set()
        for kind, k, hit, moment, later in (
            *on_the_map(events, limits, goal, dropped, known),
            *anywhere(events, clock.end),
        ):
            key = (kind, events[k]["name"])
            if kind.endswith("click") and not clicks:
                continue
            occasions[key] += 1
            hits[key] += hit
            mine.add(key)
            hurt |= {key} if hit else set()
            # who drops out next has no next event, so who comes to the goal next says as little
            next_is_goal = kind in ("back", "channel_switch") and goal is not None and moment >= goal
            if (goal is None or k < goal) and not next_is_goal:
                too_late = goal is not None and moment > goal
                if key not in told or (later and hit and not told[key][0]):
                    told[key] = (False, k) if too_late else (hit, moment)
        both.update(mine)
        some.update(hurt)
        for key, (hit, moment) in told.items():
            if events[moment]["at"] > late:
                ends[key, "unknown"] += 1
            else:
                won = goal is not None and events[goal]["at"] - events[moment]["at"] <= clock.follow
                ends[key, hit, won] += 1
    return hits, occasions, both, some, ends


@given(EVENTS, st.integers(0, 20), st.integers(0, 12))
@settings(deadline=None, max_examples=examples(120))
def test_equals_the_plain_version(rows, days, follow):
    journeys = from_events([r[0] for r in rows], [r[1] for r in rows], [r[2] for r in rows])
    give = per_slot(
        journeys,
        {
            "channel": [r[3] for r in rows],
            "score_kind": [r[4][0] for r in rows],
            "score": [r[4][1] for r in rows],
        },
    )
    bound = bind(DOCUMENT, journeys, give)
    goal = goal_of(DOCUMENT)
    marks = clues(DOCUMENT, bound, journeys, give, goal_slots(DOCUMENT, journeys, bound, give), quotes=False)
    clock = Clock(max(r[2] for r in rows) + DAY, days, follow * DAY)
    told = Told(DOCUMENT, bound, walk(DOCUMENT, bound), marks, goal)
    counts = counted(told, places_of(bound, told.seen), clock)

    order = np.asarray(journeys.rows)
    listed = [
        [
            {
                "name": rows[i][1],
                "at": rows[i][2],
                "channel": rows[i][3],
                "kind": rows[i][4][0],
                "score": rows[i][4][1],
            }
            for i in order[journeys.offsets[j] : journeys.offsets[j + 1] - 1]
        ]
        for j in range(journeys.n)
    ]
    hits, occasions, both, some, ends = plainly(listed, clock)
    names = {t.id: t.name for t in DOCUMENT.touchpoints()}
    for k, (kind, score_kind) in enumerate(KINDS):
        for code, label in enumerate(bound.journeys.labels):
            if label is None:
                continue
            key = (kind if score_kind is None else f"{kind}:{score_kind}", names.get(label, label))
            place = places_of(bound, told.seen)[code]
            assert counts.sums[k, place, 0] == hits[key], key
            assert counts.sums[k, place, 1] == occasions[key], key
            assert counts.rated[k, place].sum(axis=0).tolist() == counts.sums[k, place, :2].tolist()
            assert counts.journeys[k, place].tolist() == [both[key], some[key]], key
            assert counts.unknown[k, place] == ends[key, "unknown"], key
            assert counts.outcome[k, place].sum(axis=0).tolist() == [
                [ends[key, hit, won] for won in (False, True)] for hit in (False, True)
            ], key
