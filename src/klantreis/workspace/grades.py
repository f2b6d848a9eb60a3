"""How well each map is known, as a portfolio of thousands of maps shows it: kept small, apart from the answers."""

from __future__ import annotations

import contextlib
import json
import os
import threading
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from klantreis.workspace.map_answers import Measured

if TYPE_CHECKING:
    from klantreis.storage.maps import MapInfo


class Grades:
    """The grades of maps as they were measured last: in memory, and in one small file for the next start.

    They belong to a version of a map and of the events; a file that cannot be read counts as absent, for a map is
    measured again when it has no grades here.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._kept: dict[str, list[Any]] | None = None

    def of(self, infos: Iterable[MapInfo], index: str) -> dict[str, Measured]:
        """The grades by map, of those that were measured at this version and on these events."""
        kept = self._all()
        found = {}
        for info in infos:
            state, _, shares, at = kept.get(info.id, ("", "", {}, ""))
            if state == _state(info.version, index):
                found[info.id] = Measured(shares, datetime.fromisoformat(at))
        return found

    def fresh(self, map_id: str, version: int, index: str, day: str) -> bool:
        """Whether a map was measured today; grades age by the day."""
        state, measured_on, *_ = self._all().get(map_id, ("", ""))
        return (state, measured_on) == (_state(version, index), day)

    def keep(self, map_id: str, version: int, index: str, day: str, measured: Measured) -> None:
        """Remember what was measured."""
        entry = [_state(version, index), day, measured.grade_shares, measured.at.isoformat()]
        kept = self._all()
        with self._lock:
            if kept.get(map_id) == entry:
                return
            kept[map_id] = entry
            self._write(kept)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept = {}
            self._path.unlink(missing_ok=True)

    def _all(self) -> dict[str, list[Any]]:
        with self._lock:
            if self._kept is None:
                self._kept = _read(self._path)
            return self._kept

    def _write(self, kept: dict[str, list[Any]]) -> None:
        """A full disk costs a measurement after the next start, nothing else."""
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            part = self._path.with_name(f".{self._path.name}.{os.getpid()}")
            part.write_text(json.dumps(kept), "utf-8")
            part.replace(self._path)


def _state(version: int, index: str) -> str:
    return f"{version} {index}"


def _read(path: Path) -> dict[str, list[Any]]:
    try:
        found = json.loads(path.read_text("utf-8"))
        return {
            str(name): [str(state), str(day), dict(shares), str(at)]
            for name, (state, day, shares, at) in found.items()
            if datetime.fromisoformat(at)
        }
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
