"""The order that the fewest journeys contradict, against trying every order."""

from itertools import permutations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from klantreis.evidence.draft import ordering
from klantreis.evidence.draft.ordering import best_order, contradictions
from klantreis.evidence.draft.precedence_kernel import count
from tests.effort import examples
from tests.evidence.tables import walked

matrices = st.integers(1, 6).flatmap(
    lambda n: st.lists(st.integers(0, 9), min_size=n * n, max_size=n * n).map(lambda xs: np.array(xs).reshape(n, n))
)


def test_pairs_counted_by_hand():
    # codes by appearance: A 1, B 2, C 3
    journeys = walked("ABAC", "BA", "AABC")
    before, follows = count(np.array(journeys.offsets), journeys.codes.astype(np.int32), 4)
    # ABAC has A before B as often as after it, so it says nothing of the two; BA and AABC say one each
    assert before[1:, 1:].tolist() == [[0, 1, 2], [1, 0, 2], [0, 0, 0]]
    # AB, BA, AC / BA / AA, AB, BC, each once per journey
    assert follows[1:, 1:].tolist() == [[1, 2, 1], [2, 0, 1], [0, 0, 0]]


def test_contradictions_counted_by_hand():
    before = np.array([[0, 5, 1], [2, 0, 4], [3, 0, 0]])
    assert contradictions(before, [0, 1, 2]) == 2 + 3 + 0
    assert best_order(before) == [0, 1, 2]


@given(matrices)
@settings(max_examples=examples(100), deadline=None)
def test_no_order_is_better_for_few(before: np.ndarray):
    best = min(contradictions(before, list(p)) for p in permutations(range(len(before))))
    assert contradictions(before, best_order(before)) == best


@given(matrices)
@settings(max_examples=examples(100), deadline=None)
def test_moving_one_never_helps_the_search(before: np.ndarray):
    order = ordering._search(before)
    assert sorted(order) == list(range(len(before)))
    price = contradictions(before, order)
    for item in order:
        rest = [x for x in order if x != item]
        assert all(contradictions(before, [*rest[:p], item, *rest[p:]]) >= price for p in range(len(order)))


def test_many_are_ordered_quickly_and_rightly():
    n = 60
    before = np.triu(np.full((n, n), 9), 1) + np.tril(np.full((n, n), 1), -1)
    shuffled = np.random.default_rng(1).permutation(n)
    assert [int(shuffled[i]) for i in best_order(before[np.ix_(shuffled, shuffled)])] == list(range(n))
