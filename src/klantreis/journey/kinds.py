"""Every kind of record, and how a raw one becomes a checked one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError

from klantreis.journey.binding import Binding
from klantreis.journey.cell import Cell
from klantreis.journey.comment import Comment
from klantreis.journey.connection import Connection
from klantreis.journey.emotion import Emotion
from klantreis.journey.evidence import Evidence
from klantreis.journey.journey_map import JourneyMap
from klantreis.journey.kpi import Kpi
from klantreis.journey.lane import Lane
from klantreis.journey.pain_point import PainPoint
from klantreis.journey.persona import Persona
from klantreis.journey.phase import Phase
from klantreis.journey.process import Process
from klantreis.journey.record import Record
from klantreis.journey.refusals import refuse
from klantreis.journey.solution import Solution
from klantreis.journey.sticky import Sticky
from klantreis.journey.suggestion import Suggestion
from klantreis.journey.system import System
from klantreis.journey.team import Team
from klantreis.journey.touchpoint import Touchpoint
from klantreis.journey.view import View
from klantreis.journey.wrong_field import wrong_field

AnyRecord = Annotated[
    JourneyMap
    | Persona
    | Phase
    | Touchpoint
    | Binding
    | Lane
    | Cell
    | Emotion
    | PainPoint
    | Solution
    | Process
    | Team
    | System
    | Kpi
    | Evidence
    | Connection
    | Sticky
    | Suggestion
    | View
    | Comment,
    Field(discriminator="kind"),
]
"""Any record; ``kind`` says which."""

KINDS: dict[str, type[Record]] = {
    "map": JourneyMap,
    "persona": Persona,
    "phase": Phase,
    "touchpoint": Touchpoint,
    "binding": Binding,
    "lane": Lane,
    "cell": Cell,
    "emotion": Emotion,
    "pain_point": PainPoint,
    "solution": Solution,
    "process": Process,
    "team": Team,
    "system": System,
    "kpi": Kpi,
    "evidence": Evidence,
    "connection": Connection,
    "sticky": Sticky,
    "suggestion": Suggestion,
    "view": View,
    "comment": Comment,
}
"""Kind to model, in the order in which records are written: a record only refers to earlier kinds, except in lists."""

ANY_RECORD: TypeAdapter[Any] = TypeAdapter(AnyRecord)


def parse(raw: Mapping[str, Any] | Record) -> Record:
    """A checked record from plain JSON values.

    Raises UserError naming record, field and what is allowed (SPEC R2–R10).
    """
    if isinstance(raw, Record):
        return raw
    if not isinstance(raw, Mapping):
        raise refuse("R3", "journey.record", "A record is an object with an id and a kind.")
    name = raw.get("id")
    kind = raw.get("kind")
    model = KINDS.get(kind) if isinstance(kind, str) else None
    if model is None:
        record = name if isinstance(name, str) else None
        raise refuse(
            "R3",
            "journey.kind",
            f"{kind!r} is not a kind of record.",
            record=record,
            field="kind",
            allowed=tuple(KINDS),
        )
    try:
        return model.model_validate(dict(raw))
    except ValidationError as problem:
        raise wrong_field(problem, kind=model, record=name) from None


def plain(record: Record) -> dict[str, Any]:
    """A record as plain JSON values, every field present, in the order of its definition."""
    return record.model_dump(mode="json")
