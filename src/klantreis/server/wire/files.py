"""Files that belong to a map."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from klantreis.server.wire.model import Wire


class MapFile(Wire):
    """A file of a map; a cell or a persona names it by its id."""

    id: str
    name: str
    media_type: str = Field(description="Told from its first bytes.")
    size: int = Field(description="Bytes.")
    digest: str = Field(description="SHA-256 of the content.")
    at: datetime
    author: str
    used: bool = Field(description="Whether the map names it now.")
    shown: bool = Field(description="Whether a browser may show it in its place; else it can only be saved.")


class MapFiles(Wire):
    """The files of a map."""

    files: list[MapFile]
