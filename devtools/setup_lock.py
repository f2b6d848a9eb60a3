"""Two set-ups at once in one clone would write over each other; the second waits for the first."""

from __future__ import annotations

import fcntl
from collections.abc import Generator
from contextlib import contextmanager

from .place import STATE
from .say import line


@contextmanager
def one_at_a_time() -> Generator[None]:
    """Hold the clone's set-up lock; the system frees it when the process ends, however it ends."""
    STATE.mkdir(parents=True, exist_ok=True)
    with (STATE / "lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            line("· another ./dev is setting this clone up; waiting for it …")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
