"""Polars: expressions by hand on a sorted frame in memory, activities as an Enum; the lazy engine optimises."""

from __future__ import annotations

import os
from typing import Any

import pyarrow as pa
from answering import Asked, Question, serve


def load(asked: Asked) -> dict[str, Question]:
    """The sorted frame and the questions."""
    os.environ["POLARS_MAX_THREADS"] = str(asked.threads)
    import polars as pl

    read = pl.scan_parquet(asked.file)
    words = read.select(pl.col("activity").unique().sort()).collect()["activity"]
    events = (
        read.select(
            pl.col("customer").alias("j"),
            pl.col("activity").cast(pl.Enum(words)).alias("a"),
            pl.col("time").cast(pl.Int64).alias("t"),
        )
        .sort("j", "t")
        .collect()
    )
    events = events.with_columns(pl.col("j").set_sorted())
    a, b = asked.between

    def pairs() -> Any:
        same = pl.col("j") == pl.col("j").shift(-1)
        inside = events.lazy().select(
            "j",
            pl.col("a").alias("from"),
            pl.when(same).then(pl.col("a").shift(-1)).alias("to"),
            pl.when(same).then(pl.col("t").shift(-1) - pl.col("t")).alias("wait"),
        )
        starts = (
            events.lazy()
            .filter(pl.col("j").ne_missing(pl.col("j").shift(1)))
            .select(
                "j",
                pl.lit(None, dtype=pl.Enum(words)).alias("from"),
                pl.col("a").alias("to"),
                pl.lit(None, dtype=pl.Int64).alias("wait"),
            )
        )
        return pl.concat([inside, starts])

    def transitions() -> Any:
        wait = pl.col("wait")
        return (
            pairs()
            .group_by("from", "to")
            .agg(
                pl.len().alias("count"),
                pl.col("j").n_unique().alias("journeys"),
                (wait.quantile(0.5, "linear") / 1e6).alias("median_s"),
                (wait.quantile(0.9, "linear") / 1e6).alias("p90_s"),
            )
            .collect()
        )

    def counts() -> Any:
        return pairs().group_by("from", "to").agg(pl.len().alias("count")).collect()

    def paths(joined: bool) -> Any:
        whole = pl.col("a").cast(pl.String).str.join(">") if joined else pl.col("a").implode()
        if not joined:
            whole = pl.col("a")
        grouped = (
            events.lazy()
            .group_by("j")
            .agg(whole.alias("path"), (pl.col("t").max() - pl.col("t").min()).alias("took"))
            .group_by("path")
            .agg(pl.len().alias("count"), (pl.col("took").quantile(0.5, "linear") / 1e6).alias("median_s"))
            .collect()
        )
        return grouped.top_k(asked.top, by="count").with_columns(pl.lit(grouped.height).alias("distinct"))

    def funnel(within: int) -> list[int]:
        attempts = events.filter(pl.col("a") == asked.steps[0]).select("j", pl.col("t").alias("t0"), "t")
        found = [attempts["j"].n_unique()]
        for step in asked.steps[1:]:
            wanted = events.filter(pl.col("a") == step).select("j", "t", pl.col("t").alias("passed"))
            attempts = (
                attempts.sort("t")
                .join_asof(wanted.sort("t"), on="t", by="j", strategy="forward", allow_exact_matches=False)
                .filter(pl.col("passed") <= pl.col("t0") + within)
                .select("j", "t0", pl.col("passed").alias("t"))
            )
            found.append(attempts["j"].n_unique())
        return found

    def reach() -> Any:
        return (
            events.lazy()
            .group_by("j", "a")
            .agg(pl.len().alias("n"))
            .group_by(pl.col("a").alias("activity"))
            .agg(
                pl.len().alias("journeys"),
                pl.col("n").sum().alias("events"),
                (pl.col("n") > 1).sum().alias("repeating"),
            )
            .collect()
        )

    def timing() -> Any:
        first = events.lazy().filter(pl.col("a") == a).group_by("j").agg(pl.col("t").min().alias("began"))
        wait = pl.col("wait")
        return (
            events.lazy()
            .filter(pl.col("a") == b)
            .join(first, on="j")
            .filter(pl.col("t") > pl.col("began"))
            .group_by("j")
            .agg((pl.col("t").min() - pl.col("began").first()).alias("wait"))
            .select(
                pl.len().alias("count"),
                *((wait.quantile(q, "linear") / 1e6).alias(f"{n}_s") for n, q in QUANTILES.items()),
            )
            .collect()
        )

    return {
        "transitions": Question(transitions, _plain),
        "transition counts": Question(counts, _plain),
        "paths/lists": Question(lambda: paths(joined=False), _paths),
        "paths/joined": Question(lambda: paths(joined=True), _plain),
        "funnel counts": Question(lambda: funnel(asked.window_us), _funnel),
        "funnel without window": Question(lambda: funnel(1 << 60), _funnel),
        "reach": Question(reach, _plain),
        "timing": Question(timing, _plain),
    }


QUANTILES = {"median": 0.5, "p75": 0.75, "p90": 0.9, "p95": 0.95}


def _plain(found: Any) -> pa.Table:
    import polars as pl

    return found.with_columns(pl.col(pl.Enum, pl.Categorical).cast(pl.String)).to_arrow()


def _paths(found: Any) -> pa.Table:
    import polars as pl

    return found.with_columns(pl.col("path").list.eval(pl.element().cast(pl.String)).list.join(">")).to_arrow()


def _funnel(found: list[int]) -> pa.Table:
    return pa.table({"step": list(range(1, len(found) + 1)), "count": found})


if __name__ == "__main__":
    serve(load)
