"""``personas``: what the data say about each persona of a map whose segment names its customers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, ClassVar

from klantreis.analyses.result import Result, Scope, keys_of
from klantreis.engine.columns import Attributes
from klantreis.engine.distinct import different
from klantreis.engine.journeys import Journeys
from klantreis.errors import UserError
from klantreis.evidence.measure import Part, TouchpointMeasure, listed, measure
from klantreis.journey.document import Document
from klantreis.journey.persona import Persona


@dataclass(frozen=True)
class Followed:
    """One persona in the data. ``problem`` says why its segment cannot be used; then nothing is counted.

    ``customers`` is the part of all customers asked about who have a journey in the segment; ``converted`` the part of
    the persona's journeys that pass the map's goal.
    """

    segment: str
    customers: Part
    journeys: int
    converted: Part
    touchpoints: dict[str, TouchpointMeasure]
    problem: UserError | None = None

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values; of each touchpoint what is counted, without the grade, which is the map's."""
        touchpoints = {key: listed(asdict(value)) for key, value in self.touchpoints.items()}
        for told in touchpoints.values():
            del told["grade"]
        return {
            "segment": self.segment,
            "customers": listed(asdict(self.customers)),
            "journeys": self.journeys,
            "converted": listed(asdict(self.converted)),
            "touchpoints": touchpoints,
            "problem": None if self.problem is None else self.problem.to_dict(),
        }


@dataclass(frozen=True)
class Personas(Result):
    """Every persona with a segment, by id. Customers may be in several, or in none."""

    question: ClassVar[str] = "personas"
    columns: ClassVar[tuple[str, ...]] = ("persona", "touchpoint", *keys_of(TouchpointMeasure, without=("grade",)))
    customers: int
    personas: dict[str, Followed]

    def body(self) -> dict[str, Any]:
        """``customers`` and ``personas``."""
        return {"customers": self.customers, "personas": {key: each.to_dict() for key, each in self.personas.items()}}

    def rows(self) -> Sequence[dict[str, Any]]:
        """One row per persona and touchpoint."""
        return [
            {"persona": key, "touchpoint": touchpoint, **told}
            for key, each in self.personas.items()
            for touchpoint, told in each.to_dict()["touchpoints"].items()
        ]


def personas(
    document: Document,
    journeys: Journeys,
    narrowed: Callable[[str], Journeys],
    attributes_of: Callable[[Journeys], Attributes] | None = None,
    *,
    until: datetime | None = None,
) -> Personas:
    """Measures a map once per persona that has a segment, on the journeys of its customers.

    ``narrowed`` gives those of ``journeys`` that a where text selects, ``attributes_of`` their values per slot.
    """
    total = counted(journeys)
    found: dict[str, Followed] = {}
    for persona in document.every(Persona):
        if not (persona.segment or "").strip():
            continue
        segment = str(persona.segment)
        try:
            theirs = narrowed(segment)
        except UserError as problem:
            if problem.status == 409:
                raise
            found[persona.id] = Followed(segment, Part.make(0, total), 0, Part.make(0, 0), {}, problem)
            continue
        told = measure(document, theirs, None if attributes_of is None else attributes_of(theirs), until=until)
        found[persona.id] = Followed(
            segment=segment,
            customers=Part.make(counted(theirs), total),
            journeys=theirs.n,
            converted=Part.make(told.converted, theirs.n),
            touchpoints=told.touchpoints,
        )
    return Personas(scope=Scope.of(journeys), customers=total, personas=found)


def picked(journeys: Journeys, theirs: Journeys) -> dict[str, Any]:
    """The part of the customers and of the journeys that ``theirs`` is, as plain JSON values."""
    customers, times = Part.make(counted(theirs), counted(journeys)), Part.make(theirs.n, journeys.n)
    return {"customers": listed(asdict(customers)), "journeys": listed(asdict(times))}


def counted(journeys: Journeys) -> int:
    """How many different customers these journeys are of."""
    return different(journeys.customers)
