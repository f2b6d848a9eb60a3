"""DuckDB: SQL by hand on a table in memory that is sorted by customer and time, activities as an ENUM, or as text.

Several ways for most questions: with what SQL promises (``partition by … order by``), and with what this table happens
to allow (neighbouring rows without a partition, lists in the order of the table), which is quicker. Funnels as windows,
as joins and as ASOF joins.
"""

from __future__ import annotations

from typing import Any

import duckdb
import pyarrow as pa
from answering import Asked, Question, serve

WINDOWS = """
with pairs as (
    select j, a as source, lead(a) over w as target, lead(t) over w - t as wait
    from e window w as (partition by j order by t)
    union all
    select j, null, arg_min(a, t), null from e group by j
)"""
NEIGHBOURS = """
with beside as (
    select j, a, t, lag(j) over () as before, lead(j) over () as after, lead(a) over () as na, lead(t) over () as nt
    from e
), pairs as (
    select j, a as source, case when after = j then na end as target, case when after = j then nt - t end as wait
    from beside
    union all
    select j, null, a, null from beside where before is distinct from j
)"""
COUNTED = """
select source, target, count(*), count(distinct j), quantile_cont(wait, [0.5, 0.9]) from pairs group by all"""
ONLY_COUNTED = "select source, target, count(*) from pairs group by all"
PATHS = """
with whole as (select {path} as path, max(t) - min(t) as took from e group by j),
grouped as (select path, count(*) as n, quantile_cont(took, 0.5) as middle from whole group by path)
select path, n, middle, count(*) over () from grouped order by n desc limit {top}"""
REACH = """
with here as (select j, a, count(*) as n from e group by j, a)
select a, count(*), sum(n)::bigint, count(*) filter (n > 1) from here group by a"""
TIMING = {
    "/joins": """
with began as (select j, min(t) as t from e where a = $a group by j),
took as (
    select min(e.t) - any_value(began.t) as wait from began join e on e.j = began.j and e.a = $b and e.t > began.t
    group by began.j
)
select count(*), quantile_cont(wait, [0.5, 0.75, 0.9, 0.95]) from took""",
    "/asof": """
with began as (select j, min(t) as t from e where a = $a group by j)
select count(*), quantile_cont(x.t - began.t, [0.5, 0.75, 0.9, 0.95])
from began asof join (select j, t from e where a = $b) x on began.j = x.j and began.t < x.t""",
}


def joins(steps: list[str], within: int) -> list[str]:
    """A chain of joins: per attempt the earliest event of each next step."""
    parts = [f"s0 as (select j, t as t0, t from e where a = '{steps[0]}')"]
    for k, step in enumerate(steps[1:], 1):
        parts.append(
            f"s{k} as (select s.j, t0, min(e.t) as t from s{k - 1} s join e on e.j = s.j and e.a = '{step}' "
            f"and e.t > s.t and e.t <= t0 + {within} group by s.j, t0)"
        )
    return parts


def asof(steps: list[str], within: int) -> list[str]:
    """The same as a chain of ASOF joins."""
    parts = [f"s0 as (select j, t as t0, t from e where a = '{steps[0]}')"]
    for k, step in enumerate(steps[1:], 1):
        parts.append(
            f"s{k} as (select s.j, t0, x.t from s{k - 1} s asof join (select j, t from e where a = '{step}') x "
            f"on s.j = x.j and s.t < x.t where x.t <= t0 + {within})"
        )
    return parts


def funnel_joins(steps: list[str], within: int) -> str:
    """Counts alone, by joins."""
    return _counted(joins(steps, within))


def funnel_asof(steps: list[str], within: int) -> str:
    """Counts alone, by ASOF joins."""
    return _counted(asof(steps, within))


