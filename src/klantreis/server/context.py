"""What every route may reach: the workspace, the uploads, the jobs, the door and the keeper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from klantreis.collaboration.keeper import Rooms
from klantreis.server.door import Door
from klantreis.server.jobs import Jobs
from klantreis.server.keeper import Keeper
from klantreis.server.uploads import Uploads
from klantreis.workspace import Workspace


@dataclass(frozen=True)
class Context:
    """The parts of one running server."""

    workspace: Workspace
    uploads: Uploads
    jobs: Jobs
    door: Door
    keeper: Keeper
    rooms: Rooms


async def _context(request: Request) -> Context:
    return request.app.state.context


InContext = Annotated[Context, Depends(_context)]
"""Type of a route's parameter that receives the context."""
