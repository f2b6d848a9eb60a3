"""Map order: how a map is read, from the first phase to the last (SPEC R25)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, TypeVar

from klantreis.journey.phase import Phase
from klantreis.journey.record import Record
from klantreis.journey.touchpoint import Touchpoint


class Placed(Protocol):
    """A record with a place among its like."""

    @property
    def id(self) -> str:
        """The id, which settles equal orders."""
        ...

    @property
    def order(self) -> str:
        """The order key."""
        ...


P = TypeVar("P", bound=Placed)


def place(record: Placed) -> tuple[str, str]:
    """The key records are sorted by."""
    return record.order, record.id


def in_order(records: list[P]) -> list[P]:
    """The same records by order key, equal keys by id."""
    return sorted(records, key=place)


def touchpoints_in_order(records: Mapping[str, Record]) -> list[Touchpoint]:
    """Touchpoints phase by phase; one whose phase is missing comes last."""
    phases = in_order([record for record in records.values() if isinstance(record, Phase)])
    rank = {phase.id: number for number, phase in enumerate(phases)}
    touchpoints = [record for record in records.values() if isinstance(record, Touchpoint)]
    return sorted(touchpoints, key=lambda item: (rank.get(item.phase, len(rank)), *place(item)))
