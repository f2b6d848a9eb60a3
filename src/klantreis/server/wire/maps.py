"""Maps: the gallery, one map with its document, its changes, versions and audit, and what is measured on it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from klantreis.server.wire.model import Interval, Wire
from klantreis.server.wire.questions import Answer

Name = Annotated[str, Field(min_length=1, max_length=200)]
Grade = Literal["A", "B", "C", "D", "E"]


class ThumbnailPhase(Wire):
    """A phase as the gallery draws it."""

    name: str
    touchpoints: int
    tint: int | None


class Thumbnail(Wire):
    """A map as the gallery draws it: phases, and the emotion per touchpoint in map order."""

    phases: list[ThumbnailPhase]
    emotion: list[float | None]


class SubMap(Wire):
    """A touchpoint that opens another map; that map may be gone."""

    touchpoint: str
    name: str
    map: str


class ParentMap(Wire):
    """A map with a touchpoint that opens this one."""

    map: str
    name: str
    touchpoint: str


class FutureMap(Wire):
    """Another state of a map: one of its future states, or what it is the future state of."""

    map: str
    name: str


class SubMapShown(SubMap):
    """A touchpoint that opens another map, with that map's name."""

    map_name: str | None = Field(description="Null when the map is gone.")


class ParentShown(ParentMap):
    """A map with a touchpoint that opens this one, and that touchpoint's name."""

    touchpoint_name: str


class Hierarchy(Wire):
    """The maps around a map."""

    map: str
    name: str
    parents: list[ParentShown]
    sub_maps: list[SubMapShown]
    future_of: FutureMap | None = Field(description="The map whose future state this is.")
    futures: list[FutureMap]


class MapSummary(Wire):
    """A map in the gallery."""

    id: str
    name: str
    description: str
    state: Literal["current", "future"]
    language: Literal["nl", "en"]
    version: int
    phases: int
    touchpoints: int
    pain_points: int
    grade_shares: dict[str, float] | None = Field(
        description="Share of the graded records per grade; null when not yet measured."
    )
    changed_at: datetime
    changed_by: str
    measured_at: datetime | None
    supported_share: float | None = Field(description="Of the graded records: A, B or C; null when not yet measured.")
    owner: str
    life_cycle: str | None
    future_of: str | None = Field(description="The map whose future state this is.")
    review_days: int
    evidence_at: str | None = Field(description="When the newest evidence is of: a date, or a moment.")
    reviewed_at: str | None = Field(description="When somebody last found the map still true: a date, or a moment.")
    review_due: date = Field(
        description="When the newest evidence and the last review, or else the map, are older than its review period."
    )
    comments_open: int
    suggestions_open: int
    sub_maps: list[SubMap] = Field(description="Touchpoints that open another map.")
    parents: list[ParentMap] = Field(description="Maps with a touchpoint that opens this one.")
    futures: list[FutureMap] = Field(description="Maps that are a future state of this one.")
    thumbnail: Thumbnail | None = Field(None, description="Left out where it was not asked.")


class BinnedMap(Wire):
    """A map in the bin."""

    id: str
    name: str
    version: int
    deleted_at: datetime


class Binned(Wire):
    """The maps in the bin."""

    maps: list[BinnedMap]


class Thumbnails(Wire):
    """Maps in small, by id."""

    maps: dict[str, Thumbnail]


class Maps(Wire):
    """Every map of the workspace, the one changed last first."""

    maps: list[MapSummary]


class Map(Wire):
    """One map with its document (see GET /api/v1/schema/journey)."""

    id: str
    version: int
    name: str
    created_at: datetime
    created_by: str
    changed_at: datetime
    changed_by: str
    document: dict[str, Any]


class MapAtVersion(Wire):
    """A map as it was at a version."""

    id: str
    version: int
    document: dict[str, Any]


class NewMap(Wire):
    """A map to make: from a template, or from a document."""

    name: Name | None = None
    template: str | None = Field(None, max_length=40)
    language: Literal["nl", "en"] | None = None
    document: dict[str, Any] | None = None


class DraftRequest(Wire):
    """A map to draft from the events."""

    name: Name | None = None
    template: str = Field("auto", max_length=40)
    language: Literal["nl", "en"] | None = None
    from_: str | None = Field(None, alias="from", max_length=40)
    to: str | None = Field(None, max_length=40)
    segment: str | None = Field(None, max_length=200)
    where: str | None = Field(None, max_length=4000)
    channel: str | None = Field(None, max_length=200)


