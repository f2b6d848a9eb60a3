"""What must hold between records; each fault names its rule in SPEC.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from klantreis.errors import UserError
from klantreis.journey.binding import Binding
from klantreis.journey.bounds import MAX_RECORDS
from klantreis.journey.cell import Cell
from klantreis.journey.emotion import Emotion
from klantreis.journey.ids import MAP_ID
from klantreis.journey.lane import MEASURED_LANES, Lane
from klantreis.journey.record import Record
from klantreis.journey.refusals import refuse

Records = Mapping[str, Record]
MAX_LISTED = 20


def check(records: Records, touched: Collection[str], removed: Collection[str]) -> None:
    """Raise for what the touched and removed records broke; at most twenty faults are listed."""
    faults = []
    for fault in _faults(records, touched, removed):
        faults.append(fault)
        if len(faults) == MAX_LISTED:
            break
    if not faults:
        return
    first = faults[0]
    if len(faults) > 1:
        first.message += f" ({len(faults) - 1}{' or' if len(faults) == MAX_LISTED else ''} more)"
        first.params["faults"] = [
            {"record": fault.params.get("record"), "rule": fault.params["rule"], "message": fault.message}
            for fault in faults
        ]
    raise first


def _faults(records: Records, touched: Collection[str], removed: Collection[str]) -> Iterator[UserError]:
    if MAP_ID not in records:
        yield refuse("R1", "journey.no_map", "A document needs its map record.", record=MAP_ID)
    present = [records[name] for name in touched if name in records]
    kinds = {record.record_kind for record in present}
    yield from _over_count(records, kinds)
    yield from _orphaned_touchpoints(records, removed)
    yield from _dangling(records, present)
    if "binding" in kinds:
        yield from _second_bindings(records)
    if "emotion" in kinds:
        yield from _second_emotions(records)
    if kinds & {"cell", "lane"}:
        yield from _cells_in_measured_lanes(records, present)


def _over_count(records: Records, kinds: Collection[str]) -> Iterator[UserError]:
    if not kinds:
        return
    counts = Counter(record.record_kind for record in records.values())
    for kind in sorted(kinds):
        most = MAX_RECORDS[kind]
        if counts[kind] > most:
            message = f"A map holds at most {most} records of kind {kind}; this one would hold {counts[kind]}."
            yield refuse("R8", "journey.too_many", message, kind=kind, most=most, count=counts[kind])


def _dangling(records: Records, present: list[Record]) -> Iterator[UserError]:
    for record in present:
        for reference in record.references:
            for target in record.refers_to(reference):
                if target not in records:
                    message = f"{reference.name} refers to {target}, which is not on this map."
                    yield refuse(
                        "R12", "journey.reference", message, record=record.id, field=reference.name, target=target
                    )


def _orphaned_touchpoints(records: Records, removed: Collection[str]) -> Iterator[UserError]:
    gone = {name for name in removed if name not in records}
    if not gone:
        return
    for name in sorted(gone):
        held = [
            record.id
            for record in records.values()
            for reference in record.references
            if reference.on_remove == "refuse" and name in record.refers_to(reference)
        ]
        if held:
            message = f"This phase still has {len(held)} touchpoint{'s' if len(held) > 1 else ''}."
            mend = "Move or remove them first, or ask for a cascade."
            yield refuse("R20", "journey.not_empty", message, record=name, mend=mend, held=sorted(held)[:MAX_LISTED])


def _second_bindings(records: Records) -> Iterator[UserError]:
    seen: dict[str, str] = {}
    for record in records.values():
        if isinstance(record, Binding):
            other = seen.setdefault(record.touchpoint, record.id)
            if other != record.id:
                message = f"The touchpoint {record.touchpoint} has the binding {other} already."
                yield refuse(
                    "R14", "journey.second_binding", message, record=record.id, field="touchpoint", other=other
                )


def _second_emotions(records: Records) -> Iterator[UserError]:
    seen: dict[tuple[str, str | None], str] = {}
    for record in records.values():
        if isinstance(record, Emotion):
            other = seen.setdefault((record.touchpoint, record.persona), record.id)
            if other != record.id:
                message = f"The touchpoint {record.touchpoint} has the emotion {other} for the same persona already."
                yield refuse(
                    "R15", "journey.second_emotion", message, record=record.id, field="touchpoint", other=other
                )


def _cells_in_measured_lanes(records: Records, present: list[Record]) -> Iterator[UserError]:
    lanes = {record.id for record in present if isinstance(record, Lane) and record.measured}
    cells = {record.id for record in present if isinstance(record, Cell)}
    for record in records.values():
        if not isinstance(record, Cell) or (record.lane not in lanes and record.id not in cells):
            continue
        lane = records.get(record.lane)
        if isinstance(lane, Lane) and lane.type in MEASURED_LANES:
            message = f"The lane {lane.name!r} is filled by the data; a card cannot be written in it."
            yield refuse("R16", "journey.measured_lane", message, record=record.id, field="lane", lane=lane.id)