def funnel_whole(parts: list[str]) -> str:
    """The whole question: counts, median and p90 to pass each step, and what comes after the last step passed.

    Of each journey the attempt that gets furthest counts, the earliest among equals.
    """
    steps = range(1, len(parts))
    passed = " + ".join(["1", *(f"(s{k}.t is not null)::int" for k in steps)])
    times = ", ".join(["s0.t0", *(f"s{k}.t as t{k}" for k in steps)])
    chain = " ".join(f"left join s{k} on s{k}.j = s0.j and s{k}.t0 = s0.t0" for k in steps)
    last = ", ".join(["s0.t0", *(f"s{k}.t" for k in steps)])
    rows = [
        f"select {k + 1} as step, null::integer as next, count(*) as n, "
        f"{f'quantile_cont(t{k} - t{k - 1}, [0.5, 0.9])' if k else 'null'} as q from best where level > {k}"
        for k in range(len(parts))
    ]
    rows.append("select level, coalesce(next, 0)::integer + 1000, count(*), null from after group by all")
    return f"""with {", ".join(parts)}, tries as (
        select s0.j, {times}, {passed} as level, greatest({last}) as at from s0 {chain}
    ), best as materialized (
        select unnest(arg_max(tries, level * 10000000000000000 - t0)) from tries group by tries.j
    ), after as (
        select level, enum_code(x.a) + 1 as next from best asof left join e x on best.j = x.j and best.at < x.t
    ) {" union all ".join(rows)}"""


def funnel_windows(steps: list[str], within: int) -> str:
    """The same with windows: at each event the earliest of the next step after it, looked up once per step."""
    names = ", ".join(f"'{step}'" for step in steps)
    ahead = ", ".join(
        f"min(case when a = '{step}' then t end) over (partition by j order by t rows between 1 following and "
        f"unbounded following) as n{k}"
        for k, step in enumerate(steps[1:], 1)
    )
    parts = [
        f"w as (select j, a, t, {ahead} from e where a in ({names}))",
        f"s0 as (select j, t as t0, t, n1 as next from w where a = '{steps[0]}')",
    ]
    for k, step in enumerate(steps[1:], 1):
        following = f"w.n{k + 1}" if k + 1 < len(steps) else "null"
        parts.append(
            f"s{k} as (select s.j, t0, w.t, {following} as next from s{k - 1} s join w on w.j = s.j and w.t = s.next "
            f"and w.a = '{step}' where s.next <= t0 + {within})"
        )
    return _counted(parts)


def _counted(parts: list[str]) -> str:
    counts = ", ".join(
        f"(select count(distinct j) from s{k})" for k in range(sum(part.startswith("s") for part in parts))
    )
    return f"with {', '.join(parts)} select {counts}"


def load(asked: Asked) -> dict[str, Question]:
    """The sorted table and the questions."""
    database = duckdb.connect()
    database.execute(f"set threads = {asked.threads}")
    if "memory_gb" in asked.more:
        database.execute(f"set memory_limit = '{asked.more['memory_gb']}GB'")
    source = f"read_parquet('{asked.file}')"
    database.execute(f"create type activity as enum (select distinct activity from {source} order by 1)")
    database.execute(
        f"create table e as select customer as j, activity::activity as a, epoch_us(time) as t from {source} "
        "order by customer, time"
    )
    # the same as it is made without much thought: names as text
    database.execute("create table words as select j, a::varchar as a, t from e order by j, t")

    def rows(query: str, **values: Any) -> Question:
        return Question(lambda: database.execute(query, values or None).fetchall(), table=lambda answer: answer)

    def shaped(question: Question, table: Any) -> Question:
        return Question(question.ask, table)

    never = 1 << 60
    whole = {
        f"funnel/{way}": funnel_whole(parts(asked.steps, asked.window_us))
        for way, parts in (("joins", joins), ("asof", asof))
    }
    funnels = {
        "funnel counts/joins": funnel_joins(asked.steps, asked.window_us),
        "funnel counts/names as text, windows": _text(funnel_windows(asked.steps, asked.window_us)),
        "funnel counts/windows": funnel_windows(asked.steps, asked.window_us),
        "funnel counts/asof": funnel_asof(asked.steps, asked.window_us),
        "funnel without window/joins": funnel_joins(asked.steps, never),
        "funnel without window/asof": funnel_asof(asked.steps, never),
    }
    a, b = asked.between
    return {
        "transitions/names as text, windows": shaped(rows(_text(WINDOWS + COUNTED)), _transitions),
        "transitions/windows": shaped(rows(WINDOWS + COUNTED), _transitions),
        "transitions/neighbours": shaped(rows(NEIGHBOURS + COUNTED), _transitions),
        "transition counts/windows": shaped(rows(WINDOWS + ONLY_COUNTED), _counts),
        "transition counts/neighbours": shaped(rows(NEIGHBOURS + ONLY_COUNTED), _counts),
        "paths/names as text, ordered": shaped(
            rows(_text(PATHS.format(path="list(a order by t)", top=asked.top))), _paths
        ),
        "paths/ordered": shaped(rows(PATHS.format(path="list(a order by t)", top=asked.top)), _paths),
        "paths/as stored": shaped(rows(PATHS.format(path="list(a)", top=asked.top)), _paths),
        **{name: shaped(rows(query), _whole_funnel) for name, query in whole.items()},
        **{name: shaped(rows(query), _funnel) for name, query in funnels.items()},
        "reach": shaped(rows(REACH), _reach),
        **{f"timing{way}": shaped(rows(query, a=a, b=b), _timing) for way, query in TIMING.items()},
    }


