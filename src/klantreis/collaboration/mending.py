"""Rules between records, kept when many change a map at once (SPEC R8, R12–R16).

Words go before tidiness: where one person removed what another at the same time wrote in, the removed
comes back. What cannot stand is put back to its last good value, and whoever wrote it is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from klantreis.collaboration.reading import good_record
from klantreis.collaboration.refused import Refused, refused
from klantreis.errors import UserError
from klantreis.journey import removing
from klantreis.journey.binding import Binding
from klantreis.journey.bounds import MAX_RECORDS
from klantreis.journey.cell import Cell
from klantreis.journey.document import Document
from klantreis.journey.emotion import Emotion
from klantreis.journey.ids import MAP_ID
from klantreis.journey.kinds import parse, plain
from klantreis.journey.lane import Lane
from klantreis.journey.record import Record, Reference
from klantreis.journey.refusals import refuse

Buried = Callable[[str], Any]
"""The plain values of a removed record by id, or None when it never was."""


@dataclass
class Mended:
    """A map that satisfies every rule, with what was refused on the way to it and what came back."""

    document: Document
    refused: list[Refused] = field(default_factory=list)
    revived: list[str] = field(default_factory=list)
    changed: frozenset[str] = frozenset()
    """What is not as it was."""


def mend(before: Document, raw: dict[str, Any], touched: Iterable[str], buried: Buried) -> Mended:
    """The map after a batch: ``raw`` holds the touched records that are there, by id.

    ``before`` is the last good map. The answer depends on the arguments only.
    """
    names = sorted(set(touched))
    work = _Work(dict(before.records), before, buried, set(names))
    for name in names:
        work.take(name, raw.get(name))
    work.let_go()
    work.point_somewhere()
    work.one_each()
    work.no_cards_in_measured_lanes()
    work.not_too_many()
    return work.done()


class _Work:
    def __init__(self, records: dict[str, Record], before: Document, buried: Buried, touched: set[str]) -> None:
        self.records, self.before, self.buried, self.touched = records, before, buried, touched
        self.refused: list[Refused] = []
        self.revived: list[str] = []

    def take(self, name: str, raw: Any) -> None:
        """One touched record into the map, as far as it is good by itself."""
        before = self.before.records.get(name)
        if raw is None:
            if name == MAP_ID:
                problem = refuse("R1", "journey.no_map", "The map record cannot be removed.", record=name)
                self.refused.append(refused(name, None, problem, None))
            else:
                self.records.pop(name, None)
            return
        record, bad = good_record(name, raw, before)
        self.refused += bad
        if record is None:
            self.records.pop(name, None)
        else:
            self.records[name] = record

    def let_go(self) -> None:
        """What nobody touched and refers to something removed goes along or lets go, as SPEC R20–R22 say.

        Where something that was just written would go along, the removed comes back instead.
        """
        for name in sorted(name for name in self.touched if name in self.before and name not in self.records):
            without = {**self.records, name: self.before[name]}
            changed = removing.remove(without, name, cascade=False)
            lost = {each for each in changed if each != name and each not in without}
            held = any(
                reference.on_remove == "refuse" and name in record.refers_to(reference)
                for record in self.records.values()
                for reference in record.references
            )
            if held or lost & self.touched:
                self._revive(name)
            else:
                self.records = without

    def point_somewhere(self) -> None:
        """Every reference names a record that is there: what is missing comes back, or the reference goes."""
        waiting = sorted(name for name in {*self.touched, *self.revived} if name in self.records)
        while waiting:
            name = waiting.pop(0)
            record = self.records.get(name)
            if record is None:
                continue
            for reference in record.references:
                for target in record.refers_to(reference):
                    if target in self.records or not self._worth_reviving(record, reference, target):
                        continue
                    if self._revive(target):
                        waiting.append(target)
            self._drop_dangling(name)

    def _worth_reviving(self, holder: Record, reference: Reference, target: str) -> bool:
        """Whether a reference to something removed was just made, or its holder cannot be without it."""
        if reference.on_remove in ("refuse", "cascade"):
            return True
        before = self.before.records.get(holder.id)
        return before is None or target not in before.refers_to(reference)

    def _revive(self, name: str) -> bool:
        """Bring a removed record back, from the last good map or from what is buried in the shared one."""
        record = self.before.records.get(name)
        if record is None:
            raw = self.buried(name)
            record = None if raw is None else good_record(name, raw, None)[0]
        if record is None:
            return False
        self.records[name] = record
        self.revived.append(name)
        return True

    def _drop_dangling(self, name: str) -> None:
        """Take references to nothing out of a record, or put them back; a record that needs them is refused."""
        record = self.records[name]
        for reference in record.references:
            missing = [target for target in record.refers_to(reference) if target not in self.records]
            if not missing:
                continue
            if all(not self._worth_reviving(record, reference, target) for target in missing):
                self._let_one_go(name, reference)
                record = self.records[name]
                continue
            message = f"{reference.name} refers to {missing[0]}, which is not on this map."
            problem = refuse("R12", "journey.reference", message, record=name, field=reference.name, target=missing[0])
            self._put_back(name, reference.field, problem)
            record = self.records.get(name)
            if record is None:
                return

    def _let_one_go(self, name: str, reference: Reference) -> None:
        value = getattr(self.records[name], reference.field)
        kept = tuple(each for each in value if each in self.records) if isinstance(value, tuple) else None
        self.records[name] = self.records[name].model_copy(update={reference.field: kept})

    def one_each(self) -> None:
        """One binding per touchpoint, one emotion per touchpoint and persona: the newest stays (R14, R15)."""
        if not self._changed_kinds() & {"binding", "emotion"}:
            return
        places: dict[tuple[Any, ...], list[str]] = {}
        for record in self.records.values():
            if isinstance(record, Binding):
                places.setdefault(("binding", record.touchpoint), []).append(record.id)
            elif isinstance(record, Emotion):
                places.setdefault(("emotion", record.touchpoint, record.persona), []).append(record.id)
        for place, names in places.items():
            if len(names) < 2:
                continue
            # A record that nobody touched is older than any that was; among the touched the id decides.
            *others, _ = sorted(names, key=lambda name: (name in self.touched and name not in self.before, name))
            rule = "R14" if place[0] == "binding" else "R15"
            message = f"The touchpoint {place[1]} has another {place[0]} now."
            for name in others:
                problem = refuse(rule, f"journey.second_{place[0]}", message, record=name, field="touchpoint")
                self._bury(name, problem)

    def no_cards_in_measured_lanes(self) -> None:
        """Lanes that the data fill hold no cards (R16)."""
        for name in sorted(self.touched):
            record = self.records.get(name)
            if isinstance(record, Lane) and record.measured:
                held = any(isinstance(cell, Cell) and cell.lane == name for cell in self.records.values())
                if held:
                    message = f"The lane {record.name!r} has cards; the data cannot fill it."
                    self._put_back(name, "type", refuse("R16", "journey.measured_lane", message, record=name))
        if not self._changed_kinds() & {"cell", "lane"}:
            return
        measured = {name for name, lane in self.records.items() if isinstance(lane, Lane) and lane.measured}
        cells = [name for name, cell in self.records.items() if isinstance(cell, Cell) and cell.lane in measured]
        for name in sorted(cells):
            cell = self.records[name]
            lane = self.records.get(cell.lane) if isinstance(cell, Cell) else None
            if isinstance(lane, Lane) and lane.measured:
                message = f"The lane {lane.name!r} is filled by the data; a card cannot be written in it."
                self._put_back(name, "lane", refuse("R16", "journey.measured_lane", message, record=name))
                again = self.records.get(name)
                home = self.records.get(again.lane) if isinstance(again, Cell) else None
                if isinstance(home, Lane) and home.measured:
                    self._bury(name, refuse("R16", "journey.measured_lane", message, record=name))

    def not_too_many(self) -> None:
        """No more records than a map may hold (R8): the newest are refused."""
        if self.records.keys() <= self.before.records.keys():
            return
        counts = Counter(record.record_kind for record in self.records.values())
        for kind, count in counts.items():
            most = MAX_RECORDS[kind]
            if count <= most:
                continue
            new = sorted(n for n in self.records if n not in self.before and self.records[n].record_kind == kind)
            message = f"A map holds at most {most} records of kind {kind}."
            for name in new[-(count - most) :]:
                self._bury(name, refuse("R8", "journey.too_many", message, record=name, kind=kind, most=most))

    def done(self) -> Mended:
        """The mended map, checked whole; what still breaks a rule takes the batch back, and says so."""
        changed = self._changed()
        try:
            document, _ = self.before.apply(changed)
        except UserError as problem:
            lost = [
                refused(name, None, problem, None if record is None else plain(record))
                for name in sorted(self.touched)
                if (record := self.records.get(name)) != self.before.records.get(name)
            ]
            return Mended(self.before, self.refused + lost, [])
        return Mended(document, self.refused, self.revived, frozenset(change.id for change in changed))

    def _changed(self) -> list[Any]:
        return self.before.changes_to(Document(self.records))

    def _changed_kinds(self) -> set[str]:
        """Kinds of what was written or came back; other kinds are as good as they were."""
        names = [*self.touched, *self.revived]
        return {self.records[name].record_kind for name in names if name in self.records}

    def _put_back(self, name: str, field_: str, problem: UserError) -> None:
        """A field to its last good value; where that is no better, to nothing; else the record goes."""
        record, before = self.records[name], self.before.records.get(name)
        was = getattr(record, field_)
        self.refused.append(refused(name, field_, problem, None))
        if isinstance(was, tuple):
            kept = tuple(target for target in was if target in self.records)
            self.records[name] = record.model_copy(update={field_: kept})
            return
        old = None if before is None or before.record_kind != record.record_kind else getattr(before, field_)
        for value in (old, None):
            if value is not None and value == was:
                continue
            if isinstance(value, str) and _is_id(record, field_) and value not in self.records:
                continue
            try:
                self.records[name] = parse({**plain(record), field_: value})
            except UserError:
                continue
            return
        self._bury(name, problem)

    def _bury(self, name: str, problem: UserError) -> None:
        """Take a record away, with what belongs to it, and keep its words in the refusal."""
        record = self.records[name]
        self.refused.append(refused(name, None, problem, plain(record)))
        removing.remove(self.records, name, cascade=True)


def _is_id(record: Record, field_: str) -> bool:
    return any(reference.field == field_ for reference in record.references)
