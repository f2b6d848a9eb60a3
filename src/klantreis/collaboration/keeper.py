"""Rooms while people are in them: batches of 30 ms, kept, acknowledged, passed on, and written into the map.

It knows no sockets: a member is given as two functions. It lives on one event loop; only the database is
asked on other threads.
"""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from pycrdt import Doc

from klantreis.collaboration import shape
from klantreis.collaboration.loops import put_back
from klantreis.collaboration.room import Incoming, Room, Taken
from klantreis.errors import Conflict, KlantreisError, NotFound, TooMany
from klantreis.journey.document import Document
from klantreis.storage.rooms import Elsewhere, Looped, RoomLog, renewed
from klantreis.storage.sub_maps import new_links

COALESCE_S = 0.03
"""How long updates are gathered before they are kept and passed on together."""
SETTLE_S, SETTLE_WITHIN_S = 0.5, 2.0
"""The map is written when a room was quiet this long, and at the latest this long after the first change."""
PRESENCE_S = 0.05
"""Where one member is, is passed on this often at the most, so that nobody can drown the others."""
LOOK_S = 2.0
"""How often an open room looks whether its map was changed from elsewhere."""
LINGER_S = 20.0
"""How long an empty room stays open for those who come back."""
MOST_MEMBERS = 500
MOST_WAITING_BYTES = 16 * 2**20
"""What may wait in a room before its members are told to slow down."""

log = logging.getLogger(__name__)


UPDATE = b"\x01"
"""Marks a message with an update; see the route of the room."""


def as_update(update: bytes) -> bytes:
    """An update as the message it is sent as."""
    return UPDATE + update


class Message(dict[str, Any]):
    """What is said to many at once: written out once for all of them."""

    @classmethod
    def whole(cls, document: Document) -> Message:
        """A map as plain records, for a page that draws it before it has read the shared document."""
        told = cls(kind="whole")
        records = (f"{json.dumps(name)}:{record.model_dump_json()}" for name, record in document.records.items())
        told.text = f'{{"kind":"whole","records":{{{",".join(records)}}}}}'
        return told

    @cached_property
    def text(self) -> str:
        """The message as JSON."""
        return json.dumps(self)


def as_text(message: dict[str, Any]) -> str:
    """A message as JSON, in ASCII: half a character, such as a text that was cut in an emoji, fits no other way."""
    return message.text if isinstance(message, Message) else json.dumps(message)


@dataclass(eq=False)
class Member:
    """One connection in a room: ``send`` takes a message and never waits."""

    author: str
    may_write: bool
    send: Callable[[dict[str, Any] | bytes], None]
    id: str = field(default_factory=lambda: secrets.token_hex(6))
    presence: dict[str, Any] | None = None
    told_at: float = -PRESENCE_S
    to_tell: asyncio.TimerHandle | None = None


@dataclass
class _Waiting:
    member: Member
    number: int
    update: bytes


