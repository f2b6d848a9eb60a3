"""Moments counted by hand and against a plain version."""

from collections import Counter, defaultdict
from dataclasses import replace
from itertools import pairwise
from statistics import median

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import ttest_ind

from klantreis.analyses.moments import EXPERIENCES, moments
from klantreis.analyses.moments_members import members
from klantreis.errors import NotFound, UserError
from tests.analyses.naive import listed, table
from tests.effort import examples

GOOD = {"nps": {9, 10}, "csat": {4, 5}, "ces": {5, 6, 7}}
BAD = {"nps": set(range(7)), "csat": {1, 2}, "ces": {1, 2, 3}}


def told(*journeys):
    """Each a list of (activity, second) or (activity, second, kind, score); and the scores per slot."""
    rows = [(f"c{k:05}", *each, None, None)[:5] for k, journey in enumerate(journeys) for each in journey]
    made = table([(who, name, at) for who, name, at, *_ in rows])
    order = np.asarray(made.rows)

    def give(wanted):
        columns = {"score_kind": [row[3] for row in rows], "score": [row[4] for row in rows]}
        return {name: [columns[name][i] for i in order] for name in wanted if name in columns}

    return made, give


def one(answer, name, experience, outcome):
    return next(m for m in answer.moments if (m.name, m.experience, m.outcome) == (name, experience, outcome))


def test_a_table_counted_by_hand():
    # After a good mark at a 30 of 40 order, after a bad one 10 of 40; the one between says neither.
    marks = [*[(5, 1)] * 30, *[(5, 0)] * 10, *[(2, 1)] * 10, *[(1, 0)] * 30, (3, 1)]
    journeys, give = told(
        *([("a", 0, "csat", mark), *([("order", 9)] if orders else [])] for mark, orders in marks), [("late", 99)]
    )
    answer = moments(journeys, "order", attributes=give)
    mark = one(answer, "a", "csat", "conversion")
    assert ((mark.good.n, mark.good.value), (mark.bad.n, mark.bad.value)) == ((40, 0.75), (40, 0.25))
    assert (mark.difference, mark.found) == (0.5, True)
    assert 0.28 < mark.interval[0] < 0.5 < mark.interval[1] < 0.67
    assert answer.horizon_s == 9


def test_scores_that_cannot_be_read_are_counted():
    marks = [("csat", 5), ("csat", 9), ("smile", 1), (None, 3), ("nps", "?"), ("nps", 10)]
    journeys, give = told(*([("a", 0, kind, mark)] for kind, mark in marks))
    answer = moments(journeys, None, attributes=give)
    assert (answer.unread_scores, answer.to_dict()["unread_scores"]) == (4, 4)
    assert moments(journeys, None).unread_scores == 0


def test_the_final_score_is_compared_by_welch():
    scores = [*((9, 10, 8) * 20), *((3, 6, 4, 5) * 15)]
    journeys, give = told(
        *([("a", 0), *([("a", 1)] if k >= 60 else []), ("end", 5, "nps", score)] for k, score in enumerate(scores))
    )
    answer = moments(journeys, None, attributes=give)
    again = one(answer, "a", "repeat", "score")
    assert (answer.outcome, answer.final) == (None, "nps")
    scored = {"experience": "repeat", "ending": "score", "attributes": give}
    assert [members(journeys, None, "a", felt=felt, **scored).sum() for felt in ("good", "bad")] == [60, 60]
    assert (again.good.value, again.bad.value, again.difference) == (9, 4.5, 4.5)
    test = ttest_ind(scores[:60], scores[60:], equal_var=False)
    assert again.p == pytest.approx(test.pvalue)
    assert again.interval == pytest.approx(tuple(test.confidence_interval()))


def test_mistakes_are_told():
    journeys, give = told([("a", 0), ("b", 1)])
    with pytest.raises(NotFound):
        moments(journeys, "c")
    with pytest.raises(UserError):
        moments(journeys, "b", minimum=0)
    with pytest.raises(UserError):
        moments(journeys, "b", attributes=give, final="stars")
    assert moments(told()[0], None).moments == ()
    for error, wrong in (
        (NotFound, {"experience": "stars", "felt": "good"}),
        (UserError, {"experience": "nps", "felt": "so so"}),
        (UserError, {"experience": "nps", "felt": "good", "ending": "score", "side": "with"}),
    ):
        with pytest.raises(error):
            members(journeys, "b", "a", **wrong)


SCORES = st.sampled_from([(None, None), ("csat", 1), ("csat", 5), ("csat", 3), ("nps", 9), ("nps", 2), ("csat", 99)])
LOGS = st.lists(
    st.lists(st.tuples(st.sampled_from("abz"), st.integers(0, 9), SCORES), min_size=1, max_size=6),
    min_size=1,
    max_size=12,
)


