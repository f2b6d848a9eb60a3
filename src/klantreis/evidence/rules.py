"""Which events a rule of the map holds for: rules over activity, channel, value, score and attributes.

Every comparison is made once per *distinct* value of a field, never once per event.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

import numpy as np
from numpy.typing import NDArray

from klantreis.engine.columns import Column
from klantreis.errors import UserError

NO, YES, DEPENDS = 0, 1, 2

Flags = NDArray[np.bool_]


def plain(rule: Any) -> dict[str, Any]:
    """A rule as plain JSON values, whether it came as a record's own model or as JSON."""
    if hasattr(rule, "model_dump"):
        return rule.model_dump(mode="json", by_alias=True)
    return dict(rule)


def fields(rule: Mapping[str, Any]) -> set[str]:
    """The fields that a plain rule reads."""
    if "field" in rule:
        return {rule["field"]}
    return set().union(*(fields(part) for part in _parts(rule)))


@dataclass(frozen=True)
class Labels:
    """The activities of journeys by code; ``places`` finds one by its name without looking at all."""

    names: tuple[str | None, ...]
    places: Mapping[str | None, int]

    @classmethod
    def of(cls, names: Sequence[str | None]) -> Labels:
        """Labels by code; when a name is there twice its rules are evaluated name by name."""
        return cls(tuple(names), {name: place for place, name in enumerate(names)})

    def matching(self, op: str, wanted: Any) -> Flags:
        """As ``matches`` over all names; plain names are looked up, which keeps many rules over many names quick."""
        asked = wanted if op == "one_of" else (wanted,)
        if (
            op not in ("is", "one_of")
            or len(self.places) < len(self.names)
            or not all(isinstance(w, str) for w in asked)
        ):
            return matches(op, wanted, self.names)
        out = np.zeros(len(self.names), np.bool_)
        out[[self.places[name] for name in asked if name and name in self.places]] = True
        return out


def of_labels(rule: Mapping[str, Any], labels: Labels) -> NDArray[np.int8]:
    """What a rule says knowing only the activity: NO, YES or DEPENDS per label, shape (L,)."""
    if "field" in rule:
        if rule["field"] != "activity":
            return np.full(len(labels.names), DEPENDS, np.int8)
        return labels.matching(rule["op"], rule.get("value")).astype(np.int8)
    parts = [of_labels(part, labels) for part in _parts(rule)]
    if "not" in rule:
        return np.choose(parts[0], [YES, NO, DEPENDS]).astype(np.int8)
    settled = NO if "all" in rule else YES
    out = np.full(len(labels.names), YES - settled, np.int8)
    for part in parts:
        out = np.where((out == settled) | (part == settled), settled, np.maximum(out, part * (part == DEPENDS)))
    return out.astype(np.int8)


def of_slots(rule: Mapping[str, Any], columns: Mapping[str, Column], slots: NDArray[np.int64]) -> Flags:
    """Whether a rule holds for the events in these slots; ``columns`` has every field that it reads."""
    if "field" in rule:
        known = columns[rule["field"]]
        # the last place stands for "no value", which the number -1 picks
        table = matches(rule["op"], rule.get("value"), (*known.values, None))
        return table[known.numbers[slots]]
    parts = [of_slots(part, columns, slots) for part in _parts(rule)]
    if "not" in rule:
        return ~parts[0]
    return np.logical_and.reduce(parts) if "all" in rule else np.logical_or.reduce(parts)


def matches(op: str, wanted: Any, values: Sequence[Any]) -> Flags:
    """Whether a comparison holds for each value, shape as ``values``.

    No value (None or empty) holds for ``is_not`` only. Text is compared as it stands, capitals and all;
    with a number on either side, text that reads as a number is compared as one. Numbers are compared by
    size, other text in the order of its characters. ``glob`` knows ``*``, ``?`` and ``[…]`` and covers the
    whole value; ``regex`` finds anywhere, in RE2's syntax, whose time grows linearly with the text.
    """
    present = np.array([v is not None and v != "" for v in values], dtype=np.bool_)
    if op == "exists":
        return present
    if op == "is_not":
        return ~matches("is", wanted, values)
    if op == "regex":
        return present & _regex(str(wanted), values)
    test = _TESTS[op]
    return np.array([ok and test(v, wanted) for v, ok in zip(values, present.tolist(), strict=True)], dtype=np.bool_)


def _same(value: Any, wanted: Any) -> bool:
    if isinstance(value, str) and isinstance(wanted, str):
        return value == wanted
    a, b = _number(value), _number(wanted)
    return str(value) == str(wanted) if a is None or b is None else a == b


def _order(value: Any, wanted: Any) -> int:
    """-1, 0 or 1: below, equal, above. Two numbers by size, else both as text."""
    a, b = _number(value), _number(wanted)
    if a is not None and b is not None:
        return (a > b) - (a < b)
    return (str(value) > str(wanted)) - (str(value) < str(wanted))


_TESTS: dict[str, Callable[[Any, Any], bool]] = {
    "is": _same,
    "one_of": lambda v, w: any(_same(v, one) for one in w),
    "glob": lambda v, w: fnmatchcase(str(v), str(w)),
    "lt": lambda v, w: _order(v, w) < 0,
    "le": lambda v, w: _order(v, w) <= 0,
    "gt": lambda v, w: _order(v, w) > 0,
    "ge": lambda v, w: _order(v, w) >= 0,
    "between": lambda v, w: _order(v, w[0]) >= 0 and _order(v, w[1]) <= 0,
}


def _regex(pattern: str, values: Sequence[Any]) -> Flags:
    import pyarrow as pa
    import pyarrow.compute as pc

    texts = pa.array(["" if v is None else str(v) for v in values], pa.string())
    try:
        found = pc.call_function("match_substring_regex", [texts], pc.MatchSubstringOptions(pattern))
    except pa.ArrowInvalid as problem:
        raise UserError(
            "evidence.regex",
            f"The regular expression {pattern!r} cannot be used ({problem}).",
            mend="Look-around and back-references are not known; use glob, or all / any / not around simpler rules.",
            params={"pattern": pattern},
        ) from None
    return found.to_numpy(zero_copy_only=False).astype(np.bool_)


def _number(value: Any) -> float | None:
    """A value as a number; a lone decimal comma is read as a point."""
    if isinstance(value, int | float):
        return float(value)
    text = str(value).strip()
    if "," in text and "." not in text:
        text = text.replace(",", ".", 1)
    try:
        number = float(text)
    except ValueError:
        return None
    return number if np.isfinite(number) else None


def _parts(rule: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    if "not" in rule:
        return [rule["not"]]
    return list(rule["all"] if "all" in rule else rule["any"])
