"""Long work."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from klantreis.server.wire.model import Problem, Wire


class Job(Wire):
    """One piece of long work and how it stands."""

    id: str
    kind: Literal["import", "remove_source", "erase_customer", "draft"]
    label: str = Field(description="What it is about: a file name, a customer, a map.")
    by: str
    state: Literal["queued", "running", "done", "failed", "cancelled"]
    phase: str | None = Field(description="What it is doing now: reading, storing, indexing, drafting.")
    progress: float | None = Field(ge=0, le=1, description="0…1, or null while the size is unknown.")
    rows: int = Field(description="Rows handled until now.")
    result: dict[str, Any] | None
    error: Problem | None
    created_at: datetime
    ended_at: datetime | None


class Jobs(Wire):
    """Every job the server still knows, the newest first."""

    jobs: list[Job]
