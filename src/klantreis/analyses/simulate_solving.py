"""The equations of a chain: from each state the chance to convert, for many chances on the same steps."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

FEW_STATES = 400
"""Above this many states the equations are solved by iteration, and fewer rounds are drawn."""
LEAK = 1e-12
"""Lost per step, so that a circle that nobody leaves has an answer: it does not convert."""
NEAR = 1e-11
"""How near the right side an iteration comes, as a part of it."""


class Solving:
    """(I - Q) b = r, again and again on the same steps between S states; S is the end, S + 1 the conversion.

    Of a large chain most equations are far from one another: a journey ends after some steps. Iteration (GMRES) from
    the first solution comes there in a few tens of passes over the steps. Where it does not, since a circle is all but
    closed, the first such chain is taken apart (LU), and serves those that are near it.
    """

    def __init__(self, source: NDArray[np.int64], target: NDArray[np.int64], states: int) -> None:
        self.states = states
        self.inner, self.wins = target < states, target == states + 1
        self.source, self.target = source[self.inner], target[self.inner]
        self.winning = source[self.wins]
        self.begins = np.searchsorted(self.source, np.arange(states + 1))  # steps lie together by their state
        self.first: NDArray[np.float64] | None = None
        self.apart: Any = None

    def conversion(self, chances: NDArray[np.float64]) -> NDArray[np.float64]:
        """The chance of conversion per state, shape (states,); ``chances`` per step."""
        steps = chances[self.inner] * (1 - LEAK)
        reached = np.zeros(self.states)
        np.add.at(reached, self.winning, chances[self.wins])
        found = self._directly(steps, reached) if self.states <= FEW_STATES else self._nearing(steps, reached)
        return np.clip(found, 0.0, 1.0)

    def _directly(self, steps: NDArray[np.float64], reached: NDArray[np.float64]) -> NDArray[np.float64]:
        dense = np.eye(self.states)
        np.subtract.at(dense, (self.source, self.target), steps)
        return np.asarray(np.linalg.solve(dense, reached), np.float64)

    def _nearing(self, steps: NDArray[np.float64], reached: NDArray[np.float64]) -> NDArray[np.float64]:
        from scipy.sparse import csc_array, csr_array, eye_array
        from scipy.sparse.linalg import LinearOperator, gmres, splu, spsolve

        size = (self.states, self.states)
        onward = csr_array((steps, self.target, self.begins), shape=size)
        system = cast("Any", LinearOperator)(size, matvec=lambda at: at - onward @ at, dtype=np.float64)
        found, failed = gmres(system, reached, x0=self.first, M=self.apart, rtol=NEAR, restart=60, maxiter=3)
        if failed:
            whole = csc_array(eye_array(self.states) - onward)
            if self.apart is None:
                solved = splu(whole)
                self.apart = cast("Any", LinearOperator)(size, matvec=solved.solve, dtype=np.float64)
                found = solved.solve(reached)
            else:
                found = spsolve(whole, reached)
        self.first = found if self.first is None else self.first
        return found