class OpenRoom:
    """One room and the people in it."""

    def __init__(self, map_id: str, log_: RoomLog, changed: Callable[[], None]) -> None:
        self.map_id, self._log, self._changed = map_id, log_, changed
        self.members: dict[str, Member] = {}
        self.room: Room
        self._version = self._told = self._last = 0
        self._inbox: list[_Waiting] = []
        self._bytes = 0
        self._wake = asyncio.Event()
        self._lock = asyncio.Lock()
        self._look = False
        self._whole: tuple[Document, Message] | None = None
        self.failed: KlantreisError | None = None

    @property
    def version(self) -> int:
        """The version of the map as it was last written from here."""
        return self._version

    async def open(self) -> None:
        """Read the room, and mend what it missed while it was closed; raises NotFound."""
        kept = await asyncio.to_thread(self._log.load, self.map_id)
        if kept.state is None:
            doc = shape.shared(kept.document)
            if not await asyncio.to_thread(self._log.begin, self.map_id, doc.get_update(), kept.version):
                await self.open()
                return
            self.room = Room(doc, kept.document)
        else:
            doc = Doc()
            doc.apply_update(kept.state)
            for update in kept.updates:
                doc.apply_update(update)
            state = doc.get_state()
            earlier = doc.get_update(state) if shape.share_rows(doc) else b""
            self.room = Room(doc, kept.base)
        self.room.authors.update(kept.authors)
        self._version, self._told, self._last = kept.version, kept.version, kept.last
        if kept.state is not None:
            # kept before anybody enters, or a server that is killed would make the rows anew, and as others
            await self._keep(earlier)
        if kept.document != kept.base:
            self._from_elsewhere(kept.document, kept.base)
        if self.room.document != kept.document:
            await self.settle()

    def put(self, member: Member, number: int, update: bytes) -> None:
        """Queue an update of a member; raises TooMany when too much waits already."""
        if self._bytes + len(update) > MOST_WAITING_BYTES:
            raise TooMany("room.too_much", "This room has more to do than it can.", mend="Try again in a moment.")
        self._inbox.append(_Waiting(member, number, update))
        self._bytes += len(update)
        self._wake.set()

    def whole(self) -> Message:
        """The map as it is now, as plain records."""
        document = self.room.document
        if self._whole is None or self._whole[0] is not document:
            self._whole = (document, Message.whole(document))
        return self._whole[1]

    def look(self) -> None:
        """The map may have been changed from elsewhere: look soon."""
        self._look = True
        self._wake.set()

    def told(self, message: dict[str, Any] | bytes, but: str | None = None) -> None:
        """Send a message to every member, but one."""
        said = Message(message) if isinstance(message, dict) else message
        for member in list(self.members.values()):
            if member.id != but:
                member.send(said)

    def present(self, member: Member, state: dict[str, Any] | None) -> None:
        """Where a member is and what they have selected; the latest is passed on soon, never kept."""
        member.presence = state
        if member.to_tell is None:
            loop = asyncio.get_running_loop()
            at = member.told_at + PRESENCE_S
            if at <= loop.time():
                self._tell_presence(member)
            else:
                member.to_tell = loop.call_at(at, self._tell_presence, member)

    def _tell_presence(self, member: Member) -> None:
        member.told_at, member.to_tell = asyncio.get_running_loop().time(), None
        told = {"kind": "presence", "member": member.id, "author": member.author, "may_write": member.may_write}
        self.told({**told, "state": member.presence}, but=member.id)

    def people(self) -> list[dict[str, Any]]:
        """Everybody in the room."""
        return [
            {"member": each.id, "author": each.author, "may_write": each.may_write, "state": each.presence}
            for each in self.members.values()
        ]

    async def run(self) -> None:
        """Take batches until cancelled."""
        loop = asyncio.get_running_loop()
        dirty_since: float | None = None
        looked = loop.time()
        while True:
            timeout = LOOK_S if dirty_since is None else SETTLE_S
            try:
                await asyncio.wait_for(self._wake.wait(), timeout)
                await asyncio.sleep(COALESCE_S)
            except TimeoutError:
                pass
            self._wake.clear()
            now = loop.time()
            took = await self._take_all()
            if took and dirty_since is None:
                dirty_since = now
            due = dirty_since is not None and (not took or now - dirty_since >= SETTLE_WITHIN_S)
            if self._look or due or now - looked >= LOOK_S:
                self._look, looked = False, now
                if await self._settled_if_needed(due):
                    dirty_since = None

    async def settle(self) -> None:
        """Write the map as the room has it now, taking in first what changed elsewhere."""
        async with self._lock:
            await self._settle()

    async def read(self) -> None:
        """Before somebody reads the map elsewhere: what was typed is taken and written."""
        await self._take_all()
        await self.settle()

    async def _settled_if_needed(self, due: bool) -> bool:
        try:
            if not due:
                # not while something is being kept: in the log it has its number a moment before it has it here
                async with self._lock:
                    version, newest = await asyncio.to_thread(self._log.standing, self.map_id)
                if version is None:
                    raise NotFound("maps.not_found", "There is no such map.", where=self.map_id)
                if newest is not None and newest > self._last:
                    raise renewed(self.map_id)
                if version == self._version:
                    return False
            await self.settle()
        except (NotFound, Conflict) as over:
            self._end(over)
            raise
        except KlantreisError as problem:
            log.warning("room %s: the map could not be written, trying again: %s", self.map_id, problem.code)
            return False
        return True

    async def _take_all(self) -> bool:
        async with self._lock:
            batch, self._inbox, self._bytes = self._inbox, [], 0
            if not batch:
                return False
            before, state = self.room.document, self.room.doc.get_state()
            taken = self.room.take([Incoming(each.member.id, each.member.author, each.update) for each in batch])
            taken = await self._without_loops(batch, taken, before, state)
            await self._keep(taken.update)
            self._answer(batch, taken)
            return True

    async def _without_loops(self, batch: list[_Waiting], taken: Taken, before: Document, state: bytes) -> Taken:
        """What was taken without links to maps that lead back here; who made them is told."""
        links = new_links(before, self.room.document)
        problems = await asyncio.to_thread(self._log.loops, self.map_id, links) if links else {}
        if not problems:
            return taken
        told = {sender: list(each) for sender, each in taken.refused.items()}
        for name, each in put_back(self.room, before, problems).items():
            author = self.room.authors.get(name)
            for sender in {item.member.id for item in batch if author in (None, item.member.author)}:
                told.setdefault(sender, []).append(each)
        return replace(taken, update=self.room.doc.get_update(state), refused=told)

    async def _keep(self, update: bytes) -> None:
        """Append to the log; a room that cannot be kept is closed, so that nobody is told what is not so."""
        if not update:
            return
        try:
            await asyncio.to_thread(self._log.append, self.map_id, self._last + 1, update, dict(self.room.authors))
        except KlantreisError as problem:
            self._end(problem)
            raise
        self._last += 1

    def _answer(self, batch: list[_Waiting], taken: Taken) -> None:
        if taken.update:
            self.told(as_update(taken.update))
        acknowledged: dict[str, int] = {}
        for each in batch:
            if each.member.id not in taken.broken:
                acknowledged[each.member.id] = max(each.number, acknowledged.get(each.member.id, 0))
        # what did not stay is said first: on `kept` a browser forgets what it sent
        for member_id, refused in taken.refused.items():
            self._to(member_id, {"kind": "refused", "refused": [each.to_dict() for each in refused]})
        for member_id, number in acknowledged.items():
            self._to(member_id, {"kind": "kept", "number": number})
        for member_id, problem in taken.broken.items():
            self._to(member_id, {"kind": "problem", "code": problem.code, "message": problem.message})
        if taken.revived:
            self.told({"kind": "revived", "records": list(taken.revived)})

    def _to(self, member_id: str, message: dict[str, Any]) -> None:
        member = self.members.get(member_id)
        if member is not None:
            member.send(message)

    async def _settle(self) -> None:
        for _ in range(10):
            document, upto = self.room.document, self._last
            state, authors = self.room.doc.get_update(), dict(self.room.authors)
            outcome = await asyncio.to_thread(
                self._log.settle, self.map_id, self._version, document, authors, state=state, upto=upto
            )
            if isinstance(outcome, Looped):
                await self._unlinked(outcome)
                continue
            if not isinstance(outcome, Elsewhere):
                changed, self._version = outcome != self._told, outcome
                self.room.authors.clear()
                if changed:
                    self._told = outcome
                    self.told({"kind": "version", "version": outcome})
                    self._changed()
                return
            update = self._from_elsewhere(outcome.document, await self._base())
            self._version = outcome.version
            await self._keep(update)
            if update:
                self.told(as_update(update))

    async def _unlinked(self, looped: Looped) -> None:
        """Take back links that met others in the same moment; everybody whose they are is told."""
        state = self.room.doc.get_state()
        for name, refused in put_back(self.room, looped.before, looped.problems).items():
            author = self.room.authors.get(name)
            for member in self.members.values():
                if author in (None, member.author):
                    member.send({"kind": "refused", "refused": [refused.to_dict()]})
        update = self.room.doc.get_update(state)
        await self._keep(update)
        self.told(as_update(update))

    async def _base(self) -> Any:
        kept = await asyncio.to_thread(self._log.load, self.map_id)
        return kept.base

    def _from_elsewhere(self, theirs: Any, base: Any) -> bytes:
        """Take what others made of ``base`` into the room, keeping what the room made of it."""
        return self.room.merge(base, theirs)

    def _end(self, problem: KlantreisError) -> None:
        self.failed = problem
        self.told({"kind": "end", "code": problem.code, "message": problem.message})


