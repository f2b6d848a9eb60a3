"""The one shallow tree of ``explain``: which groups go together with an outcome in combination.

Honest (Athey and Imbens 2016): drawn on one half of the customers, counted on the other, so that no number of it
is flattered by having been looked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from klantreis.analyses.explain_bands import Band
from klantreis.analyses.explain_groups import Group, Part
from klantreis.analyses.measures import Interval, by_buckets, two_shares_p, wilson

DEPTH = 3
WIDEST = 200
"""Groups the tree may choose from: those that divide the journeys most evenly."""
LEVEL = 0.05
NOT = "not "
"""Before the group that a rule says journeys are outside of."""


@dataclass(frozen=True)
class Rule:
    """One condition of a leaf: in the group, or outside it."""

    what: str
    value: str
    holds: bool
    band: Band | None = None
    """As of a driver."""

    def __str__(self) -> str:
        """As ``customers`` takes it: ``passed: offer``, or ``not passed: offer``."""
        return f"{'' if self.holds else NOT}{self.what}: {self.value}"


@dataclass(frozen=True)
class Leaf:
    """Journeys for which all rules hold, counted on the half that the tree was not drawn on."""

    rules: tuple[Rule, ...]
    n: int
    with_outcome: int
    risk: float
    interval: Interval | None
    """Wilson's 95 % interval of the risk."""


@dataclass(frozen=True)
class Tree:
    """Combinations of groups."""

    drawn_on: int
    """Journeys of the half on which the rules were chosen."""
    counted_on: int
    """Journeys of the other half, on which everything here was counted."""
    p: float
    """Chi-square over the leaves, on the half they were not chosen on; not below that of the spread between buckets of
    customers where customers have several journeys."""
    q: float
    """Benjamini–Hochberg together with every group."""
    leaves: tuple[Leaf, ...]
    """The highest risk first."""


def grow(part: Part, groups: Sequence[Group], *, compared: int, minimum: int) -> Tree | None:
    """The tree over the sampled journeys; None when no split holds.

    A split stays only when its two sides differ on the half it is drawn on at 0.05 over all that could have been
    chosen (Bonferroni), and when each of its sides has ``minimum`` journeys in both halves. The ``q`` is that of its
    ``p`` alone; ``explain`` corrects it together with the rest.
    """
    groups = sorted(groups, key=lambda each: (-min(each.n, compared - each.n), each.what, each.value))[:WIDEST]
    first = (part.order & np.uint64(1)).astype(np.bool_)
    if not groups or min(first.sum(), (~first).sum()) < 2 * minimum:
        return None
    from sklearn.tree import DecisionTreeClassifier

    table = _matrix(part, groups)
    kept = _Kept(part.won, (part.order >> np.uint64(1)) % np.uint64(len(part.whole)), len(part.whole))
    model = DecisionTreeClassifier(max_depth=DEPTH, min_samples_leaf=minimum, random_state=0)
    grown = model.fit(table[first], part.won[first]).tree_
    arrays = (grown.feature, grown.children_left, grown.children_right)
    nodes = [(int(f), int(left), int(right)) for f, left, right in zip(*arrays, strict=True)]
    walked = _Walk(nodes, table, kept, first, minimum, LEVEL / (len(groups) * (2**DEPTH - 1)))
    found = walked.leaves(0, np.ones(len(part.won), np.bool_), ())
    if len(found) == 1:
        return None
    leaves = []
    for mask, path in found:
        n, k = int((mask & ~first).sum()), int((mask & ~first & part.won).sum())
        rules = tuple(_rule(groups[feature], holds) for feature, holds in path)
        leaves.append(Leaf(rules, n, k, k / n, wilson(k, n)))
    p = _differ(np.array([[leaf.with_outcome, leaf.n - leaf.with_outcome] for leaf in leaves]))
    p = max(p, kept.leaves_p([mask & ~first for mask, _ in found], ~first))
    ranked = tuple(sorted(leaves, key=lambda leaf: (-leaf.risk, -leaf.n)))
    return Tree(int(first.sum()), int((~first).sum()), p, p, ranked)


