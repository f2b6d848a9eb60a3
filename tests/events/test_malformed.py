"""Files that are wrong, and what is said of each: file, row, mend; never a traceback, never half an import.

A case is (what is wrong, file name, bytes, expected), where expected is an error's code, or ``row N: reason`` for
a file whose other rows go in while row N is kept aside.
"""

from __future__ import annotations

import gzip
import io
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from klantreis.engine.duckdb import EventStore
from klantreis.errors import KlantreisError, UserError
from klantreis.events.importer import read
from klantreis.events.options import ImportOptions
from klantreis.events.readers import opened
from klantreis.events.recognise import dialect
from klantreis.events.recognise.preview import recognise
from klantreis.events.rejected import REASONS, rejected_rows
from klantreis.events.sources import sources
from klantreis.events.store import counts, open_store, version


def parquet(**columns: list[str | None]) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()}), out)
    return out.getvalue()


def bomb() -> bytes:
    """Repetition packs about a thousandfold; a real log does not."""
    # A file may be several packed ones in a row, so that a block is packed once.
    return gzip.compress(H) + gzip.compress(G * 40_000) * 60


H = b"klant,activiteit,tijdstip\n"
G = b"a,zoeken,2025-01-01 10:00\n"
J = b'{"klant":"a","activiteit":"x","tijdstip":"2025-01-01"}\n'
X = b'<?xml version="1.0"?><log xes.version="1.0">'
XTIME = b'<date key="time:timestamp" value="2025-01-01T10:00:00Z"/>'
XNAME = b'<string key="concept:name" value="x"/>'
XGOOD = b"<trace>" + XNAME + b"<event>" + XNAME + XTIME + b"</event></trace>"
P = parquet(klant=["a"], activiteit=["x"], tijdstip=["2025-01-01"])

