"""Jobs: one writer at a time, progress, cancel, errors as problems."""

import threading
import time

import pytest

from klantreis.errors import Cancelled, Conflict, NotFound, UserError
from klantreis.server.jobs import Job, Jobs


@pytest.fixture
def jobs():
    made = Jobs()
    yield made
    made.close()


def ended(job: Job) -> Job:
    until = time.monotonic() + 5
    while not job.over:
        assert time.monotonic() < until
        time.sleep(0.005)
    return job


def test_a_job_runs_and_tells(jobs):
    def work(job: Job) -> dict:
        job.report(0.5, 10)
        return {"rows": 10}

    job = ended(jobs.start("import", work, by="local", label="a.csv"))
    assert (job.state, job.result, job.progress) == ("done", {"rows": 10}, 1.0)
    assert jobs.get(job.id) is job
    assert jobs.all() == [job]


def test_a_users_mistake_is_a_problem_document(jobs):
    def work(job: Job) -> dict:
        raise UserError("events.no_time_column", "No column holds a time.", where="a.csv")

    job = ended(jobs.start("import", work, by="local"))
    assert job.state == "failed"
    assert job.error["code"] == "events.no_time_column"
    assert job.error["where"] == "a.csv"


def test_our_mistake_says_nothing_of_the_inside(jobs):
    job = ended(jobs.start("import", lambda job: {"x": 1 / 0}, by="local"))
    assert job.error["code"] == "server.fault"
    assert "division" not in str(job.error)


def test_writers_wait_for_each_other(jobs):
    running = []
    most = []

    def work(job: Job) -> dict:
        running.append(1)
        most.append(len(running))
        time.sleep(0.02)
        running.pop()
        return {}

    for job in [jobs.start("import", work, by="local", writes=True) for _ in range(4)]:
        ended(job)
    assert max(most) == 1


def test_cancel_stops_running_and_waiting_work(jobs):
    begun = threading.Event()

    def work(job: Job) -> dict:
        begun.set()
        while not job.cancelled():
            time.sleep(0.002)
        raise Cancelled("events.cancelled", "Stopped.")

    first = jobs.start("import", work, by="local", writes=True)
    second = jobs.start("import", work, by="local", writes=True)
    begun.wait(5)
    assert second.state == "queued"
    jobs.cancel(second.id)
    jobs.cancel(first.id)
    assert ended(first).state == "cancelled"
    assert ended(second).state == "cancelled"
    with pytest.raises(Conflict):
        jobs.cancel(first.id)


def test_an_unknown_job(jobs):
    with pytest.raises(NotFound):
        jobs.get("0" * 16)
