"""The journey index equals sorting by hand, however its events arrive."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klantreis.engine import index
from klantreis.engine.index import Batch
from klantreis.errors import Cancelled
from tests.effort import examples

EVENTS = st.lists(st.tuples(st.integers(0, 6), st.integers(1, 300), st.integers(-5, 5)), max_size=60)


def batch(events, first=None):
    keys, codes, times = (np.array([e[i] for e in events], dtype=np.int64) for i in range(3))
    rows = None if first is None else np.arange(first, first + len(events))
    return Batch(keys.astype(np.uint32), codes, times, rows)


def listed(built):
    """(key, [(time, row, code), …]) per journey."""
    out = []
    for j, key in enumerate(built.keys):
        a, b = built.offsets[j], built.offsets[j + 1] - 1
        assert built.codes[b] == 0
        assert built.times[b] == built.times[b - 1]
        out.append((int(key), [(int(built.times[i]), int(built.rows[i]), int(built.codes[i])) for i in range(a, b)]))
    return out


def by_hand(events):
    journeys = {}
    for row, (key, code, time) in enumerate(events):
        journeys.setdefault(key, []).append((time, row, code))
    return [(key, sorted(journeys[key])) for key in sorted(journeys)]


@given(EVENTS, st.integers(1, 7))
@settings(deadline=None, max_examples=examples(60))
def test_build_equals_sorting_by_hand(events, size):
    parts = [batch(events[a : a + size]) for a in range(0, len(events), size)]
    assert listed(index.build(parts)) == by_hand(events)


@given(EVENTS, st.randoms())
@settings(deadline=None, max_examples=examples(30))
def test_rows_give_the_order_when_events_arrive_shuffled(events, random):
    order = list(range(len(events)))
    random.shuffle(order)
    shuffled = batch([events[i] for i in order])
    parts = [Batch(shuffled.keys, shuffled.codes, shuffled.times, np.array(order, dtype=np.int64))]
    assert listed(index.build(parts)) == by_hand(events)


@given(EVENTS, EVENTS)
@settings(deadline=None, max_examples=examples(60))
def test_merging_equals_building_from_all(old, new):
    # Codes up to 300 widen the codes from one byte to two on the way in some examples.
    merged = index.merge(index.build([batch(old)]), [batch(new)])
    assert listed(merged) == by_hand(old + new)
    assert merged.codes.dtype == index.build([batch(old + new)]).codes.dtype


def test_a_long_journey_with_ties_keeps_the_order_of_the_file():
    # 200 events on three moments: longer than what is sorted by insertion, so the stable sorts are used.
    events = [(0, 1 + i % 9, i % 3) for i in range(200)]
    assert listed(index.build([batch(events)])) == by_hand(events)


def test_an_index_on_disk_is_the_same_and_merges_there(tmp_path: Path):
    old = [(0, 1, 5), (2, 2, 1), (0, 3, 1)]
    new = [(1, 4, 0), (0, 5, 3), (0, 6, 1)]
    index.build([batch(old)], root=tmp_path, base={"seq": 3})
    loaded = index.load(tmp_path)
    assert loaded is not None
    assert listed(loaded) == by_hand(old)
    assert loaded.base == {"seq": 3}
    merged = index.merge(loaded, [batch(new)], root=tmp_path, base={"seq": 6})
    assert listed(merged) == by_hand(old + new)
    assert listed(loaded) == by_hand(old), "an open generation stays readable after a newer one took its place"
    assert merged.version != loaded.version
    assert sorted(p.name for p in tmp_path.iterdir() if not p.name.startswith(".")) == ["CURRENT", "g000002"]
    assert index.merge(merged, [], root=tmp_path).version == merged.version, "nothing new, nothing written"


def test_no_events_make_an_empty_index(tmp_path: Path):
    built = index.build([], root=tmp_path)
    assert (built.n, built.events) == (0, 0)
    assert listed(index.merge(built, [batch([(3, 1, 0)])], root=tmp_path)) == [(3, [(0, 0, 1)])]


def test_no_index_is_none(tmp_path: Path):
    assert index.load(tmp_path) is None
    assert index.find(tmp_path / "nowhere") is None


def test_stopping_keeps_the_old_index(tmp_path: Path):
    index.build([batch([(0, 1, 1)])], root=tmp_path)
    with pytest.raises(Cancelled):
        index.build([batch([(0, 2, 2)])], root=tmp_path, cancelled=lambda: True)
    kept = index.load(tmp_path)
    assert kept is not None
    assert listed(kept) == [(0, [(1, 0, 1)])]
    assert not list(tmp_path.glob(".new-*"))


def test_codes_start_at_one():
    with pytest.raises(ValueError, match="start at 1"):
        index.build([batch([(0, 0, 1)])])


def test_codes_and_times_stay_within_twelve_bytes_an_event():
    # Mean length 10, up to 255 activities: 9 bytes for each of 11 slots and 8 for the offset.
    events = [(j, 1 + i, i) for j in range(50) for i in range(10)]
    built = index.build([batch(events)])
    assert (built.codes.nbytes + built.times.nbytes + built.offsets.nbytes) / built.events <= 12


def test_journeys_by_gap():
    # Customer 0: minutes 0, 10, 45, 46 → a gap of more than 30 minutes only between 10 and 45. Customer 1: one event.
    minute = 60_000_000
    built = index.build([batch([(0, 1, 0), (0, 2, 10 * minute), (0, 1, 45 * minute), (0, 3, 46 * minute), (1, 2, 0)])])
    whole = built.journeys([None, "a", "b", "c"], lambda numbers: [str(n) for n in numbers])
    split = index.split_by_gap(whole, 30 * minute)
    assert [split.journey(k) for k in range(split.n)] == [
        [("a", 0), ("b", 10 * minute)],
        [("a", 45 * minute), ("c", 46 * minute)],
        [("b", 0)],
    ]
    assert split.customers.tolist() == [0, 0, 1]
    assert split.unit == "gap"
    # Exactly 35 minutes is not more than 35 minutes.
    assert index.split_by_gap(whole, 35 * minute).n == 2


def test_owners_give_the_customer_of_a_journey_id():
    built = index.build([batch([(0, 1, 0), (1, 1, 0), (2, 1, 0)])])
    by_id = built.journeys(
        [None, "a"], lambda numbers: [str(n) for n in numbers], owners=np.array([7, 7, 9]), unit="journey"
    )
    assert by_id.customers.tolist() == [7, 7, 9]