CASES: list[tuple[str, str, bytes, str]] = [
    ("no bytes", "e.csv", b"", "events.empty"),
    ("only blank lines", "e.csv", b"\n\n\n", "events.no_rows"),
    ("only a header", "e.csv", H, "events.no_rows"),
    ("only spaces", "e.csv", b"   \n  \n", "events.no_customer_column"),
    ("no activity column", "e.csv", b"klant,tijdstip\na,2025-01-01\n", "events.no_activity_column"),
    ("no time column", "e.csv", b"klant,activiteit\na,zoeken\nb,zoeken\n", "events.no_time_column"),
    ("one column", "e.csv", b"klant\na\nb\n", "events.no_activity_column"),
    ("a field too few", "e.csv", H + G + b"a,zoeken\n", "row 3: too_few_columns"),
    ("a field too many", "e.csv", H + G + b"a,zoeken,2025-01-01,extra\n", "row 3: too_many_columns"),
    ("empty customer", "e.csv", H + G + b",zoeken,2025-01-01\n", "row 3: no_customer"),
    ("customer of spaces", "e.csv", H + G + b"  ,zoeken,2025-01-01\n", "row 3: no_customer"),
    ("empty activity", "e.csv", H + G + b"a,,2025-01-01\n", "row 3: no_activity"),
    ("empty time", "e.csv", H + G + b"a,zoeken,\n", "row 3: no_time"),
    ("a word for a time", "e.csv", H + G + b"a,zoeken,gisteren\n", "row 3: time_unreadable"),
    ("30 February", "e.csv", H + G + b"a,zoeken,2025-02-30\n", "row 3: time_unreadable"),
    ("hour 25", "e.csv", H + G + b"a,zoeken,2025-01-01 25:00\n", "row 3: time_unreadable"),
    ("the year 1066", "e.csv", H + G + b"a,zoeken,1066-01-01\n", "row 3: time_unreadable"),
    ("the year 9999", "e.csv", H + G + b"a,zoeken,9999-12-31\n", "row 3: time_unreadable"),
    ("infinity", "e.csv", H + G + b"a,zoeken,infinity\n", "row 3: time_unreadable"),
    ("the word epoch", "e.csv", H + G + b"a,zoeken,epoch\n", "row 3: time_unreadable"),
    ("after a blank row", "e.csv", H + G + b"\n\n" + b"a,,2025-01-01\n", "row 5: no_activity"),
    ("after a text of two lines", "e.csv", H + b'a,"x\ny",2025-01-01\n,b,2025-01-01\n', "row 3: no_customer"),
    ("after a refused row", "e.csv", H + b"a\n" + G + b",b,2025-01-01\n", "row 2: too_few_columns; row 4: no_customer"),
    ("lost byte in UTF-8", "e.csv", H + "é,b,2025-01-01\n".encode() * 3 + b"\xff,b,2025-01-01\n", "row 5: undecodable"),
    ("open quote at the end", "e.csv", H + G + b'a,"zoeken,2025-01-01\n', "row 3: open_quote"),
    ("open quote before good rows", "e.csv", H + G + b'a,"zoeken,2025-01-01\n' + G * 3, "row 3: open_quote"),
    ("text after a quote", "e.csv", H + G + b'a,"zoe"ken,2025-01-01\n' + G, "row 3: open_quote"),
    ("NUL in an activity", "e.csv", H + G + b"a,zo\x00eken,2025-01-01\n", "row 3: no_text"),
    ("customer of 600 letters", "e.csv", H + G + b"a" * 600 + b",zoeken,2025-01-01\n", "row 3: too_long"),
    ("row of 5 MB", "e.csv", H + G + b"a," + b"z" * 5_000_000 + b",2025-01-01\n" + G, "row 3: line_too_long"),
    ("1,500 columns", "e.csv", b",".join(b"c%d" % i for i in range(1500)) + b"\n", "events.too_many_columns"),
    ("no good row at all", "e.csv", H + b"a,b,c\nd,e,f\n", "events.all_rejected"),
    ("activity that differs every row", "e.csv", H + b"".join(b"a,x%d,2025-01-01\n" % i for i in range(10_001)),
     "events.too_many_activities"),
    ("months first after all", "e.csv", H + b"a,x,01-02-2025\n" * 3000 + b"a,x,12-25-2025\n", "events.date_order"),
    ("Excel", "e.xlsx", b"PK\x03\x04" + b"\0" * 100, "events.not_text"),
    ("old Excel", "e.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 100, "events.not_text"),
    ("Excel called CSV", "e.csv", b"PK\x03\x04" + b"\0" * 100, "events.not_text"),
    ("PDF", "e.csv", b"%PDF-1.4\nxx", "events.not_text"),
    ("picture", "e.csv", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "events.not_text"),
    ("web page", "e.csv", b"<!DOCTYPE html><html><body>login</body></html>", "events.not_text"),
    ("binary noise", "e.csv", bytes(range(256)) * 20, "events.not_text"),
    ("torn gzip", "e.csv.gz", gzip.compress(H + G * 1000)[:-20], "events.torn"),
    ("no gzip at all", "e.csv.gz", b"\x1f\x8b" + b"garbage" * 20, "events.torn"),
    ("gzip of nothing", "e.csv.gz", gzip.compress(b""), "events.no_rows"),
    ("no zstd at all", "e.csv.zst", b"\x28\xb5\x2f\xfd" + b"garbage" * 20, "events.torn"),
    ("UTF-16 cut in a letter", "e.csv", (H + G).decode().encode("utf-16") + b"x", "events.undecodable"),
    ("torn Parquet", "e.parquet", P[:-20], "events.parquet"),
    ("no Parquet at all", "e.parquet", b"PAR1" + b"x" * 100, "events.parquet"),
    ("Parquet by name only", "e.parquet", H + G, "events.parquet"),
    ("Parquet in gzip", "e.parquet.gz", gzip.compress(P), "events.parquet_packed"),
    ("Parquet without rows", "e.parquet", parquet(klant=[], activiteit=[], tijdstip=[]), "events.no_rows"),
    ("Parquet without time", "e.parquet", parquet(klant=["a"], activiteit=["x"]), "events.no_time_column"),
    ("Parquet with a null", "e.parquet", parquet(klant=["a", None], activiteit=["x", "x"], tijdstip=["2025-01-01"] * 2),
     "row 2: no_customer"),
    ("JSON list", "e.json", b"[" + J.strip() + b"]", "events.json_array"),
    ("broken JSON line", "e.jsonl", J + b'{"klant":"b",\n', "row 2: not_an_object"),
    ("number for an object", "e.jsonl", J + b"42\n", "row 2: not_an_object"),
    ("list for an object", "e.jsonl", J + b"[1,2]\n", "row 2: not_an_object"),
    ("JSON null", "e.jsonl", J + b'\n{"klant":null,"activiteit":"x","tijdstip":"2025-01-01"}\n', "row 3: no_customer"),
    ("JSON with a lost byte", "e.jsonl", J.replace(b"x", "é".encode()) + J.replace(b"a", b"\xff", 1),
     "row 2: undecodable"),
    ("objects without keys", "e.jsonl", b"{}\n{}\n", "events.no_rows"),
    ("no JSON line is whole", "e.jsonl", b'{"a\n{"b\n', "events.no_rows"),
    ("5,000 objects deep", "e.jsonl", J + b'{"a":' * 5000 + b"1" + b"}" * 5000 + b"\n", "row 2: no_customer"),
    ("torn XES", "e.xes", X + XGOOD[:-30], "events.xes"),
    ("other XML", "e.xes", b"<?xml version='1.0'?><notes><note/></notes>", "events.not_xes"),
    ("XES without events", "e.xes", X + b"</log>", "events.no_rows"),
    ("XES with entities", "e.xes", b'<!DOCTYPE l [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><log>&b;</log>', "events.xes"),
    ("XES that reads files", "e.xes", b'<!DOCTYPE l SYSTEM "file:///etc/passwd"><log/>', "events.xes"),
    ("XES nested too deep", "e.xes", X + b"<a>" * 200 + b"</a>" * 200 + b"</log>", "events.xes"),
    ("XES event without time", "e.xes", X + XGOOD + XGOOD.replace(XTIME, b"") + b"</log>", "row 2: no_time"),
    ("XES trace without name", "e.xes", X + XGOOD + XGOOD.replace(XNAME, b"", 1) + b"</log>", "row 2: no_customer"),
]  # fmt: skip


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory):
    """One store with one good event, used by every case: most of them must leave it as it is."""
    folder = tmp_path_factory.mktemp("malformed")
    good = folder / "good.csv"
    good.write_bytes(H + b"zz,zoeken,2020-01-01 10:00\n")
    store = open_store(folder / "ws")
    read(store, good)
    yield store
    store.close(wait=True)


