"""Touchpoints that were made to open a map which leads back to this one: put back, and told."""

from __future__ import annotations

from collections.abc import Mapping

from klantreis.collaboration.refused import Refused, refused
from klantreis.collaboration.room import Room
from klantreis.errors import UserError
from klantreis.journey.document import Document
from klantreis.journey.touchpoint import Touchpoint


def put_back(room: Room, before: Document, problems: Mapping[str, UserError]) -> dict[str, Refused]:
    """Let these touchpoints open again what they opened in ``before``; what was refused, by touchpoint."""
    good = room.document
    for name in problems:
        old = before.records.get(name)
        good, _ = good.patch(name, {"sub_map": old.sub_map if isinstance(old, Touchpoint) else None})
    room.merge(room.document, good)
    return {name: refused(name, "sub_map", problem, None) for name, problem in problems.items()}
