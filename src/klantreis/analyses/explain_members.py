"""The journeys behind a number of ``explain``: those of a group, with the outcome or without, or all compared."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, Unpack, get_args

import numpy as np
from numpy.typing import NDArray

from klantreis.analyses.explain import How, asked_of, prepared
from klantreis.analyses.explain_groups import Asked, looked_at, piece, pieces_of
from klantreis.analyses.explain_outcome import FOREVER, Outcome
from klantreis.analyses.measures import Step
from klantreis.engine.journeys import Journeys
from klantreis.engine.source import Source
from klantreis.errors import NotFound

Side = Literal["all", "with", "without", "not_reached", "open"]
SIDES: tuple[Side, ...] = get_args(Side)


def members(
    journeys: Source,
    outcome: Step | Outcome,
    *,
    what: str | None = None,
    value: str | None = None,
    side: Side = "all",
    timezone: str = "UTC",
    **how: Unpack[How],
) -> NDArray[np.int64]:
    """1 for journeys of the group ``what``, ``value`` of an explanation (None: of all compared); shape (J,).

    Sums to its ``n``, with ``side`` ``with`` to those whose outcome came, ``risk_in`` · n, and ``without`` to the rest;
    with ``not_reached`` and ``open`` to those that are left out for that reason, who are in no group.
    ``how`` is what ``explain`` was asked. Raises ``NotFound`` (``explain.group``) and as ``explain`` does.
    """
    told, given = prepared(journeys, outcome, **how)
    asked = asked_of(told, given, how.get("columns", ()), timezone)
    group = None if what is None else (what, value or "")
    if group is not None and group[0] not in _kinds(asked):
        raise NotFound(
            "explain.group",
            f"There is no group {group[0][:80]!r} here.",
            where="what",
            mend=f"Choose one of: {', '.join(_kinds(asked))}.",
            params={"what": group[0][:80]},
        )
    return told.run(
        lambda chunk: np.concatenate([_inside(each, asked, group, side) for each in pieces_of(chunk)]), np.concatenate
    )


def _kinds(asked: Asked) -> tuple[str, ...]:
    return (*(what for what, _ in asked.kinds), *(name.removeprefix("attribute:") for name in asked.fields))


def _inside(chunk: Journeys, asked: Asked, group: tuple[str, str] | None, side: Side) -> NDArray[np.int64]:
    land, happened, _ = looked_at(chunk, asked.outcome)
    keep = land >= 0
    if side in ("not_reached", "open"):
        # where nothing is too fresh to tell, only those are left out that never come to the landmark
        reached = looked_at(chunk, replace(asked.outcome, closed=FOREVER))[0] >= 0
        return (~reached if side == "not_reached" else reached & ~keep).astype(np.int64)
    compared = np.flatnonzero(keep)
    if group is not None:
        keep[compared] = _of_group(chunk, asked, *group)
    if side != "all":
        keep &= happened == (side == "with")
    return keep.astype(np.int64)


def _of_group(chunk: Journeys, asked: Asked, what: str, value: str) -> NDArray[np.bool_]:
    """Which of the journeys compared are in a group, in their order."""
    found = piece(chunk, asked, everyone=True)
    names = _kinds(asked)
    kind = names.index(what)
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
