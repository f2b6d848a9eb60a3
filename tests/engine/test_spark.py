"""Every question on a real Spark cluster of two workers, held against the same question here."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Generator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq
import pytest

import klantreis as kr
from klantreis.analyses.paths import paths
from klantreis.analyses.reach import reach
from klantreis.analyses.transitions import transitions
from klantreis.engine import spark as spark_engine
from klantreis.engine.index import split_by_gap
from klantreis.engine.journeys import Journeys
from klantreis.engine.spark import SparkJourneys, spark
from klantreis.engine.tables import journeys
from klantreis.errors import NotFound, UserError
from tests.cluster import Cluster, cluster
from tests.conformance.questions import QUESTIONS, Asked, answer, same
from tests.data import ROOT, shared

pytestmark = pytest.mark.spark

DAY = 86_400_000_000
FIELDS = {name: name for name in ("channel", "value", "score", "score_kind")} | {"attribute:region": "region"}
FILLED = ("value", "score", "attribute:region")


@pytest.fixture(scope="module")
def running() -> Generator[Cluster]:
    with cluster() as found:
        yield found


def given_by(table: pa.Table, made: Journeys):
    """Fields of a table per slot of the journeys that were made of it."""

    def attributes(names):
        at = pa.array(np.minimum(np.asarray(made.rows), len(table) - 1))
        known = {name: column for name, column in FIELDS.items() if column in table.column_names}
        return {name: table[known[name]].take(at) for name in names if name in known}

    return attributes


def a_log(events: int = 6000, customers: int = 900, seed: int = 7) -> pa.Table:
    """Minutes as times, so that many are equal; clocks that run twice and skip; fields that are often empty."""
    random = np.random.default_rng(seed)
    whose = random.zipf(1.4, events) % customers
    stamps = np.datetime64("2026-03-28T12:00", "us") + random.integers(0, 60 * 24 * 214, events).astype("m8[m]")
    activities = random.choice(["zoeken", "offerte", "boeken", "betalen", "bellen", "", "é 5 | x"], events)
    activities[activities == ""] = "reis"
    channels = random.choice(["web", "app", "phone", ""], events)
    value = np.round(random.gamma(2, 120, events), 2)
    scored = random.random(events) < 0.25
    return pa.table(
        {
            "customer": pa.array([f"k{k}" for k in whose]),
            "activity": pa.array(activities),
            "time": pa.array(stamps),
            "channel": pa.array([None if c == "" and k % 2 else c for k, c in enumerate(channels)], pa.string()),
            "value": pa.array(value, mask=random.random(events) < 0.3),
            "score": pa.array(random.integers(0, 11, events), mask=~scored),
            "score_kind": pa.array(np.where(scored, "nps", None), pa.string()),
            "region": pa.array(random.choice(["noord", "zuid", "west"], events), mask=random.random(events) < 0.5),
        }
    )


@pytest.fixture(scope="module")
def log(running: Cluster) -> tuple[Asked, Asked]:
    """The same log here and on the cluster, where it lies in three files."""
    table = a_log()
    folder = running.folder / "log"
    folder.mkdir()
    third = len(table) // 3 + 1
    for k in range(3):
        pq.write_table(table.slice(k * third, third), folder / f"part-{k}.parquet")
    here = journeys(table)
    scores = {"score": "score", "score_kind": "score_kind"}
    there = spark(folder, channel="channel", value="value", **scores, attributes=["region"], partitions=3)
    names = ("zoeken", "boeken", "bellen")
    middle = sum(here.span()) // 2
    return (
        Asked(here, *names, middle, given_by(table, here), "region"),
        Asked(there, *names, middle, None, "region"),
    )


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_has_the_same_answer(log, question):
    here, there = log
    assert same(answer(question, there), answer(question, here))


def test_journeys_are_the_same_one_by_one(log):
    here, there = log[0].journeys, log[1].journeys
    home = there.local()
    assert isinstance(there, SparkJourneys)
    assert (there.n, there.events, there.span(), there.ties) == (here.n, here.events, here.span(), None)
    assert told(home) == told(here)
    filled = {name: pc.count(a_log()[FIELDS[name]]).as_py() for name in FILLED}
    assert {name: int((home.column(name).numbers >= 0).sum()) for name in filled} == filled


def test_a_map_is_drafted_and_measured(log):
    """From journeys on the cluster to a map, the same map as here."""
    here, there = log
    now = datetime(2026, 12, 1, tzinfo=UTC)
    drafted = kr.draft(there.journeys, name="Uit Spark", now=now)
    again = kr.draft(here.journeys, here.attributes, name="Uit Spark", now=now)
    assert drafted.to_dict() == again.to_dict()
    assert same(drafted.document.to_dict(), again.document.to_dict())
    measured = kr.measure(drafted.document, there.journeys, now=now).to_dict()
    assert same(measured, kr.measure(drafted.document, here.journeys, here.attributes, now=now).to_dict())
    assert any(each["emotion"] for each in measured["touchpoints"].values())
    fitness = kr.fitness(drafted.document, there.journeys).to_dict()
    assert same(fitness, kr.fitness(drafted.document, here.journeys, here.attributes).to_dict())


def told(found: Journeys) -> dict[str, list[tuple[str, int]]]:
    names = found.customer_names([int(number) for number in found.customers])
    return {name: found.journey(k) for k, name in enumerate(names)}


def test_selecting_and_cutting_happen_on_the_cluster(log):
    here, there = log[0].journeys, log[1].journeys
    cut = there.each(lambda chunk: split_by_gap(chunk, 30 * DAY))
    assert same(paths(cut, limit=20).to_dict(), paths(split_by_gap(here, 30 * DAY), limit=20).to_dict())
    long = there.each(lambda chunk: chunk.select(chunk.lengths > 3), filters={"events": "> 3"})
    selected = here.select(here.lengths > 3, filters={"events": "> 3"})
    assert same(transitions(long).to_dict(), transitions(selected).to_dict())
    nobody = there.each(lambda chunk: chunk.select(chunk.lengths < 0))
    assert (nobody.n, nobody.span(), transitions(nobody).rows()) == (0, None, [])


def test_a_sample_is_whole_customers(log):
    here, there = log[0].journeys, log[1].journeys
    drawn = there.sample(0.25)
    assert 0.15 < drawn.n / here.n < 0.35
    everyone = told(here)
    assert all(everyone[name] == journey for name, journey in told(drawn.local()).items())
    assert reach(drawn).to_dict()["filters"] == {"sample": 0.25}


def test_many_partial_results_are_merged_on_the_cluster(log, running, monkeypatch):
    monkeypatch.setattr(spark_engine, "FAN", 2)
    many = spark(running.folder / "log", partitions=9)
    monkeypatch.setattr(spark_engine.workers, "PIECE", 100)
    here = log[0].journeys
    assert same(transitions(many).to_dict(), transitions(here).to_dict())
    assert same(paths(many).to_dict(), paths(here).to_dict())
    many.unpersist()


def test_golden_ties_one_event_and_nothing_at_all(running):
    session = running.session
    rows = [("p", "b", 1, None), ("p", "a", 1, "x"), ("p", "c", 1, None), ("q", "a", 1, None), ("q", "c", 0, None)]
    rows += [("alone", "a", 5, None)]
    kind = "customer string not null, activity string not null, time long not null, channel string"
    frame = session.createDataFrame([(*row, k) for k, row in enumerate(rows)], f"{kind}, row int not null")
    numbered = spark(frame, order="row", channel="channel", partitions=2)
    # the order that the table itself tells: b a c
    assert {p.path for p in paths(numbered).paths} == {("b", "a", "c"), ("c", "a"), ("a",)}
    assert numbered.ties is None
    named = spark(frame, partitions=2)
    assert {p.path for p in paths(named).paths} == {("a", "b", "c"), ("c", "a"), ("a",)}
    assert named.ties == 2
    found = {(t.from_, t.to): t.count for t in transitions(named).transitions}
    assert found == {
        (None, "a"): 2, ("a", None): 2, (None, "c"): 1, ("a", "b"): 1, ("b", "c"): 1, ("c", None): 1, ("c", "a"): 1,
    }  # fmt: skip
    frame.createOrReplaceTempView("stored_events")
    assert paths(spark("stored_events", order=["row"], partitions=2)).to_dict() == paths(numbered).to_dict()
    empty = spark(frame.limit(0), partitions=2)
    assert (empty.n, empty.events, empty.span(), empty.local().n) == (0, 0, None, 0)
    assert transitions(empty).rows() == []
    with pytest.raises(NotFound, match="There are no events yet"):
        answer("funnel", Asked(empty, "a", "b", "c", 0))


def test_journeys_by_their_own_id(running):
    rows = [
        ("ann", "1", "a", 0),
        ("ann", "2", "a", 1),
        ("ann", "1", "b", 2),
        ("bob", None, "a", 0),
        ("bob", None, "b", 3),
    ]
    frame = running.session.createDataFrame(rows, "customer string, trip string, activity string, time long")
    found = spark(frame, journey="trip", partitions=2)
    assert (found.n, found.unit) == (3, "journey")
    assert {p.path: p.count for p in paths(found).paths} == {("a", "b"): 2, ("a",): 1}


def test_times_are_read_as_they_are_here(running):
    """Naive ones in the zone asked for, the earlier where a clock runs twice; texts, dates and numbers too."""
    kinds = {
        "naive": pa.array(np.array(["2026-10-25T02:30", "2026-03-29T02:30", "1969-12-31T23:59"], "M8[us]")),
        "zoned": pa.array(np.array(["2026-10-25T02:30", "2026-03-29T02:30", "1969-12-31T23:59"], "M8[us]")).cast(
            pa.timestamp("us", "UTC")
        ),
        "text": pa.array(["2026-10-25 02:30:00", "2026-03-29 02:30:00", "1969-12-31 23:59:00"]),
        "date": pa.array(np.array(["2026-10-25", "2026-03-29", "1969-12-31"], "M8[D]")),
        "ms": pa.array([1_772_000_000_123, 1_772_000_000_124, -5], pa.int64()),
        "s": pa.array([1_772_000_000.25, 1_772_000_000.5, 7.0]),
    }
    for name, times in kinds.items():
        table = pa.table({"customer": ["a", "b", "c"], "activity": ["x", "x", "x"], "time": times})
        path = running.folder / f"{name}.parquet"
        pq.write_table(table, path)
        found = spark(path, tz="Europe/Amsterdam", partitions=2)
        assert told(found.local()) == told(journeys(table, tz="Europe/Amsterdam")), name
        found.unpersist()


def test_mistakes_are_told_without_a_traceback(running, log):
    frame = running.session.createDataFrame(
        [("a", "x", "2026-01-01"), (None, "x", "2026-01-01"), ("b", "x", "soon")],
        "customer string, activity string, time string",
    )
    with pytest.raises(UserError, match="1 rows have no value in 'customer'") as missing:
        spark(frame)
    assert missing.value.code == "table.missing_values"
    with pytest.raises(UserError, match="The times could not be read") as unread:
        spark(frame.dropna()).n  # noqa: B018
    assert unread.value.code == "table.time_unreadable"
    with pytest.raises(NotFound, match="There is no column 'klant'"):
        spark(frame, customer="klant")
    with pytest.raises(NotFound, match="Spark cannot read this"):
        spark(running.folder / "nowhere.parquet")
    with pytest.raises(NotFound, match="Spark cannot read this"):
        spark("no_such_table")
    with pytest.raises(UserError, match="not a table of Spark"):
        spark({"customer": ["a"]})
    with pytest.raises(UserError, match="carry their own fields"):
        answer("attribution", Asked(log[1].journeys, "zoeken", "boeken", "bellen", 0, log[0].attributes))
    with pytest.raises(UserError, match="no share"):
        log[1].journeys.sample(0)
    held = log[1].journeys
    with pytest.raises(Exception, match="must not hold the journeys"):
        held.run(lambda chunk: np.array([chunk.n + held.n]), lambda parts: parts[0])


@pytest.fixture(scope="module")
def fines(running: Cluster) -> tuple[Asked, Asked]:
    """A real log of half a million events: times without a zone, many equal ones."""
    path = next(shared("traffic_fines").glob("*.csv.gz"))
    text = pa.csv.ConvertOptions(include_columns=["case_id", "activity", "timestamp", "amount", "vehicleclass"])
    table = pa.csv.read_csv(path, convert_options=text)
    table = table.rename_columns(["customer", "activity", "time", "value", "channel"])
    file = running.folder / "fines.parquet"
    pq.write_table(table, file)
    here = journeys(table)
    there = spark(file, channel="channel", value="value")
    names = ("Create Fine", "Payment", "Add penalty")
    middle = sum(here.span()) // 2
    return Asked(here, *names, middle, given_by(table, here)), Asked(there, *names, middle)


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_of_a_real_log(fines, question):
    here, there = fines
    assert same(answer(question, there), answer(question, here))


def test_a_worker_killed_in_the_middle_changes_no_answer(log, running):
    here, there = log[0].journeys, log[1].journeys
    marks = running.folder / "marks"
    marks.mkdir()

    def slowly(chunk: Journeys) -> Journeys:
        (marks / f"{time.time_ns()}").touch()
        time.sleep(3)
        return chunk

    slow = there.each(slowly)
    found: dict[str, object] = {}
    question = threading.Thread(target=lambda: found.update(transitions(slow).to_dict()))
    question.start()
    wait_for(lambda: len(list(marks.iterdir())) >= 2, 60)  # both workers are at it
    killed = running.kill_a_worker()
    assert killed
    before = len(list(marks.iterdir()))
    question.join(150)
    assert not question.is_alive()
    assert same(found, transitions(here).to_dict())
    assert len(list(marks.iterdir())) > before  # what was lost was done again
    # and the next question is answered by the worker that is left
    assert same(paths(there).to_dict(), paths(here).to_dict())


def wait_for(holds, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)


GUIDE = ROOT / "docs" / "guides" / "scale-out.md"
SHOP = [("visit", "web"), ("offer", "phone"), ("order", "web"), ("service", "phone")]


def test_the_guide_runs(running, monkeypatch, capsys):
    """From a bucket of Parquet to a map, as the guide says it."""
    random, rows = np.random.default_rng(3), []
    for customer in range(400):
        for step, (activity, channel) in enumerate(SHOP[: random.integers(1, 5)]):
            day = int(random.integers(0, 90)) + step
            rows.append((f"c{customer}", activity, 1_772_000_000 + 86_400 * day + step, channel, 10.0, "noord"))
    names = ["customer", "activity", "time", "channel", "value", "region"]
    bucket = running.folder / "bucket"
    bucket.mkdir()
    pq.write_table(pa.table(dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))), bucket / "1.parquet")
    monkeypatch.chdir(running.folder)
    program = "".join(re.findall(r"^```py\n(.*?)^```", GUIDE.read_text(), flags=re.DOTALL | re.MULTILINE))
    exec(compile(program.replace("s3a://lake/events/", str(bucket)), str(GUIDE), "exec"), {})
    said = capsys.readouterr().out
    assert said.startswith("400 ")
    assert "'share': 1.0" in said


def test_kernels_know_no_engine():
    """No question imports pyspark, or looks where its journeys are."""
    room = Path(spark_engine.__file__).parents[1] / "analyses"
    for file in room.glob("*.py"):
        text = file.read_text()
        assert "pyspark" not in text, file.name
        assert "engine.spark" not in text, file.name
