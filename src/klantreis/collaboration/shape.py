"""A map as a shared document (Yjs): how records lie in it, and the way back.

``records`` is a map of record id to a map of fields. What people write is shared text and lists are
shared arrays, so that two people in one field both keep their words; rows that have a name, such as the traits of
a persona, are a shared array of maps, so that two people in two rows both keep theirs. Any other value is one
value, of which the last stays. A removed record keeps its fields and carries the mark ``gone``: words typed in it
meanwhile by somebody who was away are not lost, and it can come back as the same record.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from pycrdt import Array, Doc, Text
from pycrdt import Map as SharedMap

from klantreis.journey.bounds import NAME, REPEATS
from klantreis.journey.changes import Patch, Put, Remove
from klantreis.journey.document import AChange, Document
from klantreis.journey.kinds import KINDS, plain

RECORDS = "records"
GONE = "gone"
"""The field that marks a removed record; no record has a field of this name."""


@cache
def texts(kind: str) -> frozenset[str]:
    """Fields of a kind that people write in: text without a pattern, of at least a name's length."""
    return frozenset(name for name, shape in _fields(kind) if _is_text(shape))


@cache
def lists(kind: str) -> frozenset[str]:
    """Fields of a kind that are lists of text: lines, tags, ids."""
    return frozenset(
        name
        for name, shape in _fields(kind)
        if shape.get("type") == "array" and shape.get("items", {}).get("type") == "string"
    )


@cache
def sets(kind: str) -> frozenset[str]:
    """Lists in which an item that two people added at once is meant once."""
    return frozenset(name for name, field in _fields(kind) if name in lists(kind) and not field.get(REPEATS))


@cache
def rows(kind: str) -> frozenset[str]:
    """Lists of objects with a name, each row of which is changed by itself."""
    whole = _schema(kind)
    return frozenset(name for name, shape in _fields(kind) if _is_named_row(shape, whole))


def share_rows(doc: Doc) -> bool:
    """Make shared rows of lists that were laid down as one value, before rows were shared; whether there were any.

    Done before anybody is in the room: two who each made them would make them twice, and one would be lost.
    """
    records = records_of(doc)
    # an id begins with its kind
    kinds = tuple(f"{kind}_" for kind in KINDS if rows(kind))
    names = [name for name in list(records.keys()) if name.startswith(kinds)]
    found = False
    with doc.transaction():
        for name in names:
            entry = records[name]
            kind = str(entry.get("kind")) if isinstance(entry, SharedMap) else ""
            for field in rows(kind):
                value = entry.get(field)
                if _is_rows(value):
                    entry[field] = _fresh(kind, field, value)
                    found = True
    return found


def shared(document: Document) -> Doc:
    """A shared document that holds a map."""
    doc: Doc = Doc()
    write(doc, [Put.model_construct(op="put", id=record.id, record=record) for record in document.records.values()])
    return doc


def records_of(doc: Doc) -> SharedMap:
    """The shared map of records by id."""
    return doc.get(RECORDS, type=SharedMap)


def read(doc: Doc, ids: Iterable[str] | None = None) -> dict[str, Any]:
    """Records as plain, unchecked values by id; those that are absent or gone are left out.

    A whole number comes back as one: browsers know only one kind of number.
    """
    records = records_of(doc)
    found: dict[str, Any] = {}
    # one transaction: each look at a shared value would open one of its own
    with doc.transaction():
        for name in list(records.keys()) if ids is None else ids:
            if name not in records:
                continue
            entry = records[name]
            if not isinstance(entry, SharedMap):
                found[name] = _whole(entry)
            elif not is_gone(entry):
                found[name] = plain_of(entry)
    return found


