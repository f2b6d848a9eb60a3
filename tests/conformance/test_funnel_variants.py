"""Funnels with a limit per step, and by attempt, answered twice: by the kernels and by joins in SQL."""

import pyarrow as pa
import pyarrow.csv
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import sql
from klantreis.analyses.funnel import funnel
from klantreis.engine.tables import journeys as from_table
from tests.analyses.naive import some_journeys
from tests.data import shared
from tests.effort import examples

FOREVER = 2**61


def in_sql(database, steps, window, limit, by):
    """Every event of every attempt that some row of events leads to is kept, so nothing is decided too early."""
    database.execute(
        "create or replace temp table s as select j, pos as attempt, pos, t as t0, t from e where a = ?", [steps[0]]
    )
    what = "count(distinct j)" if by == "journey" else "count(distinct attempt)"
    counts = [database.execute(f"select {what} from s").fetchone()[0]]
    for step in steps[1:]:
        database.execute(
            """create or replace temp table s as
            select distinct s.j, attempt, e.pos, t0, e.t from s join e
            on e.j = s.j and e.a = ? and e.pos > s.pos and e.t - t0 <= ? and e.t - s.t <= ?""",
            [step, window, limit],
        )
        counts.append(database.execute(f"select {what} from s").fetchone()[0])
    return counts


def same(journeys, database, steps, *, window, limit, by):
    given = {"within": None if window == FOREVER else window / 1e6, "by": by}
    given["step_within"] = None if limit == FOREVER else limit / 1e6
    assert [step.count for step in funnel(journeys, steps, **given).steps] == in_sql(database, steps, window, limit, by)


@given(
    some_journeys(),
    st.lists(st.sampled_from("abcd"), min_size=1, max_size=4),
    st.sampled_from([FOREVER, 2_000_000, 5_000_000]),
    st.sampled_from([FOREVER, 1_000_000, 3_000_000]),
    st.sampled_from(["journey", "attempt"]),
)
@settings(deadline=None, max_examples=examples(40))
def test_random_logs(journeys, steps, window, limit, by):
    if journeys.events and set(steps) <= set(journeys.labels[1:]):
        same(journeys, sql.connect(journeys), steps, window=window, limit=limit, by=by)


@pytest.mark.usefixtures("engine")
def test_a_web_shop():
    columns = ["user_id", "event", "timestamp"]
    table = pa.csv.read_csv(
        shared("ecom", "ecom.csv.gz"), convert_options=pa.csv.ConvertOptions(include_columns=columns)
    )
    journeys = from_table(table, *columns, tz="UTC")
    database = sql.connect(journeys)
    common = [label for label in journeys.labels[1:] if label][:3]
    for steps in (common, common[::-1], [common[0], common[0], common[1]]):
        for window, limit in ((3_600_000_000, FOREVER), (86_400_000_000, 60_000_000)):
            for by in ("journey", "attempt"):
                same(journeys, database, steps, window=window, limit=limit, by=by)
