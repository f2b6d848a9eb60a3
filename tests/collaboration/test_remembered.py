"""What a room still remembers of what was removed from its map."""

from __future__ import annotations

from sqlalchemy import Engine

from klantreis.collaboration.keeper import Rooms
from klantreis.collaboration.remembered import forget, remembered
from klantreis.storage.maps import Maps, StoredMap
from klantreis.storage.rooms import RoomLog
from tests.collaboration.test_keeper import Browser, played, until
from tests.journey import small


def test_a_removed_card_that_a_step_back_would_find_is_told_also_before_it_is_settled(engine: Engine) -> None:
    async def play(rooms: Rooms, maps: Maps, made: StoredMap) -> None:
        anna = Browser("anna")
        room = await anna.enter(rooms, made.id)
        anna.write(room, {"op": "patch", "id": small.PLAIN, "fields": {"text": "klant 17-B belde"}})
        number = anna.write(room, {"op": "remove", "id": small.PLAIN})
        await until(lambda: anna.kept == number)
        assert remembered(RoomLog(engine), "17-B") == {made.id: [small.PLAIN]}
        assert remembered(RoomLog(engine), "7-B") == {}
        await rooms.close()
        removed = remembered(RoomLog(engine), "17-B")
        assert removed == {made.id: [small.PLAIN]}
        [trace] = maps.traces("17-B", removed)
        assert (trace.map, trace.records, trace.removed) == (made.id, (), (small.PLAIN,))
        # what was only rewritten is not remembered
        bram = Browser("bram")
        room = await bram.enter(rooms, made.id)
        for text in ("klant 18-B belde", "iemand belde"):
            number = bram.write(room, {"op": "patch", "id": small.AD, "fields": {"name": text}})
        await until(lambda: bram.kept == number)
        assert remembered(RoomLog(engine), "18-B") == {}

    played(engine, play)


def test_what_is_forgotten_is_gone_from_a_room_that_is_open_and_its_people_come_back(engine: Engine) -> None:
    async def play(rooms: Rooms, maps: Maps, made: StoredMap) -> None:
        anna = Browser("anna")
        room = await anna.enter(rooms, made.id)
        anna.write(room, {"op": "patch", "id": small.PLAIN, "fields": {"text": "klant 17-B belde"}})
        number = anna.write(room, {"op": "remove", "id": small.PLAIN})
        await until(lambda: anna.kept == number)
        assert forget(RoomLog(engine), "17-B") == {made.id: [small.PLAIN]}
        rooms.look_all()
        await until(lambda: room.failed is not None)
        assert any(each.get("code") == "room.renewed" for each in anna.said)
        # what anna's copy still knows does not come back, and nothing else was lost
        again = await anna.enter(rooms, made.id)
        number = anna.write(again, {"op": "patch", "id": small.AD, "fields": {"name": "Folder"}})
        await until(lambda: anna.kept == number)
        await rooms.close()
        assert remembered(RoomLog(engine), "17-B") == {}
        assert not any(b"17-B" in update for _, updates in RoomLog(engine).every() for update in updates)
        now = maps.get(made.id).document
        assert small.PLAIN not in now.records
        assert now[small.AD].name == "Folder"  # type: ignore[attr-defined]
        assert forget(RoomLog(engine), "17-B") == {}

    played(engine, play)


def test_what_was_not_settled_yet_is_kept_under_its_author_when_a_room_is_made_anew(engine: Engine) -> None:
    async def play(rooms: Rooms, maps: Maps, made: StoredMap) -> None:
        anna = Browser("anna")
        room = await anna.enter(rooms, made.id)
        anna.write(room, {"op": "patch", "id": small.AD, "fields": {"name": "Folder"}})
        anna.write(room, {"op": "patch", "id": small.PLAIN, "fields": {"text": "klant 17-B belde"}})
        number = anna.write(room, {"op": "remove", "id": small.PLAIN})
        await until(lambda: anna.kept == number)
        forget(RoomLog(engine), "17-B")
        # the server is killed here; another takes up what it left
        later = Rooms(lambda: RoomLog(engine))
        assert await later.recover() == 1
        assert maps.get(made.id).document[small.AD].name == "Folder"  # type: ignore[attr-defined]
        assert maps.versions(made.id)[0].authors == ("anna",)

    played(engine, play)
