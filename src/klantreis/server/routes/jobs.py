"""Long work: how it stands, and stopping it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from klantreis.server.authorise import Caller, authorise
from klantreis.server.context import InContext
from klantreis.server.problems import documented
from klantreis.server.wire.jobs import Job, Jobs
from klantreis.server.wire.model import reply

router = APIRouter(tags=["jobs"])

JobId = Annotated[str, Path(pattern=r"^[0-9a-f]{16}$")]


@router.get("/jobs", response_model=Jobs)
async def jobs(context: InContext, caller: Annotated[Caller, authorise("workspace.read")]) -> Response:
    """Every job the server still knows, the newest first."""
    return reply({"jobs": [job.to_dict() for job in context.jobs.all()]})


@router.get("/jobs/{job}", response_model=Job, responses=documented(404))
async def job(job: JobId, context: InContext, caller: Annotated[Caller, authorise("workspace.read")]) -> Response:
    """How one job stands."""
    return reply(context.jobs.get(job).to_dict())


@router.delete("/jobs/{job}", response_model=Job, status_code=202, responses=documented(404, 409))
async def cancel_job(job: JobId, context: InContext, caller: Annotated[Caller, authorise("events.import")]) -> Response:
    """Ask a job to stop; it keeps nothing of what it did."""
    return reply(context.jobs.cancel(job).to_dict(), 202)
