"""The room of a map: one WebSocket through which it is edited together.

Binary messages carry Yjs; text messages are JSON. From the browser: byte 0 and its state vector, or byte 1,
a number of four bytes and an update; ``{"kind": "presence", "state": {…}}``. To the browser: byte 0 and the
server's state vector, byte 1 and an update; ``welcome``, ``kept``, ``refused``, ``revived``, ``version``,
``presence``, ``left``, ``problem``, ``end`` as JSON. ``welcome`` says which fields of each kind are shared text and
shared lists, so that a browser lays records down as the server does. Who enters with ``?whole=1`` has nothing yet and
is given all of it without asking: ``whole``, the map as plain records to draw at once, then the update and ``synced``.
"""

from __future__ import annotations

import asyncio
import json
import math
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, NoReturn

import anyio
from fastapi import APIRouter, WebSocket, WebSocketDisconnect
from starlette.requests import HTTPConnection, Request

from klantreis.collaboration import shape
from klantreis.collaboration.keeper import Member, OpenRoom, as_text
from klantreis.errors import KlantreisError
from klantreis.journey.kinds import KINDS
from klantreis.server.authorise import Authorise, Caller
from klantreis.server.context import Context

router = APIRouter(tags=["maps"])

VECTOR, UPDATE = 0, 1
MOST_FRAME = 4_000_100
MOST_PRESENCE, MOST_NESTED = 4_000, 8
"""Characters of what somebody says of where they are, and how deep it may go: everybody in the room is sent it."""
MOST_WAITING, MOST_WAITING_BYTES = 2_000, 64 * 2**20
"""What may wait for one slow browser; with more it is let go, and comes back by itself."""
ASK_AGAIN_S = 5.0
"""How often it is asked whether somebody may still be here."""
REFUSED, SLOW, OVER, FORBIDDEN = 4400, 4408, 4410, 4403
GONE = (WebSocketDisconnect, RuntimeError, OSError)
"""How a socket says that the other side is not there any more."""
READ = Authorise("maps.read")


async def settled(request: Request) -> None:
    """Before a map is read or changed in another way: what was just typed in its room is written."""
    map_id = request.path_params.get("id")
    if isinstance(map_id, str):
        await request.app.state.context.rooms.read(map_id)


class Outgoing:
    """What waits to be sent to one browser."""

    def __init__(self) -> None:
        self._queue: asyncio.Queue[dict[str, Any] | bytes] = asyncio.Queue(MOST_WAITING)
        self._bytes = 0
        self.slow = asyncio.Event()

    def send(self, message: dict[str, Any] | bytes) -> None:
        """Queue a message; an update as bytes. Never waits."""
        if self._queue.full() or self._bytes > MOST_WAITING_BYTES:
            self.slow.set()
        else:
            self._bytes += _size(message)
            self._queue.put_nowait(message)

    async def next(self) -> dict[str, Any] | bytes:
        """The message whose turn it is; waits for one."""
        message = await self._queue.get()
        self._bytes -= _size(message)
        return message

    async def too_slow(self) -> int:
        """Wait until more waits than may."""
        await self.slow.wait()
        return SLOW


def _size(message: dict[str, Any] | bytes) -> int:
    """Bytes of an update; what is said in words is small, and bounded by number."""
    return len(message) if isinstance(message, bytes) else 0


@router.websocket("/maps/{id}/room")
async def room(socket: WebSocket, id: str, whole: bool = False) -> None:
    """Edit a map together: see the module for the messages."""
    context: Context = socket.app.state.context
    try:
        caller = await READ(socket)
        outgoing = Outgoing()
        member = Member(caller.name, "maps.change" in caller.may, outgoing.send)
        entered = await context.rooms.enter(id, member)
    except KlantreisError as problem:
        with suppress(*GONE):
            await socket.accept()
            await socket.send_json({"kind": "end", "code": problem.code, "message": problem.message})
            await socket.close(FORBIDDEN)
        return
    try:
        if await _welcomed(socket, entered, member):
            if whole:
                member.send(entered.whole())
                _give(entered, member, None)
            await _stay(socket, entered, member, outgoing, caller)
    finally:
        context.rooms.leave(entered, member)


async def _welcomed(socket: WebSocket, room: OpenRoom, member: Member) -> bool:
    """Let somebody in, and say where they are; false when they are gone before that."""
    try:
        await socket.accept()
        room.present(member, None)
        await _tell_the_room(socket, room, member)
    except GONE:
        return False
    return True


