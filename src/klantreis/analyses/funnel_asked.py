"""What a funnel was asked: checked, and in the form that kernels read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from klantreis.analyses.measures import Step, codes_of, name_of
from klantreis.engine.duration import microseconds
from klantreis.engine.source import Source
from klantreis.errors import UserError

Mode = Literal["ordered", "strict", "any"]
By = Literal["journey", "attempt"]
MOST_STEPS = 63
"""One bit per step in a word of 64."""
FOREVER = 1 << 62


@dataclass(frozen=True, eq=False)
class Asked:
    """The question, ready for kernels."""

    masks: NDArray[np.uint64]
    """Bit k set: an event with this code is of step k. Shape: (codes,)."""
    spare: NDArray[np.bool_]
    """Steps that may be left out, shape (steps,)."""
    window: int
    """Microseconds from the first step."""
    limit: int
    """Microseconds from one step to the next."""
    mode: Mode
    by: By

    @classmethod
    def of(
        cls,
        journeys: Source,
        steps: Sequence[Step],
        within: str | float | timedelta | None,
        mode: Mode,
        *,
        step_within: str | float | timedelta | None = None,
        optional: Sequence[int] = (),
        by: By = "journey",
    ) -> Asked:
        """Checks the question against the journeys. Raises ``UserError`` (``funnel.*``) or ``NotFound``."""
        if isinstance(steps, str) or not 1 <= len(steps) <= MOST_STEPS:
            raise UserError(
                "funnel.steps",
                f"A funnel takes 1 to {MOST_STEPS} steps.",
                mend="Give a list of activities, in the order of the steps.",
                params={"most": MOST_STEPS},
            )
        _one_of("mode", mode, get_args(Mode))
        _one_of("by", by, get_args(By))
        spare = np.zeros(len(steps), np.bool_)
        for number in optional:
            if not isinstance(number, int) or not 2 <= number <= len(steps):
                raise UserError(
                    "funnel.optional",
                    f"Step {number} cannot be left out of a funnel of {len(steps)}.",
                    where="optional",
                    mend="Give the numbers of steps from 2 on; the first step begins an attempt.",
                    params={"step": str(number), "steps": len(steps)},
                )
            spare[number - 1] = True
        if mode == "any" and (spare.any() or step_within is not None or by != "journey"):
            raise UserError(
                "funnel.any_order",
                "In any order there is no step before: no step is left out or limited, no attempt counted.",
                where="mode",
                mend="Use within for the time from first to last, or count in order.",
                params={},
            )
        masks = np.zeros(len(journeys.labels), np.uint64)
        for k, step in enumerate(steps):
            codes = list(codes_of(journeys, step))
            if mode == "any" and masks[codes].any():
                raise UserError(
                    "funnel.overlap",
                    f"{name_of(step)!r} shares an activity with an earlier step, so one event could be both.",
                    where=name_of(step),
                    mend="Give every activity to one step, or count in order.",
                    params={"step": k + 1},
                )
            masks[codes] |= np.uint64(1 << k)
        window = FOREVER if within is None else microseconds(within)
        limit = FOREVER if step_within is None else microseconds(step_within, what="step_within")
        return cls(masks, spare, window, limit, mode, by)

    @property
    def steps(self) -> int:
        """Number of steps."""
        return len(self.spare)

    @property
    def plain(self) -> bool:
        """Nothing asked that the quick kernels do not know."""
        return not self.spare.any() and self.limit == FOREVER and self.by == "journey"

    @property
    def columns(self) -> NDArray[np.int64]:
        """The steps that may not be left out, ascending."""
        return np.flatnonzero(~self.spare)

    def needed(self) -> NDArray[np.uint64]:
        """As ``masks``, of the steps ``columns`` only."""
        out = np.zeros(len(self.masks), np.uint64)
        for place, k in enumerate(self.columns.tolist()):
            out |= ((self.masks >> np.uint64(k)) & np.uint64(1)) << np.uint64(place)
        return out


def _one_of(where: str, given: str, known: tuple[str, ...]) -> None:
    if given not in known:
        raise UserError(
            f"funnel.{where}",
            f"{given!r} is no way to count a funnel.",
            where=where,
            mend=f"Choose {', '.join(known)}.",
            params={where: str(given)},
        )
