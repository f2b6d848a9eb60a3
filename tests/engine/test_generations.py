"""Whatever happens to an index file is noticed."""

from pathlib import Path

import numpy as np
import pytest

from klantreis.engine import generations, index
from klantreis.engine.index import Batch
from klantreis.errors import Damaged, KlantreisError


@pytest.fixture
def root(tmp_path: Path) -> Path:
    rng = np.random.default_rng(5)
    keys = rng.integers(0, 5, 40).astype(np.uint32)
    index.build([Batch(keys, rng.integers(1, 9, 40), rng.integers(0, 10**15, 40))], root=tmp_path)
    return tmp_path


def files(root: Path) -> list[Path]:
    return [root / "CURRENT", *sorted((root / "g000001").iterdir())]


def test_any_changed_byte_is_detected(root: Path):
    assert len(files(root)) == 12
    for path in files(root):
        whole = path.read_bytes()
        for place in range(0, len(whole), max(1, len(whole) // 40)):
            path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
            with pytest.raises(Damaged):
                index.verify(root)
            assert index.find(root) is None, "a small index is read whole on opening"
        path.write_bytes(whole)
    assert index.verify(root) is not None


def test_of_a_large_index_opening_checks_what_steers_the_kernels(root: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(index, "QUICK", 10)
    for name, noticed in (("keys", True), ("offsets", True), ("paths", True), ("firsts", True), ("times", False)):
        path = root / "g000001" / name
        whole = path.read_bytes()
        path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
        assert (index.find(root) is None) is noticed
        with pytest.raises(Damaged):
            index.verify(root)
        path.write_bytes(whole)


def test_a_shorter_longer_or_missing_file_is_detected_on_opening(root: Path):
    for path in files(root)[1:]:
        whole = path.read_bytes()
        for other in (whole[:-1], whole + b"x", b""):
            path.write_bytes(other)
            with pytest.raises(Damaged):
                index.load(root)
            assert index.find(root) is None
        path.unlink()
        with pytest.raises(Damaged, match="missing"):
            index.load(root)
        path.write_bytes(whole)
    assert index.load(root) is not None


def test_a_damaged_index_is_simply_built_again(root: Path):
    (root / "CURRENT").write_text("nonsense")
    assert index.find(root) is None
    built = index.build([Batch(np.array([0]), np.array([1]), np.array([1]))], root=root)
    assert built.events == 1
    assert index.verify(root) is not None


def test_what_a_dead_writer_left_is_removed(root: Path):
    (root / ".new-999999999-abcd").mkdir()
    (root / ".current-999999999").write_text("half")
    index.build([], root=root)
    assert sorted(p.name for p in root.iterdir()) == [".lock", "CURRENT", "g000002"]


def test_a_full_disk_is_said_before_anything_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def full(*_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(generations.os, "posix_fallocate", full)
    with pytest.raises(KlantreisError) as caught:
        index.build([Batch(np.array([0]), np.array([1]), np.array([1]))], root=tmp_path)
    assert caught.value.code == "index.no_space"
    assert not list(tmp_path.glob(".new-*"))