async def _tell_the_room(socket: WebSocket, room: OpenRoom, member: Member) -> None:
    welcome = {
        "kind": "welcome",
        "member": member.id,
        "author": member.author,
        "may_write": member.may_write,
        "version": room.version,
        "people": room.people(),
        "texts": {kind: sorted(shape.texts(kind)) for kind in KINDS},
        "lists": {kind: sorted(shape.lists(kind)) for kind in KINDS},
        "rows": {kind: sorted(shape.rows(kind)) for kind in KINDS},
    }
    await socket.send_text(as_text(welcome))
    await socket.send_bytes(bytes([VECTOR]) + room.room.doc.get_state())


async def _stay(socket: WebSocket, room: OpenRoom, member: Member, outgoing: Outgoing, caller: Caller) -> None:
    """Listen and speak until one side ends it."""
    code = await _first(
        lambda: _listen(socket, room, member),
        lambda: _speak(socket, outgoing),
        outgoing.too_slow,
        lambda: _still_allowed(socket, caller),
    )
    if code:
        with suppress(*GONE):
            await socket.close(code)


async def _first(*works: Callable[[], Awaitable[int]]) -> int:
    """What the first of several to end gives; the others are cancelled."""
    given: list[int] = []
    async with anyio.create_task_group() as tasks:

        async def end(work: Callable[[], Awaitable[int]]) -> None:
            given.append(await work())
            tasks.cancel_scope.cancel()

        for work in works:
            tasks.start_soon(end, work)
    return given[0]


async def _listen(socket: WebSocket, room: OpenRoom, member: Member) -> int:
    while True:
        try:
            message = await socket.receive()
        except WebSocketDisconnect:
            return 0
        if message["type"] == "websocket.disconnect":
            return 0
        data, text = message.get("bytes"), message.get("text")
        try:
            if data is not None:
                _heard(data, room, member)
            elif text is not None:
                _said(text, room, member)
        except KlantreisError as problem:
            member.send({"kind": "problem", "code": problem.code, "message": problem.message})
        except (ValueError, RecursionError):
            return REFUSED


def _heard(data: bytes, room: OpenRoom, member: Member) -> None:
    if not data or len(data) > MOST_FRAME or data[0] not in (VECTOR, UPDATE):
        raise ValueError("not a message of a room")
    if data[0] == VECTOR:
        _give(room, member, data[1:] or None)
    elif not member.may_write:
        member.send({"kind": "problem", "code": "room.read_only", "message": "You may only look at this map."})
    else:
        room.put(member, int.from_bytes(data[1:5], "big"), data[5:])


def _give(room: OpenRoom, member: Member, state: bytes | None) -> None:
    """Send what a copy in that state lacks."""
    member.send(bytes([UPDATE]) + room.room.doc.get_update(state))
    member.send({"kind": "synced"})


def _said(text: str, room: OpenRoom, member: Member) -> None:
    if len(text) > MOST_PRESENCE:
        raise ValueError("too long")
    said = json.loads(text, parse_constant=_no_number, parse_float=_finite)
    if not isinstance(said, dict) or said.get("kind") != "presence" or _deeper(said, MOST_NESTED):
        raise ValueError("not a message of a room")
    state = said.get("state")
    room.present(member, state if isinstance(state, dict) else None)


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def _finite(text: str) -> float:
    """A number; one that is too large would be written as a word that no browser reads."""
    value = float(text)
    return value if math.isfinite(value) else _no_number(text)


def _deeper(value: object, left: int) -> bool:
    """Whether a value nests deeper than it may: who is sent it must be able to write and read it."""
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return left == 0 or any(_deeper(each, left - 1) for each in inside)


async def _speak(socket: WebSocket, outgoing: Outgoing) -> int:
    while True:
        message = await outgoing.next()
        try:
            if isinstance(message, bytes):
                await socket.send_bytes(message)
            else:
                await socket.send_text(as_text(message))
                if message.get("kind") == "end":
                    return OVER
        except GONE:
            return 0


async def _still_allowed(socket: HTTPConnection, caller: Caller) -> int:
    """Somebody who signed out, or lost a right, is not kept in the room."""
    while True:
        await asyncio.sleep(ASK_AGAIN_S)
        try:
            now = await READ(socket)
        except KlantreisError:
            return FORBIDDEN
        if now.may != caller.may:
            return FORBIDDEN
