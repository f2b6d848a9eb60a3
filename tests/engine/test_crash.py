"""A process killed at any moment of a refresh leaves the old index or the new one."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from klantreis.engine import index

SIZE = 20_000
WRITER = f"""
import sys
from pathlib import Path
import numpy as np
from klantreis.engine import index
root = Path(sys.argv[1])
while True:
    old = index.find(root)
    done = old.base["batches"] if old else 0
    random = np.random.default_rng(done)
    batch = index.Batch(
        random.integers(0, 3000, {SIZE}), random.integers(1, 200, {SIZE}), random.integers(0, 10**15, {SIZE})
    )
    base = {{"batches": done + 1}}
    index.merge(old, [batch], root=root, base=base) if old else index.build([batch], root=root, base=base)
    print(done, flush=True)
"""


def kill_often(root: Path, kills: int, seed: int) -> int:
    """Batches in the index at the end, after it was checked at every kill."""
    chance = random.Random(seed)
    before = 0
    for _ in range(kills):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(root)], stdout=subprocess.PIPE, text=True)
        assert writer.stdout is not None
        writer.stdout.readline()  # it is at work
        time.sleep(chance.uniform(0, 0.12))
        os.kill(writer.pid, signal.SIGKILL)
        writer.communicate()
        kept = index.verify(root)
        assert kept is not None
        assert kept.base["batches"] > before, "what was written and said stays"
        assert kept.events == kept.base["batches"] * SIZE
        before = kept.base["batches"]
    return before


def test_a_killed_refresh_leaves_a_whole_index(tmp_path: Path):
    done = kill_often(tmp_path, kills=2, seed=1)
    # What dead writers left is gone after the next refresh.
    last = index.load(tmp_path)
    assert last is not None
    index.build([], root=tmp_path, base={"batches": done})
    assert len([path for path in tmp_path.iterdir() if path.name != ".lock"]) == 2


@pytest.mark.slow
def test_two_hundred_kills(tmp_path: Path):
    kill_often(tmp_path, kills=200, seed=2)
