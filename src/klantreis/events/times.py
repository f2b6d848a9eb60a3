"""Ways in which files write a moment, and how each becomes UTC.

A format turns a text column into a naive UTC TIMESTAMP (NULL where the text is no such moment). A text
with an offset or ``Z`` is taken at its word; one without is local time in the session's zone. In the hour
that the clock is set back a local time means its second occurrence (winter time); a time in the hour that
is skipped in spring moves one hour on.
"""

from __future__ import annotations

from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from klantreis.errors import UserError

FORMATS: tuple[str, ...] = (
    "iso",
    "day_month",
    "month_day",
    "words",
    "epoch_s",
    "epoch_ms",
    "epoch_us",
    "epoch_ns",
)
"""``iso`` 2025-12-31T14:05:06.789+01:00 and near it, also 20251231; ``day_month`` 31-12-2025 14:05 (or / .);
``month_day`` 12/31/2025 2:05 PM; ``words`` 31 december 2025 14:05, 1 mrt 2025, Dec 31, 2025; ``epoch_*`` a
number of seconds, milli-, micro- or nanoseconds since 1970 in UTC."""

EARLIEST = "1900-01-01"
LATEST = "2200-01-01"

_MONTHS: dict[str, tuple[str, ...]] = {
    "01": ("jan", "january", "januari", "jänner", "januar", "janvier", "janv"),
    "02": ("feb", "febr", "february", "februari"),
    "03": ("mar", "mrt", "mart", "march", "maart", "mrch"),
    "04": ("apr", "april"),
    "05": ("may", "mei"),
    "06": ("jun", "june", "juni"),
    "07": ("jul", "july", "juli"),
    "08": ("aug", "august", "augustus"),
    "09": ("sep", "sept", "september"),
    "10": ("oct", "okt", "october", "oktober"),
    "11": ("nov", "november"),
    "12": ("dec", "december"),
}

_DAYS = (
    "maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|monday|tuesday|wednesday|thursday|friday|saturday|"
    "sunday|ma|di|wo|do|vr|za|zo|mon|tue|wed|thu|fri|sat|sun"
)
_WEEKDAY = rf"(?:(?:{_DAYS})\.?,?\s+)?"
_CLOCK = (
    r"(?:(?:\s*t\s*|\s*,\s*|\s+)(?:om\s+|at\s+)?(\d{1,2})(?:[:.h](\d{2})(?:[:.](\d{2})(?:[.,](\d{1,9}))?)?)?"
    r"\s*(am|pm|a\.m\.|p\.m\.)?(?:\s*uur)?\s*(z|utc|gmt|cest|cet|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?\s*$"
)
_COMPACT_CLOCK = r"(?:[t ]?(\d{2}):?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)?\s*()(z|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?\s*$"
_CLOCK_NAMES = ("h", "mi", "s", "f", "ap", "off")
_SHAPES: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "iso": (
        (r"^\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})" + _CLOCK, ("y", "mo", "d", *_CLOCK_NAMES)),
        (r"^\s*(\d{4})(\d{2})(\d{2})" + _COMPACT_CLOCK, ("y", "mo", "d", *_CLOCK_NAMES)),
    ),
    "day_month": (
        (
            r"^\s*" + _WEEKDAY + r"(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{4}|\d{2})" + _CLOCK,
            ("d", "mo", "y", *_CLOCK_NAMES),
        ),
    ),
    "month_day": (
        (
            r"^\s*" + _WEEKDAY + r"(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{4}|\d{2})" + _CLOCK,
            ("mo", "d", "y", *_CLOCK_NAMES),
        ),
    ),
    "words": (
        (
            r"^\s*"
            + _WEEKDAY
            + r"(\d{1,2})(?:e|ste|de|st|nd|rd|th)?[-\s.]*([a-zä]{3,9})\.?[-\s,]*(\d{4}|\d{2})"
            + _CLOCK,
            ("d", "mo", "y", *_CLOCK_NAMES),
        ),
        (
            r"^\s*" + _WEEKDAY + r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})" + _CLOCK,
            ("mo", "d", "y", *_CLOCK_NAMES),
        ),
    ),
}
_EPOCH = {"epoch_s": 1_000_000.0, "epoch_ms": 1_000.0, "epoch_us": 1.0, "epoch_ns": 0.001}


def parsed(column: str, form: str) -> str:
    """SQL that reads the text ``column`` in one format, as naive UTC TIMESTAMP; NULL where it is none.

    ``column`` is SQL of our own making, never a user's text. The session's TimeZone gives the local zone.
    """
    if form in _EPOCH:
        return _epoch(column, form)
    if form == "iso":
        # The quick way reads what DuckDB itself knows; only what it refuses is taken apart.
        quick = f"TRY_CAST(CASE WHEN {column} >= '0' AND {column} < ':' THEN {column} END AS TIMESTAMPTZ)"
        return f"timezone('UTC', coalesce({quick}, {_shaped(column, form)}))"
    return f"timezone('UTC', {_shaped(column, form)})"


