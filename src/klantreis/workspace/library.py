"""Questions about a map as the library asks them: of a map of a workspace, or of a bare document with journeys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from klantreis.errors import UserError
from klantreis.workspace.maps import OpenMap

if TYPE_CHECKING:
    from klantreis.analyses.fitness import FitnessResult, Plan
    from klantreis.analyses.measures import Step
    from klantreis.analyses.moments import Moments
    from klantreis.engine.columns import Attributes
    from klantreis.engine.journeys import Journeys
    from klantreis.engine.source import Source
    from klantreis.evidence.draft import Draft
    from klantreis.evidence.measure import Measures
    from klantreis.evidence.pains import Pains
    from klantreis.evidence.validate import Validation
    from klantreis.journey.document import Document


def validate(
    map: OpenMap | Document,
    journeys: Source | None = None,
    attributes: Attributes | None = None,
    **options: Any,
) -> Validation:
    """Whether a map shows the journey customers really make.

    ``map`` is a map of a workspace, held against the journeys of that workspace unless others are given, or a bare
    document, which needs ``journeys``. ``options`` are those of ``evidence.validate``. Shares are 0…1, times seconds.
    """
    from klantreis.evidence.validate import validate as answer

    return answer(*_against(map, journeys, attributes), **options)


def measure(
    map: OpenMap | Document,
    journeys: Source | None = None,
    attributes: Attributes | None = None,
    **options: Any,
) -> Measures:
    """What the data say about every touchpoint and phase of a map; arguments as for ``validate``."""
    from klantreis.evidence.measure import measure as answer

    return answer(*_against(map, journeys, attributes), **options)


def fitness(
    planned: OpenMap | Document | Source,
    actual: Source | Plan | None = None,
    attributes: Attributes | None = None,
) -> FitnessResult:
    """How far real is from planned: exact alignment of every journey.

    ``fitness(ws.maps["Rondreis VS"])`` and ``fitness(document, journeys)`` take the plan from a map;
    ``fitness(journeys, plan)`` takes journeys whose codes the plan names itself.
    """
    from klantreis.analyses.fitness import Plan
    from klantreis.analyses.fitness import fitness as answer
    from klantreis.engine.source import Source
    from klantreis.evidence.binding import bind
    from klantreis.evidence.planned import map_fitness

    if isinstance(planned, Source):
        if not isinstance(actual, Plan):
            raise UserError("fitness.no_plan", "Journeys alone say nothing of a plan.", mend="Give a map, or a plan.")
        return answer(planned, actual)
    if isinstance(actual, Plan):
        raise UserError("fitness.two_plans", "A map and a plan were given.", mend="Give a map with journeys.")
    document, journeys, given = _against(planned, actual, attributes)
    return map_fitness(document, bind(document, journeys, given))


def pains(
    map: OpenMap | Document,
    journeys: Source | None = None,
    attributes: Attributes | None = None,
    **options: Any,
) -> Pains:
    """Where it hurts on a map, what is most at stake first; arguments as for ``validate``.

    ``options`` are those of ``evidence.pains``: ``every`` lists what was tested and not found too, ``horizon`` is how
    long journeys are followed, ``minimum`` the journeys a group needs. Shares are 0…1, money is that of the events.
    """
    from klantreis.evidence.pains import pains as answer

    return answer(*_against(map, journeys, attributes), **options)


def moments(
    map: OpenMap | Document | Source,
    journeys: Source | Step | None = None,
    attributes: Attributes | None = None,
    **options: Any,
) -> Moments:
    """Which moments matter: how journeys end after a good and after a bad experience at each touchpoint.

    ``moments(ws.maps["Rondreis VS"])`` and ``moments(document, journeys)`` take the goal of the map as the outcome;
    ``moments(journeys, "order")`` takes an activity. ``options`` are those of ``analyses.moments``.
    """
    from klantreis.analyses.moments import moments as answer
    from klantreis.engine.source import Source
    from klantreis.evidence.moments import map_moments

    if isinstance(map, Source):
        if isinstance(journeys, Source):
            raise UserError("moments.no_outcome", "Journeys were given twice.", mend="Give journeys and an activity.")
        return answer(map, journeys, attributes=attributes, **options)
    if journeys is None or isinstance(journeys, Source):
        return map_moments(*_against(map, journeys, attributes), **options)
    raise UserError("moments.two_outcomes", "A map has its own goal.", mend="Give a map, with journeys or alone.")


def draft(journeys: Source, attributes: Attributes | None = None, **options: Any) -> Draft:
    """A map drafted from journeys alone; ``options`` are those of ``evidence.draft`` (template, language, name …).

    ``ws.maps.draft()`` does the same for the journeys of a workspace, and keeps the map. Journeys on a cluster are
    brought here first (``journeys.local()``), with the fields they were read with.
    """
    from klantreis.evidence.draft import draft as answer

    told, given = _here(journeys, attributes)
    return answer(told, attributes=given, **options)


def _against(
    given: OpenMap | Document, journeys: Source | None, attributes: Attributes | None
) -> tuple[Document, Journeys, Attributes | None]:
    if isinstance(given, OpenMap):
        if journeys is None:
            told = given.workspace.journeys()
            return given.document, told, attributes or given.workspace.attributes(told)
        told, carried = _here(journeys, attributes)
        own = told is journeys and not told.columns
        return given.document, told, attributes or (given.workspace.attributes(told) if own else carried)
    if journeys is None:
        raise UserError(
            "validate.no_journeys",
            "A document alone knows no journeys.",
            mend="Give journeys too, or a map of a workspace: ws.maps[…].",
        )
    return (given, *_here(journeys, attributes))


def _here(journeys: Source, attributes: Attributes | None) -> tuple[Journeys, Attributes | None]:
    """The journeys in this process; where nobody gives fields of their events, those that they carry."""
    from klantreis.engine.columns import carried

    told = journeys.local()
    return told, attributes or (carried(told.columns) if told.columns else None)
