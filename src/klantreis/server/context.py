"""What every route may reach: the workspace, the uploads, the jobs and the door."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from klantreis.server.door import LocalDoor, PasswordDoor
from klantreis.server.jobs import Jobs
from klantreis.server.uploads import Uploads
from klantreis.workspace import Workspace


@dataclass(frozen=True)
class Context:
    """The parts of one running server."""

    workspace: Workspace
    uploads: Uploads
    jobs: Jobs
    door: LocalDoor | PasswordDoor


async def _context(request: Request) -> Context:
    return request.app.state.context


InContext = Annotated[Context, Depends(_context)]
"""Type of a route's parameter that receives the context."""
