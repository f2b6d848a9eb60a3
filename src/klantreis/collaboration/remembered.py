"""What rooms remember that is not on their maps any more: removed records, which a step back finds again."""

from __future__ import annotations

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
        doc: Doc = Doc()
        for update in updates:
            doc.apply_update(update)
        records = shape.records_of(doc)
        with doc.transaction():
            gone = [
                name
                for name in list(records.keys())
                if isinstance(entry := records[name], SharedMap)
                and shape.is_gone(entry)
                and says(sought, shape.plain_of(entry))
            ]
        if gone:
            found[map_id] = sorted(gone)
    return found
