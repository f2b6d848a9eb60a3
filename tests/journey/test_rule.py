"""SPEC R9 and R10: rules over events."""

from __future__ import annotations

from typing import Any

import pytest

from klantreis.errors import UserError
from klantreis.journey.binding import Binding
from klantreis.journey.kinds import parse, plain
from klantreis.journey.rule import activity_is, depth, every_test
from tests.journey import small


def bound(rule: Any) -> Binding:
    record = parse({"id": small.BOUND, "kind": "binding", "touchpoint": small.AD, "rule": rule})
    assert isinstance(record, Binding)
    return record


def nested(levels: int) -> dict[str, Any]:
    rule: dict[str, Any] = dict(small.RULE)
    for _ in range(levels - 1):
        rule = {"not": rule}
    return rule


@pytest.mark.parametrize(
    "rule",
    [
        {"field": "activity", "op": "is", "value": "betaald"},
        {"field": "channel", "op": "is_not", "value": "phone"},
        {"field": "activity", "op": "one_of", "value": ["a", "b"]},
        {"field": "activity", "op": "glob", "value": "zoek*"},
        {"field": "activity", "op": "regex", "value": r"^(?i:zoek)\w+[0-9]{2,}$"},
        {"field": "value", "op": "ge", "value": 50},
        {"field": "score", "op": "between", "value": [0, 6.5]},
        {"field": "attribute:land van bestemming", "op": "between", "value": ["A", "B"]},
        {"field": "attribute:bedrag", "op": "lt", "value": 3},
        {"field": "attribute:x", "op": "exists", "value": None},
        {"any": [{"all": [small.RULE, small.RULE]}, {"not": small.RULE}]},
        nested(8),
    ],
)
def test_r9_these_are_rules_and_read_back_alike(rule: dict[str, Any]) -> None:
    assert plain(bound(rule))["rule"] == rule


@pytest.mark.parametrize(
    "rule",
    [
        {},
        {"xor": []},
        "activity = x",
        {"all": []},
        {"any": [{}]},
        {"all": [small.RULE], "any": [small.RULE]},
        {"field": "activity", "op": "is"},
        {"field": "activity", "op": "like", "value": "x"},
        {"field": "customer", "op": "is", "value": "x"},
        {"field": "attribute:", "op": "is", "value": "x"},
        {"field": "attribute:a\x00", "op": "is", "value": "x"},
        {"field": "activity", "op": "is", "value": 3},
        {"field": "activity", "op": "is", "value": ["x"]},
        {"field": "activity", "op": "one_of", "value": []},
        {"field": "activity", "op": "one_of", "value": "x"},
        {"field": "activity", "op": "one_of", "value": ["x", 1]},
        {"field": "activity", "op": "one_of", "value": [1]},
        {"field": "activity", "op": "lt", "value": "x"},
        {"field": "activity", "op": "between", "value": ["a", "b"]},
        {"field": "value", "op": "is", "value": "x"},
        {"field": "value", "op": "is", "value": True},
        {"field": "value", "op": "glob", "value": "x"},
        {"field": "value", "op": "between", "value": [2, 1]},
        {"field": "value", "op": "between", "value": [1, 2, 3]},
        {"field": "value", "op": "between", "value": 1},
        {"field": "value", "op": "one_of", "value": ["x"]},
        {"field": "activity", "op": "exists", "value": "x"},
        {"field": "activity", "op": "is", "value": "x" * 501},
        nested(9),
        nested(400),
        {"any": [{"any": [small.RULE] * 200}] * 3},
    ],
)
def test_r9_these_are_none(rule: Any) -> None:
    with pytest.raises(UserError) as caught:
        bound(rule)
    assert caught.value.params["field"].startswith("rule")
    assert caught.value.params["record"] == small.BOUND
    assert len(str(caught.value)) < 600


@pytest.mark.parametrize(
    "text", ["(", "[z-a]", "(?=x)", "(?!x)", "(?<=x)", r"(a)\1", "(?P<n>a)(?P=n)", "(?>a)", "a++", "*"]
)
def test_r10_a_regular_expression_is_one_that_every_engine_reads(text: str) -> None:
    with pytest.raises(UserError, match="regular expression"):
        bound({"field": "activity", "op": "regex", "value": text})


def test_a_fault_deep_in_a_rule_is_named_by_its_path() -> None:
    with pytest.raises(UserError) as caught:
        bound({"any": [small.RULE, {"not": {"field": "activity", "op": "like", "value": "x"}}]})
    assert caught.value.params["field"] == "rule.any.1.not.op"


def test_tests_are_read_from_left_to_right() -> None:
    rule = bound({"all": [small.RULE, {"not": {"field": "channel", "op": "is", "value": "app"}}]}).rule
    assert [test.field for test in every_test(rule)] == ["activity", "channel"]
    assert depth(rule) == 3
    assert activity_is("a").op == "is"
    assert activity_is("a", "b").value == ("a", "b")
