"""Where it hurts, and which moments matter: the same keys as ``--json`` and ``to_dict()``."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from klantreis.server.wire.maps import Part
from klantreis.server.wire.model import Interval, Wire
from klantreis.server.wire.questions import Answer

PainKind = Literal[
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


class GoalPhase(Wire):
    """The phase that makes a journey converted."""

    phase: str
    by: Literal["rule", "conversion", "reach"]


class Worth(Wire):
    """What one conversion brings."""

    n: int
    mean: float | None
    interval: Interval | None
    by: Literal["conversion", "journey"] | None


class PainRate(Wire):
    """How often it happens here, of the occasions here, against all other places."""

    n: int
    of: int
    share: float
    rest_n: int = Field(description="Occasions that hurt at all other places, of `rest_of`.")
    rest_of: int
    rest: float
    difference: float
    interval: Interval | None
    p: float = Field(description="That it is here more than twice as often as elsewhere by chance alone.")


class PainEnding(Wire):
    """How journeys end with the pain and without it."""

    with_: Part = Field(alias="with")
    without: Part
    difference: float = Field(description="Share without − share with.")
    interval: Interval | None
    p: float | None = Field(description="That fewer come to the goal with it by chance alone; null for drop-off.")
    unknown: int = Field(description="Journeys too near the end of the data to be followed.")


class PainFound(Wire):
    """Something that hurts at one place."""

    kind: PainKind
    touchpoint: str | None = Field(description="Null for an activity off the map.")
    name: str
    phase: str | None
    score_kind: Literal["nps", "csat", "ces"] | None
    journeys: int
    of: int
    share: float
    rate: PainRate | None
    conversion: PainEnding | None
    at_stake: float | None
    at_stake_interval: Interval | None
    p: float
    q: float
    because: list[Literal["rate", "conversion"]]
    quotes: list[str]


class Pains(Answer):
    """Where it hurts, what is most at stake first."""

    goal: GoalPhase | None
    horizon_s: float | None
    allowed_days: int | None
    worth: Worth
    minimum: int
    alpha: float
    tested: int
    too_small: int
    read: list[PainKind]
    not_read: dict[str, Literal["no_channel", "no_score", "no_click", "no_goal"]]
    unread_scores: int = Field(description="Scores of no known kind or off their scale.")
    pains: list[PainFound]
    others: list[PainFound] = Field(description="Tested and not found; empty unless all were asked for.")


class MomentFound(Wire):
    """One touchpoint, one kind of experience there, one outcome after it."""

    name: str
    touchpoint: str | None = Field(description="Null for an activity off the map.")
    experience: Literal["nps", "csat", "ces", "waiting", "repeat"]
    outcome: Literal["conversion", "score"]
    good: float = Field(description="Share that converts, or mean final score, after a good experience.")
    bad: float
    n_good: int
    n_bad: int
    difference: float
    interval: Interval | None
    p: float
    q: float
    found: bool


class Moments(Answer):
    """Which moments go together with how journeys end."""

    outcome: str | None
    final: Literal["nps", "csat", "ces"] | None
    horizon_s: float | None
    minimum: int
    alpha: float
    tested: int
    too_small: int
    unknown: int
    unread_scores: int = Field(description="Scores of no known kind or off their scale.")
    moments: list[MomentFound]
