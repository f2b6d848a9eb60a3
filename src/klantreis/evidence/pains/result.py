"""What ``pains`` answers: every pain with how often, how it ends, what is at stake, and what customers say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, ClassVar, Literal

from klantreis.analyses.measures import Interval
from klantreis.analyses.picture import Bar, written
from klantreis.analyses.result import Result
from klantreis.evidence.ends import Goal
from klantreis.evidence.measure import Part, listed

Kind = Literal[
    "drop_off",
    "long_wait",
    "repeat",
    "back",
    "channel_switch",
    "repeated_contact",
    "low_score",
    "rage_click",
    "dead_click",
]
SHARED_FROM = 5
"""Outside the workspace nothing is told of fewer journeys than this."""


@dataclass(frozen=True)
class Rate:
    """Of ``of`` occasions here ``n`` hurt, against the share ``rest`` elsewhere: ``rest_n`` of ``rest_of``."""

    n: int
    of: int
    share: float
    rest_n: int
    rest_of: int
    rest: float
    difference: float
    interval: Interval | None
    """95 % interval of the difference, from residuals per journey."""
    p: float
    """That it is here more than twice as often as elsewhere by chance alone, one-sided."""


@dataclass(frozen=True)
class Ending:
    """How journeys end with the pain and without it, each followed equally long from the moment it was known."""

    with_: Part
    without: Part
    difference: float
    """Share without − share with."""
    interval: Interval | None
    """Newcombe's 95 % interval of the difference."""
    p: float | None
    """That fewer come to the goal with it by chance alone, one-sided; None for drop-off, where nobody does."""
    unknown: int
    """Journeys too near the end of the data to be followed."""


@dataclass(frozen=True)
class Pain:
    """Something that happens at one place, and what it goes together with."""

    kind: Kind
    touchpoint: str | None
    """Id of the touchpoint; None for an activity off the map."""
    name: str
    phase: str | None
    score_kind: str | None
    """Of a low score: ``nps``, ``csat`` or ``ces``."""
    journeys: int
    """Journeys it happens in."""
    of: int
    """Journeys it could have happened in."""
    share: float
    rate: Rate | None
    conversion: Ending | None
    at_stake: float | None
    """Money: (conversion without − with) x journeys x mean value of a conversion, at least 0."""
    at_stake_interval: Interval | None
    p: float
    """Of both comparisons together: twice the smaller p where there are two (Bonferroni)."""
    q: float
    """Benjamini–Hochberg over all tested."""
    because: tuple[str, ...]
    """Which comparison tells it: ``rate``, ``conversion``; none for one that is not found."""
    quotes: tuple[str, ...]
    """What customers who were hit wrote, there and then."""

    def to_dict(self) -> dict[str, Any]:
        """The stable keys."""
        body = listed(asdict(self))
        if self.conversion is not None:
            body["conversion"] = {"with": body["conversion"].pop("with_"), **body["conversion"]}
        return body


@dataclass(frozen=True)
class Worth:
    """What one conversion brings: mean over ``n`` converted journeys, with its 95 % interval (Student's t)."""

    n: int
    mean: float | None
    interval: Interval | None
    by: str | None
    """``conversion``: money on the event that passes the goal; ``journey``: all money of the journey, where that event
    carries none."""


