"""Journeys in order: the arrays that every kernel reads.

The layout is CSR with one sentinel slot after each journey, so that a kernel can run over all
events in one flat loop: journey ``k`` occupies the slots ``offsets[k] … offsets[k + 1] - 2`` and
slot ``offsets[k + 1] - 1`` holds code 0. Activity codes start at 1; code 0 is "start" on the left
and "end" on the right of a pair.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from dataclasses import fields as dataclass_fields
from functools import cached_property, partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from klantreis.engine.columns import Attributes, Column, column
from klantreis.engine.source import P, Source

if TYPE_CHECKING:
    from klantreis.engine.prepared import Prepared
    from klantreis.engine.selecting import Chosen

MICROSECONDS = 1_000_000
KEPT = ("prepared", "chosen", "_span", "_kept", "edges")
"""What holds of the same codes and times, whoever has them."""
OF_TIMES = ("_span", "edges")
"""Of these, what holds of the same times, whatever the codes."""
EDGES = 32
"""So many journeys are known by their place at either end of the time range."""


@dataclass(frozen=True, eq=False)
class Journeys(Source):
    """Whole journeys, each in its order (time, then the file's order), in this process.

    Shapes: with J journeys and E events, ``codes`` and ``times`` have E + J slots and ``offsets``
    J + 1 entries. Units: ``times`` are microseconds since 1970 in UTC; a sentinel slot repeats the
    time of its journey's last event. The arrays may be memory-mapped and are read-only.
    """

    offsets: NDArray[np.int64]
    codes: NDArray[Any]
    times: NDArray[np.int64]
    labels: tuple[str | None, ...]
    """Label per code; ``labels[0]`` is None, the sentinel."""
    customers: NDArray[Any]
    """Number of the customer per journey."""
    customer_names: Callable[[Sequence[int]], list[str]]
    """Resolves customer numbers to customer ids."""
    rows: NDArray[Any] | None = None
    """Ordinal of the stored event per slot (undefined in sentinel slots), for attribute look-ups."""
    version: str = ""
    """Changes whenever the events behind it change; part of every cache key."""
    unit: str = "customer"
    """What one journey is: ``customer``, ``journey`` (by journey id) or ``gap``."""
    filters: dict[str, Any] = field(default_factory=dict)
    """What was selected, as the user said it; repeated in every result."""
    columns: Mapping[str, Column] = field(default_factory=dict)
    """Fields of the events besides activity and time, one value per slot: those that ``reading`` asked for."""

    # What quick kernels read besides. No fields, so that ``replace`` never carries them on to other codes or times.
    prepared: ClassVar[Prepared | None] = None
    """What the index keeps for these codes and times."""
    chosen: ClassVar[Chosen | None] = None
    """Where these are a selection: the journeys they were chosen from, and which."""

    def knowing(self, prepared: Prepared | None) -> Journeys:
        """These journeys, with what is kept for them."""
        vars(self)["prepared"] = prepared
        return self

    @property
    def n(self) -> int:
        """Number of journeys."""
        return len(self.offsets) - 1 if self.chosen is None else self.chosen.n

    @property
    def events(self) -> int:
        """Number of events, sentinels not counted."""
        return self.slots - self.n

    @property
    def slots(self) -> int:
        """Length of ``codes`` and ``times``."""
        return len(self.codes) if self.chosen is None else self.chosen.slots

    @property
    def lengths(self) -> NDArray[np.int64]:
        """Events per journey, shape (J,)."""
        return np.diff(self.offsets) - 1

    def span(self) -> tuple[int, int] | None:
        """First and last time in microseconds, or None when there are no events."""
        return self._span

    @cached_property
    def _span(self) -> tuple[int, int] | None:
        # Belongs to the arrays, which do not change: every answer says it, so it is looked up once.
        if self.chosen is not None:
            return self.chosen.span()
        if self.events == 0:
            return None
        from klantreis.engine import kernels_groups as kernels
        from klantreis.engine.local import still

        low, high = kernels.bounds(still(self.offsets), still(self.times))
        return int(low), int(high)

    @cached_property
    def edges(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Journeys that begin first and journeys that end last, in order; among those that have events."""
        from klantreis.engine import kernels_selecting as kernels
        from klantreis.engine.local import still

        early, late = np.full(EDGES, -1, np.int64), np.full(EDGES, -1, np.int64)
        kernels.edges(still(self.offsets), still(self.times), early, late)
        return early[early >= 0], late[late >= 0]

    @property
    def fields(self) -> frozenset[str]:
        """The fields that ``column`` can give."""
        return frozenset(self.columns)

    def column(self, name: str) -> Column:
        """A field per slot; one that the events do not have has no value anywhere."""
        known = self.columns.get(name)
        return Column((), np.full(len(self.codes), -1, np.int64)) if known is None else known

    def run(self, kernel: Callable[[Journeys], P], merge: Callable[[Sequence[P]], P]) -> P:
        """``merge`` of ``kernel`` over chunks on threads; the same answer for any number of them."""
        from klantreis.engine import local

        return local.run(kernel, merge, self)

    def each(
        self,
        change: Callable[[Journeys], Journeys],
        *,
        labels: Sequence[str | None] | None = None,
        filters: dict[str, Any] | None = None,
    ) -> Journeys:
        """The journeys after ``change``; it says the labels by itself."""
        changed = change(self)
        return changed if filters is None else changed.told(filters)

    def reading(self, names: set[str], attributes: Attributes | None = None) -> Journeys:
        """The same journeys with these fields as columns, given by ``attributes`` per slot, else those they have."""
        given = {} if attributes is None else attributes(names)
        had = {name: known for name, known in self.columns.items() if name in names}
        return replace(self, columns=had | {name: column(given[name]) for name in names if name in given})

    def local(self) -> Journeys:
        """These journeys."""
        return self

    def journey(self, k: int) -> list[tuple[str, int]]:
        """Journey ``k`` as (label, microseconds) pairs, for people and for tests."""
        lo, hi = int(self.offsets[k]), int(self.offsets[k + 1]) - 1
        return [(str(self.labels[int(c)]), int(t)) for c, t in zip(self.codes[lo:hi], self.times[lo:hi], strict=True)]

    def select(self, mask: NDArray[np.bool_], *, filters: dict[str, Any] | None = None) -> Journeys:
        """Only the journeys where ``mask`` (shape (J,)) is true, in the same order."""
        if mask.all():
            return self.told(filters if filters is not None else self.filters)
        from klantreis.engine.selecting import select

        return select(self, mask, filters if filters is not None else self.filters)

    def told(self, filters: dict[str, Any]) -> Journeys:
        """The same journeys, said to be selected by ``filters``."""
        same = replaced(self, filters=filters)
        vars(same).update({name: vars(self)[name] for name in KEPT if name in vars(self)})
        return same

    def relabel(self, lookup: NDArray[Any], labels: tuple[str | None, ...]) -> Journeys:
        """The same journeys with code ``c`` replaced by ``lookup[c]``; 0 removes the event.

        ``lookup`` has one entry per present code (``lookup[0]`` must be 0). A journey that loses all
        its events stays, empty, so that journey numbers keep their meaning.
        """
        from klantreis.engine.selecting import told

        if self.chosen is not None and self.chosen.most:
            # all are told, which is quicker than copying the chosen: the questions that follow may skip journeys too
            base = self.chosen.base
            _ = base.edges  # known once for all maps
            return base.relabel(lookup, labels).select(self.chosen.mask, filters=self.filters)
        codes = told(self.codes, lookup)
        if not lookup[1:].all():
            return self.recode(codes, labels)
        same = replace(self, codes=codes, labels=labels)
        vars(same).update({name: vars(self)[name] for name in OF_TIMES if name in vars(self)})
        return same

    def recode(self, codes: NDArray[Any], labels: tuple[str | None, ...]) -> Journeys:
        """The same journeys with a new code per slot (shape as ``codes``); 0 removes the event."""
        ends = self.offsets[1:] - 1
        keep = codes != 0
        keep[ends] = True
        if keep.all():
            return replace(self, codes=codes, labels=labels)
        kept_before = np.concatenate(([0], np.cumsum(keep)))
        offsets, times = kept_before[self.offsets].astype(np.int64), self.times[keep]
        # A journey that lost its last event ends earlier now.
        last = offsets[1:][np.diff(offsets) > 1] - 1
        times[last] = times[last - 1]
        return replace(
            self,
            offsets=offsets,
            codes=codes[keep],
            times=times,
            labels=labels,
            rows=None if self.rows is None else self.rows[keep],
            columns=self._columns(keep),
        )

    def chunks(self, parts: int) -> Iterator[Journeys]:
        """At most ``parts`` views of whole journeys with about equally many slots each; no copies.

        A view's ``offsets`` start at 0 relative to its own arrays. A selection is cut where what it was chosen from is.
        """
        if self.chosen is None and self.prepared is None:
            yield from self._cut(parts)
            return
        # An index and a selection are asked again and again: what chunks make when it is read stays with them.
        kept = vars(self).setdefault("_kept", {})
        made = kept.get(parts)
        if made is None:
            kept.clear()
            made = kept[parts] = list(self._cut(parts) if self.chosen is None else self.chosen.chunks(self, parts))
        yield from made

    def _cut(self, parts: int) -> Iterator[Journeys]:
        times, rows = vars(self)["times"], vars(self)["rows"]
        for a, b in self.cuts(parts):
            lo, hi = int(self.offsets[a]), int(self.offsets[b])
            part = replaced(
                self,
                offsets=later(partial(_from, self.offsets, a, b)),
                codes=self.codes[lo:hi],
                times=times[lo:hi],
                customers=self.customers[a:b],
                rows=None if rows is None else rows[lo:hi],
                columns=self._columns(slice(lo, hi)),
            )
            yield part.knowing(self.prepared and self.prepared.part(slice(a, b), slice(lo, hi)))

    def cuts(self, parts: int) -> Iterator[tuple[int, int]]:
        """Ranges of journeys with about equally many slots each."""
        wanted = np.linspace(0, len(self.codes), min(max(parts, 1), max(self.n, 1)) + 1)
        return pairwise(np.unique(np.searchsorted(self.offsets, wanted, side="left")).tolist())

    def _columns(self, slots: Any) -> dict[str, Column]:
        """The columns at these slots: a mask, their numbers or a slice."""
        return {name: Column(known.values, known.numbers[slots]) for name, known in self.columns.items()}


class Later:
    """An array that is made when somebody reads it; of a chunk, the part that is the chunk's."""

    def __init__(self, make: Callable[[], NDArray[Any]], place: slice = slice(None)) -> None:
        self._make, self._place = make, place

    def __getitem__(self, place: slice) -> Later:
        """A part of the whole."""
        return Later(self._make, place)

    def made(self) -> NDArray[Any]:
        """The array."""
        return self._make()[self._place]


def _from(offsets: NDArray[np.int64], a: int, b: int) -> NDArray[np.int64]:
    return offsets[a : b + 1] - offsets[a]


def later(make: Callable[[], NDArray[Any]]) -> Any:
    """A value for an array of journeys that whoever reads the field sees as the array that ``make`` gives."""
    return Later(make)


class _MadeWhenRead:
    """A field of journeys that may hold a ``Later``: read, it is an array, and stays one."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, journeys: Journeys | None, kind: type | None = None) -> Any:
        if journeys is None:
            return self
        value = vars(journeys)[self.name]
        if isinstance(value, Later):
            value = vars(journeys)[self.name] = value.made()
        return value

    def __set__(self, journeys: Journeys, value: Any) -> None:
        vars(journeys)[self.name] = value


for _name in ("offsets", "codes", "times", "rows", "customers"):
    setattr(Journeys, _name, _MadeWhenRead(_name))


def replaced(journeys: Journeys, **fields: Any) -> Journeys:
    """As ``dataclasses.replace``, which would read the fields that are not replaced."""
    had = {each.name: vars(journeys)[each.name] for each in dataclass_fields(journeys) if each.name not in fields}
    return Journeys(**had, **fields)


def from_events(
    customers: Sequence[str], activities: Sequence[str], times: Sequence[int] | NDArray[np.int64], *, version: str = ""
) -> Journeys:
    """Journeys from three parallel columns, one journey per customer.

    ``times`` are microseconds in UTC; ties keep the order of the columns. Codes are given in order
    of first appearance. Meant for small and middling tables held in memory.
    """
    names, keys = np.unique(np.asarray(customers, dtype=object).astype(str), return_inverse=True)
    words, first, coded = np.unique(
        np.asarray(activities, dtype=object).astype(str), return_index=True, return_inverse=True
    )
    by_appearance = np.argsort(first)
    rank = np.empty(len(words), dtype=np.int64)
    rank[by_appearance] = np.arange(1, len(words) + 1)
    stamp = np.asarray(times, dtype=np.int64)
    order = np.lexsort((stamp, keys))
    counts = np.bincount(keys, minlength=len(names))
    offsets = np.concatenate(([0], np.cumsum(counts + 1))).astype(np.int64)
    slots = np.arange(len(order)) + keys[order]
    size = len(order) + len(names)
    codes = np.zeros(size, dtype=_code_type(len(words)))
    moments = np.zeros(size, dtype=np.int64)
    rows = np.zeros(size, dtype=np.int64)
    codes[slots] = rank[coded[order]]
    moments[slots] = stamp[order]
    rows[slots] = order
    ends = offsets[1:] - 1
    moments[ends] = moments[ends - 1]
    known = [str(name) for name in names]
    return Journeys(
        offsets=offsets,
        codes=codes,
        times=moments,
        labels=(None, *(str(words[i]) for i in by_appearance)),
        customers=np.arange(len(names), dtype=np.int32),
        customer_names=lambda numbers: [known[int(i)] for i in numbers],
        rows=rows,
        version=version,
    )


def _code_type(labels: int) -> type[np.unsignedinteger[Any]]:
    """The narrowest unsigned type that holds the codes 0 … labels."""
    if labels < 2**8:
        return np.uint8
    return np.uint16 if labels < 2**16 else np.uint32
