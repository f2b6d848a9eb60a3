"""The one door to DuckDB: transactions, two processes, stopping, and writing anew."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from klantreis.engine.duckdb import EventStore, StatementFailed, Watch, literal_path, scratch
from klantreis.errors import Busy, Cancelled, Damaged, KlantreisError

HOLDER = """
import sys, time
from klantreis.engine.duckdb import EventStore
store = EventStore(sys.argv[1])
with store.reading():
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""


@pytest.fixture
def store(tmp_path: Path):
    made = EventStore(tmp_path / "t.duckdb", idle_s=0.2, patience_s=1.0)
    with made.transaction() as session:
        session.run("CREATE TABLE t(a INTEGER, b VARCHAR)")
    yield made
    made.close(wait=True)


def held(path: Path, seconds: float) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path), str(seconds)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_transaction_is_all_or_nothing(store: EventStore):
    def fail() -> None:
        with store.transaction() as session:
            session.run("INSERT INTO t VALUES (1, 'x')")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert store.value("SELECT count(*) FROM t") == 0
    with store.transaction() as session:
        assert session.run("INSERT INTO t VALUES (1, 'x'), (2, 'y')") == 2
    assert store.query("SELECT * FROM t ORDER BY a") == [(1, "x"), (2, "y")]


def test_a_reader_sees_one_state(store: EventStore):
    with store.reading() as reader:
        before = reader.value("SELECT count(*) FROM t")
        with store.transaction() as writer:
            writer.run("INSERT INTO t VALUES (1, 'x')")
        assert reader.value("SELECT count(*) FROM t") == before
    assert store.value("SELECT count(*) FROM t") == 1


def test_values_are_parameters(store: EventStore):
    with store.transaction() as session:
        session.run("INSERT INTO t VALUES ($a, $b)", {"a": 1, "b": "'); DROP TABLE t; --"})
    assert store.query("SELECT b FROM t WHERE a = ?", [1]) == [("'); DROP TABLE t; --",)]


def test_results_as_arrow_and_in_batches(store: EventStore):
    with store.transaction() as session:
        session.run("INSERT INTO t SELECT i, 'x' || i FROM range(250000) r(i)")
    assert store.arrow("SELECT a FROM t").column("a").to_pylist() == list(range(250_000))
    with store.reading() as session:
        seen = [v for batch in session.batches("SELECT a FROM t", size=10_000) for v in batch.column(0).to_pylist()]
        assert seen == list(range(250_000))
        assert [batch.num_rows for batch in session.batches("SELECT a FROM t WHERE a < 0")] == [0]
        assert session.numpy("SELECT max(a) AS m FROM t")["m"][0] == 249_999


def test_closes_when_idle_and_lets_another_process_in(store: EventStore):
    store.value("SELECT 1")
    time.sleep(0.6)
    process = held(store.path, 0)
    assert process.wait(timeout=20) == 0


def test_waits_for_another_process(store: EventStore):
    store.close(wait=True)
    told: list[int] = []
    store.waiting = told.append
    process = held(store.path, 0.4)
    assert store.value("SELECT count(*) FROM t") == 0
    assert told == [process.pid]
    process.wait(timeout=20)


def test_says_who_holds_the_store(store: EventStore):
    store.close(wait=True)
    process = held(store.path, 10)
    with pytest.raises(Busy) as told:
        store.value("SELECT 1")
    assert told.value.params == {"pid": process.pid}
    process.kill()
    process.wait()
    assert store.value("SELECT count(*) FROM t") == 0


def test_a_long_statement_tells_and_can_be_stopped(store: EventStore):
    shares: list[float | None] = []
    with pytest.raises(Cancelled), store.transaction() as session:
        session.run(
            "INSERT INTO t SELECT i, md5(CAST(i AS VARCHAR)) FROM range(500000000) r(i)",
            watch=Watch(shares.append, lambda: len(shares) > 3),
        )
    assert len(shares) > 3
    assert store.value("SELECT count(*) FROM t") == 0


def test_errors_are_ours(store: EventStore, tmp_path: Path):
    with pytest.raises(StatementFailed):
        store.query("SELEKT 1")
    (tmp_path / "no.duckdb").write_bytes(b"hello" * 1000)
    with pytest.raises(Damaged) as told:
        EventStore(tmp_path / "no.duckdb").query("SELECT 1")
    assert told.value.mend
    with pytest.raises(KlantreisError):
        EventStore(tmp_path / "not" / "here.duckdb").query("SELECT 1")


def test_one_writer_at_a_time(store: EventStore):
    order: list[str] = []

    def second() -> None:
        with store.transaction():
            order.append("second")

    with store.transaction() as session:
        thread = threading.Thread(target=second)
        thread.start()
        time.sleep(0.2)
        session.run("INSERT INTO t VALUES (1, 'x')")
        order.append("first")
    thread.join()
    assert order == ["first", "second"]


def test_rewrite_forgets_deleted_bytes_and_keeps_the_order(store: EventStore):
    with store.transaction() as session:
        session.run("INSERT INTO t SELECT (i * 7919) % 300000, 'geheim' || i FROM range(300000) r(i)")
    order = store.query("SELECT a FROM t")
    with store.transaction() as session:
        session.run("INSERT INTO t VALUES (-1, 'Sterrenwacht-Overveen-77')")
    store.close(wait=True)
    assert b"Sterrenwacht-Overveen-77" in store.path.read_bytes()
    with store.transaction() as session:
        session.run("DELETE FROM t WHERE a = -1")
    store.rewrite()
    assert store.query("SELECT a FROM t") == order
    store.close(wait=True)
    assert b"Sterrenwacht-Overveen-77" not in store.path.read_bytes()
    assert sorted(path.name for path in store.path.parent.iterdir() if path.name != "cache") == ["t.duckdb"]


def test_rewrite_waits_for_readers(store: EventStore):
    with store.reading() as session:
        with pytest.raises(Busy):
            store.rewrite()
        assert session.value("SELECT 1") == 1
    store.rewrite()
    assert store.value("SELECT count(*) FROM t") == 0


@pytest.mark.parametrize("name", ["a*b.csv", "q[1].csv", "x?.csv", "it's.csv"])
def test_a_path_is_never_a_pattern(tmp_path: Path, name: str):
    (tmp_path / name).write_text("a\n1\n")
    with scratch() as session:
        sql = "SELECT * FROM read_csv(?, auto_detect = false, header = true, columns = {'a': 'VARCHAR'})"
        assert session.query(sql, [literal_path(tmp_path / name)]) == [("1",)]


def test_a_scratch_session_knows_no_store():
    with scratch() as session:
        assert session.value("SELECT 1") == 1
        assert session.value("SELECT 1 WHERE false") is None
