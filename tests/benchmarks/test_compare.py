"""An answer that differs is never taken for ours."""

import pyarrow as pa

from benchmarks.compare import agrees

OURS = pa.table(
    {"from": ["a", None, "b"], "to": ["b", "a", None], "count": [3, 2, 1], "median_s": [1.5, None, None]}
)  # fmt: skip


def test_rows_in_another_order_and_fewer_columns_agree():
    theirs = pa.table({"from": ["b", "a", None], "to": [None, "b", "a"], "count": [1, 3, 2]})
    assert agrees(OURS, theirs) == (True, ["count"], "")


def test_a_missing_time_is_not_a_time_of_zero():
    theirs = OURS.set_column(3, "median_s", pa.array([1.5, 0.0, None]))
    right, _, why = agrees(OURS, theirs)
    assert not right
    assert why.startswith("median_s: nan and 0.0")


def test_a_microsecond_of_rounding_is_allowed_and_a_count_is_not():
    assert agrees(OURS, OURS.set_column(3, "median_s", pa.array([1.500001, None, None])))[0]
    assert not agrees(OURS, OURS.set_column(2, "count", pa.array([3, 2, 2])))[0]


def test_seconds_that_a_tool_rounds_are_compared_as_rounded():
    theirs = pa.table(
        {"from": OURS["from"], "to": OURS["to"], "count": OURS["count"], "median_whole_s": [2.0, None, None]}
    )
    assert agrees(OURS, theirs) == (True, ["count", "median_s to the second"], "")


def test_paths_as_rare_as_the_last_one_are_only_counted():
    one = pa.table({"path": ["a>b", "a", "b"], "count": [5, 1, 1], "distinct": [9, 9, 9]})
    other = pa.table({"path": ["a>b", "c", "a"], "count": [5, 1, 1], "distinct": [9, 9, 9]})
    assert agrees(one, other)[0]
    assert not agrees(one, pa.table({"path": ["b>a", "c", "a"], "count": [5, 1, 1], "distinct": [9, 9, 9]}))[0]
    assert not agrees(one, other.set_column(2, "distinct", pa.array([8, 8, 8])))[0]


def test_nothing_in_common_is_not_agreement():
    assert not agrees(OURS, pa.table({"from": ["a", None, "b"], "to": ["b", "a", None]}))[0]
