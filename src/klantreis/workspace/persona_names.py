"""The personas of all maps, those of one name together: looked through without sending all of them."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from klantreis.workspace.naming import normalised

if TYPE_CHECKING:
    from klantreis.journey.record import Record
    from klantreis.workspace.workspace import Workspace

_SAID = ("name", "summary", "description", "goals", "needs", "frustrations", "quotes")


class OnMap(NamedTuple):
    """A persona, and the map it is on."""

    map: str
    map_name: str
    map_state: str
    persona: dict[str, Any]
    words: str
    """Everything it says, to be sought in."""

    @property
    def key(self) -> str:
        """How a persona of a map is named outside of it."""
        return f"{self.map}.{self.persona['id']}"

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values, with the whole record."""
        return {name: getattr(self, name) for name in ("map", "map_name", "map_state", "persona")}


class Named(NamedTuple):
    """All personas of one name, those of the map changed last first."""

    name: str
    on: tuple[OnMap, ...]

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values: of the first its record, of the others only where they are."""
        places = [{**each.to_dict(), "persona": each.persona["id"]} for each in self.on]
        return {"name": self.name, "first": self.on[0].to_dict(), "on": places}


class Personas:
    """The personas of the maps of one workspace; only maps that changed are read anew."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._lock = threading.Lock()
        self._state: tuple[tuple[str, int], ...] = ()
        self._read: dict[str, tuple[int, tuple[OnMap, ...]]] = {}
        self._named: tuple[Named, ...] = ()

    def every(self, only: Collection[str] | None = None) -> Sequence[OnMap]:
        """Every persona, those of the map changed last first; or only those with these keys (map, full stop, id)."""
        with self._lock:
            self._look()
            found = [each for name, _ in self._state for each in self._read[name][1]]
        return found if only is None else [each for each in found if each.key in only]

    def named(self, text: str = "") -> tuple[Sequence[Named], int]:
        """By name: those in whose personas every word of ``text`` stands; and how many names there are in all."""
        with self._lock:
            self._look()
            all_ = self._named
        words = normalised(text).split()
        fit = [each for each in all_ if all(any(word in on.words for on in each.on) for word in words)]
        return fit, len(all_)

    def _look(self) -> None:
        stored = self._workspace.maps.stored
        state = tuple((info.id, info.version) for info in stored.list())
        if state == self._state:
            return
        stale = [name for name, version in state if self._read.get(name, (0,))[0] != version]
        for info, records in stored.records("persona", stale):
            found = (_on(info.id, info.name, str(info.summary["state"]), each) for each in sorted(records, key=place))
            self._read[info.id] = (info.version, tuple(found))
        # one that went to the bin meanwhile was not read
        self._state = tuple((name, version) for name, version in state if name in self._read)
        self._read = {name: self._read[name] for name, _ in self._state}
        self._named = _by_name(each for name, _ in self._state for each in self._read[name][1])


def place(record: Record) -> tuple[str, str]:
    """Personas without an order come last; a tilde sorts behind every key."""
    return (getattr(record, "order", None) or "~", record.id)


def _on(map_id: str, map_name: str, state: str, record: Record) -> OnMap:
    persona = record.model_dump(mode="json")
    lines = [
        text for field in _SAID for text in ([persona[field]] if isinstance(persona[field], str) else persona[field])
    ]
    return OnMap(map_id, map_name, state, persona, normalised(" ".join([*lines, map_name])))


def _by_name(personas: Iterable[OnMap]) -> tuple[Named, ...]:
    found: dict[str, list[OnMap]] = {}
    for each in personas:
        found.setdefault(normalised(each.persona["name"]), []).append(each)
    return tuple(Named(found[key][0].persona["name"], tuple(found[key])) for key in sorted(found))
