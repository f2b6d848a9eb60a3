"""The app: every route, every error, every header, put together."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

import anyio
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.middleware.gzip import GZipMiddleware

from klantreis import __version__
from klantreis.collaboration.keeper import Rooms
from klantreis.server import problems
from klantreis.server.context import Context
from klantreis.server.door import Door, LocalDoor, SignedInFirst
from klantreis.server.guard import Guard, GuardMiddleware
from klantreis.server.jobs import Jobs
from klantreis.server.keeper import Keeper
from klantreis.server.methods import Unmatched
from klantreis.server.routes import ROUTERS
from klantreis.server.static import StaticApp
from klantreis.server.uploads import MAX_BYTES, Uploads
from klantreis.server.wire.model import Problem
from klantreis.workspace import Workspace

PREFIX = "/api/v1"
MAX_BODY = 32 * 2**20
"""Largest JSON body: a map document of 32 MiB; uploads have their own bound."""


def create_app(
    workspace: Workspace,
    *,
    door: Door | None = None,
    guard: Guard | None = None,
    max_upload: int = MAX_BYTES,
    static: Path | None = None,
    keep: bool = True,
    warm: bool = True,
) -> FastAPI:
    """The app for one workspace. Without a door it is for one local user, and answers to loopback names only.

    ``static`` is the folder of the built web app; by default the one inside the package. With ``keep`` it
    measures in the background, and with ``warm`` it compiles every kernel and compresses the web app there. The
    app closes its jobs, not the workspace: that is the caller's.
    """
    pages = StaticApp(static or Path(str(files("klantreis") / "static")))
    keeper = Keeper(workspace, warm=warm)
    context = Context(
        workspace=workspace,
        uploads=Uploads(workspace.path / "uploads", max_bytes=max_upload),
        jobs=Jobs(),
        door=door or LocalDoor(),
        keeper=keeper,
        rooms=Rooms(lambda: workspace.room_log, keeper.wake),
    )

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncGenerator[None]:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(context.uploads.keep_clean)
            context.rooms.start()
            if keep:
                tasks.start_soon(context.keeper.run)
            if keep and warm:
                tasks.start_soon(anyio.to_thread.run_sync, pages.prepare)
            yield
            await context.rooms.close()
            tasks.cancel_scope.cancel()
        await anyio.to_thread.run_sync(context.jobs.close)

    app = FastAPI(
        title="Klantreis",
        version=__version__,
        summary="Customer journey mapping whose map is alive.",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        lifespan=life,
        redirect_slashes=False,
    )
    app.state.context = context
    problems.install(app)
    for router in ROUTERS:
        app.include_router(
            router, prefix=PREFIX, responses=problems.documented(*problems.EVERYWHERE), max_body_size=MAX_BODY
        )
    app.mount("/", Unmatched(pages, PREFIX, ROUTERS))
    # The last added is the outermost.
    app.add_middleware(SignedInFirst, door=context.door, free=f"{PREFIX}/session")
    app.add_middleware(problems.Catch)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    app.add_middleware(GuardMiddleware, guard=guard or Guard())
    app.openapi = lambda: describe(app)
    return app


def _share_refusals(schema: dict[str, Any]) -> None:
    """Say each refusal once, instead of at every route."""
    shared = schema["components"].setdefault("responses", {})
    for item in schema["paths"].values():
        for operation in item.values():
            for status, answer in operation["responses"].items():
                if list(answer.get("content", ())) == [problems.MEDIA_TYPE]:
                    shared[f"Refused{status}"] = answer
                    operation["responses"][status] = {"$ref": f"#/components/responses/Refused{status}"}


def describe(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI description of the app, with the problem document in its components; made once."""
    if app.openapi_schema is None:
        schema = get_openapi(title=app.title, version=app.version, summary=app.summary, routes=app.routes)
        components = schema.setdefault("components", {})
        schemas = components.setdefault("schemas", {})
        schemas["Problem"] = Problem.model_json_schema(
            mode="serialization", ref_template="#/components/schemas/{model}"
        )
        for unused in ("HTTPValidationError", "ValidationError"):
            schemas.pop(unused, None)
        components["securitySchemes"] = {
            "session": {
                "type": "apiKey",
                "in": "cookie",
                "name": "klantreis_session",
                "description": "Only where a password is asked: see POST /api/v1/session.",
            }
        }
        _share_refusals(schema)
        app.openapi_schema = schema
    return app.openapi_schema
