"""Record ids: the kind, an underscore and ten characters of chance."""

from __future__ import annotations

import random
import re
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

MAP_ID = "map"
ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz"
LENGTH = 10
_ID = re.compile(r"([a-z_]+)_[0-9a-z]{10}")


def pattern(*kinds: str) -> str:
    """The regular expression that ids of these kinds match (SPEC R2)."""
    tails = [MAP_ID if kind == "map" else kind + r"_[0-9a-z]{10}" for kind in kinds]
    return "^" + (tails[0] if len(tails) == 1 else "(" + "|".join(tails) + ")") + "$"


def kind_of(record_id: str) -> str | None:
    """The kind that an id names, or None when it is no id."""
    if record_id == MAP_ID:
        return "map"
    match = _ID.fullmatch(record_id)
    return match.group(1) if match else None


class Ids:
    """Gives new ids; with a seed always the same ones, so that a template can be compared."""

    def __init__(self, seed: int | str | None = None) -> None:
        self._chance = random.SystemRandom() if seed is None else random.Random(seed)  # noqa: S311

    def new(self, kind: str) -> str:
        """A new id for a record of ``kind``; 36**10 possibilities."""
        if kind == "map":
            return MAP_ID
        return kind + "_" + "".join(self._chance.choices(ALPHABET, k=LENGTH))


def new_id(kind: str) -> str:
    """A new id from the system's source of chance."""
    return Ids().new(kind)


def different(values: tuple[str, ...]) -> tuple[str, ...]:
    """The same values, refused when one comes twice (SPEC R13)."""
    if len(set(values)) != len(values):
        raise PydanticCustomError("doubles", "names the same thing twice")
    return values


_LIST = Field(strict=False, max_length=500)

MapId = Annotated[str, Field(pattern=pattern("map"))]
PersonaId = Annotated[str, Field(pattern=pattern("persona"))]
PhaseId = Annotated[str, Field(pattern=pattern("phase"))]
TouchpointId = Annotated[str, Field(pattern=pattern("touchpoint"))]
BindingId = Annotated[str, Field(pattern=pattern("binding"))]
LaneId = Annotated[str, Field(pattern=pattern("lane"))]
CellId = Annotated[str, Field(pattern=pattern("cell"))]
EmotionId = Annotated[str, Field(pattern=pattern("emotion"))]
PainPointId = Annotated[str, Field(pattern=pattern("pain_point"))]
SolutionId = Annotated[str, Field(pattern=pattern("solution"))]
ProcessId = Annotated[str, Field(pattern=pattern("process"))]
TeamId = Annotated[str, Field(pattern=pattern("team"))]
SystemId = Annotated[str, Field(pattern=pattern("system"))]
KpiId = Annotated[str, Field(pattern=pattern("kpi"))]
EvidenceId = Annotated[str, Field(pattern=pattern("evidence"))]
ConnectionId = Annotated[str, Field(pattern=pattern("connection"))]
StickyId = Annotated[str, Field(pattern=pattern("sticky"))]
CommentId = Annotated[str, Field(pattern=pattern("comment"))]
SuggestionId = Annotated[str, Field(pattern=pattern("suggestion"))]
ViewId = Annotated[str, Field(pattern=pattern("view"))]

TouchpointIds = Annotated[tuple[TouchpointId, ...], _LIST, AfterValidator(different)]
PainPointIds = Annotated[tuple[PainPointId, ...], _LIST, AfterValidator(different)]
KpiIds = Annotated[tuple[KpiId, ...], _LIST, AfterValidator(different)]
LaneIds = Annotated[tuple[LaneId, ...], _LIST, AfterValidator(different)]
PhaseIds = Annotated[tuple[PhaseId, ...], _LIST, AfterValidator(different)]
PersonaIds = Annotated[tuple[PersonaId, ...], _LIST, AfterValidator(different)]
TeamIds = Annotated[tuple[TeamId, ...], _LIST, AfterValidator(different)]
SystemIds = Annotated[tuple[SystemId, ...], _LIST, AfterValidator(different)]
