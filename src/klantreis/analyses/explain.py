"""``explain``: who deviates or drops out, and what goes together with it. Only what was known before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from klantreis.analyses.measures import (
    Interval,
    Step,
    codes_of,
    false_discovery,
    name_of,
    newcombe,
    share,
    two_shares_p,
)
from klantreis.analyses.picture import Bar
from klantreis.analyses.result import Result, Scope
from klantreis.engine.columns import Attributes, Table, merged_tables
from klantreis.engine.duration import microseconds
from klantreis.engine.journeys import Journeys
from klantreis.engine.local import still
from klantreis.engine.source import Source
from klantreis.errors import UserError

MINIMUM = 30
"""Journeys that a group, and those outside it, need to be compared."""
FOREVER = 1 << 62
WAITS = (("under 1 h", 3_600), ("1 h to 1 d", 86_400), ("1 d to 7 d", 604_800), ("7 d or more", None))
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAY = 86_400_000_000


@dataclass(frozen=True)
class Driver:
    """One group of journeys, and how often the outcome comes in it and outside it."""

    what: str
    """``begins with``, ``passed``, ``directly before``, ``waited``, ``weekday``, or the name of a field."""
    value: str
    n: int
    """Journeys of the group."""
    risk_in: float
    risk_out: float
    difference: float
    interval: Interval | None
    """Newcombe's 95 % interval of the difference."""
    lift: float | None
    """``risk_in`` over the risk of all; None when nobody has the outcome."""
    p: float
    """Chi-square, or Fisher's exact test where a count is small."""
    q: float
    """Benjamini–Hochberg over all tested."""


@dataclass(frozen=True)
class Explanation(Result):
    """What goes together with an outcome; never what causes it."""

    question: ClassVar[str] = "explain"
    outcome: str
    after: str | None
    missing: bool
    compared: int
    """Journeys of which it is known whether the outcome came."""
    with_outcome: int
    risk: float | None
    not_reached: int
    """Journeys that never come to ``after``, are empty, or begin with the outcome."""
    open: int
    minimum: int
    tested: int
    too_small: int
    """Groups that occur and are too small, or leave too few outside."""
    drivers: tuple[Driver, ...]
    """All tested, lowest q first; among equals the largest difference."""

    def rows(self) -> Sequence[dict[str, Any]]:
        """One dict per driver, with the stable keys."""
        return [
            {
                "what": each.what,
                "value": each.value,
                "n": each.n,
                "risk_in": each.risk_in,
                "risk_out": each.risk_out,
                "difference": each.difference,
                "interval": None if each.interval is None else list(each.interval),
                "lift": each.lift,
                "p": each.p,
                "q": each.q,
            }
            for each in self.drivers
        ]

    def bars(self) -> Sequence[Bar]:
        """The size of each difference."""
        return [
            (f"{each.what}: {each.value}", abs(each.difference), f"{100 * each.difference:+.1f} %")
            for each in self.drivers
        ]

    def body(self) -> dict[str, Any]:
        """The stable keys, then what they rest on."""
        return {
            "outcome": self.outcome,
            "after": self.after,
            "missing": self.missing,
            "compared": self.compared,
            "with_outcome": self.with_outcome,
            "risk": self.risk,
            "not_reached": self.not_reached,
            "open": self.open,
            "minimum": self.minimum,
            "tested": self.tested,
            "too_small": self.too_small,
            "drivers": list(self.rows()),
        }


def explain(
    journeys: Source,
    outcome: Step,
    *,
    after: Step | None = None,
    missing: bool = False,
    attributes: Attributes | None = None,
    columns: Sequence[str] = (),
    allowed: str | float | timedelta | None = None,
    minimum: int = MINIMUM,
) -> Explanation:
    """What goes together with an outcome: an event of ``outcome`` after the first of ``after``, or its ``missing``.

    Without ``after`` the wait begins at the first event of a journey. Groups are made only of what was known when the
    wait began, so nothing leaks from later: the last value of each of ``columns`` (names that ``attributes`` knows:
    ``channel``, ``attribute:region`` …), the first activity, activities passed before, the one directly before, the
    time waited since that one, and the weekday (UTC). Each group is compared with all other journeys. A group, and what
    is outside it, needs ``minimum`` journeys. ``allowed`` as for ``simulate``: later journeys are open and left out.
    Raises ``NotFound`` (``activity.unknown``), ``UserError`` (``explain.minimum``, ``duration.*``).
    """
    if minimum < 1:
        raise UserError("explain.minimum", "A group needs journeys.", where="minimum", mend="Give 1 or more.")
    width = len(journeys.labels)
    marks = np.zeros((2, width), np.bool_)
    marks[0, list(codes_of(journeys, outcome))] = True
    if after is not None:
        marks[1, list(codes_of(journeys, after))] = True
    span = journeys.span()
    closed = FOREVER if allowed is None or span is None else span[1] - microseconds(allowed, what="allowed")
    within_reach = journeys.reading(set(columns), attributes)
    fields = tuple(name for name in columns if name in within_reach.fields)
    asked = _Asked(marks[0], marks[1], after is None, closed, missing, fields)
    part = within_reach.run(lambda chunk: _count(chunk, asked), _merge)
    n, k, out, open_ = part.counts[0].tolist()
    labels = [str(label) for label in journeys.labels]
    tables: list[tuple[str, Sequence[str]]] = [("begins with", labels), ("passed", labels), ("directly before", labels)]
    tables += [("waited", [name for name, _ in WAITS]), ("weekday", list(DAYS))]
    tables += [(name.removeprefix("attribute:"), known.values) for name, known in zip(fields, part.fields, strict=True)]
    groups = [*part.counts[1:], *(known.counts for known in part.fields)]
    drivers, small = _drivers(tables, groups, n=n, k=k, minimum=minimum)
    return Explanation(
        scope=Scope.of(journeys),
        outcome=name_of(outcome),
        after=None if after is None else name_of(after),
        missing=missing,
        compared=n,
        with_outcome=k,
        risk=share(k, n),
        not_reached=out,
        open=open_,
        minimum=minimum,
        tested=len(drivers),
        too_small=small,
        drivers=drivers,
    )