def unlike(doc: Doc, document: Document) -> set[str]:
    """Ids of the records that do not stand in a shared document exactly as in a map, removed ones among them.

    The whole is read as one text, which is ten times as quick as asking for every value.
    """
    try:
        there = json.loads(str(records_of(doc)))
    except ValueError:  # something in it that is no JSON: each is looked at
        there = dict.fromkeys(list(records_of(doc).keys()))
    same = {name for name, record in document.records.items() if alike(plain(record), there.get(name))}
    return (there.keys() | document.records.keys()) - same


def plain_of(entry: SharedMap) -> dict[str, Any]:
    """A shared record as plain, unchecked values, removed or not."""
    try:
        fields = entry.to_py() or {}
    except RecursionError:
        fields = {field: _as_far_as_it_goes(entry[field]) for field in list(entry.keys())}
    return {field: _whole(value) for field, value in fields.items() if field != GONE}


def _as_far_as_it_goes(value: Any) -> Any:
    """A value of a field; None where shared values lie too deep in each other, which no map has."""
    try:
        return value.to_py() if isinstance(value, (SharedMap, Array, Text)) else value
    except RecursionError:
        return None


def is_gone(entry: Any) -> bool:
    """Whether a shared record carries the mark of a removed one."""
    return isinstance(entry, SharedMap) and bool(entry.get(GONE))


def write(doc: Doc, changes: Iterable[AChange]) -> None:
    """Make changes in the shared document, one transaction, touching as little of each text as possible."""
    records = records_of(doc)
    with doc.transaction():
        for change in changes:
            if isinstance(change, Put):
                _put(records, change.id, plain(change.record))
            elif isinstance(change, Patch):
                entry = records[change.id]
                for field, value in change.fields.items():
                    _set(entry, str(entry["kind"]), field, value)
            elif isinstance(change, Remove):
                bury(records, change.id)


def write_raw(records: SharedMap, name: str, raw: Mapping[str, Any]) -> None:
    """Give a record these plain values, removed no more."""
    _put(records, name, raw)


def bury(records: SharedMap, name: str) -> None:
    """Mark a record as removed; what is no record at all goes for good."""
    entry = records.get(name)
    if isinstance(entry, SharedMap):
        entry[GONE] = True
    elif name in records:
        del records[name]


def _put(records: SharedMap, name: str, raw: Mapping[str, Any]) -> None:
    kind = str(raw["kind"])
    entry = records.get(name)
    if not isinstance(entry, SharedMap) or entry.get("kind") != kind:
        records[name] = SharedMap({field: _fresh(kind, field, value) for field, value in raw.items()})
        return
    for field in [field for field in entry if field not in raw]:
        del entry[field]
    for field, value in raw.items():
        _set(entry, kind, field, value)


def _set(entry: SharedMap, kind: str, field: str, value: Any) -> None:
    there = entry.get(field)
    if field in texts(kind) and isinstance(there, Text) and isinstance(value, str):
        _retype(there, value)
    elif field in lists(kind) and isinstance(there, Array) and isinstance(value, list | tuple):
        _relist(there, list(value))
    elif field in rows(kind) and isinstance(there, Array) and _is_rows(value):
        _rerow(there, list(value))
    elif field in rows(kind) and not isinstance(there, Array) and _is_rows(value):
        entry[field] = _fresh(kind, field, value)
    else:
        current = there.to_py() if isinstance(there, Text | Array | SharedMap) else there
        if field not in entry or isinstance(there, Text | Array | SharedMap) or not alike(current, value):
            entry[field] = _fresh(kind, field, value)


def _fresh(kind: str, field: str, value: Any) -> Any:
    if field in texts(kind) and isinstance(value, str):
        return Text(value)
    if field in lists(kind) and isinstance(value, list | tuple):
        return Array(list(value))
    if field in rows(kind) and _is_rows(value):
        return Array([SharedMap(dict(row)) for row in value])
    return value


def _is_rows(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(row, Mapping) for row in value)


