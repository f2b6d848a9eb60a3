"""What a reader hands over: a relation in DuckDB, and where a row that is set aside stood in the file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from klantreis.engine.duckdb import Session

Kind = Literal["text", "instant", "naive", "date", "number"]
"""``text`` is read by a time format; ``instant`` is a moment in UTC, ``naive`` one without a zone."""

MOST_COLUMNS = 1_000
MOST_LINE = 4 * 1024 * 1024
"""Bytes of one row."""


@dataclass(frozen=True)
class Aside:
    """A row that cannot become an event. ``row`` counts the file's rows from 1, a header included."""

    row: int
    code: str
    column: str | None
    value: str | None
    line: str


def nothing_aside(_session: Session) -> list[Aside]:
    """For readers that refuse no row by themselves."""
    return []


def no_blanks() -> list[int]:
    """For readers that leave no row out in silence."""
    return []


def unknown() -> int | None:
    """For readers that have no second opinion about the number of rows."""
    return None


@dataclass(frozen=True)
class Table:
    """A file as a relation. ``relation`` is SQL after FROM that gives the columns c1 … cn, and ``params`` its values.

    ``line`` is SQL for a whole row as text; ``flaw`` is SQL that gives a code where a row is itself
    unreadable (else NULL). ``refused`` gives the rows that DuckDB's reader left out of the relation.
    ``first`` is the number of the file's first row that can be handed over; ``blanks`` gives the numbers of
    the rows that hold nothing, and that the relation leaves out. ``expected`` gives the number of rows below the
    header by another way of counting, blank ones included, None when there is none.
    """

    columns: tuple[str, ...]
    kinds: tuple[Kind, ...]
    relation: str
    params: tuple[Any, ...]
    line: str
    flaw: str | None = None
    refused: Callable[[Session], list[Aside]] = nothing_aside
    first: int = 1
    blanks: Callable[[], list[int]] = no_blanks
    expected: Callable[[], int | None] = unknown
    nul: bool = True
    """Whether texts may hold the character 0, which no id or activity can."""


def too_many_columns(count: int, name: str) -> Exception:
    """The error for a table that is wider than any export is."""
    from klantreis.errors import TooLarge

    return TooLarge(
        "events.too_many_columns",
        f"This file has {count} columns; at most {MOST_COLUMNS} are read.",
        where=name,
        mend="Check the delimiter, or leave out columns.",
        params={"file": name, "columns": count, "most": MOST_COLUMNS},
    )