@pytest.mark.parametrize(
    ("start", "kind", "mend"),
    [
        (b"PK\x03\x04" + b"\0" * 26 + b"xl/workbook.xml", "an Excel file", "CSV UTF-8"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 100, "an Excel file", "CSV UTF-8"),
        (b"PK\x03\x04" + b"\0" * 26 + b"events.csv", "a zip file", "Unpack it"),
        (b"%PDF-1.4", "a PDF", "Save it as CSV"),
    ],
)
def test_a_file_of_another_program_is_called_what_it_is(tmp_path, start, kind, mend):
    file = tmp_path / "events.csv"
    file.write_bytes(start)
    with pytest.raises(UserError, match=kind) as refused:
        recognise(file)
    assert mend in str(refused.value)


def test_there_are_enough_of_them():
    assert len(CASES) >= 40
    assert len({case[0] for case in CASES}) == len(CASES)


@pytest.mark.parametrize(("name", "content", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_malformed(base: EventStore, tmp_path: Path, name: str, content: bytes, expected: str):
    path = tmp_path / name
    path.write_bytes(content)
    before = (counts(base), version(base), len(sources(base)))
    if not expected.startswith("row "):
        with pytest.raises(UserError) as told:
            read(base, path)
        error = told.value
        assert error.code == expected
        assert name in (error.where or "") or error.params.get("file") == name or expected.endswith("activities")
        assert error.message
        assert error.mend
        assert (counts(base), version(base), len(sources(base))) == before
        return
    report = read(base, path)
    wanted = [part.removeprefix("row ").split(": ") for part in expected.split("; ")]
    rows = [line.split(",")[:3] for line in rejected_rows(base, report.import_id or 0)][1:]
    assert [row for row in rows if row[0] == name] == [[name, *want] for want in wanted]
    assert report.rejected == len(wanted)
    assert report.added + report.duplicates == report.rows - report.rejected > 0
    assert all(all(REASONS[code]) for _, code in wanted)


def test_a_bomb_is_not_unpacked(base: EventStore, tmp_path: Path, monkeypatch):
    monkeypatch.setattr(opened, "UNPACK_FREE", 50_000_000)
    path = tmp_path / "e.csv.gz"
    path.write_bytes(bomb())
    before = version(base)
    with pytest.raises(UserError) as told:
        read(base, path)
    assert told.value.code == "events.unpacks_too_large"
    assert version(base) == before
    assert not list((base.path.parent / "cache" / "import").iterdir())


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"columns": {"klant": "customer", "activiteit": "customer"}}, "events.role_twice"),
        ({"columns": {"klant": "king"}}, "events.option"),
        ({"columns": {"klantnr": "customer"}}, "events.no_column"),
        ({"columns": {"klant": "ignore"}}, "events.no_customer_column"),
        ({"delimiter": ";"}, "events.no_customer_column"),
        ({"delimiter": ",,"}, "events.option"),
        ({"timezone": "Mars/North"}, "events.timezone"),
        ({"format": "doc"}, "events.option"),
        ({"format": "parquet"}, "events.parquet"),
        ({"format": "xes"}, "events.xes"),
        ({"encoding": "utf-16"}, "events.no_customer_column"),
        ({"time_format": "epoch_s"}, "events.all_rejected"),
        ({"colour": "red"}, "events.option"),
    ],
)
def test_options_that_do_not_fit(base: EventStore, tmp_path: Path, options: dict, code: str):
    path = tmp_path / "e.csv"
    path.write_bytes(H + G)
    before = version(base)
    with pytest.raises(KlantreisError) as told:
        read(base, path, ImportOptions.from_dict(options))
    assert (told.value.code, told.value.exit_code) == (code, 2)
    assert told.value.mend
    assert version(base) == before


