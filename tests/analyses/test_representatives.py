from collections import Counter
from itertools import combinations
from unittest import mock

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klantreis.analyses import representatives as module
from klantreis.analyses.representatives import representatives
from klantreis.errors import UserError
from tests.analyses.naive import listed, some_journeys, table
from tests.effort import examples


def journeys_of(*texts: str):
    return table([(f"c{k:05}", name, at) for k, text in enumerate(texts) for at, name in enumerate(text)])


def distance(one, other):
    """Levenshtein over the longer length, by its recursion."""
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        before, row[0] = row[:], i
        for j, right in enumerate(other, 1):
            row[j] = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (left != right))
    return row[-1] / max(len(one), len(other))


def mean(paths: Counter, medoids) -> float:
    return sum(n * min(distance(path, m) for m in medoids) for path, n in paths.items()) / sum(paths.values())


def test_a_table_counted_by_hand():
    # Three journeys abcd, one abce (one edit of four), two xy, one xz (one of two): two groups far apart.
    found = representatives(journeys_of("abcd", "abcd", "abcd", "abce", "xy", "xy", "xz"), 2)
    first, second = found.representatives
    assert (first.path, first.count, first.journeys, first.share) == (tuple("abcd"), 3, 4, 4 / 7)
    assert (second.path, second.count, second.journeys) == (tuple("xy"), 2, 3)
    assert (first.mean_distance, second.mean_distance) == (0.25 / 4, 0.5 / 3)
    assert found.mean_distance == pytest.approx((0.25 + 0.5) / 7)
    assert (found.distinct, found.sampled, found.empty) == (4, None, 0)


def test_fewer_paths_than_asked():
    found = representatives(journeys_of("a", "a", "b"), 5)
    assert [each.path for each in found.representatives] == [("a",), ("b",)]
    assert found.mean_distance == 0
    none = representatives(table([]), 3)
    assert (none.representatives, none.mean_distance) == ((), None)
    with pytest.raises(UserError):
        representatives(table([]), 0)


@given(some_journeys(), st.integers(1, 3))
@settings(deadline=None, max_examples=examples(60))
def test_equals_the_plain_version(journeys, k):
    found = representatives(journeys, k)
    paths = Counter(tuple(name for name, _ in journey) for journey in listed(journeys) if journey)
    assert found.empty + sum(paths.values()) == journeys.n
    medoids = [each.path for each in found.representatives]
    assert len(medoids) == min(k, len(paths))
    if not paths:
        return
    assert found.mean_distance == pytest.approx(mean(paths, medoids))
    for each in found.representatives:
        assert each.count == paths[each.path]
    assert sum(each.journeys for each in found.representatives) == sum(paths.values())
    # no single swap betters it, and of one medoid it is the best there is
    for out in medoids:
        for into in paths:
            assert mean(paths, [m for m in medoids if m != out] + [into]) >= found.mean_distance - 1e-9


def noisy(rng, count):
    """Four journeys everybody tries to make, with events put in, left out and replaced."""
    out = []
    for _ in range(count):
        told = list(rng.choice(["abcdefgh", "abxyzgh", "mnopqrst", "mnabst"]))
        for _ in range(rng.integers(0, 4)):
            at = rng.integers(0, len(told))
            told[at : at + rng.integers(0, 2)] = [str(rng.choice(list("abcdefmnopxyz")))] * int(rng.integers(0, 2))
            told = told or ["a"]
        out.append("".join(told))
    return out


def test_a_sample_does_as_well_as_all_paths():
    texts = noisy(np.random.default_rng(5), 1500)
    journeys = journeys_of(*texts)
    whole = representatives(journeys, 4)
    with mock.patch.multiple(module, SAMPLE=120, WHOLE=120):
        sampled = representatives(journeys, 4)
    assert (whole.sampled, sampled.sampled) == (None, 120)
    assert whole.mean_distance is not None
    assert sampled.mean_distance == pytest.approx(whole.mean_distance, rel=0.03)
    assert {each.path for each in whole.representatives} == {
        tuple(t) for t in ("abcdefgh", "abxyzgh", "mnopqrst", "mnabst")
    }
    assert sampled == representatives_again(journeys)


def representatives_again(journeys):
    with mock.patch.multiple(module, SAMPLE=120, WHOLE=120):
        return representatives(journeys, 4)


def test_the_best_pair_of_all_is_found():
    texts = noisy(np.random.default_rng(8), 60)
    paths = Counter(tuple(text) for text in texts)
    best = min(mean(paths, pair) for pair in combinations(paths, 2))
    found = representatives(journeys_of(*texts), 2).mean_distance
    assert found == pytest.approx(best)
