"""What a gallery, a portfolio and the library show of a map without opening it."""

from __future__ import annotations

from typing import Any

from klantreis.journey.comment import Comment
from klantreis.journey.document import Document
from klantreis.journey.evidence import Evidence
from klantreis.journey.pain_point import PainPoint
from klantreis.journey.persona import Persona
from klantreis.journey.suggestion import Suggestion
from klantreis.journey.system import System
from klantreis.journey.team import Team

FORM = 4
"""The form of a summary; one that was kept in an older form is made anew when it is read."""


def summary(document: Document) -> dict[str, Any]:
    """What it is about, whose it is, what it links to, counts, a thumbnail, and names.

    Of the description the first 500 characters. The thumbnail has the phases with their number of touchpoints and
    tint, and the assumed emotion (-2 … 2, null where nobody gave one) per touchpoint in map order. ``names`` has per
    kind the records that other maps may have too: id, name, and where they stand.
    """
    about = document.map
    touchpoints = document.touchpoints()
    phases = {each.id: each.name for each in document.phases()}
    at = {each.id: each.name for each in touchpoints}
    comments = [each for each in document.every(Comment) if each.reply_to is None and not each.resolved]
    return {
        "form": FORM,
        "name": about.name,
        "description": about.description[:500],
        "state": about.state,
        "language": about.language,
        "template": about.template,
        "owner": about.owner,
        "life_cycle": about.life_cycle,
        "future_of": about.future_of,
        "review_days": about.review_days,
        "reviewed_at": about.reviewed_at,
        "evidence_at": max((each.at for each in document.every(Evidence)), default=None),
        "comments_open": len(comments),
        "suggestions_open": sum(each.status == "open" for each in document.every(Suggestion)),
        "sub_maps": [
            {"touchpoint": each.id, "name": each.name, "map": each.sub_map} for each in touchpoints if each.sub_map
        ],
        "phases": len(document.phases()),
        "touchpoints": len(touchpoints),
        "pain_points": sum(1 for _ in document.every(PainPoint)),
        "records": len(document.records),
        "thumbnail": {
            "phases": [
                {"name": phase.name, "touchpoints": len(document.touchpoints(phase.id)), "tint": phase.tint}
                for phase in document.phases()
            ],
            "emotion": [_emotion(document, touchpoint.id) for touchpoint in touchpoints],
        },
        "names": {
            "touchpoint": [
                {"id": each.id, "name": each.name, "channel": each.channel, "place": phases[each.phase]}
                for each in touchpoints
            ],
            "persona": [{"id": each.id, "name": each.name} for each in document.every(Persona)],
            "team": [_behind(each, at) for each in document.every(Team)],
            "system": [_behind(each, at) for each in document.every(System)],
            "channel": [
                {"id": each.id, "name": name, "place": each.name}
                for each in document.every(Persona)
                for name in each.channels
            ],
        },
    }


def _behind(each: Team | System, at: dict[str, str]) -> dict[str, Any]:
    """A team or system with the first touchpoint it stands behind, and the names of some."""
    place = ", ".join(at[one] for one in each.touchpoints[:3])
    return {"id": each.id, "name": each.name, "touchpoint": next(iter(each.touchpoints), None), "place": place}


def _emotion(document: Document, touchpoint: str) -> float | None:
    """The emotion of every customer, else the mean over personas."""
    found = document.emotions_of(touchpoint)
    if not found:
        return None
    if found[0].persona is None:
        return float(found[0].value)
    return sum(emotion.value for emotion in found) / len(found)
