import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klantreis.analyses.funnel import funnel, levels, passing
from klantreis.errors import NotFound, UserError
from tests.analyses import naive, naive_funnel
from tests.analyses.naive import some_journeys, table
from tests.effort import examples


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
    assert (first["step_interval"], second["step_interval"]) == (None, second["interval"])
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
        (["a"], {"by": "customer"}, "funnel.by"),
        (["a", "b"], {"optional": [1]}, "funnel.optional"),
        (["a", "b"], {"optional": [3]}, "funnel.optional"),
        (["a", "b"], {"optional": [2], "mode": "any"}, "funnel.any_order"),
        (["a", "b"], {"step_within": 5, "mode": "any"}, "funnel.any_order"),
        (["a", "b"], {"by": "attempt", "mode": "any"}, "funnel.any_order"),
        (["a", "b"], {"step_within": "soon"}, "duration.unreadable"),
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


def test_a_step_may_be_left_out():
    # p and q pass c; p did b on the way, q after c, which is too late. r does b and gets no further.
    events = [("p", "a", 0), ("p", "b", 1), ("p", "c", 2), ("q", "a", 0), ("q", "c", 1), ("q", "b", 2)]
    events += [("r", "a", 0), ("r", "b", 4)]
    result = funnel(table(events), ["a", "b", "c"], optional=[2])
    assert [(step.count, step.optional) for step in result.steps] == [(3, False), (2, True), (2, False)]
    assert [step.step_rate for step in result.steps] == [1.0, 2 / 3, 2 / 3]
    assert [step.median_s for step in result.steps] == [None, 2.5, 1.5]  # both from a
    assert (result.steps[0].dropped.count, result.steps[1].dropped) == (1, None)


def test_a_step_that_may_be_left_out_never_changes_the_others():
    events = [("p", "a", 0), ("p", "b", 1), ("p", "c", 2), ("q", "a", 0), ("q", "c", 1)]
    without = counts(events, ["a", "c"])
    assert counts(events, ["a", "b", "c"], optional=[2]) == [without[0], 1, without[1]]
    assert counts(events, ["a", "c", "b"], optional=[3]) == [*without, 0]


def test_strict_allows_only_what_may_be_left_out():
    events = [("p", "a", 0), ("p", "b", 1), ("p", "c", 2), ("q", "a", 0), ("q", "x", 1), ("q", "c", 2)]
    assert counts(events, ["a", "b", "c"], optional=[2], mode="strict") == [2, 1, 1]
    assert counts(events, ["a", "c"], mode="strict") == [2, 0]


def test_a_limit_runs_from_step_to_step():
    events = [("p", "a", 0), ("p", "b", 4), ("p", "c", 9)]
    assert counts(events, ["a", "b", "c"], step_within=5) == [1, 1, 1]
    assert counts(events, ["a", "b", "c"], step_within=4) == [1, 1, 0]
    assert counts(events, ["a", "b", "c"], step_within=5, within=8) == [1, 1, 0]


def test_a_later_event_of_a_step_begins_its_limit_anew():
    # b at 1 is 8 s before c, b at 5 only 4 s: the attempt that counts passes b at 5.
    result = funnel(table([("p", "a", 0), ("p", "b", 1), ("p", "b", 5), ("p", "c", 9)]), ["a", "b", "c"], step_within=5)
    assert [step.count for step in result.steps] == [1, 1, 1]
    assert [step.median_s for step in result.steps] == [None, 5.0, 4.0]


def test_every_attempt_can_be_counted():
    # Three offers; the booking at 6 serves the first two, the third leads nowhere.
    events = [("p", "offer", 0), ("p", "offer", 4), ("p", "booking", 6), ("p", "offer", 8)]
    result = funnel(table(events), ["offer", "booking"], by="attempt")
    assert [step.count for step in result.steps] == [3, 2]
    assert [(step.share, step.interval) for step in result.steps] == [(1.0, None), (2 / 3, None)]
    assert result.steps[1].median_s == 4.0
    assert result.n == 1
    assert counts(events, ["offer", "booking"], by="attempt", within=2) == [3, 1]


def test_levels_of_a_variant():
    journeys = table([("p", "a", 0), ("p", "c", 2), ("q", "a", 0), ("q", "b", 9), ("s", "x", 0)])
    assert levels(journeys, ["a", "b", "c"], optional=[2]).tolist() == [3, 1, 0]