def _text(query: str) -> str:
    """The same query on the table whose names are text."""
    return query.replace("from e ", "from words ").replace("from e\n", "from words\n")


def _transitions(found: list[Any]) -> pa.Table:
    middle = [None if r[4] is None else r[4][0] / 1e6 for r in found]
    most = [None if r[4] is None else r[4][1] / 1e6 for r in found]
    return pa.table(
        {
            "from": [r[0] for r in found],
            "to": [r[1] for r in found],
            "count": [r[2] for r in found],
            "journeys": [r[3] for r in found],
            "median_s": pa.array(middle, pa.float64()),
            "p90_s": pa.array(most, pa.float64()),
        }
    )


def _counts(found: list[Any]) -> pa.Table:
    return pa.table({"from": [r[0] for r in found], "to": [r[1] for r in found], "count": [r[2] for r in found]})


def _paths(found: list[Any]) -> pa.Table:
    return pa.table(
        {
            "path": [">".join(r[0]) for r in found],
            "count": [r[1] for r in found],
            "median_s": [r[2] / 1e6 for r in found],
            "distinct": [r[3] for r in found],
        }
    )


def _funnel(found: list[Any]) -> pa.Table:
    return pa.table({"step": list(range(1, len(found[0]) + 1)), "count": list(found[0])})


def _whole_funnel(found: list[Any]) -> pa.Table:
    steps = sorted((r for r in found if r[1] is None), key=lambda r: r[0])
    after: dict[int, dict[int, int]] = {}
    for level, following, count, _ in (r for r in found if r[1] is not None):
        after.setdefault(level, {})[following] = count
    stopped = [after.get(r[0], {}) for r in steps[:-1]] + [{}]
    return pa.table(
        {
            "step": [r[0] for r in steps],
            "count": [r[2] for r in steps],
            "median_s": pa.array([None if r[3] is None else r[3][0] / 1e6 for r in steps], pa.float64()),
            "p90_s": pa.array([None if r[3] is None else r[3][1] / 1e6 for r in steps], pa.float64()),
            "ends": [each.get(1000, 0) for each in stopped],
            "commonest_next": [max((n for next, n in each.items() if next > 1000), default=0) for each in stopped],
        }
    )


def _reach(found: list[Any]) -> pa.Table:
    names = ("activity", "journeys", "events", "repeating")
    return pa.table({name: [r[k] for r in found] for k, name in enumerate(names)})


def _timing(found: list[Any]) -> pa.Table:
    count, quantiles = found[0]
    names = ("median_s", "p75_s", "p90_s", "p95_s")
    return pa.table({"count": [count], **{name: [v / 1e6] for name, v in zip(names, quantiles, strict=True)}})


if __name__ == "__main__":
    serve(load)
