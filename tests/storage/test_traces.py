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
from klantreis.storage.traces import alone
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
    names = len("[Content_Types].xml") + len("word/document.xml")
    assert sum(map(len, file_texts.texts(content))) - names < 1010


def test_a_document_that_is_made_to_keep_one_busy_is_read_in_a_moment() -> None:
    begin = time.perf_counter()
    for marks in ("<" * 2_000_000, "<w:br" * 400_000, '<a b="' * 400_000, "a:" * 1_000_000, "='" * 1_000_000):
        sum(map(len, file_texts.texts(office("word/document.xml", marks))))
    assert time.perf_counter() - begin < 10  # once from each mark to the end is hours


def test_a_document_is_read_as_far_as_it_can_be_and_never_fails() -> None:
    good = office("word/document.xml", "<w:p><w:t>K-17</w:t></w:p>")
    odd = io.BytesIO()
    with zipfile.ZipFile(odd, "w", zipfile.ZIP_LZMA) as parts:
        parts.writestr("word/document.xml", "<w:t>K-17</w:t>")
    for content in (good[: len(good) // 2], odd.getvalue(), good.replace(b"PK\x01\x02", b"PK\x01\x03"), b"PK\x03\x04"):
        assert "K-17" not in "".join(file_texts.texts(content))
    broken = bytearray(good)
    for at in range(0, len(broken), 3):
        broken[at] ^= 0xFF
        list(file_texts.texts(bytes(broken)))
        broken[at] ^= 0xFF


def test_names_of_sheets_links_and_parts_are_words_too() -> None:
    sheet = office("xl/workbook.xml", '<sheets><sheet name="Klant K-17 &amp; zoon" sheetId="1"/></sheets>')
    link = office("word/_rels/document.xml.rels", '<Relationship Target="mailto:K-17@example.org"/>')
    other = office("xl/workbook.xml", "<sheets><sheet name='Klant K-17'/></sheets>")
    part = office("xl/K-17/blad.bin", "niets")
    for content in (sheet, link, other, part):
        assert any(alone("K-17").search(text) for text in file_texts.texts(content))


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
        # the name of the part is read too
        assert "".join(file_texts.texts(packed.getvalue())).strip() == "word/document.xml" + text.decode().strip()
        assert time.process_time() - began < 10
