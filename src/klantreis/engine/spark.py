"""Journeys on Apache Spark: the same kernels, beside the data. The one place that imports pyspark.

Rows are shuffled by customer once, sorted inside their partition and written as chunks of whole journeys
(``engine/packed.py``), which stay on the cluster. A question then runs its kernel over those chunks in ``mapInArrow``;
only partial results travel, as plain bytes (``engine/partials.py``), and are merged on the way when there are many.
"""

from __future__ import annotations

import secrets
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from klantreis.engine import packed, workers
from klantreis.engine.packed import BYTES, CUSTOMER, NUMBERS, Layout
from klantreis.engine.partials import packed as to_bytes
from klantreis.engine.partials import unpacked
from klantreis.engine.source import P, Source
from klantreis.engine.tables import column_for, microseconds_of
from klantreis.errors import NotFound, UserError

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import Column, DataFrame, SparkSession

    from klantreis.engine.columns import Attributes
    from klantreis.engine.journeys import Journeys

PER_PARTITION = 1_000_000
"""Events of a partition: 12 MB of journeys, small enough for any executor, large enough for any kernel."""
FAN = 32
"""Partial results that are merged on the cluster at a time, when there are more than twice as many."""
MOST_AT_HOME = 500_000_000
"""Events that ``local`` brings: 6 GB."""
RESULT = "part long, piece long, payload binary"


def spark(
    data: Any,
    customer: str | None = None,
    activity: str | None = None,
    time: str | None = None,
    *,
    journey: str | None = None,
    channel: str | None = None,
    value: str | None = None,
    score: str | None = None,
    score_kind: str | None = None,
    attributes: Sequence[str] | Mapping[str, str] = (),
    order: str | Sequence[str] = (),
    tz: str = "Europe/Amsterdam",
    format: str = "parquet",
    partitions: int | None = None,
    session: SparkSession | None = None,
) -> SparkJourneys:
    """Journeys of a table on Spark, ready for any question: ``kr.funnel(kr.spark(events), steps)``.

    ``data``: a Spark DataFrame, the name of a table, or the path of Parquet files (or of another ``format``, such as
    ``delta``). Columns not named are taken only where exactly one has a common name, as ``kr.journeys`` does; times too
    are read as there (``tz`` for those without a zone). One journey per customer, or with ``journey`` per id of that
    column. ``attributes`` are columns that questions may use, or names for them.

    Equal times of a customer keep the order of the file where ``data`` is a path of Parquet files, else that of the
    columns ``order``. Without either a table has no order: they are put in the order of their activities' names, and
    ``ties`` says how many events that concerns.

    Reads the data twice (once for activities, once to shuffle them by customer into ``partitions``, by default one per
    million events); after that nothing is shuffled again. ``unpersist()`` frees what it keeps. ``session``: by default
    the active one, else a new one. Raises ``UserError`` and ``NotFound`` (``table.*``, ``spark.*``).
    """
    frame, filed = _opened(data, format, session)
    names = frame.columns
    roles = {
        role: column_for(role, asked, names)
        for role, asked in (("customer", customer), ("activity", activity), ("time", time))
    }
    given = {"channel": channel, "value": value, "score": score, "score_kind": score_kind}
    fields = {name: column_for(name, asked, names) for name, asked in given.items() if asked is not None}
    listed = attributes if isinstance(attributes, Mapping) else {name: name for name in attributes}
    fields |= {f"attribute:{name}": column_for(name, asked, names) for name, asked in listed.items()}
    ordered = [column_for("order", each, names) for each in ((order,) if isinstance(order, str) else order)]
    by_journey = None if journey is None else column_for("journey", journey, names)
    return _prepared(_Table(frame, roles, by_journey, fields, ordered, filed and not ordered), tz, partitions)


