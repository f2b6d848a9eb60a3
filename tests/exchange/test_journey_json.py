"""SPEC R27 to R31: the file of a map."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from klantreis.errors import TooLarge, UserError
from klantreis.exchange import journey_json
from klantreis.journey import templates
from tests.journey import small


@pytest.mark.parametrize("name", list(templates.TEMPLATES))
@pytest.mark.parametrize("language", ["nl", "en"])
def test_r30_writing_and_reading_gives_the_same_document(name: str, language: str, tmp_path: Path) -> None:
    document = templates.make(name, language, seed=1)
    path = tmp_path / f"kaart{journey_json.SUFFIX}"
    journey_json.write(document, path)
    assert journey_json.read(path) == document
    assert path.read_text(encoding="utf-8") == journey_json.dumps(document)
    assert list(tmp_path.iterdir()) == [path]


def test_r31_a_file_is_written_in_one_way_only() -> None:
    document = small.small()
    backwards = type(document).of(list(document.records.values())[::-1])
    assert journey_json.dumps(backwards) == journey_json.dumps(document)
    text = journey_json.dumps(document)
    assert text.endswith("}\n")
    assert "Oriëntatie" in text
    assert list(json.loads(text)) == ["schema", "records"]
    assert next(iter(json.loads(text)["records"])) == "map"


def test_r31_a_change_of_one_field_is_a_difference_of_one_line() -> None:
    document = small.small()
    moved, _ = document.patch(small.ORIENT, {"order": "z"})
    before, after = (journey_json.dumps(each).splitlines() for each in (document, moved))
    assert len(before) == len(after)
    assert sum(a != b for a, b in zip(before, after, strict=True)) == 1


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "not JSON.*line 1"),
        (b"{", "not JSON"),
        (b'{"schema": 1,\n "records": {}},', "line 2"),
        (b"\xff\xfe{}", "not UTF-8"),
        (b"[]", "object"),
        (b"3", "object"),
        (b'{"schema": 1, "schema": 1, "records": {}}', "'schema' comes twice"),
        (b'{"schema": NaN, "records": {}}', "NaN"),
        (b'{"schema": 99, "records": {}}', "schema 99"),
        (b'{"schema": 1, "records": {}}', "map record"),
        (b"[" * 100_000, "deep"),
        (b'{"schema": 1, "records": {"map": {"id": "map", "kind": "map"}}}', "name is missing"),
        (b'{"schema": 1, "records": {"map": {"id": "map", "kind": "map", "name": "\\ud800"}}}', "name"),
        (b'{"schema": ' + b"9" * 5000 + b"}", "journey file|schema"),
    ],
)
def test_r27_r28_a_bad_file_says_what_and_where(content: bytes, says: str) -> None:
    with pytest.raises(UserError, match=says) as caught:
        journey_json.loads(content, where="kaart.journey.json")
    assert str(caught.value).startswith("kaart.journey.json")


def test_r12_broken_references_are_listed() -> None:
    raw = small.small().to_dict()
    del raw["records"][small.SITE]
    with pytest.raises(UserError) as caught:
        journey_json.loads(json.dumps(raw))
    faults = caught.value.params["faults"]
    assert {fault["record"] for fault in faults} == {
        small.PAIN,
        small.FIX,
        small.WORK,
        small.CREW,
        small.TILL,
        small.BACK,
    }
    assert all(fault["rule"] == "R12" for fault in faults)


def test_a_byte_order_mark_is_no_obstacle() -> None:
    text = journey_json.dumps(small.small())
    assert journey_json.loads(b"\xef\xbb\xbf" + text.encode()) == small.small()
    assert journey_json.loads("\ufeff" + text) == small.small()


def test_a_file_that_is_not_there_or_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UserError, match="no such file"):
        journey_json.read(tmp_path / "x.journey.json")
    monkeypatch.setattr(journey_json, "MAX_BYTES", 10)
    path = tmp_path / "groot.journey.json"
    path.write_text("x" * 11)
    with pytest.raises(TooLarge):
        journey_json.read(path)
    with pytest.raises(TooLarge):
        journey_json.loads("x" * 11)


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "kaart.journey.json"
    journey_json.write(small.small(), path)
    before = path.read_bytes()
    monkeypatch.setattr(journey_json.os, "fsync", lambda _: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        journey_json.write(templates.make("five"), path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
