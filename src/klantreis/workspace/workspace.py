"""One opened workspace."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from klantreis.workspace import settings as settings_file
from klantreis.workspace.folder import default_folder, prepare
from klantreis.workspace.settings import Settings

if TYPE_CHECKING:
    from klantreis.engine.duckdb import EventStore


def open_workspace(folder: str | os.PathLike[str] | None = None, *, name: str | None = None) -> Workspace:
    """Open the workspace in a folder; made when absent.

    Without a folder: ``$KLANTREIS_WORKSPACE``, else the user's data folder. ``name`` is only used when it is made.
    Raises UserError or NoSpace in plain words when the folder cannot be used.
    """
    path = (Path(folder).expanduser() if folder is not None else default_folder()).absolute()
    prepare(path)
    return Workspace(path, settings_file.load_or_make(path, name=name))


class Workspace:
    """Events, maps and settings of one organisation, in one folder.

    Opens cheaply: the events, the journey index and the maps are each opened at their first use. May be used from
    several threads, and by several processes at once (a terminal beside a running server).
    """

    def __init__(self, path: Path, settings: Settings) -> None:
        self.path = path
        self.settings = settings

    @cached_property
    def store(self) -> EventStore:
        """The durable events. Closes its file by itself when idle."""
        from klantreis.events.store import open_store

        return open_store(self.path)

    def change(self, **fields: Any) -> Settings:
        """Change the settings given by name (``name``, ``timezone``, ``currency``, ``language``) and keep them."""
        self.settings = self.settings.changed(**fields)
        settings_file.save(self.path, self.settings)
        return self.settings

    def close(self) -> None:
        """Let go of every file."""
        if "store" in self.__dict__:
            self.store.close()

    def __enter__(self) -> Self:
        """Itself; closed when the block ends."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Workspace {self.settings.name!r} in {self.path}>"
