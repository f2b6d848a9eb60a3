"""The seeded log is the same everywhere, and has the shape it is said to have."""

import numpy as np
import pyarrow.parquet as pq
import pytest

from benchmarks import log


@pytest.mark.parametrize("kind", log.ACTIVITIES)
def test_times_ascend_and_lengths_are_ten_on_average(kind):
    made = list(log.pieces(100_000, kind))
    again = list(log.pieces(100_000, kind))
    for one, other in zip(made, again, strict=True):
        assert all(np.array_equal(a, b) for a, b in zip(vars(one).values(), vars(other).values(), strict=True))
        inside = one.keys[1:] == one.keys[:-1]
        assert (np.diff(one.times)[inside] > 0).all()
        assert one.codes.min() == 1
        assert one.codes.max() <= log.ACTIVITIES[kind]
    events = sum(len(piece.keys) for piece in made)
    assert 9 < events / 10_000 < 11


def test_a_file_holds_the_log(tmp_path):
    table = pq.read_table(log.write(tmp_path / "log.parquet", 5_000))
    piece = next(log.pieces(5_000))
    assert table["customer"].to_numpy().tolist() == piece.keys.tolist()
    assert table["activity"].to_pylist()[:3] == [log.names("zipf")[code - 1] for code in piece.codes[:3]]
