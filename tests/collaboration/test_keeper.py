"""Open rooms over a real database: kept before acknowledged, written soon, and never alone in the truth."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from pycrdt import Array, Doc
from sqlalchemy import Engine

from klantreis.collaboration import keeper, shape
from klantreis.collaboration.keeper import Member, OpenRoom, Rooms
from klantreis.errors import NotFound
from klantreis.journey.changes import parse_changes
from klantreis.storage.maps import Maps, StoredMap
from klantreis.storage.rooms import RoomLog
from tests.journey import small
from tests.loops import run


class Browser:
    """A member with a document of its own, which takes what is sent to it."""

    def __init__(self, name: str, may_write: bool = True) -> None:
        self.doc, self.said, self.number = Doc(), [], 0
        self.member = Member(name, may_write, self.hear)

    def hear(self, message: dict[str, Any] | bytes) -> None:
        if isinstance(message, bytes):
            self.doc.apply_update(message[1:])
        else:
            self.said.append(message)

    async def enter(self, rooms: Rooms, map_id: str) -> OpenRoom:
        room = await rooms.enter(map_id, self.member)
        self.doc.apply_update(room.room.doc.get_update())
        return room

    def write(self, room: OpenRoom, change: dict[str, Any]) -> int:
        before = self.doc.get_state()
        shape.write(self.doc, parse_changes([change]))
        self.number += 1
        room.put(self.member, self.number, self.doc.get_update(before))
        return self.number

    @property
    def kept(self) -> int:
        return max([message["number"] for message in self.said if message["kind"] == "kept"], default=0)


def named(text: str) -> dict[str, Any]:
    return {"op": "patch", "id": small.AD, "fields": {"name": text}}


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not true():
            await asyncio.sleep(0.01)


def played(engine: Engine, play: Callable[[Rooms, Maps, StoredMap], Awaitable[None]]) -> None:
    """Run a play on a fresh map in fresh rooms."""

    async def whole() -> None:
        maps = Maps(engine)
        made = maps.create(small.small(), "eva")
        rooms = Rooms(lambda: RoomLog(engine))
        try:
            await play(rooms, maps, made)
        finally:
            await rooms.close()

    run(whole())


def test_what_is_acknowledged_is_kept_and_soon_in_the_map_under_its_author(engine: Engine) -> None:
    async def play(rooms: Rooms, maps: Maps, made: StoredMap) -> None:
        anna, bram = Browser("anna"), Browser("bram")
        room = await anna.enter(rooms, made.id)
        await bram.enter(rooms, made.id)
        number = anna.write(room, named("Reclame"))
        await until(lambda: anna.kept == number)
        again = Doc()
        kept = RoomLog(engine).load(made.id)
        for update in [kept.state or b"", *kept.updates]:
            again.apply_update(update)
        assert shape.read(again, [small.AD])[small.AD]["name"] == "Reclame"
        await until(lambda: maps.get(made.id).version == 2)
        stored = maps.get(made.id)
        assert stored.document.touchpoints()[0].name == "Reclame"
        assert stored.changed_by == "anna"
        assert shape.read(bram.doc) == shape.read(anna.doc)

    played(engine, play)


def test_a_killed_server_loses_nothing_that_was_acknowledged(engine: Engine) -> None:
    async def play(rooms: Rooms, maps: Maps, made: StoredMap) -> None:
        anna = Browser("anna")
        room = await anna.enter(rooms, made.id)
        number = anna.write(room, named("Reclame"))
        await until(lambda: anna.kept == number)
        assert maps.get(made.id).version == 1, "the map is written later; the log has it"
        next_server = Rooms(lambda: RoomLog(engine))
        assert await next_server.recover() == 1
        assert maps.get(made.id).document.touchpoints()[0].name == "Reclame"
        assert maps.get(made.id).changed_by == "anna"
        await next_server.close()

    played(engine, play)


def test_who_comes_while_an_empty_room_closes_is_in_a_room_that_works(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeper, "LINGER_S", 0.0)
    closing, come = asyncio.Event(), asyncio.Event()
    read = OpenRoom.read

    async def slowly(room: OpenRoom) -> None:
        closing.set()
        await come.wait()
        await read(room)

    async def play(rooms: Rooms, maps: Maps, made: StoredMap) -> None:
        anna, bram = Browser("anna"), Browser("bram")
        monkeypatch.setattr(OpenRoom, "read", slowly)
        rooms.leave(await anna.enter(rooms, made.id), anna.member)
        await closing.wait()
        room = await bram.enter(rooms, made.id)
        come.set()
        monkeypatch.setattr(OpenRoom, "read", read)
        await asyncio.sleep(0.05)
        number = bram.write(room, named("Reclame"))
        await until(lambda: bram.kept == number)
        assert await anna.enter(rooms, made.id) is room

    played(engine, play)


def test_changes_through_the_api_reach_everybody_in_the_room(engine: Engine) -> None:
    async def play(rooms: Rooms, maps: Maps, made: StoredMap) -> None:
        anna = Browser("anna")
        room = await anna.enter(rooms, made.id)
        anna.write(room, {"op": "patch", "id": small.PLAIN, "fields": {"text": "betaalt vooraf"}})
        maps.change(made.id, [named("Folder")], "cli")
        rooms.look(made.id)
        await until(lambda: shape.read(anna.doc, [small.AD])[small.AD]["name"] == "Folder")
        await rooms.read(made.id)
        document = maps.get(made.id).document
        assert document.touchpoints()[0].name == "Folder"
        assert document[small.PLAIN].text == "betaalt vooraf"  # type: ignore[attr-defined]
        assert [entry.author for entry in maps.audit(made.id)] == ["anna", "cli", "eva"]

    played(engine, play)


def test_a_room_opens_again_with_what_was_changed_while_it_was_closed(engine: Engine) -> None:
    async def play(rooms: Rooms, maps: Maps, made: StoredMap) -> None:
        anna = Browser("anna")
        room = await anna.enter(rooms, made.id)
        anna.write(room, named("Reclame"))
        await rooms.close()
        maps.change(made.id, [{"op": "remove", "id": small.KPI}], "cli")
        bram = Browser("bram")
        await bram.enter(rooms, made.id)
        assert shape.read(bram.doc, [small.AD])[small.AD]["name"] == "Reclame"
        assert small.KPI not in shape.read(bram.doc)

    played(engine, play)


def test_traits_of_a_room_from_before_they_were_shared_are_shared_once_and_for_good(engine: Engine) -> None:
    haste = {"name": "Haast", "low": "", "high": "", "value": 50}

    def lies(room: OpenRoom) -> Any:
        return shape.records_of(room.room.doc)[small.EVA]

    async def play(rooms: Rooms, maps: Maps, made: StoredMap) -> None:
        maps.change(made.id, [{"op": "patch", "id": small.EVA, "fields": {"traits": [haste]}}], "cli")
        anna = Browser("anna")
        room = await anna.enter(rooms, made.id)
        lies(room)["traits"] = [haste]
        await room.settle()
        await rooms.close()
        assert isinstance(lies(await anna.enter(rooms, made.id))["traits"], Array)
        # what two servers make of it one after the other is one and the same list
        kept = RoomLog(engine).load(made.id)
        again = Doc()
        for update in [kept.state or b"", *kept.updates]:
            again.apply_update(update)
        assert isinstance(shape.records_of(again)[small.EVA]["traits"], Array)
        assert not shape.share_rows(again)

    played(engine, play)


def test_a_map_in_the_bin_ends_its_room(engine: Engine) -> None:
    async def play(rooms: Rooms, maps: Maps, made: StoredMap) -> None:
        anna = Browser("anna")
        await anna.enter(rooms, made.id)
        maps.delete(made.id, "eva")
        rooms.look(made.id)
        await until(lambda: any(message["kind"] == "end" for message in anna.said))
        with pytest.raises(NotFound):
            await Browser("bram").enter(rooms, made.id)

    played(engine, play)


def test_another_server_in_the_same_room_is_noticed_and_the_words_stay(engine: Engine) -> None:
    async def play(rooms: Rooms, maps: Maps, made: StoredMap) -> None:
        anna, bram = Browser("anna"), Browser("bram")
        other = Rooms(lambda: RoomLog(engine))
        here = await anna.enter(rooms, made.id)
        there = await bram.enter(other, made.id)
        number = bram.write(there, named("Folder"))
        await until(lambda: bram.kept == number)
        anna.write(here, {"op": "patch", "id": small.PLAIN, "fields": {"text": "betaalt vooraf"}})
        await until(lambda: any(message["kind"] == "end" for message in anna.said))
        assert anna.kept == 0
        await other.close()
        again = await anna.enter(rooms, made.id)
        again.put(anna.member, 9, anna.doc.get_update(again.room.doc.get_state()))
        await until(lambda: anna.kept == 9)
        await rooms.read(made.id)
        document = maps.get(made.id).document
        assert document.touchpoints()[0].name == "Folder"
        assert document[small.PLAIN].text == "betaalt vooraf"  # type: ignore[attr-defined]

    played(engine, play)


def test_a_full_inbox_says_so() -> None:
    from klantreis.collaboration import keeper
    from klantreis.errors import TooMany

    room = OpenRoom("map_x", None, lambda: None)  # type: ignore[arg-type]
    with pytest.raises(TooMany):
        room.put(Browser("anna").member, 1, b"x" * (keeper.MOST_WAITING_BYTES + 1))


def test_of_two_rooms_that_link_to_each_other_in_one_instant_one_is_told(engine: Engine) -> None:
    async def play(rooms: Rooms, maps: Maps, made: StoredMap) -> None:
        other = maps.create(small.small(), "eva")
        anna, bram = Browser("anna"), Browser("bram")
        first, second = await anna.enter(rooms, made.id), await bram.enter(rooms, other.id)
        # both are taken before either is written
        async with first._lock, second._lock:
            sent = anna.write(first, {"op": "patch", "id": small.AD, "fields": {"sub_map": other.id}})
            also = bram.write(second, {"op": "patch", "id": small.AD, "fields": {"sub_map": made.id}})
        await asyncio.gather(first._take_all(), second._take_all())
        await asyncio.gather(first.settle(), second.settle())
        await until(lambda: anna.kept == sent and bram.kept == also)
        links = [maps.get(each.id).document[small.AD].sub_map for each in (made, other)]
        assert sorted(link is None for link in links) == [False, True]
        told = [message for each in (anna, bram) for message in each.said if message["kind"] == "refused"]
        assert [one["code"] for message in told for one in message["refused"]] == ["maps.sub_map_loop"]
        for browser, room in ((anna, first), (bram, second)):
            assert shape.read(browser.doc) == shape.read(room.room.doc)

    played(engine, play)


def test_a_link_that_leads_back_is_put_back_and_told(engine: Engine) -> None:
    async def play(rooms: Rooms, maps: Maps, made: StoredMap) -> None:
        above = maps.create(small.small(), "eva")
        maps.change(above.id, [{"op": "patch", "id": small.AD, "fields": {"sub_map": made.id}}], "eva")
        anna, bram = Browser("anna"), Browser("bram")
        room = await anna.enter(rooms, made.id)
        await bram.enter(rooms, made.id)
        anna.write(room, named("Radio"))
        last = bram.write(room, {"op": "patch", "id": small.SITE, "fields": {"sub_map": above.id}})
        await until(lambda: bram.kept == last)
        refused = {
            each.member.author: [
                one for message in each.said if message["kind"] == "refused" for one in message["refused"]
            ]
            for each in (anna, bram)
        }
        assert refused["anna"] == []
        assert [(each["record"], each["field"], each["code"]) for each in refused["bram"]] == [
            (small.SITE, "sub_map", "maps.sub_map_loop")
        ]
        await room.read()
        written = maps.get(made.id).document
        assert (written[small.SITE].sub_map, written[small.AD].name) == (None, "Radio")
        assert shape.read(anna.doc) == shape.read(bram.doc) == shape.read(room.room.doc)

    played(engine, play)


def test_who_says_where_they_are_without_end_drowns_nobody_and_the_last_word_arrives(engine: Engine) -> None:
    async def play(rooms: Rooms, maps: Maps, made: StoredMap) -> None:
        anna, bram = Browser("anna"), Browser("bram", may_write=False)
        room = await anna.enter(rooms, made.id)
        await bram.enter(rooms, made.id)
        for at in range(5_000):
            room.present(bram.member, {"at": at})
        await until(lambda: any(said.get("state") == {"at": 4_999} for said in anna.said))
        assert len([said for said in anna.said if said["kind"] == "presence"]) == 2
        room.present(bram.member, {"at": 5_000})
        rooms.leave(room, bram.member)
        await asyncio.sleep(0.2)
        assert anna.said[-1]["kind"] == "left"

    played(engine, play)
