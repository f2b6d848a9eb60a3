"""Bound journeys walked through once: the counts that every number on a map comes from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from klantreis.engine.local import still
from klantreis.evidence.binding import Bound
from klantreis.journey.document import Document

Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Walked:
    """Counts over J journeys, P phases and the C codes of ``Bound`` (T of them touchpoints)."""

    phases: tuple[str, ...]
    """Phase ids in map order."""
    events: Ints
    """Events per code, shape (C,)."""
    reached: Ints
    """Journeys per code, shape (C,)."""
    repeated: Ints
    """Journeys with the code more than once, shape (C,)."""
    last: Ints
    """Code of the last event on the map per journey, 0 without any, shape (J,)."""
    first_slot: Ints
    """Slot of the first event in a phase, -1 without any, shape (J, P)."""
    last_slot: Ints
    """Slot of the last event in a phase, shape (J, P)."""
    wait_code: Ints
    """Per event that has an event on the map before it: its code, shape (W,)."""
    wait: Ints
    """And the microseconds between the two, shape (W,)."""
    after: Ints
    """Events off the map by activity and by the code passed last before, shape (C - T - 1, T + 1)."""
    within: Ints
    """Events off the map by activity and phase, shape (C - T - 1, P)."""

    @property
    def in_phase(self) -> Ints:
        """Journeys with an event in each phase, shape (P,)."""
        return (self.first_slot >= 0).sum(axis=0)


def walk(document: Document, bound: Bound) -> Walked:
    """Walks journeys through a map; one pass, linear in the events."""
    from klantreis.evidence.walk_kernel import count

    told = bound.journeys
    phases = tuple(phase.id for phase in document.phases())
    phase_of = np.full(len(told.labels), -1, np.int64)
    for code, touchpoint in enumerate(document.touchpoints(), start=1):
        phase_of[code] = phases.index(touchpoint.phase)
    counted = count(
        still(told.offsets),
        still(told.codes.astype(np.int32)),
        still(told.times),
        still(phase_of),
        len(bound.touchpoints),
        len(phases),
    )
    return Walked(phases, *counted)
