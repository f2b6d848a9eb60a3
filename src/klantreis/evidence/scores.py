"""Scores as emotion: every kind of score on the map's scale from -2 (very bad) to 2 (very good).

Each scale is stretched evenly over the emotion scale, its ends on the ends:

    csat 1 … 5    emotion = score - 3
    nps  0 … 10   emotion = (score - 5) * 2 / 5
    ces  1 … 7    emotion = (score - 4) * 2 / 3    (7 = very easy)

A score of no known kind, or off its scale, says nothing and is counted as unread.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from klantreis.engine.columns import Column

SCALES: dict[str, tuple[float, float]] = {"nps": (0.0, 10.0), "csat": (1.0, 5.0), "ces": (1.0, 7.0)}
BEST = 2.0


def emotion_of(score: NDArray[np.float64], kind: str) -> NDArray[np.float64]:
    """Scores of one kind as emotion; NaN where a score is off its scale or the kind is not known."""
    if kind.lower() not in SCALES:
        return np.full(len(score), np.nan)
    low, high = SCALES[kind.lower()]
    value = (score - (low + high) / 2) * (2 * BEST / (high - low))
    return np.where((score >= low) & (score <= high), value, np.nan)


def emotions_of(scores: Column, kinds: Column) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """(emotion per slot, NaN where there is none; whether a slot has a score that could not be read).

    Computed once per distinct pair of score and kind.
    """
    numbers = np.array([_number(value) for value in scores.values] + [np.nan])
    table = np.stack(
        [emotion_of(numbers, str(kind)) for kind in kinds.values] + [np.full(len(numbers), np.nan)]
    )  # row -1: no kind
    out = table[kinds.numbers, scores.numbers]
    return out, (scores.numbers >= 0) & np.isnan(out)


def _number(value: object) -> float:
    try:
        return float(str(value).replace(",", "."))
    except ValueError:
        return float("nan")
