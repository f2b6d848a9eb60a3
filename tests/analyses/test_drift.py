import math
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.distance import jensenshannon

from klantreis.analyses.cells import with_events
from klantreis.analyses.drift import drift, drift_at, of_window, rare, split
from klantreis.engine import kernels_drift
from klantreis.engine.journeys import from_events
from klantreis.errors import UserError
from tests.analyses.naive import SECOND, listed, some_journeys, table
from tests.effort import examples

DAY = 86_400_000_000


def window(*journeys: str):
    """One journey per text, an activity per letter."""
    return table([(f"c{k:04}", name, at) for k, journey in enumerate(journeys) for at, name in enumerate(journey)])


def test_a_table_counted_by_hand():
    # a is all of the first window and half of the second: M = (3/4, 1/4), and the divergence
    # is ½·log2(4/3) + ½·(½·log2(2/3) + ½·log2 2)
    found = drift(window("aa", "a"), window("ab", "ba"))
    divergence = 0.5 * math.log2(4 / 3) + 0.5 * (0.5 * math.log2(2 / 3) + 0.5)
    assert found.distance == pytest.approx(math.sqrt(divergence))
    assert (found.n, found.before.n, found.after.n, found.tested) == (4, 2, 2, 2)
    # of the six splits into two and two, only {aa, a | ab, ba} and its mirror are this far apart: p near 1/3
    assert 0.25 < found.p < 0.42
    assert (found.moved, found.new, found.unclear_new) == ((), (), 1)  # two journeys with b can be chance


def test_new_vanished_and_moved():
    before = window(*["ab"] * 60, *["abx"] * 40, *["y"] * 20)
    after = window(*["ab"] * 90, *["abx"] * 10, *["z"] * 20, "q")
    found = drift(before, after)
    assert [each.name for each in found.new] == ["z"]
    assert [each.name for each in found.vanished] == ["y"]
    (x,) = found.moved
    assert (x.name, x.before.journeys, x.after.journeys) == ("x", 40, 10)
    assert x.difference == pytest.approx(10 / 121 - 40 / 120)
    assert x.interval is not None
    assert x.interval[0] < x.difference < x.interval[1] < 0
    assert (found.unclear_new, found.unclear_vanished) == (1, 0)
    assert (found.unclear_new_journeys, found.unclear_vanished_journeys) == (1, 0)
    less = drift(window(*["ab"] * 60, *["cd"] * 40), window(*["ef"] * 60, *["a"] * 40), limit=1)
    assert [(each.name, each.after.journeys) for each in less.new] == [("e", 60)]
    assert (len(less.vanished), less.left_out.new, less.left_out.vanished) == (1, 1, 2)
    assert found.p == found.transitions_p == 1 / 1000


def test_the_order_alone_can_change():
    found = drift(window(*["ab"] * 40), window(*["ba"] * 40))
    assert (found.distance, found.p) == (0.0, 1.0)
    assert found.transitions_distance > 0.9
    assert found.transitions_p == 0.001


def test_each_window_opens_to_its_journeys():
    rows = [(f"e{k}", name, at) for k in range(60) for at, name in enumerate("ab" if k < 40 else "ay")]
    rows += [(f"l{k}", name, 100 + at) for k in range(60) for at, name in enumerate("ab" if k < 10 else "az")]
    journeys, at = table(rows), 50_000_000
    found = drift(*split(journeys, at), permutations=19)
    assert {each.name for each in (*found.moved, *found.new, *found.vanished)} == {"b", "y", "z"}
    for early, window in ((True, found.before), (False, found.after)):
        assert of_window(journeys, at, early=early).sum() == window.n == 60
    for each in (*found.moved, *found.new, *found.vanished):
        reach = with_events(journeys, each.name) > 0
        opened = [int((of_window(journeys, at, early=early) * reach).sum()) for early in (True, False)]
        assert opened == [each.before.journeys, each.after.journeys]


@given(some_journeys(), st.integers(0, 8), st.sampled_from([0.001, 0.04, 0.6]))
@settings(deadline=None, max_examples=examples(60))
def test_what_is_too_rare_is_found_without_permuting(journeys, at, level):
    # q of touchpoints hangs on the p of both distances; a level in the middle of them cuts on both sides
    try:
        whole = drift_at(journeys, at * SECOND, permutations=19)
    except UserError:
        return
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(kernels_drift, "permute", None)
        patched.setattr("klantreis.analyses.drift.LEVEL", level)
        names = [rare(journeys, at * SECOND, (whole.p, whole.transitions_p), early=early) for early in (True, False)]
    told = [each for each in (*whole.unclear, *whole.new, *whole.vanished) if each.q > level]
    one_sided = [each for each in told if not (each.before.journeys and each.after.journeys)]
    for early, found in zip((True, False), names, strict=True):
        assert sorted(found) == sorted(each.name for each in one_sided if bool(each.before.journeys) == early)


