"""Two maps side by side: what was added, changed, moved and removed, in the order a person reads a map.

Records are the same when they have the same id; of two different maps, what is left over is matched by name, cards by
their place. An ``order`` key says nothing by itself: something moved when it passed another, or came to another place.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from klantreis.journey.document import Document
from klantreis.journey.ids import MAP_ID
from klantreis.journey.kinds import KINDS, plain
from klantreis.journey.matching import called, matched, passed
from klantreis.journey.record import Record

Op = Literal["added", "changed", "moved", "removed"]
OPS: tuple[Op, ...] = ("added", "changed", "moved", "removed")

TALK = frozenset({"comment", "suggestion", "view", "sticky"})
"""What people say about a map, or how they look at it: counted apart."""
PLACE = {
    "touchpoint": ("phase",),
    "cell": ("lane", "touchpoint", "span"),
    "emotion": ("touchpoint",),
    "connection": ("from", "to"),
}
"""Fields that say where a record stands; another value there is a move."""
SILENT = {"id", "kind", "order", "timer_seconds", "timer_ends", "votes_each", "future_of", "width", "height"}
"""Fields whose change says nothing about the journey."""
_RANK = {kind: number for number, kind in enumerate(KINDS)}


@dataclass(frozen=True)
class Field:
    """One field with its value on both sides, as plain values."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Entry:
    """One record that differs. ``before`` and ``after`` are its ids; where it stands is told by the side it is on.

    ``moved`` is also true for what changed and moved.
    """

    op: Op
    kind: str
    name: str
    before: str | None
    after: str | None
    phase: str | None
    touchpoint: str | None
    lane: str | None
    moved: bool
    fields: tuple[Field, ...]

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        told = {key: value for key, value in self.__dict__.items() if key != "fields"}
        fields = [{"field": f.field, "before": f.before, "after": f.after} for f in self.fields]
        return {**told, "fields": fields}


@dataclass(frozen=True)
class Group:
    """The differences in one phase; without a phase those of the map as a whole."""

    phase: str | None
    name: str | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Comparison:
    """What leads from one map to the other."""

    groups: tuple[Group, ...]
    apart: dict[str, dict[str, int]]
    """Per kind of talk: how many were added, changed and removed."""
    same: dict[str, str]
    """The id on the second map per id on the first, of every record that is on both."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every difference."""
        return tuple(entry for group in self.groups for entry in group.entries)

    def counts(self) -> dict[str, int]:
        """How many of each; what changed and moved counts as changed."""
        found = Counter(entry.op for entry in self.entries)
        return {op: found[op] for op in OPS}

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        groups = [
            {"phase": group.phase, "name": group.name, "entries": [entry.to_dict() for entry in group.entries]}
            for group in self.groups
        ]
        renamed = {old: new for old, new in self.same.items() if old != new}
        return {"counts": self.counts(), "groups": groups, "apart": self.apart, "same": renamed}


def compare(before: Document, after: Document, *, by_name: bool = False) -> Comparison:
    """What was done to ``before`` to come to ``after``. ``by_name``: they are two maps, match by name as well."""
    same = matched(before, after, by_name=by_name)
    moved = passed(before, after, same)
    entries: list[Entry] = []
    apart: dict[str, Counter[str]] = {}
    for name, record in before.records.items():
        other = after.records.get(same[name]) if name in same else None
        entry = _entry(after, record, other, same, moved) if other is not None else _alone(before, record, "removed")
        if entry is not None:
            _sort_in(entry, entries, apart)
    there = set(same.values())
    for name, record in after.records.items():
        if name not in there:
            _sort_in(_alone(after, record, "added"), entries, apart)
    told = {
        kind: {op: counted[op] for op in ("added", "changed", "removed")} for kind, counted in sorted(apart.items())
    }
    return Comparison(_grouped(before, after, same, entries), told, same)


def _sort_in(entry: Entry, entries: list[Entry], apart: dict[str, Counter[str]]) -> None:
    if entry.kind in TALK:
        apart.setdefault(entry.kind, Counter())["changed" if entry.op == "moved" else entry.op] += 1
    else:
        entries.append(entry)


def _entry(after: Document, old: Record, new: Record, same: Mapping[str, str], moved: set[str]) -> Entry | None:
    """The difference between two records that are one and the same; None when there is none."""
    was, is_ = plain(old), plain(new)
    silent = SILENT if old.id != MAP_ID else SILENT | {"template"}
    fields = [
        Field(key, was[key], is_[key])
        for key in is_
        if key not in silent and _translated(was.get(key), same) != is_[key]
    ]
    place = PLACE.get(old.record_kind, ())
    went = new.id in moved or any(field.field in place for field in fields)
    changed = any(field.field not in place for field in fields)
    if not (went or changed):
        return None
    alone = _alone(after, new, "changed" if changed else "moved")
    return replace(alone, before=old.id, moved=went, fields=tuple(fields))


def _alone(document: Document, record: Record, op: Op) -> Entry:
    """A record that is on one side only."""
    touchpoint = _touchpoint_of(document, record)
    held = document.records.get(touchpoint) if touchpoint else None
    phase = (
        record.id if record.record_kind == "phase" else getattr(held, "phase", None) or getattr(record, "phase", None)
    )
    return Entry(
        op=op,
        kind=record.record_kind,
        name=called(record),
        before=record.id if op == "removed" else None,
        after=None if op == "removed" else record.id,
        phase=phase,
        touchpoint=touchpoint,
        lane=record.id if record.record_kind == "lane" else getattr(record, "lane", None),
        moved=op == "moved",
        fields=(),
    )


def _touchpoint_of(document: Document, record: Record) -> str | None:
    """The touchpoint at which people see a record."""
    if record.record_kind == "touchpoint":
        return record.id
    if record.record_kind == "evidence":
        target = document.records.get(str(getattr(record, "target", "")))
        return None if target is None or target.record_kind == "evidence" else _touchpoint_of(document, target)
    for field in ("touchpoint", "from_"):
        if getattr(record, field, None):
            return str(getattr(record, field))
    many = getattr(record, "touchpoints", ())
    return str(many[0]) if len(many) == 1 else None


def _translated(value: Any, same: Mapping[str, str]) -> Any:
    """A value of the first map with its ids as the second map has them."""
    if isinstance(value, str):
        return same.get(value, value)
    if isinstance(value, list):
        return [_translated(item, same) for item in value]
    return value


def _grouped(before: Document, after: Document, same: Mapping[str, str], entries: list[Entry]) -> tuple[Group, ...]:
    """Entries by phase in the order of the second map; a phase that went stands at the end, the map first."""
    names = {phase.id: phase.name for phase in before.phases()} | {phase.id: phase.name for phase in after.phases()}
    order: list[str | None] = [None, *(phase.id for phase in after.phases())]
    order += [phase.id for phase in before.phases() if phase.id not in same]
    columns = {t.id: number for number, t in enumerate([*before.touchpoints(), *after.touchpoints()])}
    found: dict[str | None, list[Entry]] = defaultdict(list)
    for entry in entries:
        phase = same.get(entry.phase, entry.phase) if entry.op == "removed" and entry.phase else entry.phase
        found[phase if phase in order else None].append(entry)
    return tuple(
        Group(
            phase,
            names.get(phase) if phase else None,
            tuple(
                sorted(
                    found[phase],
                    key=lambda e: (
                        e.kind != "map",
                        columns.get(e.touchpoint or "", -1),
                        _RANK.get(e.kind, 99),
                        e.after or e.before or "",
                    ),
                )
            ),
        )
        for phase in order
        if found[phase]
    )
