"""Days, weeks and months: where one ends and the next begins, on the clocks of a time zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from klantreis.analyses.result import moment
from klantreis.errors import UserError

Every = Literal["day", "week", "month"]
MOST = 1_000
DAY = 24 * 3600 * 1_000_000


@dataclass(frozen=True)
class Periods:
    """Edges in microseconds (UTC), one more than there are periods; each holds its begin and not its end."""

    edges: tuple[int, ...]
    partial: tuple[bool, ...]

    @property
    def count(self) -> int:
        """How many there are."""
        return max(len(self.edges) - 1, 0)

    def of(self, times: NDArray[np.int64]) -> NDArray[np.int64]:
        """The number of the period of each time; every time is inside one."""
        return np.searchsorted(np.asarray(self.edges, np.int64), times, side="right") - 1

    def whole(self) -> Periods:
        """All of them as one."""
        return Periods((self.edges[0], self.edges[-1]) if self.edges else (0, 1), (False,))


def periods_of(span: tuple[int, int] | None, by: Every, timezone: str, end: int | None = None) -> Periods:
    """The periods that hold everything from the first to the last time, none left out between.

    The first is partial when the data begin after it does, the last when they ``end`` (default: with the last time)
    before it does. Raises UserError (``series.too_many``) for more than 1,000.
    """
    if span is None:
        return Periods((), ())
    zone = ZoneInfo(timezone)
    begin = _begin(moment(span[0]).astimezone(zone), by)
    edges = [_microseconds(begin)]
    while edges[-1] <= span[1]:
        if len(edges) > MOST:
            raise UserError(
                "series.too_many",
                f"There are more than {MOST:,} periods in these data.",
                where="by",
                mend="Ask per week or month, or of fewer journeys with from and to.",
                params={"by": by, "most": MOST},
            )
        begin = _next(begin, by)
        edges.append(_microseconds(begin))
    count = len(edges) - 1
    last = max(span[1], span[1] if end is None else end)
    partial = [
        (k == 0 and span[0] - edges[0] > _slack(edges[:2]))
        or (k == count - 1 and edges[-1] - last > _slack(edges[-2:]))
        for k in range(count)
    ]
    return Periods(tuple(edges), tuple(partial))


def _slack(edges: list[int]) -> int:
    """What may be without events at an end of the data: a day, of a day a quarter."""
    return min(DAY, (edges[1] - edges[0]) // 4)


def _begin(when: datetime, by: Every) -> datetime:
    midnight = when.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    if by == "week":
        return midnight - timedelta(days=midnight.weekday())
    return midnight.replace(day=1) if by == "month" else midnight


def _next(begin: datetime, by: Every) -> datetime:
    # Arithmetic on an aware time keeps the clock's reading, so a day of 23 or 25 hours ends at midnight too.
    if by == "month":
        return (begin + timedelta(days=32)).replace(day=1)
    return begin + timedelta(days=7 if by == "week" else 1)


def _microseconds(when: datetime) -> int:
    return int(when.timestamp()) * 1_000_000