def test_split_by_the_start():
    early, late = split(window("aa", "ab"), 0)
    assert (early.n, late.n) == (0, 2)
    with pytest.raises(UserError) as told:
        drift(early, late)
    assert told.value.code == "drift.window_empty"
    with pytest.raises(UserError) as told:
        drift(late, "2026-03-01")  # ty: ignore[invalid-argument-type]
    assert (told.value.code, told.value.where) == ("drift.not_journeys", "after")


def shares(journeys, key):
    counts = Counter(found for journey in listed(journeys) if journey for found in key([name for name, _ in journey]))
    return counts


WINDOWS = st.lists(st.text("abc", max_size=4), min_size=1, max_size=9).filter(any)


@given(WINDOWS, WINDOWS)
@settings(deadline=None, max_examples=examples(60))
def test_distances_equal_those_of_a_library(one, other):
    before, after = window(*[j for j in one if j]), window(*[j for j in other if j])
    found = drift(before, after, permutations=9)
    keys = (lambda names: names), (lambda names: list(zip([None, *names], [*names, None], strict=True)))
    for key, mine in zip(keys, (found.distance, found.transitions_distance), strict=True):
        left, right = shares(before, key), shares(after, key)
        names = sorted(set(left) | set(right), key=str)
        theirs = jensenshannon([left[n] for n in names], [right[n] for n in names], base=2)
        assert mine == pytest.approx(0 if math.isnan(theirs) else theirs, abs=1e-7)
    assert 0 < found.p <= 1
    assert found == drift(before, after, permutations=9)


def test_p_is_even_where_nothing_changes():
    rng = np.random.default_rng(3)
    found = []
    for _ in range(60):
        journeys = ["".join(rng.choice(list("abcd"), size=rng.integers(1, 6))) for _ in range(60)]
        found.append(drift(window(*journeys[:30]), window(*journeys[30:]), permutations=99).p)
    assert 0.35 < float(np.mean(found)) < 0.65
    assert sum(p <= 0.05 for p in found) <= 8


def test_customers_with_many_journeys_prove_no_more_than_customers_do():
    """Ten journeys of each customer in one of the windows, all alike: what differs is which customers came when."""
    rng = np.random.default_rng(11)
    told = {"customer": 0, "journey": 0}
    for _ in range(25):
        habits = ["".join(rng.choice(list("abcdef"), size=3)) for _ in range(80)]
        made = [window(*(habit for habit in half for _ in range(10))) for half in (habits[:40], habits[40:])]
        for unit in told:
            windows = [
                replace(each, unit=unit, customers=np.arange(each.n) // 10 + 100 * k,
                        customer_names=lambda numbers: [f"c{number}" for number in numbers])
                for k, each in enumerate(made)
            ]  # fmt: skip
            found = drift(*windows, permutations=99)
            told[unit] += bool(found.moved or found.new or found.vanished or min(found.q, found.transitions_q) <= 0.05)
    assert told["customer"] > 15, "as so many witnesses they would prove much"
    assert told["journey"] <= 3


def test_a_change_of_all_customers_is_found_by_their_journeys_too():
    rng = np.random.default_rng(4)
    made = [window(*("a" + rng.choice(["b", "c"], p=share) for _ in range(400))) for share in ((0.7, 0.3), (0.3, 0.7))]
    windows = [
        replace(each, unit="journey", customers=np.arange(each.n) // 2,
                customer_names=lambda numbers: [f"c{number}" for number in numbers])
        for each in made
    ]  # fmt: skip
    found = drift(*windows)
    assert [each.name for each in found.moved] == ["b", "c"]
    assert max(found.p, found.transitions_p) <= 0.01


@pytest.fixture(scope="module")
def agency():
    """Journeys of the demo's generator, one per trip, for the year with truths and for the control year."""
    from klantreis.demo import generate

    def made(control):
        events = generate(customers=6_000, control=control)
        times = events["tijdstip"].cast("int64").to_numpy()
        return from_events(events["reis"].to_pylist(), events["activiteit"].to_pylist(), times)

    return made(False), made(True)


def between(journeys, begin, end):
    starts = journeys.times[journeys.offsets[:-1]]
    lo, hi = (int(np.datetime64(day, "us").astype(np.int64)) for day in (begin, end))
    return journeys.select((starts >= lo) & (starts < hi))


def test_the_new_channel_of_the_demo_is_found(agency):
    found = drift(between(agency[0], "2025-10-01", "2025-12-01"), between(agency[0], "2026-01-01", "2026-06-01"))
    assert "WhatsApp-gesprek gevoerd" in [each.name for each in found.new]
    assert found.p <= 0.05


def test_the_mobile_payment_bug_of_the_demo_is_found(agency):
    found = drift(between(agency[0], "2025-04-01", "2025-08-01"), between(agency[0], "2025-10-01", "2026-01-01"))
    failed = [each for each in (*found.moved, *found.new) if each.name == "Betaling mislukt"]
    assert failed
    assert failed[0].difference > 0


def test_two_halves_of_the_control_year_are_alike(agency):
    control = agency[1]
    half = np.random.default_rng(7).permutation(control.n) < control.n // 2
    found = drift(control.select(half), control.select(~half))
    assert (found.moved, found.new, found.vanished) == ((), (), ())
    assert found.p > 0.05
    assert found.transitions_p > 0.05
