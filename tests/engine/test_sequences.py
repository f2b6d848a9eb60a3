"""Equal journeys are counted as one and different ones never, whatever their keys."""

from collections import Counter
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klantreis.engine import sequences
from klantreis.engine.sequences import candidates, count, merge
from tests.analyses.naive import table
from tests.effort import examples

WORDS = st.text("abcd", max_size=24)


def counted(found):
    offsets, codes = found.sequences(np.arange(len(found.keys)))
    ends = pairwise(offsets)
    return Counter({tuple(codes[a : b - 1].tolist()): n for (a, b), n in zip(ends, found.counts.tolist(), strict=True)})


def journeys_of(words, kind=np.uint8):
    made = table(
        [(f"{k:04}", letter, place) for k, word in enumerate(words) for place, letter in enumerate(f"a{word}")]
    )
    object.__setattr__(made, "codes", made.codes.astype(kind))
    return made


WIDE = pytest.mark.wide


@pytest.mark.parametrize("kind", [np.uint8, *(pytest.param(kind, marks=WIDE) for kind in (np.uint16, np.uint32))])
@given(st.lists(st.lists(WORDS, min_size=1, max_size=12), min_size=1, max_size=4))
@settings(deadline=None, max_examples=examples(40))
def test_merged_parts_count_what_is_there(kind, parts):
    # codes of the parts must mean the same, so that every part begins with one journey of all letters
    made = [journeys_of(["bcd", *words], kind) for words in parts]
    found = merge([count(each) for each in made])
    expected = Counter(tuple("abcd".index(c) + 1 for c in f"a{w}") for words in parts for w in ["bcd", *words])
    assert counted(found) == expected
    assert found.durations.sizes.sum() == len(found.durations.values)


def test_one_key_for_different_long_journeys_keeps_them_apart(monkeypatch):
    # All keys in one, with the mark of a long journey: only the comparison of codes is left.
    from klantreis.engine import kernels_sequences as kernels

    words = ["bcdbcdbcd", "bcdbcdbcc", "bcdbcdbcd", "dddddddddd", "bcdbcdbcc", "bcdbcdbcd"]
    one_key = np.uint64(int(kernels.TOP) * int(kernels.ODD) % 2**64)
    real = kernels.keys

    class Blunt:
        def __getattr__(self, name):
            return getattr(kernels, name)

        @staticmethod
        def keys(codes, bits, out):
            real(codes, bits, out)
            out[:] = one_key

    from klantreis import engine

    monkeypatch.setattr(engine, "kernels_sequences", Blunt())
    halves = [count(journeys_of(["bcd", *part])) for part in (words[:3], words[3:])]
    found = sequences.merge(halves)
    assert len(set(found.keys.tolist())) == 1
    assert sorted(counted(found).values()) == [1, 2, 2, 3]


@given(st.lists(st.integers(0, 5), min_size=1, max_size=30), st.integers(1, 35), st.booleans())
@settings(deadline=None, max_examples=examples(60))
def test_candidates_are_those_as_common_as_the_last_that_is_wanted(counts, limit, has_empty):
    counts, empty = np.array(counts), 0 if has_empty else None
    rest = [count for k, count in enumerate(counts.tolist()) if count and k != empty]
    found = candidates(counts, limit, empty).tolist()
    surely = sorted(rest, reverse=True)[:limit]
    assert sorted(counts[found].tolist(), reverse=True)[: len(surely)] == surely
    assert all(counts[k] and k != empty for k in found)
    # no more than those as common as the last wanted, or as the next where the empty one takes a place
    least = sorted(rest, reverse=True)[limit - (not has_empty) : limit + has_empty]
    assert not least or all(counts[k] >= min(least) for k in found)
