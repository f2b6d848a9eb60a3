"""Which touchpoint every event belongs to: the first, in map order, whose rule holds; else it is off the map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from klantreis.engine.columns import Attributes, Column, column
from klantreis.engine.journeys import Journeys
from klantreis.engine.selecting import flat, present
from klantreis.errors import UserError
from klantreis.evidence.rules import DEPENDS, NO, YES, Flags, Labels, fields, of_labels, of_slots, plain
from klantreis.journey.document import Document


@dataclass(frozen=True, eq=False)
class Bound:
    """Journeys told in touchpoints.

    ``journeys`` has the codes 1 … T for the touchpoints in map order (their label is the touchpoint's
    id) and T+1 … for activities off the map (their label is the activity's own name).
    """

    journeys: Journeys
    touchpoints: tuple[str, ...]
    """Ids in map order; touchpoint ``k`` has code ``k + 1``."""
    off_map: tuple[str, ...]
    """Names of the activities of which at least one event is off the map."""
    unbound: tuple[str, ...]
    """Ids of touchpoints without a rule."""
    broken: dict[str, UserError] = field(default_factory=dict)
    """Why a touchpoint's rule cannot be used, by id; such a touchpoint gets no events."""

    def code_of(self, touchpoint: str) -> int:
        """The code of a touchpoint's events."""
        return self.touchpoints.index(touchpoint) + 1


def bind(document: Document, journeys: Journeys, attributes: Attributes | None = None) -> Bound:
    """Tells journeys (labels = activities) in the touchpoints of a map.

    Rules over the activity alone become one table from activity to touchpoint; only events whose
    activity leaves the answer open are looked at one by one, through ``attributes``.
    """
    touchpoints = [t.id for t in document.touchpoints()]
    rules: dict[int, dict[str, Any]] = {}
    broken: dict[str, UserError] = {}
    for k, touchpoint in enumerate(touchpoints, start=1):
        binding = document.binding_of(touchpoint)
        if binding is None:
            continue
        rule = plain(binding.rule)
        try:
            of_labels(rule, Labels.of(("",)))
            rules[k] = rule
        except UserError as problem:
            broken[touchpoint] = problem
    looked_up, per_slot = _assign(journeys, rules, attributes, broken, touchpoints)
    total = len(touchpoints)
    if per_slot is None:
        return _by_table(document, journeys, looked_up, touchpoints, broken)
    codes = looked_up[journeys.codes]
    codes[per_slot[0]] = per_slot[1]
    off = (codes == 0) & (np.asarray(journeys.codes) != 0)
    present = np.bincount(journeys.codes[off], minlength=len(journeys.labels)) > 0
    names = np.flatnonzero(present)
    ghost = np.zeros(len(journeys.labels), np.int64)
    ghost[names] = np.arange(total + 1, total + 1 + len(names))
    codes[off] = ghost[journeys.codes[off]]
    off_map = tuple(str(journeys.labels[int(c)]) for c in names)
    return Bound(
        journeys=journeys.recode(codes.astype(_narrow(total + len(names))), (None, *touchpoints, *off_map)),
        touchpoints=tuple(touchpoints),
        off_map=off_map,
        unbound=tuple(t for t in touchpoints if document.binding_of(t) is None),
        broken=broken,
    )


def _by_table(
    document: Document,
    journeys: Journeys,
    table: NDArray[np.int64],
    touchpoints: list[str],
    broken: dict[str, UserError],
) -> Bound:
    """As ``bind`` where the activity alone says the touchpoint: one table, one pass."""
    total = len(touchpoints)
    names = np.flatnonzero((present(flat(journeys)[0], len(table)) > 0) & (table == 0))
    names = names[names > 0]
    lookup = table.copy()
    lookup[names] = np.arange(total + 1, total + 1 + len(names))
    off_map = tuple(str(journeys.labels[int(c)]) for c in names)
    lookup = lookup.astype(_narrow(total + len(names)))
    # an activity without events is in no slot; any code but 0, which would take events away, will do
    lookup[1:][lookup[1:] == 0] = 1
    return Bound(
        journeys=journeys.relabel(lookup, (None, *touchpoints, *off_map)),
        touchpoints=tuple(touchpoints),
        off_map=off_map,
        unbound=tuple(t for t in touchpoints if document.binding_of(t) is None),
        broken=broken,
    )


def events_where(rule: Any, journeys: Journeys, attributes: Attributes | None = None) -> Flags:
    """The slots whose event a rule holds for, shape as ``journeys.codes``; never a sentinel.

    Raises ``evidence.regex`` when the rule has a regular expression that cannot be used.
    """
    looked_up, per_slot = _assign(journeys, {1: plain(rule)}, attributes)
    codes = looked_up[journeys.codes]
    if per_slot is not None:
        codes[per_slot[0]] = per_slot[1]
    return codes == 1


def columns_of(wanted: set[str], journeys: Journeys, attributes: Attributes | None) -> dict[str, Column]:
    """The asked fields per slot; a field that the data do not have has no value anywhere."""
    out: dict[str, Column] = {}
    if "activity" in wanted:
        out["activity"] = Column(tuple(journeys.labels), np.asarray(journeys.codes, dtype=np.int64))
    asked = wanted - {"activity"}
    given: Mapping[str, Any] = attributes(asked) if attributes is not None and asked else {}
    for name in asked:
        out[name] = column(given[name]) if name in given else Column((), np.full(len(journeys.codes), -1, np.int64))
    return out


def _assign(
    journeys: Journeys,
    rules: Mapping[int, Mapping[str, Any]],
    attributes: Attributes | None,
    broken: dict[str, UserError] | None = None,
    touchpoints: list[str] | None = None,
) -> tuple[NDArray[np.int64], tuple[NDArray[np.int64], NDArray[np.int64]] | None]:
    """The touchpoint per label, and for labels that leave it open (slots, touchpoint per such slot)."""
    labels = Labels.of(journeys.labels)
    table = np.zeros(len(labels.names), np.int64)
    open_ = np.zeros(len(labels.names), np.bool_)
    settled = np.zeros(len(labels.names), np.bool_)
    settled[0] = True  # a sentinel is nobody's
    for k in sorted(rules):
        says = of_labels(rules[k], labels)
        open_ |= ~settled & (says == DEPENDS)
        table = np.where(~settled & (says == YES), k, table)
        settled |= says == YES
    if not open_.any():
        return table, None
    slots = np.flatnonzero(open_[journeys.codes])
    answer = np.zeros(len(slots), np.int64)
    columns = columns_of(set().union(*(fields(rule) for rule in rules.values())), journeys, attributes)
    for k in sorted(rules):
        may = (answer == 0) & (of_labels(rules[k], labels) != NO)[journeys.codes[slots]]
        at = np.flatnonzero(may)
        try:
            answer[at[of_slots(rules[k], columns, slots[at])]] = k
        except UserError as problem:
            if broken is None or touchpoints is None:
                raise
            broken[touchpoints[k - 1]] = problem
    return table, (slots, answer)


def _narrow(codes: int) -> type[np.unsignedinteger[Any]]:
    """The narrowest unsigned type that holds the codes 0 … codes."""
    if codes < 2**8:
        return np.uint8
    return np.uint16 if codes < 2**16 else np.uint32
