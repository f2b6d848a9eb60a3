import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klantreis.analyses.funnel import funnel, levels
from klantreis.errors import NotFound, UserError
from tests.analyses import naive
from tests.analyses.naive import some_journeys, table


def counts(events, steps, **options):
    return [step.count for step in funnel(table(events), steps, **options).steps]


def test_the_best_attempt_counts_not_the_first():
    # Begins at 0 and 8; b at 10 is within 5 s of the second begin only.
    assert counts([("p", "a", 0), ("p", "a", 8), ("p", "b", 10)], ["a", "b"], within=5) == [1, 1]


def test_the_earliest_of_equal_attempts_gives_the_times():
    # Both begins reach b within 10 s; the earlier one counts: 6 s, not 2 s.
    result = funnel(table([("p", "a", 0), ("p", "a", 4), ("p", "b", 6)]), ["a", "b"], within=10)
    assert result.steps[1].median_s == 6.0


def test_an_attempt_takes_the_earliest_event_of_the_next_step():
    # a 0, b 1, b 5, c 6: b is passed at 1, so c takes 5 s from there.
    result = funnel(table([("p", "a", 0), ("p", "b", 1), ("p", "b", 5), ("p", "c", 6)]), ["a", "b", "c"])
    assert [step.median_s for step in result.steps] == [None, 1.0, 5.0]


def test_the_window_is_counted_from_the_first_step_and_includes_its_end():
    events = [("p", "a", 0), ("p", "b", 5), ("p", "c", 10)]
    assert counts(events, ["a", "b", "c"], within=10) == [1, 1, 1]
    assert counts(events, ["a", "b", "c"], within=9) == [1, 1, 0]


def test_a_tie_in_time_follows_the_file():
    assert counts([("p", "b", 3), ("p", "a", 3)], ["a", "b"]) == [1, 0]
    assert counts([("p", "a", 3), ("p", "b", 3)], ["a", "b"]) == [1, 1]


def test_one_event_passes_one_step():
    # a twice asks for two events.
    assert counts([("p", "a", 0)], ["a", "a"]) == [1, 0]
    assert counts([("p", "a", 0), ("p", "a", 1)], ["a", "a"]) == [1, 1]


def test_strict_allows_nothing_in_between():
    events = [("p", "a", 0), ("p", "x", 1), ("p", "b", 2), ("q", "x", 0), ("q", "a", 1), ("q", "b", 2)]
    assert counts(events, ["a", "b"]) == [2, 2]
    assert counts(events, ["a", "b"], mode="strict") == [2, 1]


def test_any_order_asks_for_all_steps_so_far_within_the_window():
    events = [("p", "b", 0), ("p", "a", 3), ("q", "b", 0), ("r", "a", 0), ("r", "b", 9)]
    # p and r have both; q has no a, so it passes no step 1
    assert counts(events, ["a", "b"], mode="any") == [2, 2]
    assert counts(events, ["a", "b"], mode="any", within=5) == [2, 1]


def test_a_step_may_be_one_of_several_activities():
    result = funnel(table([("p", "a", 0), ("p", "c", 1), ("q", "a", 0), ("q", "b", 1)]), ["a", ("b", "c")])
    assert [(step.name, step.count) for step in result.steps] == [("a", 2), ("b | c", 2)]


def test_rates_and_what_the_dropped_did_next():
    # p passes both; q goes to x, r ends; s never begins.
    events = [("p", "a", 0), ("p", "b", 2), ("q", "a", 0), ("q", "x", 1), ("r", "a", 0), ("s", "x", 0)]
    result = funnel(table(events), ["a", "b"]).to_dict()
    first, second = result["steps"]
    assert (first["count"], first["step_rate"], first["overall_rate"], first["share"]) == (3, 1.0, 1.0, 0.75)
    assert (second["count"], second["step_rate"], second["overall_rate"]) == (1, 1 / 3, 1 / 3)
    assert (first["median_s"], second["median_s"], second["p90_s"]) == (None, 2.0, 2.0)
    assert first["dropped"] == {
        "count": 2,
        "share": 2 / 3,
        "next": [{"activity": None, "count": 1, "share": 0.5}, {"activity": "x", "count": 1, "share": 0.5}],
        "other": 0,
    }
    assert second["dropped"] is None


def test_levels_are_the_journeys_behind_the_counts():
    journeys = table([("p", "a", 0), ("p", "b", 2), ("q", "a", 0), ("s", "x", 0)])
    assert levels(journeys, ["a", "b"]).tolist() == [2, 1, 0]


@pytest.mark.parametrize(
    ("steps", "options", "code"),
    [
        ([], {}, "funnel.steps"),
        ("a", {}, "funnel.steps"),
        (["a"] * 64, {}, "funnel.steps"),
        (["a"], {"mode": "loose"}, "funnel.mode"),
        (["a", ("a", "b")], {"mode": "any"}, "funnel.overlap"),
        ([()], {}, "activity.none_given"),
        (["a"], {"within": "soon"}, "duration.unreadable"),
        (["a"], {"within": 0}, "duration.out_of_range"),
    ],
)
def test_what_cannot_be_asked_is_said(steps, options, code):
    with pytest.raises(UserError) as caught:
        funnel(table([("p", "a", 0), ("p", "b", 1)]), steps, **options)
    assert caught.value.code == code
    assert caught.value.mend


def test_an_unknown_step_names_the_nearest():
    with pytest.raises(NotFound) as caught:
        funnel(table([("p", "Zoekopdracht", 0), ("p", "Boeking", 1)]), ["zoekopdracht", "Boeking"])
    assert caught.value.params["near"] == ["Zoekopdracht"]


STEPS = st.lists(st.sampled_from(["a", "b", "c", "ab", "bc", "d"]), min_size=1, max_size=4)


@given(some_journeys(), STEPS, st.sampled_from([None, 1, 2, 4]), st.sampled_from(["ordered", "strict"]))
@settings(deadline=None, max_examples=300)
def test_equals_trying_every_attempt(journeys, steps, within, mode):
    check(journeys, steps, within, mode)


@given(some_journeys(), st.permutations(["a", "bc", "d"]), st.sampled_from([None, 1, 2, 4]))
@settings(deadline=None, max_examples=150)
def test_any_order_equals_trying_every_attempt(journeys, steps, within):
    check(journeys, steps, within, "any")


def check(journeys, steps, within, mode):
    if not set("".join(steps)) <= set(journeys.labels[1:]):
        return
    result = funnel(journeys, [tuple(step) for step in steps], within=within, mode=mode)
    expected, times, following = naive.funnel(journeys, steps, within or 1e9, mode)
    assert [step.count for step in result.steps] == expected
    for k, step in enumerate(result.steps):
        assert step.median_s == naive.quantile(times[k], 0.5)
        if step.p90_s is not None:
            assert np.isclose(step.p90_s, naive.quantile(times[k], 0.9))
        if step.dropped is not None:
            assert {f.activity: f.count for f in step.dropped.next} == dict(following[k])
