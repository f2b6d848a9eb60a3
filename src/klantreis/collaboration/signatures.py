"""Whose words are whose, kept while many write at once (SPEC R32–R35).

Each update is held against what stood there before it, so that of two people who touch one comment at the
same moment each answers for what they did themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pycrdt import Doc
from pycrdt import Map as SharedMap

from klantreis.collaboration import shape
from klantreis.collaboration.refused import Refused, refused
from klantreis.journey.signing import WRITTEN, Unsigned, Values, is_signed, put_back, unsigned


class Signatures:
    """The signed records of one room as they stand."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._stand: dict[str, dict[str, Any]] = {}
        self._buried: dict[str, dict[str, Any]] = {}
        records = shape.records_of(doc)
        names = list(records.keys())
        for name in filter(is_signed, names):
            entry = records[name]
            if isinstance(entry, SharedMap) and shape.is_gone(entry):
                self._buried[name] = shape.plain_of(entry)
        self.note(names)

    def note(self, names: Iterable[str]) -> None:
        """Take over how records stand now, whoever made them so."""
        signed = [name for name in names if is_signed(name)]
        there = shape.read(self._doc, signed)
        for name in signed:
            if isinstance(there.get(name), dict):
                self._stand[name] = there[name]
            elif name in self._stand:
                self._buried[name] = self._stand.pop(name)

    def keep(self, touched: dict[str, bool], author: str) -> list[Refused]:
        """Put back what ``author`` wrote in somebody else's name or words just now; gives what was refused.

        ``touched`` says of each record whether more than its removal was written; a new record that goes is
        removed, as far as others are concerned.
        """
        signed = sorted(name for name in touched if is_signed(name))
        told: list[Refused] = []
        there = shape.read(self._doc, signed)
        for name in signed:
            before, after = self._stand.get(name), there.get(name)
            if after is not None and not isinstance(after, dict):
                continue  # no record at all: the rules of records say so
            faults = unsigned(before, after, author, self._goes_along(before), self._buried.get)
            if faults:
                told += [_refusal(name, fault, after) for fault in faults]
                stands = put_back(before or self._buried.get(name), after, faults)
                touched[name] = stands is not None and touched[name]
                self._write(name, stands)
            elif before is None and after is None and name in self._buried:
                # nobody rewrites what lies buried, for it may come back
                self._write(name, self._buried[name], buried=True)
        self.note(signed)
        return told

    def _goes_along(self, values: dict[str, Any] | None) -> bool:
        ends = [values[field] for field in ("target", "reply_to") if values and isinstance(values.get(field), str)]
        return len(shape.read(self._doc, ends)) < len(ends)

    def _write(self, name: str, values: Values | None, *, buried: bool = False) -> None:
        records = shape.records_of(self._doc)
        with self._doc.transaction():
            if values is not None:
                shape.write_raw(records, name, values)
            if values is None or buried:
                shape.bury(records, name)


def _refusal(name: str, fault: Unsigned, after: Any) -> Refused:
    # a name or a mark is nothing that somebody typed
    written = fault.field is None or fault.field in WRITTEN
    value = after if fault.field is None else (after or {}).get(fault.field) if written else None
    return refused(name, fault.field, fault.problem, value)
