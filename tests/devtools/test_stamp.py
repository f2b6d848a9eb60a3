"""A stamp changes when, and only when, what the thing is made of changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from devtools import stamp


def test_only_content_and_names_count(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("one")
    first = stamp.digest([tmp_path])
    (tmp_path / "a").touch()
    assert stamp.digest([tmp_path]) == first
    (tmp_path / "a").write_text("two")
    changed = stamp.digest([tmp_path])
    (tmp_path / "a").rename(tmp_path / "b")
    assert len({first, changed, stamp.digest([tmp_path])}) == 3


def test_a_forgotten_thing_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stamp, "STATE", tmp_path)
    assert not stamp.is_fresh("web", "1")
    stamp.set_stamp("web", "1")
    assert stamp.is_fresh("web", "1")
    assert not stamp.is_fresh("web", "2")
    stamp.forget("web")
    stamp.forget("web")
    assert not stamp.is_fresh("web", "1")
