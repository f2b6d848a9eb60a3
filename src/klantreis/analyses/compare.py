"""``compare``: two selections side by side. Both numbers, the difference with its interval, and q where it is a share.

Works on two answers to the same question, so that what is compared is what is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from klantreis.analyses.measures import Interval, checked, false_discovery, newcombe, number, share, two_shares_p
from klantreis.analyses.picture import Bar, points
from klantreis.analyses.result import Result, Scope, plain
from klantreis.errors import UserError

SMALL = 30
"""Below this many on a side a share says little."""

SURE = 0.05
"""A difference with this q or a lower one is told as sure."""

What = tuple[str | None, ...]
Body = Mapping[str, Any]


@dataclass(frozen=True)
class Side:
    """A share on one side: ``part`` of ``whole``."""

    part: int
    whole: int

    @property
    def share(self) -> float | None:
        """``part / whole``; None when there is nothing to divide by."""
        return share(self.part, self.whole)

    def to_dict(self) -> dict[str, Any]:
        """The stable keys."""
        return {"part": self.part, "whole": self.whole, "share": self.share}


@dataclass(frozen=True)
class Compared:
    """One number on both sides."""

    what: What
    """Two activities for a transition, every activity of a path, else one name."""
    a: Side
    b: Side
    difference: float | None
    """Share of b minus share of a; None when a side has nothing."""
    interval: Interval | None
    """Newcombe's 95 % interval of the difference."""
    p: float | None
    q: float | None
    """Benjamini–Hochberg over all rows of this comparison."""
    small: bool
    """A side counts fewer than 30."""


@dataclass(frozen=True)
class Both:
    """A length of time on both sides, seconds."""

    what: str
    a: float | None
    b: float | None
    difference: float | None


@dataclass(frozen=True)
class LeftOut:
    """Rows that a limit leaves unlisted: those that differ least surely."""

    rows: int
    sure: int
    """Those of them with q ≤ 0.05."""


@dataclass(frozen=True)
class Comparison(Result):
    """Every number on both sides, in the order in which the answers list them."""

    question: ClassVar[str] = "compare"
    columns: ClassVar[tuple[str, ...]] = ("what", "a", "b", "difference", "interval", "p", "q", "small")
    of: str
    sides: tuple[dict[str, Any], dict[str, Any]]
    """``n``, ``from``, ``to`` and ``filters`` of each side."""
    shared_customers: int | None
    """Customers on both sides: the intervals take the sides as apart. None when it was not looked at."""
    compared: tuple[Compared, ...]
    left_out: LeftOut
    times: tuple[Both, ...]

    def rows(self) -> Sequence[dict[str, Any]]:
        """One dict per compared share, with the stable keys."""
        return [
            {
                "what": list(each.what),
                "a": each.a.to_dict(),
                "b": each.b.to_dict(),
                "difference": each.difference,
                "interval": None if each.interval is None else list(each.interval),
                "p": each.p,
                "q": each.q,
                "small": each.small,
            }
            for each in self.compared
        ]

    def told(self) -> Sequence[str]:
        """Who is on each side."""
        a, b = self.sides
        shared = "" if self.shared_customers is None else f"; {self.shared_customers:,} customers are on both"
        return (f"a: n = {a['n']:,}, b: n = {b['n']:,}{shared}",)

    def bars(self) -> Sequence[Bar]:
        """The size of each difference."""
        named = [(each, " → ".join(name or "·" for name in each.what)) for each in self.compared]
        return [
            (name, abs(each.difference), points(each.difference)) for each, name in named if each.difference is not None
        ]

    def body(self) -> dict[str, Any]:
        """The stable keys."""
        return {
            "of": self.of,
            "a": self.sides[0],
            "b": self.sides[1],
            "shared_customers": self.shared_customers,
            "compared": list(self.rows()),
            "left_out": plain(self.left_out),
            "times": plain(self.times),
        }


def compare(
    a: Result | Body, b: Result | Body, *, shared_customers: int | None = None, limit: int | None = None
) -> Comparison:
    """Two answers to one question: ``transitions``, ``paths``, ``reach``, ``funnel`` or ``timing``.

    Shares are of journeys: those with a transition, on a path, that reach, that pass a step (of those that pass the
    first; for the first step of all journeys), that get there in time, that are in the phase. A path that only one side
    lists counts 0 on the other, so ask ``paths`` without a limit. p is of a chi-square or Fisher's exact test, q over
    all rows; both take journeys as apart, so a funnel counted by attempt has neither. ``limit`` lists only the rows
    that differ most surely, q being over all of them, and tells the rest in ``left_out``. Raises ``UserError``
    (``compare.questions``, ``compare.question``, ``compare.limit``).
    """
    checked(limit, "compare")
    one, other = (each.to_dict() if isinstance(each, Result) else each for each in (a, b))
    if one["question"] != other["question"]:
        raise UserError(
            "compare.questions",
            "These are answers to two questions.",
            mend="Ask the same question of both sides.",
            params={"a": one["question"], "b": other["question"]},
        )
    read = READERS.get(one["question"])
    if read is None:
        raise UserError(
            "compare.question",
            f"Answers to {one['question']!r} cannot be laid side by side.",
            where="of",
            mend=f"Choose one of: {', '.join(READERS)}.",
            params={"question": one["question"], "known": list(READERS)},
        )
    first, second = read(one), read(other)
    apart = one.get("by") != "attempt"
    compared, left_out = _compared(first, second, tested=apart, limit=limit)
    return Comparison(
        scope=_scope(one, other),
        of=one["question"],
        sides=(_side(one), _side(other)),
        shared_customers=shared_customers,
        compared=compared,
        left_out=left_out,
        times=_times(one, other),
    )


