"""Phases of a draft: where the order is cut, what each phase is called, and what shows that it is done."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from klantreis.evidence.draft.activity_words import step_of
from klantreis.evidence.draft.contradiction import Contradiction
from klantreis.evidence.draft.cuts import Crossings, Cut, crossings, cut
from klantreis.evidence.draft.settling import settled_phases

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


def phases_of(
    names: list[str], order: list[int], follows: Ints, template: str, journeys: Contradiction | None = None
) -> tuple[list[DraftedPhase], str | None, list[int]]:
    """The phases of activities, the template whose phases they are (None when none fits), and the order they are in.

    ``names`` and ``follows`` are by activity, ``order`` lists activities; ``follows[a, b]`` counts transitions. With
    ``template`` ``auto`` the five phases and the seven are both tried and the cheaper cut is taken, the five when
    equal. Where whole ``journeys`` are given, the phases are settled against them, which may change the order.
    """
    if not names:
        return [], None, []
    across = crossed(follows, order)
    spoken = [step_of(name) for name in names]
    matched = sum(0.0 if word is None else 1.0 if word[1] else 0.5 for word in spoken) / len(names)
    wanted = ("five", "seven") if template == "auto" else (template,) if template in STEPS_OF else ()
    best, cost, used = cut(across, None, MOST_PHASES)[0], float("inf"), None
    if matched >= MATCHED_FROM:
        for name in wanted:
            found, price = cut(across, miss_of(spoken, STEPS_OF[name])[order], MOST_PHASES)
            if price < cost - 1e-9:
                best, cost, used = found, price, name
    if journeys is not None:
        miss = None if used is None else miss_of(spoken, STEPS_OF[used])[:, [piece.label or 0 for piece in best]]
        settled = settled_phases([order[piece.begin : piece.end] for piece in best], miss, journeys)
        order = [item for phase in settled for item in phase]
        ends = np.cumsum([len(phase) for phase in settled]).tolist()
        begins = [0, *ends[:-1]]
        best = [Cut(a, z, piece.label) for a, z, piece in zip(begins, ends, best, strict=True)]
        across = crossed(follows, order)
    return (
        [
            DraftedPhase(
                piece.begin, piece.end, piece.label, float(across.back[piece.begin - 1]) if piece.begin else 0.0
            )
            for piece in best
        ],
        used,
        order,
    )


def crossed(follows: Ints, order: list[int]) -> Crossings:
    """Who crosses the cuts of an order of activities."""
    at = np.array(order)
    return crossings(follows[np.ix_(at, at)])


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


def miss_of(spoken: list[tuple[str, bool] | None], groups: tuple[tuple[str, ...], ...]) -> NDArray[np.float64]:
    """What each activity costs under each phase of a template: 1 or 1/2 where its words say another."""
    out = np.zeros((len(spoken), len(groups)))
    for place, word in enumerate(spoken):
        if word is not None:
            step, sure = word
            out[place] = [0.0 if step in group else (1.0 if sure else 0.5) for group in groups]
    return out
