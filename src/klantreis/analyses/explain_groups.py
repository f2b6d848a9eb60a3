"""Which groups every journey of ``explain`` is in, by what stands before its landmark, and how many have the outcome.

A chunk gives a ``Part`` (plain arrays), parts are merged by adding up. Customers are dealt over buckets by a hash of
their number, so that the spread between buckets tells how much journeys of the same customer resemble each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray

from klantreis.analyses.explain_bands import Band, Bands, Known, bands_of, known_of, merged
from klantreis.analyses.explain_outcome import ByCode, Outcome
from klantreis.engine.columns import Column
from klantreis.engine.dealing import mixed
from klantreis.engine.journeys import Journeys
from klantreis.engine.local import still
from klantreis.engine.source import Source

WAITS = (("under 1 h", 3_600), ("1 h to 1 d", 86_400), ("1 d to 7 d", 604_800), ("7 d or more", None))
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
HOURS = ("0:00 to 6:00", "6:00 to 12:00", "12:00 to 18:00", "18:00 to 24:00")
SAMPLED = 100_000
"""Journeys looked at for combinations, of customers chosen by hash."""
PIECE = 2_000_000
"""Slots worked on at a time."""


@dataclass(frozen=True, eq=False)
class Asked:
    """What every chunk needs to know: the outcome, the fields, and the numbers of the groups that are not fields."""

    outcome: Outcome
    fields: tuple[str, ...]
    kinds: tuple[tuple[str, tuple[str, ...]], ...]
    """Per kind of group what it is called and its values; groups are numbered through all kinds."""
    timezone: str
    buckets: int
    bands: tuple[Bands | None, ...] = ()
    """Per field how it is cut; None where each of its values is a group."""

    @property
    def names(self) -> tuple[str, ...]:
        """What every kind of group is called. A field keeps its whole name where its own is that of another kind."""
        kinds, bare = [what for what, _ in self.kinds], [name.removeprefix("attribute:") for name in self.fields]
        taken = {*kinds, *self.fields, *(name for name, count in Counter(bare).items() if count > 1)}
        return (*kinds, *(whole if own in taken else own for own, whole in zip(bare, self.fields, strict=True)))

    @property
    def bases(self) -> NDArray[np.int64]:
        """The number of each kind's first group, and of all groups; shape (kinds + 1,)."""
        return np.cumsum([0, *(len(values) for _, values in self.kinds)])