@dataclass(frozen=True, eq=False)
class SparkJourneys(Source):
    """Journeys on a cluster: what ``spark`` gives. Every analysis takes them as it takes ``Journeys``."""

    labels: tuple[str | None, ...]
    layout: Layout
    rows: DataFrame
    """The chunks, kept on the cluster."""
    ties: int | None
    """Events that share customer and time with another and have no order but their name; None where they have one."""
    partitions: int
    unit: str = "customer"
    version: str = ""
    filters: dict[str, Any] = field(default_factory=dict)
    fields: frozenset[str] = frozenset()
    """The fields within reach of kernels; ``layout.fields`` are all there are."""
    changes: tuple[Callable[[Journeys], Journeys], ...] = ()
    read: frozenset[str] = frozenset()
    """Fields that ``changes`` were made with."""

    @cached_property
    def _facts(self) -> tuple[int, int, int, int]:
        """Journeys, events, first and last time."""
        if self.changes:
            return tuple(self.run(workers.counted, workers.counts_added).tolist())
        from pyspark.sql import functions as F

        told = (F.sum("journeys"), F.sum("events"), F.min("first"), F.max("last"))
        (row,) = _patient(lambda: self.rows.agg(*told).collect())
        journeys, events, first, last = (int(each or 0) for each in row)
        return journeys, events, first, last

    @property
    def n(self) -> int:
        """Number of journeys."""
        return self._facts[0]

    @property
    def events(self) -> int:
        """Number of events."""
        return self._facts[1]

    def span(self) -> tuple[int, int] | None:
        """First and last time in microseconds, or None when there are no events."""
        return self._facts[2:] if self.events else None

    def run(self, kernel: Callable[[Journeys], P], merge: Callable[[Sequence[P]], P]) -> P:
        """``merge`` of ``kernel`` over the chunks, on the cluster; partial results are merged here in their order."""
        names = self.fields | self.read
        kept = [*BYTES, CUSTOMER, *sorted(self.layout.place(name) for name in names)]
        work = workers.Work(self.layout, tuple(sorted(names)), self.changes, self.fields, kernel, merge)
        partials = _mapped(self.rows.select(*kept), _task(work), RESULT)
        left = self.partitions
        while left > 2 * FAN:
            partials, left = _merged_there(partials, merge, left, FAN), -(-left // FAN)
        found = sorted(workers.whole(_patient(partials.toArrow).to_batches()), key=lambda each: each[0])
        parts = [unpacked(data) for _, data in found]
        if not parts:
            parts = [work.of_nothing()]
        return merge(parts)

    def each(
        self,
        change: Callable[[Journeys], Journeys],
        *,
        labels: Sequence[str | None] | None = None,
        filters: dict[str, Any] | None = None,
    ) -> SparkJourneys:
        """The journeys after ``change``, which runs on the cluster before every kernel; nothing is computed yet."""
        return replace(
            self,
            labels=self.labels if labels is None else tuple(labels),
            filters=self.filters if filters is None else filters,
            changes=(*self.changes, change),
            read=self.read | self.fields,
        )

    def reading(self, names: set[str], attributes: Attributes | None = None) -> SparkJourneys:
        """The same journeys with those of the fields ``names`` that the table was read with."""
        if attributes is not None:
            raise UserError(
                "spark.attributes",
                "Journeys on Spark carry their own fields.",
                where="attributes",
                mend="Name the columns when you read the table: kr.spark(…, channel=…, attributes=[…]).",
            )
        return replace(self, fields=frozenset(names) & {*self.layout.fields})

    def sample(self, share: float) -> SparkJourneys:
        """About ``share`` (0 … 1) of the customers with all their journeys, the same ones every time."""
        if not 0 < share <= 1:
            raise UserError(
                "spark.sample", f"{share} is no share of customers.", where="share", mend="Give more than 0, at most 1."
            )
        below = share * 2**32
        return self.each(lambda chunk: workers.drawn(chunk, below), filters={**self.filters, "sample": share})

    def local(self) -> Journeys:
        """All of them in this process, with all their fields (12 bytes an event, the customers' names and the fields).

        For what needs all journeys at once: drafting a map, measuring it. Raises ``UserError`` (``spark.too_many``)
        above 500 million events; take a ``sample`` then.
        """
        if self.events > MOST_AT_HOME:
            raise UserError(
                "spark.too_many",
                f"{self.events:,} events do not fit in one process; at most {MOST_AT_HOME:,} are brought there.",
                mend="Take a part of the customers: journeys.sample(0.1).local().",
                params={"events": self.events, "most": MOST_AT_HOME},
            )
        whole = self.reading({*self.layout.fields}).run(packed.home, packed.joined)
        return packed.journeys_of(whole, self.labels, version=self.version, unit=self.unit, filters=self.filters)

    def unpersist(self) -> None:
        """Free what the cluster keeps; a question after that reads and shuffles the table again."""
        self.rows.unpersist()

    def __reduce__(self) -> Any:
        """Refused: a kernel that holds the journeys would take them along to every machine."""
        raise TypeError("a kernel must not hold the journeys; give it the numbers and tables it needs")


@dataclass(frozen=True, eq=False)
class _Table:
    """What to read, by the user's names."""

    frame: DataFrame
    roles: dict[str, str]
    journey: str | None
    fields: dict[str, str]
    order: list[str]
    filed: bool
    """Rows know their place in a file."""


def _opened(data: Any, form: str, session: SparkSession | None) -> tuple[DataFrame, bool]:
    """The table, and whether its rows have a place in a Parquet file."""
    try:
        from pyspark.errors import AnalysisException
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise UserError(
            "spark.not_installed", "pyspark is not installed.", mend="pip install 'klantreis[spark]'"
        ) from error
    if hasattr(data, "mapInArrow"):
        return data, False
    if not isinstance(data, (str, Path)):
        raise UserError(
            "table.unknown_kind",
            f"A {type(data).__name__} is not a table of Spark.",
            mend="Give a Spark DataFrame, the name of a table, or the path of Parquet files.",
            params={"kind": type(data).__name__},
        )
    active = session or SparkSession.getActiveSession() or SparkSession.builder.getOrCreate()
    text = str(data)
    a_path = isinstance(data, Path) or "/" in text or "\\" in text or text.endswith((".parquet", ".csv", ".json"))
    try:
        if not a_path:
            return active.table(text), False
        frame = active.read.format(form).load(text)
        return frame, form == "parquet"
    except AnalysisException as error:
        raise NotFound(
            "spark.no_table",
            f"Spark cannot read this: {str(error).splitlines()[0]}",
            where=text,
            mend="Give a Spark DataFrame, the name of a table, or a path that every worker can read.",
        ) from error


def _prepared(table: _Table, tz: str, partitions: int | None) -> SparkJourneys:
    """Shuffles and sorts the table once, and packs it."""
    from pyspark import StorageLevel
    from pyspark.sql import functions as F

    told = _told(table)
    labels = (None, *sorted(told.activities))
    count = partitions or max(2, -(-told.events // PER_PARTITION))
    version = f"spark-{secrets.token_hex(8)}"
    unit = "customer" if table.journey is None else "journey"
    layout = Layout(labels, table.journey is not None, tuple(table.fields), unit, version)
    columns = _columns(table)
    if table.filed:
        columns |= {"o0": F.col("_metadata.file_path"), "o1": F.col("_metadata.row_index")}
    rows = table.frame.select(*(each.alias(name) for name, each in columns.items()))
    if table.filed:
        places = [(path, place) for place, path in enumerate(sorted(told.files))]
        known = rows.sparkSession.createDataFrame(places, "o0 string, o2 long")
        rows = rows.join(F.broadcast(known), "o0") if len(places) > 1 else rows
        rows = rows.drop("o0")
    rows = _with_times(rows, table.roles["time"], tz, told.most)
    by_file = [name for name in ("o2", "o1", *_order(table)) if name in rows.columns]
    by_name = ["activity", *(f"f{k}" for k in range(len(table.fields)))]
    # names last in any case: a partition that is made again is the same, also where an order has ties
    ties = by_file if table.filed else [*by_file, *by_name]
    keys = [CUSTOMER, *(["journey"] if table.journey else []), "time", *ties]
    sorted_rows = rows.repartition(count, CUSTOMER).sortWithinPartitions(*keys)
    chunks = _mapped(sorted_rows, lambda batches: workers.ours(packed.chunks(batches, layout)), _schema(layout))
    made = SparkJourneys(
        labels=labels,
        layout=layout,
        rows=chunks.persist(StorageLevel.MEMORY_AND_DISK),
        ties=None,
        partitions=count,
        unit=unit,
        version=version,
    )
    return made if by_file else replace(made, ties=int(made.run(workers.tied, workers.added).item()))


def _order(table: _Table) -> list[str]:
    return [f"order{k}" for k in range(len(table.order))]


def _columns(table: _Table) -> dict[str, Column]:
    """What is read, by our own names."""
    from pyspark.sql import functions as F

    columns = {
        CUSTOMER: F.col(_quoted(table.roles["customer"])).cast("string"),
        "activity": F.col(_quoted(table.roles["activity"])).cast("string"),
        "time": F.col(_quoted(table.roles["time"])),
    }
    if table.journey is not None:
        columns["journey"] = F.col(_quoted(table.journey)).cast("string")
    columns |= {f"f{k}": F.col(_quoted(name)) for k, name in enumerate(table.fields.values())}
    return columns | {name: F.col(_quoted(each)) for name, each in zip(_order(table), table.order, strict=True)}


def _quoted(name: str) -> str:
    """A column's name as Spark reads it whole, dots and all."""
    return "`" + name.replace("`", "``") + "`"


@dataclass(frozen=True)
class _Told:
    """What one look at the table says."""

    activities: list[str]
    events: int
    most: float | None
    """Largest time, where times are numbers."""
    files: list[str]


def _told(table: _Table) -> _Told:
    """Activities, events and what is missing. Raises ``UserError`` (``table.missing_values``)."""
    from pyspark.sql import functions as F
    from pyspark.sql.types import DoubleType, FloatType, NumericType

    columns = _columns(table)
    kind = table.frame.schema[table.roles["time"]].dataType
    unread = columns["time"].isNull()
    if isinstance(kind, (FloatType, DoubleType)):
        unread = unread | F.isnan(columns["time"])
    blank = columns[CUSTOMER].isNull() | (columns[CUSTOMER] == "")
    asked = [F.count(F.lit(1)), F.count_if(blank), F.count_if(unread)]
    asked.append(F.max(F.abs(columns["time"])) if isinstance(kind, NumericType) else F.lit(None))
    asked.append(F.collect_set("_metadata.file_path") if table.filed else F.lit(None))
    named = [each.alias(f"c{k}") for k, each in enumerate(asked)]
    found = _patient(lambda: table.frame.groupBy(columns["activity"].alias("activity")).agg(*named).collect())
    missing = {
        "customer": sum(row.c1 for row in found),
        "activity": sum(row.c0 for row in found if not row.activity),
        "time": sum(row.c2 for row in found),
    }
    for role, count in missing.items():
        if count:
            raise UserError(
                "table.missing_values",
                f"{count} rows have no value in {table.roles[role]!r}.",
                where=table.roles[role],
                mend="Fill them or leave them out first; a workspace sets such rows aside by itself.",
                params={"column": table.roles[role], "rows": count},
            )
    return _Told(
        activities=[row.activity for row in found],
        events=sum(row.c0 for row in found),
        most=max((float(row.c3) for row in found if row.c3 is not None), default=None),
        files=sorted({path for row in found for path in row.c4 or ()}),
    )


def _with_times(rows: DataFrame, name: str, tz: str, most: float | None) -> DataFrame:
    """Times as microseconds in UTC, by the rules of ``kr.journeys``."""
    from pyspark.sql import functions as F
    from pyspark.sql.types import LongType, StructField, StructType, TimestampType

    if isinstance(rows.schema["time"].dataType, TimestampType):
        return rows.withColumn("time", F.unix_micros("time"))
    fields = [StructField("time", LongType()) if each.name == "time" else each for each in rows.schema]

    def read(batches: workers.Batches) -> Iterator[pyarrow.RecordBatch]:
        import pyarrow as pa

        for batch in batches:
            at = batch.schema.get_field_index("time")
            times = microseconds_of(pa.chunked_array([batch.column(at)]), name, tz, most).combine_chunks()
            columns = [times if k == at else each for k, each in enumerate(batch.columns)]
            yield pa.RecordBatch.from_arrays(columns, names=batch.schema.names)

    return _mapped(rows, lambda batches: workers.ours(read(batches)), StructType(fields))


def _mapped(
    frame: DataFrame, function: Callable[[workers.Batches], Iterator[pyarrow.RecordBatch]], kind: Any
) -> DataFrame:
    """``mapInArrow`` without its word about the version of pandas, which nothing here uses."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="PySpark does not yet fully support pandas")
        return frame.mapInArrow(function, kind)


def _schema(layout: Layout) -> str:
    blobs = [*BYTES, CUSTOMER, *(f"f{k}" for k in range(len(layout.fields)))]
    return ", ".join([*(f"{name} long" for name in NUMBERS), *(f"{name} binary" for name in blobs)])


def _task(work: workers.Work) -> Callable[[workers.Batches], Iterator[pyarrow.RecordBatch]]:
    def task(batches: workers.Batches) -> Iterator[pyarrow.RecordBatch]:
        from pyspark import TaskContext

        context = TaskContext.get()
        return workers.ours(work.partial(batches, context.partitionId() if context else 0))

    return task


def _merged_there(partials: DataFrame, merge: Callable[[Sequence[P]], P], parts: int, fan: int) -> DataFrame:
    """Neighbouring partial results merged on the cluster, ``fan`` at a time, in their order."""
    from pyspark.sql import functions as F

    def work(batches: workers.Batches) -> Iterator[pyarrow.RecordBatch]:
        team, waiting = -1, []
        for part, data in workers.whole(batches):
            if part // fan != team and waiting:
                yield from workers.pieces(team, to_bytes(merge(waiting)))
                waiting = []
            team = part // fan
            waiting.append(unpacked(data))
        if waiting:
            yield from workers.pieces(team, to_bytes(merge(waiting)))

    teams = partials.repartition(-(-parts // fan), F.floor(F.col("part") / fan)).sortWithinPartitions("part", "piece")
    return _mapped(teams, lambda batches: workers.ours(work(batches)), RESULT)


def _patient(action: Callable[[], Any]) -> Any:
    """Runs what makes Spark work; an error of ours that a worker met is raised as itself."""
    try:
        return action()
    except Exception as problem:
        ours = workers.raised(problem)
        if ours is None:
            raise
        raise ours from None
