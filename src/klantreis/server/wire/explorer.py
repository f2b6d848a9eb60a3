"""Answers about causes, change and what if: the same keys as ``--json`` and ``to_dict()``."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from klantreis.server.wire.model import Interval, Wire
from klantreis.server.wire.questions import Answer


class Credit(Wire):
    """What one channel earned."""

    conversions: float
    value: float


class CreditLeftOut(Wire):
    """Channels that are not listed: those that earned least in every model."""

    channels: int
    models: dict[str, Credit] = Field(description="What they earned together.")


class Attribution(Answer):
    """Which channel earned it: credit per model and channel."""

    conversion: str
    by: str
    half_life_s: float
    within_s: float | None
    conversions: int
    value: float
    untouched: Credit = Field(description="Conversions with no touch before them.")
    touches: int
    unplaced: int = Field(description="Events without a channel, which are no touch.")
    unread: int = Field(description="Conversions without a readable value.")
    models: dict[Literal["first", "last", "linear", "time_decay", "position", "markov"], dict[str, Credit]]
    removal: dict[str, float] = Field(description="Share of the conversions lost without the channel.")
    left_out: CreditLeftOut


class Window(Wire):
    """One of the two windows."""

    n: int
    from_: datetime | None = Field(alias="from")
    to: datetime | None


class Reached(Wire):
    """Journeys of a window that reach a touchpoint."""

    journeys: int
    share: float


class Moved(Wire):
    """One touchpoint that more, or fewer, journeys reach than before."""

    name: str
    before: Reached
    after: Reached
    difference: float
    interval: Interval | None
    p: float
    q: float


class Distance(Wire):
    """How far apart the windows are, 0 … 1, and the p of a permutation test."""

    distance: float
    p: float
    q: float


class Unclear(Wire):
    """Activities of one window only that are too rare to tell from chance, and journeys that reach any of them."""

    new: int
    new_journeys: int
    vanished: int
    vanished_journeys: int


class ChangesLeftOut(Wire):
    """What changed and is not listed: the smallest differences of each kind."""

    moved: int
    new: int
    vanished: int


class Drift(Answer):
    """Whether behaviour changed."""

    before: Window
    after: Window
    distance: float
    p: float
    q: float
    transitions: Distance
    permutations: int
    empty: int
    tested: int
    moved: list[Moved]
    new: list[Moved]
    vanished: list[Moved]
    left_out: ChangesLeftOut
    unclear: Unclear


class Representative(Wire):
    """One typical journey."""

    path: list[str]
    count: int = Field(description="Journeys that are exactly it.")
    journeys: int = Field(description="Journeys it stands for.")
    share: float
    mean_distance: float


class Representatives(Answer):
    """Typical journeys, the one that stands for most first."""

    representatives: list[Representative]
    mean_distance: float | None
    distinct: int
    sampled: int | None
    empty: int


class Changed(Wire):
    """One change; to null is dropping out."""

    at: str
    to: str | None
    factor: float
    before: float
    after: float


class Calibrated(Wire):
    """Conversion of those who reach a touchpoint, in the chain and in the data."""

    name: str
    n: int
    predicted: float
    observed: float
    interval: Interval | None


class Calibration(Wire):
    """How right the chain is."""

    mean_error: float | None
    touchpoints: list[Calibrated]
    left_out: int = Field(description="Touchpoints that are not listed: those that fewest come to.")


class Simulation(Answer):
    """What if we mend it."""

    conversion: str
    order: int
    states: int
    conversions: int
    observed: float | None
    observed_interval: Interval | None
    predicted: float
    predicted_interval: Interval | None
    changed: float
    changed_interval: Interval | None
    difference: float
    interval: Interval | None
    extra: float
    changes: list[Changed]
    open: int
    empty: int
    calibration: Calibration


Band = tuple[float | None, float | None]
"""More than the first, up to and with the second."""


class Driver(Wire):
    """One group of journeys, and how often the outcome comes in it and outside it."""

    what: str
    value: str
    n: int
    risk_in: float
    risk_out: float
    difference: float
    interval: Interval | None
    lift: float | None
    p: float
    q: float
    band: Band | None = Field(description="Of a numeric field with many values: over the first, to the second.")


class Condition(Wire):
    """One condition of a leaf: in the group, or outside it."""

    what: str
    value: str
    holds: bool
    band: Band | None


class Leaf(Wire):
    """Journeys for which all rules hold."""

    rules: list[Condition]
    n: int
    with_outcome: int
    risk: float
    interval: Interval | None


class Tree(Wire):
    """Combinations of groups, chosen on one half of the customers and counted on the other."""

    drawn_on: int
    counted_on: int
    p: float
    q: float
    leaves: list[Leaf] = Field(description="The highest risk first.")


class GroupsLeftOut(Wire):
    """Groups that are not listed: those that differ least surely."""

    drivers: int
    sure: int = Field(description="Those of them with q of at most 0.05.")


class Explanation(Answer):
    """What goes together with an outcome."""

    unit: Literal["customer", "journey", "gap"]
    outcome: str
    after: str | None = Field(description="The landmark; null is the first event of a journey.")
    after_chosen: bool = Field(description="Whether the landmark was chosen by the question itself.")
    missing: bool
    within_s: float | None
    compared: int
    with_outcome: int
    risk: float | None
    not_reached: int
    open: int
    minimum: int
    tested: int
    too_small: int = Field(description="Groups that occur and are too small to compare.")
    drivers: list[Driver]
    left_out: GroupsLeftOut
    tree: Tree | None
