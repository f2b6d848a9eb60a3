"""Every format and way of writing, from files small enough to read: what is recognised and what is stored."""

from __future__ import annotations

import gzip
import io
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from klantreis.events.customers import head
from klantreis.events.importer import read
from klantreis.events.options import ImportOptions
from klantreis.events.recognise import recognise
from klantreis.events.refresh import refresh
from klantreis.events.store import counts, open_store
from tests.data import shared


def stored(tmp_path: Path, name: str, content: bytes, **options):
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    store = open_store(tmp_path / "ws")
    try:
        report = read(store, path, ImportOptions(**options))
        return [(e.customer, e.activity, e.at.isoformat()) for e in head(store)], head(store), report
    finally:
        store.close(wait=True)


def zstd(content: bytes) -> bytes:
    return pa.compress(content, codec="zstd", asbytes=True)


H = "klant;activiteit;tijdstip;bedrag\n"
LINE = '{"klant":"é","activiteit":"x","tijdstip":"2025-02-01","bedrag":1.5}'
EVENT = [("é", "x", "2025-01-31T23:00:00")]
XES = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0" xmlns="http://www.xes-standard.org/">
  <global scope="trace"><string key="concept:name" value="UNKNOWN"/></global>
  <string key="concept:name" value="the log"/>
  <trace>
    <string key="concept:name" value="NA"/>
    <string key="channel" value="phone"><string key="deeper" value="no"/></string>
    <event><string key="concept:name" value="bellen"/><date key="time:timestamp" value="2025-01-01T10:00:00+01:00"/>
      <string key="org:resource" value="Jan"/><float key="cost" value="1.5"/></event>
    <event><string key="concept:name" value="mailen"/><date key="time:timestamp" value="2025-01-01T09:30:00Z"/></event>
  </trace>
  <trace><string key="concept:name" value="b"/></trace>
