"""CSV as it is found: every row comes through once, in order, with the number a spreadsheet shows."""

from __future__ import annotations

import csv
import io
import random
from pathlib import Path

import pytest

from klantreis.engine.duckdb import scratch
from klantreis.events.importer import read
from klantreis.events.readers.csv import Dialect, blank_rows, rows_to_expect, table
from klantreis.events.rejected import rejected_rows
from klantreis.events.store import open_store

COLUMNS = ("k", "a", "t")


def texts(chance: random.Random) -> str:
    pieces = ["a", "b", " ", "\n", '"', ",", "é", "\r\n", '""', "x" * chance.randint(1, 60)]
    return "".join(chance.choice(pieces) for _ in range(chance.randint(0, 12)))


@pytest.mark.parametrize("buffer", [2_000, 5_000, 32_768, None])
@pytest.mark.parametrize("seed", range(6))
def test_texts_with_quotes_and_line_breaks_survive_small_buffers(tmp_path: Path, seed: int, buffer: int | None):
    """Small buffers put many borders inside texts, as a large file has with large buffers."""
    chance = random.Random(seed)
    rows = [[f"k{i}", texts(chance), "2025-01-01"] for i in range(chance.randint(50, 1_500))]
    out = io.StringIO()
    csv.writer(out, lineterminator=chance.choice(["\n", "\r\n"])).writerows([COLUMNS, *rows])
    path = tmp_path / "t.csv"
    path.write_bytes(out.getvalue().encode())
    with scratch() as session:
        made = table(path, Dialect(",", COLUMNS, header=True), name="t.csv", buffer=buffer)
        found = session.query(f"SELECT c1, coalesce(c2, ''), c3 FROM {made.relation}", made.params)
        assert [list(row) for row in found] == rows
        assert made.refused(session) == []


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        (b"k,a,t\n1,2,3\n", 1),
        (b"k,a,t\n1,2,3", 1),
        (b"k,a,t\r\n1,2,3\r\n4,5,6", 2),
        (b"k,a,t\r1,2,3\r", 1),
        (b"k,a,t\n", 0),
        (b"k,a,t\n\n1,2,3\n\n", 3),
        (b'k,a,t\n1,"2",3\n', None),
    ],
)
def test_rows_are_counted_a_second_time(tmp_path: Path, content: bytes, rows: int | None):
    path = tmp_path / "t.csv"
    path.write_bytes(content)
    assert rows_to_expect(path, Dialect(",", COLUMNS, header=True)) == rows


def test_blank_rows(tmp_path: Path):
    path = tmp_path / "t.csv"
    path.write_bytes(b'k,a,t\n\n1,"x\n\ny",3\r\n\r\n1,5",3\n\n')
    assert blank_rows(path) == [2, 4, 6]


def test_row_numbers_in_a_file_that_several_threads_read(tmp_path: Path):
    path = tmp_path / "t.csv"
    wanted = {}
    with path.open("w") as file:
        file.write("klant,activiteit,tijdstip,opmerking\n")
        for row in range(2, 400_000):
            if row % 30_011 == 7:
                file.write("\n")
            elif row % 25_013 == 9:
                file.write(f"k{row},a\n")
                wanted[row] = "too_few_columns"
            elif row % 20_011 == 5:
                file.write(f"k{row},a,oeps,\n")
                wanted[row] = "time_unreadable"
            else:
                file.write(f"k{row % 999},stap{row % 7},2025-01-01,{'y' * (row % 60)}\n")
    store = open_store(tmp_path / "ws")
    read(store, path)
    rows = [line.split(",") for line in list(rejected_rows(store, 1))[1:]]
    assert {int(row[1]): row[2] for row in rows} == wanted
    store.close(wait=True)


def test_a_bad_row_of_others_runs_nothing_in_a_spreadsheet(tmp_path):
    path = tmp_path / "events.csv"
    path.write_text("klant,activiteit,tijd\n=1+1,a,@SUM(A1)\n-2,a,+3\nb,a,2025-01-01\n")
    store = open_store(tmp_path / "ws")
    read(store, path)
    rows = [row[-2:] for row in csv.reader(list(rejected_rows(store, 1))[1:])]
    assert rows == [["'@SUM(A1)", "'=1+1,a,@SUM(A1)"], ["'+3", "'-2,a,+3"]]
    store.close(wait=True)
