"""Random small logs with many ties, answered twice: by the kernels and by DuckDB in SQL."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks import sql
from tests.analyses.naive import some_journeys
from tests.conformance import in_sql
from tests.effort import examples

NAMES = st.sampled_from("abcd")


@pytest.mark.usefixtures("engine")
@given(some_journeys(max_size=60), st.lists(NAMES, min_size=2, max_size=4), st.integers(1, 9))
@settings(deadline=None, max_examples=examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_question_has_the_answer_of_sql(journeys, asked, seconds):
    with sql.connect(journeys) as database:
        in_sql.same_transitions(journeys, database)
        in_sql.same_paths(journeys, database)
        in_sql.same_reach(journeys, database)
        known = [name for name in asked if name in journeys.labels]
        if len(known) < 2:
            return
        in_sql.same_timing(journeys, database, known[0], known[1])
        in_sql.same_funnel(journeys, database, known, seconds * 1_000_000)
        in_sql.same_steps(journeys, database, 4, None, 0)
        in_sql.same_steps(journeys, database, 3, known[0], 2)