def _retype(text: Text, wanted: str) -> None:
    """Turn a shared text into another by replacing only the part between what begins and ends alike."""
    now = str(text)
    if now == wanted:
        return
    most = min(len(now), len(wanted))
    head = next((at for at in range(most) if now[at] != wanted[at]), most)
    tail = next((at for at in range(most - head) if now[-1 - at] != wanted[-1 - at]), most - head)
    begin = len(now[:head].encode())
    end = begin + len(now[head : len(now) - tail].encode())
    if end > begin:
        del text[begin:end]
    if head < len(wanted) - tail:
        text.insert(begin, wanted[head : len(wanted) - tail])


def _relist(array: Array, wanted: list[Any]) -> None:
    now = array.to_py() or []
    if now == wanted:
        return
    most = min(len(now), len(wanted))
    head = next((at for at in range(most) if now[at] != wanted[at]), most)
    tail = next((at for at in range(most - head) if now[-1 - at] != wanted[-1 - at]), most - head)
    if head < len(now) - tail:
        del array[head : len(now) - tail]
    for offset, item in enumerate(wanted[head : len(wanted) - tail]):
        array.insert(head + offset, item)


def _rerow(array: Array, wanted: list[Mapping[str, Any]]) -> None:
    """Turn shared rows into others, touching only rows and fields that differ."""
    now = [row if isinstance(row, Mapping) else {} for row in array.to_py() or []]
    if alike(now, wanted):
        return
    shared_rows = {at for at in range(len(now)) if isinstance(array[at], SharedMap)}
    pairs = _pairs([row.get("name") if at in shared_rows else None for at, row in enumerate(now)], wanted)
    kept = {place for place in pairs if place in shared_rows}
    for place in reversed(range(len(now))):
        if place not in kept:
            del array[place]
    for at, (row, place) in enumerate(zip(wanted, pairs, strict=True)):
        if place not in kept:
            array.insert(at, SharedMap(dict(row)))
            continue
        entry = array[at]
        for field in [field for field in entry if field not in row]:
            del entry[field]
        for field, value in row.items():
            if field not in entry or not alike(entry[field], value):
                entry[field] = value


def _pairs(now: list[Any], wanted: list[Mapping[str, Any]]) -> list[int | None]:
    """The row that each wanted row was: of the same name, else the one that stood between the same neighbours."""
    pairs: list[int | None] = []
    last = -1
    for row in wanted:
        found = next((at for at in range(last + 1, len(now)) if now[at] == row.get("name")), None)
        pairs.append(found)
        last = last if found is None else found
    begin, after = 0, -1
    for end, place in enumerate([*pairs, len(now)]):
        if place is None:
            continue
        # as many between two that stayed as there were: they were renamed
        if end - begin == place - after - 1:
            pairs[begin:end] = range(after + 1, place)
        begin, after = end + 1, place
    return pairs


def alike(one: Any, other: Any) -> bool:
    """Whether two plain values are the same on the wire, where true is no 1."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(alike(item, other[key]) for key, item in one.items())
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(alike, one, other))
    return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)


def _whole(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    if isinstance(value, dict):
        return {key: _whole(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_whole(item) for item in value]
    return value


@cache
def _schema(kind: str) -> dict[str, Any]:
    model = KINDS.get(kind)
    return {} if model is None else model.model_json_schema(by_alias=True)


def _fields(kind: str) -> list[tuple[str, dict[str, Any]]]:
    return list(_schema(kind).get("properties", {}).items())


def _is_named_row(shape: dict[str, Any], whole: dict[str, Any]) -> bool:
    called = str(shape.get("items", {}).get("$ref", "")).removeprefix("#/$defs/")
    return shape.get("type") == "array" and "name" in whole.get("$defs", {}).get(called, {}).get("properties", {})


def _is_text(shape: dict[str, Any]) -> bool:
    fixed = {"pattern", "enum", "const"} & shape.keys()
    return shape.get("type") == "string" and not fixed and shape.get("maxLength", 0) >= NAME
