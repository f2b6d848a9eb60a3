"""Pairs sorted by counting are those of a dictionary, whatever the number of codes and of chunks."""

from collections import defaultdict
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klantreis.engine import pairs
from klantreis.engine.journeys import from_events
from klantreis.engine.local import run
from tests.analyses.naive import SECOND
from tests.effort import examples

EVENTS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 30), st.integers(0, 50)), max_size=80)


def plainly(journeys):
    """Count, journeys and sorted waits by (name before, name)."""
    found = defaultdict(lambda: [0, set(), []])
    for k in range(journeys.n):
        events = journeys.journey(k)
        steps = [(None, None), *events, (None, None)]
        for (before, since), (name, at) in pairwise(steps):
            kept = found[before, name]
            kept[0] += 1
            kept[1].add(k)
            if before is not None and name is not None:
                kept[2].append(at - since)
    return {pair: (count, len(within), sorted(waits)) for pair, (count, within, waits) in found.items()}


@pytest.mark.parametrize("extra", [0, 1000], ids=["few codes", "many codes"])
@pytest.mark.parametrize("threads", [1, 3])
@given(events=EVENTS)
@settings(deadline=None, max_examples=examples(30))
def test_equal_to_the_plain_version(extra, threads, events):
    journeys = from_events([e[0] for e in events], [f"a{e[1]:02}" for e in events], [e[2] * SECOND for e in events])
    width = len(journeys.labels) + extra
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pairs, "DENSE", -1)
        patch.setattr("klantreis.engine.local.SMALL", 0)
        found = run(lambda chunk: pairs.count(chunk, width), pairs.merge, journeys, threads)
    assert np.all(np.diff(found.pairs.astype(np.int64)) > 0)
    told = {}
    for k, pair in enumerate(found.pairs.tolist()):
        before, name = divmod(pair, width)
        waits = found.waits.values[found.waits.offsets[k] : found.waits.offsets[k + 1]]
        told[journeys.labels[before], journeys.labels[name]] = (
            int(found.counts[k]), int(found.journeys[k]), sorted(waits.tolist())
        )  # fmt: skip
    assert told == plainly(journeys)
