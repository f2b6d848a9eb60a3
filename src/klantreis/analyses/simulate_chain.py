"""The chain of ``simulate``: states, chances, conversion, and what chance makes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

ENOUGH = 30
"""Steps that a pair of events needs to be a state of its own at order 2."""
ROUNDS = 200
FEW_STATES = 400
"""Above this many states a solution costs more, and fewer rounds are drawn."""
LEAK = 1e-12
"""Lost per step, so that a circle that nobody leaves has an answer: it does not convert."""
Mended = Sequence[tuple[int, int, float]]
"""Changes as codes: at, to, factor."""


@dataclass(frozen=True, eq=False)
class Steps:
    """The partial result: distinct steps and first visits with their counts, ascending; totals."""

    keys: NDArray[np.int64]
    """(second last · width + last) · (width + 1) + next."""
    counts: NDArray[np.int64]
    visits: NDArray[np.int64]
    """last · width + code."""
    visit_counts: NDArray[np.int64]
    visit_won: NDArray[np.int64]
    totals: NDArray[np.int64]

    @classmethod
    def of(
        cls,
        before: NDArray[np.int64],
        to: NDArray[np.int64],
        first: NDArray[np.int64],
        won: NDArray[np.bool_],
        *,
        totals: NDArray[np.int64],
        width: int,
    ) -> Steps:
        """From the rows that the kernel wrote."""
        keys, counts = np.unique(before * (width + 1) + to, return_counts=True)
        visits, numbers = np.unique(first, return_inverse=True)
        return cls(
            keys,
            counts,
            visits,
            np.bincount(numbers, minlength=len(visits)),
            np.bincount(numbers[won], minlength=len(visits)),
            totals,
        )

    def renumbered(self, place: NDArray[np.int64]) -> Steps:
        """The same steps with code ``c`` written as ``place[c]``, a new order of the codes; code 0 stays."""
        width = len(place)
        whither = np.append(place, width)  # the conversion is one past the codes
        pairs, to = np.divmod(self.keys, width + 1)
        before, last = np.divmod(pairs, width)
        keys = (place[before] * width + place[last]) * (width + 1) + whither[to]
        at, code = np.divmod(self.visits, width)
        visits = place[at] * width + place[code]
        order, seen = np.argsort(keys), np.argsort(visits)
        return Steps(
            keys[order],
            self.counts[order],
            visits[seen],
            self.visit_counts[seen],
            self.visit_won[seen],
            self.totals,
        )


def merged_steps(parts: Sequence[Steps]) -> Steps:
    """The merge: counts of equal steps and visits added up."""
    if len(parts) == 1:
        return parts[0]
    keys, (counts,) = _added([part.keys for part in parts], [[part.counts for part in parts]])
    visits, (seen, won) = _added(
        [part.visits for part in parts], [[part.visit_counts for part in parts], [part.visit_won for part in parts]]
    )
    return Steps(keys, counts, visits, seen, won, np.sum([part.totals for part in parts], axis=0))


def _added(
    keys: list[NDArray[np.int64]], columns: list[list[NDArray[np.int64]]]
) -> tuple[NDArray[np.int64], list[NDArray[np.int64]]]:
    found, numbers = np.unique(np.concatenate(keys), return_inverse=True)
    out = []
    for column in columns:
        total = np.zeros(len(found), np.int64)
        np.add.at(total, numbers, np.concatenate(column))
        out.append(total)
    return found, out


@dataclass(frozen=True, eq=False)
class Chain:
    """States 0 … S-1, the first the start; S is the end and S + 1 the conversion. Steps lie together by their state."""

    states: int
    last: NDArray[np.int64]
    """Code of the last event per state."""
    own: dict[int, int]
    """State per pair (last · width + code) that is one of its own."""
    single: NDArray[np.int64]
    """State per code."""
    width: int
    source: NDArray[np.int64]
    """State per step."""
    target: NDArray[np.int64]
    """Next state per step."""
    to: NDArray[np.int64]
    """Code of the next event per step: 0 the end, width the conversion."""
    counts: NDArray[np.int64]

    def exits(self, at: int, to: int, factor: float) -> tuple[float, float]:
        """Share of the exits from ``at`` that go to ``to``, before and after a change of it alone.

        Raises ``simulate.no_transition`` when there are none to change.
        """
        mine = self.last[self.source] == at
        hit = mine & (self.to == to)
        if not self.counts[hit].sum():
            from klantreis.errors import UserError

            raise UserError(
                "simulate.no_transition",
                "That never happens in these journeys, so it has no chance that could change.",
                where="changes",
                mend="Choose an activity that is followed by this one, or a drop-off that occurs.",
            )
        chances = self._chances(self.counts.astype(np.float64)[None, :], [(at, to, factor)])[0]
        weight = np.bincount(self.source, self.counts, self.states)[self.source]
        total = self.counts[mine].sum()
        return float(self.counts[hit].sum() / total), float((chances * weight)[hit].sum() / total)

    def conversion(self, mended: Mended) -> float:
        """Chance that a journey converts."""
        return float(self._solved(self._chances(self.counts.astype(np.float64)[None, :], mended))[0, 0])

    def drawn(self, mended: Mended, rng: np.random.Generator) -> NDArray[np.float64]:
        """Conversion without and with the changes, shape (rounds, 2), with each state's exits drawn anew."""
        rounds = ROUNDS if self.states <= FEW_STATES else ROUNDS // 5
        drawn = np.empty((rounds, len(self.counts)))
        edges = np.searchsorted(self.source, np.arange(self.states + 1))
        for a, b in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
            if b > a:
                mine = self.counts[a:b]
                drawn[:, a:b] = rng.multinomial(mine.sum(), mine / mine.sum(), size=rounds)
        both = [self._solved(self._chances(drawn, changes))[:, 0] for changes in ((), mended)]
        return np.stack(both, axis=1)

    def reached(self, steps: Steps) -> list[tuple[int, int, int, float]]:
        """(code, journeys that reach it, of which converted, conversion as the chain has it) per touchpoint."""
        chance = self._solved(self._chances(self.counts.astype(np.float64)[None, :], ()))[0]
        codes = steps.visits % self.width
        states = np.array([self.own.get(pair, -1) for pair in steps.visits.tolist()], np.int64)
        states = np.where(states >= 0, states, self.single[codes])
        n = np.bincount(codes, steps.visit_counts, self.width)
        won = np.bincount(codes, steps.visit_won, self.width)
        told = np.bincount(codes, steps.visit_counts * chance[states], self.width)
        return [
            (code, int(n[code]), int(won[code]), float(told[code] / n[code])) for code in np.flatnonzero(n).tolist()
        ]

    def _chances(self, counts: NDArray[np.float64], mended: Mended) -> NDArray[np.float64]:
        """Chance per step, shape (rounds, steps), with the changes made one after the other."""
        chances = counts / np.maximum(self._per_state(counts), 1e-300)
        for at, to, factor in mended:
            mine = self.last[self.source] == at
            hit = mine & (self.to == to)
            old = self._per_state(np.where(hit, chances, 0.0))
            new = np.minimum(old * factor, 1.0)
            # where nothing else follows there is nothing that could take the rest
            new = np.where(old >= 1.0 - 1e-12, old, new)
            with np.errstate(invalid="ignore", divide="ignore"):
                up, rest = np.where(old > 0, new / old, 1.0), np.where(old < 1, (1 - new) / (1 - old), 1.0)
            chances = np.where(hit, chances * up, np.where(mine, chances * rest, chances))
        return chances

    def _per_state(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Sum over each step's state, at every step; steps lie together by state."""
        begins = np.flatnonzero(np.diff(self.source, prepend=-1))
        sums = np.add.reduceat(values, begins, axis=1)
        return np.repeat(sums, np.diff(np.append(begins, values.shape[1])), axis=1)

    def _solved(self, chances: NDArray[np.float64]) -> NDArray[np.float64]:
        """Chance of conversion per state: (I - Q) b = r, shape (rounds, states).

        A large chain is solved once; the others are near it, and are reached from there (GMRES, preconditioned by it).
        """
        from scipy.sparse import csc_array, eye_array
        from scipy.sparse.linalg import LinearOperator, gmres, splu, spsolve

        size = (self.states, self.states)
        near: Any = None
        inner, wins = self.target < self.states, self.target == self.states + 1
        chances = chances * np.where(inner, 1 - LEAK, 1.0)
        out = np.empty((len(chances), self.states))
        for k, row in enumerate(chances):
            reached = np.bincount(self.source[wins], row[wins], self.states)
            if self.states <= FEW_STATES:
                dense = np.eye(self.states)
                np.subtract.at(dense, (self.source[inner], self.target[inner]), row[inner])
                out[k] = np.linalg.solve(dense, reached)
                continue
            steps = csc_array((row[inner], (self.source[inner], self.target[inner])), shape=size)
            system = (eye_array(self.states) - steps).tocsc()
            if near is None:
                solved = splu(system)
                near = cast("Any", LinearOperator)(size, matvec=solved.solve, dtype=np.float64)
                out[k] = solved.solve(reached)
                continue
            out[k], failed = gmres(system, reached, x0=out[0], M=near, rtol=1e-10, restart=60, maxiter=3)
            if failed:
                out[k] = spsolve(system, reached)
        return np.clip(out, 0.0, 1.0)


def chain_of(steps: Steps, width: int, order: int) -> Chain:
    """The chain of the steps. At order 2 a pair with enough steps is a state; what is left of a code is one more."""
    pairs, to = np.divmod(steps.keys, width + 1)
    last = pairs % width
    known, numbers = np.unique(pairs, return_inverse=True)
    enough = np.bincount(numbers, steps.counts) >= ENOUGH
    common = known[enough & (known % width > 0)] if order == 2 else known[:0]
    codes: NDArray[np.int64] = np.unique(np.concatenate((np.zeros(1, np.int64), last, to[to < width])))
    single = np.full(width, -1, np.int64)
    single[codes] = np.arange(len(codes))
    own = {int(pair): len(codes) + place for place, pair in enumerate(common.tolist())}
    states = len(codes) + len(common)
    of_pair = np.array([own.get(int(pair), single[pair % width]) for pair in known], np.int64)
    source = of_pair[numbers]
    following = last * width + to
    target = np.array(
        [
            states if code == 0 else states + 1 if code == width else own.get(pair, single[code])
            for pair, code in zip(following.tolist(), to.tolist(), strict=True)
        ],
        np.int64,
    )
    # steps of one state to the same next event are one: what came before them no longer matters
    kinds, where = np.unique(np.stack((source, target, to)), axis=1, return_inverse=True)
    counts = np.zeros(kinds.shape[1], np.int64)
    np.add.at(counts, where.ravel(), steps.counts)
    return Chain(
        states=states,
        last=np.concatenate((codes, common % width)).astype(np.int64),
        own=own,
        single=single,
        width=width,
        source=kinds[0],
        target=kinds[1],
        to=kinds[2],
        counts=counts,
    )
