"""Random tables: the same events through every format, and identity against a naive multiset."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections import Counter
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klantreis.events.customers import head
from klantreis.events.importer import read
from klantreis.events.options import ImportOptions
from klantreis.events.refresh import refresh
from klantreis.events.sources import remove_source, sources
from klantreis.events.store import open_store
from tests.effort import examples

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=12).map(str.strip)
WORD = TEXT.filter(bool)
MOMENT = st.integers(0, 2_000_000_000).map(lambda s: datetime(1990, 1, 1) + timedelta(seconds=s, microseconds=s % 1000))  # noqa: DTZ001
ROW = st.tuples(WORD, WORD, MOMENT, st.one_of(st.none(), WORD), st.one_of(st.none(), WORD))
COLUMNS = ("wie", "wat", "wanneer", "waar", "nog iets")
ROLES = {"wie": "customer", "wat": "activity", "wanneer": "time", "waar": "channel", "nog iets": "attribute"}
OPTIONS = ImportOptions(columns=ROLES, timezone="UTC", time_format="iso")


@contextmanager
def fresh():
    with tempfile.TemporaryDirectory() as folder, closing(open_store(Path(folder) / "ws")) as store:
        yield Path(folder), store


def events(store) -> list[tuple]:
    return [(e.customer, e.activity, e.at, e.channel, e.attributes.get("nog iets")) for e in head(store, 10_000)]


def as_csv(rows, delimiter: str, encoding: str) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows([COLUMNS, *[(c, a, t.isoformat(" "), k or "", x or "") for c, a, t, k, x in rows]])
    return out.getvalue().encode(encoding)


def as_jsonl(rows) -> bytes:
    return "\n".join(
        json.dumps(dict(zip(COLUMNS, (c, a, t.isoformat(), k, x), strict=True)), ensure_ascii=False)
        for c, a, t, k, x in rows
    ).encode()


def as_parquet(rows) -> bytes:
    columns = zip(*rows, strict=True)
    kinds = (pa.string(), pa.string(), pa.timestamp("us"), pa.string(), pa.string())
    table = pa.table({n: pa.array(c, k) for n, c, k in zip(COLUMNS, columns, kinds, strict=True)})
    out = io.BytesIO()
    pq.write_table(table, out)
    return out.getvalue()


def as_xes(rows) -> bytes:
    parts = ["<log>"]
    for c, a, t, k, x in rows:
        fields = {"wat": a, "wanneer": t.isoformat(), "waar": k, "nog iets": x}
        inside = "".join(
            f"<string key={quoteattr(n)} value={quoteattr(v)}/>" for n, v in fields.items() if v is not None
        )
        parts.append(f"<trace><string key='wie' value={quoteattr(c)}/><event>{inside}</event></trace>")
    return "".join([*parts, "</log>"]).encode()


@settings(max_examples=examples(12))
@given(st.lists(ROW, min_size=1, max_size=30))
def test_a_table_is_the_same_events_in_every_format(rows):
    with_gaps = [*rows, ("k", "a", datetime(2000, 1, 1), "c", "x")]  # noqa: DTZ001
    wanted = list(with_gaps)
    files = {
        "a.csv": as_csv(with_gaps, ",", "utf-8"),
        "b.csv": as_csv(with_gaps, ";", "utf-16"),
        "c.tsv": as_csv(with_gaps, "\t", "utf-8-sig"),
        "d.jsonl": as_jsonl(with_gaps),
        "e.parquet": as_parquet(with_gaps),
        "f.xes": as_xes(with_gaps),
    }
    for name, content in files.items():
        with fresh() as (folder, store):
            path = folder / name
            path.write_bytes(content)
            roles = {("case:wie" if name == "f.xes" and c == "wie" else c): r for c, r in ROLES.items()}
            options = ImportOptions(columns=roles, timezone="UTC", time_format="iso", header=True)
            report = read(store, path, options)
            assert (report.added, report.rejected) == (len(wanted), 0), (name, report.reasons)
            assert events(store) == wanted, name


FEW = st.tuples(
    st.sampled_from("ab"),
    st.sampled_from("xy"),
    st.sampled_from([datetime(2025, 1, 1), datetime(2025, 1, 2)]),  # noqa: DTZ001
    st.sampled_from([None, "web"]),
    st.sampled_from([None, "1"]),
)


@settings(max_examples=examples(25))
@given(st.lists(st.lists(FEW, min_size=1, max_size=12), min_size=1, max_size=4), st.data())
def test_files_that_overlap_add_up_to_the_largest_count_of_each_event(files, data):
    """The law: an event is all its fields and its ordinal among equals of one file; so the store is a maximum."""
    with fresh() as (folder, store):
        known: Counter = Counter()
        kept: dict[int, Counter] = {}
        for i, rows in enumerate(files):
            path = folder / f"{i}.csv"
            path.write_bytes(as_csv(rows, ",", "utf-8"))
            report = read(store, path, ImportOptions(columns=ROLES, timezone="UTC", time_format="iso", header=True))
            new = known | Counter(rows)
            if report.import_id is not None:
                kept[report.import_id] = Counter(rows)
            assert report.added == (new - known).total()
            assert report.rows == len(rows) == report.added + report.duplicates
            known = new
            assert Counter(events(store)) == known
        # Removing any source leaves what the others held.
        for gone in data.draw(st.permutations(sorted(kept))):
            remove_source(store, gone)
            del kept[gone]
            left: Counter = Counter()
            for rows in kept.values():
                left |= rows
            assert Counter(events(store)) == left
            for source in sources(store):
                assert source.added + source.duplicates == source.rows


def test_event_ids_are_identity(tmp_path: Path):
    store = open_store(tmp_path / "ws")
    for name, text, added, duplicates in [
        ("a.csv", "1,a,x,2025-01-01\n2,a,y,2025-01-02\n1,a,x,2025-01-01\n", 2, 1),
        ("b.csv", "2,a,y,2025-01-02\n3,b,x,2025-01-01\n,b,x,2025-01-01\n,b,x,2025-01-01\n", 3, 1),
        # Without an id the fields count; an id never equals no id.
        ("c.csv", ",b,x,2025-01-01\n4,b,x,2025-01-01\n", 1, 1),
    ]:
        path = tmp_path / name
        path.write_text("event_id,klant,activiteit,tijdstip\n" + text)
        report = read(store, path)
        assert (report.added, report.duplicates) == (added, duplicates), name
    assert len(head(store)) == 6
    remove_source(store, 1)
    assert [source.added for source in sources(store)] == [4, 1]
    store.close(wait=True)


WIDE = pytest.mark.wide


@pytest.mark.parametrize("unit", ["customer", *(pytest.param(unit, marks=WIDE) for unit in ("journey", "gap"))])
def test_journeys_after_several_imports_are_those_of_one(tmp_path: Path, unit: str):
    # Many events at one moment, told apart by their number only: ties keep the order of the files.
    rows = [
        (f"k{i % 7}", "xyz"[i % 3], f"s{i % 5}" if i % 4 else "", f"2025-01-{1 + i % 28:02d}", str(i))
        for i in range(200)
    ]

    def write(name: str, chosen) -> Path:
        path = tmp_path / name
        path.write_text("klant,activiteit,sessie_id,tijdstip,nr\n" + "".join(",".join(row) + "\n" for row in chosen))
        return path

    def told(store, folder: Path):
        journeys = refresh(store, folder / "index", unit=unit, gap_us=5 * 86_400_000_000 if unit == "gap" else None)
        names = journeys.customer_names(list(journeys.customers))
        return Counter((names[k], tuple(journeys.journey(k))) for k in range(journeys.n))

    one = open_store(tmp_path / "one")
    read(one, write("all.csv", rows))
    many = open_store(tmp_path / "many")
    for part in range(4):
        read(many, write(f"{part}.csv", rows[part * 50 : part * 50 + 50]))
        told(many, tmp_path / "many")
    assert told(one, tmp_path / "one") == told(many, tmp_path / "many")
    one.close(wait=True)
    many.close(wait=True)
