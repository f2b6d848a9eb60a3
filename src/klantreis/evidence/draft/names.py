"""Activity names: which are variants of one, and how a name reads on a map."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NUMBER = re.compile(r"^[a-z]{0,2}\d+(?:[.-]\d+)*[\s.):_-]+(?=\S)", re.IGNORECASE)
_PREFIX = re.compile(r"^(?:event|activity|activiteit|evt)\b[\s:._/-]*(?=\S)", re.IGNORECASE)


def variants(names: Sequence[str]) -> list[list[int]]:
    """Groups of places in ``names`` that are one activity written differently; by first appearance.

    Capitals, spaces, underscores, hyphens and signs do not count, nor does the word "event" in front, nor
    a number in front ("2. Pay" is "pay") unless the data number the same name twice: then the numbers
    tell different things.
    """
    parts = [_parts(name) for name in names]
    numbers: dict[str, set[str]] = {}
    for number, base in parts:
        numbers.setdefault(base, set()).update({number} - {""})
    groups: dict[tuple[str, str], list[int]] = {}
    for place, (number, base) in enumerate(parts):
        key = (number if len(numbers[base]) > 1 else "", base)
        groups.setdefault(key, []).append(place)
    return list(groups.values())


def readable(name: str) -> str:
    """A name as a person would write it: ``product_view`` and ``productView`` read "Product view".

    One line, at most 200 characters, without control characters; a name of nothing else reads "–".
    """
    name = " ".join("".join(letter if letter.isprintable() else " " for letter in name).split(" ")).strip() or "–"
    text = name
    if " " not in text:
        spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", text)
        text = " ".join(re.split(r"[_\s]+", spaced)).strip() or text
        text = text.lower() if text.isupper() or spaced != name.strip() else text
    if len(text) > 200:
        text = text[:199] + "…"
    return text[:1].upper() + text[1:] if text.islower() else text


def _parts(name: str) -> tuple[str, str]:
    """(number in front, the rest without anything that does not count)."""
    text = _PREFIX.sub("", name.strip())
    found = _NUMBER.match(text)
    number = found.group(0) if found else ""
    base = re.sub(r"[\W_]+", "", text[len(number) :].casefold())
    if not base:  # nothing but a number, or but signs: it is only itself
        return "", name
    return re.sub(r"[\W_]+", "", number.casefold()), base
