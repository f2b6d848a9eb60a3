"""Many people in rooms at once: how soon another sees an edit, and whether the server's memory stays flat.

    python -m benchmarks.rooms --people 100 --rooms 1 --rate 3 --seconds 60
    python -m benchmarks.rooms --people 1000 --rooms 100 --rate 0.3 --seconds 600 [--json FILE]

The server is a process of its own with a workspace in a fresh folder; the people are another process.
Latency is from the moment somebody types until a watcher in the same room has applied it.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

import psutil

from benchmarks import record
from benchmarks.typists import Typist, cell, room_map

WATCHERS = 2
"""Watchers per room; they type nothing."""


def main() -> None:
    """Run one load and say what was seen."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=100)
    parser.add_argument("--rooms", type=int, default=1)
    parser.add_argument("--rate", type=float, default=3.0, help="edits a second of each")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    about = record.machine()  # before: afterwards the load is our own
    with tempfile.TemporaryDirectory() as folder:
        found = measured(Path(folder) / "ws", asked)
    for name, value in found.items():
        print(f"{name:28} {value}")
    if asked.json:
        write(asked.json, asked, found, about)


def measured(folder: Path, asked: argparse.Namespace) -> dict[str, Any]:
    """Start the server, let people type, stop it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "KLANTREIS_WORKSPACE": str(folder)}
    command = [sys.executable, "-m", "klantreis", "serve", "--no-browser", "--port", str(port)]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        first = server.stdout.readline()
        assert " is at http://" in first, first
        return asyncio.run(load(f"127.0.0.1:{port}", psutil.Process(server.pid), asked))
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(60)


async def load(host: str, server: psutil.Process, asked: argparse.Namespace) -> dict[str, Any]:
    """Everybody types for a while; latencies, memory and errors."""
    chance = random.Random(asked.seed)
    each = asked.people // asked.rooms
    rooms = [await asyncio.to_thread(make, host, each) for _ in range(asked.rooms)]
    typists: list[Typist] = []
    watchers: list[list[Typist]] = []
    for name in rooms:
        address = f"ws://{host}/api/v1/maps/{name}/room"
        typists += [Typist(address, cell(number)) for number in range(each)]
        looking = [Typist(address, cell(0), watches=True) for _ in range(WATCHERS if asked.rooms == 1 else 1)]
        for watcher in looking:
            watcher.watch([cell(number) for number in range(each)])
        watchers.append(looking)
    everybody = [*typists, *(one for looking in watchers for one in looking)]
    done = asyncio.Event()
    staying = []
    for one in everybody:
        staying.append(asyncio.create_task(one.stay(done)))
        await asyncio.sleep(0.005)
    await asyncio.gather(*(one.synced.wait() for one in everybody))
    memory = [server.memory_info().rss]
    used = sum(server.cpu_times()[:2])
    sent: list[dict[str, float]] = [{} for _ in typists]
    stop = asyncio.Event()

    async def types(number: int, person: Typist) -> None:
        await asyncio.sleep(chance.uniform(0, 1 / asked.rate))
        while not stop.is_set():
            at = await person.type("x")
            sent[number][f"{person.cell}:{len(person.typed)}"] = at
            await asyncio.sleep(chance.uniform(0.5, 1.5) / asked.rate)

    began = time.monotonic()
    at_work = [asyncio.create_task(types(number, person)) for number, person in enumerate(typists)]
    while time.monotonic() - began < asked.seconds:
        await asyncio.sleep(min(5.0, asked.seconds / 10))
        memory.append(server.memory_info().rss)
    stop.set()
    await asyncio.gather(*at_work)
    took = time.monotonic() - began
    used = sum(server.cpu_times()[:2]) - used
    await asyncio.sleep(3)
    memory.append(server.memory_info().rss)
    done.set()
    await asyncio.gather(*staying)
    latencies, lost = [], 0
    for number, mine in enumerate(sent):
        for name, at in mine.items():
            for watcher in watchers[number // each]:
                seen = watcher.seen.get(name)
                if seen is None:
                    lost += 1
                else:
                    latencies.append(seen - at)
    middle = len(memory) // 2
    return {
        "people": asked.people,
        "rooms": asked.rooms,
        "edits": sum(map(len, sent)),
        "edits_per_second": round(sum(map(len, sent)) / took, 1),
        "median_s": statistics.median(latencies),
        "p95_s": statistics.quantiles(latencies, n=20)[18],
        "p99_s": statistics.quantiles(latencies, n=100)[98],
        "not_acknowledged": sum(len(person.typed) - person.kept for person in typists),
        "not_seen": lost,
        "errors": sum(len(one.errors) for one in everybody),
        "reconnections": sum(one.connections - 1 for one in everybody),
        "server_cpu": round(used / took, 2),
        "memory_start_mb": memory[0] / 1e6,
        "memory_half_mb": memory[middle] / 1e6,
        "memory_end_mb": memory[-1] / 1e6,
    }


def make(host: str, cells: int) -> str:
    """A new map on the server; its id."""
    body = json.dumps({"document": room_map(cells)}).encode()
    request = urllib.request.Request(f"http://{host}/api/v1/maps", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)["id"]


def write(path: Path, asked: argparse.Namespace, found: dict[str, Any], about: dict[str, Any]) -> None:
    """The results file; see benchmarks/README.md."""
    one = asked.rooms == 1
    bars = [
        record.bar("nothing lost: edits not acknowledged", 0, found["not_acknowledged"], not found["not_acknowledged"]),
        record.bar("errors and reconnections", 0, (bad := found["errors"] + found["reconnections"]), not bad),
    ]
    if one:
        bars.append(record.bar("another sees an edit, 95 in 100", 0.2, found["p95_s"], found["p95_s"] <= 0.2, "s"))
    else:
        grown = found["memory_end_mb"] / found["memory_half_mb"]
        bars.append(record.bar("memory at the end against half-way", 1.1, grown, grown <= 1.1, "times"))
    columns = [
        ("people", "people", "count"),
        ("rooms", "rooms", "count"),
        ("edits", "edits", "count"),
        ("edits_per_second", "edits a second", "number"),
        ("median_s", "median", "s"),
        ("p95_s", "95 in 100", "s"),
        ("p99_s", "99 in 100", "s"),
        ("server_cpu", "cores of the server", "number"),
        ("memory_half_mb", "memory half-way", "mb"),
        ("memory_end_mb", "memory at the end", "mb"),
    ]
    record.write(
        path,
        title=f"Editing together: {asked.people} people in {asked.rooms} room{'' if one else 's'}",
        intro=f"Each types {asked.rate:g} times a second for {asked.seconds:g} seconds, over real sockets, every edit "
        "kept in SQLite before it is acknowledged. From typing until a watcher in the room has it.",
        command=f"python -m benchmarks.rooms --people {asked.people} --rooms {asked.rooms} --rate {asked.rate:g} "
        f"--seconds {asked.seconds:g} --json {path}",
        tables=[record.table("", columns, [{key: found[key] for key, *_ in columns}])],
        bars=bars,
        about=about,
        versions=record.versions("pycrdt", "uvicorn", "websockets"),
        order=80 if one else 81,
    )


if __name__ == "__main__":
    main()