def _compared(
    first: dict[What, Side], second: dict[What, Side], *, tested: bool, limit: int | None
) -> tuple[tuple[Compared, ...], LeftOut]:
    keys = list(dict.fromkeys([*first, *second]))
    empty_a, empty_b = (Side(0, max((s.whole for s in side.values()), default=0)) for side in (first, second))
    pairs = [(first.get(key, empty_a), second.get(key, empty_b)) for key in keys]
    wholes = np.array([[left.whole, right.whole] for left, right in pairs], np.int64).reshape(-1, 2)
    may = np.flatnonzero((wholes[:, 0] > 0) & (wholes[:, 1] > 0)) if tested else np.zeros(0, np.int64)
    p = np.full(len(keys), np.nan)
    if len(may):
        parts = np.array([[left.part, right.part] for left, right in pairs], np.int64)
        p[may] = two_shares_p(parts[may, 1], wholes[may, 1], parts[may, 0], wholes[may, 0])
    q = np.full(len(keys), np.nan)
    q[may] = false_discovery(p[may])
    listed = np.sort(_surest(p, pairs)[:limit])
    found = [
        Compared(
            what=keys[k],
            a=left,
            b=right,
            difference=None if left.share is None or right.share is None else right.share - left.share,
            interval=newcombe(right.part, right.whole, left.part, left.whole) if tested else None,
            p=number(p[k]),
            q=number(q[k]),
            small=min(left.whole, right.whole) < SMALL,
        )
        for k, (left, right) in ((k, pairs[k]) for k in listed.tolist())
    ]
    unlisted = np.delete(q, listed)
    return tuple(found), LeftOut(len(unlisted), int((unlisted <= SURE).sum()))


def _surest(p: NDArray[np.float64], pairs: Sequence[tuple[Side, Side]]) -> NDArray[np.int64]:
    """The order of rows by how surely they differ: by p, what was not tested last; among equals the commonest first."""
    counts = np.array([left.part + right.part for left, right in pairs], np.int64)
    return np.lexsort((-counts, np.where(np.isnan(p), np.inf, p)))


def _transitions(body: Body) -> dict[What, Side]:
    return {(each["from"], each["to"]): Side(each["journeys"], body["n"]) for each in body["transitions"]}


def _paths(body: Body) -> dict[What, Side]:
    return {tuple(each["path"]): Side(each["count"], body["n"] - body["empty"]) for each in body["paths"]}


def _reach(body: Body) -> dict[What, Side]:
    return {(each["name"],): Side(each["journeys"], body["n"]) for each in body["touchpoints"]}


def _funnel(body: Body) -> dict[What, Side]:
    steps = body["steps"]
    whole = steps[0]["count"] if body.get("by") == "attempt" else body["n"]
    wholes = [whole, *([steps[0]["count"]] * (len(steps) - 1))]
    names = [f"{k}. {step['name']}" for k, step in enumerate(steps, 1)]
    return {(name,): Side(step["count"], of) for name, step, of in zip(names, steps, wholes, strict=True)}


def _timing(body: Body) -> dict[What, Side]:
    found: dict[What, Side] = {("arrived",): Side(body["count"], body["count"] + body["unfinished"])}
    if body["inside"] is not None:
        found = {("inside",): Side(body["count"], body["n"])}
    if body["above"] is not None:
        found["above",] = Side(body["above"], body["count"])
    return found


READERS: dict[str, Callable[[Body], dict[What, Side]]] = {
    "transitions": _transitions,
    "paths": _paths,
    "reach": _reach,
    "funnel": _funnel,
    "timing": _timing,
}
"""How the shares of an answer are read, per question."""


def _times(one: Body, other: Body) -> tuple[Both, ...]:
    if one["question"] == "timing":
        pairs = [(name, one[name], other[name]) for name in ("median_s", "p75_s", "p90_s", "p95_s")]
    elif one["question"] == "funnel":
        rows = enumerate(zip(one["steps"], other["steps"], strict=True), 1)
        pairs = [(f"{k}. {left['name']}", left["median_s"], right["median_s"]) for k, (left, right) in rows if k > 1]
    else:
        return ()
    return tuple(Both(name, a, b, None if a is None or b is None else b - a) for name, a, b in pairs)


def _side(body: Body) -> dict[str, Any]:
    return {name: body[name] for name in ("n", "from", "to", "filters")}


def _scope(one: Body, other: Body) -> Scope:
    moments = [_read(body[name]) for body in (one, other) for name in ("from", "to") if body[name] is not None]
    first, last = (min(moments), max(moments)) if moments else (None, None)
    return Scope(n=one["n"] + other["n"], first=first, last=last, filters={})


def _read(moment: str | datetime) -> datetime:
    return moment if isinstance(moment, datetime) else datetime.fromisoformat(moment)