def felt_in(events, waits):
    """(experience, name) to (good, bad or neither, where) of one journey of (name, second, kind, score)."""
    goal = next((k for k, event in enumerate(events) if event[0] == "z"), None)
    felt, came = {}, Counter()
    for k, (name, at, kind, score) in enumerate(events[:goal]):
        came[name] += 1
        if came[name] <= 2:
            felt["repeat", name] = (("good", "bad")[came[name] - 1], k)
        if kind and score != 99:
            side = "good" if score in GOOD[kind] else "bad" if score in BAD[kind] else None
            felt.setdefault((kind, name), (side, k))
        if k:
            late = at - events[k - 1][1] > median(waits[name])
            felt.setdefault(("waiting", name), ("bad" if late else "good", k))
    return goal, felt


def plainly(listing, follow, end):
    """Endings and final scores by (experience, name) and side."""
    waits, ends, finals = defaultdict(list), Counter(), defaultdict(list)
    for before, after in (pair for events in listing for pair in pairwise(events)):
        waits[after[0]].append(after[1] - before[1])
    final = next((kind for kind in ("nps", "csat") if any(e[2] == kind and e[3] != 99 for j in listing for e in j)), "")
    for events in listing:
        goal, felt = felt_in(events, waits)
        last = max((k for k, event in enumerate(events) if event[2] == final and event[3] != 99), default=-1)
        for what, (side, k) in felt.items():
            if side and events[k][1] <= end - follow:
                ends[what, side, goal is not None and events[goal][1] - events[k][1] <= follow] += 1
            if side and last > k:
                finals[what, side].append(events[last][3])
    return ends, finals


@given(LOGS, st.integers(1, 12))
@settings(deadline=None, max_examples=examples(80))
def test_equals_the_plain_version(logs, follow):
    journeys, give = told(*([(name, at, *score) for name, at, score in log] for log in logs), [("a", 1), ("z", 15)])
    columns, slot, listing = give({"score", "score_kind"}), 0, []
    for journey in listed(journeys):
        scores = zip(columns["score_kind"][slot:], columns["score"][slot:], strict=True)
        listing.append([(*event, *score) for event, score in zip(journey, scores, strict=False)])
        slot += len(journey) + 1
    answer = moments(journeys, "z", attributes=give, horizon=follow, minimum=1)
    ends, finals = plainly(listing, follow, 15)
    found = {(m.experience, m.name, m.outcome): m for m in answer.moments}
    for what in ((experience, name) for experience in EXPERIENCES for name in "ab"):
        n = {side: ends[what, side, True] + ends[what, side, False] for side in ("good", "bad")}
        moment = found.get((*what, "conversion"))
        compared = all(n.values()) and any(count for key, count in ends.items() if key[2])
        assert (moment is not None) == compared
        if moment is not None:
            assert (moment.good.n, moment.bad.n) == (n["good"], n["bad"])
            assert moment.good.value == ends[what, "good", True] / n["good"]
            assert moment.bad.value == ends[what, "bad", True] / n["bad"]
        score = found.get((*what, "score"))
        if score is not None:
            assert score.good.value == pytest.approx(np.mean(finals[what, "good"]))
            assert (score.good.n, score.bad.n) == (len(finals[what, "good"]), len(finals[what, "bad"]))


@given(LOGS, st.sampled_from([None, 3]))
@settings(deadline=None, max_examples=examples(60))
def test_each_side_opens_to_its_journeys(logs, follow):
    journeys, give = told(*([(name, at, *score) for name, at, score in log] for log in logs), [("a", 1), ("z", 15)])
    asked = {"attributes": give, "horizon": follow, "minimum": 1}
    for moment in moments(journeys, "z", **asked).moments:
        what = {"name": moment.name, "experience": moment.experience, "ending": moment.outcome, **asked}
        for felt, side in (("good", moment.good), ("bad", moment.bad)):
            assert members(journeys, "z", felt=felt, **what).sum() == side.n
            if moment.outcome == "conversion":
                hit, rest = (members(journeys, "z", felt=felt, side=each, **what).sum() for each in ("with", "without"))
                assert (hit, rest) == (round(side.value * side.n), side.n - round(side.value * side.n))


def alike(seed, unit):
    """Forty customers with ten journeys each, who always come back or never, and always buy or never."""
    rng = np.random.default_rng(seed)
    rows, owners = [], []
    for customer, (back, buys) in enumerate(rng.random((40, 2)) < 0.5):
        ways = [("a", 0), *([("a", 1)] if back else []), *([("b", 2)] if buys else []), ("c", 3, "nps", 9 * int(buys))]
        rows += [ways] * 10
        owners += [customer] * 10
    journeys, give = told(*rows, [("c", 99)])
    own = np.array([*owners, 99])
    made = replace(journeys, unit=unit, customers=own, customer_names=lambda numbers: [f"k{k}" for k in numbers])
    return {m.outcome: m.p for m in moments(made, "b", attributes=give).moments if m.experience == "repeat"}


@pytest.mark.parametrize("outcome", ["conversion", "score"])
def test_customers_with_many_journeys_prove_no_more_than_customers_do(outcome):
    share = {
        unit: np.mean([alike(seed, unit).get(outcome, 1.0) <= 0.05 for seed in range(60)])
        for unit in ("customer", "journey")
    }
    assert share["customer"] > 0.3
    assert share["journey"] < 0.12