@dataclass(frozen=True)
class Pains(Result):
    """Where it hurts, what is most at stake first."""

    question: ClassVar[str] = "pains"
    columns: ClassVar[tuple[str, ...]] = (
        *("kind", "name", "touchpoint", "journeys", "share", "rate", "rest_rate", "conversion_with_share"),
        *("conversion_without_share", "at_stake", "q"),
    )
    goal: Goal | None
    horizon_s: float | None
    """How long every journey is followed from the moment a pain is known."""
    allowed_days: int | None
    worth: Worth
    minimum: int
    alpha: float
    tested: int
    too_small: int
    """Pains that happen, in too few journeys to be compared."""
    read: tuple[str, ...]
    """Kinds of pain the data can show."""
    not_read: dict[str, str]
    """Kinds that were not looked for, and why: ``no_channel``, ``no_score``, ``no_click``, ``no_goal``."""
    unread_scores: int
    """Scores of no known kind or off their scale: no pain, and no score elsewhere."""
    pains: tuple[Pain, ...]
    """Those found: q at most ``alpha``."""
    others: tuple[Pain, ...]
    """Tested and not found, lowest q first; empty unless asked for."""

    def body(self) -> dict[str, Any]:
        """The stable keys."""
        return {
            "goal": None if self.goal is None else {"phase": self.goal.phase.id, "by": self.goal.by},
            "horizon_s": self.horizon_s,
            "allowed_days": self.allowed_days,
            "worth": listed(asdict(self.worth)),
            "minimum": self.minimum,
            "alpha": self.alpha,
            "tested": self.tested,
            "too_small": self.too_small,
            "read": list(self.read),
            "not_read": self.not_read,
            "unread_scores": self.unread_scores,
            "pains": [pain.to_dict() for pain in self.pains],
            "others": [pain.to_dict() for pain in self.others],
        }

    def rows(self) -> Sequence[dict[str, Any]]:
        """One flat dict per pain found."""
        return [
            {
                "kind": pain.kind,
                "name": pain.name,
                "touchpoint": pain.touchpoint,
                "journeys": pain.journeys,
                "share": pain.share,
                "rate": None if pain.rate is None else pain.rate.share,
                "rest_rate": None if pain.rate is None else pain.rate.rest,
                "conversion_with_share": None if pain.conversion is None else pain.conversion.with_.share,
                "conversion_without_share": None if pain.conversion is None else pain.conversion.without.share,
                "at_stake": pain.at_stake,
                "q": pain.q,
            }
            for pain in self.pains
        ]

    def told(self) -> Sequence[str]:
        """How many were tested, and what could not be."""
        followed = "" if self.horizon_s is None else f"; followed for {written('horizon_s', self.horizon_s)}"
        return (
            f"{self.tested:,} tested, {len(self.pains):,} found at q ≤ {self.alpha:g}, {self.too_small:,} too small"
            f"{followed}",
            *([f"not looked for: {', '.join(self.not_read)}"] if self.not_read else []),
        )

    def bars(self) -> Sequence[Bar]:
        """What is at stake, or the journeys where no money is known."""
        if any(pain.at_stake for pain in self.pains):
            return [(f"{p.name}: {p.kind}", p.at_stake or 0.0, f"{p.at_stake or 0:,.0f}") for p in self.pains]
        return [(f"{p.name}: {p.kind}", float(p.journeys), f"{p.journeys:,}") for p in self.pains]

    def shared(self) -> Pains:
        """The same for eyes outside the workspace: no customer's words, and nothing of fewer than five journeys."""
        return replace(self, pains=_shared(self.pains), others=_shared(self.others))


def _shared(pains: tuple[Pain, ...]) -> tuple[Pain, ...]:
    out = []
    for pain in pains:
        if pain.journeys < SHARED_FROM:
            continue
        ending = pain.conversion
        if ending is not None and min(_told(ending.with_) + _told(ending.without)) < SHARED_FROM:
            ending = None
        told = ending is not None
        out.append(
            replace(
                pain,
                quotes=(),
                rate=pain.rate if pain.rate is not None and _many(pain.rate) else None,
                conversion=ending,
                at_stake=pain.at_stake if told else None,
                at_stake_interval=pain.at_stake_interval if told else None,
            )
        )
    return tuple(out)


def _many(rate: Rate) -> bool:
    return rate.n >= SHARED_FROM and (rate.rest_n == 0 or rate.rest_n >= SHARED_FROM)


def _told(part: Part) -> tuple[int, ...]:
    """The numbers of a part that could tell of few people; nobody is nobody."""
    return tuple(each for each in (part.n, part.of - part.n) if each) or (SHARED_FROM,)
