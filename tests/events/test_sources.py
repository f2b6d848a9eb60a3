"""Looking at events, taking sources away, and erasing a customer so that nothing is left."""

from __future__ import annotations

import json
import os
from pathlib import Path

import duckdb
import pytest

from klantreis.engine.duckdb import EventStore, Session, StatementFailed
from klantreis.errors import Cancelled, Conflict, NotFound
from klantreis.events import importer, schema
from klantreis.events.attributes import attributes
from klantreis.events.columns import per_slot
from klantreis.events.customers import activities, customer_events, erase_customer, head
from klantreis.events.importer import read
from klantreis.events.refresh import refresh
from klantreis.events.rejected import rejected_rows
from klantreis.events.sources import remove_source, sources
from klantreis.events.store import counts, open_store, version

ONE = """klant,activiteit,tijdstip,plan
anna,a,2025-01-02,pro
bert,b,2025-01-01,
anna,b,2025-01-01,pro
anna,,2025-01-01,
"""
TWO = "klant,activiteit,tijdstip,stad\nanna,a,2025-02-02,Ede\ncarla,c,2025-01-01,Breda\n"
SECRET = "Petronella-Zwanenburg-4711"


@pytest.fixture
def store(tmp_path: Path):
    made = open_store(tmp_path / "ws")
    for name, text in (("one.csv", ONE), ("two.csv", TWO)):
        (tmp_path / name).write_text(text)
        read(made, tmp_path / name)
    yield made
    made.close(wait=True)


def test_sources_tell_what_came_in(store: EventStore):
    one, two = sources(store)
    assert (one.name, one.rows, one.added, one.rejected) == ("one.csv", 4, 3, 1)
    assert (two.name, two.columns["stad"], two.format) == ("two.csv", "attribute", "csv")
    assert [attribute.name for attribute in attributes(store)] == ["plan", "stad"]


def test_head_and_customer_and_activities(store: EventStore):
    assert [event.customer for event in head(store)] == ["anna", "bert", "anna", "anna", "carla"]
    assert [event.customer for event in head(store, 2, after=1)] == ["bert", "anna"]
    assert [event.activity for event in head(store, activity="b")] == ["b", "b"]
    assert [event.activity for event in customer_events(store, "anna")] == ["b", "a", "a"]
    assert customer_events(store, "anna")[2].attributes == {"stad": "Ede"}
    assert [(a["name"], a["events"], a["customers"]) for a in activities(store)] == [
        ("a", 2, 1),
        ("b", 2, 2),
        ("c", 1, 1),
    ]
    with pytest.raises(NotFound):
        customer_events(store, "ANNA")


def test_removing_a_source(store: EventStore, tmp_path: Path):
    refresh(store, tmp_path / "index")
    before = version(store)
    assert remove_source(store, 1) == 3
    assert [event.customer for event in head(store)] == ["anna", "carla"]
    assert version(store) != before
    assert refresh(store, tmp_path / "index").n == 2
    assert counts(store)["activities"] == 2
    for gone in (lambda: remove_source(store, 1), lambda: list(rejected_rows(store, 1))):
        with pytest.raises(NotFound):
            gone()


