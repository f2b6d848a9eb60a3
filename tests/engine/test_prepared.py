"""What an index keeps besides codes and times changes no answer: every question with it equals the same without."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klantreis.analyses.funnel import funnel, levels
from klantreis.analyses.paths import paths
from klantreis.analyses.reach import reach
from klantreis.analyses.timing import timing
from klantreis.analyses.transitions import transitions
from klantreis.engine import index
from klantreis.engine.index import Batch
from klantreis.engine.kernels_prepare import FRESH
from klantreis.engine.prepared import span_class
from tests.effort import examples

NAMES = ["a", "b", "c", "d"]
MANY = [f"c{code}" for code in range(1, 31)]
EVENTS = st.lists(st.tuples(st.integers(0, 9), st.integers(1, 4), st.integers(0, 10**6)), min_size=1, max_size=80)
QUESTIONS = {
    "transitions": transitions,
    "paths": paths,
    "two paths": lambda journeys: paths(journeys, limit=2),
    "collapsed": lambda journeys: paths(journeys, collapse=True),
    "reach": reach,
    "timing": lambda journeys: timing(journeys, "a", "b"),
    "funnel": lambda journeys: funnel(journeys, ["a", "b", "a"], 0.3),
    "funnel, counts": lambda journeys: funnel(journeys, ["a", "b", "a"], 0.3, only_counts=True),
    "funnel, counts without a window": lambda journeys: funnel(journeys, ["b", "a", "d"], only_counts=True),
    "funnel, several": lambda journeys: funnel(journeys, [("a", "b"), ("b", "c"), "d"]),
}


def batch(events):
    keys, codes, times = (np.array([each[i] for each in events], np.int64) for i in range(3))
    return Batch(keys.astype(np.uint32), codes, times)


def journeys_of(built, names=NAMES):
    return built.journeys([None, *names], lambda numbers: [str(number) for number in numbers])


def random_index(seed, journeys, longest, codes=4):
    random = np.random.default_rng(seed)
    keys = np.repeat(np.arange(journeys), random.integers(1, longest, journeys))
    events = np.column_stack((keys, random.integers(1, codes + 1, len(keys)), random.integers(0, 10**7, len(keys))))
    return index.build([batch(events.tolist())])


def test_marks_and_path_numbers_by_hand():
    # Customer 0: a b a b; customer 1: a b; customer 2: a b a b again, at other times.
    events = [(0, 1, 0), (0, 2, 10), (0, 1, 30), (0, 2, 40), (1, 1, 0), (1, 2, 99), (2, 1, 1), (2, 2, 2), (2, 1, 3),
              (2, 2, 4)]  # fmt: skip
    built = index.build([batch(events)])
    assert built.paths.tolist() == [0, 1, 0]
    assert built.firsts.tolist() == [0, 1]
    fresh = (built.marks & FRESH) != 0
    # start, a>b, b>a, and a>b a second time; the end
    assert fresh.tolist() == [True, True, True, False, True, True, True, True, True, True, True, False, True]
    # the times between, in order: 1, 1, 1, 10, 10, 20, 99
    assert built.scale.tolist() == [1, 10, 20, 99]
    classes = built.marks & ~FRESH
    assert [classes[i] for i in (1, 2, 3, 6, 9, 10, 11)] == [2, 3, 2, 4, 1, 1, 1]


@given(st.lists(st.integers(0, 2**62), min_size=2, max_size=20))
def test_a_longer_span_has_no_lower_class(spans):
    assert (np.diff(span_class(np.sort(np.array(spans, np.int64))).astype(int)) >= 0).all()


def test_spans_tell_days_apart():
    days = span_class(np.array([1, 2, 5, 7, 8, 30, 365]) * 86_400_000_000)
    assert len(set(days.tolist())) == len(days)
    built = index.build([batch([(0, 1, 0), (0, 2, 86_400_000_000), (1, 1, 5)])])
    assert built.spans.tolist() == [days[0], 0]


@pytest.mark.parametrize("steps", [["c1", "c2"], ["c2", "c4", "c3"], ["c1", "c2", "c1", "c3", "c1"], ["c1", "c2"] * 6])
def test_counts_within_a_window_of_journeys_that_take_from_seconds_to_months(steps):
    random = np.random.default_rng(11)
    lengths = random.geometric(0.08, 4_000)
    keys = np.repeat(np.arange(len(lengths)), lengths)
    times = np.cumsum(random.lognormal(21, 3, len(keys)).astype(np.int64))
    built = index.build([batch(np.column_stack((keys, random.integers(1, 6, len(keys)), times)).tolist())])
    journeys = journeys_of(built, MANY)
    for window in (60, 3600, 86_400, 7 * 86_400, 90 * 86_400):
        level = levels(journeys, steps, window)
        expected = [int((level >= k).sum()) for k in range(1, len(steps) + 1)]
        assert [step.count for step in funnel(journeys, steps, window, only_counts=True).steps] == expected
        some = np.arange(journeys.n) % 3 > 0
        expected = [int((level[some] >= k).sum()) for k in range(1, len(steps) + 1)]
        chosen = funnel(journeys.select(some), steps, window, only_counts=True)
        assert [step.count for step in chosen.steps] == expected


@given(EVENTS, EVENTS)
@settings(deadline=None, max_examples=examples(40))
def test_merging_numbers_paths_as_building_does(old, new):
    merged, built = index.merge(index.build([batch(old)]), [batch(new)]), index.build([batch(old + new)])
    assert merged.paths.tolist() == built.paths.tolist()
    assert merged.firsts.tolist() == built.firsts.tolist()
    assert merged.spans.tolist() == built.spans.tolist()
    assert ((merged.marks ^ built.marks) & FRESH).max() == 0


@given(EVENTS, st.data())
@settings(deadline=None, max_examples=examples(60))
def test_answers_are_those_without(events, data):
    known = journeys_of(index.build([batch(events)]))
    plain = replace(known)
    assert known.prepared is not None
    assert plain.prepared is None
    mask = np.array(data.draw(st.lists(st.booleans(), min_size=known.n, max_size=known.n)), np.bool_)
    chosen, copied = known.select(mask), replace(plain.select(mask))
    for name, ask in QUESTIONS.items():
        assert ask(known).to_dict() == ask(plain).to_dict(), name
        assert ask(chosen).to_dict() == ask(copied).to_dict(), name


@pytest.mark.parametrize("share", [0.02, 0.3, 0.97])
@pytest.mark.parametrize("longest", [8, 200])
def test_answers_are_those_without_on_several_threads_and_in_long_journeys(monkeypatch, share, longest):
    monkeypatch.setenv("KLANTREIS_THREADS", "3")
    monkeypatch.setattr("klantreis.engine.local.SMALL", 10)
    monkeypatch.setattr("klantreis.engine.selecting.SMALL", 10)
    known = journeys_of(random_index(5, 900, longest))
    mask = np.random.default_rng(6).random(known.n) < share
    chosen, copied = known.select(mask), replace(known.select(mask))
    assert chosen.span() == copied.span()
    twice, both = chosen.select(np.arange(chosen.n) % 3 > 0), copied.select(np.arange(copied.n) % 3 > 0)
    for name, ask in QUESTIONS.items():
        assert ask(known).to_dict() == ask(replace(known)).to_dict(), name
        assert ask(chosen).to_dict() == ask(copied).to_dict(), name
        assert ask(twice).to_dict() == ask(replace(both)).to_dict(), name


@pytest.mark.parametrize("window", [0.05, 1.0, None])
def test_a_funnel_over_bits_counts_what_going_through_every_event_does(window):
    journeys = journeys_of(random_index(7, 500, 160))
    steps = ["a", "b", "c", "d", "a"]
    found = np.bincount(levels(journeys, steps, window), minlength=6)
    expected = np.cumsum(found[::-1])[::-1][1:].tolist()
    for only in (False, True):
        assert [step.count for step in funnel(journeys, steps, window, only_counts=only).steps] == expected


@pytest.mark.parametrize("window", [1, None])
def test_counting_alone_reads_times_for_a_window_only(monkeypatch, window):
    """A journey's times are looked at where it passes two steps and a window is asked for, and nowhere else."""
    monkeypatch.setenv("KLANTREIS_THREADS", "1")
    # 70 journeys of which the last has more events than a word has bits; steps a second apart
    events = [(j, 1 + i % 3, i * 1_000_000) for j in range(70) for i in range(70 if j == 69 else 3)]
    journeys = journeys_of(index.build([batch(events)]))
    wrong = replace(journeys, times=np.zeros_like(journeys.times))
    counts = [step.count for step in funnel(wrong, ["a", "b", "c"], window, only_counts=True).steps]
    assert counts == [70, 70, 70]
    counts = [step.count for step in funnel(journeys, ["a", "b", "c"], window, only_counts=True).steps]
    assert counts == ([70, 70, 0] if window else [70, 70, 70])


