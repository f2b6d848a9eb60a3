from hypothesis import given, settings

from klantreis.analyses.reach import reach
from tests.analyses import naive
from tests.analyses.naive import some_journeys, table
from tests.effort import examples


def test_a_table_counted_by_hand():
    # p: a a b a · q: b a b · r: c
    events = [("p", "a", 0), ("p", "a", 1), ("p", "b", 2), ("p", "a", 3)]
    events += [("q", "b", 0), ("q", "a", 1), ("q", "b", 2), ("r", "c", 0)]
    by_name = {t.name: t for t in reach(table(events)).touchpoints}
    a, b, c = by_name["a"], by_name["b"], by_name["c"]
    assert (a.journeys, a.events, a.share, a.events_per_journey) == (2, 4, 2 / 3, 2.0)
    assert (a.repeat_share, a.at_once_share) == (0.5, 0.5)  # p repeats a, once with nothing between
    assert (b.journeys, b.events, b.repeat_share, b.at_once_share) == (2, 3, 0.5, 0.0)  # q repeats b, with a between
    assert (c.journeys, c.repeat_share) == (1, 0.0)
    assert a.interval is not None
    # Wilson's interval of 2 in 3, from the formula by hand: (2/3 + z²/6 ± z·√(2/27 + z²/36)) / (1 + z²/3), z = 1.96
    assert [round(limit, 4) for limit in a.interval] == [0.2077, 0.9385]
    assert [t.name for t in reach(table(events)).touchpoints] == ["a", "b", "c"]


@given(some_journeys())
@settings(deadline=None, max_examples=examples(80))
def test_equals_the_plain_version(journeys):
    result = reach(journeys)
    for t in result.touchpoints:
        journeys_, events, repeated, at_once = naive.reach(journeys)[t.name]
        assert (t.journeys, t.events) == (journeys_, events)
        assert t.share == journeys_ / journeys.n
        assert t.repeat_share == (repeated / journeys_ if journeys_ else None)
        assert t.at_once_share == (at_once / journeys_ if journeys_ else None)
    assert {t.name for t in result.touchpoints} == set(journeys.labels[1:])


def test_a_limit_says_what_it_leaves_out():
    # a reaches both journeys, b and c one each; of 5 events
    found = reach(table([("p", "a", 0), ("p", "b", 1), ("p", "b", 2), ("q", "a", 0), ("q", "c", 1)]), limit=1)
    assert [t.name for t in found.touchpoints] == ["a"]
    left = found.left_out
    assert (left.touchpoints, left.reached, left.events, left.share) == (2, 2, 3, 3 / 5)
