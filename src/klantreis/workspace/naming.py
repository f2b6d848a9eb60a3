"""The library: what the maps of a workspace name, where each name is used, and giving it another one everywhere."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

from klantreis.errors import KlantreisError, NotFound, UserError
from klantreis.workspace import rooms

if TYPE_CHECKING:
    from klantreis.journey.document import Document
    from klantreis.workspace.workspace import Workspace

Kind = Literal["touchpoint", "channel", "team", "system", "persona"]
KINDS: tuple[Kind, ...] = get_args(Kind)


def normalised(name: str) -> str:
    """What makes two names one: capitals and spaces do not count."""
    return " ".join(name.casefold().split())


class Use(NamedTuple):
    """Where a name is used."""

    map: str
    map_name: str
    record: str
    name: str
    place: str
    """The phase of a touchpoint, the touchpoint or persona of a channel, the touchpoints of a system or team."""
    touchpoint: str | None
    """The touchpoint to look at."""


class Entry(NamedTuple):
    """One name over all maps."""

    kind: Kind
    key: str
    spellings: Sequence[str]
    maps: int
    used_in: Sequence[Use]

    @property
    def name(self) -> str:
        """The name as it is most often written."""
        return self.spellings[0]

    def to_dict(self, *, uses: bool = True) -> dict[str, Any]:
        """Plain JSON values; without ``uses`` it only counts them."""
        told = {
            "kind": self.kind,
            "name": self.name,
            "spellings": list(self.spellings),
            "maps": self.maps,
            "times": len(self.used_in),
        }
        return {**told, "used_in": [use._asdict() for use in self.used_in]} if uses else told


class Library:
    """The names of all maps of one workspace, gathered once for every state of those maps."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._lock = threading.Lock()
        self._state = 0
        self._known: dict[Kind, tuple[Entry, ...]] = {}

    def entries(self, kind: Kind) -> tuple[Entry, ...]:
        """The names of one kind: those of most maps first, then by name."""
        stored = self._workspace.maps.stored
        state = hash(tuple((info.id, info.version) for info in stored.list()))
        with self._lock:
            if state != self._state:
                self._state, self._known = state, {}
            if kind not in self._known:
                self._known[kind] = _gathered(kind, stored.names())
            return self._known[kind]

    def sought(self, kind: Kind, text: str) -> Sequence[Entry]:
        """The entries with every word of ``text`` in one of their spellings, or the names of their maps."""
        words = normalised(text).split()
        if not words:
            return self.entries(kind)
        return [entry for entry in self.entries(kind) if _fits(entry, words)]

    def entry(self, kind: Kind, name: str) -> Entry:
        """The entry of a name, however it is spelled; raises NotFound."""
        key = normalised(name)
        for entry in self.entries(kind):
            if entry.key == key:
                return entry
        mend = "Look in the library for the names there are."
        raise NotFound("library.unknown", f"No map has a {kind} of this name.", where=name[:100], mend=mend)


def library(workspace: Workspace, kind: Kind | None = None) -> list[dict[str, Any]]:
    """Touchpoints, channels, teams, systems and personas of all maps, one entry per name, with where each is used.

    Those of most maps first, then by name. ``name`` is how it is most often written, ``spellings`` all ways.
    """
    kinds = KINDS if kind is None else (kind,)
    return [entry.to_dict() for each in kinds for entry in workspace.library.entries(each)]


def names(workspace: Workspace, kind: Kind, limit: int = 1000) -> list[str]:
    """The names of a kind as they are most often written, those of most maps first; for who types one."""
    return [entry.name.strip() for entry in workspace.library.entries(kind)[:limit]]


def _gathered(kind: Kind, named: Iterable[tuple[Any, Mapping[str, Any]]]) -> tuple[Entry, ...]:
    found: dict[str, list[Use]] = {}
    keys: dict[str, str] = {}
    for info, names_ in named:
        said = list(names_[kind])
        if kind == "channel":
            said += [
                {"id": t["id"], "name": t["channel"], "place": t["name"], "touchpoint": t["id"]}
                for t in names_["touchpoint"]
                if t["channel"]
            ]
        for record in said:
            name = record["name"]
            at = record["id"] if kind == "touchpoint" else record.get("touchpoint")
            key = keys.get(name)
            if key is None:
                key = keys[name] = normalised(name)
            use = Use(info.id, info.name, record["id"], name, record.get("place", ""), at)
            found.setdefault(key, []).append(use)
    entries = []
    for key, uses in found.items():
        counted = sorted(Counter(use.name for use in uses).items(), key=lambda item: (-item[1], item[0]))
        maps = len({use.map for use in uses})
        entries.append(Entry(kind, key, tuple(name for name, _ in counted), maps, tuple(uses)))
    return tuple(sorted(entries, key=lambda entry: (-entry.maps, entry.key)))


def _fits(entry: Entry, words: Sequence[str]) -> bool:
    # most are found, or not, by the name alone
    left = [word for word in words if word not in entry.key]
    if not left:
        return True
    said = normalised(" ".join({*entry.spellings, *(use.map_name for use in entry.used_in)}))
    return all(word in said for word in left)


def rename(
    workspace: Workspace,
    kind: str,
    name: str,
    to: str,
    *,
    author: str | None = None,
    changed: Callable[[str], None] = lambda _: None,
) -> dict[str, Any]:
    """Give everything of a kind that has a name another one, in every map, each as a change of its own by ``author``.

    A map that refuses is told under ``refused`` and stays as it was; ``changed`` is called with each map that changed.
    Raises NotFound when no map has the name.
    """
    rooms.load(rooms.DOCUMENTS)
    if kind not in KINDS:
        mend = f"Choose one of: {', '.join(KINDS)}."
        raise UserError("library.kind", f"There is no kind {kind[:40]!r} in the library.", where="kind", mend=mend)
    if not to.strip():
        raise UserError("library.name", "The new name is empty.", where="to", mend="Give a name.")
    stored, done, refused = workspace.maps.stored, [], []
    for map_id in dict.fromkeys(use.map for use in workspace.library.entry(kind, name).used_in):
        try:
            map_ = stored.get(map_id)
            changes = _renaming(map_.document, kind, normalised(name), to)
            if not changes:
                continue
            made = stored.change(map_id, changes, author or workspace.author)
        except KlantreisError as problem:
            refused.append({"map": map_id, "problem": problem.to_dict()})
            continue
        changed(map_id)
        done.append({"map": map_id, "name": map_.name, "version": made.version, "records": len(changes)})
    return {"kind": kind, "from": name, "to": to, "maps": done, "refused": refused}


def _renaming(document: Document, kind: str, key: str, to: str) -> list[Mapping[str, Any]]:
    """The changes that rename in one map; what is called so already stays."""
    changes: list[Mapping[str, Any]] = []
    for record in document.records.values():
        fields: dict[str, Any] = {}
        if kind != "channel":
            if record.record_kind == kind and normalised(getattr(record, "name", "")) == key:
                fields = {"name": to}
        else:
            channel, many = getattr(record, "channel", None), getattr(record, "channels", ())
            if channel and normalised(channel) == key:
                fields["channel"] = to
            if any(normalised(each) == key for each in many):
                fields["channels"] = list(dict.fromkeys(to if normalised(each) == key else each for each in many))
        fields = {name: value for name, value in fields.items() if _now(record, name) != value}
        if fields:
            changes.append({"op": "patch", "id": record.id, "fields": fields})
    return changes


def _now(record: Any, name: str) -> Any:
    value = getattr(record, name)
    return list(value) if isinstance(value, tuple) else value
