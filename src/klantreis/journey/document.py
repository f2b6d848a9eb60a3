"""The map as a whole: records by id, changed only by put, patch and remove.

A document never changes; a change gives a new one, with the changes that lead back. SPEC.md numbers
the rules that every document satisfies.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any, TypeVar, cast

from klantreis.errors import UserError
from klantreis.journey import invariants, map_order, removing
from klantreis.journey.binding import Binding
from klantreis.journey.cell import Cell
from klantreis.journey.changes import Patch, Put, Remove, parse_changes, put
from klantreis.journey.difference import changes_between
from klantreis.journey.emotion import Emotion
from klantreis.journey.evidence import Evidence
from klantreis.journey.ids import MAP_ID
from klantreis.journey.journey_map import JourneyMap
from klantreis.journey.kinds import KINDS, parse, plain
from klantreis.journey.lane import Lane
from klantreis.journey.migrations import SCHEMA, upgrade
from klantreis.journey.phase import Phase
from klantreis.journey.record import Record
from klantreis.journey.refusals import refuse
from klantreis.journey.touchpoint import Touchpoint

R = TypeVar("R", bound=Record)
AChange = Put | Patch | Remove
RawChange = AChange | Mapping[str, Any]


@dataclass(frozen=True)
class Document:
    """A journey map and everything on it. Two documents are equal when their records are."""

    records: Mapping[str, Record]

    @classmethod
    def of(cls, records: Iterable[Record | Mapping[str, Any]]) -> Document:
        """A checked document from records, or raw ones; every broken reference is listed in the error."""
        by_id: dict[str, Record] = {}
        for raw in records:
            record = parse(raw)
            if record.id in by_id:
                raise refuse("R2", "journey.doubled_id", "Two records have this id.", record=record.id)
            by_id[record.id] = record
        invariants.check(by_id, by_id.keys(), ())
        return cls(MappingProxyType(by_id))

    @classmethod
    def new(cls, name: str, language: str = "nl", **fields: Any) -> Document:
        """A document with only its map record; ``fields`` are further fields of that record."""
        return cls.of([{"id": MAP_ID, "kind": "map", "name": name, "language": language, **fields}])

    @classmethod
    def from_dict(cls, raw: Mapping[str, Any]) -> Document:
        """A checked document from the shape of ``to_dict``, or an older schema of it (SPEC R27–R29)."""
        if not isinstance(raw, Mapping):
            raise refuse("R27", "journey.file", "A map is an object with a schema and records.")
        shaped = upgrade(dict(raw))
        unknown = set(shaped) - {"schema", "records"}
        if unknown:
            name = min(map(str, unknown))
            raise refuse("R3", "journey.file", f"{name!r} does not belong here.", allowed=["schema", "records"])
        records = shaped.get("records")
        if not isinstance(records, Mapping):
            raise refuse("R27", "journey.file", "A map has records, an object by id.", field="records")
        for name, record in records.items():
            if isinstance(record, Mapping) and record.get("id") != name:
                raise refuse("R2", "journey.record", f"The record says its id is {record.get('id')!r}.", record=name)
        return cls.of(records.values())

    def to_dict(self) -> dict[str, Any]:
        """The document as plain JSON values; kinds in the order of SPEC.md, within a kind by id (SPEC R31)."""
        rank = {kind: number for number, kind in enumerate(KINDS)}
        ordered = sorted(self.records.values(), key=lambda record: (rank[record.record_kind], record.id))
        return {"schema": SCHEMA, "records": {record.id: plain(record) for record in ordered}}

    def apply(self, changes: Iterable[RawChange]) -> tuple[Document, list[AChange]]:
        """The document after all the changes, and the changes that lead back; or an error and nothing changed.

        Between the changes of one set the rules may be broken; after the last they hold (SPEC R17, R24).
        """
        records = dict(self.records)
        touched: set[str] = set()
        removed: set[str] = set()
        gone: set[str] = set()
        for number, change in enumerate(parse_changes(changes)):
            try:
                touched |= _step(records, change, removed, gone)
            except UserError as problem:
                problem.params["change"] = number
                raise
        invariants.check(records, touched, removed)
        return Document(MappingProxyType(records)), changes_between(records, self.records, touched)

    def put(self, record: Record | Mapping[str, Any]) -> tuple[Document, list[AChange]]:
        """Add a record or replace the one with its id (SPEC R18)."""
        return self.apply([put(parse(record))])

    def patch(self, record_id: str, fields: Mapping[str, Any]) -> tuple[Document, list[AChange]]:
        """Give fields of a record new values (SPEC R19)."""
        return self.apply([{"op": "patch", "id": record_id, "fields": fields}])

    def remove(self, record_id: str, *, cascade: bool = False) -> tuple[Document, list[AChange]]:
        """Take a record away, and what belongs to it (SPEC R20–R22)."""
        return self.apply([{"op": "remove", "id": record_id, "cascade": cascade}])

    def changes_to(self, other: Document) -> list[AChange]:
        """The shortest list of changes that makes ``other`` of this document."""
        return changes_between(self.records, other.records)

    def __getitem__(self, record_id: str) -> Record:
        """The record with this id; raises ``journey.no_record``."""
        record = self.records.get(record_id)
        if record is None:
            raise _absent(record_id)
        return record

    def __contains__(self, record_id: object) -> bool:
        return record_id in self.records

    @property
    def map(self) -> JourneyMap:
        """The map record."""
        return cast(JourneyMap, self.records[MAP_ID])

    def every(self, kind: type[R]) -> list[R]:
        """All records of a kind, by id."""
        return sorted((r for r in self.records.values() if isinstance(r, kind)), key=lambda record: record.id)

    def phases(self) -> list[Phase]:
        """Phases from first to last."""
        return map_order.in_order(self.every(Phase))

    def touchpoints(self, phase: str | None = None) -> list[Touchpoint]:
        """Touchpoints in map order, of one phase or of all."""
        return [item for item in self._touchpoints if phase is None or item.phase == phase]

    @cached_property
    def _touchpoints(self) -> list[Touchpoint]:
        return map_order.touchpoints_in_order(self.records)

    def lanes(self) -> list[Lane]:
        """Lanes from top to bottom."""
        return map_order.in_order(self.every(Lane))

    def cells_at(self, lane: str, touchpoint: str) -> list[Cell]:
        """The cells that begin at a place, in their order."""
        return self._cells.get((lane, touchpoint), [])

    @cached_property
    def _cells(self) -> dict[tuple[str, str], list[Cell]]:
        places: dict[tuple[str, str], list[Cell]] = {}
        for cell in map_order.in_order(self.every(Cell)):
            places.setdefault((cell.lane, cell.touchpoint), []).append(cell)
        return places

    def binding_of(self, touchpoint: str) -> Binding | None:
        """The binding of a touchpoint."""
        return self._bindings.get(touchpoint)

    @cached_property
    def _bindings(self) -> dict[str, Binding]:
        return {binding.touchpoint: binding for binding in self.every(Binding)}

    def emotions_of(self, touchpoint: str) -> list[Emotion]:
        """The assumed emotions at a touchpoint, the one of every customer first."""
        return self._emotions.get(touchpoint, [])

    @cached_property
    def _emotions(self) -> dict[str, list[Emotion]]:
        found: dict[str, list[Emotion]] = {}
        for emotion in sorted(self.every(Emotion), key=lambda each: (each.persona or "", each.id)):
            found.setdefault(emotion.touchpoint, []).append(emotion)
        return found

    def evidence_of(self, record_id: str) -> list[Evidence]:
        """The evidence for a record, newest first."""
        return self._evidence.get(record_id, [])

    @cached_property
    def _evidence(self) -> dict[str, list[Evidence]]:
        found: dict[str, list[Evidence]] = {}
        for item in sorted(self.every(Evidence), key=lambda each: (each.at, each.id), reverse=True):
            found.setdefault(item.target, []).append(item)
        return found


def _step(records: dict[str, Record], change: AChange, removed: set[str], gone: set[str]) -> set[str]:
    """Carry one change out in ``records``; returns the ids it touched.

    ``removed`` gains what the set removes by name, ``gone`` also what went along.
    """
    if isinstance(change, Put):
        records[change.id] = change.record
        return {change.id}
    record = records.get(change.id)
    if record is None:
        if isinstance(change, Remove) and change.id in gone:
            return set()
        raise _absent(change.id)
    if isinstance(change, Patch):
        fixed = {"id", "kind"} & change.fields.keys()
        if fixed:
            raise refuse(
                "R19", "journey.fixed_field", f"{min(fixed)} never changes.", record=change.id, field=min(fixed)
            )
        records[change.id] = parse({**plain(record), **change.fields})
        return {change.id}
    if change.id == MAP_ID:
        raise refuse("R1", "journey.no_map", "The map record cannot be removed.", record=MAP_ID)
    removed.add(change.id)
    touched = removing.remove(records, change.id, cascade=change.cascade)
    gone |= touched - records.keys()
    return touched


def _absent(record_id: str) -> UserError:
    return refuse("R18", "journey.no_record", "There is no such record on this map.", record=record_id)
