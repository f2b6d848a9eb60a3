"""Partial results as bytes: what was written is read, and nothing else."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from klantreis.engine.columns import Table
from klantreis.engine.groups import Groups
from klantreis.engine.partials import packed, unpacked

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False) | st.text() | st.binary(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.tuples(inner, inner),
)
KINDS = st.sampled_from(["<i8", "|u1", "<u2", "<f8", "|b1"])


@given(PLAIN)
def test_plain_values_come_back_as_they_were(value):
    assert unpacked(packed(value)) == value


@given(arrays.arrays(KINDS.map(np.dtype), arrays.array_shapes(min_dims=1, max_dims=3, min_side=0)))
def test_arrays_keep_type_and_shape(array):
    found = unpacked(packed([array]))[0]
    assert found.dtype == array.dtype
    assert found.shape == array.shape
    assert found.tobytes() == array.tobytes()


def test_dataclasses_of_ours_come_back_inside_each_other():
    found = unpacked(packed((Groups(np.array([0, 2]), np.array([5, 6])), Table(("a", "b"), np.ones((2, 2), np.int64)))))
    assert found[0].values.tolist() == [5, 6]
    assert found[1].values == ("a", "b")


@dataclasses.dataclass
class Elsewhere:
    """Not of klantreis."""

    a: int


@pytest.mark.parametrize("value", [Elsewhere(1), {1: 2}, {1, 2}, object(), np.array([None])])
def test_what_is_no_part_of_a_result_is_refused(value):
    with pytest.raises(TypeError, match="no part of a partial result"):
        packed(value)


def test_reading_makes_nothing_but_results():
    named = packed(Groups(np.array([0]), np.array([0])))
    for stranger in (named.replace(b"Groups", b"offset"), named.replace(b"klantreis.engine", b"klantreis.engins")):
        with pytest.raises((ValueError, ModuleNotFoundError)):
            unpacked(stranger)
