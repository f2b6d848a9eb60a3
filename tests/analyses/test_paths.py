import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klantreis.analyses.paths import paths
from klantreis.engine import kernels_paths as kernels
from klantreis.engine.index import Batch, build
from klantreis.engine.local import still
from klantreis.errors import UserError
from tests.analyses import naive
from tests.analyses.naive import some_journeys, table
from tests.effort import examples

EVENTS = [
    *[("p", "a", 0), ("p", "b", 2), ("p", "b", 10)],  # a b b, 10 s
    *[("q", "a", 0), ("q", "b", 4)],  # a b, 4 s
    *[("r", "a", 0), ("r", "b", 1)],  # a b, 1 s
    ("s", "b", 7),  # b, 0 s
]


def test_a_table_counted_by_hand():
    result = paths(table(EVENTS))
    assert result.to_dict()["paths"] == [
        {"path": ["a", "b"], "count": 2, "share": 0.5, "median_s": 2.5},
        {"path": ["a", "b", "b"], "count": 1, "share": 0.25, "median_s": 10.0},
        {"path": ["b"], "count": 1, "share": 0.25, "median_s": 0.0},
    ]
    assert (result.distinct, result.n) == (3, 4)


def test_collapsing_writes_repeats_once_and_keeps_the_whole_duration():
    result = paths(table(EVENTS), collapse=True, limit=1)
    # Durations 10, 4 and 1 s: the repeated b still counts towards the first journey's 10 s.
    assert result.to_dict()["paths"] == [{"path": ["a", "b"], "count": 3, "share": 0.75, "median_s": 4.0}]
    assert (result.distinct, result.body()["listed"]) == (2, 3)


def test_a_limit_below_one_is_refused():
    with pytest.raises(UserError, match="lists nothing"):
        paths(table(EVENTS), limit=0)


@given(some_journeys(), st.booleans())
@settings(deadline=None, max_examples=examples(80))
def test_equals_the_plain_version(journeys, collapse):
    result = paths(journeys, collapse=collapse)
    assert {p.path: (p.count, p.median_s) for p in result.paths} == naive.paths(journeys, collapse)
    assert result.distinct == len(result.paths)
    assert [p.count for p in result.paths] == sorted((p.count for p in result.paths), reverse=True)
    assert result.empty + sum(p.count for p in result.paths) == journeys.n


@given(some_journeys(), st.booleans(), st.integers(1, 6))
@settings(deadline=None, max_examples=examples(80))
def test_a_limit_lists_the_beginning_of_the_whole_list(journeys, collapse, limit):
    whole, some = paths(journeys, collapse=collapse), paths(journeys, collapse=collapse, limit=limit)
    assert some.paths == whole.paths[:limit]
    assert (some.distinct, some.empty) == (whole.distinct, whole.empty)


@pytest.mark.parametrize("collapse", [False, True])
@pytest.mark.parametrize("share", [None, 0.6, 0.05])
def test_many_journeys_of_an_index_and_of_selections_equal_the_plain_version(collapse, share):
    # Many times more journeys than a kernel lists at once, over paths of one to four events.
    rng = np.random.default_rng(11)
    lengths = rng.integers(1, 5, 20_000)
    customers = np.repeat(np.arange(len(lengths)), lengths).astype(np.uint32)
    codes, times = rng.integers(1, 4, len(customers)), rng.integers(0, 10**6, len(customers)) * 1_000_000
    index = build([Batch(customers, codes, times)])
    journeys = index.journeys((None, "a", "b", "c"), lambda numbers: [str(number) for number in numbers])
    if share is not None:
        journeys = journeys.select(rng.random(journeys.n) < share)
    result = paths(journeys, collapse=collapse)
    assert {p.path: (p.count, p.median_s) for p in result.paths} == naive.paths(journeys, collapse)
    assert paths(journeys, collapse=collapse, limit=7).paths == result.paths[:7]


@given(st.lists(st.integers(0, 9), max_size=60), st.integers(1, 12))
@settings(deadline=None, max_examples=examples(80))
def test_the_nth_largest_of_counts_is_that_of_sorting(counts, n):
    ordered = sorted((count for count in counts if count), reverse=True)
    assert kernels.nth_largest(still(np.array(counts, np.uint32)), n) == (ordered[n - 1] if n <= len(ordered) else 0)
