"""Lengths of time as people write them: ``7d``, ``30m``, ``2w``, a timedelta, or seconds."""

from __future__ import annotations

import math
import re
from datetime import timedelta

from klantreis.errors import UserError

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}
"""Seconds per unit. No months or years: they have no fixed length."""
LONGEST_S = 200 * 365 * 86_400
PART = r"(\d+(?:[.,]\d+)?)\s*([smhdw])"


def microseconds(value: str | float | timedelta, *, what: str = "within") -> int:
    """A positive length of time in microseconds.

    ``value``: ``"90s"``, ``"30m"``, ``"12h"``, ``"7d"``, ``"2w"``, several together (``"1d 12h"``), a plain number of
    seconds, or a timedelta. ``what`` names the option in the error. Raises ``UserError`` (``duration.unreadable``,
    ``duration.out_of_range``).
    """
    seconds = _seconds(value, what)
    if not 0 < seconds <= LONGEST_S:
        raise UserError(
            "duration.out_of_range",
            f"{value!r} is not a usable length of time.",
            where=what,
            mend="Give more than zero and at most 200 years, such as 30m, 7d or 2w.",
            params={"value": str(value)},
        )
    return max(1, round(seconds * 1_000_000))


def _seconds(value: str | float | timedelta, what: str) -> float:
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, (int, float)) and not isinstance(value, bool) and not math.isnan(value):
        return value
    text = str(value).strip().lower()
    if re.fullmatch(r"\d+(?:\.\d+)?", text):
        return float(text)
    if re.fullmatch(rf"{PART}(?:\s*{PART})*", text):
        return sum(float(number.replace(",", ".")) * UNITS[unit] for number, unit in re.findall(PART, text))
    raise UserError(
        "duration.unreadable",
        f"{value!r} is not a length of time.",
        where=what,
        mend="Write a number and a unit: s, m (minutes), h, d or w, such as 30m, 7d or 2w; or seconds.",
        params={"value": str(value)},
    )