def test_a_file_that_is_not_there(base: EventStore, tmp_path: Path):
    for path, code in ((tmp_path / "nope.csv", "events.no_file"), (tmp_path, "events.not_a_file")):
        with pytest.raises(UserError) as told:
            read(base, path)
        assert told.value.code == code


def test_of_a_table_wider_than_is_read_no_more_names_are_looked_up(tmp_path, monkeypatch):
    path, looked = tmp_path / "wide.csv", []
    path.write_bytes(b",".join(b"c%d" % i for i in range(20_000)) + b"\n")
    monkeypatch.setattr(dialect, "is_known", lambda name: bool(looked.append(name)))
    with pytest.raises(KlantreisError) as told:
        recognise(path)
    assert told.value.code == "events.too_many_columns"
    assert len(looked) <= 1_000


def test_a_long_note_of_many_lines_and_digits_is_looked_at_in_a_moment(tmp_path: Path):
    path = tmp_path / "notities.csv"
    path.write_text(f'klant,activiteit,tijdstip,notitie\na,zoeken,2025-01-01 10:00,"1a{"1" * 200_000}\nx"\n')
    begin = time.process_time()
    assert [column.guess for column in recognise(path).columns][:3] == ["customer", "activity", "time"]
    assert time.process_time() - begin < 10  # from each digit to the end of its line is minutes
