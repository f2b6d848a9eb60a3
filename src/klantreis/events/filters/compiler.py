"""From a rule to SQL over the events. Names become columns of ours, values become parameters.

Every comparison is true or false, never unknown: with an empty field only ``is empty``, ``!=``, ``!~`` and
``not in`` hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from difflib import get_close_matches
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

from klantreis.errors import UserError
from klantreis.events.filters import rules
from klantreis.events.filters.rules import Comparison, Rule

FIELDS: dict[str, str] = {
    "customer": "customer", "klant": "customer", "activity": "activity", "activiteit": "activity", "time": "ts",
    "tijd": "ts", "tijdstip": "ts", "channel": "channel", "kanaal": "channel", "value": "value", "waarde": "value",
    "score": "score", "score_kind": "score_kind", "text": "text", "tekst": "text", "event_id": "event_id",
    "journey_id": "journey_id", "klantreis_id": "journey_id",
}  # fmt: skip
"""The names of an event's own fields, and the columns they stand for."""

_NUMBERS = ("value", "score")
_NUMBER = re.compile(r"^-?\d+(?:[.,]\d+)?$")


@dataclass(frozen=True)
class Compiled:
    """SQL with ``?`` for each of ``params``."""

    sql: str
    params: tuple[Any, ...]


def compiled(rule: Rule, names: Mapping[str, str], timezone: str) -> Compiled:
    """SQL that is true for the events for which a rule holds.

    ``names`` gives the column per name of an attribute, or of a file's column that became a field; an event's
    own fields come first. ``timezone`` is the zone of times without an offset. Raises ``UserError``
    (``events.filter``) with the place of a field that does not exist or a value that does not fit.
    """
    if isinstance(rule, Comparison):
        return _comparison(rule, names, timezone)
    if isinstance(rule, rules.Not):
        inside = compiled(rule.part, names, timezone)
        return Compiled(f"NOT ({inside.sql})", inside.params)
    parts = [compiled(part, names, timezone) for part in rule.parts]
    word = " AND " if isinstance(rule, rules.All) else " OR "
    return Compiled("(" + word.join(part.sql for part in parts) + ")", tuple(_chained(part.params for part in parts)))


def _chained(groups: Iterable[tuple[Any, ...]]) -> Iterable[Any]:
    for group in groups:
        yield from group


def _comparison(rule: Comparison, names: Mapping[str, str], timezone: str) -> Compiled:
    column = _column(rule, names)
    if rule.operator in ("empty", "filled"):
        return Compiled(f"{column} IS {'NOT ' if rule.operator == 'filled' else ''}NULL", ())
    if rule.operator in ("~", "!~"):
        if column in ("ts", *_NUMBERS):
            _wrong(rule, f"{rule.field!r} is no text.", "Compare it with <, > or =.", "not_text")
        found = Compiled(f"coalesce({column} GLOB ?, false)", (rule.values[0],))
        return _negated(found) if rule.operator == "!~" else found
    if rule.operator in ("in", "not in"):
        parts = [_one(rule, column, "=", value, timezone) for value in rule.values]
        found = Compiled(
            "(" + " OR ".join(part.sql for part in parts) + ")", tuple(_chained(part.params for part in parts))
        )
        return _negated(found) if rule.operator == "not in" else found
    if rule.operator == "between":
        low = _one(rule, column, ">=", rule.values[0], timezone)
        high = _one(rule, column, "<=", rule.values[1], timezone)
        return Compiled(f"({low.sql} AND {high.sql})", (*low.params, *high.params))
    if rule.operator == "!=":
        return _negated(_one(rule, column, "=", rule.values[0], timezone))
    return _one(rule, column, rule.operator, rule.values[0], timezone)


def _one(rule: Comparison, column: str, sign: str, value: str, timezone: str) -> Compiled:
    """One comparison with one value. Numbers are compared as numbers where the field holds one."""
    if column == "ts":
        return Compiled(f"coalesce(ts {sign} ?, false)", (_moment(rule, value, timezone),))
    number = float(value.replace(",", ".")) if _NUMBER.match(value) else None
    if column in _NUMBERS:
        if number is None:
            _wrong(rule, f"{value!r} is no number.", f"{rule.field!r} is compared with numbers.", "not_number")
        return Compiled(f"coalesce({column} {sign} ?, false)", (number,))
    if number is None:
        return Compiled(f"coalesce({column} {sign} ?, false)", (value,))
    as_number = f"coalesce(TRY_CAST({column} AS DOUBLE), TRY_CAST(replace({column}, ',', '.') AS DOUBLE))"
    if sign == "=":
        return Compiled(f"coalesce({column} = ? OR {as_number} = ?, false)", (value, number))
    return Compiled(f"coalesce({as_number} {sign} ?, false)", (number,))


def _column(rule: Comparison, names: Mapping[str, str]) -> str:
    lowered = rule.field.lower()
    if lowered in FIELDS:
        return FIELDS[lowered]
    bare = rule.field.removeprefix("attribute:")
    if bare in names:
        return names[bare]
    alike = [name for name in names if name.lower() == bare.lower()]
    if len(alike) == 1:
        return names[alike[0]]
    known = [*dict.fromkeys(FIELDS), *names]
    close = get_close_matches(rule.field, known, n=3)
    mend = f"Did you mean {' or '.join(map(repr, close))}?" if close else f"There are: {', '.join(known[:30])}."
    _wrong(rule, f"There is no field called {rule.field!r}.", mend, "unknown_field")


def _moment(rule: Comparison, value: str, timezone: str) -> datetime:
    try:
        return moment(value, timezone)
    except ValueError:
        _wrong(rule, f"{value!r} is no date or time.", "Write it as 2025-12-31 or 2025-12-31T14:05.", "not_time")


def moment(value: str, timezone: str) -> datetime:
    """A date or time in ISO 8601 as naive UTC; without an offset it is in ``timezone``. Raises ``ValueError``."""
    text = value.strip()
    found = datetime.fromisoformat(text)
    if len(text) <= len("2025-12-31"):
        found = datetime.combine(found.date(), time())
    if found.tzinfo is None:
        found = found.replace(tzinfo=ZoneInfo(timezone))
    try:
        return found.astimezone(UTC).replace(tzinfo=None)
    except OverflowError as beyond:
        raise ValueError(f"{text!r} lies outside the calendar") from beyond


def _negated(found: Compiled) -> Compiled:
    return Compiled(f"NOT ({found.sql})", found.params)


def _wrong(rule: Comparison, message: str, mend: str, reason: str) -> NoReturn:
    raise UserError(
        "events.filter",
        message,
        where=f"character {rule.at}",
        mend=mend,
        params={"at": rule.at, "reason": reason, "field": rule.field, "values": list(rule.values)[:10]},
    )