@dataclass(frozen=True, eq=False)
class Field:
    """Journeys per value of a field, those without any left out."""

    values: tuple[str, ...]
    """In order."""
    keys: NDArray[np.int64]
    """``(value * buckets + bucket) * 2 + happened``, in order."""
    counts: NDArray[np.int64]

    def table(self, value: int, buckets: int) -> NDArray[np.int64]:
        """Journeys of one value, shape (buckets, 2)."""
        low, high = np.searchsorted(self.keys, [2 * buckets * value, 2 * buckets * (value + 1)])
        found = np.zeros(2 * buckets, np.int64)
        found[self.keys[low:high] - 2 * buckets * value] = self.counts[low:high]
        return found.reshape(buckets, 2)

    def sizes(self, buckets: int) -> NDArray[np.int64]:
        """Journeys per value."""
        return np.bincount(self.keys // (2 * buckets), self.counts, len(self.values)).astype(np.int64)


@dataclass(frozen=True, eq=False)
class Part:
    """The partial result of a chunk of whole journeys."""

    totals: NDArray[np.int64]
    """Journeys in, with the outcome, not reached, open."""
    whole: NDArray[np.int64]
    """Journeys in without and with the outcome per bucket, shape (buckets, 2)."""
    table: NDArray[np.int64]
    """The same per group that is not of a field, shape (groups, buckets, 2)."""
    fields: list[Field]
    order: NDArray[np.uint64]
    """Hash of the customer per sampled journey; the lowest bit deals customers over two halves. Shape (S,)."""
    won: NDArray[np.bool_]
    starts: NDArray[np.int64]
    ids: NDArray[np.int64]
    """Groups of sampled journey ``s``: ``ids[starts[s]:starts[s + 1]]``."""
    given: NDArray[np.int64]
    """Its value of each field, -1 without one; shape (S, fields)."""


@dataclass(frozen=True, eq=False)
class Group:
    """One group that is large enough to be compared."""

    what: str
    value: str
    n: int
    counts: NDArray[np.int64]
    """Journeys without and with the outcome per bucket, shape (buckets, 2)."""
    number: int
    """Its number among all groups, or the number of its value where it is of a field."""
    field: int | None = None
    band: Band | None = None
    """From where to where, of a numeric field that is cut."""


def groups_of(part: Part, asked: Asked, minimum: int) -> tuple[list[Group], int]:
    """Every group that is large enough, and how many were not."""
    n, found, small = int(part.totals[0]), [], 0

    def enough(sizes: NDArray[np.int64]) -> list[int]:
        nonlocal small
        fits = (sizes >= minimum) & (n - sizes >= minimum)
        # a group of everybody says nothing, and is not too small
        small += int(((sizes > 0) & (sizes < n) & ~fits).sum())
        return np.flatnonzero(fits).tolist()

    sizes, bases = part.table.sum(axis=(1, 2)), asked.bases
    for number in enough(sizes):
        kind = int(np.searchsorted(bases, number, side="right")) - 1
        what, values = asked.kinds[kind]
        found.append(Group(what, values[number - int(bases[kind])], int(sizes[number]), part.table[number], number))
    for f, (field, cut) in enumerate(zip(part.fields, asked.bands, strict=True)):
        sizes, what = field.sizes(asked.buckets), asked.names[len(asked.kinds) + f]
        limits = {} if cut is None else dict(zip(cut.names, cut.limits, strict=True))
        found += [
            Group(what, value, int(sizes[v]), field.table(v, asked.buckets), v, f, limits.get(value))
            for v, value in ((v, field.values[v]) for v in enough(sizes))
        ]
    return found, small


def cut_of(journeys: Source, outcome: Outcome, fields: Sequence[str]) -> tuple[Bands | None, ...]:
    """How each field is cut, by what is known of all journeys at their landmark."""
    if not fields:
        return ()

    def known(chunk: Journeys) -> list[Known]:
        land = looked_at(chunk, outcome)[0]
        told = [chunk.column(name) for name in fields]
        found = [np.unique(_last(chunk, outcome, land, each), return_counts=True) for each in told]
        return [
            known_of([column.values[v] for v in numbers[numbers >= 0].tolist()], counts[numbers >= 0])
            for column, (numbers, counts) in zip(told, found, strict=True)
        ]

    parts = journeys.run(known, lambda parts: [merged(each) for each in zip(*parts, strict=True)])
    return tuple(bands_of(each) for each in parts)


def kinds_of(journeys: Source, outcome: Outcome) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Every kind of group that is not a field, with its values. ``at`` has some only where landmarks may differ."""
    labels = tuple(str(label) for label in journeys.labels)
    waits = tuple(name for name, _ in WAITS)
    opens = outcome.opens
    fixed = opens is None or (isinstance(opens, ByCode) and opens.flags.sum() == 1)
    return (
        ("begins with", labels),
        ("passed", labels),
        ("passed more than once", labels),
        ("directly before", labels),
        ("at", () if fixed else labels),
        ("waited", waits),
        ("under way", waits),
        ("weekday", DAYS),
        ("hour", HOURS),
    )


def count(chunk: Journeys, asked: Asked) -> Part:
    """The kernel: one pass over a chunk, a piece at a time."""
    return merge([piece(each, asked) for each in pieces_of(chunk)], asked.buckets)


def pieces_of(chunk: Journeys) -> list[Journeys]:
    """A chunk in pieces small enough to be worked on at once."""
    return list(chunk.chunks(ceil(max(1, len(chunk.codes)) / PIECE))) or [chunk]


def merge(parts: Sequence[Part], buckets: int) -> Part:
    """The merge: counts are added up; of the sampled journeys those of the customers first by hash stay."""
    if len(parts) == 1:
        return parts[0]
    fields, given = [], []
    for each in zip(*(part.fields for part in parts), strict=True):
        field, lookups = _merged(each, 2 * buckets)
        column = [
            np.append(lookup, -1)[part.given[:, len(fields)]] for part, lookup in zip(parts, lookups, strict=True)
        ]
        fields.append(field)
        given.append(np.concatenate(column))
    starts = np.concatenate(([0], np.cumsum(np.concatenate([np.diff(part.starts) for part in parts]))))
    order, won, ids = (np.concatenate([getattr(part, name) for part in parts]) for name in ("order", "won", "ids"))
    known = np.stack(given, axis=1) if given else np.zeros((len(order), 0), np.int64)
    if len(order) > SAMPLED:
        keep = order <= np.partition(order, SAMPLED - 1)[SAMPLED - 1]
        ids = ids[np.repeat(keep, np.diff(starts))]
        starts = np.concatenate(([0], np.cumsum(np.diff(starts)[keep])))
        order, won, known = order[keep], won[keep], known[keep]
    totals, whole, table = (
        np.sum([getattr(part, name) for part in parts], axis=0) for name in ("totals", "whole", "table")
    )
    return Part(totals, whole, table, fields, order, won, starts, ids, known)


def least(marks: Sequence[NDArray[np.uint64]]) -> NDArray[np.uint64]:
    """Of hashes of customers those of the sampled journeys, when merged in any order."""
    every = np.concatenate(marks)
    return every if len(every) <= SAMPLED else every[every <= np.partition(every, SAMPLED - 1)[SAMPLED - 1]]


def _merged(parts: Sequence[Field], per_value: int) -> tuple[Field, list[NDArray[np.int64]]]:
    """Counts of equal values added up; and the new number of every value of each part."""
    values = sorted(set().union(*(part.values for part in parts)))
    place = {value: at for at, value in enumerate(values)}
    lookups = [np.array([place[value] for value in part.values], np.int64) for part in parts]
    keys = [
        lookup[part.keys // per_value] * per_value + part.keys % per_value
        for part, lookup in zip(parts, lookups, strict=True)
    ]
    found, which = np.unique(np.concatenate(keys), return_inverse=True)
    counts = np.bincount(which, np.concatenate([part.counts for part in parts]), len(found))
    return Field(tuple(values), found, counts.astype(np.int64)), lookups


def looked_at(chunk: Journeys, outcome: Outcome) -> tuple[NDArray[np.int64], NDArray[np.bool_], NDArray[np.int64]]:
    """(slot of the landmark per journey, -1 where it is left out; whether the outcome came; totals as in ``Part``)."""
    from klantreis.engine import kernels_explain as kernels

    offsets, times = still(chunk.offsets), still(chunk.times)
    land, happened, totals = np.empty(chunk.n, np.int64), np.empty(chunk.n, np.bool_), np.zeros(4, np.int64)
    nothing = still(np.zeros(0, np.bool_))
    marks = [nothing if each is None else each.of(chunk) for each in (outcome.inside, outcome.told)]
    opens, awaited = nothing if outcome.opens is None else outcome.opens.of(chunk), outcome.comes.of(chunk)
    kind = {"after": kernels.AFTER, "at": kernels.AT, "ends": kernels.ENDS}[outcome.kind]
    ways = (outcome.opens is None, kind, outcome.missing, outcome.within or 0, outcome.closed)
    kernels.landmarks(offsets, times, opens, awaited, *marks, *ways, land, happened, totals)
    return land, happened, totals


def piece(chunk: Journeys, asked: Asked, *, everyone: bool = False) -> Part:
    """One piece of a chunk; with ``everyone`` every journey that is compared is kept as sampled ones are, in order."""
    from klantreis.engine import kernels_explain as kernels

    outcome, width, bases = asked.outcome, len(chunk.labels), asked.bases
    offsets, codes, times = still(chunk.offsets), still(chunk.codes), still(chunk.times)
    land, happened, totals = looked_at(chunk, outcome)
    frozen, won, inside = still(land), still(happened), land >= 0
    mark = np.zeros(chunk.n, np.uint64)
    mark[inside] = mixed(chunk, inside)
    bucket = ((mark >> np.uint64(1)) % np.uint64(asked.buckets)).astype(np.int64)
    keep = inside.copy()
    if inside.sum() > SAMPLED and not everyone:
        keep &= mark <= np.partition(mark[inside], SAMPLED - 1)[SAMPLED - 1]
    room = int((2 * (land - chunk.offsets[:-1]) + 10)[keep].sum())
    ids, starts = np.empty(room, np.int64), np.empty(int(keep.sum()) + 1, np.int64)
    table = np.zeros((int(bases[-1]), 2 * asked.buckets), np.int64)
    first = np.where(np.diff(bases)[:7] > 0, bases[:7], -1)
    edges = np.array([seconds * 1_000_000 for _, seconds in WAITS if seconds is not None])
    when = _moments(chunk.times, np.where(inside, land, 0), asked.timezone, bases) if chunk.n else np.zeros((0, 2), int)
    kernels.tally(
        *(offsets, codes, times, frozen, won, still(when), still(bucket), still(keep), still(first), still(edges)),
        *(np.full(width, -1, np.int64), np.zeros(width, np.int64), table, ids, starts),
    )
    fields, given = [], np.full((int(keep.sum()), len(asked.fields)), -1, np.int64)
    for f, (name, cut) in enumerate(zip(asked.fields, asked.bands, strict=True)):
        column = chunk.column(name)
        last = _last(chunk, outcome, land, column)
        field, numbers = _field(column, cut, last, 2 * bucket + happened, 2 * asked.buckets)
        fields.append(field)
        given[:, f] = numbers[keep]
    whole = np.bincount(2 * bucket[inside] + happened[inside], minlength=2 * asked.buckets)
    return Part(
        totals,
        whole.reshape(-1, 2),
        table.reshape(-1, asked.buckets, 2),
        fields,
        mark[keep],
        happened[keep],
        starts,
        ids[: starts[-1]].copy(),
        given,
    )


def _last(chunk: Journeys, outcome: Outcome, land: NDArray[np.int64], known: Column) -> NDArray[np.int64]:
    """The number per journey of the value that is last known at its landmark; -1 without one."""
    from klantreis.engine import kernels_explain as kernels

    last = np.empty(chunk.n, np.int64)
    kernels.known(still(chunk.offsets), still(land), int(outcome.kind == "at"), still(known.numbers), last)
    return last


def _field(
    known: Column, cut: Bands | None, last: NDArray[np.int64], place: NDArray[np.int64], per_value: int
) -> tuple[Field, NDArray[np.int64]]:
    """Journeys per value (or band) of a field, and its number per journey; values in order of their texts."""
    has = last >= 0
    present, which = np.unique(last[has], return_inverse=True)
    told = [known.values[number] for number in present.tolist()]
    texts = [str(value) for value in told] if cut is None else cut.named(told)
    values = sorted(set(texts))
    rank = {value: at for at, value in enumerate(values)}
    numbers = np.full(len(last), -1, np.int64)
    numbers[has] = np.array([rank[text] for text in texts], np.int64)[which]
    keys, counts = np.unique(numbers[has] * per_value + place[has], return_counts=True)
    return Field(tuple(values), keys, counts.astype(np.int64)), numbers


def _moments(
    times: NDArray[np.int64], at: NDArray[np.int64], timezone: str, bases: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Groups by the day of the week and the part of the day of each landmark, where the clock is ``timezone``'s."""
    import pyarrow as pa
    import pyarrow.compute as pc

    local = pa.array(np.asarray(times[at]), pa.timestamp("us", timezone))
    day = pc.call_function("day_of_week", [local]).to_numpy(zero_copy_only=False)
    hour = pc.call_function("hour", [local]).to_numpy(zero_copy_only=False)
    return np.stack((bases[7] + day, bases[8] + hour // 6), axis=1).astype(np.int64)