class Rooms:
    """The open rooms of one server."""

    def __init__(self, log_: Callable[[], RoomLog], changed: Callable[[], None] = lambda: None) -> None:
        """``log_`` opens the log when it is first needed; ``changed`` is called when a room wrote its map."""
        self._opened_log, self._changed = log_, changed
        self._open: dict[str, OpenRoom] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._leaving: dict[str, asyncio.TimerHandle] = {}
        self._opening: dict[str, asyncio.Lock] = {}
        self._background: set[asyncio.Task[None]] = set()
        self._recovery: asyncio.Task[int] | None = None

    def start(self) -> None:
        """Take up, in the background, what a server that was killed left; reading a map waits for it."""
        self._recovery = asyncio.create_task(self.recover(), name="rooms recover")

    async def enter(self, map_id: str, member: Member) -> OpenRoom:
        """The room of a map, with one member more; raises NotFound, or TooMany when it is full."""
        async with self._opening.setdefault(map_id, asyncio.Lock()):
            room = self._open.get(map_id)
            if room is None or room.failed is not None:
                room = await self._start(map_id)
        if len(room.members) >= MOST_MEMBERS:
            raise TooMany("room.full", f"At most {MOST_MEMBERS} people are in a room.", mend="Look at it later.")
        timer = self._leaving.pop(map_id, None)
        if timer is not None:
            timer.cancel()
        room.members[member.id] = member
        return room

    def leave(self, room: OpenRoom, member: Member) -> None:
        """Take a member out; an empty room closes after a while."""
        room.members.pop(member.id, None)
        if member.to_tell is not None:
            member.to_tell.cancel()
        room.told({"kind": "left", "member": member.id})
        if not room.members and self._open.get(room.map_id) is room:
            loop = asyncio.get_running_loop()
            self._leaving[room.map_id] = loop.call_later(
                LINGER_S, lambda: self._in_background(self._close_if_empty(room))
            )

    async def read(self, map_id: str) -> None:
        """Write an open room's map, so that who reads it now sees what was typed."""
        if self._recovery is not None and not self._recovery.done():
            await asyncio.wait([self._recovery])
        room = self._open.get(map_id)
        if room is not None and room.failed is None:
            await room.read()

    def look(self, map_id: str) -> None:
        """A map was changed through the API: its room takes it in."""
        room = self._open.get(map_id)
        if room is not None:
            room.look()

    async def read_all(self) -> None:
        """Write the maps of all open rooms, so that who looks for a word finds what was just typed."""
        for map_id in list(self._open):
            try:
                await self.read(map_id)
            except KlantreisError as problem:
                log.warning("room %s: could not be written before it was read: %s", map_id, problem.code)

    def look_all(self) -> None:
        """Rooms may have been made anew: each open one looks."""
        for map_id in self._open:
            self.look(map_id)

    async def recover(self) -> int:
        """Write what a server that was killed had kept and not yet written; how many maps."""
        names = await asyncio.to_thread(lambda: self._opened_log().unsettled())
        for name in names:
            try:
                async with self._opening.setdefault(name, asyncio.Lock()):
                    if name not in self._open:
                        room = await self._made(name)
                        await room.settle()
                        room.room.close()
            except KlantreisError as problem:
                log.warning("room %s: could not be taken up again: %s", name, problem.code)
        return len(names)

    async def close(self) -> None:
        """Write every map and close every room."""
        if self._recovery is not None:
            await asyncio.wait([self._recovery])
        for room in list(self._open.values()):
            await self._written(room)
            await self._stop(room)

    async def _start(self, map_id: str) -> OpenRoom:
        old = self._open.get(map_id)
        if old is not None:
            await self._stop(old)
        room = await self._made(map_id)
        self._open[map_id] = room
        self._tasks[map_id] = asyncio.create_task(self._run(room), name=f"room {map_id}")
        return room

    async def _made(self, map_id: str) -> OpenRoom:
        room = OpenRoom(map_id, await asyncio.to_thread(self._opened_log), self._changed)
        await room.open()
        return room

    async def _run(self, room: OpenRoom) -> None:
        try:
            await room.run()
        except KlantreisError as problem:
            room.failed = room.failed or problem
        except Exception:
            log.exception("room %s", room.map_id)
            room._end(KlantreisError("room.failed", "This room met a fault of ours; it opens again."))

    async def _close_if_empty(self, room: OpenRoom) -> None:
        if self._is_left(room):
            await self._written(room)
        # somebody may have come while it was written: they stay in it
        if self._is_left(room):
            await self._stop(room)

    def _is_left(self, room: OpenRoom) -> bool:
        return not room.members and self._open.get(room.map_id) is room

    async def _written(self, room: OpenRoom) -> None:
        if room.failed is None:
            try:
                await room.read()
            except KlantreisError as problem:
                log.warning("room %s: written when it opens again: %s", room.map_id, problem.code)

    async def _stop(self, room: OpenRoom) -> None:
        self._open.pop(room.map_id, None)
        self._opening.pop(room.map_id, None)
        task = self._tasks.pop(room.map_id, None)
        if task is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        room.room.close()

    def _in_background(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)
