"""Outcomes that only a map can tell, for ``explain``: converted, dropped, gone back, left out, out of order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np

from klantreis.analyses.explain_outcome import FOREVER, ByColumn, Outcome, by_codes
from klantreis.engine.columns import Attributes, Column
from klantreis.engine.journeys import MICROSECONDS, Journeys
from klantreis.errors import NotFound, UserError
from klantreis.evidence.binding import Bound, bind
from klantreis.evidence.ends import DAY, goal_slots, usual_pause_days
from klantreis.journey.document import Document

CONVERTED = "outcome:converted"
"""The column that marks the events of the conversion."""


@dataclass(frozen=True, eq=False)
class OnMap:
    """Journeys told in the touchpoints of a map, and the outcomes that can be asked of them."""

    document: Document
    journeys: Journeys
    """Labels are names of touchpoints and of activities off the map; with the column of the conversion, if any."""
    bound: Bound
    closed: int
    """Journeys that are last seen later than this (microseconds) are open."""

    def converted(self) -> Outcome:
        """The journey passes the conversion point of the map, told from its first event."""
        self._goal()
        return Outcome("converted", "after", ByColumn(CONVERTED), closed=self.closed, from_start=True)

    def dropped(self, phase: str | None = None) -> Outcome:
        """The journey ends without conversion and is not open; in a phase (by name or id), told from entering it.

        In a phase: its last event on the map is of that phase.
        """
        self._goal()
        told = by_codes(self.journeys, range(1, len(self.bound.touchpoints) + 1))
        if phase is None:
            everything = by_codes(self.journeys, range(1, len(self.journeys.labels)))
            return Outcome(
                "dropped", "ends", ByColumn(CONVERTED), inside=everything, told=everything, closed=self.closed
            )
        at = self._phase(phase)
        inside = by_codes(self.journeys, self._codes({at}))
        name = self._names()[at]
        return Outcome(
            f"dropped in {name}",
            "ends",
            ByColumn(CONVERTED),
            opens=inside,
            opened_by=name,
            inside=inside,
            told=told,
            closed=self.closed,
        )

    def went_back(self, phase: str) -> Outcome:
        """After its first event of a phase (by name or id) the journey has one of an earlier phase."""
        at = self._phase(phase)
        earlier = by_codes(self.journeys, self._codes(set(range(at))))
        name = self._names()[at]
        inside = by_codes(self.journeys, self._codes({at}))
        return Outcome(f"went back from {name}", "after", earlier, opens=inside, opened_by=name)

    def left_out(self, touchpoint: str) -> Outcome:
        """A touchpoint (by name or id) does not come, told from the touchpoint nearest before it."""
        code = self._touchpoint(touchpoint)
        name = str(self.journeys.labels[code])
        return Outcome(f"left out {name}", "after", by_codes(self.journeys, [code]), missing=True, closed=self.closed)

    def out_of_order(self, touchpoint: str) -> Outcome:
        """A touchpoint (by name or id) comes when the journey was in a later phase already, told from entering one."""
        code = self._touchpoint(touchpoint)
        touchpoint_phase = self.document.touchpoints()[code - 1].phase
        phases = [phase.id for phase in self.document.phases()]
        later = self._codes(set(range(phases.index(touchpoint_phase) + 1, len(phases))))
        name = str(self.journeys.labels[code])
        outcome = by_codes(self.journeys, [code])
        return Outcome(
            f"out of order {name}", "after", outcome, opens=by_codes(self.journeys, later), opened_by="a later phase"
        )

    def inside(self, phase: str) -> tuple[str, list[int]]:
        """A phase (by name or id): what it is called, and the codes of its touchpoints. Raises ``NotFound``."""
        at = self._phase(phase)
        return self._names()[at], self._codes({at})

    def _goal(self) -> None:
        if CONVERTED not in self.journeys.columns:
            raise UserError(
                "explain.no_goal",
                "This map has no phases, so nobody can convert or drop out on it.",
                where=self.document.map.name,
                mend="Draw phases, and give one a conversion point.",
            )

    def _names(self) -> list[str]:
        return [phase.name for phase in self.document.phases()]

    def _phase(self, asked: str) -> int:
        phases = list(self.document.phases())
        for at, phase in enumerate(phases):
            if asked == phase.id or asked.casefold() == phase.name.casefold():
                return at
        raise NotFound(
            "explain.no_phase",
            f"The map has no phase {asked!r}.",
            where=asked,
            mend=f"Its phases are {', '.join(phase.name for phase in phases)}.",
            params={"phase": asked},
        )

    def _codes(self, phases: set[int]) -> list[int]:
        """The codes of the touchpoints in these phases."""
        ids = [phase.id for phase in self.document.phases()]
        return [code for code, t in enumerate(self.document.touchpoints(), start=1) if ids.index(t.phase) in phases]

    def _touchpoint(self, asked: str) -> int:
        for code, t in enumerate(self.document.touchpoints(), start=1):
            if asked == t.id or asked.casefold() == t.name.casefold():
                return code
        raise NotFound(
            "explain.no_touchpoint",
            f"The map has no touchpoint {asked!r}.",
            where=asked,
            mend="Give the name or id of one of its touchpoints.",
            params={"touchpoint": asked},
        )


def on_map(
    document: Document, journeys: Journeys, attributes: Attributes | None = None, *, until: datetime | None = None
) -> OnMap:
    """Journeys (labels = activities) told on a map. ``until``: the end of the data (default: the last event)."""
    bound = bind(document, journeys, attributes)
    flags = goal_slots(document, journeys, bound, attributes)
    columns = {} if flags is None else {CONVERTED: Column(("yes",), np.where(flags, 0, -1))}
    names = {t.id: t.name for t in document.touchpoints()}
    labels = tuple(None if label is None else names.get(label, label) for label in bound.journeys.labels)
    days, span = document.map.allowed_days or usual_pause_days(journeys), journeys.span()
    end = int(until.timestamp() * MICROSECONDS) if until is not None else (span[1] if span else 0)
    told = replace(bound.journeys, labels=labels, columns={**bound.journeys.columns, **columns})
    return OnMap(document, told, bound, FOREVER if days is None else end - days * DAY - 1)
