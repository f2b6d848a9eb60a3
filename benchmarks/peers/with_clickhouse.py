"""ClickHouse inside Python (chdb): SQL by hand on a MergeTree table ordered by customer and time.

Two ways for transitions: with windows, where ``leadInFrame`` needs ``toNullable`` or the last event of a journey is
followed by an activity without a name; and over one array per journey, which the table's order makes cheap.
"""

from __future__ import annotations

import math
import tempfile
from typing import Any

import pyarrow as pa
from answering import Asked, Question, serve
from chdb import session

WINDOWS = """
with pairs as (
    select j, toNullable(a) as source, leadInFrame(toNullable(a)) over w as target,
           leadInFrame(toNullable(t)) over w - t as wait
    from e window w as (partition by j order by t rows between unbounded preceding and unbounded following)
    union all
    select j, null, toNullable(argMin(a, t)), null from e group by j
)"""
ARRAYS = """
with whole as (select j, groupArray(a) as path, groupArray(t) as at from e group by j),
pairs as (
    select j, pair.1 as source, pair.2 as target, pair.3 as wait from (
        select j, arrayJoin(arrayConcat(
            [tuple(cast(null as Nullable(String)), toNullable(toString(path[1])), cast(null as Nullable(Int64)))],
            arrayMap((k) -> tuple(toNullable(toString(path[k])),
                if(k = length(path), null, toNullable(toString(path[k + 1]))),
                if(k = length(path), null, at[k + 1] - at[k])), arrayEnumerate(path)))) as pair
        from whole
    )
)"""
COUNTED = """
select source, target, count() as n, uniqExact(j) as journeys, quantilesExactInclusive(0.5, 0.9)(wait) as waits
from pairs group by source, target"""
ONLY_COUNTED = "select source, target, count() as n from pairs group by source, target"
PATHS = """
with grouped as (
    select path, count() as n, quantileExactInclusive(0.5)(took) as middle
    from (select groupArray(a) as path, max(t) - min(t) as took from e group by j) group by path
)
select arrayStringConcat(path, '>') as path, n, middle, (select count() from grouped) as distincts
from grouped order by n desc limit {top}"""
REACH = """
select a, count() as journeys, sum(n) as events, countIf(n > 1) as repeating
from (select j, a, count() as n from e group by j, a) group by a"""
TIMING = """
select count() as n, quantilesExactInclusive(0.5, 0.75, 0.9, 0.95)(wait) as waits from (
    select minIf(t, a = '{a}') as began,
           arrayMin(arrayFilter(x -> x > began, groupArrayIf(t, a = '{b}'))) - began as wait
    from e where a in ('{a}', '{b}') group by j
    having countIf(a = '{a}') > 0 and maxIf(t, a = '{b}') > began
)"""
FUNNEL = """
select {counts} from (
    select windowFunnel({within})(toUInt64(t), {steps}) as level from e where a in ({names}) group by j
)"""


def load(asked: Asked) -> dict[str, Question]:
    """The ordered table and the questions."""
    folder = tempfile.mkdtemp(prefix="clickhouse-", dir=asked.folder)
    database = session.Session(folder)
    database.query("create database b engine = Atomic")
    database.query("use b")
    database.query(f"set max_threads = {asked.threads}")
    database.query("set optimize_aggregation_in_order = 1")
    database.query("create table e (j Int32, t Int64, a LowCardinality(String)) engine = MergeTree order by (j, t)")
    database.query(
        f"insert into e select customer, toUnixTimestamp64Micro(toDateTime64(time, 6, 'UTC')), activity "
        f"from file('{asked.file}', Parquet)"
    )
    database.query("optimize table e final")

    def rows(query: str) -> pa.Table:
        return database.query(query, "ArrowTable")

    steps = ", ".join(f"a = '{step}'" for step in asked.steps)
    counts = ", ".join(f"countIf(level >= {k})" for k in range(1, len(asked.steps) + 1))
    named = ", ".join(f"'{step}'" for step in asked.steps)
    a, b = asked.between

    def funnel(within: int) -> Question:
        query = FUNNEL.format(counts=counts, within=within, steps=steps, names=named)
        return Question(lambda: rows(query), _funnel)

    return {
        "transitions/windows": Question(lambda: rows(WINDOWS + COUNTED), _transitions),
        "transitions/arrays": Question(lambda: rows(ARRAYS + COUNTED), _transitions),
        "transition counts/windows": Question(lambda: rows(WINDOWS + ONLY_COUNTED), _transitions),
        "transition counts/arrays": Question(lambda: rows(ARRAYS + ONLY_COUNTED), _transitions),
        "paths": Question(lambda: rows(PATHS.format(top=asked.top)), _paths),
        "funnel counts": funnel(asked.window_us),
        "funnel without window": funnel(1 << 62),
        "reach": Question(lambda: rows(REACH), lambda found: found.rename_columns(REACHED)),
        "timing": Question(lambda: rows(TIMING.format(a=a, b=b)), _timing),
    }


REACHED = ["activity", "journeys", "events", "repeating"]


def _text(column: Any) -> list[str | None]:
    return [v.decode() if isinstance(v, bytes) else v for v in column.to_pylist()]


def _transitions(found: pa.Table) -> pa.Table:
    columns: dict[str, Any] = {"from": _text(found["source"]), "to": _text(found["target"]), "count": found["n"]}
    if "journeys" in found.column_names:
        columns["journeys"] = found["journeys"]
        for k, name in enumerate(("median_s", "p90_s")):
            waits = [v[k] for v in found["waits"].to_pylist()]
            columns[name] = pa.array([None if v is None or math.isnan(v) else v / 1e6 for v in waits], pa.float64())
    return pa.table(columns)


def _paths(found: pa.Table) -> pa.Table:
    return pa.table(
        {
            "path": _text(found["path"]),
            "count": found["n"],
            "median_s": [v / 1e6 for v in found["middle"].to_pylist()],
            "distinct": found["distincts"],
        }
    )


def _funnel(found: pa.Table) -> pa.Table:
    return pa.table(
        {"step": list(range(1, found.num_columns + 1)), "count": [int(c[0].as_py()) for c in found.columns]}
    )


def _timing(found: pa.Table) -> pa.Table:
    names = ("median_s", "p75_s", "p90_s", "p95_s")
    waits = found["waits"][0].as_py()
    return pa.table({"count": found["n"], **{n: [v / 1e6] for n, v in zip(names, waits, strict=True)}})


if __name__ == "__main__":
    serve(load)
