"""The changes that lead from one document to another."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from klantreis.journey.changes import Patch, Put, Remove, put
from klantreis.journey.kinds import KINDS, plain
from klantreis.journey.record import Record

_RANK = {kind: number for number, kind in enumerate(KINDS)}


def changes_between(
    before: Mapping[str, Record], after: Mapping[str, Record], among: Collection[str] | None = None
) -> list[Put | Patch | Remove]:
    """The shortest list of changes that turns ``before`` into ``after`` (SPEC R23).

    ``among`` names the records that can differ, when that is known. Puts come first, holders after
    what they refer to; then patches; then removals, holders first, so that nothing goes along that
    was not named.
    """
    candidates = (before.keys() | after.keys()) if among is None else among
    names = [name for name in candidates if before.get(name) is not after.get(name)]
    puts: list[Put | Patch | Remove] = []
    patches: list[Put | Patch | Remove] = []
    removals: list[Put | Patch | Remove] = []
    for name in sorted(names, key=_by_kind(before, after)):
        old, new = before.get(name), after.get(name)
        if new is None:
            removals.append(Remove(id=name))
        elif old is None:
            puts.append(put(new))
        elif old != new:
            was, is_ = plain(old), plain(new)
            patches.append(Patch(id=name, fields={key: is_[key] for key in is_ if is_[key] != was[key]}))
    return puts + patches + removals[::-1]


def _by_kind(before: Mapping[str, Record], after: Mapping[str, Record]) -> Callable[[str], tuple[int, str]]:
    def key(name: str) -> tuple[int, str]:
        record = after.get(name) or before.get(name)
        return (-1 if record is None else _RANK[record.record_kind], name)

    return key
