"""``drift``: did behaviour change. Two windows of journeys, compared as a whole and per touchpoint."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from klantreis.analyses.drift_customers import ByCustomer, by_customer, permuted, spread_p
from klantreis.analyses.measures import Interval, checked, false_discovery, newcombe, ranks, two_shares_p, visits
from klantreis.analyses.picture import chance, points
from klantreis.analyses.result import Result, Scope, iso, keys_of, plain
from klantreis.engine.distinct import Counted, counted, merged
from klantreis.engine.journeys import Journeys
from klantreis.engine.local import still, threads_to_use
from klantreis.engine.source import Source
from klantreis.errors import UserError

LEVEL = 0.05
"""A touchpoint moved when its q is at most this."""
PERMUTATIONS = 999
SEED = 20260901
BLOCKS = 9
"""Permutations are drawn in this many blocks, each with its own seed, whatever the number of threads."""


@dataclass(frozen=True)
class Window:
    """How many journeys of one window reach a touchpoint."""

    journeys: int
    share: float


@dataclass(frozen=True)
class Moved:
    """One touchpoint or activity that more, or fewer, journeys reach than before."""

    name: str
    before: Window
    after: Window
    difference: float
    """Share after less share before."""
    interval: Interval | None
    """Newcombe's 95 % interval of the difference."""
    p: float
    """Chi-square, or Fisher's exact test where a count is small; not below that of the spread between buckets of
    customers where customers have several journeys."""
    q: float
    """Benjamini–Hochberg over every touchpoint of either window and both distances."""


@dataclass(frozen=True)
class LeftOut:
    """What changed and a limit leaves unlisted: the smallest differences of each kind."""

    moved: int
    new: int
    vanished: int


@dataclass(frozen=True)
class Drift(Result):
    """What changed from the first window to the second."""

    question: ClassVar[str] = "drift"
    columns: ClassVar[tuple[str, ...]] = ("change", *keys_of(Moved))
    before: Scope
    after: Scope
    distance: float
    """Jensen–Shannon distance (base 2, 0 … 1) between the shares of events per touchpoint."""
    p: float
    """Part of the random splits of the same journeys (or of their customers, where those have several) that are at
    least as far apart."""
    q: float
    """Benjamini–Hochberg over both distances and every touchpoint together."""
    transitions_distance: float
    transitions_p: float
    transitions_q: float
    permutations: int
    empty: int
    """Journeys without any event, in neither window."""
    tested: int
    """Touchpoints of either window."""
    moved: tuple[Moved, ...]
    """In both windows, q at most 0.05, the largest difference first."""
    new: tuple[Moved, ...]
    """Only in the second window, q at most 0.05."""
    vanished: tuple[Moved, ...]
    """Only in the first window, q at most 0.05."""
    left_out: LeftOut
    unclear: tuple[Moved, ...]
    """In one window only, too few to tell from chance. Answers count them, and the journeys that reach any of them."""
    unclear_new_journeys: int
    unclear_vanished_journeys: int

    @property
    def unclear_new(self) -> int:
        """Touchpoints of the second window only, too few to tell from chance."""
        return sum(not each.before.journeys for each in self.unclear)

    @property
    def unclear_vanished(self) -> int:
        """Touchpoints of the first window only, too few to tell from chance."""
        return len(self.unclear) - self.unclear_new

    def rows(self) -> Sequence[dict[str, Any]]:
        """One dict per touchpoint that moved, is new or vanished, with ``change`` naming which."""
        listed = (("moved", self.moved), ("new", self.new), ("vanished", self.vanished))
        return [{"change": change, **plain(each)} for change, found in listed for each in found]

    def told(self) -> Sequence[str]:
        """Both distances, and how many journeys each window has."""
        return (
            f"touchpoints: distance {self.distance:.3f}, p {chance(self.p)}, q {chance(self.q)}",
            f"transitions: distance {self.transitions_distance:.3f}, p {chance(self.transitions_p)}, "
            f"q {chance(self.transitions_q)}",
            f"{self.before.n:,} journeys before, {self.after.n:,} after; {self.tested:,} touchpoints tested, "
            f"{len(self.unclear):,} in one window only and too rare to tell from chance",
        )

    def bars(self) -> Sequence[tuple[str, float, str]]:
        """The size of each change."""
        found = (*self.moved, *self.new, *self.vanished)
        return [(each.name, abs(each.difference), points(each.difference)) for each in found]

    def body(self) -> dict[str, Any]:
        """The stable keys, then what they rest on."""
        return {
            "before": _window(self.before),
            "after": _window(self.after),
            "distance": self.distance,
            "p": self.p,
            "q": self.q,
            "transitions": {"distance": self.transitions_distance, "p": self.transitions_p, "q": self.transitions_q},
            "permutations": self.permutations,
            "empty": self.empty,
            "tested": self.tested,
            "moved": plain(self.moved),
            "new": plain(self.new),
            "vanished": plain(self.vanished),
            "left_out": plain(self.left_out),
            "unclear": {
                "new": self.unclear_new,
                "new_journeys": self.unclear_new_journeys,
                "vanished": self.unclear_vanished,
                "vanished_journeys": self.unclear_vanished_journeys,
            },
        }


