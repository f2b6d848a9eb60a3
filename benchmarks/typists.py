"""People in a room as a browser brings them: a socket, a copy of the map, words typed in a cell of one's own.

Used by the benchmark of rooms and by the crash tests; a typist comes back by itself when the server goes away
and sends again what was not acknowledged.
"""

from __future__ import annotations

import asyncio
import json
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from pycrdt import Doc, Text
from pycrdt import Map as SharedMap
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

RECORDS = "records"


@dataclass
class Typist:
    """Types word after word at the end of the text of ``cell``."""

    address: str
    """The room's address, ``ws://…/room``."""
    cell: str
    watches: bool = False
    """Whether it applies what others send, and notes when it saw it."""
    doc: Doc = field(default_factory=Doc)
    typed: list[str] = field(default_factory=list)
    kept: int = 0
    """How many words were acknowledged."""
    seen: dict[str, float] = field(default_factory=dict)
    """When each text of another was first seen here, by cell and length."""
    errors: list[str] = field(default_factory=list)
    connections: int = 0
    synced: asyncio.Event = field(default_factory=asyncio.Event)
    _socket: Any = None
    _server_has: bytes = b""

    async def stay(self, until: asyncio.Event) -> None:
        """Be in the room until told to leave; come back whenever the connection ends."""
        while not until.is_set():
            try:
                async with connect(self.address, max_size=2**24, compression=None, open_timeout=60) as socket:
                    self._socket = socket
                    self.connections += 1
                    await self._listen(socket, until)
            except (ConnectionClosed, InvalidHandshake, OSError, TimeoutError):
                self._socket = None
            self._socket = None
            self.synced.clear()
            if not until.is_set():
                await asyncio.sleep(0.2)

    async def type(self, word: str) -> float:
        """Put a word at the end of the own text and send it; when, by the monotonic clock."""
        before = self.doc.get_state()
        text = self._text()
        text.insert(len(text), word)
        self.typed.append(word)
        at = time.monotonic()
        socket = self._socket
        if socket is not None and self.synced.is_set():
            with suppress(ConnectionClosed):
                await socket.send(b"\x01" + len(self.typed).to_bytes(4, "big") + self.doc.get_update(before))
        return at

    def text(self) -> str:
        """The own text as this copy has it."""
        return str(self._text())

    def _text(self) -> Text:
        entry = self.doc.get(RECORDS, type=SharedMap)[self.cell]
        found = entry["text"] if isinstance(entry, SharedMap) else None
        assert isinstance(found, Text)
        return found

    async def _listen(self, socket: Any, until: asyncio.Event) -> None:
        waiting = asyncio.create_task(until.wait())
        try:
            while not until.is_set():
                receiving = asyncio.create_task(socket.recv())
                await asyncio.wait({receiving, waiting}, return_when=asyncio.FIRST_COMPLETED)
                if not receiving.done():
                    receiving.cancel()
                    return
                await self._heard(socket, receiving.result())
        finally:
            waiting.cancel()

    async def _heard(self, socket: Any, message: bytes | str) -> None:
        if isinstance(message, bytes):
            if message[0] == 0:
                # What the server lacks, and a question for what is lacking here.
                self._server_has = message[1:]
                await socket.send(b"\x00" + self.doc.get_state())
            elif self.watches or not self.synced.is_set():
                self.doc.apply_update(message[1:])
                if self.watches:
                    self._note()
            return
        said = json.loads(message)
        if said["kind"] == "synced":
            self.synced.set()
            if self.typed:
                lacking = self.doc.get_update(self._server_has or None)
                await socket.send(b"\x01" + len(self.typed).to_bytes(4, "big") + lacking)
        elif said["kind"] == "kept":
            self.kept = max(self.kept, said["number"])
        elif said["kind"] in ("refused", "problem", "end"):
            self.errors.append(message[:300])

    def _note(self) -> None:
        now = time.monotonic()
        records = self.doc.get(RECORDS, type=SharedMap)
        for name in self._others:
            entry = records[name]
            text = entry["text"] if isinstance(entry, SharedMap) else ""
            length = len(str(text))
            for shorter in range(self._lengths.get(name, 0) + 1, length + 1):
                self.seen[f"{name}:{shorter}"] = now
            self._lengths[name] = max(length, self._lengths.get(name, 0))

    _others: list[str] = field(default_factory=list)
    _lengths: dict[str, int] = field(default_factory=dict)

    def watch(self, cells: list[str]) -> None:
        """Note when texts of these cells grow."""
        self._others = cells


def room_map(cells: int) -> dict[str, Any]:
    """A map with a cell for each of so many people, as a document of the API."""
    records: dict[str, Any] = {
        "map": {"id": "map", "kind": "map", "name": "Samen", "language": "nl"},
        "phase_0000000001": {"id": "phase_0000000001", "kind": "phase", "name": "Fase", "order": "G"},
        "lane_0000000001": {
            "id": "lane_0000000001", "kind": "lane", "name": "Doet", "type": "actions", "order": "G",
        },
    }  # fmt: skip
    for number in range(20):
        name = f"touchpoint_{number:010d}"
        records[name] = {
            "id": name, "kind": "touchpoint", "name": f"Contact {number}", "phase": "phase_0000000001",
            "order": f"G{number:02d}1",
        }  # fmt: skip
    for number in range(cells):
        name = cell(number)
        records[name] = {
            "id": name, "kind": "cell", "lane": "lane_0000000001", "touchpoint": f"touchpoint_{number % 20:010d}",
            "order": f"G{number:05d}1", "text": "",
        }  # fmt: skip
    return {"schema": 1, "records": records}


def cell(number: int) -> str:
    """The cell of the person with this number."""
    return f"cell_{number:010d}"
