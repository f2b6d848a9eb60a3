"""Where a customer's id still stands after people typed it on a map."""

from __future__ import annotations

import io
import time
import zipfile

import pytest
from sqlalchemy import Engine

from klantreis.storage import file_texts
from klantreis.storage.attachments import Attachments
from klantreis.storage.maps import Maps
from tests.journey import small


def test_a_word_is_found_on_maps_in_their_log_and_in_the_bin(maps: Maps) -> None:
    now, past, gone, _other = (maps.create(small.small(), "Eva").id for _ in range(4))

    def says(map_id: str, text: str) -> int:
        return maps.change(map_id, [{"op": "patch", "id": small.AD, "fields": {"name": text}}], "Eva").version

    says(now, "Klant 30%_A belde")
    said, taken = says(past, "Zie 30%_A."), says(past, "Zie niemand")
    says(gone, "30%_A")
    maps.delete(gone, "Eva")
    says(_other, "x30%_A, 30%_AB en 30 procent")
    found = {trace.map: trace for trace in maps.traces("30%_A")}
    assert found.keys() == {now, past, gone}
    assert (found[now].records, found[now].versions, found[now].in_bin) == ((small.AD,), (2,), False)
    assert (found[past].records, found[past].versions) == ((), (said, taken))
    assert found[gone].in_bin


def test_keys_and_moments_are_no_words(maps: Maps) -> None:
    made = maps.create(small.small(), "Eva")
    maps.change(made.id, [{"op": "patch", "id": small.SEEN, "fields": {"at": "2025-07-31"}}], "Eva")
    assert maps.traces("31") == []
    assert maps.traces("V") == []


def test_a_word_is_found_in_files_of_maps_whatever_program_wrote_them(maps: Maps, engine: Engine) -> None:
    files = Attachments(engine)
    held = maps.create(small.small(), "Eva").id
    other = maps.create(small.small(), "Eva").id
    good = {
        "klanten.csv": "klant;dag\nK-17;maandag\n".encode("cp1252") + "café".encode("cp1252"),
        "unicode.txt": "gesprek met K-17".encode("utf-16"),
        "brief K-17.png": b"\x89PNG\r\n\x1a\n" + b"leeg",
        "brief.docx": office(
            "word/document.xml", "<w:p><w:r><w:t>met K-</w:t></w:r><w:r><w:t>17 &amp; zoon</w:t></w:r></w:p>"
        ),
        "lijst.xlsx": office("xl/sharedStrings.xml", "<si><t>K-17</t></si><si><t>K-18</t></si>"),
    }
    none = {
        "anderen.csv": b"klant\nK-170\nAK-17\n",
        "foto.png": b"\x89PNG\r\n\x1a\nK-17",
        "kapot.xlsx": b"PK\x03\x04K-17 is hier niet te lezen",
        "los.docx": office("word/document.xml", "<w:p><w:t>K-</w:t></w:p><w:p><w:t>17</w:t></w:p>"),
    }
    for name, content in {**good, **none}.items():
        files.add(held, name, content, "Eva")
    files.add(other, "notities.txt", b"niemand", "Eva")
    [found] = maps.traces("K-17")
    assert (found.map, found.records, found.versions) == (held, (), ())
    assert found.files == tuple(sorted(good))


def test_a_document_that_bursts_is_read_no_further_than_its_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_texts, "MOST_UNPACKED", 1000)
    content = office("word/document.xml", "<w:p><w:t>" + "x" * 10**6 + " K-17</w:t></w:p>")
    assert sum(map(len, file_texts.texts(content))) < 1001


def office(part: str, text: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("[Content_Types].xml", "<Types/>")
        parts.writestr(part, f'<?xml version="1.0" encoding="UTF-8"?><root>{text}</root>')
    return out.getvalue()


def test_a_document_full_of_signs_is_read_in_no_time() -> None:
    """Seconds for what once took hours; as many as a file of a map may unpack to would take days."""
    for text in (b"<" * 2**20, b"<w:br " * 2**18):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as parts:
            parts.writestr("word/document.xml", text)
        began = time.process_time()
        assert "".join(file_texts.texts(packed.getvalue())) == text.decode()
        assert time.process_time() - began < 10
