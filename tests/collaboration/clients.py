"""A client as a browser is one: its own copy of the shared document, which is sent and received in updates."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pycrdt import Doc

from klantreis.collaboration import shape
from klantreis.collaboration.room import Incoming, Room
from klantreis.journey.changes import parse_changes
from klantreis.journey.document import Document


class Client:
    """Somebody with a copy of the map; away until ``meet``."""

    def __init__(self, name: str, room: Room) -> None:
        self.name, self.doc = name, Doc()
        self.doc.apply_update(room.doc.get_update())
        self.known = self.doc.get_state()

    def raw(self) -> dict[str, Any]:
        return shape.read(self.doc)

    def write(self, changes: Iterable[dict[str, Any]]) -> None:
        """Change the own copy without asking anybody."""
        shape.write(self.doc, parse_changes(changes))

    def outgoing(self) -> list[Incoming]:
        update = self.doc.get_update(self.known)
        self.known = self.doc.get_state()
        return [Incoming(self.name, self.name, update)]

    def hear(self, update: bytes) -> None:
        if update:
            self.doc.apply_update(update)
            self.known = self.doc.get_state()


def meet(room: Room, *clients: Client) -> list[Any]:
    """Everybody sends what they have, in one batch, and receives what came of it; the refusals."""
    taken = room.take([item for client in clients for item in client.outgoing()])
    assert not taken.broken
    for client in clients:
        client.hear(room.doc.get_update(client.doc.get_state()))
    return [refused for each in taken.refused.values() for refused in each]


def same(room: Room, *clients: Client) -> bool:
    """Whether everybody has the map that the room has."""
    plain = {name: record.model_dump(mode="json") for name, record in room.document.records.items()}
    return all(client.raw() == plain for client in clients) and Document.of(shape.read(room.doc).values()) == (
        room.document
    )