</log>"""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("comma.csv", "klant,activiteit,tijdstip,bedrag\né,x,2025-02-01,1.5\n".encode()),
        ("semicolon.csv", f"{H}é;x;1-2-2025;1,5\n".encode()),
        ("tab.tsv", f"{H}é;x;2025-02-01;1.5\n".replace(";", "\t").encode()),
        ("pipe.txt", f"{H}é;x;2025-02-01;1.5\n".replace(";", "|").encode()),
        ("sep.csv", f"sep=;\n{H}é;x;1-2-2025;1,5\n".encode()),
        ("mark.csv", b"\xef\xbb\xbf" + f"{H}é;x;1-2-2025;1,5\n".encode()),
        ("utf16.csv", f"{H}é;x;1-2-2025;1,5\n".encode("utf-16")),
        ("utf16be.csv", f"{H}é;x;1-2-2025;1,5\n".encode("utf-16-be")),
        ("cp1252.csv", f"{H}é;x;1-2-2025;€ 1,50\n".encode("cp1252")),
        ("crlf.csv", f"{H}é;x;1-2-2025;1,5\n".replace("\n", "\r\n").encode()),
        ("old-mac.csv", f"{H}é;x;1-2-2025;1,5\n".replace("\n", "\r").encode()),
        ("mixed-ends.csv", f"{H}é;x;1-2-2025;1,5\n".replace("\n", "\r\n", 1).encode()),
        ("no-last-end.csv", f"{H}é;x;1-2-2025;1,5".encode()),
        ("packed.csv.gz", gzip.compress(f"{H}é;x;1-2-2025;1,5\n".encode(), mtime=0)),
        ("packed.csv.zst", zstd(f"{H}é;x;1-2-2025;1,5\n".encode())),
        ("gzip-by-content", gzip.compress(f"{H}é;x;1-2-2025;1,5\n".encode(), mtime=0)),
        ("quoted.csv", '"klant";"activiteit";"tijdstip";"bedrag"\n"é";"x";"1-2-2025";"1,5"\n'.encode()),
        ("lines.jsonl", LINE.encode() + b"\n"),
        ("lines.jsonl.gz", gzip.compress(LINE.encode(), mtime=0)),
    ],
)  # fmt: skip
def test_the_same_event_in_every_writing(tmp_path: Path, name: str, content: bytes):
    events, whole, report = stored(tmp_path, name, content)
    assert events == EVENT
    assert whole[0].value == 1.5
    assert (report.rows, report.rejected) == (1, 0)


@pytest.mark.parametrize(
    ("text", "form", "utc"),
    [
        ("2025-12-31T14:05:06.789+01:00", "iso", "2025-12-31T13:05:06.789000"),
        ("2025-12-31T14:05:06.789Z", "iso", "2025-12-31T14:05:06.789000"),
        ("2025-12-31 14:05", "iso", "2025-12-31T13:05:00"),
        ("20251231", "iso", "2025-12-30T23:00:00"),
        ("31-12-2025 14:05", "day_month", "2025-12-31T13:05:00"),
        ("31/12/2025 14:05:06", "day_month", "2025-12-31T13:05:06"),
        ("31.12.2025", "day_month", "2025-12-30T23:00:00"),
        ("31-12-25 9.30", "day_month", "2025-12-31T08:30:00"),
        ("wo 31-12-2025 om 14:05 uur", "day_month", "2025-12-31T13:05:00"),
        ("31 december 2025 14:05", "words", "2025-12-31T13:05:00"),
        ("1 mrt 2025", "words", "2025-02-28T23:00:00"),
        ("Dec 31, 2025 2:05 PM", "words", "2025-12-31T13:05:00"),
        ("12/31/2025 2:05 PM", "month_day", "2025-12-31T13:05:00"),
        ("12/31/2025 12:00 AM", "month_day", "2025-12-30T23:00:00"),
        ("1767186306", "epoch_s", "2025-12-31T13:05:06"),
        ("1767186306789", "epoch_ms", "2025-12-31T13:05:06.789000"),
        ("1767186306789123", "epoch_us", "2025-12-31T13:05:06.789123"),
        ("1767186306789123456", "epoch_ns", "2025-12-31T13:05:06.789123"),
        # Summer time; then the hour that comes twice (its second time), and the one that is skipped.
        ("2025-07-01 12:00", "iso", "2025-07-01T10:00:00"),
        ("2025-10-26 02:30", "iso", "2025-10-26T01:30:00"),
        ("2025-10-26T02:30+02:00", "iso", "2025-10-26T00:30:00"),
        ("2025-03-30 02:30", "iso", "2025-03-30T01:30:00"),
    ],
)
def test_ways_to_write_a_moment(tmp_path: Path, text: str, form: str, utc: str):
    path = tmp_path / "t.csv"
    path.write_text(f'klant,activiteit,tijdstip\na,x,"{text}"\n')
    preview = recognise(path)
    time = preview.column("time")
    assert time is not None
    assert time.time_format == form
    assert preview.needs_timezone == (not form.startswith("epoch") and text[-1] != "Z" and "+" not in text)
    events, _, _ = stored(tmp_path, "t.csv", path.read_bytes())
    assert events == [("a", "x", utc)]


def test_a_zone_that_is_told_is_used(tmp_path: Path):
    events, _, _ = stored(tmp_path, "t.csv", b"klant,activiteit,tijdstip\na,x,2025-01-01 12:00\n", timezone="UTC")
    assert events == [("a", "x", "2025-01-01T12:00:00")]


def test_dates_that_can_be_read_two_ways_are_told(tmp_path: Path):
    path = tmp_path / "t.csv"
    path.write_text("klant,activiteit,tijdstip\na,x,01-02-2025\n")
    assert [problem["code"] for problem in recognise(path).problems] == ["events.date_order"]
    told = recognise(path, ImportOptions(time_format="month_day"))
    assert told.problems == []
    assert stored(tmp_path, "t.csv", path.read_bytes(), time_format="month_day")[0][0][2] == "2025-01-01T23:00:00"


def test_date_and_time_in_two_columns(tmp_path: Path):
    content = b"klant;activiteit;datum;tijd\na;x;31-12-2025;14:05\nb;y;1-1-2026;9:05:10\n"
    events, _, report = stored(tmp_path, "t.csv", content)
    assert events == [("a", "x", "2025-12-31T13:05:00"), ("b", "y", "2026-01-01T08:05:10")]
    assert report.columns["tijd"] == "clock"


def test_without_a_header(tmp_path: Path):
    content = b"K1;zoeken;2025-01-01 10:00\nK2;zoeken;2025-01-01 11:00\nK1;boeken;2025-01-03 10:00\n"
    path = tmp_path / "t.csv"
    path.write_bytes(content)
    assert recognise(path).roles == {"column 1": "customer", "column 2": "activity", "column 3": "time"}
    assert len(stored(tmp_path, "t.csv", content)[0]) == 3


@pytest.mark.parametrize("word", ["NA", "null", "None", "NaN", "nil", "-", "0", "#N/A"])
def test_a_customer_may_be_called_anything(tmp_path: Path, word: str):
    row = f"{word},x,2025-01-01\n"
    assert stored(tmp_path, "t.csv", f"klant,activiteit,tijdstip\n{row}".encode())[0][0][0] == word
    assert stored(tmp_path / "j", "t.jsonl", f'{{"klant":"{word}","activiteit":"x","tijdstip":"2025-01-01"}}'.encode())


@pytest.mark.parametrize(
    ("header", "roles"),
    [
        ("klantnummer,gebeurtenis,datum,kanaal,bedrag", "customer,activity,time,channel,value"),
        ("Customer ID,Event Name,Event Time,Channel,Amount", "customer,activity,time,channel,value"),
        ("case:concept:name,concept:name,time:timestamp,org:resource,x", "customer,activity,time,attribute,attribute"),
        ("user_id,event,timestamp,session_id,event_id", "customer,activity,time,journey_id,event_id"),
        ("customer_id,case_id,activity,timestamp,note", "customer,journey_id,activity,time,text"),
        ("relatienr,relatienummer,actie,tijdstip,omzet", "attribute,customer,activity,time,value"),
    ],
)
def test_header_words(tmp_path: Path, header: str, roles: str):
    by_role = {"customer": "K1", "activity": "zoeken", "time": "2025-01-01 10:00", "value": "3.5", "channel": "web",
               "text": "prima", "journey_id": "s1", "event_id": "e1", "attribute": "Jan"}  # fmt: skip
    path = tmp_path / "t.csv"
    path.write_text(header + "\n" + ",".join(by_role[role] for role in roles.split(",")) + "\n")
    assert ",".join(column.guess for column in recognise(path).columns) == roles


def test_scores_and_texts(tmp_path: Path):
    content = "klant;activiteit;tijdstip;NPS score;opmerking\na;enquête;15-2-2025;9;prima\n"
    _, events, _ = stored(tmp_path, "t.csv", content.encode())
    assert (events[0].score, events[0].score_kind, events[0].text) == (9.0, "nps", "prima")


def test_attributes_may_be_called_anything(tmp_path: Path):
    name = 'x"); DROP TABLE events; --'
    content = f'klant,activiteit,tijdstip,"{name.replace(chr(34), chr(34) * 2)}"\na,x,2025-01-01,waarde\n'
    _, events, _ = stored(tmp_path, "t.csv", content.encode())
    assert events[0].attributes == {name: "waarde"}


def test_file_names_may_hold_anything(tmp_path: Path):
    folder = tmp_path / "q[1]*'s"
    folder.mkdir()
    events, _, _ = stored(folder, "a*b?[c]'.csv", b"klant,activiteit,tijdstip\na,x,2025-02-01\n")
    assert events == [("a", "x", "2025-01-31T23:00:00")]


@pytest.mark.parametrize("packed", ["", ".gz", ".zst"])
def test_xes(tmp_path: Path, packed: str):
    content = XES.encode()
    content = {"": content, ".gz": gzip.compress(content, mtime=0), ".zst": zstd(content)}[packed]
    _, events, report = stored(tmp_path, f"log.xes{packed}", content)
    assert [(e.customer, e.activity, e.at.isoformat(), e.channel) for e in events] == [
        ("NA", "bellen", "2025-01-01T09:00:00", "phone"),
        ("NA", "mailen", "2025-01-01T09:30:00", "phone"),
    ]
    assert events[0].attributes == {"org:resource": "Jan", "cost": "1.5"}
    assert report.columns["case:concept:name"] == "customer"


def test_parquet_types(tmp_path: Path):
    moment = datetime(2025, 7, 1, 12, 0, 0, 123456, tzinfo=UTC)
    table = pa.table(
        {
            "klant": pa.array([7.0, None, 8.5]),
            "activiteit": pa.array(["x", "y", "z"]).dictionary_encode(),
            "tijdstip": pa.array([moment] * 3, pa.timestamp("ns", tz="Europe/Amsterdam")),
            "bedrag": pa.array([1.5, 2.5, None]),
            "extra": pa.array([{"a": 1}, None, {"a": None}]),
            "dag": pa.array([moment.date()] * 3),
        }
    )
    out = io.BytesIO()
    pq.write_table(table, out)
    events, whole, report = stored(tmp_path, "t.parquet", out.getvalue())
    # A whole number that became a float on its way keeps the name it had.
    assert events == [("7", "x", "2025-07-01T12:00:00.123456"), ("8.5", "z", "2025-07-01T12:00:00.123456")]
    assert (report.rejected, report.reasons) == (1, {"no_customer": 1})
    assert whole[0].attributes == {"extra": '{"a":1}', "dag": "2025-07-01"}


def test_parquet_without_zone(tmp_path: Path):
    naive = datetime(2025, 7, 1, 12)  # noqa: DTZ001
    table = pa.table({"klant": [1], "activiteit": ["x"], "tijdstip": pa.array([naive], pa.timestamp("us"))})
    out = io.BytesIO()
    pq.write_table(table, out)
    path = tmp_path / "p.parquet"
    path.write_bytes(out.getvalue())
    assert recognise(path).needs_timezone
    assert stored(tmp_path, "t.parquet", out.getvalue())[0] == [("1", "x", "2025-07-01T10:00:00")]


def test_json_lines_with_objects_inside(tmp_path: Path):
    content = (
        b'{"user":{"id":"u1","plan":"pro"},"event":"x","time":1735653900123,"tags":[1,2]}\n\n'
        b'{"user":{"id":"u2"},"event":"y","time":1735653900124,"late":true,"user.plan":"?"}\n'
    )
    _, events, report = stored(tmp_path, "t.jsonl", content)
    assert [event.customer for event in events] == ["u1", "u2"]
    assert events[0].attributes["tags"] == "[1,2]"
    assert events[1].attributes["late"] == "true"
    assert report.columns["user.id"] == "customer"


def journeys_of(path: Path, folder: Path) -> Counter:
    store = open_store(folder)
    read(store, path)
    journeys = refresh(store, folder / "index")
    names = journeys.customer_names(list(journeys.customers))
    store.close(wait=True)
    return Counter((names[k], tuple(journeys.journey(k))) for k in range(journeys.n))


@pytest.mark.wide
def test_municipality_gives_the_same_journeys_as_xes_and_as_csv(tmp_path: Path):
    as_xes = journeys_of(shared("municipality", "receipt.xes.gz"), tmp_path / "xes")
    as_csv = journeys_of(shared("municipality", "receipt.csv.gz"), tmp_path / "csv")
    assert as_xes == as_csv
    assert (len(as_xes), sum(len(events) for _, events in as_xes)) == (1_434, 8_577)


@pytest.mark.wide
def test_traffic_fines(tmp_path: Path):
    store = open_store(tmp_path)
    report = read(store, shared("traffic_fines", "traffic_fines_full.csv.gz"))
    assert (report.rows, report.added, report.rejected, report.journeys) == (561_470, 561_470, 0, 150_370)
    journeys = refresh(store, tmp_path / "index")
    assert (journeys.n, journeys.events) == (150_370, 561_470)
    assert counts(store)["activities"] == 11
    store.close(wait=True)


def test_ecom(tmp_path: Path):
    store = open_store(tmp_path)
    report = read(store, shared("ecom", "ecom.csv.gz"))
    assert (report.rows, report.customers, report.journeys, report.activities) == (31_106, 600, 3_605, 19)
    assert refresh(store, tmp_path / "index").n == 3_605
    assert refresh(store, tmp_path / "index", unit="customer").n == 600
    store.close(wait=True)
