"""Questions about a map: the one place where a stored map meets the journeys of its workspace."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, cast

import msgspec

from klantreis.errors import NotFound

if TYPE_CHECKING:
    from klantreis.analyses.result import Result
    from klantreis.engine.columns import Attributes
    from klantreis.engine.journeys import Journeys
    from klantreis.evidence.binding import Bound
    from klantreis.journey.binding import Binding
    from klantreis.journey.document import Document

    MapQuestion = Callable[..., Result]
    """Of a document, journeys, attributes and the end of all data; and what else was asked, by name."""


@dataclass(frozen=True)
class Measured:
    """What a gallery shows of a map's measures."""

    grade_shares: dict[str, float]
    at: datetime

    @classmethod
    def read(cls, body: bytes, made: datetime) -> Measured:
        """From a kept answer to ``measures``; reads no more of it than is needed."""
        return cls(msgspec.json.decode(body, type=_Grades).grade_shares, made)


class _Grades(msgspec.Struct):
    grade_shares: dict[str, float]


def count_rule(rule: dict[str, Any], journeys: Journeys, attributes: Attributes) -> dict[str, Any]:
    """How many events and journeys a rule matches, and the activities most of those events have.

    Raises UserError when the rule is not one.
    """
    import numpy as np

    from klantreis.evidence.binding import events_where
    from klantreis.journey.kinds import parse

    # A rule is checked as the binding it may become.
    binding = parse({"id": f"binding_{0:010}", "kind": "binding", "touchpoint": f"touchpoint_{0:010}", "rule": rule})
    flags = events_where(cast("Binding", binding).rule, journeys, attributes)
    before = np.concatenate(([0], np.cumsum(flags)))
    hit = before[journeys.offsets[1:]] > before[journeys.offsets[:-1]]
    counts = np.bincount(np.asarray(journeys.codes)[flags], minlength=len(journeys.labels))
    top = [int(code) for code in np.argsort(-counts, kind="stable")[:10] if counts[code]]
    return {
        "events": int(flags.sum()),
        "journeys": int(hit.sum()),
        "share": float(hit.mean()) if journeys.n else None,
        "activities": [{"activity": journeys.labels[code], "events": int(counts[code])} for code in top],
    }


def bound(document: Document, journeys: Journeys, attributes: Attributes) -> Bound:
    """The journeys told in the touchpoints of a map, by their ids."""
    from klantreis.evidence.binding import bind

    return bind(document, journeys, attributes)


def in_touchpoints(document: Document, journeys: Journeys, attributes: Attributes) -> Journeys:
    """The journeys told in the names of a map's touchpoints; what is off the map keeps its activity."""
    from klantreis.evidence.binding import bind

    bound = bind(document, journeys, attributes)
    names = {touchpoint.id: touchpoint.name for touchpoint in document.touchpoints()}
    labels = tuple(None if label is None else names.get(label, label) for label in bound.journeys.labels)
    return replace(bound.journeys, labels=labels)


def data_end(everything: Journeys) -> datetime | None:
    """The last event of all the data: whoever was seen shortly before it may still come back."""
    from klantreis.analyses.result import moment

    span = everything.span()
    return None if span is None else moment(span[1])


def map_question(name: str) -> MapQuestion:
    """The function that answers a question about a map; raises NotFound."""
    found = MAP_QUESTIONS.get(name)
    if found is None:
        raise NotFound(
            "question.unknown",
            f"There is no question {name[:40]!r} about a map.",
            mend=f"Choose one of: {', '.join(MAP_QUESTIONS)}.",
            params={"question": name[:40], "known": list(MAP_QUESTIONS)},
        )
    return found


def _measures(document: Document, journeys: Journeys, attributes: Attributes, until: datetime | None) -> Result:
    from klantreis.evidence.measure import measure

    return measure(document, journeys, attributes, until=until)


def _validate(document: Document, journeys: Journeys, attributes: Attributes, until: datetime | None) -> Result:
    from klantreis.evidence.validate import validate

    return validate(document, journeys, attributes, until=until)


def _fitness(
    document: Document, journeys: Journeys, attributes: Attributes, until: datetime | None, *, by: str = "count"
) -> Result:
    from klantreis.evidence.binding import bind
    from klantreis.evidence.planned import map_fitness

    found = map_fitness(document, bind(document, journeys, attributes))
    return found.by_skipped() if by == "skipped" else found


def _transitions(
    document: Document,
    journeys: Journeys,
    attributes: Attributes,
    until: datetime | None,
    *,
    limit: int | None = None,
) -> Result:
    from klantreis.analyses.transitions import transitions
    from klantreis.evidence.binding import bind

    return transitions(bind(document, journeys, attributes).journeys, limit=limit)


def _pains(
    document: Document,
    journeys: Journeys,
    attributes: Attributes,
    until: datetime | None,
    *,
    every: bool = False,
    horizon: str | None = None,
    minimum: int = 30,
) -> Result:
    from klantreis.evidence.pains import pains

    return pains(document, journeys, attributes, until=until, every=every, horizon=horizon, minimum=minimum)


def _moments(
    document: Document,
    journeys: Journeys,
    attributes: Attributes,
    until: datetime | None,
    *,
    final: str | None = None,
    horizon: str | None = None,
    minimum: int = 30,
) -> Result:
    from klantreis.evidence.moments import map_moments

    return map_moments(document, journeys, attributes, until=until, final=final, horizon=horizon, minimum=minimum)


def _personas(
    document: Document,
    journeys: Journeys,
    attributes: Attributes,
    until: datetime | None,
    *,
    narrowed: Callable[[str], Journeys],
    attributes_of: Callable[[Journeys], Attributes],
) -> Result:
    from klantreis.evidence.personas import personas

    return personas(document, journeys, narrowed, attributes_of, until=until)


def _series(
    document: Document,
    journeys: Journeys,
    attributes: Attributes,
    until: datetime | None,
    *,
    timezone: str,
    by: Literal["day", "week", "month"] = "month",
) -> Result:
    from klantreis.evidence.series import series

    return series(document, journeys, attributes, by=by, timezone=timezone, until=until)


MAP_QUESTIONS: dict[str, MapQuestion] = {
    "measures": _measures,
    "validate": _validate,
    "fitness": _fitness,
    "transitions": _transitions,
    "pains": _pains,
    "moments": _moments,
    "personas": _personas,
    "series": _series,
}
"""Questions about a map, by name."""

MAP_NEEDS: dict[str, tuple[str, ...]] = {"personas": ("narrowed", "attributes_of"), "series": ("timezone",)}
"""What a question about a map is told besides: journeys narrowed by a rule, fields of those, the time zone."""
