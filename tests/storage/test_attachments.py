"""Files of a map: what they are told to be, their bounds, what uses them, and that they go with their map."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from sqlalchemy import Engine, select, update

from klantreis.errors import Conflict, NotFound, TooLarge, UserError
from klantreis.storage import attachments as kept
from klantreis.storage.attachments import Attached, Attachments
from klantreis.storage.database import reading, writing
from klantreis.storage.maps import Maps
from klantreis.storage.media_types import TEXT, UNKNOWN, media_type
from klantreis.storage.tables import ATTACHMENTS
from tests.journey import small

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


@pytest.fixture
def files(engine: Engine) -> Attachments:
    return Attachments(engine)


@pytest.fixture
def map_id(maps: Maps) -> str:
    return maps.create(small.small(), "Eva").id


def named(file_id: str) -> list[dict[str, Any]]:
    """A change after which the map names a file."""
    return [{"op": "patch", "id": small.PLAIN, "fields": {"text": file_id}}]


def office(folder: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr(f"{folder}/document.xml", "<x/>")
    return held.getvalue()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0rest", "image/jpeg"),
        (b"GIF89a....", "image/gif"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"\x00\x00\x00\x20ftypavif....", "image/avif"),
        (b"%PDF-1.7\n", "application/pdf"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", TEXT),
        (b"<!doctype html><script>alert(1)</script>", TEXT),
        ("één regel\n".encode(), TEXT),
        ("één regel\n".encode("latin-1"), UNKNOWN),
        (b"a\x00b", UNKNOWN),
        (b"PK\x03\x04....", "application/zip"),
        (office("word"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (office("xl"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (b"RIFF\x00\x00\x00\x00WAVE", UNKNOWN),
    ],
)
def test_a_file_is_what_its_bytes_say(content: bytes, told: str) -> None:
    assert media_type(content) == told


def test_a_file_is_kept_whole_and_told_without_its_content(files: Attachments, map_id: str) -> None:
    added = files.add(map_id, " Eva.png ", PNG, "Bram")
    assert (added.name, added.media_type, added.size, added.author) == ("Eva.png", "image/png", 28, "Bram")
    assert (added.shown, added.used) == (True, False)
    assert files.get(map_id, added.id) == (added, PNG)
    assert files.told(map_id, added.id) == added
    assert files.list(map_id) == [added]


def test_the_same_content_twice_is_one_file_of_a_map_and_another_of_another(
    files: Attachments, maps: Maps, map_id: str
) -> None:
    first = files.add(map_id, "a.png", PNG, "Eva")
    assert files.add(map_id, "b.png", PNG, "Bram") == first
    other = maps.create(small.small(), "Eva").id
    assert files.add(other, "a.png", PNG, "Eva").id != first.id
    with pytest.raises(NotFound):
        files.get(other, first.id)


def test_bounds(files: Attachments, map_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MAX_FILE", 10)
    monkeypatch.setattr(kept, "MAX_MAP", 15)
    for name, content, error in [
        ("x", b"", "empty"),
        ("", b"1", "name"),
        ("a\nb", b"1", "name"),
        ("x" * 201, b"1", "name"),
    ]:
        with pytest.raises(UserError) as refused:
            files.add(map_id, name, content, "Eva")
        assert refused.value.code == f"files.{error}"
    with pytest.raises(TooLarge) as large:
        files.add(map_id, "x", b"12345678901", "Eva")
    assert large.value.code == "files.too_large"
    files.add(map_id, "x", b"1234567890", "Eva")
    files.add(map_id, "x", b"1234567890", "Eva")  # the same again takes no room
    with pytest.raises(TooLarge) as full:
        files.add(map_id, "x", b"123456", "Eva")
    assert full.value.code == "files.map_full"
    files.add(map_id, "x", b"12345", "Eva")


def test_a_file_in_use_stays_and_an_unused_one_goes(files: Attachments, maps: Maps, map_id: str) -> None:
    file = files.add(map_id, "a.png", PNG, "Eva")
    maps.change(map_id, named(file.id), "Eva")
    assert files.told(map_id, file.id).used
    with pytest.raises(Conflict):
        files.remove(map_id, file.id, "Eva")
    maps.change(map_id, named("niets"), "Eva")
    files.remove(map_id, file.id, "Eva")
    assert files.list(map_id) == []
    with pytest.raises(NotFound):
        files.remove(map_id, file.id, "Eva")
    actions = [entry.action for entry in maps.audit(map_id) if "file" in entry.action]
    assert actions == ["map.remove_file", "map.add_file"]


def test_cleaning_spares_what_is_used_and_what_is_new(
    files: Attachments, maps: Maps, map_id: str, engine: Engine
) -> None:
    old, used, new = (files.add(map_id, name, name.encode(), "Eva") for name in ("old", "used", "new"))
    maps.change(map_id, named(used.id), "Eva")
    with writing(engine) as connection:
        aged = update(ATTACHMENTS).where(ATTACHMENTS.c.id != new.id)
        connection.execute(aged.values(at="2026-01-01T00:00:00.000000Z"))
    assert [file.id for file in files.remove_unused(map_id, "Eva")] == [old.id]
    assert {file.id for file in files.list(map_id)} == {used.id, new.id}


def test_files_go_with_their_map_and_a_copy_has_its_own(
    files: Attachments, maps: Maps, map_id: str, engine: Engine
) -> None:
    file = files.add(map_id, "a.png", PNG, "Eva")
    maps.change(map_id, named(file.id), "Eva")
    copy = maps.create(maps.get(map_id).document, "Bram", files_of=map_id).id
    assert files.get(copy, file.id)[1] == PNG
    assert files.told(copy, file.id).author == "Bram"
    assert files.used(copy) == [Attached(file.id, "a.png", PNG)]
    maps.delete(map_id, "Eva")
    with pytest.raises(NotFound):
        files.get(map_id, file.id)
    maps.purge(map_id, "Eva")
    with reading(engine) as connection:
        assert connection.execute(select(ATTACHMENTS.c.map_id)).scalars().all() == [copy]


def test_a_map_that_comes_with_files_keeps_them_under_their_ids(files: Attachments, maps: Maps) -> None:
    made = maps.create(small.small(), "Eva", files=[Attached("file_0000000001", "a.png", PNG)])
    assert files.get(made.id, "file_0000000001")[1] == PNG
    many = [Attached("file_0000000001", "a.png", PNG), Attached("file_0000000002", "", b"x")]
    with pytest.raises(UserError):
        maps.create(small.small(), "Eva", files=many)
    assert len(maps.list()) == 1, "all or nothing"
