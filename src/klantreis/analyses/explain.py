"""``explain``: who deviates or drops out, and what goes together with it. Only what was known before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, ClassVar, TypedDict, Unpack

import numpy as np
from numpy.typing import NDArray

from klantreis.analyses import explain_outcome as outcomes
from klantreis.analyses.explain_bands import Band, written
from klantreis.analyses.explain_groups import DAYS, Asked, Group, count, cut_of, groups_of, kinds_of, merge
from klantreis.analyses.explain_outcome import Outcome
from klantreis.analyses.explain_tree import Tree, grow
from klantreis.analyses.measures import Interval, Step, checked, false_discovery, name_of, newcombe, share, two_shares_p
from klantreis.analyses.picture import Bar, percent, points
from klantreis.analyses.result import Result, Scope, keys_of, plain
from klantreis.engine.columns import Attributes
from klantreis.engine.dealing import buckets_of
from klantreis.engine.duration import microseconds
from klantreis.engine.source import Source
from klantreis.errors import UserError

MINIMUM = 30
"""Journeys that a group, and those outside it, need to be compared."""
LEVEL = 0.05
SAYS = {"en": "goes together with", "nl": "gaat samen met"}
DUTCH = {
    "begins with": "begint met",
    "passed": "kwam langs",
    "passed more than once": "kwam meer dan eens langs",
    "directly before": "vlak ervoor",
    "at": "bij",
    "waited": "wachtte",
    "under way": "onderweg",
    "weekday": "dag",
    "hour": "uur",
    "channel": "kanaal",
    "value": "waarde",
    **dict(
        zip(DAYS, ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"), strict=True),
    ),
    "under 1 h": "korter dan 1 uur",
    "1 h to 1 d": "1 uur tot 1 dag",
    "1 d to 7 d": "1 tot 7 dagen",
    "7 d or more": "7 dagen of langer",
}
"""The words of groups that are not the data's own."""


@dataclass(frozen=True)
class Driver:
    """One group of journeys, and how often the outcome comes in it and outside it."""

    what: str
    """The kind of group: ``begins with``, ``passed``, ``passed more than once``, ``directly before``, ``at``,
    ``waited``, ``under way``, ``weekday``, ``hour``, or the name of a field (``attribute:hour`` where it would else be
    one of these, or that of another field)."""
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
    """Chi-square, or Fisher's exact test where a count is small; not below that of the spread between buckets of
    customers where customers have several journeys."""
    q: float
    """Benjamini–Hochberg over all tested, the tree among them."""
    band: Band | None = None
    """Of a numeric field with many values: more than the first number, up to and with the second."""


@dataclass(frozen=True)
class LeftOut:
    """Groups that a limit leaves unlisted: those that differ least surely."""

    drivers: int
    sure: int
    """Those of them with q at most 0.05."""


@dataclass(frozen=True)
class Explanation(Result):
    """What goes together with an outcome; never what causes it."""

    question: ClassVar[str] = "explain"
    columns: ClassVar[tuple[str, ...]] = keys_of(Driver)
    unit: str
    """What one journey is. Everything is counted in journeys."""
    outcome: str
    after: str | None
    """What the landmark is; None for the first event of a journey."""
    after_chosen: bool
    """Whether it was chosen here: the activity nearest before the outcome that nearly all pass on their way."""
    missing: bool
    within_s: float | None
    compared: int
    """Journeys of which it is known whether the outcome came."""
    with_outcome: int
    risk: float | None
    not_reached: int
    """Journeys that never come to the landmark, are empty, begin with the outcome, or can no longer have it there."""
    open: int
    minimum: int
    tested: int
    too_small: int
    """Groups that occur and are too small, or leave too few outside."""
    drivers: tuple[Driver, ...]
    """All tested, lowest q first; among equals the largest difference."""
    left_out: LeftOut
    tree: Tree | None
    """Combinations; None when no split holds."""

    def rows(self) -> Sequence[dict[str, Any]]:
        """One dict per driver, with the stable keys."""
        return plain(self.drivers)

    def told(self) -> Sequence[str]:
        """How often the outcome comes, from which moment on, and who was not compared."""
        return (
            f"{'no ' if self.missing else ''}{self.outcome}: {self.with_outcome:,} of {self.compared:,} journeys "
            f"compared ({percent(self.risk)}), seen from {self.after or 'their first event'}",
            f"{self.not_reached:,} not compared: never there, or decided by then; {self.open:,} still open",
            f"{self.tested:,} groups tested, {self.too_small:,} too small",
        )

    def bars(self) -> Sequence[Bar]:
        """The size of each difference."""
        return [(f"{each.what}: {each.value}", abs(each.difference), points(each.difference)) for each in self.drivers]

    def said(self, language: str = "en", limit: int = 5) -> list[str]:
        """The clearest drivers (q at most 0.05) as sentences, in ``en`` or ``nl``; never says that one causes it."""
        verb = SAYS[language]
        none, than = ("no ", "against") if language == "en" else ("geen ", "tegen")
        of = "journeys" if language == "en" else "klantreizen"
        about = f"{none if self.missing else ''}{self.outcome}"

        def percent(value: float) -> str:
            return f"{100 * value:.1f} %".replace(".", "," if language == "nl" else ".")

        def named(text: str) -> str:
            return DUTCH.get(text, text) if language == "nl" else text

        def valued(each: Driver) -> str:
            return _in_dutch(each.band) if each.band is not None and language == "nl" else named(each.value)

        return [
            f"{named(each.what)}: {valued(each)} {verb} {about}: "
            f"{percent(each.risk_in)} {than} {percent(each.risk_out)} "
            f"(n = {each.n} {of})"
            for each in self.drivers[:limit]
            if each.q <= LEVEL
        ]