def _rule(group: Group, holds: bool) -> Rule:
    return Rule(group.what, group.value, holds, group.band)


def _matrix(part: Part, groups: Sequence[Group]) -> NDArray[np.float32]:
    """One row per sampled journey, one column per group: 1 in it, 0 outside."""
    table = np.zeros((len(part.won), len(groups)), np.float32)
    column = np.full(len(part.table), -1, np.int64)
    for k, group in enumerate(groups):
        if group.field is None:
            column[group.number] = k
        else:
            table[:, k] = part.given[:, group.field] == group.number
    rows = np.repeat(np.arange(len(part.won)), np.diff(part.starts))
    places = column[part.ids]
    table[rows[places >= 0], places[places >= 0]] = 1
    return table


@dataclass(frozen=True, eq=False)
class _Kept:
    """How the journeys looked at ended, and the bucket of each one's customer."""

    won: NDArray[np.bool_]
    bucket: NDArray[np.uint64]
    buckets: int
    """1 where every journey is a customer's own."""

    def p(self, within: NDArray[np.bool_], among: NDArray[np.bool_]) -> float:
        """The p that those ``within`` have the risk of the others ``among``; both are marks of journeys.

        Journeys of one customer resemble each other: never below that of the spread of the covariance between buckets
        of customers, as for a group.
        """
        counts = [self._per_bucket(mask) for mask in (within, within & self.won, among, among & self.won)]
        members, hits, everybody, came = counts
        m, a, n, k = (int(each.sum()) for each in counts)
        alone = float(two_shares_p(*(np.array([value]) for value in (a, m, k - a, n - m)))[0])
        if self.buckets == 1:
            return alone
        part, risk = m / n, k / n
        scores = hits - members * risk - came * part + everybody * part * risk
        return max(alone, 2 * float(by_buckets(scores, about=np.array(-abs(scores.sum())))))

    def leaves_p(self, leaves: Sequence[NDArray[np.bool_]], among: NDArray[np.bool_]) -> float:
        """The p that the surest leaf has the risk of the others, over all leaves (Bonferroni); 0 with one bucket."""
        if self.buckets == 1:
            return 0.0
        return min(1.0, len(leaves) * min(self.p(leaf, among) for leaf in leaves))

    def _per_bucket(self, mask: NDArray[np.bool_]) -> NDArray[np.int64]:
        return np.bincount(self.bucket[mask].astype(np.int64), minlength=self.buckets)


@dataclass(frozen=True, eq=False)
class _Walk:
    nodes: list[tuple[int, int, int]]
    table: NDArray[np.float32]
    kept: _Kept
    first: NDArray[np.bool_]
    minimum: int
    level: float

    def leaves(
        self, at: int, mask: NDArray[np.bool_], path: tuple[tuple[int, bool], ...]
    ) -> list[tuple[NDArray[np.bool_], tuple[tuple[int, bool], ...]]]:
        """The leaves under a node that hold; the node itself when its split does not."""
        feature, out, inside = self.nodes[at]
        if feature < 0:
            return [(mask, path)]
        has = self.table[:, feature] > 0.5
        without, within = mask & ~has, mask & has
        enough = all(
            (side & half).sum() >= self.minimum for side in (without, within) for half in (self.first, ~self.first)
        )
        if not enough:
            return [(mask, path)]
        below = [
            *self.leaves(inside, within, (*path, (feature, True))),
            *self.leaves(out, without, (*path, (feature, False))),
        ]
        if len(below) > 2:
            return below
        p = self.kept.p(within & self.first, mask & self.first)
        return below if p <= self.level else [(mask, path)]


def _differ(table: NDArray[np.int64]) -> float:
    """Pearson's chi-square that all leaves have one risk; 1 when nobody, or everybody, has the outcome."""
    if (table.sum(axis=0) == 0).any():
        return 1.0
    if len(table) == 2:
        (a, b), (c, d) = table.tolist()
        return float(two_shares_p(*(np.array([value]) for value in (a, a + b, c, c + d)))[0])
    from scipy.stats import chi2_contingency

    return float(chi2_contingency(table, correction=False).pvalue)
