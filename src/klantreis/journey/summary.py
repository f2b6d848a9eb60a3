"""What a gallery shows of a map without opening it."""

from __future__ import annotations

from typing import Any

from klantreis.journey.document import Document


def summary(document: Document) -> dict[str, Any]:
    """Name, state, language and template; counts; and a thumbnail.

    The thumbnail has the phases with their number of touchpoints and tint, and the assumed emotion
    (-2 … 2, null where nobody gave one) per touchpoint in map order.
    """
    about = document.map
    touchpoints = document.touchpoints()
    return {
        "name": about.name,
        "state": about.state,
        "language": about.language,
        "template": about.template,
        "phases": len(document.phases()),
        "touchpoints": len(touchpoints),
        "records": len(document.records),
        "thumbnail": {
            "phases": [
                {"name": phase.name, "touchpoints": len(document.touchpoints(phase.id)), "tint": phase.tint}
                for phase in document.phases()
            ],
            "emotion": [_emotion(document, touchpoint.id) for touchpoint in touchpoints],
        },
    }


def _emotion(document: Document, touchpoint: str) -> float | None:
    """The emotion of every customer, else the mean over personas."""
    found = document.emotions_of(touchpoint)
    if not found:
        return None
    if found[0].persona is None:
        return float(found[0].value)
    return sum(emotion.value for emotion in found) / len(found)
