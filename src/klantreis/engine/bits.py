"""Where the codes of a step stand, as one bit per slot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from klantreis.engine.local import still

FEW = 8
"""Up to this many codes are compared 64 slots at a time; more are looked up slot by slot."""


def bits_of(codes: NDArray[Any], steps: Sequence[NDArray[np.integer]], width: int) -> NDArray[np.uint64]:
    """The bits of each step's codes (below ``width``), shape (steps, words); bit ``i % 64`` of word ``i // 64``."""
    from klantreis.engine import kernels_bits as kernels

    bits = np.empty((len(steps), (len(codes) >> 6) + 2), np.uint64)
    plain = still(codes)
    for row, wanted in zip(bits, steps, strict=True):
        if len(wanted) <= FEW:
            kernels.find(plain, still(np.asarray(wanted).astype(plain.dtype)), 0, row)
        else:
            held = np.zeros(width, np.bool_)
            held[wanted] = True
            kernels.look_up(plain, still(held), 0, row)
    return bits


def codes_of(
    steps: Sequence[NDArray[np.integer]], kind: np.dtype[Any], width: int
) -> tuple[NDArray[Any], NDArray[np.int64], NDArray[np.bool_]]:
    """The codes of steps (below ``width``) for a kernel that makes bits as it goes: (up to ``FEW`` per step, how many,
    and for steps with more which codes are theirs).
    """
    wanted, sizes = np.zeros((len(steps), FEW), kind), np.array([len(step) for step in steps])
    held = np.zeros((len(steps), width if sizes.max(initial=0) > FEW else 0), np.bool_)
    for k, step in enumerate(steps):
        if len(step) <= FEW:
            wanted[k, : len(step)] = step
        else:
            held[k, step] = True
    return still(wanted), still(sizes), still(held)
