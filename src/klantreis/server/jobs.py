"""Long work: runs beside the requests, tells how far it is, can be stopped.

Work that writes events goes through one queue, one at a time; work that only reads runs beside it.
Jobs live as long as the server does: what they leave behind (events, maps) is durable, they themselves are not.
"""

from __future__ import annotations

import logging
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

from klantreis.errors import Cancelled, Conflict, KlantreisError, NotFound, TooMany
from klantreis.server.problems import fault
from klantreis.workspace.folder import said_plainly

log = logging.getLogger("klantreis.jobs")

State = Literal["queued", "running", "done", "failed", "cancelled"]
KEPT = 200
WAITING = 50


@dataclass
class Job:
    """One piece of long work and how it stands. ``progress`` is 0…1, or None while the size is unknown."""

    id: str
    kind: str
    label: str
    by: str
    created_at: datetime
    state: State = "queued"
    phase: str | None = None
    progress: float | None = None
    rows: int = 0
    result: dict[str, Any] | None = None
    error: dict[str, Any] | None = None
    ended_at: datetime | None = None
    stop: threading.Event = field(default_factory=threading.Event, repr=False)

    @property
    def over(self) -> bool:
        """Whether it ended, in whichever way."""
        return self.state in ("done", "failed", "cancelled")

    def report(self, progress: float | None, rows: int) -> None:
        """Tell how far the work is; called by the work itself."""
        self.progress = None if progress is None else min(max(progress, 0.0), 1.0)
        self.rows = rows

    def enter(self, phase: str) -> None:
        """Tell what the work is doing now: reading, storing, indexing …"""
        self.phase = phase

    def cancelled(self) -> bool:
        """Whether somebody asked to stop; the work asks this often."""
        return self.stop.is_set()

    def to_dict(self) -> dict[str, Any]:
        """The job as the wire shows it."""
        return {
            "id": self.id,
            "kind": self.kind,
            "label": self.label,
            "by": self.by,
            "state": self.state,
            "phase": self.phase,
            "progress": self.progress,
            "rows": self.rows,
            "result": self.result,
            "error": self.error,
            "created_at": self.created_at,
            "ended_at": self.ended_at,
        }


Work = Callable[[Job], dict[str, Any]]


class Jobs:
    """The jobs of one server."""

    def __init__(self, *, readers: int = 2) -> None:
        self._lock = threading.Lock()
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._threads = readers
        self._pools: dict[bool, ThreadPoolExecutor] = {}

    def start(self, kind: str, work: Work, *, by: str, label: str = "", writes: bool = False) -> Job:
        """Queue work and give its job; raises TooMany when too much is waiting already."""
        job = Job(secrets.token_hex(8), kind, label, by, datetime.now(UTC))
        with self._lock:
            if sum(not other.over for other in self._jobs.values()) >= WAITING:
                raise TooMany(
                    "jobs.too_many", "Too much work is waiting already.", mend="Wait for it, or cancel some of it."
                )
            self._jobs[job.id] = job
            for old in [id_ for id_, other in self._jobs.items() if other.over][: max(len(self._jobs) - KEPT, 0)]:
                del self._jobs[old]
            self._pool(writes).submit(self._run, job, work)
        return job

    def _pool(self, writes: bool) -> ThreadPoolExecutor:
        """One thread for what writes events, a few for what only reads; made when first needed."""
        if writes not in self._pools:
            name = "klantreis-write" if writes else "klantreis-read"
            self._pools[writes] = ThreadPoolExecutor(1 if writes else self._threads, thread_name_prefix=name)
        return self._pools[writes]

    def _run(self, job: Job, work: Work) -> None:
        if job.cancelled():
            self._end(job, "cancelled")
            return
        job.state = "running"
        try:
            job.result = work(job)
        except Cancelled:
            self._end(job, "cancelled")
        except KlantreisError as error:
            self._end(job, "failed", error)
        except OSError as error:
            self._end(job, "failed", said_plainly(error, error.filename or "disk"))
        except Exception:
            log.exception("fault %s in a job of kind %s", job.id, job.kind)
            self._end(job, "failed", fault(job.id))
        else:
            job.progress = 1.0
            self._end(job, "done")

    def _end(self, job: Job, state: State, error: KlantreisError | None = None) -> None:
        if error is not None:
            job.error = {"type": f"urn:klantreis:error:{error.code}", **error.to_dict(), "instance": None}
        job.ended_at = datetime.now(UTC)
        job.state = state

    def get(self, job: str) -> Job:
        """A job by id; raises NotFound."""
        found = self._jobs.get(job)
        if found is None:
            raise NotFound(
                "jobs.unknown",
                "There is no such job, or the server was started again since.",
                where=job[:64],
                mend="See /api/v1/jobs for the ones there are.",
            )
        return found

    def all(self) -> list[Job]:
        """Every job still known, the newest first."""
        with self._lock:
            return list(reversed(self._jobs.values()))

    def cancel(self, job: str) -> Job:
        """Ask a job to stop; raises NotFound, or Conflict when it is over already."""
        found = self.get(job)
        if found.over:
            raise Conflict("jobs.over", "This job is over already.", where=job, params={"state": found.state})
        found.stop.set()
        return found

    def close(self) -> None:
        """Stop everything and wait until it has stopped; what is asked afterwards begins anew."""
        for job in self.all():
            job.stop.set()
        with self._lock:
            pools, self._pools = list(self._pools.values()), {}
        for pool in pools:
            pool.shutdown(cancel_futures=True)
