"""``customers``: who is behind a number. The journeys it counts, a page at a time, with the exact total."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from klantreis.analyses.result import Result, Scope, iso, moment
from klantreis.engine.distinct import different
from klantreis.engine.journeys import Journeys
from klantreis.engine.source import Source
from klantreis.errors import UserError

MOST = 1000
"""Journeys listed at a time."""
SHOWN = 40
"""Activities told of a journey."""


@dataclass(frozen=True)
class Listed:
    """One journey behind the number."""

    customer: str
    times: int
    """How many times it is in the number."""
    events: int
    first: datetime
    last: datetime
    path: tuple[str, ...]
    """Its activities in order, the first 40 of them."""


@dataclass(frozen=True)
class Customers(Result):
    """The journeys behind a number, those that ended last first."""

    question: ClassVar[str] = "customers"
    columns: ClassVar[tuple[str, ...]] = ("customer", "times", "events", "first", "last", "duration_s", "path")
    cell: dict[str, Any]
    """Which number, as it was asked."""
    count: int
    """The number itself: times that journeys are in it."""
    journeys: int
    customers: int
    offset: int
    listed: tuple[Listed, ...]

    def rows(self) -> Sequence[dict[str, Any]]:
        """One dict per listed journey, with the stable keys."""
        return [
            {
                "customer": each.customer,
                "times": each.times,
                "events": each.events,
                "first": iso(each.first),
                "last": iso(each.last),
                "duration_s": (each.last - each.first).total_seconds(),
                "path": list(each.path),
            }
            for each in self.listed
        ]

    def body(self) -> dict[str, Any]:
        """``cell``, the totals and ``listed``."""
        return {
            "cell": self.cell,
            "count": self.count,
            "journeys": self.journeys,
            "customers": self.customers,
            "offset": self.offset,
            "listed": list(self.rows()),
        }


def customers(
    journeys: Source,
    times: NDArray[np.int64],
    *,
    cell: dict[str, Any] | None = None,
    offset: int = 0,
    limit: int = 50,
) -> Customers:
    """The journeys of which ``times`` (shape (J,), from ``analyses.cells``) is above 0, those that ended last first.

    Totals are over all of them; ``offset`` and ``limit`` choose the page that is listed. Raises ``UserError``
    (``customers.page``).
    """
    if offset < 0 or not 1 <= limit <= MOST:
        raise UserError(
            "customers.page",
            "This page of the list does not exist.",
            where="limit" if offset >= 0 else "offset",
            mend=f"Give an offset of 0 or more and a limit of 1 to {MOST}.",
            params={"offset": offset, "limit": limit, "most": MOST},
        )
    here, inside = journeys.local(), np.flatnonzero(times)
    ends = here.times[np.maximum(here.offsets[1:][inside] - 2, 0)]
    page = inside[np.argsort(-np.asarray(ends), kind="stable")[offset : offset + limit]]
    names = here.customer_names([int(number) for number in here.customers[page]])
    return Customers(
        scope=Scope.of(journeys),
        cell=dict(cell or {}),
        count=int(times.sum()),
        journeys=len(inside),
        customers=different(here.customers[inside]),
        offset=offset,
        listed=tuple(_listed(here, int(j), name, int(times[j])) for j, name in zip(page, names, strict=True)),
    )


def _listed(journeys: Journeys, j: int, customer: str, times: int) -> Listed:
    lo, hi = int(journeys.offsets[j]), int(journeys.offsets[j + 1]) - 1
    path = tuple(str(journeys.labels[int(code)]) for code in journeys.codes[lo : min(hi, lo + SHOWN)])
    first, last = int(journeys.times[lo]), int(journeys.times[max(hi - 1, lo)])
    return Listed(customer, times, hi - lo, moment(first), moment(last), path)
