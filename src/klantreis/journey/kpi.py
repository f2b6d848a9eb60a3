"""KPI: the number that shows how it goes."""

from __future__ import annotations

from typing import ClassVar, Literal

from klantreis.journey.bounds import Line, Name, Note, Number, Word
from klantreis.journey.ids import KpiId, PhaseId, TouchpointId
from klantreis.journey.record import Record, Reference


class Kpi(Record):
    """What is counted, how often and what is aimed at; the series itself is data, not map."""

    references: ClassVar[tuple[Reference, ...]] = (Reference("phase", "clear"), Reference("touchpoint", "clear"))

    id: KpiId
    kind: Literal["kpi"] = "kpi"
    name: Name
    definition: Note = ""
    unit: Word = ""
    better: Literal["higher", "lower"] = "higher"
    target: Number | None = None
    cadence: Literal["day", "week", "month", "quarter", "year"] = "month"
    owner: Line = ""
    phase: PhaseId | None = None
    touchpoint: TouchpointId | None = None
