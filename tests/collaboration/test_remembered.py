"""What a room still remembers of what was removed from its map."""

from __future__ import annotations

from sqlalchemy import Engine

from klantreis.collaboration.keeper import Rooms
from klantreis.collaboration.remembered import remembered
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
