"""How deep shared values lie in each other in one update, before the library that follows them by calling itself."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass

DEEPEST = 20
"""Shared values inside shared values; a map has four: the records, one of them, its rows, and a text in a row."""

Place = tuple[int, int]
"""The client that wrote something, and its clock when it did."""


@dataclass(slots=True)
class _Piece:
    end: int
    parent: Place | None
    beside: Place | None
    """What it was put next to: it stands where that stands."""


class Nesting:
    """Collects the pieces of an update in the order in which they stand, each client's by its clock."""

    def __init__(self) -> None:
        self._starts: dict[int, list[int]] = defaultdict(list)
        self._pieces: dict[int, list[_Piece]] = defaultdict(list)
        self._shared: list[_Piece] = []

    def note(self, at: Place, length: int, parent: Place | None, beside: Place | None, *, shared: bool) -> None:
        """A piece that begins ``at`` a place and is so long; ``shared`` values may hold others."""
        client, clock = at
        if self._starts[client] and clock <= self._starts[client][-1]:
            raise ValueError("out of order")
        piece = _Piece(clock + length, parent, beside)
        self._starts[client].append(clock)
        self._pieces[client].append(piece)
        if shared:
            self._shared.append(piece)

    def check(self) -> None:
        """Raise ValueError when shared values lie too deep in each other, or in themselves."""
        for piece in self._shared:
            around: _Piece | None = piece
            for _ in range(DEEPEST + 1):
                around = self._around(around)
                if around is None:
                    break
            else:
                raise ValueError("nested too deep")

    def _around(self, piece: _Piece) -> _Piece | None:
        """What a piece stands in, where that is in this update too."""
        row: list[_Piece] = []
        at: _Piece | None = piece
        while at is not None and at.beside is not None:
            row.append(at)
            at, row[-1].beside = self._at(at.beside), None
        parent = None if at is None else at.parent
        for each in row:
            each.parent = parent
        return None if parent is None else self._at(parent)

    def _at(self, place: Place) -> _Piece | None:
        client, clock = place
        found = bisect_right(self._starts.get(client, []), clock) - 1
        if found < 0:
            return None
        piece = self._pieces[client][found]
        return piece if clock < piece.end else None
