"""Compile every kernel on a tiny table, so that the first question is as quick as the second.

Machine code is kept on disk (see ``compiled.py``): after the first time this only loads it. The first time takes one
core tens of seconds and holds the interpreter lock, so an app lets another process do it (``apart``).
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from klantreis.engine.index import Batch, build, merge, split_by_gap
from klantreis.engine.journeys import Journeys
from klantreis.engine.selecting import flat, present, told

SHAPES = ((np.uint8, 2), (np.uint16, 300))
"""Numba compiles per element type: codes of one byte, and of two where there are more than 255 labels. Above 65,535
labels codes have four bytes; so rare a workspace compiles at its first questions.
"""
GUARD = """
import os, sys, threading
os.nice(19)
threading.Thread(target=lambda: (sys.stdin.read(), os._exit(1)), daemon=True).start()
"""


def warm(
    questions: tuple[Callable[[Journeys], object], ...] = (), by_width: tuple[Callable[[Journeys], object], ...] = ()
) -> None:
    """Compile the kernels of the index, then ask each of ``questions`` of two small journeys of ``a`` and ``b``.

    ``by_width`` are those that work in another way for more labels; they are asked of two widths more.
    """
    batch = Batch(np.array([0, 0, 1, 1], np.uint32), np.array([1, 2, 1, 2]), np.array([5, 0, 1, 1]))
    index = merge(build([batch]), [batch])
    wide = Batch(batch.keys, np.array([1, 2, 1, 300]), batch.times)
    wide_index = merge(merge(build([wide]), [wide]), [batch])
    merge(index, [wide])
    for (kind, width), own in zip(SHAPES, (index, wide_index), strict=True):
        known = own.journeys(_labels(width), lambda numbers: [str(number) for number in numbers])
        journeys = _told(index.journeys((None,), lambda numbers: [str(number) for number in numbers]), kind, width)
        for ask in questions:
            ask(known)
            ask(journeys)
        chosen = known.select(np.array([True, False]))
        chosen.span(), chosen.slots, flat(chosen)
        split_by_gap(journeys, 1)
        selected = journeys.select(np.array([True, False]))
        told(selected.codes, np.arange(len(selected.labels), dtype=kind))
        present(selected.codes, len(selected.labels))
        np.asarray(selected.times), np.asarray(selected.rows)
        for ask in by_width:
            ask(_told(journeys, kind, 1000 if kind is np.uint16 else 100))
            if kind is np.uint16:
                ask(_told(journeys, kind, 5000))


def _told(journeys: Journeys, kind: type[np.unsignedinteger[Any]], width: int) -> Journeys:
    codes = np.asarray(journeys.codes).astype(kind)
    return replace(journeys, codes=codes, labels=_labels(width))


def _labels(width: int) -> tuple[str | None, ...]:
    return (None, "a", "b", *(f"c{code}" for code in range(3, width + 1)))


def apart(code: str) -> None:
    """Run Python ``code``, which warms up, in a process of the lowest priority; it ends with this one.

    Does nothing when it was done before for these kernels on this machine.
    """
    mark = _mark()
    if mark is None or mark.exists():
        return
    # The process reads from a pipe that nobody writes to: when this process is gone, it notices and ends.
    command = [sys.executable, "-c", f"{GUARD}\n{code}\nos._exit(0)"]
    silent = subprocess.DEVNULL
    done = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=silent, stderr=silent)  # noqa: S603  our own code
    try:
        if done.wait() == 0:
            mark.parent.mkdir(parents=True, exist_ok=True)
            mark.touch()
    finally:
        done.kill()


def _mark() -> Path | None:
    """The file that says that these kernels were compiled; None where machine code cannot be kept."""
    import numba

    from klantreis.engine import kernels_index

    cache = getattr(kernels_index.count_keys, "_cache", None)
    folder = getattr(cache, "cache_path", None)
    if folder is None:
        return None
    package = Path(__file__).parent.parent
    told = [f"{path}:{path.stat().st_mtime_ns}" for path in sorted(package.rglob("*kernel*.py"))]
    name = sha256("\n".join([numba.__version__, sys.version, *told]).encode()).hexdigest()[:16]
    return Path(folder) / f"warm-{name}"
