"""What stays as long as the server does is set aside from the collector, and given back when it ends."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import atexit, gc
from klantreis.server.garbage import YOUNG, settle_down

kept = [[] for _ in range(1000)]
atexit.register(lambda: print("at the end", gc.get_freeze_count()))  # runs after what is registered later
older = gc.get_threshold()[1:]
settle_down()
print("aside", gc.get_freeze_count() > 1000, gc.get_threshold() == (YOUNG, *older))
again = [[] for _ in range(1000)]
before = gc.get_freeze_count()
settle_down()
print("more aside", gc.get_freeze_count() >= before + 1000)

loop = []
loop.append(loop)
del loop
print("what comes later is collected", gc.collect() > 0)
"""


def test_what_is_there_is_set_aside_and_given_back_at_the_end():
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [
        "aside True True",
        "more aside True",
        "what comes later is collected True",
        "at the end 0",
    ]
    assert done.stderr == ""