def _in_dutch(band: Band) -> str:
    more, most = (None if edge is None else written(edge).replace(".", ",") for edge in band)
    if more is None:
        return f"t/m {most}"
    return f"meer dan {more}" if most is None else f"meer dan {more} t/m {most}"


class How(TypedDict, total=False):
    """How an outcome is looked at, where it is not as usual."""

    after: Step | None
    """The landmark: the first event of this step."""
    from_start: bool
    """The landmark is the first event of a journey."""
    missing: bool
    """The outcome is that it does not come."""
    within: str | float | timedelta | None
    """It must come in this time after the landmark."""
    allowed: str | float | timedelta | None
    """Journeys seen this shortly before the end are open."""
    attributes: Attributes | None
    columns: Sequence[str]
    """Fields whose values make groups: names that ``attributes`` knows, such as ``channel``, ``attribute:region``."""
    until: int | None
    """The end of the data in microseconds; the last event where it is not given."""


def explain(
    journeys: Source,
    outcome: Step | Outcome,
    *,
    minimum: int = MINIMUM,
    timezone: str = "UTC",
    limit: int | None = None,
    **how: Unpack[How],
) -> Explanation:
    """What goes together with an outcome: an event of ``outcome`` that comes after the landmark, or its ``missing``.

    The landmark is one moment per journey, found in the same way whether or not the outcome follows: the first event of
    ``after``; with ``from_start`` the first event; else the activity nearest before the outcome that nearly all pass
    on their way to it. An ``Outcome`` (``low_score``, those of ``evidence.outcomes``) may bring its own.
    Groups are made only of what was known at the landmark, so nothing leaks from later: the last value of each of
    ``columns`` (names that ``attributes`` knows: ``channel``, ``attribute:region`` …; more than 12 different numbers
    are cut at the quartiles of the journeys compared), activities passed and how they
    were passed, time waited, weekday and hour in ``timezone``. Each group is compared with all other journeys; a group,
    and what is outside it, needs ``minimum`` journeys.

    With ``within`` the outcome must come in that time after the landmark, and journeys seen for less are open; with
    ``allowed`` those are open whose landmark, or without the outcome last event, lies that shortly before ``until``
    (microseconds, default: the last event). ``limit`` lists only the surest groups and counts the others in
    ``left_out``. Raises ``NotFound`` (``activity.unknown``), ``UserError`` (``explain.minimum``, ``explain.limit``,
    ``explain.timezone``, ``duration.*``).
    """
    checked(limit, "explain")
    if minimum < 1:
        raise UserError("explain.minimum", "A group needs journeys.", where="minimum", mend="Give 1 or more.")
    _check(timezone)
    told, given = prepared(journeys, outcome, **how)
    found = _explained(told, given, how.get("columns", ()), minimum, timezone)
    listed, rest = found.drivers[:limit], found.drivers[len(found.drivers[:limit]) :]
    return replace(found, drivers=listed, left_out=LeftOut(len(rest), sum(each.q <= LEVEL for each in rest)))


def prepared(journeys: Source, outcome: Step | Outcome, **how: Unpack[How]) -> tuple[Source, Outcome]:
    """The journeys with the fields that are read, and the outcome with its landmark, as ``explain`` is asked."""
    after, from_start, missing = how.get("after"), how.get("from_start", False), how.get("missing", False)
    within, allowed = how.get("within"), how.get("allowed")
    given = outcome if isinstance(outcome, Outcome) else outcomes.comes(journeys, outcome)
    journeys = journeys.reading({*how.get("columns", ()), *given.fields}, how.get("attributes"))
    if given.kind == "at" and (after is not None or from_start or missing):
        raise UserError(
            "explain.own_moment",
            f"{given.name} is looked at when it comes; there is no other moment to wait from.",
            where=given.name,
            mend="Leave out after, from_start and missing; narrow the journeys with a filter.",
        )
    if within is not None and given.kind != "after":
        raise UserError(
            "explain.no_within",
            f"{given.name} is told when a journey is over, not within a time.",
            where="within",
            mend="Leave out within, or give allowed.",
        )
    if after is not None:
        given = replace(given, opens=outcomes.by_step(journeys, after), opened_by=name_of(after), chosen=False)
    span, until = journeys.span(), how.get("until")
    end = until if until is not None else span[1] if span else 0
    limit = None if within is None else microseconds(within, what="within")
    if limit is not None:
        given = replace(given, within=limit, closed=end - limit)
    elif allowed is not None:
        given = replace(given, closed=end - microseconds(allowed, what="allowed"))
    if given.kind == "after" and given.opens is None and not (from_start or given.from_start):
        given = outcomes.gated(journeys, given)
    return journeys, replace(given, missing=given.missing != missing)