@dataclass(frozen=True, eq=False)
class _Asked:
    outcome: NDArray[np.bool_]
    opens: NDArray[np.bool_]
    anywhere: bool
    closed: int
    missing: bool
    fields: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class _Part:
    """The partial result: totals, then per kind of group the journeys per value without and with the outcome."""

    counts: list[NDArray[np.int64]]
    fields: list[Table]


def _count(chunk: Journeys, asked: _Asked) -> _Part:
    from klantreis.engine import kernels_explain as kernels

    width = len(asked.outcome)
    land, happened, totals = np.empty(chunk.n, np.int64), np.empty(chunk.n, np.bool_), np.zeros(4, np.int64)
    offsets, codes, times = still(chunk.offsets), still(chunk.codes), still(chunk.times)
    kernels.landmarks(
        *(offsets, codes, times, still(asked.opens), still(asked.outcome)),
        *(asked.anywhere, asked.closed, asked.missing, land, happened, totals),
    )
    inside = np.flatnonzero(land >= 0)
    at, won, first = land[inside], happened[inside].astype(np.int64), offsets[inside]
    passed = np.zeros((width, 2), np.int64)
    kernels.passed(offsets, codes, still(land), still(happened), passed, np.full(width, -1, np.int64))
    later = at > first
    waits = times[at[later]] - times[at[later] - 1]
    edges = [seconds * 1_000_000 for _, seconds in WAITS if seconds is not None]
    tables = [
        totals,
        _tally(codes[first], won, width),
        passed,
        _tally(codes[at[later] - 1], won[later], width),
        _tally(np.searchsorted(edges, waits, side="right"), won[later], len(WAITS)),
        _tally((times[at] // DAY + 3) % 7, won, 7),  # 1970 began on a Thursday
    ]
    fields = []
    for name in asked.fields:
        known = chunk.column(name)
        table = np.zeros((len(known.values), 2), np.int64)
        kernels.known(offsets, still(land), still(happened), still(known.numbers), table)
        fields.append(Table.of(known, table))
    return _Part(tables, fields)


def _tally(values: NDArray[Any], won: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    return np.bincount(np.asarray(values, np.int64) * 2 + won, minlength=2 * size).reshape(size, 2)


def _merge(parts: Sequence[_Part]) -> _Part:
    return _Part(
        [np.sum(tables, axis=0) for tables in zip(*(part.counts for part in parts), strict=True)],
        [merged_tables(tables) for tables in zip(*(part.fields for part in parts), strict=True)],
    )


def _drivers(
    names: Sequence[tuple[str, Sequence[str]]], tables: Sequence[NDArray[np.int64]], *, n: int, k: int, minimum: int
) -> tuple[tuple[Driver, ...], int]:
    """Every group that is large enough, compared with all other journeys; and how many were not."""
    groups, small = [], 0
    for (what, values), table in zip(names, tables, strict=True):
        sizes = table.sum(axis=1)
        enough = (sizes >= minimum) & (n - sizes >= minimum)
        # a group of everybody says nothing, and is not too small
        small += int(((sizes > 0) & (sizes < n) & ~enough).sum())
        groups += [(what, values[v], int(sizes[v]), int(table[v, 1])) for v in np.flatnonzero(enough).tolist()]
    if not groups:
        return (), small
    size, won = (np.array([group[place] for group in groups]) for place in (2, 3))
    p = two_shares_p(won, size, k - won, n - size)
    found = [
        Driver(
            what=what,
            value=value,
            n=m,
            risk_in=hit / m,
            risk_out=(k - hit) / (n - m),
            difference=hit / m - (k - hit) / (n - m),
            interval=newcombe(hit, m, k - hit, n - m),
            lift=(hit / m) / (k / n) if k else None,
            p=each,
            q=q,
        )
        for (what, value, m, hit), each, q in zip(groups, p.tolist(), false_discovery(p).tolist(), strict=True)
    ]
    return tuple(sorted(found, key=lambda each: (each.q, -abs(each.difference), each.what, each.value))), small
