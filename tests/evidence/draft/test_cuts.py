"""Cuts of an order into phases, against trying every choice."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klantreis.evidence.draft.cuts import FEW, B, C, Crossings, S, T, W, crossings, cut
from tests.effort import examples


def crossed(back: np.ndarray, total: np.ndarray | None = None) -> Crossings:
    return Crossings(np.ones(len(back)) if total is None else total, back)


def test_crossings_counted_by_hand():
    got = crossings(np.array([[0, 4, 2], [1, 0, 3], [2, 1, 0]]))
    # a transition over two places counts half at each of the two cuts
    assert got.all.tolist() == [4 + 1 + 1 + 1, 3 + 1 + 1 + 1]
    assert got.back.tolist() == pytest.approx([2 / 7, 2 / 6])
    nobody = crossings(np.zeros((2, 2)))
    assert (nobody.all.tolist(), nobody.back.tolist()) == ([0], [0])


def test_cuts_where_nobody_goes_back():
    # three pairs; inside a pair half goes back, between pairs nobody does
    back = np.array([0.5, 0, 0.5, 0, 0.5])
    found, _ = cut(crossed(back), None, 7)
    assert [(piece.begin, piece.end) for piece in found] == [(0, 2), (2, 4), (4, 6)]


def test_words_move_a_cut():
    back = np.array([0.5, 0.1, 0.1, 0.5, 0.5])
    miss = np.array([[0, 1], [0, 1], [0, 1], [1, 0], [1, 0], [1, 0]], dtype=float)
    found, _ = cut(crossed(back), miss, 7)
    assert [(piece.begin, piece.end, piece.label) for piece in found] == [(0, 3, 0), (3, 6, 1)]


def test_one_activity_is_one_phase():
    assert [(p.begin, p.end) for p in cut(crossed(np.zeros(0)), None, 7)[0]] == [(0, 1)]


def every_choice(back: np.ndarray, total: np.ndarray, miss: np.ndarray | None, most: int) -> float:
    places = len(back) + 1
    least = 2 if places > FEW else 1
    high, wide = (x.max() if len(x) and x.max() > 0 else 1 for x in (back, total))
    best = float("inf")
    for cuts in range(min(most, places)):
        for at in combinations(range(1, places), cuts):
            edges = [0, *at, places]
            sizes = np.diff(edges)
            if sizes.min() < least and places > 1:
                continue
            price = (
                sum(C + B * back[c - 1] / high + T * total[c - 1] / wide for c in at)
                + S * ((sizes / places) ** 2).sum()
            )
            if miss is None:
                best = min(best, price)
                continue
            for labels in combinations(range(miss.shape[1]), len(sizes)):
                words = sum(miss[edges[i] : edges[i + 1], label].sum() for i, label in enumerate(labels))
                best = min(best, price + W * words / places)
    return best


@given(st.lists(st.floats(0, 1, allow_subnormal=False), min_size=0, max_size=9), st.integers(0, 3))
@settings(max_examples=examples(60), deadline=None)
def test_no_choice_is_cheaper(shares: list[float], labels: int):
    back = np.array(shares)
    rng = np.random.default_rng(len(shares) * 7 + labels)
    miss = rng.choice([0, 0.5, 1], size=(len(shares) + 1, labels)) if labels else None
    total = rng.integers(0, 9, len(shares)).astype(float)
    found, price = cut(crossed(back, total), miss, 4)
    assert price == pytest.approx(every_choice(back, total, miss, 4))
    assert [p.begin for p in found] == [0, *[p.end for p in found[:-1]]]
    assert found[-1].end == len(back) + 1
