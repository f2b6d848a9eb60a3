"""What every answer carries besides its own numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from klantreis.analyses.chart import Chart, chart_of
from klantreis.analyses.picture import Bar, bar_chart, bars_of, html_table
from klantreis.errors import UserError

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

    from klantreis.engine.source import Source

SCHEMA = 1
"""Version of the shape that ``to_dict()`` gives: it changes when a key is removed, renamed or means something else."""


@dataclass(frozen=True)
class Scope:
    """What a result was computed over: journeys, time range and filters."""

    n: int
    first: datetime | None
    last: datetime | None
    filters: dict[str, Any]

    @classmethod
    def of(cls, journeys: Source) -> Scope:
        """The scope of a set of journeys; times in UTC."""
        span = journeys.span()
        first, last = (None, None) if span is None else (moment(span[0]), moment(span[1]))
        return cls(n=journeys.n, first=first, last=last, filters=dict(journeys.filters))


def moment(microseconds: int) -> datetime:
    """Microseconds since 1970 (UTC) as an aware datetime."""
    return datetime.fromtimestamp(microseconds // 1_000_000, tz=UTC).replace(microsecond=microseconds % 1_000_000)


def iso(value: datetime | None) -> str | None:
    """ISO 8601 in UTC with a ``Z``, the way every result writes a time."""
    return None if value is None else value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def plain(value: Any) -> Any:
    """A part of a result as plain JSON values: its fields by name, in order; ``from_`` is written ``from``."""
    kind = type(value)
    if kind is tuple or kind is list:
        return [plain(each) for each in value]
    if kind is dict:
        return {key: plain(each) for key, each in value.items()}
    names = _names(kind)
    return value if names is None else {said: plain(getattr(value, name)) for name, said in names}


def keys_of(kind: type, *, without: Sequence[str] = ()) -> tuple[str, ...]:
    """The keys of a dataclass as ``plain`` writes it."""
    return tuple(said for _, said in _names(kind) or () if said not in without)


@cache
def _names(kind: type) -> tuple[tuple[str, str], ...] | None:
    """(field, as it is written) of a dataclass; None for what is plain already."""
    if not is_dataclass(kind):
        return None
    return tuple((each.name, each.name.rstrip("_")) for each in fields(kind))


@dataclass(frozen=True)
class Result:
    """Base of every frozen result. ``question`` is the analysis's one word.

    Its stable keys are its fields, unless a subclass says otherwise in ``body()``; ``rows()`` is its main
    table, one dict per row. Times are seconds, shares 0…1, intervals ``[low, high]``.
    """

    question: ClassVar[str] = ""
    columns: ClassVar[tuple[str, ...]] = ()
    """The keys of ``rows()``, so that a table without rows has its columns too."""
    scope: Scope

    @property
    def n(self) -> int:
        """Number of journeys the answer was computed over."""
        return self.scope.n

    def body(self) -> dict[str, Any]:
        """The keys of this question, as plain JSON values."""
        return {name: each for name, each in plain(self).items() if name != "scope"}

    def rows(self) -> Sequence[dict[str, Any]]:
        """The main table of this answer, one dict per row."""
        raise TypeError(f"{type(self).__name__} gives no rows")

    def to_dict(self) -> dict[str, Any]:
        """The documented, versioned shape: the same in ``--json``, the API and here."""
        return {
            "question": self.question,
            "schema": SCHEMA,
            "n": self.scope.n,
            "from": iso(self.scope.first),
            "to": iso(self.scope.last),
            "filters": self.scope.filters,
            **self.body(),
        }

    def to_arrow(self) -> pyarrow.Table:
        """The main table as an Arrow table."""
        import pyarrow

        rows = list(self.rows())
        return pyarrow.Table.from_pylist(rows) if rows else pyarrow.table(dict.fromkeys(self.columns, pyarrow.nulls(0)))

    def to_pandas(self) -> pandas.DataFrame:
        """The main table as a pandas frame. Raises ``UserError`` (``result.extra``) without pandas."""
        _need("pandas")
        return self.to_arrow().to_pandas()

    def to_polars(self) -> polars.DataFrame:
        """The main table as a Polars frame. Raises ``UserError`` (``result.extra``) without Polars."""
        _need("polars")
        import polars

        return polars.DataFrame(self.to_arrow())

    def bars(self) -> Sequence[Bar]:
        """What ``plot`` draws: label, length, and the number as it is written."""
        return bars_of(self.rows())

    def plot(self, *, language: Literal["nl", "en"] | None = None, currency: str = "EUR") -> Chart:
        """The chart of the app, interactive in a notebook and offline; kept with ``.save("file.html")`` or ``.svg``.

        ``language`` None follows the reader's browser; ``currency`` (ISO 4217) is how money is written. A chart keeps
        the first 2,000 rows of a list and says so. The SVG is a still picture of the main table.
        """
        return chart_of(self.to_dict(), bar_chart(self._title(), self.bars()), language=language, currency=currency)

    def told(self) -> Sequence[str]:
        """What this answer says besides its main table, a sentence each, as a notebook shows it above the table."""
        return ()

    def shown(self) -> Sequence[dict[str, Any]]:
        """The main table as a notebook shows it; texts stand as they are, numbers are written for a reader."""
        return self.rows()

    def _repr_html_(self) -> str:
        return html_table(self._title(), self.shown(), self.told())

    def _title(self) -> str:
        dates = [str(day.date()) for day in (self.scope.first, self.scope.last) if day is not None]
        return " · ".join([self.question, f"n = {self.n:,}", *([" – ".join(dates)] if dates else [])])


def _need(package: str) -> None:
    """Raise ``UserError`` where an optional package is not installed."""
    if find_spec(package) is None:
        raise UserError(
            "result.extra",
            f"{package} is not installed.",
            mend=f"Install klantreis[{package}], or use to_arrow() or to_dict().",
            params={"package": package},
        )