def drift(
    before: Source,
    after: Source,
    *,
    permutations: int = PERMUTATIONS,
    seed: int = SEED,
    limit: int | None = None,
) -> Drift:
    """Whether journeys of the second window behave otherwise than those of the first.

    Touchpoints by their share of the events, transitions (start and end among them) by their share of all: each pair of
    distributions by its Jensen–Shannon distance (Lin 1991; Endres and Schindelin 2003). ``p`` is that of a permutation
    test over whole journeys: ``(1 + splits at least as far apart) / (1 + permutations)``; the same ``seed`` gives the
    same p. Where customers have several journeys whole customers are dealt out, and no p is below what their spread
    allows. Per touchpoint the share of journeys that reach it is compared. Journeys that the end of the data cuts short
    look like change; end the second window early enough for its journeys to be over. ``limit`` lists only so many of
    what moved, is new and vanished, the largest differences, and counts the rest in ``left_out``. Raises ``UserError``
    (``drift.not_journeys``, ``drift.window_empty``, ``drift.permutations``, ``drift.limit``).
    """
    checked(limit, "drift")
    for name, window in (("before", before), ("after", after)):
        if not hasattr(window, "run"):
            raise UserError(
                "drift.not_journeys",
                f"A {type(window).__name__} is no set of journeys.",
                where=name,
                mend="Give the journeys of both windows, such as ws.journeys(to=…) and ws.journeys(from_=…).",
                params={"kind": type(window).__name__},
            )
    if not 1 <= permutations <= 100_000:
        raise UserError(
            "drift.permutations",
            f"{permutations} permutations cannot be drawn.",
            where="permutations",
            mend="Give 1 to 100,000.",
            params={"permutations": permutations},
        )
    first, second = _same_labels(before, after)
    place = ranks(first.labels)
    parts = [_with_events(window.run(counted, merged)).in_order(place) for window in (first, second)]
    for name, part in zip(("before", "after"), parts, strict=True):
        if not part.counts.sum():
            raise UserError(
                "drift.window_empty",
                f"The {'first' if name == 'before' else 'second'} window has no journeys with events.",
                where=name,
                mend="Choose windows, or a moment, with journeys on both sides.",
                params={"window": name},
            )
    customers = by_customer(first, second)
    kept = None if customers is None else (customers[0].in_order(place), customers[1].in_order(place))
    return _compared(first, second, parts, kept, permutations=permutations, seed=seed, limit=limit)


def drift_at(journeys: Source, at: int, **how: Any) -> Drift:
    """``drift`` of the journeys that start before ``at`` (microseconds in UTC) and from it on.

    Those without any event start nowhere: they are counted in ``empty``.
    """
    before, after = split(journeys, at)
    return replace(drift(before, after, **how), empty=journeys.n - before.n - after.n)


def split(journeys: Source, at: int) -> tuple[Source, Source]:
    """The journeys that start before ``at`` (microseconds in UTC), and those that start at or after it."""
    return journeys.each(lambda chunk: _starting(chunk, at, True)), journeys.each(lambda chunk: _starting(chunk, at))


def of_window(journeys: Source, at: int, *, early: bool = False) -> NDArray[np.int64]:
    """1 for journeys of the window before ``at`` (``early``) or after it; shape (J,).

    Sums to the ``n`` of the window; those of them with events of a touchpoint to its ``before`` or ``after``.
    """
    return journeys.run(lambda chunk: _inside(chunk, at, early), np.concatenate).astype(np.int64)


