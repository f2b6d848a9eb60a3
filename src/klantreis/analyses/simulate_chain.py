"""The chain of ``simulate``: states, chances, conversion, and what chance makes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from klantreis.analyses import simulate_solving
from klantreis.analyses.simulate_solving import Solving

ENOUGH = 30
"""Steps that a pair of events needs to be a state of its own at order 2."""
ROUNDS = 200
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
    own: NDArray[np.int64]
    """The pairs (last · width + code) that are states of their own, ascending: the last of the states."""
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
        chances = self._mended(self._chances(self.counts), [(at, to, factor)])
        weight = np.bincount(self.source, self.counts, self.states)[self.source]
        total = self.counts[mine].sum()
        return float(self.counts[hit].sum() / total), float((chances * weight)[hit].sum() / total)

    def conversion(self, mended: Mended) -> float:
        """Chance that a journey converts."""
        return float(self._from_each(mended)[0])

    def drawn(self, mended: Mended, rng: np.random.Generator) -> NDArray[np.float64]:
        """Conversion without and with the changes, shape (rounds, 2), with each state's exits drawn anew."""
        rounds = ROUNDS if self.states <= simulate_solving.FEW_STATES else ROUNDS // 5
        drawn = np.empty((rounds, len(self.counts)), np.int32 if self.counts.sum() < 2**31 else np.int64)
        edges = np.searchsorted(self.source, np.arange(self.states + 1))
        for a, b in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
            if b > a:
                mine = self.counts[a:b]
                drawn[:, a:b] = rng.multinomial(mine.sum(), mine / mine.sum(), size=rounds)
        # One round at a time: of many states a round alone has millions of chances.
        _ = self._counted
        found = np.empty((rounds, 2))
        for k in range(rounds):
            chances = self._chances(drawn[k])
            now = self._solving.conversion(chances)
            then = self._solving.conversion(self._mended(chances, mended), now) if mended else now
            found[k] = now[0], then[0]
        return found

    def _from_each(self, mended: Mended) -> NDArray[np.float64]:
        """Chance of conversion per state, as counted."""
        if not mended:
            return self._counted
        return self._solving.conversion(self._mended(self._chances(self.counts), mended), self._counted)

    @cached_property
    def _counted(self) -> NDArray[np.float64]:
        """Chance of conversion per state, as counted and without changes; others are solved from here."""
        return self._solving.conversion(self._chances(self.counts))

    def reached(self, steps: Steps) -> list[tuple[int, int, int, float]]:
        """(code, journeys that reach it, of which converted, conversion as the chain has it) per touchpoint."""
        chance = self._from_each(())
        codes = steps.visits % self.width
        states = _states(steps.visits, self.own, self.single)
        n = np.bincount(codes, steps.visit_counts, self.width)
        won = np.bincount(codes, steps.visit_won, self.width)
        told = np.bincount(codes, steps.visit_counts * chance[states], self.width)
        return [
            (code, int(n[code]), int(won[code]), float(told[code] / n[code])) for code in np.flatnonzero(n).tolist()
        ]

    def _chances(self, counts: NDArray[np.integer]) -> NDArray[np.float64]:
        """Chance per step, of so many times that each was taken."""
        return counts / np.maximum(_per_state(counts.astype(np.float64), self.source), 1e-300)

    def _mended(self, chances: NDArray[np.float64], mended: Mended) -> NDArray[np.float64]:
        """The chances with changes made one after the other; only the steps of their states are looked at."""
        chances = chances.copy()
        for at, to, factor in mended:
            mine = self._steps_of(at)
            was, hit, source = chances[mine], self.to[mine] == to, self.source[mine]
            old = _per_state(np.where(hit, was, 0.0), source)
            new = np.minimum(old * factor, 1.0)
            # where nothing else follows there is nothing that could take the rest
            new = np.where(old >= 1.0 - 1e-12, old, new)
            with np.errstate(invalid="ignore", divide="ignore"):
                up, rest = np.where(old > 0, new / old, 1.0), np.where(old < 1, (1 - new) / (1 - old), 1.0)
            chances[mine] = np.where(hit, was * up, was * rest)
        return chances

    def _steps_of(self, code: int) -> NDArray[np.int64]:
        """The steps of all states whose last event has a code."""
        states = np.flatnonzero(self.last == code)
        edges = np.searchsorted(self.source, np.stack((states, states + 1)))
        return np.concatenate([np.arange(a, b) for a, b in edges.T.tolist()]) if len(states) else states

    @cached_property
    def _solving(self) -> Solving:
        return Solving(self.source, self.target, self.states)


def _per_state(values: NDArray[np.float64], source: NDArray[np.int64]) -> NDArray[np.float64]:
    """Sum over each step's state, at every step; steps lie together by their state, which is ``source``."""
    begins = np.flatnonzero(np.diff(source, prepend=-1))
    if not len(begins):
        return values
    sums = np.add.reduceat(values, begins)
    return np.repeat(sums, np.diff(np.append(begins, len(values))))


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
    states = len(codes) + len(common)
    source = _states(known, common, single)[numbers]
    ends, wins = to == 0, to == width
    target = np.where(ends, states, np.where(wins, states + 1, _states(last * width + to % width, common, single)))
    # steps of one state to the same next event are one: what came before them no longer matters
    kinds, where = np.unique(source * (states + 2) + target, return_inverse=True)
    counts = np.zeros(len(kinds), np.int64)
    np.add.at(counts, where, steps.counts)
    source, target = np.divmod(kinds, states + 2)
    last_of = np.concatenate((codes, common % width)).astype(np.int64)
    return Chain(
        states=states,
        last=last_of,
        own=common,
        single=single,
        width=width,
        source=source,
        target=target,
        to=np.append(last_of, (0, width))[target],
        counts=counts,
    )


def _states(pairs: NDArray[np.int64], own: NDArray[np.int64], single: NDArray[np.int64]) -> NDArray[np.int64]:
    """State per pair (last · width + code): one of its own, or that of its code."""
    if not len(own):
        return single[pairs % len(single)]
    place = np.minimum(np.searchsorted(own, pairs), len(own) - 1)
    return np.where(own[place] == pairs, np.count_nonzero(single >= 0) + place, single[pairs % len(single)])
