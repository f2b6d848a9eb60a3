"""What rooms remember that is not on their maps any more: removed records, which a step back finds again.

Letters that were deleted from a text, and records that are taken out here, leave nothing behind in a shared document:
it keeps that something was there, and not what.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pycrdt import Doc
from pycrdt import Map as SharedMap

from klantreis.collaboration import shape
from klantreis.storage.rooms import RoomLog
from klantreis.storage.traces import alone, says


def remembered(log: RoomLog, word: str) -> dict[str, list[str]]:
    """Of every room, also of a map in the bin, the ids of the removed records in which a word stands by itself."""
    sought = alone(word)
    found: dict[str, list[str]] = {}
    for map_id, updates in log.every():
        # opening a large room takes its time, and most hold nothing that was removed
        if any(_MARK in update for update in updates) and (gone := _buried(_opened(updates), sought)):
            found[map_id] = gone
    return found


def forget(log: RoomLog, word: str) -> dict[str, list[str]]:
    """Take those records out for good: no step back finds them again. Gives them, as ``remembered`` does."""
    sought = alone(word)
    found = remembered(log, word)
    for map_id in found:

        def make(updates: Sequence[bytes]) -> bytes | None:
            doc = _opened(updates)
            records = shape.records_of(doc)
            gone = _buried(doc, sought)
            with doc.transaction():
                for name in gone:
                    del records[name]
            return doc.get_update() if gone else None

        log.renew(map_id, make)
    return found


_MARK = shape.GONE.encode()


def _opened(updates: Sequence[bytes]) -> Doc:
    doc: Doc = Doc()
    for update in updates:
        doc.apply_update(update)
    return doc


def _buried(doc: Doc, sought: re.Pattern[str]) -> list[str]:
    records = shape.records_of(doc)
    with doc.transaction():
        return sorted(
            name
            for name in list(records.keys())
            if isinstance(entry := records[name], SharedMap)
            and shape.is_gone(entry)
            and says(sought, shape.plain_of(entry))
        )
