"""The moments of a map: ``moments`` of journeys told in touchpoints, with the goal of the map as the outcome."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from klantreis.analyses.moments import Moments, moments
from klantreis.analyses.moments_members import members
from klantreis.engine.columns import Attributes, Column
from klantreis.engine.journeys import Journeys
from klantreis.evidence.binding import Bound, bind
from klantreis.evidence.ends import goal_of, goal_slots
from klantreis.journey.document import Document

GOAL = "moments.goal"
"""The field that says where a journey passes the goal."""


def map_moments(
    document: Document,
    journeys: Journeys,
    attributes: Attributes | None = None,
    *,
    until: datetime | None = None,
    bound: Bound | None = None,
    **options: Any,
) -> Moments:
    """Which moments of a map matter (labels of ``journeys`` = activities); ``options`` are those of ``moments``.

    The outcome is the goal of the map; its answer names the phase. A moment carries the touchpoint's name and id; what
    is off the map has no id.
    """
    ready, flagged = _ready(document, journeys, attributes, bound)
    goal = goal_of(document)
    found = moments(
        ready,
        None,
        flagged=flagged,
        called=None if goal is None else goal.phase.name,
        until=until,
        **options,
    )
    names = {touchpoint.id: touchpoint.name for touchpoint in document.touchpoints()}
    on_map = tuple(
        replace(each, touchpoint=each.name, name=names[each.name]) if each.name in names else each
        for each in found.moments
    )
    return replace(found, moments=on_map)


def felt_by(
    document: Document, journeys: Journeys, name: str, experience: str, attributes: Attributes | None, **how: Any
) -> NDArray[np.int64]:
    """1 for journeys on one side of a moment at ``name``, a touchpoint's id or name or an activity; shape (J,).

    ``how`` as ``moments_members.members`` takes it. Raises ``NotFound`` (``activity.unknown``, ``moments.unknown``).
    """
    ready, flagged = _ready(document, journeys, attributes)
    ids = [touchpoint.id for touchpoint in document.touchpoints() if name in (touchpoint.id, touchpoint.name)]
    known = next((label for label in ids if label in ready.labels), name)
    return members(ready, None, known, experience, flagged=flagged, **how)


def _ready(
    document: Document, journeys: Journeys, attributes: Attributes | None, bound: Bound | None = None
) -> tuple[Journeys, str | None]:
    """The journeys told in touchpoints with what is read of them, and the field that says where they pass the goal."""
    told = bound or bind(document, journeys, attributes)
    flags = goal_slots(document, journeys, told, attributes)
    ready = told.journeys.reading({"score", "score_kind"}, attributes)
    if flags is None:
        return ready, None
    passed = Column((True,), np.where(flags, 0, -1))
    return replace(ready, columns={**ready.columns, GOAL: passed}), GOAL
