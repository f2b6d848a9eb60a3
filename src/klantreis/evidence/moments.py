"""The moments of a map: ``moments`` of journeys told in touchpoints, with the goal of the map as the outcome."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import numpy as np

from klantreis.analyses.moments import Moments, moments
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
    told = bound or bind(document, journeys, attributes)
    flags, goal = goal_slots(document, journeys, told, attributes), goal_of(document)
    ready = told.journeys.reading({"score", "score_kind"}, attributes)
    if flags is not None:
        passed = Column((True,), np.where(flags, 0, -1))
        ready = replace(ready, columns={**ready.columns, GOAL: passed})
    found = moments(
        ready,
        None,
        flagged=None if flags is None else GOAL,
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
