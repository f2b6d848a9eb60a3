"""The journeys of a workspace as they are now: loaded once, loaded again when any process made a newer index."""

from __future__ import annotations

import fcntl
import shutil
import threading
from collections import OrderedDict
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from klantreis.errors import Busy, Damaged
from klantreis.workspace import rooms
from klantreis.workspace.selection import Selection

if TYPE_CHECKING:
    from klantreis.engine.duckdb import EventStore
    from klantreis.engine.journeys import Journeys

KEPT = 8
"""Selections kept in memory; those without filters are views of the index and cost nothing."""

KINDS = ("customer", "journey")
"""An index is made per customer, and per journey id where the events have them; each in a folder of its own."""

Progress = Callable[[float | None, int], None]


class Live:
    """The journey index of one workspace, followed as it changes."""

    def __init__(self, store: Callable[[], EventStore], folder: Path, events_file: Path) -> None:
        self._store = store
        self._folder = folder
        self._events_file = events_file
        self._lock = threading.RLock()
        self._refreshing = threading.Lock()
        self._version = ""
        self._selected: OrderedDict[tuple[Any, ...], Journeys] = OrderedDict()
        self._seen: tuple[Any, ...] | None = None

    def version(self) -> str:
        """Names the index on disk, read without loading it; empty when there is none, or it is damaged."""
        rooms.load(rooms.EVENTS)
        from klantreis.engine import generations

        found = []
        for kind in KINDS:
            folder = None
            for _ in range(5):
                try:
                    before, folder = folder, generations.current(self._folder / kind)
                    if folder is not None:
                        found.append(str(generations.read_meta(folder)["version"]))
                    break
                except (Damaged, OSError, KeyError, ValueError):
                    if folder is None or folder == before:
                        return ""
                    # Another writer may have put a newer generation in the place of this one just now.
        return ".".join(found)

    def fresh(self) -> None:
        """Bring the index up to date once per process, and when it is absent or damaged.

        While another process writes events, the index of before is as true as the store will show; it is used.
        """
        if self._seen is not None and self.version():
            return
        try:
            if not self._matches():
                self.refresh()
        except Busy:
            if not self.version():
                raise

    def _matches(self) -> bool:
        """Whether the index holds exactly the stored events; asks the store for two numbers, and loads nothing."""
        from klantreis.engine import generations
        from klantreis.events import schema

        state = self._file_state()
        with self._store().reading() as session:
            era, version = schema.mark(session, "era"), schema.mark(session, "version")
            kind = "journey" if session.value("SELECT 1 FROM journeys LIMIT 1") else "customer"
        try:
            folder = generations.current(self._folder / kind)
            base = {} if folder is None else generations.read_meta(folder)["base"]
        except (Damaged, OSError, KeyError, ValueError):
            return False
        matches = (base.get("era"), base.get("version")) == (era, version)
        if matches:
            self._seen = state
        return matches

    def trust(self) -> None:
        """Somebody else keeps the index fresh from here on; do not look before every question."""
        if self._seen is None and self.version():
            self._seen = ()

    def follow(self) -> bool:
        """Bring the index up to what another process changed; gives whether that was anything.

        Mostly a look at file times; when those changed, two numbers of the store; only then work.
        """
        before = self.version()
        if (before and self._file_state() == self._seen) or self._matches():
            return False
        return self.refresh() != before

    def refresh(
        self, progress: Progress = lambda share, rows: None, cancelled: Callable[[], bool] = lambda: False
    ) -> str:
        """Bring the index up to the stored events; gives its version."""
        rooms.load(rooms.KERNELS)
        from klantreis.events.refresh import refresh

        with self._alone():
            journeys = refresh(self._store(), self._folder, progress=progress, cancelled=cancelled)
            self._drop(journeys.version.split(".", 1)[0])
            with self._lock:
                self._seen = self._file_state()
                self._keep(self.version(), Selection().key(), journeys)
                return self._version

    def _drop(self, era: str) -> None:
        """Take away what an index of the other unit holds of events that were removed; it is made when it is asked."""
        from klantreis.engine import generations

        for kind in KINDS:
            try:
                folder = generations.current(self._folder / kind)
                known = None if folder is None else str(generations.read_meta(folder)["base"].get("era"))
            except (Damaged, OSError, KeyError, ValueError):
                continue  # whoever asks for it makes it anew
            if known not in (None, era):
                shutil.rmtree(self._folder / kind, ignore_errors=True)

    @contextmanager
    def _alone(self) -> Generator[None]:
        """One refresh at a time, over threads and processes.

        Two at once could read the events in one order and write their indexes in the other, and the older would stay.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        with self._refreshing, (self._folder / ".refresh.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def select(
        self, selection: Selection, meaning: tuple[Any, ...], narrow: Callable[[Journeys], Journeys]
    ) -> Journeys:
        """The selected journeys of the present index; ``narrow`` applies the filters to all journeys of the unit.

        ``meaning`` is what the selection stands for now, a segment's rule included.
        """
        whole = self._whole(Selection(unit=selection.unit, gap=selection.gap))
        if not selection.filters:
            return whole
        version = self.version()
        found = self._find(version, meaning)
        if found is None:
            found = narrow(whole)
            self._keep(version, meaning, found)
        return found

    def _whole(self, selection: Selection) -> Journeys:
        version = self.version()
        found = self._find(version, selection.key())
        if found is None:
            rooms.load(rooms.KERNELS)
            from klantreis.engine.duration import microseconds
            from klantreis.events.refresh import refresh

            gap = None if selection.gap is None else microseconds(selection.gap, what="gap")
            with self._alone():
                found = refresh(self._store(), self._folder, unit=selection.unit, gap_us=gap)
                found = replace(found, filters=selection.said())
                self._keep(self.version(), selection.key(), found)
        return found

    def _find(self, version: str, key: tuple[Any, ...]) -> Journeys | None:
        with self._lock:
            if version != self._version:
                return None
            found = self._selected.get(key)
            if found is not None:
                self._selected.move_to_end(key)
            return found

    def _keep(self, version: str, key: tuple[Any, ...], journeys: Journeys) -> None:
        with self._lock:
            if version != self._version:
                self._selected.clear()
                self._version = version
            self._selected[key] = journeys
            while len(self._selected) > KEPT:
                self._selected.popitem(last=False)

    def _file_state(self) -> tuple[Any, ...]:
        states: list[tuple[int, int, int]] = []
        for path in (self._events_file, self._events_file.with_name(self._events_file.name + ".wal")):
            try:
                told = path.stat()
            except OSError:
                continue
            states.append((told.st_ino, told.st_size, told.st_mtime_ns))
        return tuple(states)
