"""The journeys behind a number of ``explain``: of a group or a leaf, with the outcome or without, or all compared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Unpack

import numpy as np
from numpy.typing import NDArray

from klantreis.analyses.explain import How, asked_of, prepared
from klantreis.analyses.explain_groups import Asked, Part, least, looked_at, piece, pieces_of
from klantreis.analyses.explain_outcome import FOREVER, Outcome
from klantreis.analyses.explain_tree import NOT, Rule
from klantreis.analyses.measures import Step
from klantreis.engine.dealing import mixed
from klantreis.engine.journeys import Journeys
from klantreis.engine.source import Source
from klantreis.errors import NotFound, UserError

HALVES = ("drawn_on", "counted_on")
SIDES = ("all", "with", "without", "outside", "outside_with", *HALVES, "not_reached", "open")


def members(
    journeys: Source,
    outcome: Step | Outcome,
    *,
    what: str | None = None,
    value: str | None = None,
    rules: Sequence[str] = (),
    side: str = "all",
    timezone: str = "UTC",
    **how: Unpack[How],
) -> NDArray[np.int64]:
    """1 for journeys of the group ``what``, ``value`` of an explanation (None: of all compared); shape (J,).

    Sums to its ``n``, with ``side`` ``with`` to those whose outcome came, ``risk_in`` · n, and ``without`` to the rest;
    with ``outside`` to everybody compared who is not in it, and ``outside_with`` to those of them whose outcome came;
    with ``rules`` (``Rule`` as text) instead of a group, the journeys of that leaf of its tree, of the half that it
    counts; with ``drawn_on`` and ``counted_on`` to the two halves of the tree; with ``not_reached`` and ``open`` to
    those that are left out for that reason, who are in no group.
    ``how`` is what ``explain`` was asked. Raises ``NotFound`` (``explain.group``, ``explain.band``), ``UserError``
    (``explain.rule``) and as ``explain`` does.
    """
    if side not in SIDES:
        raise UserError(
            "customers.side",
            f"{side[:40]!r} is no side of an explanation.",
            where="side",
            mend=f"Choose one of: {', '.join(SIDES)}.",
            params={"side": side[:40]},
        )
    told, given = prepared(journeys, outcome, **how)
    asked = asked_of(told, given, how.get("columns", ()), timezone)
    kinds = asked.names
    leaf = [_rule(text, kinds) for text in rules]
    for named in [(what, value or ""), *((rule.what, rule.value) for rule in leaf)]:
        _check_band(asked, *named)
    if leaf or side in HALVES:
        upto = _last_sampled(told, asked)
        return _over(told, lambda each: _of_leaf(each, asked, leaf, upto, side))
    if what is not None and what not in kinds:
        raise _unknown(what, "what", kinds)
    group = None if what is None else (what, value or "")
    return _over(told, lambda each: _inside(each, asked, group, side))


def _check_band(asked: Asked, what: str | None, value: str) -> None:
    """Raise NotFound for a band that these journeys are not cut in, such as one of an older address."""
    bands = dict(zip(asked.names[len(asked.kinds) :], asked.bands, strict=True)).get(what or "")
    if bands is not None and value not in bands.names:
        raise NotFound(
            "explain.band",
            f"{what} is not cut at {value[:80]!r} here.",
            where="value",
            mend=f"Choose one of: {', '.join(bands.names)}.",
            params={"what": str(what)[:80], "value": value[:80]},
        )


def _over(journeys: Source, marks: Callable[[Journeys], NDArray[np.int64]]) -> NDArray[np.int64]:
    return journeys.run(lambda chunk: np.concatenate([marks(each) for each in pieces_of(chunk)]), np.concatenate)


def _unknown(what: str, where: str, kinds: Sequence[str]) -> NotFound:
    return NotFound(
        "explain.group",
        f"There is no group {what[:80]!r} here.",
        where=where,
        mend=f"Choose one of: {', '.join(kinds)}.",
        params={"what": what[:80]},
    )


def _rule(text: str, kinds: Sequence[str]) -> Rule:
    """A condition from its text. Never guessed: a text that two kinds of group could have written is refused."""
    found = [
        rule
        for what in kinds
        for holds in (True, False)
        if str(rule := Rule(what, text.removeprefix("" if holds else NOT)[len(what) + 2 :], holds)) == text
    ]
    if not found:
        raise _unknown(text, "rule", [f"{kind}: …" for kind in kinds])
    if len(found) > 1:
        raise UserError(
            "explain.rule",
            f"{text[:80]!r} can be read as {len(found)} conditions.",
            where="rule",
            mend="Rename the field whose name holds a colon, begins with not, or is that of another group.",
            params={"rule": text[:80]},
        )
    return found[0]


def _last_sampled(journeys: Source, asked: Asked) -> np.uint64:
    """The highest hash of a customer whose journeys the tree looked at."""

    def marks(chunk: Journeys) -> NDArray[np.uint64]:
        return least([mixed(chunk, looked_at(chunk, asked.outcome)[0] >= 0)])

    return journeys.run(marks, least).max(initial=np.uint64(0))


def _inside(chunk: Journeys, asked: Asked, group: tuple[str, str] | None, side: str) -> NDArray[np.int64]:
    land, happened, _ = looked_at(chunk, asked.outcome)
    keep = land >= 0
    if side in ("not_reached", "open"):
        # where nothing is too fresh to tell, only those are left out that never come to the landmark
        reached = looked_at(chunk, replace(asked.outcome, closed=FOREVER))[0] >= 0
        return (~reached if side == "not_reached" else reached & ~keep).astype(np.int64)
    compared = np.flatnonzero(keep)
    if group is not None:
        mine = _of_group(piece(chunk, asked, everyone=True), asked, *group)
        keep[compared] = mine != side.startswith("outside")
    if side in ("with", "without", "outside_with"):
        keep &= happened == (side != "without")
    return keep.astype(np.int64)


def _of_leaf(chunk: Journeys, asked: Asked, rules: Sequence[Rule], upto: np.uint64, side: str) -> NDArray[np.int64]:
    """1 for journeys for which all rules hold, of the half of those sampled that the tree is counted on."""
    found = piece(chunk, asked, everyone=True)
    mine = (found.order <= upto) & (found.order & np.uint64(1) == (side == "drawn_on"))
    for rule in rules:
        mine &= _of_group(found, asked, rule.what, rule.value) == rule.holds
    if side in ("with", "without"):
        mine &= found.won == (side == "with")
    marks = np.zeros(chunk.n, np.int64)
    marks[np.flatnonzero(looked_at(chunk, asked.outcome)[0] >= 0)] = mine
    return marks


def _of_group(found: Part, asked: Asked, what: str, value: str) -> NDArray[np.bool_]:
    """Which of the journeys compared are in a group, in their order."""
    kind = asked.names.index(what)
    if kind >= len(asked.kinds):
        field = kind - len(asked.kinds)
        values = found.fields[field].values
        return found.given[:, field] == (values.index(value) if value in values else -2)
    mine = np.zeros(len(found.won), np.bool_)
    values = asked.kinds[kind][1]
    if value in values:
        owners = np.repeat(np.arange(len(mine)), np.diff(found.starts))
        mine[owners[found.ids == asked.bases[kind] + values.index(value)]] = True
    return mine
