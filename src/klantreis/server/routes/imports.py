"""Events in: look at an upload, then import it as a job."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import anyio
from fastapi import APIRouter, Query
from starlette.responses import Response

from klantreis.server.authorise import Caller, authorise
from klantreis.server.context import InContext
from klantreis.server.jobs import Job as Work
from klantreis.server.problems import documented
from klantreis.server.routes.uploads import UploadId
from klantreis.server.wire.jobs import Job
from klantreis.server.wire.model import reply
from klantreis.server.wire.uploads import ImportRequest, Preview

router = APIRouter(tags=["imports"], responses=documented(404))

Importer = Annotated[Caller, authorise("events.import")]


@router.get("/uploads/{upload}/preview", response_model=Preview)
async def preview(
    *,
    upload: UploadId,
    context: InContext,
    caller: Importer,
    format: Literal["csv", "tsv", "parquet", "jsonl", "xes"] | None = None,
    delimiter: Annotated[str | None, Query(min_length=1, max_length=1)] = None,
    encoding: Literal["utf-8", "utf-16", "cp1252"] | None = None,
    header: bool | None = None,
    decimal: Literal[",", "."] | None = None,
    time_format: Annotated[str | None, Query(max_length=40)] = None,
    timezone: Annotated[str | None, Query(max_length=64)] = None,
) -> Response:
    """What a file seems to be: format, columns with their roles, first rows, and what is doubtful."""
    given = {
        "format": format,
        "delimiter": delimiter,
        "encoding": encoding,
        "header": header,
        "decimal": decimal,
        "time_format": time_format,
        "timezone": timezone,
    }

    def work() -> dict[str, Any]:
        found = context.uploads.get(upload)
        return context.workspace.events.recognise(found.path, name=found.name, **given).to_dict()

    return reply(await anyio.to_thread.run_sync(work))


@router.post("/imports", response_model=Job, status_code=202)
async def start_import(body: ImportRequest, context: InContext, caller: Importer) -> Response:
    """Import an upload: a job, whose result is that of ``import``. One import runs at a time."""
    found = await anyio.to_thread.run_sync(context.uploads.get, body.upload)
    options = body.options.model_dump(exclude_none=True)
    options.setdefault("name", found.name)

    def work(job: Work) -> dict[str, Any]:
        report = context.workspace.events.read(
            found.path, progress=job.report, cancelled=job.cancelled, phase=job.enter, **options
        )
        context.uploads.remove(body.upload)
        context.keeper.wake()
        return report.to_dict()

    job = context.jobs.start("import", work, by=caller.name, label=found.name, writes=True)
    return reply(job.to_dict(), 202, {"Location": f"/api/v1/jobs/{job.id}"})
