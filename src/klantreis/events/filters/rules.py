"""What a written rule means, apart from how it was written: a small tree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Operator = Literal["=", "!=", "<", "<=", ">", ">=", "~", "!~", "in", "not in", "between", "empty", "filled"]


@dataclass(frozen=True)
class Comparison:
    """One field against values as they were written. ``at`` is the field's place in the text, from 1."""

    field: str
    operator: Operator
    values: tuple[str, ...]
    at: int


@dataclass(frozen=True)
class All:
    """Holds when all parts hold."""

    parts: tuple[Rule, ...]


@dataclass(frozen=True)
class Any:
    """Holds when at least one part holds."""

    parts: tuple[Rule, ...]


@dataclass(frozen=True)
class Not:
    """Holds when its part does not."""

    part: Rule


Rule = Comparison | All | Any | Not
