"""Which records of two maps are the same one, and which of them passed another of their like."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from klantreis.journey.document import Document
from klantreis.journey.record import Record

NAMED = frozenset(
    {"persona", "phase", "touchpoint", "lane", "pain_point", "solution", "process", "team", "system", "kpi"}
)


def called(record: Record) -> str:
    """What people call a record: its name, else the begin of its text."""
    for field in ("name", "text", "word", "label", "note"):
        if getattr(record, field, None):
            return str(getattr(record, field))[:80]
    return ""


def matched(before: Document, after: Document, *, by_name: bool) -> dict[str, str]:
    """The id on the second map per id on the first, of every record that is on both."""
    same = {name: name for name in before.records if name in after.records}
    if not by_name:
        return same

    def keys(document: Document, translate: Mapping[str, str], taken: set[str], kinds: Iterable[str]) -> dict[Any, str]:
        """Records not matched yet by what makes them recognisable; those that are not alone in that are left out."""
        found: dict[Any, list[str]] = defaultdict(list)
        for record in document.records.values():
            if record.id in taken or record.record_kind not in kinds:
                continue
            if record.record_kind in NAMED:
                found[record.record_kind, called(record).casefold().strip()].append(record.id)
                continue
            ids = [getattr(record, field, None) for field in ("lane", "touchpoint", "persona", "from_", "to")]
            found[record.record_kind, *(translate.get(str(each), each) for each in ids)].append(record.id)
        return {key: names[0] for key, names in found.items() if len(names) == 1}

    for kinds in (NAMED, ("cell", "emotion", "binding", "connection")):
        left = keys(before, same, set(same), kinds)
        right = keys(after, {}, set(same.values()), kinds)
        same |= {left[key]: right[key] for key in left.keys() & right.keys()}
    return same


def passed(before: Document, after: Document, same: Mapping[str, str]) -> set[str]:
    """Ids on the second map of what passed another of its like in the same place."""
    moved: set[str] = set()
    pairs: list[tuple[list[str], list[str]]] = [
        ([p.id for p in before.phases()], [p.id for p in after.phases()]),
        ([lane.id for lane in before.lanes()], [lane.id for lane in after.lanes()]),
    ]
    pairs += [
        ([t.id for t in before.touchpoints(phase.id)], [t.id for t in after.touchpoints(same[phase.id])])
        for phase in before.phases()
        if phase.id in same
    ]
    for cell in before.records.values():
        if cell.record_kind != "cell" or cell.id not in same:
            continue
        lane, touchpoint = str(getattr(cell, "lane", "")), str(getattr(cell, "touchpoint", ""))
        here = before.cells_at(lane, touchpoint)
        if len(here) > 1 and here[0].id == cell.id and lane in same and touchpoint in same:
            there = after.cells_at(same[lane], same[touchpoint])
            pairs.append(([each.id for each in here], [each.id for each in there]))
    for old, new in pairs:
        place = {name: number for number, name in enumerate(new)}
        kept = [place[same[name]] for name in old if same.get(name) in place]
        stayed = _longest_rise(kept)
        moved |= {new[number] for number in kept if number not in stayed}
    return moved


def _longest_rise(numbers: list[int]) -> set[int]:
    """The numbers of a longest part that only rises: what stayed where it was while the others passed."""
    tails: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        at = bisect_left(tails, number)
        before[number] = tails[at - 1] if at else None
        tails[at : at + 1] = [number]
    found: set[int] = set()
    step: int | None = tails[-1] if tails else None
    while step is not None:
        found.add(step)
        step = before[step]
    return found
