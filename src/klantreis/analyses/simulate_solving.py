"""The equations of a chain: from each state the chance to convert, for many chances on the same steps."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from klantreis.engine.local import still

FEW_STATES = 400
"""Above this many states the equations are solved by iteration, and fewer rounds are drawn."""
LEAK = 1e-12
"""Lost per step, so that a circle that nobody leaves has an answer: it does not convert."""
NEAR = 1e-11
"""How near the right side an iteration comes, as a part of it."""


class Solving:
    """(I - Q) b = r, again and again on the same steps between S states; S is the end, S + 1 the conversion.

    Of a large chain most equations are far from one another: a journey ends after some steps. Iteration (GMRES) from
    a solution that is near comes there in a few tens of passes over the steps. Where it does not, since a circle is all
    but closed, the first such chain is taken apart (LU), and serves those that are near it.
    """

    def __init__(self, source: NDArray[np.int64], target: NDArray[np.int64], states: int) -> None:
        self.states = states
        self.inner, self.wins = target < states, target == states + 1
        self.source, self.target = source[self.inner], target[self.inner].astype(np.int32)
        self.winning = source[self.wins]
        self.begins = np.searchsorted(self.source, np.arange(states + 1))  # steps lie together by their state
        self.first: NDArray[np.float64] | None = None
        self.apart: Any = None

    def conversion(self, chances: NDArray[np.float64], near: NDArray[np.float64] | None = None) -> NDArray[np.float64]:
        """The chance of conversion per state, shape (states,); ``chances`` per step, ``near``: those of alike ones."""
        steps = chances[self.inner] * (1 - LEAK)
        reached = np.zeros(self.states)
        np.add.at(reached, self.winning, chances[self.wins])
        found = self._directly(steps, reached) if self.states <= FEW_STATES else self._nearing(steps, reached, near)
        return np.clip(found, 0.0, 1.0)

    def _directly(self, steps: NDArray[np.float64], reached: NDArray[np.float64]) -> NDArray[np.float64]:
        dense = np.eye(self.states)
        np.subtract.at(dense, (self.source, self.target), steps)
        return np.asarray(np.linalg.solve(dense, reached), np.float64)

    def _nearing(
        self, steps: NDArray[np.float64], reached: NDArray[np.float64], near: NDArray[np.float64] | None
    ) -> NDArray[np.float64]:
        from klantreis.engine import kernels_solving as kernels

        begin = near if near is not None else self.first if self.first is not None else np.zeros(self.states)
        found = begin.copy()
        if self.apart is None and kernels.nearing(
            still(self.begins), still(self.target), still(steps), still(reached), NEAR, found
        ):
            self.first = found if self.first is None else self.first
            return found
        return self._with_parts(steps, reached, begin)

    def _with_parts(
        self, steps: NDArray[np.float64], reached: NDArray[np.float64], begin: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        from scipy.sparse import csc_array, csr_array, eye_array
        from scipy.sparse.linalg import LinearOperator, gmres, splu, spsolve

        size = (self.states, self.states)
        onward = csr_array((steps, self.target, self.begins), shape=size)
        whole = csc_array(eye_array(self.states) - onward)
        if self.apart is None:
            solved = splu(whole)
            self.apart = cast("Any", LinearOperator)(size, matvec=solved.solve, dtype=np.float64)
            found = solved.solve(reached)
        else:
            system = cast("Any", LinearOperator)(size, matvec=lambda at: at - onward @ at, dtype=np.float64)
            found, failed = gmres(system, reached, x0=begin, M=self.apart, rtol=NEAR, restart=60, maxiter=3)
            if failed:
                found = spsolve(whole, reached)
        self.first = found if self.first is None else self.first
        return found


def warm() -> None:
    """Compile what only large chains need, on two states of which one converts."""
    from klantreis.engine import kernels_solving as kernels

    begins, target, steps = np.array([0, 1, 1]), np.array([1], np.int32), np.array([0.5])
    kernels.nearing(still(begins), still(target), still(steps), still(np.array([0.0, 1.0])), NEAR, np.zeros(2))
