"""Documents that were read a moment ago, so that a change does not parse the whole map again."""

from __future__ import annotations

import json
from collections import OrderedDict
from threading import Lock

from sqlalchemy import Row

from klantreis.errors import Damaged, UserError
from klantreis.journey.document import Document

MOST = 32


class Opened:
    """The last maps used, each at one version. A version of a map never changes, so nothing goes stale."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._documents: OrderedDict[str, tuple[int, Document]] = OrderedDict()

    def document(self, row: Row) -> Document:
        """The document of a row of ``maps``."""
        with self._lock:
            version, document = self._documents.get(row.id, (0, None))
        if document is not None and version == row.version:
            return document
        try:
            document = Document.from_dict(json.loads(row.document))
        except (UserError, ValueError) as problem:
            message = "The stored document of this map cannot be read."
            mend = "Restore an earlier version, or put back the last copy of the database."
            params = {"version": row.version, "detail": str(problem)[:500]}
            raise Damaged("maps.damaged", message, where=row.id, mend=mend, params=params) from problem
        self.keep(row.id, row.version, document)
        return document

    def keep(self, map_id: str, version: int, document: Document) -> None:
        """Remember a committed document, unless a newer one is known."""
        with self._lock:
            if self._documents.get(map_id, (0, None))[0] > version:
                return
            self._documents[map_id] = (version, document)
            self._documents.move_to_end(map_id)
            while len(self._documents) > MOST:
                self._documents.popitem(last=False)

    def forget(self, map_id: str) -> None:
        """Let go of a map."""
        with self._lock:
            self._documents.pop(map_id, None)
