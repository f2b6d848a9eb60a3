"""Outcomes as people type them: an activity, ``nps <= 6``, ``asked -> answered longer than 1d``, ``dropped in Use``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from klantreis.errors import UserError

if TYPE_CHECKING:
    from klantreis.analyses.explain_outcome import Outcome
    from klantreis.analyses.measures import Step
    from klantreis.engine.journeys import Journeys
    from klantreis.evidence.outcomes import OnMap

SCORE = re.compile(
    r"(?P<kind>nps|csat|ces|score)\s*<=\s*(?P<most>\d+(?:[.,]\d+)?)(?:\s+at\s+(?P<at>.+))?", re.IGNORECASE
)
LONGER = re.compile(r"(?P<a>.+?)(?<!\s)\s*->\s*(?P<b>.+?)(?<!\s)\s+longer\s+than\s+(?P<time>.+)", re.IGNORECASE)
"""Spaces are taken from where they begin: tried from each of them, a text of spaces took a second to refuse."""
OF_A_MAP = re.compile(
    r"(?P<what>converted|dropped in|dropped|went back from|left out|out of order)(?:\s+(?P<name>.+))?", re.IGNORECASE
)


@dataclass(frozen=True)
class Wanted:
    """What was typed, as ``explain`` takes it: the outcome, and what else it says."""

    outcome: Step | Outcome
    said: dict[str, Any]


def outcome_of(text: str, journeys: Journeys, drawn: OnMap | None = None) -> Wanted:
    """The outcome that a text means; the name of an activity wins over every other reading.

    Raises ``UserError`` (``explain.needs_map``), ``NotFound`` (``activity.unknown`` and those of ``OnMap``).
    """
    from klantreis.analyses.explain_outcome import low_score
    from klantreis.workspace.answers import either

    words = text.strip()
    if words in journeys.labels:
        return Wanted(words, {})
    if found := SCORE.fullmatch(words):
        kind, at = found["kind"].casefold(), found["at"]
        most = float(found["most"].replace(",", "."))
        place = None if at is None else either(journeys, at)
        return Wanted(low_score(journeys, most, kind=None if kind == "score" else kind, at=place), {})
    if found := LONGER.fullmatch(words):
        said = {"after": either(journeys, found["a"]), "missing": True, "within": found["time"]}
        return Wanted(either(journeys, found["b"]), said)
    if found := OF_A_MAP.fullmatch(words):
        return Wanted(_of_a_map(found["what"].casefold(), found["name"], words, drawn), {})
    return Wanted(either(journeys, words), {})


def _of_a_map(what: str, name: str | None, words: str, drawn: OnMap | None) -> Outcome:
    if drawn is None:
        raise UserError(
            "explain.needs_map",
            f"{words[:80]!r} is told by a map.",
            where="outcome",
            mend="Name the map as well.",
            params={"outcome": words[:80]},
        )
    if what == "converted":
        return drawn.converted()
    if what == "dropped":
        return drawn.dropped()
    if name is None:
        raise UserError(
            "explain.no_name",
            f"{words!r} does not say of what.",
            where="outcome",
            mend=f"Write {what} and the name of a {'touchpoint' if what in ('left out', 'out of order') else 'phase'}.",
        )
    told = {
        "dropped in": drawn.dropped,
        "went back from": drawn.went_back,
        "left out": drawn.left_out,
        "out of order": drawn.out_of_order,
    }
    return told[what](name)
