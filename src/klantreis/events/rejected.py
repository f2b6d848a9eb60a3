"""Bad rows: kept aside in the store with file, row and reason, and given back as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any

from klantreis.engine.duckdb import EventStore, Session, Watch
from klantreis.errors import NotFound
from klantreis.events.mapping import REMARK
from klantreis.events.readers.table import Aside

REASONS: dict[str, tuple[str, str]] = {
    "no_customer": ("The customer is empty.", "Fill it in, or choose another column."),
    "no_activity": ("The activity is empty.", "Fill it in, or choose another column."),
    "no_time": ("The time is empty.", "Fill it in, or choose another column."),
    "time_unreadable": (
        "The time cannot be read.",
        "Write it as 2025-12-31 14:05, or choose how times are written. Years are 1900 to 2199.",
    ),
    "too_long": ("The customer or activity is longer than 500 characters.", "Shorten it, or choose another column."),
    "too_few_columns": ("The row has fewer fields than the file has columns.", "Check the delimiter and the quotes."),
    "too_many_columns": (
        "The row has more fields than the file has columns.",
        "Put quotes around texts with a delimiter.",
    ),
    "undecodable": (
        "The row holds bytes that are no text in this encoding.",
        "Choose another encoding, or save as UTF-8.",
    ),
    "no_text": ("The customer or activity holds a NUL character.", "Export the file again as text."),
    "open_quote": (
        "A quote is opened and not closed, or text stands after a closing quote.",
        "Double a quote inside a text.",
    ),
    "line_too_long": ("The row is longer than 4 MB.", "Check whether a quote was left open."),
    "not_an_object": ("The line is not one JSON object.", "Write one object per line."),
    "unreadable_row": ("The row cannot be read.", "Look at its quotes and delimiters."),
}
"""Per reason code: what is wrong, and what to do."""

MOST_LINE = 100_000
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""With these a spreadsheet takes a text for a formula; an apostrophe before it keeps it a text."""


def keep_flawed(
    session: Session, import_id: int, *, first: int, left_out: Sequence[int], watch: Watch | None = None
) -> int:
    """Moves rows that were marked while they were read out of the events; returns how many are bad.

    ``first`` is the file's number of the first row and ``left_out`` the sorted numbers of those that were
    not handed over, so that each gets its own number. Rows that are blank all over are dropped.
    """
    # The k-th row that was left out comes before the ordinal (number - first - k).
    leaps = [number - first - k for k, number in enumerate(sorted(left_out)) if number >= first]
    start = session.value("SELECT min(rowid) FROM events WHERE import_id = ?", [import_id])
    session.run(
        "INSERT INTO rejected SELECT ?, ? + f.o + coalesce(s.k, 0), f.flaw->>'c', f.flaw->>'n', f.flaw->>'v', "
        "f.flaw->>'l' FROM (SELECT rowid - ? AS o, flaw FROM events WHERE import_id = ? AND flaw IS NOT NULL "
        f"AND flaw <> 'blank' AND NOT starts_with(flaw, '{REMARK}')) f ASOF LEFT JOIN (SELECT o, max(k) AS k FROM "
        "(SELECT unnest(?::BIGINT[]) AS o, "
        "unnest(range(1, ? + 1)) AS k) GROUP BY o) s ON f.o >= s.o",
        [import_id, first, start, import_id, leaps, len(leaps)],
        watch,
    )
    bad = int(session.value("SELECT count(*) FROM rejected WHERE import_id = ?", [import_id]) or 0)
    session.run(
        f"DELETE FROM events WHERE import_id = ? AND flaw IS NOT NULL AND NOT starts_with(flaw, '{REMARK}')",
        [import_id],
        watch,
    )
    return bad


def keep_refused(session: Session, import_id: int, asides: Sequence[Aside]) -> None:
    """Keeps the rows that the reader itself refused."""
    if not asides:
        return
    session.run(
        "INSERT INTO rejected SELECT ?, unnest(?::BIGINT[]), unnest(?::VARCHAR[]), unnest(?::VARCHAR[]), "
        "unnest(?::VARCHAR[]), unnest(?::VARCHAR[])",
        [
            import_id,
            [aside.row for aside in asides],
            [aside.code for aside in asides],
            [aside.column for aside in asides],
            [aside.value for aside in asides],
            [aside.line[:MOST_LINE] for aside in asides],
        ],
    )


def reasons(session: Session, import_id: int) -> dict[str, int]:
    """How many bad rows per reason code, commonest first."""
    rows = session.query(
        "SELECT code, count(*) FROM rejected WHERE import_id = ? GROUP BY 1 ORDER BY 2 DESC, 1", [import_id]
    )
    return {code: int(count) for code, count in rows}


def first_bad(session: Session, import_id: int) -> dict[str, Any] | None:
    """The bad row that stands first in the file: row, code, column, value."""
    rows = session.query(
        "SELECT at_row, code, field, value FROM rejected WHERE import_id = ? ORDER BY at_row LIMIT 1", [import_id]
    )
    return dict(zip(("row", "code", "column", "value"), rows[0], strict=True)) if rows else None


def rejected_rows(store: EventStore, import_id: int) -> Iterator[str]:
    """The bad rows of a source as lines of CSV (with line ends), in the file's order, a header first."""
    with store.reading() as session:
        named = session.query("SELECT name FROM imports WHERE id = ?", [import_id])
        if not named:
            raise NotFound("events.no_source", f"There is no source {import_id}.", params={"source": import_id})
        yield _line(["file", "row", "code", "reason", "mend", "column", "value", "line"])
        for batch in session.batches(
            "SELECT at_row, code, field, value, line FROM rejected WHERE import_id = ? ORDER BY at_row",
            [import_id],
            size=10_000,
        ):
            for bad in batch.to_pylist():
                reason, mend = REASONS.get(bad["code"], REASONS["unreadable_row"])
                yield _line(
                    [named[0][0], bad["at_row"], bad["code"], reason, mend, bad["field"], bad["value"], bad["line"]]
                )


def _line(values: list[Any]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([_text(value) for value in values])
    return out.getvalue()


def _text(value: Any) -> Any:
    """A value that a spreadsheet keeps a text: what came in a file of others must not run as a formula."""
    if value is None:
        return ""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
