"""Positions as text: a key that sorts before, after or between any two others.

A key is a fraction written in base 62 without the leading point: digits ``0-9A-Za-z``, never ending
in ``0``. These digits are ASCII and ascend in ASCII, so Python's ``<``, JavaScript's ``<`` and a
byte-wise ``ORDER BY`` agree. Moving one thing changes one key, which is what lets two people move
different things at once.
"""

from __future__ import annotations

from itertools import pairwise

from klantreis.journey.refusals import refuse

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
MAX_LENGTH = 200
PATTERN = r"^[0-9A-Za-z]*[1-9A-Za-z]$"


def is_key(text: str) -> bool:
    """Whether ``text`` is a key that another key can be placed before and after (SPEC R7)."""
    return 0 < len(text) <= MAX_LENGTH and text[-1] != "0" and all(digit in DIGITS for digit in text)


def between(before: str | None, after: str | None) -> str:
    """A short key strictly between two keys; None stands for the open end on that side.

    Raises ``journey.order`` when a key is malformed, when ``before`` is not below ``after``, or when
    the place is so crowded that the key would be over 200 characters.
    """
    for key in (before, after):
        if key is not None and not is_key(key):
            raise refuse("R7", "journey.order", f"{key!r} is not an order key.", mend=_ALLOWED, key=key)
    if before is not None and after is not None and before >= after:
        message = f"There is no place between {before!r} and {after!r}: the first must sort before the second."
        raise refuse("R7", "journey.order", message, mend="Give these neighbours new keys first.")
    if after is None:
        key = _after(before or "")
    elif before is None:
        key = _before(after)
    else:
        key = _middle(before, after)
    if len(key) > MAX_LENGTH:
        raise refuse("R7", "journey.order", "This place is full.", mend="Give the neighbours new keys first.")
    return key


def n_between(before: str | None, after: str | None, n: int) -> list[str]:
    """``n`` ascending keys strictly between two keys, as short as even spacing allows."""
    if n <= 0:
        return []
    if after is None:
        keys: list[str] = []
        for _ in range(n):
            keys.append(between(keys[-1] if keys else before, None))
        return keys
    half = n // 2
    middle = between(before, after)
    return [*n_between(before, middle, half), middle, *n_between(middle, after, n - half - 1)]


def ascending(keys: list[str]) -> bool:
    """Whether keys strictly ascend."""
    return all(a < b for a, b in pairwise(keys))


_ALLOWED = "A key has 1 to 200 of the characters 0-9, A-Z, a-z and does not end in 0."


def _after(key: str) -> str:
    """The next round key: the first digit that can grow does, the rest is cut off."""
    if not key:
        return "V"
    for place, digit in enumerate(key):
        if digit != DIGITS[-1]:
            return key[:place] + DIGITS[DIGITS.index(digit) + 1]
    return key + "1"


def _before(key: str) -> str:
    """The previous round key: the first digit above 1 shrinks; after a 1 there is a 0 and a z."""
    place = next(i for i, digit in enumerate(key) if digit != "0")
    digit = DIGITS.index(key[place])
    if digit > 1:
        return key[:place] + DIGITS[digit - 1]
    return key[:place] + "0" + DIGITS[-1]


def _middle(low: str, high: str) -> str:
    """A key between two keys that are known to ascend."""
    shared = 0
    while shared < len(high) and (low[shared] if shared < len(low) else "0") == high[shared]:
        shared += 1
    head, low, high = high[:shared], low[shared:], high[shared:]
    floor = DIGITS.index(low[0]) if low else 0
    ceiling = DIGITS.index(high[0])
    if ceiling - floor > 1:
        return head + DIGITS[(floor + ceiling) // 2]
    if len(high) > 1:
        # "4" lies between "3…" and "4x": the shorter key is the higher bound without its tail.
        return head + high[0]
    return head + DIGITS[floor] + _after(low[1:])
