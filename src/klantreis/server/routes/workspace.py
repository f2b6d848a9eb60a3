"""The workspace itself."""

from __future__ import annotations

from typing import Annotated, Any

import anyio
from fastapi import APIRouter
from starlette.responses import Response

from klantreis import __version__
from klantreis.server.authorise import Caller, authorise
from klantreis.server.context import Context, InContext
from klantreis.server.wire.model import reply
from klantreis.server.wire.workspace import Workspace, WorkspaceChange

router = APIRouter(tags=["workspace"])


@router.get("/workspace", response_model=Workspace)
async def workspace(context: InContext, caller: Annotated[Caller, authorise("workspace.read")]) -> Response:
    """The workspace: settings, how much it holds, and what the caller may do."""
    return reply(await anyio.to_thread.run_sync(_describe, context, caller))


@router.patch("/workspace", response_model=Workspace)
async def change_workspace(
    change: WorkspaceChange, context: InContext, caller: Annotated[Caller, authorise("workspace.change")]
) -> Response:
    """Change the settings that are given."""

    def work() -> dict[str, Any]:
        context.workspace.change(**change.model_dump(exclude_none=True))
        return _describe(context, caller)

    return reply(await anyio.to_thread.run_sync(work))


def _describe(context: Context, caller: Caller) -> dict[str, Any]:
    workspace = context.workspace
    settings = workspace.settings
    return {
        "name": settings.name,
        "timezone": settings.timezone,
        "currency": settings.currency,
        "language": settings.language,
        "version": __version__,
        "user": user(context, caller),
        **workspace.summary(),
    }


def user(context: Context, caller: Caller) -> dict[str, Any]:
    """The caller as the wire shows them."""
    return {"name": caller.name, "may": sorted(caller.may), "password": context.door.asks_password}
