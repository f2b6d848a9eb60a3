"""Over all maps: the library, and two maps side by side."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from klantreis.server.wire.maps import Name
from klantreis.server.wire.model import Interval, Wire

Kind = Literal["touchpoint", "channel", "team", "system", "persona"]


class Use(Wire):
    """Where a name is used; a channel by the touchpoint or persona that has it."""

    map: str
    map_name: str
    record: str
    name: str
    place: str = Field(
        description="Of a touchpoint its phase, of a channel the touchpoint or persona, of others their touchpoints."
    )
    touchpoint: str | None = Field(description="The touchpoint to look at, where there is one.")


class LibraryEntry(Wire):
    """One name over all maps; capitals and spaces do not count."""

    kind: Kind
    name: str
    spellings: list[str]
    maps: int
    times: int = Field(description="How often it is used.")
    used_in: list[Use] | None = Field(None, description="Left out where it was not asked.")


class Library(Wire):
    """What maps name, that of most maps first."""

    entries: list[LibraryEntry]
    found: int = Field(description="How many there are, these and those that were passed over or left.")


class LibraryNames(Wire):
    """Names that other maps use, that of most maps first."""

    names: list[str]


class Rename(Wire):
    """A name that gets another one in every map."""

    kind: Kind
    from_: Annotated[str, Field(alias="from", min_length=1, max_length=200)]
    to: Name


class RenamedMap(Wire):
    """A map that changed."""

    map: str
    name: str
    version: int
    records: int


class RefusedMap(Wire):
    """A map that stayed as it was, and why."""

    map: str
    problem: dict[str, Any]


class Renamed(Wire):
    """Where it was renamed; a map that refused stayed as it was."""

    kind: Kind
    from_: str = Field(alias="from")
    to: str
    maps: list[RenamedMap]
    refused: list[RefusedMap]


class Duplicate(Wire):
    """What a copy is called, and whether it is a future state of the map it is of."""

    name: Name | None = None
    state: Literal["current", "future"] | None = Field(
        None, description="`future` makes it a future state of this map; by default it is what this map is."
    )


class ComparedSide(Wire):
    """One of the two maps that were compared."""

    map: str
    version: int
    name: str
    changed_at: datetime | None = Field(description="When this version was made; null for a version of before.")


class ComparedField(Wire):
    """One field with its value on both sides."""

    field: str
    before: Any
    after: Any


class ComparedEntry(Wire):
    """One record that differs: its ids on both sides and where it stands."""

    op: Literal["added", "changed", "moved", "removed"]
    kind: str
    name: str
    before: str | None
    after: str | None
    phase: str | None
    touchpoint: str | None
    lane: str | None
    moved: bool = Field(description="It moved; also true for what changed as well.")
    fields: list[ComparedField]


class ComparedGroup(Wire):
    """The differences in one phase; without a phase those of the map as a whole."""

    phase: str | None
    name: str | None
    entries: list[ComparedEntry]


class MeasuredSide(Wire):
    """Over how many journeys or events a number is, and its own 95 % interval where it has one."""

    n: int
    interval: Interval | None


class MeasuredDifference(Wire):
    """A measured number that differs, on the same journeys."""

    before_id: str
    after_id: str
    measure: Literal["reach", "drop_off", "waiting", "emotion"]
    before: float | None
    after: float | None
    difference: float | None
    interval: Interval | None = Field(description="Of the difference; for reach only.")
    before_side: MeasuredSide
    after_side: MeasuredSide
    verdict: Literal["clear", "within", "one_side", "no_interval"] = Field(
        description="Whether the two differ beyond their intervals; a number on one side only does not compare."
    )


class MapComparison(Wire):
    """What leads from one map to the other."""

    before: ComparedSide
    after: ComparedSide
    counts: dict[str, int]
    groups: list[ComparedGroup]
    apart: dict[str, dict[str, int]] = Field(description="Comments, suggestions, views and sticky notes, counted.")
    same: dict[str, str] = Field(description="Of records on both under another id: the id on the second per first.")
    measured: list[MeasuredDifference] | None = Field(description="Null when it was not asked.")
