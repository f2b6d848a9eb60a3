"""Phases of a draft: where the order is cut, what each phase is called, and what shows that it is done."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from klantreis.evidence.draft.activity_words import step_of
from klantreis.evidence.draft.cuts import crossings, cut

Ints = NDArray[np.int64]
MOST_PHASES = 7
MATCHED_FROM = 0.5
"""A template gives the names when this share of the activities speaks of one of its phases; a word that may also
mean something else, such as "confirmation", counts for half."""

# Which steps of a customer's life each phase of a template is about, in the template's order.
STEPS_OF: dict[str, tuple[tuple[str, ...], ...]] = {
    "five": (
        ("awareness",),
        ("consideration", "evaluation"),
        ("purchase",),
        ("delivery", "use", "service"),
        ("loyalty",),
    ),
    "seven": (
        ("awareness",),
        ("consideration",),
        ("evaluation",),
        ("purchase",),
        ("delivery",),
        ("use", "service"),
        ("loyalty",),
    ),
    "loyalty-loop": (
        ("awareness", "consideration", "evaluation"),
        ("purchase",),
        ("delivery", "use", "service"),
        ("loyalty",),
    ),
}


@dataclass(frozen=True)
class DraftedPhase:
    """A stretch of the order. ``label`` is the number of the template's phase, None when no template fits."""

    begin: int
    end: int
    label: int | None
    back: float
    """Share of the transitions across its beginning that run back; 0 for the first phase."""


def phases_of(names: list[str], follows: Ints, template: str) -> tuple[list[DraftedPhase], str | None]:
    """The phases of activities in order, and the template whose phases they are, None when none fits.

    ``follows[a, b]`` counts transitions between places of the order. With ``template`` ``auto`` the five
    phases and the seven are both tried and the cheaper cut is taken, the five when equal.
    """
    if not names:
        return [], None
    crossed = crossings(follows)
    spoken = [step_of(name) for name in names]
    matched = sum(0.0 if word is None else 1.0 if word[1] else 0.5 for word in spoken) / len(names)
    wanted = ("five", "seven") if template == "auto" else (template,) if template in STEPS_OF else ()
    best, cost, used = cut(crossed, None, MOST_PHASES)[0], float("inf"), None
    if matched >= MATCHED_FROM:
        for name in wanted:
            found, price = cut(crossed, _miss(spoken, STEPS_OF[name]), MOST_PHASES)
            if price < cost - 1e-9:
                best, cost, used = found, price, name
    return [
        DraftedPhase(piece.begin, piece.end, piece.label, float(crossed.back[piece.begin - 1]) if piece.begin else 0.0)
        for piece in best
    ], used


def best_predictor(entered: int, moved: int, passed: Ints, passed_moved: Ints) -> int | None:
    """Which activity of a phase best predicts moving on: the largest phi coefficient above 0.

    ``entered`` journeys were in the phase and ``moved`` of them moved on; ``passed[i]`` passed activity
    ``i`` and ``passed_moved[i]`` of those moved on. Equal ones go to the later in the order. None when no
    activity says anything: when everybody moves on, or nobody.
    """
    best, found = 0.0, None
    for i in range(len(passed)):
        yes, hit = int(passed[i]), int(passed_moved[i])
        spread = float(yes) * (entered - yes) * moved * (entered - moved)
        if spread <= 0:
            continue
        phi = (hit * entered - yes * moved) / spread**0.5
        if phi > 0 and phi >= best - 1e-12:
            best, found = phi, i
    return found


def _miss(spoken: list[tuple[str, bool] | None], groups: tuple[tuple[str, ...], ...]) -> NDArray[np.float64]:
    """What each activity costs under each phase of a template: 1 or 1/2 where its words say another."""
    out = np.zeros((len(spoken), len(groups)))
    for place, word in enumerate(spoken):
        if word is not None:
            step, sure = word
            out[place] = [0.0 if step in group else (1.0 if sure else 0.5) for group in groups]
    return out
