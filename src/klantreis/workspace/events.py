"""The events of a workspace: bringing them in, looking at them, taking them away."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from klantreis.events.options import ImportOptions, ImportReport
    from klantreis.events.recognise import Preview
    from klantreis.workspace.workspace import Workspace

Progress = Callable[[float | None, int], None]


class Events:
    """``ws.events``: the durable events of one workspace.

    Whatever changes the events also brings the journey index up to date before it returns.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def recognise(self, path: str | os.PathLike[str], *, name: str | None = None, **options: Any) -> Preview:
        """What a file seems to be; nothing is imported. ``options`` as for ``read``."""
        from klantreis.events.recognise import recognise

        return recognise(path, self._options(options), name=name)

    def read(
        self,
        path: str | os.PathLike[str],
        *,
        progress: Progress = lambda share, rows: None,
        cancelled: Callable[[], bool] = lambda: False,
        phase: Callable[[str], None] = lambda phase: None,
        **options: Any,
    ) -> ImportReport:
        """Import a file: CSV, TSV, Parquet, JSON Lines or XES, also packed with gzip or zstd.

        ``options`` are the fields of ``ImportOptions``, such as ``columns={"klantnr": "customer"}`` or
        ``timezone="Europe/Brussels"``; what is left out is recognised. All or nothing: raises UserError for what is
        wrong with the file, Cancelled when ``cancelled()`` turned true, Busy when another process holds the events.
        """
        from klantreis.events.importer import read

        phase("reading")
        share_of_import = 0.8
        report = read(
            self._workspace.store,
            path,
            self._options(options),
            lambda share, rows: progress(None if share is None else share * share_of_import, rows),
            cancelled,
        )
        phase("indexing")
        self._workspace.refresh(
            lambda share, _: progress(share_of_import + (1 - share_of_import) * (share or 0.0), report.rows)
        )
        return report

    def counts(self) -> dict[str, Any]:
        """How many events, customers, journeys, activities and sources, and the time range ``from`` and ``to``."""
        from klantreis.events.store import counts

        return _utc(counts(self._workspace.store))

    def sources(self) -> list[dict[str, Any]]:
        """What was imported, the newest first."""
        from klantreis.events.sources import sources

        listed = []
        for source in reversed(sources(self._workspace.store)):
            told = source.to_dict()
            told["at"] = told.pop("imported_at")
            told["from"], told["to"] = told.pop("first"), told.pop("last")
            listed.append(_utc(told))
        return listed

    def source(self, number: int) -> dict[str, Any]:
        """One source; raises NotFound."""
        from klantreis.events.sources import exists

        with self._workspace.store.reading() as session:
            exists(session, number)
        return next(source for source in self.sources() if source["id"] == number)

    def remove_source(self, number: int) -> dict[str, Any]:
        """Remove a source and the events only it brought; raises NotFound."""
        from klantreis.events.sources import remove_source

        removed = remove_source(self._workspace.store, number)
        self._workspace.refresh()
        return {"source": number, "events": removed}

    def rejected(self, number: int) -> Iterator[str]:
        """The bad rows of a source as lines of CSV, a header first; raises NotFound at the first line."""
        from klantreis.events.rejected import rejected_rows

        return rejected_rows(self._workspace.store, number)

    def activities(self, search: str | None = None) -> list[dict[str, Any]]:
        """Every activity with its number of events and customers and its first and last time, most events first.

        With ``search`` only those in whose name each of its words stands.
        """
        from klantreis.events.customers import activities

        return [
            _utc({**each, "from": each["first"], "to": each["last"]}, drop=("first", "last"))
            for each in activities(self._workspace.store, search)
        ]

    def commonest(self, limit: int | None = None, search: str | None = None) -> dict[str, Any]:
        """The ``limit`` commonest of ``activities``, and in ``left_out`` how many others there are."""
        from klantreis.analyses.measures import checked

        found = self.activities(search)
        rest = found[checked(limit, "activities") or len(found) :]
        told = {"activities": len(rest), "events": sum(each["events"] for each in rest)}
        return {"activities": found[: len(found) - len(rest)], "left_out": told}

    def attributes(self) -> list[dict[str, Any]]:
        """Every further column of the events, in order of first import."""
        from klantreis.events.attributes import attributes

        return [{"name": attribute.name} for attribute in attributes(self._workspace.store)]

    def head(
        self, *, limit: int = 100, after: int | None = None, customer: str | None = None, activity: str | None = None
    ) -> dict[str, Any]:
        """Events in the order they came in, a page at a time; ``next`` is the ``after`` of the next page, or None."""
        from klantreis.events.customers import head

        begin = after or 0
        found = head(self._workspace.store, limit, begin, customer, activity)
        following = begin + len(found) if len(found) == limit else None
        return {"events": [event.to_dict() for event in found], "next": following}

    def customer(self, name: str) -> dict[str, Any]:
        """One customer's events in the order of the journey; raises NotFound."""
        from klantreis.events.customers import customer_events

        found = customer_events(self._workspace.store, name)
        return {"customer": name, "events": [event.to_dict() for event in found]}

    def erase(self, name: str, *, past: bool = False, author: str | None = None) -> dict[str, Any]:
        """Erase a customer for real: events, dictionaries, bad rows, the journey index and kept answers.

        Explorations and segments whose rule names this customer go as well, and so do such rules of personas. Gives how
        many ``events`` and ``rejected`` rows went, the names of ``explorations`` and ``segments`` that went, and the
        ``personas`` (``map``, ``persona``) whose rule was emptied; and, as ``traces`` does, where people typed the id.
        With ``past`` it is taken out of what is past too; see ``forget_past``. Raises NotFound.
        """
        from klantreis.events.customers import erase_customer, known
        from klantreis.events.importer import clear_left

        known(self._workspace.store, name)
        # rules first: what fails after this is done again by whoever asks again, for the customer is still there
        gone = {
            "explorations": self._workspace.explorations.forget(name, author=author),
            "segments": self._workspace.segments.forget(name, author=author),
            "personas": self._workspace.maps.forget(name, author=author),
        }
        if any(gone.values()):
            self._workspace.stored_maps.sweep()
        clear_left(self._workspace.store)
        erased = erase_customer(self._workspace.store, name)
        self._workspace.refresh()
        self._workspace.cache.clear()
        self._workspace.grades.clear()
        left = self.forget_past(name, author=author) if past else self.traces(name)
        return {**erased, **gone, **left}

    def traces(self, name: str) -> dict[str, Any]:
        """Where people typed a customer's id, also after the customer was erased; see ``workspace.traces``."""
        from klantreis.workspace.traces import traces

        return traces(self._workspace, name)

    def forget_past(self, name: str, *, author: str | None = None) -> dict[str, Any]:
        """Take a customer's id out of earlier versions, the memory of rooms and the audit; see ``workspace.traces``."""
        from klantreis.workspace.traces import forget_past

        return forget_past(self._workspace, name, author)

    def _options(self, given: dict[str, Any]) -> ImportOptions:
        from klantreis.events.options import ImportOptions

        said = {key: value for key, value in given.items() if value is not None}
        return ImportOptions.from_dict({"timezone": self._workspace.settings.timezone, **said})


def _utc(values: dict[str, Any], *, drop: tuple[str, ...] = ()) -> dict[str, Any]:
    """The same with naive datetimes, which the store keeps in UTC, as aware ones."""
    return {
        key: value.replace(tzinfo=UTC) if isinstance(value, datetime) and value.tzinfo is None else value
        for key, value in values.items()
        if key not in drop
    }
