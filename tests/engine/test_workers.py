"""What a worker does and says, without a cluster."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from klantreis.engine import workers
from klantreis.engine.packed import Layout
from klantreis.errors import Conflict, UserError
from tests.analyses.naive import table


@given(st.lists(st.binary(max_size=40), max_size=6), st.integers(1, 9))
def test_partial_results_go_through_rows_in_pieces(results, size):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workers, "PIECE", size)
        rows = [row for part, data in enumerate(results) for row in workers.pieces(part, data)]
    assert list(workers.whole(rows)) == [(part, data) for part, data in enumerate(results) if data]


def test_an_error_of_ours_comes_back_as_itself():
    def failing():
        yield pa.RecordBatch.from_pydict({"a": [1]})
        raise Conflict("spark.example", "It is not so.", where="here", mend="Do this.", params={"n": 1})

    with pytest.raises(RuntimeError) as failed:
        list(workers.ours(failing()))
    found = workers.raised(Exception(f"Job aborted: RuntimeError: {failed.value}\n at org.apache.spark"))
    assert isinstance(found, Conflict)
    assert (found.code, found.message, found.where, found.params) == (
        "spark.example",
        "It is not so.",
        "here",
        {"n": 1},
    )
    assert workers.raised(Exception("anything else")) is None
    missing = workers.raised(Exception("ModuleNotFoundError: No module named 'klantreis'"))
    assert missing is not None
    assert missing.code == "spark.workers_without_klantreis"


def test_workers_of_another_version_say_so():
    layout = Layout((None, "a"), False, (), "customer", "v")
    work = workers.Work(layout, (), (), frozenset(), lambda chunk: chunk.n, sum, made_by="0.0.0")
    with pytest.raises(UserError, match="Install the same version"):
        list(work.partial([], 0))


def test_places_where_names_decide_the_order_are_counted():
    rows = [("p", "a", 1), ("p", "b", 1), ("p", "b", 1), ("p", "c", 2), ("q", "a", 2), ("q", "c", 2)]
    assert workers.tied(table(rows)).tolist() == [2]
    assert workers.counts_added([workers.counted(table(rows)), workers.counted(table([]))]).tolist() == [
        2, 6, 1_000_000, 2_000_000,
    ]  # fmt: skip


def test_a_sample_takes_the_same_customers_every_time():
    journeys = table([(f"c{k}", "a", k) for k in range(500)])
    half = workers.drawn(journeys, 2**31)
    assert 200 < half.n < 300
    again = workers.drawn(half, 2**31)
    assert np.array_equal(again.customers, half.customers)