def rare(journeys: Source, at: int, chances: tuple[float, float], *, early: bool) -> list[str]:
    """Touchpoints of one window only that are too few to tell from chance: those ``drift_at`` tells in ``unclear``.

    ``chances``: its ``p`` and ``transitions_p``, with which touchpoints are corrected; so nothing is permuted here.
    """
    windows = split(journeys, at)
    before, after = (visits(window)[1] for window in windows)
    tested = np.flatnonzero(before[1:] + after[1:]) + 1
    k, m = before[tested], after[tested]
    p = _chances(k, m, (windows[0].n, windows[1].n), by_customer(*windows), tested)
    q = false_discovery(np.concatenate((p, chances)))[: len(p)]
    return [str(journeys.labels[code]) for code in tested[(q > LEVEL) & ((m if early else k) == 0)]]


def _starting(chunk: Journeys, at: int, early: bool = False) -> Journeys:
    return chunk.select(_inside(chunk, at, early))


def _inside(chunk: Journeys, at: int, early: bool) -> NDArray[np.bool_]:
    starts = np.asarray(chunk.times)[chunk.offsets[:-1]]
    return ((starts < at) == early) & (chunk.lengths > 0)


def _same_labels(before: Source, after: Source) -> tuple[Source, Source]:
    if before.labels == after.labels:
        return before, after
    labels = (*before.labels, *sorted({str(label) for label in after.labels[1:]} - set(before.labels)))
    places = {label: place for place, label in enumerate(labels)}
    lookup = np.array([places[label] for label in after.labels], np.int32)
    return (
        before.each(lambda chunk: replace(chunk, labels=labels), labels=labels),
        after.each(lambda chunk: chunk.relabel(lookup, labels), labels=labels),
    )


def _with_events(part: Counted) -> Counted:
    """Without the sequence of no events; there is at most one."""
    none = np.flatnonzero(np.diff(part.offsets) == 1)
    return replace(part, counts=np.where(np.isin(np.arange(len(part.counts)), none), 0, part.counts))


def _compared(
    before: Source,
    after: Source,
    parts: list[Counted],
    customers: tuple[ByCustomer, ByCustomer] | None,
    *,
    permutations: int,
    seed: int,
    limit: int | None,
) -> Drift:
    from klantreis.engine import kernels_drift as kernels

    whole = merged(parts)
    # sequences of the first window come first, in its own order
    early = np.pad(parts[0].counts, (0, len(whole.counts) - len(parts[0].counts)))
    late = whole.counts - early
    width = len(before.labels)
    labels = [before.labels[code] for code in np.argsort(ranks(before.labels))]
    codes = whole.codes.astype(np.int64)
    numbers, kinds = _pair_numbers(codes, width)
    arrays = (still(whole.offsets), still(codes), still(numbers))
    reached, distances = [], []
    for weights in (early, whole.counts):
        events, journeys = np.zeros(width, np.int64), np.zeros(width, np.int64)
        kernels.present(arrays[0], arrays[1], still(weights), events, journeys, np.full(width, -1, np.int64))
        pairs = np.zeros(kinds, np.int64)
        kernels.pairs(arrays[0], arrays[2], still(weights), pairs)
        reached.append(journeys)
        distances.append((events, pairs))
    measured = [float(kernels.distance(one, both)) for one, both in zip(*distances, strict=True)]
    size = int(min(early.sum(), late.sum()))
    blocks = [
        (
            len(range(block, permutations, BLOCKS)),
            int(np.random.SeedSequence((seed, block)).generate_state(1, np.uint64)[0]) | 1,
        )
        for block in range(BLOCKS)
    ]

    def drawn(block: tuple[int, int]) -> NDArray[np.float64]:
        found = np.empty((block[0], 2))
        kernels.permute(*arrays, still(whole.counts), width, kinds, size, block[0], np.uint64(block[1]), found)
        return found

    if customers is None:
        with ThreadPoolExecutor(threads_to_use()) as pool:
            chance = np.concatenate(list(pool.map(drawn, blocks)))
    else:
        chance = permuted(*customers, size, blocks)
    # a split no further apart than by rounding is as far apart
    p = (1 + (chance >= np.array(measured) - 1e-12).sum(axis=0)) / (1 + permutations)
    tested = np.flatnonzero(reached[1])
    sizes = (int(early.sum()), int(late.sum()))
    counts = (reached[0][tested], (reached[1] - reached[0])[tested])
    chances = _chances(*counts, sizes, customers, tested)
    moved, q = _moved([str(labels[code]) for code in tested.tolist()], *counts, sizes, chances, besides=p)
    clear = [each for each in moved if each.q <= LEVEL]
    kinds_of_change = (
        [each for each in clear if each.before.journeys and each.after.journeys],
        [each for each in clear if not each.before.journeys],
        [each for each in clear if not each.after.journeys],
    )
    listed = [tuple(found[:limit]) for found in kinds_of_change]
    unclear = tuple(each for each in moved if each.q > LEVEL and not (each.before.journeys and each.after.journeys))

    def reaching(early_only: bool) -> int:
        named = {each.name for each in unclear if bool(each.before.journeys) == early_only}
        any_of = np.array([label in named for label in labels])[codes]
        weights = early if early_only else late
        return int(weights[np.logical_or.reduceat(any_of, whole.offsets[:-1])].sum()) if len(codes) else 0

    return Drift(
        scope=_both(before, after),
        before=Scope.of(before),
        after=Scope.of(after),
        distance=measured[0],
        p=float(p[0]),
        q=q[0],
        transitions_distance=measured[1],
        transitions_p=float(p[1]),
        transitions_q=q[1],
        permutations=permutations,
        empty=before.n + after.n - int(whole.counts.sum()),
        tested=len(tested),
        moved=listed[0],
        new=listed[1],
        vanished=listed[2],
        left_out=LeftOut(*(len(all_) - len(some) for all_, some in zip(kinds_of_change, listed, strict=True))),
        unclear=unclear,
        unclear_new_journeys=reaching(False),
        unclear_vanished_journeys=reaching(True),
    )


