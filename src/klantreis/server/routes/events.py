"""Events as they are stored: sources and their bad rows, activities, attributes, rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import anyio
from fastapi import APIRouter, Path, Query
from starlette.responses import Response, StreamingResponse

from klantreis.server.asking import Commonest
from klantreis.server.authorise import Caller, authorise
from klantreis.server.context import InContext
from klantreis.server.jobs import Job as Work
from klantreis.server.problems import documented
from klantreis.server.routes.maps import attachment
from klantreis.server.wire.events import Activities, Attributes, Events, Sources
from klantreis.server.wire.jobs import Job
from klantreis.server.wire.model import reply

router = APIRouter(tags=["events"])

Reader = Annotated[Caller, authorise("events.read")]
SourceId = Annotated[int, Path(ge=1, le=2**31 - 1, description="Number of the source.")]


@router.get("/sources", response_model=Sources)
async def sources(context: InContext, caller: Reader) -> Response:
    """Every import, the newest first."""

    def work() -> list[dict[str, Any]]:
        from klantreis.demo.making import made_up

        workspace = context.workspace
        return [{**each, "demo": made_up(workspace.path, each["name"])} for each in workspace.events.sources()]

    return reply({"sources": await anyio.to_thread.run_sync(work)})


@router.delete("/sources/{source}", response_model=Job, status_code=202, responses=documented(404))
async def remove_source(
    source: SourceId, context: InContext, caller: Annotated[Caller, authorise("events.remove")]
) -> Response:
    """Remove a source and the events only it brought, as a job."""
    await anyio.to_thread.run_sync(context.workspace.events.source, source)

    def work(job: Work) -> dict[str, Any]:
        removed = context.workspace.events.remove_source(source)
        context.keeper.wake()
        return removed

    job = context.jobs.start("remove_source", work, by=caller.name, label=str(source), writes=True)
    return reply(job.to_dict(), 202, {"Location": f"/api/v1/jobs/{job.id}"})


CSV = {200: {"description": "The bad rows.", "content": {"text/csv": {"schema": {"type": "string"}}}}}


@router.get("/sources/{source}/rejected", response_class=Response, responses={**documented(404), **CSV})
async def rejected(source: SourceId, context: InContext, caller: Reader) -> Response:
    """The bad rows of a source as CSV: file, row number, reason, and the row itself."""
    lines = context.workspace.events.rejected(source)
    # The first line is fetched before the answer begins, so that an unknown source is a 404.
    first = await anyio.to_thread.run_sync(next, lines)

    def whole() -> Iterator[str]:
        yield first
        yield from lines

    headers = {"Content-Disposition": attachment(f"rejected-{source}.csv")}
    return StreamingResponse(whole(), headers=headers, media_type="text/csv")


@router.get("/activities", response_model=Activities)
async def activities(
    *,
    context: InContext,
    caller: Reader,
    limit: Commonest = 5000,
    search: Annotated[
        str | None, Query(max_length=1000, description="Only those in whose name each of these words stands.")
    ] = None,
) -> Response:
    """Activities, the most frequent first."""
    return reply(await anyio.to_thread.run_sync(lambda: context.workspace.events.commonest(limit, search)))


@router.get("/attributes", response_model=Attributes)
async def attributes(context: InContext, caller: Reader) -> Response:
    """Every further column of the events, in order of first import."""
    return reply({"attributes": await anyio.to_thread.run_sync(context.workspace.events.attributes)})


@router.get("/events", response_model=Events)
async def events(
    *,
    context: InContext,
    caller: Reader,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    after: Annotated[int | None, Query(ge=0, le=2**53)] = None,
    activity: Annotated[str | None, Query(max_length=1000)] = None,
    customer: Annotated[str | None, Query(max_length=1000)] = None,
) -> Response:
    """Events in order of import, a page at a time."""
    found = await anyio.to_thread.run_sync(
        lambda: context.workspace.events.head(limit=limit, after=after, activity=activity, customer=customer)
    )
    return reply(found)
