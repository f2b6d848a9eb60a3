"""Values spread over bins, quantiles of many values, and chunks that are worked through in pieces."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from klantreis.analyses.funnel import funnel
from klantreis.analyses.timing import EDGES, timing
from klantreis.engine import groups, local
from klantreis.engine.groups import Groups, offsets_of, quantiles, spread
from klantreis.engine.index import Batch, build
from klantreis.engine.journeys import Journeys

BOUNDS = np.array(EDGES, np.int64) * 1_000_000


def test_a_value_at_an_edge_belongs_above_it() -> None:
    edges = np.array([0, 10, 20])
    assert spread(np.array([0, 9, 10, 19, 20, 10**15]), edges).tolist() == [2, 2, 2]
    assert spread(np.empty(0, np.int64), edges).tolist() == [0, 0, 0]


@given(
    st.lists(
        st.one_of(st.integers(0, 10**17), st.sampled_from([e + d for e in BOUNDS[1:].tolist() for d in (-1, 0, 1)]))
    )
)
def test_spread_is_what_searching_each_value_gives(values: list[int]) -> None:
    given = np.array(values, np.int64)
    expected = np.bincount(np.searchsorted(BOUNDS, given, side="right") - 1, minlength=len(BOUNDS))
    assert spread(given, BOUNDS).tolist() == expected.tolist()


@pytest.mark.parametrize("threads", ["1", "3"])
def test_quantiles_of_many_values_are_exact_on_any_number_of_threads(
    threads: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KLANTREIS_THREADS", threads)
    monkeypatch.setattr(groups, "TOGETHER", 1000)
    values = np.random.default_rng(3).lognormal(20, 4, 5000).astype(np.int64)
    found = quantiles(Groups(np.array([0, len(values)]), values), (0.0, 0.5, 0.9, 1.0))[0]
    np.testing.assert_allclose(found, np.percentile(values, (0, 50, 90, 100)) / 1e6, rtol=1e-12)
    assert spread(values, BOUNDS).sum() == len(values)


@pytest.mark.parametrize("chosen", [1.0, 0.6, 0.1])
def test_a_chunk_in_pieces_answers_as_a_whole(chosen: float, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = _journeys(chosen)
    expected = [timing(whole, "a", "b").body(), funnel(whole, ["a", "b", "c"], within=50).body()]
    counts = [step.count for step in funnel(whole, ["a", "b", "c"], within=50, only_counts=True).steps]
    monkeypatch.setattr(local, "PIECE", 40)
    again = _journeys(chosen)
    assert [timing(again, "a", "b").body(), funnel(again, ["a", "b", "c"], within=50).body()] == expected
    assert [step.count for step in funnel(again, ["a", "b", "c"], within=50, only_counts=True).steps] == counts
    assert expected[0]["count"] > 0


def _journeys(chosen: float) -> Journeys:
    random = np.random.default_rng(5)
    keys = np.sort(random.integers(0, 120, 900)).astype(np.uint32)
    index = build([Batch(keys, random.integers(1, 4, 900), random.integers(0, 10**8, 900))])
    made = index.journeys((None, "a", "b", "c"), lambda numbers: [str(number) for number in numbers])
    return made.select(random.random(made.n) < chosen)


@pytest.mark.parametrize("order", ["ascending", "descending", "equal", "saw", "drawn"])
def test_shares_in_any_order_of_groups_of_any_size_and_order(order):
    n = 5_000
    values = {
        "ascending": np.arange(n),
        "descending": np.arange(n)[::-1],
        "equal": np.full(n, 7),
        "saw": np.arange(n) % 10,
        "drawn": np.random.default_rng(3).integers(0, 10**12, n),
    }[order].astype(np.int64)
    sizes = [0, 1, 2, 3, 994, 4_000]
    kept = Groups(offsets_of(np.array(sizes)), values.copy())
    shares = (0.9, 0.5, 0.95, 0.0, 1.0)
    found = quantiles(kept, shares)
    assert np.isnan(found[0]).all()
    for g in range(1, len(sizes)):
        own = values[kept.offsets[g] : kept.offsets[g + 1]]
        assert found[g] == pytest.approx(np.quantile(own, shares) / 1e6)
    assert np.array_equal(values, kept.values)  # they are selected from in a copy
