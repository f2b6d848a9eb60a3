import numpy as np

from klantreis.engine.distinct import different
from klantreis.engine.journeys import from_events


def test_a_journey_that_loses_its_last_event_ends_earlier():
    # p: a 0, b 5 · q: b 3. Without b, p ends at 0 and q is empty.
    made = from_events(["p", "p", "q"], ["a", "b", "b"], [0, 5, 3])
    kept = made.relabel(np.array([0, 1, 0], np.uint8), (None, "a"))
    assert [kept.journey(k) for k in range(kept.n)] == [[("a", 0)], []]
    assert kept.times[kept.offsets[1] - 1] == 0


def test_chunks_are_whole_journeys_and_views():
    made = from_events(list("ppqqrrss"), list("abababab"), range(8))
    parts = list(made.chunks(3))
    assert sum(part.n for part in parts) == made.n
    assert [part.journey(k) for part in parts for k in range(part.n)] == [made.journey(k) for k in range(made.n)]
    assert all(np.shares_memory(part.codes, made.codes) for part in parts)


def test_different_numbers_are_counted():
    assert [different(np.array(some, np.int32)) for some in ([], [3], [3, 1, 3, 2], [5, 5])] == [0, 1, 3, 1]
