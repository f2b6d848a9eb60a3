import numba
import numpy as np
import pytest

from klantreis.engine import compiled
from klantreis.engine.local import still


def test_a_kernel_works_where_nothing_can_be_written(monkeypatch: pytest.MonkeyPatch):
    def njit(function, *, cache=False, **options):
        if cache:
            raise RuntimeError("cannot cache function: no locator available")
        return numba_njit(function, **options)

    numba_njit = numba.njit
    monkeypatch.setattr(compiled.numba, "njit", njit)
    assert compiled.kernel(lambda number: number + 1)(2) == 3


def test_arrays_that_are_only_read_share_one_compilation():
    writable = np.arange(6)
    for array in (writable, still(writable), writable[::2]):
        view = still(array)
        assert (view == array).all()
        assert not view.flags.writeable
        assert view.flags.c_contiguous
    assert writable.flags.writeable, "the caller's own array stays as it was"