def test_fields_per_slot_follow_their_events(store: EventStore, tmp_path: Path):
    journeys = refresh(store, tmp_path / "index")
    given = per_slot(store, journeys)({"attribute:plan", "attribute:stad", "channel", "attribute:none"})
    assert set(given) == {"attribute:plan", "attribute:stad", "channel"}
    anna = journeys.customer_names(list(journeys.customers)).index("anna")
    lo, hi = int(journeys.offsets[anna]), int(journeys.offsets[anna + 1]) - 1
    assert given["attribute:plan"][lo:hi].to_pylist() == ["pro", "pro", None]
    assert given["attribute:stad"][lo:hi].to_pylist() == [None, None, "Ede"]


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def with_secret(folder: Path, rows: int) -> EventStore:
    """A store in which a customer occurs among many, in good rows, repeats and bad rows."""
    folder.mkdir()
    store = open_store(folder / "ws")
    lines = [f"klant{i % 997},stap{i % 5},2025-01-{1 + i % 28:02d},opmerking {i}" for i in range(rows)]
    lines[rows // 2] = f"{SECRET},stap1,2025-01-01,bel {SECRET}"
    lines.append(f"{SECRET},stap1,onleesbaar,x")
    for name, more in (("a.csv", []), ("b.csv", [f"{SECRET},stap2,2025-02-01,y"])):
        (folder / name).write_text("klant,activiteit,tijdstip,opmerking\n" + "\n".join([*lines, *more]) + "\n")
        read(store, folder / name)
    return store


def test_erasing_a_customer_leaves_no_byte(tmp_path: Path):
    store = with_secret(tmp_path / "w", 30_000)
    refresh(store, tmp_path / "w" / "ws" / "index")
    store.close(wait=True)
    assert SECRET.encode() in bytes_of(tmp_path / "w" / "ws")
    assert erase_customer(store, SECRET) == {"events": 2, "rejected": 2}
    with pytest.raises(NotFound):
        erase_customer(store, SECRET)
    journeys = refresh(store, tmp_path / "w" / "ws" / "index")
    assert (journeys.n, journeys.events) == (997, 29_999)
    store.close(wait=True)
    assert SECRET.encode() not in bytes_of(tmp_path / "w" / "ws")


def test_erasing_a_short_name_spares_the_bad_rows_of_others(store: EventStore, tmp_path: Path):
    path = tmp_path / "three.csv"
    path.write_text("klant,activiteit,tijdstip\nan,a,2025-01-01\nan,a,oeps\nanna,a,oeps\n")
    read(store, path)
    assert erase_customer(store, "an") == {"events": 1, "rejected": 1}
    assert [line.split(",")[-3:] for line in list(rejected_rows(store, 3))[1:]] == [['"anna', "a", 'oeps"\r\n']]


def test_a_bad_row_names_a_customer_as_its_format_writes_the_name(tmp_path: Path):
    store = open_store(tmp_path / "ws")
    path = tmp_path / "one.jsonl"
    rows = [json.dumps({"klant": name, "activiteit": "a", "tijdstip": "oeps"}) for name in ("José", "José K", "Anna")]
    rows.append(rows[0].replace("e9", "E9"))
    path.write_text('{"klant":"An","activiteit":"a","tijdstip":"2025-01-01"}\n' + "\n".join(rows) + "\n")
    assert read(store, path).rejected == 4
    assert erase_customer(store, "José K") == {"events": 0, "rejected": 1}
    assert erase_customer(store, "José") == {"events": 0, "rejected": 2}


def test_who_reads_for_long_keeps_nobody_from_being_forgotten(tmp_path: Path):
    store = with_secret(tmp_path / "w", 5_000)
    store.patience_s = 0.1
    with store.reading():
        assert erase_customer(store, SECRET) == {"events": 2, "rejected": 2}
    store.close(wait=True)
    store.value("SELECT count(*) FROM events")
    store.close(wait=True)
    assert SECRET.encode() not in bytes_of(tmp_path / "w" / "ws")


def test_a_transaction_that_is_ending_keeps_nobody_from_being_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    store, told, run = with_secret(tmp_path / "w", 5_000), [], Session.run

    def refused(self: Session, sql: str, *given: object) -> int:
        if sql == "CHECKPOINT" and len(told) < 3:
            told.append(sql)
            raise StatementFailed(duckdb.TransactionException("Cannot CHECKPOINT: there are other write transactions"))
        return run(self, sql, *given)

    monkeypatch.setattr(Session, "run", refused)
    assert erase_customer(store, SECRET) == {"events": 2, "rejected": 2}
    store.close(wait=True)
    monkeypatch.undo()
    store.value("SELECT count(*) FROM events")
    store.close(wait=True)
    assert SECRET.encode() not in bytes_of(tmp_path / "w" / "ws")


def test_a_number_of_a_customer_means_nobody_else_after_others_were_erased(tmp_path: Path):
    store = with_secret(tmp_path / "w", 5_000)
    journeys = refresh(store, tmp_path / "w" / "index")
    erase_customer(store, SECRET)
    with pytest.raises(Conflict) as refused:
        journeys.customer_names([0, 1])
    assert refused.value.code == "events.changed"


def test_what_a_killed_import_had_unpacked_is_taken_away_and_nothing_else(tmp_path: Path):
    store = open_store(tmp_path / "ws")
    left = tmp_path / "ws" / "cache" / "import" / f"{os.getpid()}-left"
    left.mkdir(parents=True)
    (left / "plain").write_text(SECRET)
    with importer._workplace(store) as mine:
        assert not left.exists()
        importer.clear_left(store)
        assert mine.is_dir()
    assert list(left.parent.iterdir()) == []


def test_an_erasure_that_was_stopped_is_finished_at_the_next_opening(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    store = with_secret(tmp_path / "w", 5_000)

    def die() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(store, "rewrite", die)
    with pytest.raises(KeyboardInterrupt):
        erase_customer(store, SECRET)
    store.close(wait=True)
    again = open_store(tmp_path / "w" / "ws")
    assert counts(again)["events"] == 4_999
    with again.reading() as session:
        assert schema.mark(session, "rewrite") == 0
    again.close(wait=True)
    assert SECRET.encode() not in bytes_of(tmp_path / "w" / "ws")


def test_progress_and_cancel(tmp_path: Path):
    store = open_store(tmp_path / "ws")
    path = tmp_path / "big.csv"
    path.write_text(
        "klant,activiteit,tijdstip\n" + "".join(f"k{i % 5000},a{i % 9},2025-01-01\n" for i in range(400_000))
    )
    told: list[float] = []
    calls = iter(range(10_000))
    with pytest.raises(Cancelled):
        read(store, path, progress=lambda share, _rows: told.append(share or 0.0), cancelled=lambda: next(calls) > 3)
    assert counts(store)["events"] == 0
    assert sources(store) == []
    told.clear()
    assert read(store, path, progress=lambda share, _rows: told.append(share or 0.0)).added > 0
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert not list((tmp_path / "ws" / "cache" / "import").iterdir())
    store.close(wait=True)


def test_a_newer_store_is_refused(tmp_path: Path):
    store = open_store(tmp_path)
    with store.transaction() as session:
        schema.set_mark(session, "format", 99)
    store.close(wait=True)
    with pytest.raises(Exception, match="newer"):
        counts(open_store(tmp_path))
