"""What goes along when a record is removed (SPEC R20–R22)."""

from __future__ import annotations

from klantreis.journey.cell import Cell
from klantreis.journey.map_order import touchpoints_in_order
from klantreis.journey.record import Record


def remove(records: dict[str, Record], name: str, *, cascade: bool) -> set[str]:
    """Take ``name`` and what belongs to it out of ``records``; returns every id that was changed.

    Records that refer to it and live on lose the reference. A touchpoint of a removed phase goes
    along only under ``cascade``; without it the caller's check refuses what is left behind.
    """
    gone = {name}
    wave = gone
    while wave:
        wave = {
            record.id
            for record in records.values()
            for reference in record.references
            if record.id not in gone
            and (reference.on_remove == "cascade" or (cascade and reference.on_remove == "refuse"))
            and not wave.isdisjoint(record.refers_to(reference))
        }
        gone = gone | wave
    released = {
        record.id: _release(record, gone, records)
        for record in records.values()
        if record.id not in gone and _holds(record, gone)
    }
    records.update(released)
    for each in gone:
        del records[each]
    return gone | set(released)


def _holds(record: Record, gone: set[str]) -> bool:
    """Whether a reference that can be let go points to something that is gone."""
    return any(ref.on_remove != "refuse" and not gone.isdisjoint(record.refers_to(ref)) for ref in record.references)


def _release(record: Record, gone: set[str], records: dict[str, Record]) -> Record:
    """The record without its references to what is gone."""
    update: dict[str, object] = {}
    for reference in record.references:
        if gone.isdisjoint(record.refers_to(reference)):
            continue
        if reference.on_remove == "drop":
            update[reference.field] = tuple(target for target in record.refers_to(reference) if target not in gone)
        elif reference.on_remove == "clear":
            update[reference.field] = None
        elif isinstance(record, Cell) and reference.on_remove == "shorten":
            update[reference.field] = _shorter_span(record, gone, records)
    return record.model_copy(update=update)


def _shorter_span(cell: Cell, gone: set[str], records: dict[str, Record]) -> str | None:
    """The last touchpoint that stays, after the cell's own and before the end that goes."""
    columns = [touchpoint.id for touchpoint in touchpoints_in_order(records)]
    if cell.touchpoint not in columns or cell.span not in columns:
        return None
    begin, end = columns.index(cell.touchpoint), columns.index(cell.span)
    return next((name for name in reversed(columns[begin + 1 : end]) if name not in gone), None)