STEPS = st.lists(st.sampled_from(["a", "b", "c", "ab", "bc", "d"]), min_size=1, max_size=4)


@given(some_journeys(), STEPS, st.sampled_from([None, 1, 2, 4]), st.sampled_from(["ordered", "strict"]))
@settings(deadline=None, max_examples=examples(300))
def test_equals_trying_every_attempt(journeys, steps, within, mode):
    check(journeys, steps, within, mode)


@given(some_journeys(), st.permutations(["a", "bc", "d"]), st.sampled_from([None, 1, 2, 4]))
@settings(deadline=None, max_examples=examples(150))
def test_any_order_equals_trying_every_attempt(journeys, steps, within):
    check(journeys, steps, within, "any")


def check(journeys, steps, within, mode):
    if not set("".join(steps)) <= set(journeys.labels[1:]):
        return
    result = funnel(journeys, [tuple(step) for step in steps], within=within, mode=mode)
    agree(result, *naive.funnel(journeys, steps, within or 1e9, mode))
    agree_in_counts(result, funnel(journeys, [tuple(step) for step in steps], within, mode, only_counts=True))


def agree_in_counts(whole, counted):
    """Counts alone are the counts of the whole answer, with all that is made of them and nothing else."""
    assert [_counts_of(step) for step in counted.steps] == [_counts_of(step) for step in whole.steps]
    for step in counted.steps:
        assert (step.median_s, step.p90_s) == (None, None)
        assert step.dropped is None or (step.dropped.next, step.dropped.other) == ((), step.dropped.count)


def _counts_of(step):
    dropped = step.dropped and (step.dropped.count, step.dropped.share)
    return step.name, step.count, step.step_rate, step.overall_rate, step.interval, step.share, dropped


def agree(result, expected, times, following):
    assert [step.count for step in result.steps] == expected
    for k, step in enumerate(result.steps):
        assert step.median_s == naive.quantile(times[k], 0.5)
        if step.p90_s is not None:
            assert np.isclose(step.p90_s, naive.quantile(times[k], 0.9))
        if step.dropped is not None:
            assert {f.activity: f.count for f in step.dropped.next} == dict(following[k])


VARIANTS = st.builds(
    naive_funnel.Asked,
    STEPS,
    st.sampled_from([1e9, 2, 4]),
    st.sampled_from([1e9, 1, 2, 3]),
    st.sampled_from(["ordered", "strict"]),
    st.sets(st.integers(1, 3)),
    st.sampled_from(["journey", "attempt"]),
)


@given(some_journeys(), VARIANTS)
@settings(deadline=None, max_examples=examples(400))
def test_variants_equal_trying_every_row_of_events(journeys, asked):
    if not set("".join(asked.steps)) <= set(journeys.labels[1:]):
        return
    asked.spare = {k for k in asked.spare if k < len(asked.steps)}
    steps, given = [tuple(step) for step in asked.steps], {"within": asked.within, "mode": asked.mode, "by": asked.by}
    given |= {"step_within": asked.step_within, "optional": [k + 1 for k in asked.spare]}
    result = funnel(journeys, steps, **given)
    agree(result, *naive_funnel.funnel(journeys, asked))
    agree_in_counts(result, funnel(journeys, steps, **given, only_counts=True))
    for k, step in enumerate(result.steps, start=1):
        assert passing(journeys, steps, k, **given).sum() == step.count
        if step.dropped is not None:
            assert passing(journeys, steps, k, dropped=True, **given).sum() == step.dropped.count


@given(some_journeys(), STEPS, st.sampled_from([None, 1, 2, 4]), st.sampled_from(["ordered", "strict"]))
@settings(deadline=None, max_examples=examples(100))
def test_a_limit_nobody_meets_changes_nothing(journeys, steps, within, mode):
    if not set("".join(steps)) <= set(journeys.labels[1:]):
        return
    plain = funnel(journeys, [tuple(step) for step in steps], within, mode)
    limited = funnel(journeys, [tuple(step) for step in steps], within, mode, step_within="1w")
    assert limited.to_dict() == {**plain.to_dict(), "step_within_s": 604_800.0}
    asked = [tuple(step) for step in steps]
    assert (levels(journeys, asked, within, mode) == levels(journeys, asked, within, mode, step_within="1w")).all()
