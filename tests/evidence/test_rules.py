"""Rules on values one can check by eye, and the two ways of evaluating against each other."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klantreis.engine.columns import column
from klantreis.errors import UserError
from klantreis.evidence.rules import DEPENDS, NO, YES, Labels, fields, matches, of_labels, of_slots
from tests.effort import examples


@pytest.mark.parametrize(
    ("op", "wanted", "held"),
    [
        ("is", "bellen", ["bellen"]),
        ("is_not", "bellen", ["Bellen", "mailen", "12", "7,5", "", None]),  # no value is not "bellen" either
        ("one_of", ["bellen", "12"], ["bellen", "12"]),
        ("glob", "*ellen", ["bellen", "Bellen"]),
        ("glob", "?2", ["12"]),
        ("regex", "^b", ["bellen"]),
        ("regex", "(?i)B.LL", ["bellen", "Bellen"]),
        ("exists", None, ["bellen", "Bellen", "mailen", "12", "7,5"]),
        ("is", 12, ["12"]),  # a number is compared as one
        ("lt", 10, ["7,5"]),
        ("ge", 12, ["bellen", "Bellen", "mailen", "12"]),  # text that is no number sorts as text
        ("between", [7, 12], ["12", "7,5"]),
    ],
)
def test_comparisons(op: str, wanted: Any, held: list[Any]):
    values = ["bellen", "Bellen", "mailen", "12", "7,5", "", None]
    assert [v for v, yes in zip(values, matches(op, wanted, values), strict=True) if yes] == held


def test_numbers_and_dates():
    assert matches("gt", 50.0, [49.99, 50, 50.01, None]).tolist() == [False, False, True, False]
    assert matches("ge", "2026-03-01", ["2026-02-28", "2026-03-01", "2026-12-24"]).tolist() == [False, True, True]


def test_a_hostile_pattern_ends():
    # With backtracking this takes longer than the universe has; the suite would hang here.
    assert not matches("regex", "^(a+)+$", ["a" * 50_000 + "!"]).any()


def test_a_pattern_that_cannot_be_used_says_so():
    with pytest.raises(UserError, match="cannot be used") as caught:
        matches("regex", "(?=x)", ["x"])
    assert caught.value.code == "evidence.regex"


def test_a_column_takes_lists_arrays_and_arrow():
    import pyarrow as pa

    for values in (["a", None, "b", ""], np.array(["a", None, "b", ""], dtype=object), pa.array(["a", None, "b", ""])):
        known = column(values)
        assert [None if n < 0 else known.values[n] for n in known.numbers] == ["a", None, "b", None]
    known = column(np.array([1.5, np.nan]))
    assert known.numbers.tolist() == [0, -1]
    assert column(pa.chunked_array([["a"], ["b"]])).numbers.tolist() == [0, 1]
    coded = pa.chunked_array([pa.array(["a", "b"]).dictionary_encode(), pa.array(["b", None]).dictionary_encode()])
    assert column(coded).numbers.tolist() == [0, 1, 1, -1]
    assert column(pa.array([1.0, float("nan"), None])).numbers.tolist() == [0, -1, -1]


def test_what_only_the_activity_says():
    phone = {"field": "channel", "op": "is", "value": "phone"}
    rule = {"all": [{"field": "activity", "op": "glob", "value": "a*"}, phone]}
    assert of_labels(rule, Labels.of((None, "ab", "b"))).tolist() == [NO, DEPENDS, NO]
    assert of_labels({"not": rule}, Labels.of((None, "ab", "b"))).tolist() == [YES, DEPENDS, YES]
    assert of_labels(
        {"any": [rule, {"field": "activity", "op": "is", "value": "ab"}]}, Labels.of(("ab",))
    ).tolist() == [YES]
    assert fields(rule) == {"activity", "channel"}


tests = st.one_of(
    st.builds(lambda v: {"field": "activity", "op": "is", "value": v}, st.sampled_from("ab")),
    st.builds(lambda v: {"field": "channel", "op": "is_not", "value": v}, st.sampled_from("xy")),
    st.builds(lambda v: {"field": "value", "op": "gt", "value": v}, st.integers(0, 3)),
    st.just({"field": "channel", "op": "exists", "value": None}),
)
rules = st.recursive(
    tests,
    lambda inner: st.one_of(
        st.builds(lambda parts: {"all": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda parts: {"any": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda part: {"not": part}, inner),
    ),
    max_leaves=6,
)
events = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from(["x", "y", None]), st.sampled_from([0, 1.5, 3, None])),
    min_size=1,
    max_size=8,
)


def naive(rule: dict[str, Any], event: dict[str, Any]) -> bool:
    """One event, one rule, read aloud."""
    if "all" in rule:
        return all(naive(part, event) for part in rule["all"])
    if "any" in rule:
        return any(naive(part, event) for part in rule["any"])
    if "not" in rule:
        return not naive(rule["not"], event)
    value = event[rule["field"]]
    match rule["op"]:
        case "is":
            return value == rule["value"]
        case "is_not":
            return value != rule["value"]
        case "gt":
            return value is not None and value > rule["value"]
    return value is not None


@given(rules, events)
@settings(max_examples=examples(200), deadline=None)
def test_equal_to_one_event_at_a_time(rule: dict[str, Any], table: list[tuple[Any, ...]]):
    rows = [dict(zip(("activity", "channel", "value"), row, strict=True)) for row in table]
    columns = {name: column([row[name] for row in rows]) for name in ("activity", "channel", "value")}
    expected = [naive(rule, row) for row in rows]
    assert of_slots(rule, columns, np.arange(len(rows))).tolist() == expected
    for label, yes in zip(
        of_labels(rule, Labels.of([row["activity"] for row in rows])).tolist(), expected, strict=True
    ):
        assert label == DEPENDS or (label == YES) == yes
