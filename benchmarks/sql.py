"""The questions in SQL, told to DuckDB: an independent second answer."""

from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from klantreis.engine.journeys import Journeys


def connect(journeys: Journeys) -> duckdb.DuckDBPyConnection:
    """A database with ``e(j, pos, a, t)``: journey, place in it, activity, microseconds."""
    kept = np.ones(len(journeys.codes), np.bool_)
    kept[journeys.offsets[1:] - 1] = False
    number = np.repeat(np.arange(journeys.n), journeys.lengths)
    names = pa.array(journeys.labels).take(pa.array(journeys.codes[kept].astype(np.int64)))
    events = pa.table({"j": number, "pos": np.flatnonzero(kept), "a": names, "t": journeys.times[kept]})
    connection = duckdb.connect()
    connection.register("events", events)
    connection.execute("create table e as select * from events order by j, pos")
    return connection


TRANSITIONS = """
with pairs as (
    select j, a as source, lead(a) over w as target, lead(t) over w - t as wait
    from e window w as (partition by j order by pos)
    union all
    select j, null, arg_min(a, pos), null from e group by j
), counted as (
    select source, target, count(*) as n, count(distinct j) as journeys,
           quantile_cont(wait, 0.5) / 1e6 as median, quantile_cont(wait, 0.9) / 1e6 as p90
    from pairs group by all
)
select source, target, n, journeys, n / sum(n) over (partition by source), median, p90 from counted
"""

PATHS = """
with whole as (select list(a order by pos) as path, max(t) - min(t) as took from e group by j)
select path, count(*), quantile_cont(took, 0.5) / 1e6 from whole group by path
"""

REACH = """
with here as (
    select j, a, count(*) as n, max(a = before) as at_once
    from (select *, lag(a) over (partition by j order by pos) as before from e) group by j, a
)
select a, count(*), sum(n), count(*) filter (n > 1), count(*) filter (at_once) from here group by a
"""

TIMING = """
with begun as (select j, min(pos) as pos from e where a = $a group by j),
ended as (
    select begun.j, min(e.pos) as pos, any_value(begun.pos) as since
    from begun join e on e.j = begun.j and e.a = $b and e.pos > begun.pos group by begun.j
),
took as (
    select y.t - x.t as wait from ended join e as x on x.pos = since join e as y on y.pos = ended.pos
)
select count(*), quantile_cont(wait, [0.5, 0.75, 0.9, 0.95]) from took
"""

STEPS = """
with anchored as (
    select e.j, e.pos - anchor as step, e.a, min(e.pos) over (partition by e.j) = e.pos as begins,
           max(e.pos) over (partition by e.j) = e.pos as ends
    from e join (select j, min(pos) as anchor from e where $at is null or a = $at group by j) as o on o.j = e.j
), here as (
    select * from anchored where step between $low and $high
), onward as (
    select x.step, x.a as source, y.a as target
    from here as x left join anchored as y on y.j = x.j and y.step = x.step + 1 where x.step < $high
    union all
    select step - 1, null, a from here where begins and step > $low
)
select 'here' as what, step, a as source, null as target, count(*) as n from here group by all
union all
select 'flow', step, source, target, count(*) from onward group by all
"""


def funnel(connection: duckdb.DuckDBPyConnection, steps: list[str], window_us: int) -> list[int]:
    """Journeys per step: every attempt is followed, a journey counts for each step that any of its attempts passes."""
    connection.execute(
        "create or replace temp table s as select j, pos as attempt, pos, t as t0 from e where a = ?", [steps[0]]
    )
    counts = [_count(connection)]
    for step in steps[1:]:
        connection.execute(
            """create or replace temp table s as
            select s.j, attempt, min(e.pos) as pos, any_value(t0) as t0
            from s join e on e.j = s.j and e.a = ? and e.pos > s.pos and e.t <= t0 + ? group by s.j, attempt""",
            [step, window_us],
        )
        counts.append(_count(connection))
    return counts


def _count(connection: duckdb.DuckDBPyConnection) -> int:
    row: Any = connection.execute("select count(distinct j) from s").fetchone()
    return int(row[0])
