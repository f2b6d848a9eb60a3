"""Killed at any moment: what was acknowledged is there, once, and nothing needs a repair."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time

import pytest
from sqlalchemy import Engine

from klantreis.journey.document import Document
from klantreis.journey.team import Team
from klantreis.storage.maps import Maps
from tests.house.tree import ROOT
from tests.journey import small


def writer(place: str, map_id: str, name: str, count: int) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    command = [sys.executable, "-m", "tests.storage.writer", place, map_id, name, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT)


def names(document: Document) -> list[str]:
    return sorted(team.name for team in document.every(Team))


def check(engine: Engine, map_id: str, acknowledged: set[str]) -> int:
    """Everything acknowledged is there, once; log, document and audit agree. Returns the version."""
    maps = Maps(engine)  # nothing remembered
    current = maps.get(map_id)
    found = names(current.document)
    assert acknowledged <= set(found)
    assert len(found) == len(set(found))
    assert maps.at(map_id, current.version) == current.document
    assert len(maps.audit(map_id, limit=1000)) == current.version
    assert len(found) == current.version  # one team at first, one more with every change
    return current.version


@pytest.mark.parametrize("kills", [4, pytest.param(50, marks=pytest.mark.slow)])
def test_what_was_acknowledged_survives_every_kill(place: str, engine: Engine, kills: int) -> None:
    chance = random.Random(11)
    map_id = Maps(engine).create(small.small(), "Eva").id
    acknowledged: set[str] = set()
    for turn in range(kills):
        process = writer(place, map_id, f"w{turn}", 10_000)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0.0, 0.25))
        process.send_signal(signal.SIGKILL)
        lines = [line for line in process.stdout if line.endswith("\n")]
        process.wait()
        acknowledged |= {f"w{turn} {line.split()[0]}" for line in lines}
        version = check(engine, map_id, acknowledged)
        assert len(acknowledged) <= version - 1 <= len(acknowledged) + turn + 1  # at most one unheard per kill
    assert acknowledged


def test_several_processes_write_one_map_and_every_change_is_kept(place: str, engine: Engine) -> None:
    map_id = Maps(engine).create(small.small(), "Eva").id
    writers = [writer(place, map_id, f"p{n}", 12) for n in range(3)]
    said = [process.communicate(timeout=120)[0].splitlines()[1:] for process in writers]
    assert [process.returncode for process in writers] == [0, 0, 0]
    versions = sorted(int(line.split()[1]) for lines in said for line in lines)
    assert versions == list(range(2, 38))  # each version given out once, none left out
    check(engine, map_id, {f"p{n} {k}" for n in range(3) for k in range(12)})
