"""Numbers as files write them: decimal point or comma, thousands, currency signs."""

from __future__ import annotations

import re
from collections.abc import Iterable

_COMMA = re.compile(r"^-?(?:\d{1,3}(?:\.\d{3})+|\d+),\d+$")
_POINT = re.compile(r"^-?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d+$")
_PLAIN = re.compile(r"^-?\d+$")
_DUTCH_THOUSANDS = re.compile(r"^-?\d{1,3}(?:\.\d{3})+,\d+$|^-?\d{1,3}(?:\.\d{3}){2,}$")
_SIGNS = str.maketrans("", "", "€$£ \u00a0'")


def decimal_of(samples: Iterable[str]) -> str | None:
    """``","`` or ``"."``, whichever the numbers use; None when they tell nothing or contradict each other."""
    bare = [sample.translate(_SIGNS) for sample in samples]
    comma = sum(bool(_COMMA.match(value)) for value in bare)
    point = sum(bool(_POINT.match(value)) and not _DUTCH_THOUSANDS.match(value) for value in bare)
    if comma == point:
        return None
    return "," if comma > point else "."


def is_number(text: str) -> bool:
    """Whether a text is a number in either notation."""
    bare = text.translate(_SIGNS)
    return bool(_PLAIN.match(bare) or _COMMA.match(bare) or _POINT.match(bare) or _DUTCH_THOUSANDS.match(bare))


def parsed(column: str, decimal: str) -> str:
    """SQL that reads the text ``column`` as a finite DOUBLE, NULL where it is no number."""
    bare = f"translate({column}, '€$£ ''' || chr(160), '')"
    if decimal == ",":
        # 1.234,56 and 1234,56; a lone point that does not set off thousands stays a decimal point.
        turned = (
            f"CASE WHEN contains({bare}, ',') OR regexp_matches({bare}, '^-?[0-9]{{1,3}}(\\.[0-9]{{3}})+$') "
            f"THEN replace(replace({bare}, '.', ''), ',', '.') ELSE {bare} END"
        )
        quick = f"TRY_CAST({turned} AS DOUBLE)"
    else:
        quick = f"coalesce(TRY_CAST({column} AS DOUBLE), TRY_CAST(replace({bare}, ',', '') AS DOUBLE))"
    return f"CASE WHEN isfinite({quick}) THEN {quick} END"
