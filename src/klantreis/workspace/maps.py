"""The maps of a workspace, by name or id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from klantreis.errors import Conflict, NotFound, UserError
from klantreis.workspace import rooms
from klantreis.workspace.portfolio import portfolio
from klantreis.workspace.selection import Selection

if TYPE_CHECKING:
    from klantreis.evidence.draft import Draft
    from klantreis.journey.document import Document
    from klantreis.storage.attachments import Attached, Attachment
    from klantreis.storage.maps import Changed, Maps, StoredMap
    from klantreis.storage.versions import Version
    from klantreis.workspace.workspace import Workspace


COPIED = {
    "nl": {"copy": "kopie", "current": "huidig", "future": "toekomst"},
    "en": {"copy": "copy", "current": "current", "future": "future"},
}
"""What is added to the name of a copy that was given none."""


@dataclass(frozen=True)
class OpenMap:
    """One map at one version, with the workspace whose journeys it is held against."""

    id: str
    version: int
    document: Document
    workspace: Workspace = field(repr=False)

    @property
    def name(self) -> str:
        """The map's name."""
        return self.document.map.name

    def change(self, changes: Iterable[Mapping[str, Any]], *, base_version: int | None = None) -> OpenMap:
        """The map after changes (``{"op": "put"|"patch"|"remove", …}``), all or nothing, kept in the workspace."""
        self.workspace.maps.stored.change(self.id, changes, self.workspace.author, base_version)
        return self.workspace.maps[self.id]

    def versions(self) -> Sequence[Version]:
        """Named and automatic versions, the newest first."""
        return self.workspace.maps.stored.versions(self.id)

    def name_version(self, name: str, version: int | None = None) -> Version:
        """Give a version (the present one unless said) a name; a second name replaces the first."""
        return self.workspace.maps.stored.name_version(self.id, name, self.workspace.author, version)

    def unname_version(self, version: int) -> None:
        """Take the name of a version off again; the version stays."""
        self.workspace.maps.stored.unname_version(self.id, version, self.workspace.author)

    def files(self) -> Sequence[Attachment]:
        """The files that belong to this map."""
        return self.workspace.attachments.list(self.id)

    def attach(self, file: str | Path) -> Attachment:
        """Keep a file (at most 10 MB) with this map; a cell or a persona then names it by its id."""
        from klantreis.storage.attachments import read_file

        return self.workspace.attachments.add(self.id, *read_file(Path(file)), self.workspace.author)


