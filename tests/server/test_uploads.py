"""Uploads: bounded, streamed, named safely, cleaned."""

import os
from collections.abc import AsyncIterator

import anyio
import pytest
from hypothesis import given
from hypothesis import strategies as st

from klantreis.errors import NoSpace, NotFound, TooLarge, UserError
from klantreis.server import uploads as uploading
from klantreis.server.uploads import Uploads, safe_name


async def pieces(*parts: bytes) -> AsyncIterator[bytes]:
    for part in parts:
        yield part


def receive(uploads: Uploads, name: str, *parts: bytes, size: int | None = None):
    return anyio.run(lambda: uploads.receive(name, size, pieces(*parts)))


def test_a_file_arrives_whole(tmp_path):
    uploads = Uploads(tmp_path / "uploads")
    upload = receive(uploads, "events.csv", b"a,b\n", b"1,2\n")
    assert upload.path.read_bytes() == b"a,b\n1,2\n"
    assert uploads.get(upload.id) == upload
    uploads.remove(upload.id)
    with pytest.raises(NotFound):
        uploads.get(upload.id)
    assert list((tmp_path / "uploads").iterdir()) == []


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("C:\\x\\klanten.csv", "klanten.csv"),
        ("/etc/shadow", "shadow"),
        ("..", "file"),
        ("", "file"),
        ("...", "file"),
        ("a\0b.csv", "a_b.csv"),
        ("\x1b[31m.csv", "_[31m.csv"),
        ("gegevens 2026 (1).csv.gz", "gegevens 2026 (1).csv.gz"),
        ("klant-\u202etxt.exe", "klant-_txt.exe"),
        ("x.part", "x.part.txt"),
    ],
)
def test_names_lead_nowhere_else(name, safe):
    assert safe_name(name) == safe


@given(st.text(max_size=400))
def test_any_name_is_one_short_part_of_a_path(name):
    safe = safe_name(name)
    assert safe
    assert len(safe.encode()) <= 210
    assert "/" not in safe
    assert "\\" not in safe
    assert safe not in (".", "..")
    assert safe.isprintable()


def test_too_large_is_refused_before_it_begins_and_while_it_streams(tmp_path):
    uploads = Uploads(tmp_path, max_bytes=10)
    with pytest.raises(TooLarge):
        receive(uploads, "a.csv", b"x" * 4, size=11)
    with pytest.raises(TooLarge):
        receive(uploads, "a.csv", b"x" * 6, b"x" * 6)
    assert list(tmp_path.iterdir()) == [], "a refused upload leaves nothing behind"


def test_a_full_disk_is_told_before_it_begins(tmp_path):
    with pytest.raises(NoSpace):
        receive(Uploads(tmp_path, max_bytes=2**62), "a.csv", b"x", size=2**61)


def test_an_empty_file_is_refused(tmp_path):
    with pytest.raises(UserError, match="empty"):
        receive(Uploads(tmp_path), "a.csv")
    assert list(tmp_path.iterdir()) == []


def test_a_broken_connection_leaves_nothing(tmp_path):
    async def broken() -> AsyncIterator[bytes]:
        yield b"half"
        raise ConnectionError

    with pytest.raises(ConnectionError):
        anyio.run(lambda: Uploads(tmp_path).receive("a.csv", None, broken()))
    assert list(tmp_path.iterdir()) == []


def test_forgotten_uploads_are_cleaned(tmp_path):
    uploads = Uploads(tmp_path)
    old, new = receive(uploads, "old.csv", b"x"), receive(uploads, "new.csv", b"x")
    os.utime(old.path.parent, (1, 1))
    assert uploads.clean() == 0, "a file that still comes in is not forgotten, however long ago it began"
    os.utime(old.path, (1, 1))
    assert uploads.clean() == 1
    assert uploads.get(new.id) == new
    with pytest.raises(NotFound):
        uploads.get(old.id)


@pytest.mark.parametrize("id_", ["..", "../..", "0" * 31, "G" * 32, ""])
def test_an_id_is_never_a_path(tmp_path, id_):
    with pytest.raises(NotFound):
        Uploads(tmp_path).get(id_)


def test_a_server_that_runs_for_long_cleans_now_and_then(tmp_path, monkeypatch):
    monkeypatch.setattr(uploading, "CLEANED_S", 0.01)
    uploads = Uploads(tmp_path)

    async def until_gone() -> None:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(uploads.keep_clean)
            old = await uploads.receive("old.csv", None, pieces(b"x"))
            for each in (old.path, old.path.parent):
                os.utime(each, (1, 1))
            with anyio.fail_after(20):
                while old.path.exists():
                    await anyio.sleep(0.01)
            tasks.cancel_scope.cancel()

    anyio.run(until_gone)
