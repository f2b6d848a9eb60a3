"""Real logs, answered twice: by the kernels and by DuckDB in SQL. What is known of them is held too."""

import gzip
import re

import pyarrow as pa
import pyarrow.csv
import pytest

from benchmarks import sql
from klantreis.analyses.paths import paths
from klantreis.analyses.reach import reach
from klantreis.engine.duration import microseconds
from klantreis.engine.journeys import Journeys
from klantreis.engine.tables import journeys as from_table
from tests.conformance import in_sql
from tests.data import shared

LOGS = {
    "traffic_fines/traffic_fines_full.csv.gz": ("case_id", "activity", "timestamp"),
    "ecom/ecom.csv.gz": ("user_id", "event", "timestamp"),
    "municipality/receipt.csv.gz": ("case:concept:name", "concept:name", "time:timestamp"),
    "snowplow_web/source/snowplow_web_events.csv": ("domain_userid", "page_urlpath", "collector_tstamp"),
    "web_logs/apache_combined.log.gz": ("address", "folder", "time"),
}
KNOWN = {
    "traffic_fines": (561_470, 150_370, 11, 231),
    "ecom": (31_106, 600, 19, None),
    "municipality": (8577, 1434, 27, None),
}


def combined(path) -> pa.Table:
    """A web server's log: visits to the first folder of an address, by who asked; lines that are none are left out."""
    line = re.compile(r'(\S+) \S+ \S+ \[(\d+)/(\w+)/(\d+):(\S+) \+0000\] "\w+ /([^/ ?]*)')
    months = {"May": "05"}
    with gzip.open(path, "rt", encoding="utf-8", errors="replace") as lines:
        found = [match.groups() for match in map(line.match, lines) if match]
    times = [f"{year}-{months[month]}-{day}T{clock}Z" for _, day, month, year, clock, _ in found]
    return pa.table({"address": [f[0] for f in found], "folder": [f[5] or "(start)" for f in found], "time": times})


@pytest.fixture(scope="module", params=LOGS, ids=lambda path: path.split("/")[0])
def log(request: pytest.FixtureRequest) -> tuple[str, Journeys]:
    columns = LOGS[request.param]
    path = shared(*request.param.split("/"))
    if ".log" in request.param:
        table = combined(path)
    else:
        table = pyarrow.csv.read_csv(
            path,
            parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True),
            convert_options=pyarrow.csv.ConvertOptions(
                include_columns=columns, null_values=[""], strings_can_be_null=True
            ),
        )
    return request.param.split("/")[0], from_table(table.drop_null(), *columns, tz="UTC")


@pytest.fixture(scope="module")
def database(log):
    return sql.connect(log[1])


def test_what_is_known(log):
    name, journeys = log
    if name not in KNOWN:
        assert journeys.n > 1
        return
    events, number, activities, distinct = KNOWN[name]
    assert (journeys.events, journeys.n, len(journeys.labels) - 1) == (events, number, activities)
    if distinct is not None:
        assert paths(journeys).distinct == distinct


@pytest.mark.usefixtures("engine")
def test_transitions(log, database):
    in_sql.same_transitions(log[1], database)


@pytest.mark.usefixtures("engine")
def test_paths(log, database):
    in_sql.same_paths(log[1], database)


@pytest.mark.usefixtures("engine")
def test_reach(log, database):
    in_sql.same_reach(log[1], database)


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize(("first", "before"), [(6, None), (4, 3)])
def test_steps(log, database, first, before):
    at = None if before is None else reach(log[1]).touchpoints[3].name
    in_sql.same_steps(log[1], database, first, at, before or 0)


@pytest.mark.usefixtures("engine")
def test_timing(log, database):
    common = [t.name for t in reach(log[1]).touchpoints[:4]]
    for a in common:
        for b in common:
            in_sql.same_timing(log[1], database, a, b)


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("within", ["1h", "30d", "1000d"])
def test_funnel(log, database, within):
    common = [t.name for t in reach(log[1]).touchpoints[:5]]
    for asked in (common[:3], common[2::-1], [common[0], common[0], common[1]], common[1:5]):
        in_sql.same_funnel(log[1], database, asked, microseconds(within))
