"""kill -9 while twenty people type: every acknowledged word is there, once, and everybody comes back by themselves."""

from __future__ import annotations

import asyncio
import random
import time
from pathlib import Path

import pytest

import klantreis as kr
from benchmarks.typists import Typist, cell, room_map
from tests.crash.killed import Server
from tests.loops import run
from tests.postgres import cluster

PEOPLE = 20
AHEAD = 30
"""Words somebody types before the server has to say that they are kept."""


async def typing(server: Server, map_id: str, kills: int, seed: int) -> list[Typist]:
    chance = random.Random(seed)
    address = f"ws://127.0.0.1:{server.port}/api/v1/maps/{map_id}/room"
    people = [Typist(address, cell(number)) for number in range(PEOPLE)]
    done, stop = asyncio.Event(), asyncio.Event()
    staying = [asyncio.create_task(person.stay(done)) for person in people]

    async def types(person: Typist) -> None:
        while not stop.is_set():
            if len(person.typed) - person.kept > AHEAD:
                # A server that is slow to start must not make a text longer than a cell may be.
                await asyncio.sleep(0.05)
                continue
            await person.type(f"w{len(person.typed)} ")
            await asyncio.sleep(chance.uniform(0.02, 0.2))

    await asyncio.wait_for(asyncio.gather(*(person.synced.wait() for person in people)), 60)
    at_work = [asyncio.create_task(types(person)) for person in people]
    for _ in range(kills):
        await asyncio.sleep(chance.uniform(0.5, 2.5))
        server.kill()
        promised = {person.cell: "".join(person.typed[: person.kept]) for person in people}
        await asyncio.to_thread(server.start)
        # Asked over HTTP before anybody can have sent anything again: what was promised must be there by itself.
        texts = await asyncio.to_thread(texts_of, server, map_id)
        for name, words in promised.items():
            assert texts[name].startswith(words)
        await asyncio.wait_for(asyncio.gather(*(person.synced.wait() for person in people)), 60)
    stop.set()
    await asyncio.gather(*at_work)
    async with asyncio.timeout(60):
        while any(person.kept < len(person.typed) for person in people):
            await asyncio.sleep(0.05)
    done.set()
    await asyncio.gather(*staying)
    return people


def texts_of(server: Server, map_id: str) -> dict[str, str]:
    deadline = time.monotonic() + 30
    while True:
        try:
            records = server.get(f"/maps/{map_id}")["document"]["records"]
            return {name: record["text"] for name, record in records.items() if record["kind"] == "cell"}
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def crash(folder: Path, kills: int, seed: int) -> None:
    with kr.open(folder) as workspace:
        map_id = workspace.maps.create(document=room_map(PEOPLE)).id
    server = Server(folder)
    server.start()
    try:
        people = run(typing(server, map_id, kills, seed))
        texts = texts_of(server, map_id)
        for person in people:
            assert texts[person.cell] == "".join(person.typed)
            assert person.connections == kills + 1
            assert person.errors == []
    finally:
        server.kill()


def test_one_kill_while_twenty_people_type(tmp_path: Path) -> None:
    crash(tmp_path / "ws", kills=1, seed=1)


@pytest.mark.slow
def test_ten_kills_while_twenty_people_type(tmp_path: Path) -> None:
    crash(tmp_path / "ws", kills=10, seed=2)


@pytest.mark.slow
@pytest.mark.postgres
def test_ten_kills_with_postgres_as_storage(tmp_path: Path, postgres_bin: Path) -> None:
    with cluster(postgres_bin) as running:
        folder = tmp_path / "ws"
        with kr.open(folder):
            pass
        settings = folder / "workspace.toml"
        settings.write_text(settings.read_text() + f'\ndocuments = "{running.new_database()}"\n')
        crash(folder, kills=10, seed=3)
