"""What stops a set-up is said in one line that names what to do."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest

from devtools import place
from devtools.say import CannotGoOn


def test_a_taken_port_names_another_one() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CannotGoOn, match=rf"Port {port} is taken.*--port {port + 1}"):
            place.check_port("127.0.0.1", port)
    place.check_port("127.0.0.1", port)


def test_too_little_space_says_how_much() -> None:
    place.check_space(place.ROOT, needed=1)
    with pytest.raises(CannotGoOn, match=r"Not enough disk space.*GB free.*needs 1000000\.0 GB"):
        place.check_space(place.ROOT, needed=10**15)


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotGoOn, match=r"Cannot write in .*file/folder"):
        place.check_writable(tmp_path / "file" / "folder")


def test_a_folder_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: Any) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.TemporaryFile", refuse)  # the super-user may write anywhere
    with pytest.raises(CannotGoOn, match=r"Cannot write in .*: Permission denied\."):
        place.check_writable(tmp_path)


def test_caches_move_into_the_clone_where_there_is_no_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/nowhere")
    monkeypatch.delenv("UV_CACHE_DIR", raising=False)
    monkeypatch.setenv("npm_config_cache", "/chosen")
    moved = place.caches()
    assert moved["UV_CACHE_DIR"] == str(place.STATE / "cache" / "uv")
    assert "npm_config_cache" not in moved
