"""How a table fits the terminal: words wrap, bars give way, and what is still too wide stands in a table below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

GAP, EDGE = 3, 1
"""Cells beside a column, and before them all."""
ROOM_OF_NAMES, ROOM_OF_WORDS = 28, 12
"""Words may wrap, and keep room to be read."""


@dataclass(frozen=True)
class Heading:
    """A column: what it is called, whether it holds numbers, and how wide its cells are."""

    name: str
    numeric: bool
    widest: int
    drawn: bool = False
    """Of bars: it says again what a number says."""

    @property
    def full(self) -> int:
        """So wide that nothing of it wraps but its name."""
        return max(self.widest, *(len(word) for word in self.name.split() or ("",)))

    def least(self, first: bool, width: int) -> int:
        """So wide it has to be in a terminal so wide: a number never wraps."""
        names = min(ROOM_OF_NAMES, max(ROOM_OF_WORDS, width // 3))
        return self.full if self.numeric or self.drawn else min(self.full, names if first else ROOM_OF_WORDS)


def fitted(headings: Sequence[Heading], width: int) -> list[list[tuple[int, int]]]:
    """Tables of (column, its width), each with the first column, that together hold all that fits no single one."""
    kept = list(range(len(headings)))
    if _least(headings, kept, width) > width:
        kept = [place for place in kept if not headings[place].drawn]
    tables, now = [], kept[:1]
    for place in kept[1:]:
        if len(now) > 1 and _least(headings, [*now, place], width) > width:
            tables.append(now)
            now = kept[:1]
        now = [*now, place]
    return [_widened(headings, each, width) for each in (*tables, now)]


def _least(headings: Sequence[Heading], places: Sequence[int], width: int) -> int:
    return EDGE + sum(headings[place].least(place == 0, width) + GAP for place in places)


def _widened(headings: Sequence[Heading], places: Sequence[int], width: int) -> list[tuple[int, int]]:
    """What is left goes to those that would wrap, the first of them first."""
    spare, found = max(0, width - _least(headings, places, width)), []
    for place in places:
        least = headings[place].least(place == 0, width)
        more = min(spare, headings[place].full - least)
        spare -= more
        found.append((place, least + more))
    return found
