from datetime import UTC, date, datetime

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from klantreis.engine.tables import journeys
from klantreis.errors import UserError

COLUMNS = {
    "customer_id": ["p", "NA", "p", "p"],
    "activity": ["b", "a", "a", "c"],
    "timestamp": [datetime(2026, 3, 1, 12, 0, s, tzinfo=UTC) for s in (5, 0, 1, 5)],
    "amount": [1.0, None, 2.0, 3.0],
}
NOON = int(datetime(2026, 3, 1, 12, tzinfo=UTC).timestamp()) * 1_000_000
# A customer literally called NA is one; p's events at second 5 keep the order of the table.
EXPECTED = {"p": [("a", NOON + 1_000_000), ("b", NOON + 5_000_000), ("c", NOON + 5_000_000)], "NA": [("a", NOON)]}


def listed(made):
    names = made.customer_names(made.customers)
    return {name: made.journey(k) for k, name in enumerate(names)}


def tables():
    arrow = pa.table(COLUMNS)
    yield "arrow", arrow
    yield "reader", arrow.to_reader()
    yield "chunked", pa.concat_tables([arrow.slice(0, 1), arrow.slice(1)])
    yield "dict", COLUMNS
    yield "pandas", pd.DataFrame(COLUMNS)
    yield "categories", pd.DataFrame(COLUMNS).astype({"activity": "category", "customer_id": "category"})
    yield "polars", pl.DataFrame(COLUMNS)


@pytest.mark.parametrize(("kind", "table"), list(tables()), ids=lambda value: value if isinstance(value, str) else "")
def test_every_kind_of_table_gives_the_same_journeys(kind, table):
    made = journeys(table)
    assert listed(made) == EXPECTED
    assert set(made.labels[1:]) == {"a", "b", "c"}


def test_a_parquet_file(tmp_path):
    path = tmp_path / "events.parquet"
    pq.write_table(pa.table(COLUMNS), path)
    assert listed(journeys(path)) == EXPECTED
    assert listed(journeys(str(path))) == EXPECTED


@pytest.mark.parametrize(
    "times",
    [
        [NOON // 1_000_000],
        [NOON / 1_000_000],
        [NOON // 1000],
        [NOON],
        [NOON * 1000],
        ["2026-03-01T12:00:00Z"],
        ["2026-03-01 13:00:00"],  # without a zone: Amsterdam, one hour ahead in March
        [datetime(2026, 3, 1, 13)],  # noqa: DTZ001
        pd.to_datetime(["2026-03-01 13:00"]),
    ],
    ids=str,
)
def test_ways_to_write_a_time(times):
    made = journeys(pd.DataFrame({"klant": ["p"], "activiteit": ["a"], "tijdstip": times}))
    assert listed(made) == {"p": [("a", NOON)]}


def test_a_date_is_its_midnight_in_the_zone():
    made = journeys({"user": ["p"], "event": ["a"], "time": [date(2026, 3, 2)]}, tz="UTC")
    assert listed(made) == {"p": [("a", NOON + 12 * 3_600_000_000)]}


def test_the_hour_that_runs_twice_is_the_earlier_one():
    made = journeys({"user": ["p"], "event": ["a"], "time": ["2026-10-25 02:30:00"]})
    assert made.journey(0)[0][1] == int(datetime(2026, 10, 25, 0, 30, tzinfo=UTC).timestamp()) * 1_000_000


def test_numbers_may_name_customers():
    assert set(listed(journeys({"user": [7, 8], "event": ["a", "a"], "time": [1, 2]}))) == {"7", "8"}


def test_an_empty_table_has_no_journeys():
    assert journeys({"user": [], "event": [], "time": []}).n == 0


@pytest.mark.parametrize(
    ("table", "options", "code"),
    [
        ({"id": ["p"], "event": ["a"], "time": [1]}, {}, "table.column_unclear"),
        ({"user": ["p"], "customer": ["p"], "event": ["a"], "time": [1]}, {}, "table.column_unclear"),
        ({"user": ["p"], "event": ["a"], "time": [1]}, {"customer": "usr"}, "table.no_column"),
        ({"user": ["p", None], "event": ["a", "b"], "time": [1, 2]}, {}, "table.missing_values"),
        ({"user": ["p", ""], "event": ["a", "b"], "time": [1, 2]}, {}, "table.missing_values"),
        ({"user": ["p"], "event": ["a"], "time": [float("nan")]}, {}, "table.missing_values"),
        ({"user": ["p"], "event": ["a"], "time": ["yesterday"]}, {}, "table.time_unreadable"),
        ({"user": ["p"], "event": ["a"], "time": [True]}, {}, "table.time_unreadable"),
        ({"user": ["p"], "event": ["a"], "time": ["2026-01-01"]}, {"tz": "Mars/North"}, "table.timezone"),
        (np.zeros(3), {}, "table.unknown_kind"),
        ("nowhere.parquet", {}, "table.no_file"),
        (__file__, {}, "table.not_parquet"),
    ],
    ids=lambda value: value if isinstance(value, str) and value.startswith("table.") else "",
)
def test_what_cannot_be_read_is_said(table, options, code):
    with pytest.raises(UserError) as caught:
        journeys(table, **options)
    assert caught.value.code == code
    assert caught.value.mend


def test_an_id_of_a_journey_splits_its_customer():
    rows = {
        "customer": ["p", "q", "p", "p", "p", "q"],
        "activity": ["a", "a", "b", "c", "d", "b"],
        "time": [NOON + k for k in range(6)],
        "trip": ["1", "1", "2", "1", None, "1"],
    }
    for trips in (rows["trip"], pd.Categorical(rows["trip"]), [1, 1, 2, 1, None, 1]):
        made = journeys(pd.DataFrame({**rows, "trip": trips}), journey="trip")
        names = made.customer_names(made.customers)
        told = sorted((name, *(activity for activity, _ in made.journey(k))) for k, name in enumerate(names))
        # what has no id is a journey of its own; the same id of another customer another one
        assert told == [("p", "a", "c"), ("p", "b"), ("p", "d"), ("q", "a", "b")]
        assert made.unit == "journey"
    assert journeys({**rows, "trip": [None] * 6}, journey="trip").n == 2
    assert journeys({name: [] for name in rows}, "customer", "activity", "time", journey="trip").n == 0


@given(
    st.lists(
        st.tuples(st.sampled_from("pqr"), st.sampled_from("ab"), st.integers(0, 5), st.sampled_from(["1", "2", None]))
    )
)
def test_journeys_by_id_equal_those_put_together_by_hand(rows):
    customer, activity, time, trip = (list(column) for column in zip(*rows, strict=True)) if rows else ([], [], [], [])
    table = pa.table(
        {
            "customer": pa.array(customer, pa.string()),
            "activity": pa.array(activity, pa.string()),
            "time": pa.array([NOON + second for second in time], pa.int64()),
            "trip": pa.array(trip, pa.string()),
        }
    )
    made = journeys(table, journey="trip")
    held: dict[tuple[str, str | None], list[tuple[int, str]]] = {}
    for who, what, when, which in rows:
        held.setdefault((who, which), []).append((NOON + when, what))
    by_hand = sorted(
        (who, [what for _, what in sorted(each, key=lambda one: one[0])]) for (who, _), each in held.items()
    )
    names = made.customer_names(made.customers)
    assert sorted((name, [what for what, _ in made.journey(k)]) for k, name in enumerate(names)) == by_hand
