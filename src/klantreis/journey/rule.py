"""Rules over events: which events *are* a touchpoint, or show that a phase is done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Discriminator, Field, Tag, TypeAdapter, model_validator
from pydantic_core import PydanticCustomError

from klantreis.journey.bounds import EXACT, LINE, Number
from klantreis.journey.rule_values import misfit

MAX_DEPTH = 8
MAX_TESTS = 500
FIELD_PATTERN = r"^(activity|channel|value|score|attribute:[^\u0000-\u001f\u007f]{1,200})$"

Op = Literal["is", "is_not", "one_of", "glob", "regex", "lt", "le", "gt", "ge", "between", "exists"]
Operand = Annotated[str, Field(max_length=LINE)] | Number
Parts = Annotated[tuple["Rule", ...], Field(strict=False, min_length=1, max_length=200)]


class _Part(BaseModel):
    model_config = EXACT


class RuleTest(_Part):
    """One comparison (SPEC R9): text or a number, a list for ``one_of`` and ``between``, null for ``exists``."""

    field: Annotated[str, Field(pattern=FIELD_PATTERN)]
    op: Op
    value: Operand | Annotated[tuple[Operand, ...], Field(strict=False, max_length=1000)] | None = None

    @model_validator(mode="after")
    def _value_fits(self) -> RuleTest:
        wrong = misfit(self.field, self.op, self.value)
        if wrong:
            raise PydanticCustomError("rule_value", "does not fit: {why}", {"why": wrong})
        return self


class RuleAll(_Part):
    """Holds when every part holds."""

    all: Parts


class RuleAny(_Part):
    """Holds when at least one part holds."""

    any: Parts


class RuleNot(_Part):
    """Holds when its part does not."""

    not_: Rule = Field(alias="not")


def _form(value: Any) -> str | None:
    """Which of the four forms a raw or parsed rule has; None when it has none of them."""
    if isinstance(value, dict):
        return next((word for word in ("all", "any", "not", "field") if word in value), None)
    return {RuleAll: "all", RuleAny: "any", RuleNot: "not", RuleTest: "field"}.get(type(value))


Rule = Annotated[
    Annotated[RuleTest, Tag("field")]
    | Annotated[RuleAll, Tag("all")]
    | Annotated[RuleAny, Tag("any")]
    | Annotated[RuleNot, Tag("not")],
    Discriminator(_form, custom_error_type="rule_form", custom_error_message="is neither a test, all, any nor not"),
]
"""A rule over events; parts may nest eight deep."""

for _model in (RuleAll, RuleAny, RuleNot):
    _model.model_rebuild()
_ADAPTER: TypeAdapter[Rule] = TypeAdapter(Rule)


def parts(rule: Rule) -> tuple[Rule, ...]:
    """The rules directly inside a rule; none for a test."""
    if isinstance(rule, RuleAll):
        return rule.all
    if isinstance(rule, RuleAny):
        return rule.any
    return (rule.not_,) if isinstance(rule, RuleNot) else ()


def every_test(rule: Rule) -> Iterator[RuleTest]:
    """Every comparison in a rule, from left to right."""
    if isinstance(rule, RuleTest):
        yield rule
    for part in parts(rule):
        yield from every_test(part)


def depth(rule: Rule) -> int:
    """How deep a rule nests; 1 for a single test."""
    return 1 + max((depth(part) for part in parts(rule)), default=0)


def bounded(rule: Rule) -> Rule:
    """The rule itself, refused when it nests too deep or holds too many tests (SPEC R9)."""
    if depth(rule) > MAX_DEPTH:
        raise PydanticCustomError("rule_size", "nests deeper than {most} levels", {"most": MAX_DEPTH})
    if sum(1 for _ in every_test(rule)) > MAX_TESTS:
        raise PydanticCustomError("rule_size", "holds more than {most} tests", {"most": MAX_TESTS})
    return rule


def activity_is(name: str, *more: str) -> RuleTest:
    """The commonest rule: the event carries this activity, or one of these."""
    if more:
        return RuleTest(field="activity", op="one_of", value=(name, *more))
    return RuleTest(field="activity", op="is", value=name)
