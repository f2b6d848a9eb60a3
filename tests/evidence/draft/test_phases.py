"""Who moves on from a phase, and what predicts it."""

import numpy as np
import pytest

from klantreis.evidence.draft.phases import best_predictor, phases_of
from klantreis.evidence.draft.precedence_kernel import passing
from tests.evidence.tables import walked


def test_moving_on_counted_by_hand():
    # codes by appearance: A 1, B 2, C 3; A and B are the first phase, C the second
    journeys = walked("ABC", "AC", "B", "ACB", "CB", "C")
    entered, moved, passed, passed_moved = passing(
        np.array(journeys.offsets), journeys.codes.astype(np.int32), np.array([0, 0, 0, 1]), 2
    )
    # ABC, AC and ACB move on; CB was in the second phase before the first
    assert (entered.tolist(), moved.tolist()) == ([5, 5], [3, 0])
    # B passed before moving on: ABC, and B and CB which do not move on; in ACB it came too late
    assert passed[1:].tolist() == [3, 3, 5]
    assert passed_moved[1:].tolist() == [3, 1, 0]


def test_the_best_predictor_has_the_largest_phi():
    passed, hits = np.array([80, 50, 40]), np.array([45, 45, 40])
    table = [np.array([[45, 35], [5, 15]]), np.array([[45, 5], [5, 45]]), np.array([[40, 0], [10, 50]])]
    phi = [
        (t[0, 0] * t[1, 1] - t[0, 1] * t[1, 0]) / np.sqrt(float(np.prod(np.concatenate((t.sum(0), t.sum(1))))))
        for t in table
    ]
    assert best_predictor(100, 50, passed, hits) == int(np.argmax(phi)) == 2
    assert phi[2] == pytest.approx(0.8165, abs=1e-4)


def test_nothing_predicts_what_everybody_does():
    assert best_predictor(10, 10, np.array([10, 5]), np.array([10, 5])) is None
    assert best_predictor(10, 0, np.array([5]), np.array([0])) is None
    assert best_predictor(10, 5, np.array([5]), np.array([0])) is None  # it predicts staying


def test_a_template_names_phases_only_where_words_fit():
    follows = np.array([[0, 9, 0, 0], [3, 0, 9, 0], [0, 0, 0, 9], [0, 0, 3, 0]])
    names = ["Advertentie", "Zoekmachine gebruikt", "Besteld", "Betaald"]
    found, used, order = phases_of(names, [0, 1, 2, 3], follows, "auto")
    assert (used, [(p.begin, p.end, p.label) for p in found]) == ("five", [(0, 2, 0), (2, 4, 2)])
    assert order == [0, 1, 2, 3]
    # the same activities, listed the other way round: names and transitions go by activity, not by place
    back = [3, 2, 1, 0]
    found, used, order = phases_of(names[::-1], back, follows[np.ix_(back, back)], "auto")
    assert (used, [(p.begin, p.end, p.label) for p in found], order) == ("five", [(0, 2, 0), (2, 4, 2)], back)
    found, used, _ = phases_of(["Fine", "Letter", "Appeal", "Penalty"], [0, 1, 2, 3], follows, "seven")
    assert (used, {p.label for p in found}) == (None, {None})
    assert phases_of([], [], np.zeros((0, 0)), "auto") == ([], None, [])
