"""What a workspace keeps where: events in one file, documents in one database; each opened at its first use."""

from __future__ import annotations

import threading
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from klantreis.workspace import rooms
from klantreis.workspace.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from klantreis.engine.duckdb import EventStore
    from klantreis.storage.attachments import Attachments
    from klantreis.storage.explorations import Explorations
    from klantreis.storage.maps import Maps
    from klantreis.storage.rooms import RoomLog
    from klantreis.storage.segments import Segments
    from klantreis.storage.users import Users


class Stores:
    """The stores of one folder. May be used from several threads."""

    def __init__(self, path: Path, settings: Settings) -> None:
        self.path = path
        self.settings = settings
        self._opening = threading.RLock()
        self._store: EventStore | None = None
        self._engine: Engine | None = None

    @property
    def store(self) -> EventStore:
        """The durable events. Closes its file by itself when idle."""
        rooms.load(rooms.EVENTS)
        with self._opening:
            if self._store is None:
                from klantreis.events.store import open_store

                self._store = open_store(self.path)
            return self._store

    @property
    def _documents(self) -> Engine:
        rooms.load(rooms.DOCUMENTS)
        with self._opening:
            if self._engine is None:
                from klantreis.storage.database import connect

                self._engine = connect(self.settings.documents or self.path / "documents.sqlite")
            return self._engine

    @cached_property
    def stored_maps(self) -> Maps:
        """The maps with every change they ever had."""
        from klantreis.storage.maps import Maps

        return Maps(self._documents)

    @cached_property
    def attachments(self) -> Attachments:
        """The files that belong to maps."""
        from klantreis.storage.attachments import Attachments

        return Attachments(self._documents)

    @cached_property
    def room_log(self) -> RoomLog:
        """What is typed in maps that are edited together, until it is in the map."""
        from klantreis.storage.rooms import RoomLog

        return RoomLog(self._documents)

    @cached_property
    def stored_segments(self) -> Segments:
        """The segments as they are kept."""
        from klantreis.storage.segments import Segments

        return Segments(self._documents)

    @cached_property
    def stored_explorations(self) -> Explorations:
        """The explorations as they are kept."""
        from klantreis.storage.explorations import Explorations

        return Explorations(self._documents)

    @cached_property
    def users(self) -> Users:
        """Who may sign in when the app is open to others."""
        from klantreis.storage.users import Users

        return Users(self._documents)

    def close(self) -> None:
        """Let go of every file."""
        if self._store is not None:
            self._store.close()
        if self._engine is not None:
            self._engine.dispose()
