"""The moments of a funnel as marks for ``explain``: when a journey first passes a step, and when the next.

Not the pass in the attempt that counts in the end, which is chosen by what comes later: the first pass of any attempt,
which is found in the same way whether or not the journey gets further.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from klantreis.analyses import funnel_parts as parts
from klantreis.analyses.funnel_asked import Asked, Mode
from klantreis.analyses.measures import Step, name_of
from klantreis.engine.journeys import Journeys
from klantreis.engine.local import still
from klantreis.engine.source import Source
from klantreis.errors import UserError


@dataclass(frozen=True, eq=False)
class Pass:
    """The event per journey at which it first passes a step; with ``then`` at least one event before that is passed."""

    upto: Asked
    """The funnel up to the step."""
    then: Asked | None = None
    """The funnel up to the next step."""

    @property
    def fields(self) -> frozenset[str]:
        """No field of the events is looked at."""
        return frozenset()

    def of(self, chunk: Journeys) -> NDArray[np.bool_]:
        """A yes or no per slot of a chunk."""
        at = _slots(chunk, self.upto)
        if self.then is not None:
            # In any order one event may pass two steps at once; what was known is then what stands before it.
            later = _slots(chunk, self.then)
            at = np.where(later >= 0, np.minimum(at, later - 1), at)
        flags = np.zeros(len(chunk.codes), np.bool_)
        flags[at[at >= 0]] = True
        return still(flags)


@dataclass(frozen=True)
class DropOff:
    """What ``explain`` needs to know of a drop-off: the marks, and the names of the two steps."""

    passes: Pass
    goes_on: Pass
    step: str
    next: str


def drop_off(
    journeys: Source,
    steps: Sequence[Step],
    k: int,
    within: str | float | timedelta | None = None,
    mode: Mode = "ordered",
    *,
    step_within: str | float | timedelta | None = None,
    optional: Sequence[int] = (),
) -> DropOff:
    """The drop-off after step ``k`` (1 is the first) of a funnel, asked as ``funnel`` is; journeys are counted.

    Raises ``UserError`` (``customers.step``) for a step that nobody can drop out at, and as ``funnel`` does.
    """
    whole = Asked.of(journeys, steps, within, mode, step_within=step_within, optional=optional)
    known = whole.columns.tolist()
    if k - 1 not in known[:-1]:
        raise UserError(
            "customers.step",
            f"Nobody can drop out after step {k}.",
            where="k",
            mend="Choose a step that may not be left out and is not the last.",
            params={"k": k, "steps": len(steps)},
        )
    after = known[known.index(k - 1) + 1]
    upto, then = _cut(whole, k), _cut(whole, after + 1)
    return DropOff(Pass(upto, then), Pass(then), name_of(steps[k - 1]), name_of(steps[after]))


def _cut(asked: Asked, steps: int) -> Asked:
    """The same funnel without what comes after its first ``steps`` steps."""
    kept = np.uint64((1 << steps) - 1)
    return replace(asked, masks=asked.masks & kept, spare=asked.spare[:steps])


def _slots(chunk: Journeys, asked: Asked) -> NDArray[np.int64]:
    """The slot at which each journey first passes the last step, -1 where it does not; shape (J,)."""
    at = np.full(chunk.n, -1, np.int64)
    if asked.mode == "any":
        from klantreis.engine import kernels_funnel as kernels

        level, first = parts.levels_and_begins(chunk, asked)
        kernels.complete(still(chunk.codes), still(asked.masks), asked.steps, still(level), still(first), at)
        return at
    owners, passes = parts.attempts(chunk, asked)
    last = passes[:, asked.steps - 1]
    at[owners[last >= 0]] = last[last >= 0]
    return at
