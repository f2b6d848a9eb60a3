"""Segments: rules that have a name."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from klantreis.server.wire.maps import Part
from klantreis.server.wire.model import Wire


class Segment(Wire):
    """A rule over events that has a name."""

    name: str
    where: str
    description: str
    changed_at: datetime
    changed_by: str


class Segments(Wire):
    """Every segment, by name."""

    segments: list[Segment]


class SegmentCount(Wire):
    """What a rule picks, of what is asked about."""

    customers: Part
    journeys: Part


class SegmentRule(Wire):
    """The rule a segment gets."""

    where: str = Field(min_length=1, max_length=4000)
    description: str = Field("", max_length=2000)
