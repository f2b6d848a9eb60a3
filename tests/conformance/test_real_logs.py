"""Real logs, answered twice: by the kernels and by DuckDB in SQL. What is known of them is held too."""

import numpy as np
import pyarrow.csv
import pytest

from benchmarks import sql
from klantreis.analyses.funnel import funnel
from klantreis.analyses.paths import paths
from klantreis.analyses.reach import reach
from klantreis.analyses.steps import steps
from klantreis.analyses.timing import timing
from klantreis.analyses.transitions import transitions
from klantreis.engine.journeys import Journeys
from klantreis.engine.tables import journeys as from_table
from tests.data import shared

LOGS = {
    "traffic_fines/traffic_fines_full.csv.gz": ("case_id", "activity", "timestamp"),
    "ecom/ecom.csv.gz": ("user_id", "event", "timestamp"),
    "municipality/receipt.csv.gz": ("case:concept:name", "concept:name", "time:timestamp"),
}
KNOWN = {
    "traffic_fines": (561_470, 150_370, 11, 231),
    "ecom": (31_106, 600, 19, None),
    "municipality": (8577, 1434, 27, None),
}


@pytest.fixture(scope="module", params=LOGS, ids=lambda path: path.split("/")[0])
def log(request: pytest.FixtureRequest) -> tuple[str, Journeys]:
    customer, activity, time = LOGS[request.param]
    table = pyarrow.csv.read_csv(
        shared(*request.param.split("/")),
        convert_options=pyarrow.csv.ConvertOptions(include_columns=[customer, activity, time]),
    )
    return request.param.split("/")[0], from_table(table, customer, activity, time, tz="UTC")


@pytest.fixture(scope="module")
def database(log):
    return sql.connect(log[1])


def test_what_is_known(log):
    name, journeys = log
    events, number, activities, distinct = KNOWN[name]
    assert (journeys.events, journeys.n, len(journeys.labels) - 1) == (events, number, activities)
    if distinct is not None:
        assert paths(journeys).distinct == distinct


def close(mine, theirs):
    assert (mine is None) == (theirs is None)
    assert mine is None or np.isclose(mine, theirs, rtol=1e-12)


@pytest.mark.usefixtures("engine")
def test_transitions(log, database):
    found = {(t.from_, t.to): t for t in transitions(log[1]).transitions}
    rows = database.execute(sql.TRANSITIONS).fetchall()
    assert len(rows) == len(found)
    for source, target, count, journeys, share, median, p90 in rows:
        mine = found[source, target]
        assert (mine.count, mine.journeys) == (count, journeys)
        close(mine.share, share)
        close(mine.median_s, median)
        close(mine.p90_s, p90)


@pytest.mark.usefixtures("engine")
def test_paths(log, database):
    found = {p.path: p for p in paths(log[1]).paths}
    rows = database.execute(sql.PATHS).fetchall()
    assert len(rows) == len(found)
    for path, count, median in rows:
        assert found[tuple(path)].count == count
        close(found[tuple(path)].median_s, median)


@pytest.mark.usefixtures("engine")
def test_reach(log, database):
    found = {t.name: t for t in reach(log[1]).touchpoints}
    rows = database.execute(sql.REACH).fetchall()
    assert len(rows) == len(found)
    for name, journeys, events, repeated, at_once in rows:
        mine = found[name]
        assert (mine.journeys, mine.events) == (journeys, events)
        close(mine.repeat_share, repeated / journeys)
        close(mine.at_once_share, at_once / journeys)


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize(("first", "before"), [(6, None), (4, 3)])
def test_steps(log, database, first, before):
    at = None if before is None else reach(log[1]).touchpoints[3].name
    mine = steps(log[1], first, at=at, before=before or 0)
    shift = 1 if at is None else 0
    found = {("here", row["step"] - shift, row["name"], None): row["count"] for row in mine.rows()}
    found |= {("flow", flow.step - shift, flow.from_, flow.to): flow.count for flow in mine.flows}
    asked = {"at": at, "low": -(before or 0), "high": first - 1}
    assert {tuple(row[:4]): row[4] for row in database.execute(sql.STEPS, asked).fetchall()} == found


@pytest.mark.usefixtures("engine")
def test_timing(log, database):
    common = [t.name for t in reach(log[1]).touchpoints[:4]]
    for a in common:
        for b in common:
            mine = timing(log[1], a, b)
            count, theirs = database.execute(sql.TIMING, {"a": a, "b": b}).fetchone()
            assert mine.count == count
            for value, other in zip(
                (mine.median_s, mine.p75_s, mine.p90_s, mine.p95_s), theirs or [None] * 4, strict=True
            ):
                close(value, None if other is None else other / 1e6)


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("within", ["1h", "30d", "1000d"])
def test_funnel(log, database, within):
    from klantreis.engine.duration import microseconds

    common = [t.name for t in reach(log[1]).touchpoints[:5]]
    for asked in (common[:3], common[2::-1], [common[0], common[0], common[1]], common[1:5]):
        mine = [step.count for step in funnel(log[1], asked, within=within).steps]
        assert mine == sql.funnel(database, asked, microseconds(within))
