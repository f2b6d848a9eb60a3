"""How kernels are compiled: machine code, without the interpreter lock, kept on disk between runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., object])


def kernel(function: F) -> F:
    """Compile ``function`` at its first call for the types it is given.

    The machine code is kept beside the source, or in the user's cache folder where the source is
    read-only. Where neither can be written the kernel still works, compiled anew by each process.
    """
    try:
        return cast(F, numba.njit(function, nogil=True, error_model="numpy", cache=True))
    except RuntimeError:  # numba: "cannot cache function: no locator available"
        return cast(F, numba.njit(function, nogil=True, error_model="numpy"))
