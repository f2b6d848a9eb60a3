"""Which values a test of a rule may compare with (SPEC R9 and R10)."""

from __future__ import annotations

import re
from typing import Any

NUMBER_FIELDS = ("value", "score")
NAME_FIELDS = ("activity", "channel")
COMPARISONS = ("lt", "le", "gt", "ge")
_BEYOND_RE2 = re.compile(r"\(\?(=|!|<=|<!|P=|>|\()|\\[1-9]|[*+?}]\+")


def misfit(field: str, op: str, value: Any) -> str | None:
    """Why ``value`` cannot go with this field and op, as the end of a sentence; None when it can."""
    if op == "exists":
        return None if value is None else "exists takes no value"
    if op in COMPARISONS and field in NAME_FIELDS:
        return f"{field} has no order; use is, one_of, glob or regex"
    if op in ("one_of", "between"):
        return _misfit_list(field, op, value)
    if isinstance(value, tuple) or value is None:
        return f"{op} takes one value"
    if op in ("glob", "regex"):
        return _misfit_pattern(field, op, value)
    return _misfit_kind(field, isinstance(value, str))


def _misfit_kind(field: str, text: bool) -> str | None:
    if text and field in NUMBER_FIELDS:
        return f"{field} is a number"
    if not text and field in NAME_FIELDS:
        return f"{field} is text"
    return None


def _misfit_list(field: str, op: str, value: Any) -> str | None:
    if not isinstance(value, tuple) or not value:
        return f"{op} takes a list"
    kinds = {isinstance(item, str) for item in value}
    if len(kinds) > 1:
        return f"{op} takes only text or only numbers"
    if op == "between" and field in NAME_FIELDS:
        return f"{field} has no order; use is, one_of, glob or regex"
    if op == "between" and (len(value) != 2 or value[0] > value[1]):
        return "between takes a low and a high bound"
    return _misfit_kind(field, kinds.pop())


def _misfit_pattern(field: str, op: str, value: Any) -> str | None:
    """Only what Python and RE2 read alike: no look-around, no back-references, no possessives."""
    if not isinstance(value, str) or field in NUMBER_FIELDS:
        return f"{op} compares text"
    if op == "glob":
        return None
    if _BEYOND_RE2.search(value):
        return "the regular expression looks around or back, which not every engine can"
    try:
        re.compile(value)
    except (re.error, OverflowError, RecursionError) as problem:
        return f"the regular expression is broken ({problem})"
    return None