def _explained(journeys: Source, outcome: Outcome, columns: Sequence[str], minimum: int, timezone: str) -> Explanation:
    asked = asked_of(journeys, outcome, columns, timezone)
    part = journeys.run(lambda chunk: count(chunk, asked), lambda parts: merge(parts, asked.buckets))
    n, k, out, open_ = part.totals.tolist()
    groups, small = groups_of(part, asked, minimum)
    tree = grow(part, groups, compared=n, minimum=minimum)
    p = _p_values(part.whole, groups)
    q = false_discovery(np.append(p, [] if tree is None else [tree.p]))
    return Explanation(
        scope=Scope.of(journeys),
        unit=journeys.unit,
        outcome=outcome.name,
        after=outcome.opened_by,
        after_chosen=outcome.chosen,
        missing=outcome.missing,
        within_s=None if outcome.within is None else outcome.within / 1e6,
        compared=n,
        with_outcome=k,
        risk=share(k, n),
        not_reached=out,
        open=open_,
        minimum=minimum,
        tested=len(groups),
        too_small=small,
        drivers=_drivers(groups, p, q, n, k),
        left_out=LeftOut(0, 0),
        tree=None if tree is None else replace(tree, q=float(q[-1])),
    )


def asked_of(journeys: Source, outcome: Outcome, columns: Sequence[str], timezone: str) -> Asked:
    """What every chunk is told."""
    fields = tuple(name for name in columns if name in journeys.fields)
    # where a customer is one journey, no two journeys are of the same customer
    cut = cut_of(journeys, outcome, fields)
    return Asked(outcome, fields, kinds_of(journeys, outcome), timezone, buckets_of(journeys), cut)


def _p_values(everybody: NDArray[np.int64], groups: Sequence[Group]) -> NDArray[np.float64]:
    """The p per group that it has the risk of all others; ``everybody`` is counted as groups are.

    Journeys of the same customer resemble each other. Where there are such, the covariance of group and outcome is also
    held against its spread between buckets of customers (the random groups of Wolter 2007; Student's t), and the larger
    p counts.
    """
    if not groups:
        return np.zeros(0)
    counts = np.stack([group.counts for group in groups])
    won, size = counts[:, :, 1].sum(axis=1), counts.sum(axis=(1, 2))
    n, k = int(everybody.sum()), int(everybody[:, 1].sum())
    p = two_shares_p(won, size, k - won, n - size)
    buckets = len(everybody)
    if buckets == 1:
        return p
    from scipy.special import stdtr

    part, risk = (size / n)[:, None], k / n
    members, whole, hits = counts.sum(axis=2), everybody.sum(axis=1)[None, :], everybody[None, :, 1]
    scores = counts[:, :, 1] - members * risk - hits * part + whole * part * risk
    spread = np.sqrt(scores.var(axis=1, ddof=1) * buckets)
    with np.errstate(invalid="ignore", divide="ignore"):
        t = np.nan_to_num(np.abs(scores.sum(axis=1)) / spread, nan=0.0)
    return np.maximum(p, 2 * stdtr(buckets - 1, -t))


def _drivers(
    groups: Sequence[Group], p: NDArray[np.float64], q: NDArray[np.float64], n: int, k: int
) -> tuple[Driver, ...]:
    found = []
    for group, each, corrected in zip(groups, p.tolist(), q.tolist(), strict=False):
        m, hit = group.n, int(group.counts[:, 1].sum())
        found.append(
            Driver(
                what=group.what,
                value=group.value,
                n=m,
                risk_in=hit / m,
                risk_out=(k - hit) / (n - m),
                difference=hit / m - (k - hit) / (n - m),
                interval=newcombe(hit, m, k - hit, n - m),
                lift=(hit / m) / (k / n) if k else None,
                p=each,
                q=corrected,
                band=group.band,
            )
        )
    return tuple(sorted(found, key=lambda each: (each.q, -abs(each.difference), each.what, each.value)))


def _check(timezone: str) -> None:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(timezone)
    except (KeyError, ValueError, OSError) as error:
        raise UserError(
            "explain.timezone",
            f"{timezone[:80]!r} is no time zone.",
            where="timezone",
            mend="Use a name such as Europe/Amsterdam or UTC.",
        ) from error
