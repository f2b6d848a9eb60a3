"""However journeys are cut into chunks, every answer is the same to the last digit."""

import os
from unittest import mock

from hypothesis import given, settings
from hypothesis import strategies as st

from klantreis.analyses.attribution import attribution
from klantreis.analyses.drift import drift
from klantreis.analyses.explain import explain
from klantreis.analyses.funnel import funnel, levels
from klantreis.analyses.moments import moments
from klantreis.analyses.paths import paths
from klantreis.analyses.reach import reach
from klantreis.analyses.representatives import representatives
from klantreis.analyses.simulate import simulate
from klantreis.analyses.steps import steps
from klantreis.analyses.timing import timing, timing_inside
from klantreis.analyses.transitions import transitions
from klantreis.engine import local
from tests.analyses.naive import some_journeys
from tests.effort import examples


def answers(journeys):
    known = [label for label in journeys.labels[1:] if label]
    yield from (transitions(journeys), paths(journeys), paths(journeys, collapse=True, limit=2), reach(journeys))
    yield representatives(journeys, 2)
    if known:
        a, b = known[0], known[-1]
        yield from (steps(journeys, 3), steps(journeys, 2, at=b, before=2))
        yield from (timing(journeys, a, b, target_s=1), timing(journeys, a, b, each=True), timing_inside(journeys, a))
        yield attribution(journeys, b, by="activity", half_life=3)
        yield from (simulate(journeys, b), simulate(journeys, b, order=2, allowed="2s"))
        yield explain(journeys, b, after=a, minimum=1)
        yield moments(journeys, b, minimum=1)
        if journeys.events:
            yield drift(journeys, journeys, permutations=19)
        yield from (funnel(journeys, [a, b, a], within=3), funnel(journeys, [a, b], mode="strict"))


@given(some_journeys(), st.integers(2, 5))
@settings(deadline=None, max_examples=examples(25))
def test_answers_do_not_depend_on_chunks(journeys, threads):
    whole = [answer.to_dict() for answer in answers(journeys)]
    with mock.patch.object(local, "SMALL", 0), mock.patch.dict(os.environ, {"KLANTREIS_THREADS": str(threads)}):
        assert [answer.to_dict() for answer in answers(journeys)] == whole
        if "a" in journeys.labels:
            assert len(levels(journeys, ["a"])) == journeys.n
