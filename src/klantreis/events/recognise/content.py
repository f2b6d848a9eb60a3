"""What a column holds, from its values: moments, numbers, ids, a handful of words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from klantreis.engine.duckdb import Session
from klantreis.events import times
from klantreis.events.numbers import is_number

_ENOUGH = 0.95
_SOME = 500
_CLOCK = re.compile(r"^\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?(?:\s*[ap]\.?m\.?)?$", re.IGNORECASE)
_MAYBE = re.compile(r"^(?=.*\d)(?:\d{8,}(?:\.\d+)?|\D{0,12}\d{1,4}\D.*\d.*)$")
_LONGEST = 100
"""No moment is written longer; of a text of many lines the pattern would be tried from each of its digits."""
_PLAUSIBLE = ("1995-01-01", "2100-01-01")


@dataclass(frozen=True)
class Content:
    """Facts about a column's first values. ``time_formats`` lists those that read nearly all of them,
    best first; ``naive`` says that some of its times carry no offset.
    """

    filled: float
    distinct: int
    count: int
    numeric: float
    longest: int
    time_formats: tuple[str, ...]
    naive: bool
    clocks: bool
    with_digits: float


def look(session: Session, values: Sequence[str | None], kind: str) -> Content:
    """The facts of one column; the session's TimeZone must be set."""
    present = [value.strip() for value in values if value is not None and value.strip()]
    distinct = len(set(present))
    some = present[:_SOME]
    formats: tuple[str, ...] = ()
    naive = kind in ("naive", "date")
    if kind == "text" and present:
        formats = _formats(session, present)
        if formats and not formats[0].startswith("epoch"):
            naive = any(not has_offset(value) for value in present)
    return Content(
        filled=len(present) / len(values) if values else 0.0,
        distinct=distinct,
        count=len(present),
        numeric=sum(is_number(value) for value in some) / len(some) if some else 0.0,
        longest=max((len(value) for value in present), default=0),
        time_formats=formats,
        naive=naive,
        with_digits=sum(any(c.isdigit() for c in value) for value in some) / len(some) if some else 0.0,
        clocks=bool(present) and kind == "text" and all(_CLOCK.match(value) and ":" in value for value in some),
    )


def has_offset(value: str) -> bool:
    """Whether a written moment says its own zone.

    >>> has_offset("2025-12-31T14:05Z"), has_offset("2025-12-31T14:05+01:00"), has_offset("2025-12-31")
    (True, True, False)
    """
    tail = value.strip().lower()
    if tail.endswith(("z", "utc", "gmt", "cet", "cest")):
        return True
    after_clock = tail[tail.find(":") :] if ":" in tail else ""
    return "+" in after_clock or "-" in after_clock


def _formats(session: Session, present: Sequence[str]) -> tuple[str, ...]:
    unique = list(dict.fromkeys(present))[:1_000]
    # A look at a few values first: most columns are no moments, and the full look costs.
    few = unique[:20]
    if sum(len(value) <= _LONGEST and bool(_MAYBE.match(value)) for value in few) < len(few) / 2:
        return ()
    if len(unique) > len(few) and not _fitting(_hits(session, few), 0.5):
        return ()
    hits = _hits(session, unique)
    fitting = _fitting(hits, _ENOUGH) or _fitting(hits, 0.5)
    if fitting[:1] == ("iso",) and all(value.isdigit() for value in unique):
        # 8, 12 or 14 digits are a compact date when they read as one; ids of 8 digits rarely all do.
        return ("iso",)
    return fitting


def _fitting(hits: dict[str, list[bool]], enough: float) -> tuple[str, ...]:
    """The formats that read enough of the values, best first; else one that does so with its companions."""
    size = max((len(marks) for marks in hits.values()), default=0)
    whole = [form for form, marks in hits.items() if sum(marks) >= enough * size]
    if whole:
        return tuple(sorted(whole, key=lambda form: -sum(hits[form])))
    mixed = []
    for form in ("day_month", "month_day", "iso"):
        groups = [hits[each] for each in (form, *times.companions(form)) if each in hits]
        if form in hits and any(hits[form]) and sum(map(any, zip(*groups, strict=True))) >= enough * size:
            mixed.append(form)
    return tuple(mixed)


def _hits(session: Session, values: Sequence[str]) -> dict[str, list[bool]]:
    """Per format which of the values it reads as a plausible moment."""
    low, high = _PLAUSIBLE
    digits = all(value.isdigit() for value in values)
    forms = [form for form in times.FORMATS if digits or not form.startswith("epoch") or "." in values[0]]
    tests = ", ".join(f"{times.parsed('x', form)} AS t{i}" for i, form in enumerate(forms))
    marks = ", ".join(
        f"coalesce(t{i} BETWEEN TIMESTAMP '{low}' AND TIMESTAMP '{high}', false)" for i in range(len(forms))
    )
    rows = session.query(
        f"SELECT {marks} FROM (SELECT {tests} FROM (SELECT unnest(?::VARCHAR[]) AS x))", [list(values)]
    )
    return {form: [bool(row[i]) for row in rows] for i, form in enumerate(forms)}