def companions(form: str) -> tuple[str, ...]:
    """The formats that are tried where ``form`` does not fit: those that can mean one thing only."""
    return () if form in _EPOCH else tuple(other for other in ("iso", "words") if other != form)


def read(column: str, form: str) -> str:
    """As ``parsed``, with the companions of the format tried after it."""
    tries = [parsed(column, each) for each in (form, *companions(form))]
    return tries[0] if len(tries) == 1 else f"coalesce({', '.join(tries)})"


def within(moment: str) -> str:
    """SQL: the TIMESTAMP itself when it lies between 1900 and 2200, else NULL."""
    return f"CASE WHEN {moment} >= TIMESTAMP '{EARLIEST}' AND {moment} < TIMESTAMP '{LATEST}' THEN {moment} END"


def local(moment: str) -> str:
    """SQL: a naive TIMESTAMP in the session's zone as naive UTC."""
    return f"timezone('UTC', CAST({moment} AS TIMESTAMPTZ))"


def _epoch(column: str, form: str) -> str:
    whole = f"TRY_CAST({column} AS BIGINT)"
    if form == "epoch_ns":
        return f"make_timestamp({whole} // 1000)"
    if form == "epoch_us":
        return f"make_timestamp({whole})"
    factor = int(_EPOCH[form])
    # Fractions occur in seconds and milliseconds; whole numbers stay exact.
    bounded = f"CASE WHEN abs(TRY_CAST({column} AS DOUBLE)) < {8e15 / factor} THEN TRY_CAST({column} AS DOUBLE) END"
    return (
        f"make_timestamp(coalesce(CASE WHEN abs({whole}) < {int(8e15 // factor)} THEN {whole} * {factor} END, "
        f"CAST(round({bounded} * {factor}) AS BIGINT)))"
    )


def _shaped(column: str, form: str) -> str:
    tries = [_assembled(column, pattern, names) for pattern, names in _SHAPES[form]]
    return tries[0] if len(tries) == 1 else f"coalesce({', '.join(tries)})"


def _assembled(column: str, pattern: str, names: tuple[str, ...]) -> str:
    """Takes a text apart by a pattern and casts it, put together again as ISO, to TIMESTAMPTZ."""
    listed = ", ".join(f"'{name}'" for name in names)
    parts = f"regexp_extract(lower({column}), '{pattern}', [{listed}])"
    # A lambda gives the parts a name, so that the pattern is matched once.
    moment = f"TRY_CAST(CASE WHEN p.d <> '' THEN {_iso_text('p')} END AS TIMESTAMPTZ)"
    return f"list_transform([{parts}], lambda p: {moment})[1]"


def _iso_text(p: str) -> str:
    year = f"CASE WHEN length({p}.y) = 2 THEN CASE WHEN {p}.y >= '70' THEN '19' ELSE '20' END || {p}.y ELSE {p}.y END"
    months = " ".join(
        f"WHEN {p}.mo IN ({', '.join(repr(word) for word in words)}) THEN '{number}'"
        for number, words in _MONTHS.items()
    )
    month = f"CASE WHEN {p}.mo < ':' THEN lpad({p}.mo, 2, '0') {months} END"
    hour = (
        f"CASE WHEN {p}.h = '' THEN '00' WHEN {p}.ap = '' THEN lpad({p}.h, 2, '0') "
        f"WHEN TRY_CAST({p}.h AS INTEGER) NOT BETWEEN 1 AND 12 THEN 'xx' "
        f"ELSE lpad(CAST(CAST({p}.h AS INTEGER) % 12 + CASE WHEN {p}.ap[1] = 'p' THEN 12 ELSE 0 END AS VARCHAR), 2, "
        "'0') END"
    )
    rest = (
        f"':' || CASE WHEN {p}.mi = '' THEN '00' ELSE {p}.mi END || ':' || "
        f"CASE WHEN {p}.s = '' THEN '00' ELSE {p}.s END || CASE WHEN {p}.f = '' THEN '' ELSE '.' || {p}.f END"
    )
    offset = (
        f"CASE WHEN {p}.off IN ('z', 'utc', 'gmt') THEN '+00' WHEN {p}.off = 'cet' THEN '+01' "
        f"WHEN {p}.off = 'cest' THEN '+02' ELSE {p}.off END"
    )
    return f"({year}) || '-' || ({month}) || '-' || lpad({p}.d, 2, '0') || ' ' || ({hour}) || {rest} || ({offset})"


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def check_zone(name: str) -> str:
    """The zone's name, when it is one of the IANA database; else a ``UserError``."""
    if name not in _zones():
        raise UserError(
            "events.timezone",
            f"There is no time zone called {name!r}.",
            mend="Use a name such as Europe/Amsterdam or UTC.",
            params={"timezone": name},
        )
    ZoneInfo(name)
    return name
