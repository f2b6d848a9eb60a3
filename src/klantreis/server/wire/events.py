"""Events as they are stored: sources, activities, attributes, rows, one customer."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from klantreis.server.wire.model import Wire
from klantreis.server.wire.uploads import Note


class Source(Wire):
    """One imported file. ``rows`` = ``added`` + ``duplicates`` + ``rejected``."""

    id: int
    name: str
    bytes: int
    format: str
    at: datetime = Field(description="When it was imported.")
    rows: int
    added: int
    duplicates: int
    rejected: int
    from_: datetime | None = Field(alias="from")
    to: datetime | None
    columns: dict[str, str] = Field(description="Role per column.")
    notes: list[Note]
    demo: bool = Field(description="Whether these are the made-up events of the demo.")


class Sources(Wire):
    """Every import, the newest first."""

    sources: list[Source]


class Activity(Wire):
    """The name of an event, and how often it occurs."""

    name: str
    events: int
    customers: int
    from_: datetime | None = Field(alias="from")
    to: datetime | None


class ActivitiesLeftOut(Wire):
    """Activities that are not listed: the rarest."""

    activities: int
    events: int


class Activities(Wire):
    """Activities, the most frequent first."""

    activities: list[Activity]
    left_out: ActivitiesLeftOut


class Attribute(Wire):
    """A further column of the events."""

    name: str


class Attributes(Wire):
    """Every attribute, in order of first import."""

    attributes: list[Attribute]


class Event(Wire):
    """One event; ``attributes`` holds the further columns that have a value."""

    customer: str
    activity: str
    at: datetime
    source: int
    event_id: str | None
    journey_id: str | None
    channel: str | None
    value: float | None
    score: float | None
    score_kind: str | None
    text: str | None
    attributes: dict[str, str]


class Events(Wire):
    """Some events, in order of import; ``next`` is what to ask ``after``, null at the end."""

    events: list[Event]
    next: int | None


class Customer(Wire):
    """One customer's events, in the order of the journey."""

    customer: str
    events: list[Event]


class ErasedRule(Wire):
    """A persona whose rule named the customer, and is empty now."""

    map: str
    persona: str


class NamingMap(Wire):
    """A map that names the customer, now or in an earlier version."""

    map: str
    name: str
    in_bin: bool
    records: list[str] = Field(description="Records that name the customer now.")
    versions: list[int] = Field(
        description="Versions in which something that names the customer came, changed or went."
    )
    files: list[str] = Field(description="Files of the map that are called so, or hold the customer's id as text.")
    removed: list[str] = Field(description="Removed records that a step back would find again.")


class Traces(Wire):
    """Where people typed a customer's id."""

    maps: list[NamingMap] = Field(description="Maps on which somebody typed it: to be cleaned by hand.")
    descriptions: list[str] = Field(description="Segments whose name or description holds it.")
    questions: list[str] = Field(description="Saved questions whose name or question holds it.")
    audit: int = Field(description="Entries of the audit that hold it.")


class Taken(Wire):
    """What was taken out of the past."""

    versions: int = Field(description="Versions of maps that were rewritten without it.")
    removed: int = Field(description="Removed records that no step back finds any more.")
    audit: int = Field(description="Entries of the audit that were rewritten without it.")


class Erased(Traces):
    """What was erased of a customer, and where people typed the id."""

    events: int
    rejected: int
    explorations: list[str] = Field(description="Saved questions whose rule named the customer: they are gone.")
    segments: list[str] = Field(description="Segments whose rule named the customer: they are gone.")
    personas: list[ErasedRule]


class Forgotten(Traces):
    """What was taken out of the past, and what is left."""

    taken: Taken