def _pair_numbers(codes: NDArray[np.int64], width: int) -> tuple[NDArray[np.int64], int]:
    """A number per slot for the transition that arrives there, and how many there are."""
    left = np.concatenate((np.zeros(1, np.int64), codes[:-1]))[: len(codes)]
    found, numbers = np.unique(left * width + codes, return_inverse=True)
    return numbers.astype(np.int64), len(found)


def _chances(
    early: NDArray[np.int64],
    late: NDArray[np.int64],
    wholes: tuple[int, int],
    customers: tuple[ByCustomer, ByCustomer] | None,
    codes: NDArray[np.int64],
) -> NDArray[np.float64]:
    """The p per touchpoint that the same share of journeys reaches it in both windows."""
    p = two_shares_p(early, np.full(len(early), wholes[0]), late, np.full(len(late), wholes[1]))
    return p if customers is None else np.maximum(p, spread_p(*customers, codes))


def _moved(
    names: Sequence[str],
    early: NDArray[np.int64],
    late: NDArray[np.int64],
    wholes: tuple[int, int],
    p: NDArray[np.float64],
    *,
    besides: NDArray[np.float64],
) -> tuple[list[Moved], list[float]]:
    """Every touchpoint, the largest difference first, and the q of the other p that are told with them."""
    before, after = wholes
    q = false_discovery(np.concatenate((p, besides))).tolist()
    found = [
        Moved(
            name=name,
            before=Window(one, one / before),
            after=Window(other, other / after),
            difference=other / after - one / before,
            interval=newcombe(other, after, one, before),
            p=each,
            q=corrected,
        )
        for name, one, other, each, corrected in zip(
            names, early.tolist(), late.tolist(), p.tolist(), q[: len(p)], strict=True
        )
    ]
    return sorted(found, key=lambda each: (-abs(each.difference), each.name)), q[len(p) :]


def _both(before: Source, after: Source) -> Scope:
    one, other = Scope.of(before), Scope.of(after)
    moments = [m for scope in (one, other) for m in (scope.first, scope.last) if m is not None]
    shared = {name: said for name, said in one.filters.items() if other.filters.get(name) == said}
    return Scope(one.n + other.n, min(moments, default=None), max(moments, default=None), shared)


def _window(scope: Scope) -> dict[str, Any]:
    return {"n": scope.n, "from": iso(scope.first), "to": iso(scope.last)}