class MapChange(Wire):
    """Changes to a map: ``{"op": "put"|"patch"|"remove", "id", "record"|"fields"}``, all or nothing."""

    changes: list[dict[str, Any]] = Field(min_length=1, max_length=100_000)
    base_version: int | None = Field(None, ge=1, le=2**31 - 1, description="The version the author saw.")
    key: str | None = Field(
        None, min_length=1, max_length=100, description="Names this request; sent again it is not applied again."
    )


class MapChanged(Wire):
    """What was changed, and the changes that lead back."""

    version: int
    changes: list[dict[str, Any]]
    inverse: list[dict[str, Any]]
    repeated: bool = Field(description="Whether the same request came before and was not applied again.")


class Version(Wire):
    """One version of a map; ``name`` is null for an automatic one."""

    version: int
    at: datetime
    authors: list[str] = Field(description="Who worked since the listed version before it.")
    action: str
    name: str | None
    named_by: str | None
    restored_from: int | None


class Versions(Wire):
    """The versions of a map, the newest first."""

    versions: list[Version]


class NameVersion(Wire):
    """The name a version gets; the present one unless said."""

    name: Name
    version: int | None = Field(None, ge=1, le=2**31 - 1)


class Restore(Wire):
    """The version to go back to; the way back is a version too."""

    version: int = Field(ge=1, le=2**31 - 1)


class AuditEntry(Wire):
    """Who did what and when; ``details`` depends on ``action``."""

    id: int
    at: datetime
    author: str
    action: str
    map: str | None
    version: int | None
    details: dict[str, Any]


class Audit(Wire):
    """The changes of a map, the newest first."""

    entries: list[AuditEntry]


class Part(Wire):
    """``n`` of ``of`` journeys."""

    n: int
    of: int
    share: float | None
    interval: Interval | None


class Waiting(Wire):
    """Seconds from the event on the map before it."""

    n: int
    median_s: float | None
    p75_s: float | None
    p90_s: float | None


class Feeling(Wire):
    """Mean score on the emotion scale -2 … 2."""

    n: int
    mean: float
    interval: Interval | None


class TouchpointMeasure(Wire):
    """What the data say about one touchpoint."""

    events: int
    journeys: int
    share: float | None
    interval: Interval | None
    repeat_share: float | None
    drop_off: Part
    waiting: Waiting
    emotion: Feeling | None
    grade: Grade


class PhaseMeasure(Wire):
    """What the data say about one phase."""

    journeys: int
    share: float | None
    conversion: Part | None
    median_s: float | None


class Ghost(Wire):
    """An activity with events off the map, and where it belongs."""

    activity: str
    journeys: int
    share: float
    interval: Interval | None
    events: int
    after: str | None
    phase: str | None


class Coverage(Wire):
    """How much of what happens is on the map."""

    events: int
    on_map: int
    share: float | None


class Ends(Wire):
    """How journeys end."""

    converted: int
    dropped: int
    open: int


class Goal(Wire):
    """What counts as converted: the map's own rule, passing this phase's conversion point, or reaching the phase."""

    phase: str
    by: str


class GhostsLeftOut(Wire):
    """Activities off the map that are not listed, counted."""

    activities: int
    events: int


class Measures(Answer):
    """Everything that is measured on a map."""

    coverage: Coverage
    ends: Ends
    goal: Goal | None
    allowed_days: int | None
    unread_scores: int
    touchpoints: dict[str, TouchpointMeasure]
    phases: dict[str, PhaseMeasure]
    ghosts: list[Ghost]
    ghosts_left_out: GhostsLeftOut
    grades: dict[str, Grade]
    grade_shares: dict[str, float]


class BindingCountRequest(Wire):
    """A rule to try."""

    rule: dict[str, Any]


class ActivityCount(Wire):
    """How often an activity occurs among the matching events."""

    activity: str
    events: int


class BindingCount(Wire):
    """What a rule would match."""

    events: int
    journeys: int
    share: float | None
    activities: list[ActivityCount]


class TemplatePhase(Wire):
    """A phase of a template with its touchpoints."""

    name: str
    touchpoints: list[str]


class Template(Wire):
    """A map to start from."""

    name: str
    title: str
    description: str
    phases: list[TemplatePhase]


class Templates(Wire):
    """Every map to start from."""

    templates: list[Template]
