"""The pains of a drafted map: those that ``pains`` finds, each with its evidence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from klantreis.analyses.measures import wilson
from klantreis.engine.columns import Attributes
from klantreis.evidence.draft.records import Evidence, Period
from klantreis.evidence.pains import Pain, Pains
from klantreis.journey.bounds import NAME
from klantreis.journey.document import Document
from klantreis.journey.ids import Ids
from klantreis.journey.kinds import parse
from klantreis.journey.record import Record

MOST = 12
"""A drafted map begins with at most this many pains, those with most at stake; ``pains`` tells all."""
MAY_BE_WELL = {"long_wait", "channel_switch"}
"""Often waiting or asking is no pain when those who do come to the goal just as well."""

NAMES: dict[str, dict[str, str]] = {
    "nl": {
        "drop_off": "Afhaken bij {place}",
        "long_wait": "Lang wachten op {place}",
        "repeat": "Terug moeten naar {place}",
        "back": "Een fase terug na {place}",
        "channel_switch": "Hulp nodig na {place}",
        "repeated_contact": "Opnieuw contact na {place}",
        "low_score": "Lage score bij {place}",
        "rage_click": "Woedend klikken bij {place}",
        "dead_click": "Klikken zonder gevolg bij {place}",
    },
    "en": {
        "drop_off": "Dropping out at {place}",
        "long_wait": "Long wait for {place}",
        "repeat": "Having to come back to {place}",
        "back": "Back a phase after {place}",
        "channel_switch": "Help needed after {place}",
        "repeated_contact": "Contact again after {place}",
        "low_score": "Low score at {place}",
        "rage_click": "Rage clicks at {place}",
        "dead_click": "Dead clicks at {place}",
    },
}
SAID = {
    "nl": (
        "{journeys} van de {of} klantreizen.",
        "{here} van de keren, elders {rest}.",
        "{with_} komt tot het doel, zonder dit {without}.",
    ),
    "en": (
        "{journeys} of {of} journeys.",
        "{here} of the times, elsewhere {rest}.",
        "{with_} come to the goal, without it {without}.",
    ),
}


def drawn(document: Document, found: Pains, period: Period, language: str, seed: int | str) -> Document:
    """The document with a pain point, and its evidence, for the pains found at its touchpoints."""
    ids = Ids(f"{seed} pains")
    evidence = Evidence(ids, period)
    added: list[Record] = []
    for pain in [pain for pain in found.pains if pain.touchpoint is not None and not _may_be_well(pain)][:MOST]:
        place = NAMES[language][pain.kind].format(place=pain.name)
        record = parse(
            {
                "id": ids.new("pain_point"),
                "kind": "pain_point",
                "name": place if len(place) <= NAME else place[: NAME - 1] + "…",
                "touchpoints": [pain.touchpoint],
                "description": _described(pain, language),
            }
        )
        added += [record, evidence.of(record.id, pain.of, pain.share, wilson(pain.journeys, pain.of))]
    return Document.of([*document.records.values(), *added]) if added else document


def once(attributes: Attributes | None) -> Attributes | None:
    """The same fields, each read once however often it is asked for."""
    if attributes is None:
        return None
    known: dict[str, Any] = {}
    asked: set[str] = set()

    def give(names: set[str]) -> Mapping[str, Any]:
        new = names - asked
        if new:
            known.update(attributes(new))
            asked.update(new)
        return {name: known[name] for name in names if name in known}

    return give


def _may_be_well(pain: Pain) -> bool:
    return pain.kind in MAY_BE_WELL and pain.conversion is not None and "conversion" not in pain.because


def _described(pain: Pain, language: str) -> str:
    """The numbers it was found by, in the language of the map."""
    journeys, rate, ending = SAID[language]
    told = [journeys.format(journeys=_count(pain.journeys, language), of=_count(pain.of, language))]
    if "rate" in pain.because and pain.rate is not None:
        told.append(rate.format(here=_percent(pain.rate.share, language), rest=_percent(pain.rate.rest, language)))
    if "conversion" in pain.because and pain.conversion is not None:
        with_, without = pain.conversion.with_.share or 0.0, pain.conversion.without.share or 0.0
        told.append(ending.format(with_=_percent(with_, language), without=_percent(without, language)))
    return " ".join(told)


def _count(value: int, language: str) -> str:
    return f"{value:,}".replace(",", "." if language == "nl" else ",")


def _percent(share: float, language: str) -> str:
    text = f"{100 * share:.0f}" if share >= 0.1 else f"{100 * share:.1f}"
    return f"{text.replace('.', ',')} %" if language == "nl" else f"{text}%"
