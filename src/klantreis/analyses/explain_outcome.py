"""What ``explain`` awaits: a yes or no per journey, and the moment up to which everything is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from klantreis.analyses.measures import Step, codes_of, name_of
from klantreis.engine.journeys import Journeys
from klantreis.engine.local import still
from klantreis.engine.source import Source

FOREVER = 1 << 62
GATE = 0.95
"""A gate is passed before the outcome by at least this share of the journeys that have it."""


class Marks(Protocol):
    """Events that are meant."""

    @property
    def fields(self) -> frozenset[str]:
        """The fields of events that this looks at."""
        ...

    def of(self, chunk: Journeys) -> NDArray[np.bool_]:
        """A yes or no per slot of a chunk; a sentinel is never meant."""
        ...


@dataclass(frozen=True, eq=False)
class ByCode:
    """Events of the codes whose flag is true; shape (labels,)."""

    flags: NDArray[np.bool_]

    @property
    def fields(self) -> frozenset[str]:
        """None."""
        return frozenset()

    def of(self, chunk: Journeys) -> NDArray[np.bool_]:
        """A yes or no per slot."""
        return still(self.flags[chunk.codes])


@dataclass(frozen=True)
class ByColumn:
    """Events that have any value in a column."""

    name: str

    @property
    def fields(self) -> frozenset[str]:
        """The column."""
        return frozenset({self.name})

    def of(self, chunk: Journeys) -> NDArray[np.bool_]:
        """A yes or no per slot."""
        return still((chunk.column(self.name).numbers >= 0) & (np.asarray(chunk.codes) != 0))


@dataclass(frozen=True, eq=False)
class ByScore:
    """Events with a score: of a kind, at some codes, and not above ``most``, where those are given."""

    kind: str | None
    at: NDArray[np.bool_] | None
    most: float | None = None

    @property
    def fields(self) -> frozenset[str]:
        """The score, and its kind where that is asked."""
        return frozenset({"score"} if self.kind is None else {"score", "score_kind"})

    def of(self, chunk: Journeys) -> NDArray[np.bool_]:
        """A yes or no per slot."""
        scores = chunk.column("score")
        read = np.array([_number(value) for value in scores.values] + [np.nan])
        meant = ~np.isnan(read) if self.most is None else read <= self.most
        found = meant[scores.numbers] & (np.asarray(chunk.codes) != 0)
        if self.kind is not None:
            kinds = chunk.column("score_kind")
            right = np.array([str(value).casefold() == self.kind.casefold() for value in kinds.values] + [False])
            found &= right[kinds.numbers]
        return still(found if self.at is None else found & self.at[chunk.codes])


@dataclass(frozen=True, eq=False)
class Outcome:
    """A yes or no per journey, told from the landmark on: the first event that ``opens`` marks (None: the first).

    ``after``: an event that ``comes`` marks follows it (within ``within`` microseconds, when that is given). ``at``:
    ``comes`` marks the landmark itself, of which only what stands before it is looked at. ``ends``: the journey has no
    event that ``comes`` marks, and the last of those that ``told`` marks is one that ``inside`` marks. ``missing``
    turns it round. A journey whose landmark comes later than ``closed`` (microseconds) is open.
    """

    name: str
    kind: str
    comes: Marks
    opens: Marks | None = None
    opened_by: str | None = None
    chosen: bool = False
    """Whether the landmark was chosen by ``gated`` and not asked for."""
    from_start: bool = False
    """Whether the landmark is the first event where nothing else is asked; else ``gated`` chooses one."""
    inside: Marks | None = None
    told: Marks | None = None
    within: int | None = None
    missing: bool = False
    closed: int = FOREVER

    @property
    def fields(self) -> frozenset[str]:
        """The fields of events that the marks look at."""
        marks = (self.comes, self.opens, self.inside, self.told)
        return frozenset().union(*(each.fields for each in marks if each is not None))


def by_codes(journeys: Source, codes: Sequence[int]) -> ByCode:
    """Marks every event of these codes."""
    flags = np.zeros(len(journeys.labels), np.bool_)
    flags[list(codes)] = True
    return ByCode(flags)


def by_step(journeys: Source, step: Step) -> ByCode:
    """Marks every event of a step. Raises ``NotFound`` (``activity.unknown``)."""
    return by_codes(journeys, codes_of(journeys, step))


def comes(journeys: Source, step: Step) -> Outcome:
    """The outcome that an event of ``step`` follows."""
    return Outcome(name_of(step), "after", by_step(journeys, step))


def low_score(journeys: Source, most: float, *, kind: str | None = None, at: Step | None = None) -> Outcome:
    """The outcome that the first score of a journey is at most ``most``; journeys that give none are left out.

    ``kind`` (``nps``, ``csat``, ``ces``) and ``at`` narrow which scores count. Raises ``NotFound``.
    """
    place = None if at is None else by_step(journeys, at).flags
    name = f"{kind or 'score'} <= {most:g}" + ("" if at is None else f" at {name_of(at)}")
    return Outcome(name, "at", ByScore(kind, place, most), ByScore(kind, place), "the first score")


def _number(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        return np.nan


def gated(journeys: Source, outcome: Outcome) -> Outcome:
    """The outcome with a landmark chosen for it: the activity nearest before it that nearly all pass on their way.

    Of the activities that at least ``GATE`` of the journeys with the outcome pass before it, the one that fewest
    journeys reach; the first event of a journey when there is none. Chosen by who passes where, not by any group.
    """
    before, reached, cases = journeys.run(
        lambda chunk: _gates(chunk, outcome.comes),
        lambda parts: [np.sum(each, axis=0) for each in zip(*parts, strict=True)],
    )
    may = np.flatnonzero((before >= GATE * cases[0]) & (before > 0))
    if not len(may):
        return outcome
    gate = min(may.tolist(), key=lambda code: (reached[code], -before[code], str(journeys.labels[code])))
    return replace(outcome, opens=by_codes(journeys, [gate]), opened_by=str(journeys.labels[gate]), chosen=True)


def _gates(chunk: Journeys, marks: Marks) -> list[NDArray[np.int64]]:
    from klantreis.engine import kernels_explain as kernels

    width = len(chunk.labels)
    before, reached, cases = np.zeros(width, np.int64), np.zeros(width, np.int64), np.zeros(1, np.int64)
    seen = np.full(width, -1, np.int64)
    kernels.gates(still(chunk.offsets), still(chunk.codes), marks.of(chunk), before, reached, cases, seen)
    return [before, reached, cases]
