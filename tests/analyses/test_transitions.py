import pytest
from hypothesis import given, settings

from klantreis.analyses.transitions import transitions
from klantreis.engine import pairs
from klantreis.errors import UserError
from tests.analyses import naive
from tests.analyses.naive import some_journeys, table
from tests.effort import examples


def found(result):
    return {(t.from_, t.to): (t.count, t.journeys, t.share, t.median_s, t.p90_s) for t in result.transitions}


def test_a_table_counted_by_hand():
    # p: a b a b (0, 2, 10, 16 s) · q: a b (0, 4 s) · r: b (one event)
    events = [("p", "a", 0), ("p", "b", 2), ("p", "a", 10), ("p", "b", 16), ("q", "a", 0), ("q", "b", 4), ("r", "b", 7)]
    result = transitions(table(events))
    assert found(result) == {
        # twice in p and once in q; the only way out of a; times 2, 6 and 4 → median 4, p90 = 4 + 0.8 · 2
        ("a", "b"): (3, 2, 1.0, 4.0, 5.6),
        (None, "a"): (2, 2, 2 / 3, None, None),
        (None, "b"): (1, 1, 1 / 3, None, None),
        # b is left four times: once back to a, three times for the end
        ("b", "a"): (1, 1, 0.25, 8.0, 8.0),
        ("b", None): (3, 3, 0.75, None, None),
    }
    assert [t.count for t in result.transitions] == [3, 3, 2, 1, 1]
    assert result.n == 3
    row = result.to_dict()["transitions"][0]
    assert list(row) == ["from", "to", "count", "journeys", "share", "median_s", "p90_s"]


@given(some_journeys())
@settings(deadline=None, max_examples=examples(80))
def test_equals_the_plain_version(journeys):
    result = transitions(journeys)
    expected = naive.transitions(journeys)
    assert {k: v[:3] for k, v in found(result).items()} == {k: v[:3] for k, v in expected.items()}
    for pair, values in found(result).items():
        for mine, theirs in zip(values[3:], expected[pair][3:], strict=True):
            assert mine == theirs or abs(mine - theirs) < 1e-9
    assert result.empty == sum(not journey for journey in naive.listed(journeys))


@pytest.mark.parametrize("most", [10_000, 0], ids=["matrix", "sorted"])
@given(journeys=some_journeys())
@settings(deadline=None, max_examples=examples(20))
def test_many_activities_are_counted_the_same_way(most, journeys):
    few = transitions(journeys).to_dict()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("klantreis.analyses.transitions.NARROW", -1)
        patch.setattr(pairs, "DENSE", most)
        assert transitions(journeys).to_dict() == few


def test_a_limit_says_what_it_leaves_out():
    # a → b three times, the start before a twice, all others once; of 8 that happen
    events = [("p", "a", 0), ("p", "b", 2), ("p", "a", 10), ("p", "b", 16), ("q", "a", 0), ("q", "b", 4)]
    whole, some = transitions(table(events)), transitions(table(events), limit=2)
    assert whole.transitions[:2] == some.transitions
    assert (whole.left_out.transitions, whole.left_out.share) == (0, 0.0)
    assert (some.left_out.transitions, some.left_out.count, some.left_out.share) == (2, 3, 3 / 8)
    near = transitions(table([*events, ("r", "c", 0)]), around="c", limit=1)
    assert [(t.from_, t.to) for t in near.transitions] == [(None, "c")]
    assert (near.around, near.left_out.transitions, near.left_out.share) == ("c", 1, 0.5)
    with pytest.raises(UserError, match="limit of 0"):
        transitions(table(events), limit=0)
