"""``pains``: where does it hurt, how much, and does it go together with leaving?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from klantreis.analyses.measures import Interval, false_discovery, follow_up, newcombe, share
from klantreis.analyses.result import Scope
from klantreis.engine.columns import Attributes
from klantreis.engine.duration import microseconds
from klantreis.engine.journeys import MICROSECONDS, Journeys
from klantreis.errors import NotFound, UserError
from klantreis.evidence.binding import Bound, bind
from klantreis.evidence.ends import Goal, goal_of, goal_slots, usual_pause_days
from klantreis.evidence.measure import Part
from klantreis.evidence.pains.clues import Clues, clues, said
from klantreis.evidence.pains.comparing import lower, rates
from klantreis.evidence.pains.counting import KINDS, Clock, Told, counted, mine, places_of
from klantreis.evidence.pains.result import Ending, Pain, Pains, Rate, Worth
from klantreis.evidence.pains.stake import at_stake, first_goals, worth_of
from klantreis.evidence.rules import Flags
from klantreis.evidence.walk import Walked, walk
from klantreis.journey.document import Document

MINIMUM = 30
"""Journeys that a pain must happen in, and that each side of a comparison needs."""
ALPHA = 0.05
QUOTES, QUOTE_LENGTH = 3, 240
WITHOUT_RATE = {"repeat"}
"""Coming back is no pain by itself, however often it happens; only where fewer come to the goal after it."""
WITHOUT_ENDING = {"drop_off"}
"""Who drops out does not come to the goal by definition; only how often it happens can tell."""
FELT = (None, "with", "without", "here", "elsewhere")
"""Of what part of a pain the customers are asked: of the pain itself, of its conversion, of its rate."""

Ints = NDArray[np.int64]


def pains(
    document: Document,
    journeys: Journeys,
    attributes: Attributes | None = None,
    *,
    until: datetime | None = None,
    horizon: str | float | timedelta | None = None,
    minimum: int = MINIMUM,
    alpha: float = ALPHA,
    every: bool = False,
    quotes: bool = True,
    bound: Bound | None = None,
    walked: Walked | None = None,
) -> Pains:
    """Where it hurts on a map, found in journeys (labels = activities).

    ``attributes`` gives channel, score, value, text and click attributes per slot; what it does not give is said in
    ``not_read``. ``until`` is the end of the data (default: the last event). ``horizon`` is how long a journey is
    followed from the moment a pain is known (default: the time in which 99 % of the conversions come). Pains found have
    q ≤ ``alpha``; ``every`` lists the other tested ones too. Money is in the currency of the events.
    Raises ``UserError`` (``pains.minimum``, ``duration.*``).
    """
    if minimum < 1:
        raise UserError("pains.minimum", "A group needs journeys.", where="minimum", mend="Give 1 or more.")
    bound = bound or bind(document, journeys, attributes)
    told, flags = _told(document, journeys, attributes, bound, walked or walk(document, bound), quotes=quotes)
    marks, goal = told.marks, told.goal
    end, days = _end_and_days(document, journeys, until)
    first, slots = first_goals(journeys, flags)
    follow = _follow(horizon, first)
    worth = worth_of(journeys, marks.values, flags, slots)
    not_read = _not_read(marks, goal)
    found = _compared(told, Clock(end, days, follow), worth, minimum, set(not_read))
    tested = found.pains
    q = false_discovery(np.array([pain.p for pain in tested])) if tested else np.zeros(0)
    ranked = [_judged(pain, float(each), float(_cut(tested, q, alpha))) for pain, each in zip(tested, q, strict=True)]
    return Pains(
        scope=Scope.of(journeys),
        goal=goal,
        horizon_s=None if follow is None else follow / MICROSECONDS,
        allowed_days=days,
        worth=worth,
        minimum=minimum,
        alpha=alpha,
        tested=len(tested),
        too_small=found.too_small,
        read=tuple(dict.fromkeys(kind for kind, _ in KINDS if kind not in not_read)),
        not_read=not_read,
        unread_scores=marks.unread_scores,
        pains=tuple(sorted((p for p in ranked if p.because), key=lambda p: (-(p.at_stake or 0.0), p.q, -p.journeys))),
        others=tuple(sorted((p for p in ranked if not p.because), key=lambda p: (p.q, -p.journeys))) if every else (),
    )


def hit_by(
    document: Document,
    journeys: Journeys,
    kind: str,
    name: str,
    attributes: Attributes | None = None,
    *,
    score_kind: str | None = None,
    until: datetime | None = None,
    horizon: str | float | timedelta | None = None,
    felt: str | None = None,
    side: str = "all",
) -> Ints:
    """How often each journey is hit by a pain, told by its ``kind``, ``name`` (or touchpoint) and ``score_kind``.

    The journeys with any are its ``journeys``; shape (J,). With ``felt`` 1 for those whose ending is compared,
    ``with`` the pain or ``without``, ``of`` of that part of its ``conversion``; ``side`` ``with``: only those that come
    to the goal in the ``horizon``, its ``n``. With ``here`` or ``elsewhere`` the occasions of its ``rate``, ``of`` or
    ``rest_of``; ``side`` ``with``: those that hurt, ``n`` or ``rest_n``. Raises ``NotFound`` (``pains.unknown``),
    ``UserError`` (``pains.side``).
    """
    for where, given, allowed in (("value", felt, FELT), ("side", side, ("all", "with"))):
        if given not in allowed:
            raise UserError(
                "pains.side",
                f"{str(given)[:40]!r} is no side of a pain.",
                where=where,
                mend=f"Choose one of: {', '.join(each for each in allowed if each)}.",
                params={where: str(given)[:40]},
            )
    bound = bind(document, journeys, attributes)
    told, flags = _told(document, journeys, attributes, bound, walk(document, bound), quotes=False)
    end, days = _end_and_days(document, journeys, until)
    places = places_of(bound, told.seen)
    by_name = {t.id: t.name for t in document.touchpoints()}
    labels = bound.journeys.labels
    found = [code for code, label in enumerate(labels) if label is not None and name in (label, by_name.get(label))]
    if (kind, score_kind) not in KINDS or not found or not places[found[0]]:
        raise NotFound(
            "pains.unknown",
            f"There is no pain {kind[:40]!r} at {name[:80]!r}.",
            where="a",
            mend="Give the kind, the place and the kind of score as the answer names them.",
            params={"kind": kind[:40], "name": name[:80]},
        )
    ends = felt in ("with", "without")
    follow = _follow(horizon, first_goals(journeys, flags)[0]) if ends else None
    own = mine(told, places, Clock(end, days, follow), KINDS.index((kind, score_kind)), int(places[found[0]]))
    if felt == "here":
        return own.hits if side == "with" else own.occasions
    if felt == "elsewhere":
        return own.hits_elsewhere if side == "with" else own.occasions_elsewhere
    if not ends:
        return own.hits
    won = 2 * (felt == "with") + 2
    return ((own.ended == won) | ((side == "all") & (own.ended == won - 1))).astype(np.int64)


def _follow(horizon: str | float | timedelta | None, first: Ints) -> int | None:
    """How long journeys are followed, in microseconds."""
    return microseconds(horizon, what="horizon") if horizon is not None else follow_up(first)


def _told(
    document: Document,
    journeys: Journeys,
    attributes: Attributes | None,
    bound: Bound,
    seen: Walked,
    *,
    quotes: bool,
) -> tuple[Told, Flags | None]:
    """(the journeys with all that their events say, which slots pass the goal)."""
    flags = goal_slots(document, journeys, bound, attributes)
    marks = clues(document, bound, journeys, attributes, flags, quotes=quotes)
    return Told(document, bound, seen, marks, goal_of(document)), flags


def _end_and_days(document: Document, journeys: Journeys, until: datetime | None) -> tuple[int, int | None]:
    """(end of the data in microseconds, days a journey may rest and still be open)."""
    span = journeys.span()
    end = int(until.timestamp() * MICROSECONDS) if until is not None else (span[1] if span else 0)
    return end, document.map.allowed_days or usual_pause_days(journeys)


def _not_read(marks: Clues, goal: Goal | None) -> dict[str, str]:
    out = {}
    if goal is None:
        out |= {"drop_off": "no_goal", "repeat": "no_goal"}
    if not marks.channels:
        out |= {"channel_switch": "no_channel", "repeated_contact": "no_channel"}
    if not marks.scores:
        out["low_score"] = "no_score"
    if not marks.clicks:
        out |= {"rage_click": "no_click", "dead_click": "no_click"}
    return out


@dataclass(frozen=True)
class _Found:
    pains: list[Pain]
    too_small: int


def _compared(told: Told, clock: Clock, worth: Worth, minimum: int, unread: set[str]) -> _Found:
    """Every kind at every place, compared where there are enough journeys."""
    document, bound = told.document, told.bound
    touchpoints = {t.id: t for t in document.touchpoints()}
    places = places_of(bound, told.seen)
    counts = counted(told, places, clock)
    code_of = np.zeros(counts.sums.shape[1], np.int64)
    code_of[places] = np.arange(len(places))
    out: list[Pain] = []
    small = 0
    for k, (kind, score_kind) in enumerate(KINDS):
        if kind in unread:
            continue
        sums, reached, outcome = counts.sums[k], counts.journeys[k], counts.outcome[k].sum(axis=1)
        groups = outcome.sum(axis=2)
        enough = reached[:, 1] >= minimum
        enough[0] = False
        small += int(((reached[:, 1] > 0) & ~enough)[1:].sum())
        by_rate = enough & (kind not in WITHOUT_RATE) & (counts.totals[k, 1] - sums[:, 1] >= minimum)
        by_end = enough & (kind not in WITHOUT_ENDING) & (groups >= minimum).all(axis=1)
        here, rest, spread, p_rate = rates(sums, counts.totals[k], counts.rated[k])
        p_end = lower(counts.outcome[k])
        for place in np.flatnonzero(by_rate | by_end).tolist():
            label = str(bound.journeys.labels[int(code_of[place])])
            touchpoint = touchpoints.get(label) if code_of[place] <= len(bound.touchpoints) else None
            rate = None
            if counts.totals[k, 1] > sums[place, 1] and kind not in WITHOUT_RATE:
                rate = Rate(
                    n=int(sums[place, 0]),
                    of=int(sums[place, 1]),
                    share=float(here[place]),
                    rest_n=int(counts.totals[k, 0] - sums[place, 0]),
                    rest_of=int(counts.totals[k, 1] - sums[place, 1]),
                    rest=float(rest[place]),
                    difference=float(here[place] - rest[place]),
                    interval=_interval(spread[place]),
                    p=float(p_rate[place]),
                )
            ending = _ending(outcome[place], int(counts.unknown[k, place]), float(p_end[place]), tested=by_end[place])
            used = [float(p[place]) for p, use in ((p_rate, by_rate), (p_end, by_end)) if use[place]]
            hit = int(reached[place, 1])
            stake, stake_interval = at_stake(ending, hit, worth)
            out.append(
                Pain(
                    kind=kind,
                    touchpoint=None if touchpoint is None else touchpoint.id,
                    name=label if touchpoint is None else touchpoint.name,
                    phase=None if touchpoint is None else touchpoint.phase,
                    score_kind=score_kind,
                    journeys=hit,
                    of=int(reached[place, 0]),
                    share=hit / int(reached[place, 0]),
                    rate=rate if by_rate[place] else None,
                    conversion=ending,
                    at_stake=stake,
                    at_stake_interval=stake_interval,
                    p=min(1.0, len(used) * min(used)),
                    q=1.0,
                    because=(),
                    quotes=said(told.marks.texts, counts.samples[k, place].tolist(), QUOTES, QUOTE_LENGTH),
                )
            )
    return _Found(out, small)


def _ending(outcome: Ints, unknown: int, p: float, *, tested: bool) -> Ending | None:
    """How journeys end without (row 0) and with the pain (row 1); None where there is nobody on a side."""
    of, of_without = int(outcome[1].sum()), int(outcome[0].sum())
    if not of or not of_without:
        return None
    with_, without = Part.make(int(outcome[1, 1]), of), Part.make(int(outcome[0, 1]), of_without)
    return Ending(
        with_=with_,
        without=without,
        difference=(share(without.n, without.of) or 0.0) - (share(with_.n, with_.of) or 0.0),
        interval=newcombe(without.n, without.of, with_.n, with_.of),
        p=p if tested else None,
        unknown=unknown,
    )


def _cut(tested: Sequence[Pain], q: NDArray[np.float64], alpha: float) -> float:
    """The largest p that is found."""
    return max((pain.p for pain, each in zip(tested, q, strict=True) if each <= alpha), default=-1.0)


def _judged(pain: Pain, q: float, cut: float) -> Pain:
    """A pain with its q, and which comparisons tell it when it is found."""
    parts = {
        "rate": None if pain.rate is None else pain.rate.p,
        "conversion": None if pain.conversion is None else pain.conversion.p,
    }
    used = {name: p for name, p in parts.items() if p is not None}
    because = tuple(name for name, p in used.items() if min(1.0, len(used) * p) <= cut)
    return replace(pain, q=q, because=because)


def _interval(pair: NDArray[np.float64]) -> Interval | None:
    return None if np.isnan(pair).any() else (float(pair[0]), float(pair[1]))
