"""What the terminal shows: a line per step, and one clear line when a step cannot be done."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager

_one_at_a_time = threading.Lock()


class CannotGoOn(Exception):
    """A step cannot be done and the user can mend it: what happened, and what to do."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(f"{what} {mend}")


def line(text: str) -> None:
    """Print one line; lines of steps that run side by side never mix."""
    with _one_at_a_time:
        print(text, flush=True)


def fail(text: str) -> None:
    """Print one line on the error stream."""
    with _one_at_a_time:
        print(text, file=sys.stderr, flush=True)


@contextmanager
def step(name: str) -> Generator[None]:
    """Say that a step started, and how long it took when it is done."""
    started = time.monotonic()
    line(f"· {name} …")
    yield
    line(f"✓ {name} ({time.monotonic() - started:.1f} s)")