def test_other_codes_or_times_have_nothing_kept_for_them():
    known = journeys_of(random_index(8, 20, 5))
    assert known.relabel(np.array([0, 1, 1, 2, 0], np.uint8), (None, "x", "y")).prepared is None
    assert index.split_by_gap(known, 1000).prepared is None
    assert replace(known, times=known.times + 1).prepared is None


def test_many_codes_have_path_numbers_but_no_marks():
    built = random_index(9, 50, 6, codes=70)
    assert len(built.marks) == 0
    known = journeys_of(built, [f"t{code}" for code in range(1, 71)])
    assert paths(known, limit=5).to_dict() == paths(replace(known), limit=5).to_dict()
    assert transitions(known).to_dict() == transitions(replace(known)).to_dict()


def test_an_index_of_an_older_format_is_built_again(tmp_path, monkeypatch):
    monkeypatch.setattr("klantreis.engine.generations.FORMAT", 1)
    index.build([batch([(0, 1, 0)])], root=tmp_path)
    assert index.find(tmp_path) is not None
    monkeypatch.undo()
    assert index.find(tmp_path) is None


@pytest.mark.parametrize("steps", [["c1", "c2", "c3"], [tuple(MANY[:10]), "c11", tuple(MANY[11:25])], ["c4", "c5"]])
@pytest.mark.parametrize("share", [None, 0.5])
def test_counts_alone_are_those_of_the_whole_funnel(steps, share):
    # More journeys than a block, some of them longer than a word has bits, and steps of more codes than are compared.
    built = random_index(5, 6_000, 90, 30)
    journeys = journeys_of(built, MANY)
    if share is not None:
        journeys = journeys.select(np.random.default_rng(2).random(journeys.n) < share)
    bare = replace(journeys)  # keeps no marks
    for window in (None, 0.002, 0.5, 2, 40):
        expected = [step.count for step in funnel(bare, steps, window).steps]
        assert [step.count for step in funnel(journeys, steps, window, only_counts=True).steps] == expected
        assert [step.count for step in funnel(bare, steps, window, only_counts=True).steps] == expected
