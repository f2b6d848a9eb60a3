"""Which activities become touchpoints: those of enough journeys, variants of one name taken together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from klantreis.engine.journeys import Journeys
from klantreis.engine.local import still
from klantreis.evidence.draft.names import readable, variants

FROM_SHARE = 0.05
"""An activity becomes a touchpoint from this share of journeys on; rarer ones are shown beside the map as missing."""
FEWEST, MOST = 5, 60
"""However rare they are, the five most reached become touchpoints; a map reads badly beyond sixty."""

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Chosen:
    """An activity that becomes a touchpoint: its name on the map, and the labels in the data it stands for."""

    name: str
    activities: tuple[str, ...]
    journeys: int
    events: int
    repeating: int
    """Journeys that have it more than once."""


@dataclass(frozen=True)
class LeftOut:
    """What was not drafted, so that nothing is dropped in silence."""

    activities: int
    events: int
    names: tuple[str, ...]
    """The most reached of them, at most twenty."""


@dataclass(frozen=True, eq=False)
class Selection:
    """The touchpoints to be, and the journeys told in them: code ``k + 1`` is ``chosen[k]``, 0 is left out."""

    chosen: tuple[Chosen, ...]
    left_out: LeftOut
    codes: NDArray[np.int32]
    """Code per slot, shape as ``journeys.codes``."""


def select(journeys: Journeys, *, from_share: float = FROM_SHARE, most: int = MOST) -> Selection:
    """Chooses the activities of at least ``from_share`` of the journeys, at most ``most`` of them.

    The most reached come first when there are too many; ties go by name.
    """
    from klantreis.evidence.draft.precedence_kernel import tally

    labels = [str(label) for label in journeys.labels[1:]]
    groups = variants(labels)
    lookup = np.zeros(len(labels) + 1, np.int32)
    for number, group in enumerate(groups, start=1):
        lookup[np.array(group) + 1] = number
    codes = lookup[journeys.codes]
    events, reached, repeating = tally(still(journeys.offsets), still(codes), len(groups) + 1)
    per_label = np.bincount(journeys.codes, minlength=len(labels) + 1)
    # an event without an activity is nobody's: no rule can hold for it
    present = [n for n, group in enumerate(groups, start=1) if events[n] and any(labels[i] for i in group)]
    ranked = sorted(present, key=lambda number: (-int(reached[number]), labels[groups[number - 1][0]]))
    enough = [number for number in ranked if reached[number] >= from_share * journeys.n]
    taken = ranked[: min(max(len(enough), FEWEST), most)]
    rest = ranked[len(taken) :]
    keep = np.zeros(len(groups) + 1, np.int32)
    for place, number in enumerate(taken, start=1):
        keep[number] = place

    def usual(number: int) -> list[str]:
        """The labels of a group, the most frequent first."""
        return [labels[i] for i in sorted(groups[number - 1], key=lambda i: (-int(per_label[i + 1]), labels[i]))]

    return Selection(
        chosen=tuple(
            Chosen(
                name=readable(usual(number)[0]),
                activities=tuple(usual(number)),
                journeys=int(reached[number]),
                events=int(events[number]),
                repeating=int(repeating[number]),
            )
            for number in taken
        ),
        left_out=LeftOut(
            activities=sum(len(groups[number - 1]) for number in rest),
            events=int(sum(events[number] for number in rest)),
            names=tuple(usual(number)[0] for number in rest[:20]),
        ),
        codes=keep[codes],
    )
