"""Phases as cuts of an order: where few transitions run back, and where the words change.

For activities 1 … m in order, a choice of cuts and of labels for the phases between them costs

    sum over cuts   (C + B * back(cut) / back_max           back = share of the crossing transitions that
                       + T * crossing(cut) / crossing_max)  run back; crossing = how many there are
  + S * sum over phases (size / m)^2                        phases about equally long
  + W * sum over activities miss(activity, label) / m       words of another phase: 1 sure, 1/2 faint

and the choice of least cost is found exactly by dynamic programming. ``S / (C k (k + 1))`` falls with
the number of phases k, so C sets how many there are: about five for a long order. Labels, when there
are any, ascend: a phase of a template comes once, in its order.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

C, B, T, S, W = 0.03, 0.3, 0.03, 1.0, 0.5
FEW = 6
"""Above so many activities a phase holds at least two."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Cut:
    """A phase: the places ``begin`` … ``end - 1`` of the order, and its label, or None without labels."""

    begin: int
    end: int
    label: int | None


@dataclass(frozen=True, eq=False)
class Crossings:
    """Per cut, after place 1 … m-1, shape (m-1,) each."""

    all: Floats
    """Transitions across the cut."""
    back: Floats
    """The share of them that runs back; 0 where nobody crosses."""


def crossings(follows: NDArray[np.int64]) -> Crossings:
    """Who crosses each cut; ``follows[a, b]`` counts transitions between places of the order.

    A transition over many places crosses many cuts and is shared out among them, so that customers who
    begin a second journey do not make every cut look bad.
    """
    places = len(follows)
    at = np.arange(places)
    shared = follows / np.maximum(np.abs(at[:, None] - at[None, :]), 1)
    forward = np.array([shared[:cut, cut:].sum() for cut in range(1, places)])
    back = np.array([shared[cut:, :cut].sum() for cut in range(1, places)])
    total = forward + back
    return Crossings(total, np.divide(back, total, out=np.zeros(len(total)), where=total > 0))


def cut(crossed: Crossings, miss: Floats | None, most: int, fewest: int = 1) -> tuple[list[Cut], float]:
    """The phases of least cost, ``fewest`` to ``most`` of them where there are touchpoints enough, and that cost.

    ``miss`` has shape (m, L): what each activity costs under each label,
    None without labels.
    """
    places = len(crossed.all) + 1
    labels = 1 if miss is None else miss.shape[1]
    price = np.concatenate(
        ([0.0], C + B * _scaled(crossed.back) + T * _scaled(crossed.all))
    )  # of the cut before a place
    spent = np.zeros((places + 1, labels)) if miss is None else np.vstack((np.zeros(labels), np.cumsum(miss, axis=0)))
    spent = W * spent / places
    phases = min(most, places) if miss is None else min(most, places, labels)
    least = 2 if places > FEW else 1
    phases = min(phases, places // least)
    # best[k][end][label]: k phases over the first `end` places, the last of them with this label
    best = np.full((phases + 1, places + 1, labels), np.inf)
    came = np.zeros((phases + 1, places + 1, labels, 2), dtype=np.int64)
    for k in range(1, phases + 1):
        for end in range(k, places + 1):
            for label in range(labels):
                for begin in range((k - 1) * least, end - least + 1) if k > 1 else (0,):
                    before, previous = _before(best, k, begin, label, labelled=miss is not None)
                    cost = (
                        before
                        + (price[begin] if k > 1 else 0.0)
                        + S * ((end - begin) / places) ** 2
                        + spent[end, label]
                        - spent[begin, label]
                    )
                    if cost < best[k, end, label] - 1e-12:
                        best[k, end, label] = cost
                        came[k, end, label] = begin, previous
    begin = min(fewest, phases) if np.isfinite(best[min(fewest, phases), places]).any() else 1
    k, label = divmod(begin * labels + int(best[begin:, places, :].argmin()), labels)
    total = float(best[k, places, label])
    out: list[Cut] = []
    end = places
    while k > 0:
        begin, previous = (int(x) for x in came[k, end, label])
        out.append(Cut(begin, end, None if miss is None else label))
        k, end, label = k - 1, begin, previous
    return out[::-1], total


def _before(best: Floats, k: int, begin: int, label: int, *, labelled: bool) -> tuple[float, int]:
    """The cheapest k-1 phases over the first ``begin`` places that may come before ``label``."""
    if k == 1:
        return 0.0, 0
    if not labelled:
        return float(best[k - 1, begin, 0]), 0
    if label == 0:
        return float("inf"), 0
    previous = int(best[k - 1, begin, :label].argmin())
    return float(best[k - 1, begin, previous]), previous


def _scaled(values: Floats) -> Floats:
    """Values as shares of the largest; all 0 when none is above 0."""
    high = values.max(initial=0.0)
    return values / high if high > 0 else values
