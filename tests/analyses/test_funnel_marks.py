"""A drop-off explains itself: the explained journeys are exactly those the funnel counts, whatever was asked of it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klantreis.analyses.explain import explain
from klantreis.analyses.explain_outcome import Outcome
from klantreis.analyses.funnel import funnel
from klantreis.analyses.funnel_marks import drop_off
from klantreis.errors import UserError
from tests.analyses.naive import some_journeys, table
from tests.effort import examples


def explained(journeys, steps, k, **how):
    at = drop_off(journeys, steps, k, **how)
    outcome = Outcome(at.next, "after", at.goes_on, opens=at.passes, opened_by=at.step, missing=True)
    return explain(journeys, outcome, minimum=1)


HOW = st.one_of(
    st.fixed_dictionaries({"mode": st.just("ordered"), "within": st.sampled_from([None, 3]),
                           "step_within": st.sampled_from([None, 2]), "optional": st.sampled_from([(), (2,)])}),
    st.fixed_dictionaries({"mode": st.just("strict"), "within": st.sampled_from([None, 3]),
                           "optional": st.sampled_from([(), (2,)])}),
    st.fixed_dictionaries({"mode": st.just("any"), "within": st.sampled_from([None, 2, 5])}),
)  # fmt: skip


@given(some_journeys(), HOW)
@settings(deadline=None, max_examples=examples(150))
def test_it_compares_and_counts_exactly_those_of_the_funnel(journeys, how):
    steps = [label for label in ("a", "b", "c") if label in journeys.labels]
    if len(steps) < 3:
        return
    for k, step in enumerate(funnel(journeys, steps, **how).steps, 1):
        if step.dropped is not None:
            found = explained(journeys, steps, k, **how)
            assert (found.compared, found.with_outcome) == (step.count, step.dropped.count)


def test_only_what_was_known_when_the_step_was_passed_counts():
    # Who calls before the offer does not book; a call after the offer tells nothing beforehand.
    events = []
    for n in range(60):
        calls = [("bel", 5)] if n % 2 else []
        books = [("boek", 30)] if not n % 2 else [("bel", 40)]
        events += [(f"p{n}", name, at) for name, at in [("zoek", 0), *calls, ("offerte", 10), *books]]
    found = explained(table(events), ["zoek", "offerte", "boek"], 2)
    passed = {each.value: (each.risk_in, each.risk_out) for each in found.drivers if each.what == "passed"}
    assert passed["bel"] == (1.0, 0.0)
    assert (found.after, found.outcome, found.missing, found.risk) == ("offerte", "boek", True, 0.5)


def test_a_later_attempt_does_not_move_the_landmark():
    # All come to the offer at 10 and 50; who books does so after the second, which is no reason to look at them later.
    events = []
    for n in range(40):
        books = [("boek", 60)] if n % 2 else []
        events += [(f"p{n}", name, at) for name, at in [("offerte", 10), ("bel", 20), ("offerte", 50), *books]]
    found = explained(table(events), ["offerte", "boek"], 1, within=15)
    assert found.compared == 40
    assert not [each for each in found.drivers if each.what == "passed"]


def test_nobody_drops_out_after_the_last_step():
    journeys = table([("p", "a", 0), ("p", "b", 1), ("p", "c", 2)])
    for k, how in ((3, {}), (0, {}), (2, {"optional": [2]})):
        with pytest.raises(UserError, match="drop out after"):
            drop_off(journeys, ["a", "b", "c"], k, **how)
