"""Imports of small files written by hand; each number can be counted in the text above it."""

from __future__ import annotations

from pathlib import Path

import pytest

from klantreis.engine.duckdb import EventStore
from klantreis.errors import UserError
from klantreis.events.customers import head
from klantreis.events.importer import read
from klantreis.events.options import ImportOptions
from klantreis.events.recognise import recognise
from klantreis.events.rejected import rejected_rows
from klantreis.events.store import counts, open_store


@pytest.fixture
def store(tmp_path: Path):
    made = open_store(tmp_path / "ws")
    yield made
    made.close(wait=True)


DUTCH = """klant;activiteit;tijdstip;bedrag
NA;kijken;31-12-2025 14:05;1.234,56
null;"ko
pen";1 mrt 2025;
;kijken;31-12-2025;

q1;kijken;oeps;
q2;kijken
"""


def test_dutch_file_with_bad_rows(store: EventStore, tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_text(DUTCH)
    report = read(store, path)
    assert (report.rows, report.added, report.rejected) == (5, 2, 3)
    assert report.reasons == {"no_customer": 1, "time_unreadable": 1, "too_few_columns": 1}
    events = [(e.customer, e.activity, e.at.isoformat(), e.value) for e in head(store)]
    # Winter time is one hour ahead of UTC.
    assert events == [
        ("NA", "kijken", "2025-12-31T13:05:00", 1234.56),
        ("null", "ko\npen", "2025-02-28T23:00:00", None),
    ]
    rows = [line.split(",")[1:3] for line in list(rejected_rows(store, 1))[1:]]
    # The header is row 1, the quoted line break belongs to row 3, the blank row 5 counts.
    assert rows == [["4", "no_customer"], ["6", "time_unreadable"], ["7", "too_few_columns"]]


def test_same_file_twice_adds_nothing(store: EventStore, tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_text(DUTCH)
    read(store, path)
    again = read(store, path)
    assert (again.added, again.duplicates, again.import_id) == (0, 2, None)
    assert counts(store)["events"] == 2
    assert counts(store)["sources"] == 1


def test_a_correction_of_the_preview_is_followed(store: EventStore, tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_text("wie,wat,wanneer,waar\n1,a,2025-01-01,x\n2,b,2025-01-02,y\n1,b,2025-01-03,y\n")
    assert recognise(path).roles["waar"] == "attribute"
    options = ImportOptions(columns={"wie": "customer", "wat": "activity", "wanneer": "time", "waar": "channel"})
    assert read(store, path, options).columns == {
        "wie": "customer",
        "wat": "activity",
        "wanneer": "time",
        "waar": "channel",
    }
    assert [event.channel for event in head(store)] == ["x", "y", "y"]


def test_a_column_that_is_not_there_is_named(store: EventStore, tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_text("klant,activiteit,datum\n1,a,2025-01-01\n")
    with pytest.raises(UserError) as told:
        read(store, path, ImportOptions(columns={"klantnr": "customer"}))
    assert told.value.code == "events.no_column"
    assert counts(store)["events"] == 0


def test_a_number_that_cannot_be_read_is_told(store: EventStore, tmp_path: Path):
    path = tmp_path / "a.csv"
    lines = [f"k,a,2025-01-{day:02d},{day}" for day in range(1, 29)]
    path.write_text("\n".join(["klant,activiteit,tijdstip,bedrag", *lines, "k,a,2025-02-01,veel", "k,,2025-02-02,4"]))
    report = read(store, path)
    assert (report.added, report.rejected) == (29, 1)
    assert [(note["code"], note["params"]) for note in report.notes] == [
        ("events.number_unreadable", {"column": "bedrag", "count": 1, "value": "veel"})
    ]
    assert [event.value for event in head(store, 2, after=27)] == [28.0, None]
    assert store.value("SELECT count(flaw) FROM events") == 0


def test_a_column_that_is_empty_at_first_is_known_by_its_name(tmp_path: Path) -> None:
    """Amounts and scores are often rare: a hundred rows without one say nothing against the header."""
    rows = [f"k{n},bladeren,2026-01-01 10:00:{n % 60:02d},," for n in range(3000)]
    file = tmp_path / "zelden.csv"
    file.write_text(
        "klant,activiteit,tijdstip,bedrag,score_soort\n" + "\n".join([*rows, "k1,kopen,2026-02-01,12.5,nps"])
    )
    guesses = {column.name: column.guess for column in recognise(file).columns}
    assert guesses["bedrag"] == "value"
    assert guesses["score_soort"] == "score_kind"
