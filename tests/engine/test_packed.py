"""Chunks of whole journeys as rows: what goes in sorted comes out as the same journeys."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from klantreis.engine import packed
from klantreis.engine.packed import Layout, chunk_of, chunks, home, joined, journeys_of, no_journeys
from klantreis.errors import UserError

EVENT = st.tuples(
    st.sampled_from(["ann", "bob", "cas"]),
    st.sampled_from([None, "j1", "j2"]),
    st.integers(0, 9),
    st.sampled_from("ab"),
    st.sampled_from([None, "", "web", "shop"]),
)
LABELS = (None, "a", "b")


def batches(events, size, by_journey=False):
    kept = sorted(events, key=lambda e: (e[0], (e[1] or "") if by_journey else "", e[2], e[3], e[4] or ""))
    names = ["customer", "journey", "time", "activity", "f0"]
    columns = [pa.array([e[k] for e in kept], pa.int64() if k == 2 else pa.string()) for k in range(5)]
    return pa.table(columns, names=names).to_batches(max_chunksize=size)


def rows_of(found):
    return [{name: row.column(name)[0].as_py() for name in row.schema.names} for row in found]


@given(st.lists(EVENT, max_size=30), st.integers(1, 7), st.integers(1, 9), st.booleans())
def test_journeys_come_out_whole(events, size, full, by_journey):
    layout = Layout(LABELS, by_journey, ("channel",), "customer", "v")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packed, "CHUNK", full)
        rows = rows_of(chunks(batches(events, size, by_journey), layout))
    found = [chunk_of(row, layout, ["channel"]) for row in rows]
    assert [row["events"] for row in rows] == [chunk.events for chunk in found]
    assert [(row["first"], row["last"]) for row in rows] == [chunk.span() for chunk in found]
    whole = journeys_of(joined([home(chunk) for chunk in [no_journeys(layout, ["channel"]), *found]]), LABELS)
    told = {}
    for customer, journey, time, activity, channel in sorted(events, key=lambda e: (e[2], e[3], e[4] or "")):
        key = (customer, journey) if by_journey else customer
        told.setdefault(key, []).append((activity, time, channel or None))
    known = whole.column("channel")
    read = []
    for k in range(whole.n):
        at = range(int(whole.offsets[k]), int(whole.offsets[k + 1]) - 1)
        numbers = [int(known.numbers[slot]) for slot in at]
        channels = [known.values[number] if number >= 0 else None for number in numbers]
        read.append([(*event, channel) for event, channel in zip(whole.journey(k), channels, strict=True)])
    assert sorted(map(repr, read)) == sorted(map(repr, told.values()))
    owners = whole.customer_names([int(number) for number in whole.customers])
    assert set(owners) == {customer for customer, *_ in events}


def test_an_activity_that_was_not_there_is_told():
    layout = Layout((None, "a"), False, ("channel",), "customer", "v")
    with pytest.raises(UserError, match="changed while it was read"):
        list(chunks(batches([("ann", None, 1, "b", None)], 5), layout))
