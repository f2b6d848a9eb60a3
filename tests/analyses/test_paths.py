import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klantreis.analyses.paths import paths
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