class WorkspaceMaps(Mapping[str, OpenMap]):
    """``ws.maps["Rondreis VS"]``: a map by its name or its id; iterates over names."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def personas(self) -> Sequence[dict[str, Any]]:
        """Every persona of every map: ``map`` (id), ``map_name``, ``map_state`` and ``persona`` (its record)."""
        return [each.to_dict() for each in self._workspace.personas.every()]

    def forget(self, customer: str, *, author: str | None = None) -> Sequence[dict[str, Any]]:
        """Empty the segments of personas that name a customer who is erased; gives ``map`` and ``persona`` of each."""
        from klantreis.events.filters.naming import names_customer

        gone = []
        for each in self.personas():
            persona = each["persona"]
            if names_customer(persona.get("segment") or "", customer):
                emptied = {"op": "patch", "id": persona["id"], "fields": {"segment": None}}
                self.stored.change(each["map"], [emptied], author or self._workspace.author)
                gone.append({"map": each["map"], "persona": persona["name"]})
        return gone

    def naming(self, customer: str) -> Sequence[dict[str, Any]]:
        """Where people typed a customer's id, or attached a file with it.

        Per map ``in_bin``, ``records`` that say it, ``versions`` with it, names of ``files`` that hold it, and
        ``removed``: records that its room remembers for who takes a step back.
        """
        from klantreis.collaboration.remembered import remembered

        removed = remembered(self._workspace.room_log, customer)
        return [
            {
                "map": each.map,
                "name": each.name,
                "in_bin": each.in_bin,
                "records": list(each.records),
                "versions": list(each.versions),
                "files": list(each.files),
                "removed": list(each.removed),
            }
            for each in self.stored.traces(customer, removed)
        ]

    @property
    def stored(self) -> Maps:
        """Where the maps are kept, with every change they ever had."""
        return self._workspace.stored_maps

    def __getitem__(self, name: str) -> OpenMap:
        """The map with this id or name; raises NotFound, or Conflict when several have the name."""
        return self._opened(self.stored.find(name))

    def __iter__(self) -> Iterator[str]:
        return iter([info.name for info in self.stored.list()])

    def __len__(self) -> int:
        return self.stored.count()

    def __contains__(self, name: object) -> bool:
        return any(name in (info.id, info.name) for info in self.stored.list())

    def list(self) -> Sequence[dict[str, Any]]:
        """Every map as a portfolio shows it, the one changed last first."""
        return portfolio(self._workspace)

    def create(
        self,
        name: str | None = None,
        *,
        template: str = "seven",
        language: str | None = None,
        document: Document | Mapping[str, Any] | None = None,
        files: Iterable[Attached] = (),
        author: str | None = None,
    ) -> OpenMap:
        """Keep a new map: from a document (with its ``files``) when one is given, else from a template."""
        from klantreis.journey import templates
        from klantreis.journey.document import Document

        if document is None:
            made = templates.make(template, language or self._workspace.settings.language, name)
        else:
            made = document if isinstance(document, Document) else Document.from_dict(document)
            if name is not None:
                made = made.patch("map", {"name": name})[0]
        return self._opened(self.stored.create(made, author or self._workspace.author, files=files))

    def duplicate(
        self,
        name_or_id: str,
        name: str | None = None,
        *,
        state: Literal["current", "future"] | None = None,
        author: str | None = None,
    ) -> OpenMap:
        """A copy of a map with its files, as a map of its own without history, comments and suggestions.

        With state ``future`` it is a future state of that map. Records keep their ids, so that the two can be compared.
        """
        origin = self.stored.find(name_or_id)
        about = origin.document.map
        added = COPIED[about.language][state or "copy"] if name is None else ""
        fields: dict[str, Any] = {"name": name or f"{about.name[:180]} ({added})"}
        if state is not None:
            fields |= {"state": state, "future_of": origin.id if state == "future" else None}
        talk = [r.id for r in origin.document.records.values() if r.record_kind in ("comment", "suggestion")]
        changes = [{"op": "remove", "id": each} for each in talk]
        copied, _ = origin.document.apply([*changes, {"op": "patch", "id": "map", "fields": fields}])
        return self._opened(self.stored.create(copied, author or self._workspace.author, files_of=origin.id))

    def read(self, file: str | Path, *, author: str | None = None) -> OpenMap:
        """Make a map from a ``*.journey.json`` file; an older file is brought up to date."""
        from klantreis.exchange import journey_json

        document, files = journey_json.read_whole(Path(file))
        return self.create(document=document, files=files, author=author)

    def draft(
        self,
        selection: Selection | None = None,
        *,
        name: str | None = None,
        template: str = "auto",
        language: str | None = None,
        author: str | None = None,
    ) -> tuple[OpenMap, dict[str, Any]]:
        """Draft a map from the selected journeys and keep it; gives the map and the documented result of ``draft``."""
        drafted = self.drafted(selection, name=name, template=template, language=language)
        made = self.create(document=drafted.document, author=author)
        return made, {**drafted.to_dict(), "map": made.id}

    def drafted(
        self,
        selection: Selection | None = None,
        *,
        name: str | None = None,
        template: str = "auto",
        language: str | None = None,
    ) -> Draft:
        """A map drafted from the selected journeys, not kept."""
        rooms.load(rooms.QUESTIONS)
        from klantreis.evidence.draft import draft

        journeys = self._workspace.select(selection or Selection())
        if journeys.events == 0:
            raise UserError(
                "draft.no_events",
                "There are no events to draft a map from.",
                mend="Import events first, or choose wider filters.",
            )
        spoken = language or self._workspace.settings.language
        return draft(
            journeys,
            attributes=self._workspace.attributes(journeys),
            template=template,
            language=spoken,
            name=name or self._workspace.settings.name,
        )

    def delete(self, map_id: str, *, author: str | None = None) -> None:
        """Put a map in the bin."""
        self.stored.delete(map_id, author or self._workspace.author)

    def binned(self) -> Sequence[dict[str, Any]]:
        """Maps in the bin, the one changed last first: ``id``, ``name``, ``version`` and ``deleted_at``."""
        return [
            {"id": each.id, "name": each.name, "version": each.version, "deleted_at": each.deleted_at}
            for each in self.stored.list(deleted=True)
        ]

    def revive(self, name_or_id: str, *, author: str | None = None) -> OpenMap:
        """Take a map out of the bin, as it was. Raises as ``purge``; Conflict when what it opens leads back to it."""
        map_id = self._in_bin(name_or_id)
        self.stored.revive(map_id, author or self._workspace.author)
        return self._opened(self.stored.get(map_id))

    def purge(self, name_or_id: str, *, author: str | None = None) -> str:
        """Take a map in the bin away for good, with every version and file; gives its id.

        Raises NotFound when no map in the bin is called so, Conflict when several are.
        """
        map_id = self._in_bin(name_or_id)
        self.stored.purge(map_id, author or self._workspace.author)
        self._workspace.cache.clear()  # answers about it say what is on it
        return map_id

    def _in_bin(self, name_or_id: str) -> str:
        binned = self.stored.list(deleted=True)
        found = [each for each in binned if each.id == name_or_id] or [
            each for each in binned if each.name == name_or_id
        ]
        if not found:
            names = ", ".join(each.name for each in binned[:20]) or "none"
            raise NotFound("maps.not_found", "There is no such map in the bin.", mend=f"In the bin: {names}.")
        if len(found) > 1:
            ids = ", ".join(each.id for each in found)
            raise Conflict("maps.several", "Several maps in the bin have this name.", mend=f"Name one by id: {ids}.")
        return found[0].id

    def restore(self, map_id: str, version: int, *, author: str | None = None) -> Changed:
        """Make a map as it was at a version; the history keeps everything."""
        return self.stored.restore(map_id, version, author or self._workspace.author)

    def _opened(self, stored: StoredMap) -> OpenMap:
        return OpenMap(stored.id, stored.version, stored.document, self._workspace)
