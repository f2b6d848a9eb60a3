"""From a file on the disk to a map: what a newcomer does in the first minute."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from klantreis.demo.making import make as make_demo
from tests.browser.conftest import Pages, Server
from tests.browser.map_page import make
from tests.data import shared

# The time stands in a column whose name says nothing; one row has no customer, one no readable time.
SMALL = (
    "klantnr;wat gebeurde;kanaal;wanneer precies\n"
    "1;zoekopdracht;web;01-03-2025 09:00\n"
    "1;offerte;web;01-03-2025 10:00\n"
    "1;boeking;web;02-03-2025 11:30\n"
    "2;zoekopdracht;app;13-03-2025 08:00\n"
    "2;boeking;app;15-03-2025 08:00\n"
    ";boeking;app;16-03-2025 08:00\n"
    "3;zoekopdracht;web;ooit\n"
    "3;offerte;telefoon;17-03-2025 12:00\n"
)


def choose(page: Page, *files: Path) -> None:
    page.get_by_test_id("files").set_input_files([str(file) for file in files])


@pytest.fixture
def small(tmp_path: Path) -> Path:
    file = tmp_path / "ververeis.csv"
    file.write_text(SMALL, encoding="utf-8")
    return file


def drop(page: Page, file: Path) -> None:
    """Lets go of a file above the page, as a mouse does."""
    transfer = page.evaluate_handle(
        """([name, text]) => {
            const transfer = new DataTransfer();
            transfer.items.add(new File([text], name));
            return transfer;
        }""",
        [file.name, file.read_text(encoding="utf-8")],
    )
    page.dispatch_event("body", "dragenter", {"dataTransfer": transfer})
    expect(page.get_by_text("Laat los om te importeren")).to_be_visible()
    page.dispatch_event("body", "drop", {"dataTransfer": transfer})


def test_drop_correct_import_report_draft(page: Page, server: Server, small: Path) -> None:
    page.get_by_role("link", name="Data").click()
    expect(page.get_by_role("heading", name="Laat uw gegevens de echte klantreis tonen")).to_be_visible()
    drop(page, small)

    columns = ("klantnr", "wat gebeurde", "wanneer precies")
    roles = {column: page.get_by_label(f"Betekenis van {column}") for column in columns}
    expect(roles["klantnr"]).to_have_value("customer")
    roles["wat gebeurde"].select_option("attribute")
    expect(page.get_by_role("button", name="Importeren")).to_be_disabled()
    expect(page.get_by_text("Kies eerst welke kolom dit is: Activiteit")).to_be_visible()
    roles["wat gebeurde"].select_option("activity")
    roles["wanneer precies"].select_option("time")
    expect(page.get_by_label("Tijdzone van dit bestand")).to_have_value("Europe/Amsterdam")
    page.get_by_role("button", name="Importeren").click()

    expect(page.get_by_text("6 gebeurtenissen toegevoegd")).to_be_visible()
    expect(page.get_by_text("2 rijen waren niet te lezen")).to_be_visible()
    expect(page.get_by_text("de klant is leeg")).to_be_visible()
    expect(page.get_by_text("de tijd is niet te lezen")).to_be_visible()
    counts = server.ask("/workspace")["counts"]
    assert (counts["events"], counts["customers"]) == (6, 3)

    page.get_by_role("button", name="Teken een kaart uit deze gegevens").click()
    page.wait_for_url(re.compile("/kaarten/[^/]+$"))
    maps = server.ask("/maps")["maps"]
    assert [one["name"] for one in maps] == ["Ververeis"]


@pytest.mark.wide
def test_the_first_event_is_at_the_hour_the_file_says(page: Page, server: Server, small: Path) -> None:
    page.goto(f"{server.url}/data")
    choose(page, small)
    page.get_by_role("button", name="Importeren").click()
    expect(page.get_by_text("6 gebeurtenissen toegevoegd")).to_be_visible()
    # Nine o'clock in Amsterdam in winter.
    assert server.ask("/customers/1")["events"][0]["at"].startswith("2025-03-01T08:00:00")


@pytest.mark.wide
def test_bad_rows_can_be_had(page: Page, server: Server, small: Path) -> None:
    server.import_file(small)
    page.goto(f"{server.url}/data")
    with page.expect_download() as download:
        page.get_by_role("row", name="ververeis.csv").get_by_role("link", name="2").click()
    rows = list(csv.reader(Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()))
    assert len(rows) == 1 + 2
    assert "ooit" in " ".join(rows[2])


@pytest.mark.wide
def test_the_same_file_twice_adds_nothing(page: Page, server: Server, small: Path) -> None:
    server.import_file(small)
    page.goto(f"{server.url}/data")
    choose(page, small)
    page.get_by_role("button", name="Importeren").click()
    expect(page.get_by_text("er is niets toegevoegd")).to_be_visible()
    assert server.ask("/workspace")["counts"]["events"] == 6


@pytest.mark.wide
def test_another_delimiter_is_read_again(page: Page, server: Server, tmp_path: Path) -> None:
    odd = tmp_path / "vreemd.csv"
    rows = ("klant|activiteit, kanaal|tijd", "a|x, web|2025-01-01 10:00", "b|y, app|2025-01-02 10:00", "")
    odd.write_text("\n".join(rows), encoding="utf-8")
    page.goto(f"{server.url}/data")
    choose(page, odd)
    page.get_by_text("Inlezen aanpassen").click()
    page.get_by_label("Scheidingsteken").select_option(",")
    expect(page.get_by_label("Betekenis van kolom 1")).to_be_visible()
    page.get_by_label("Scheidingsteken").select_option("|")
    expect(page.get_by_label("Betekenis van klant", exact=True)).to_have_value("customer")


def test_a_file_that_is_none_is_explained(page: Page, server: Server, tmp_path: Path) -> None:
    page.goto(f"{server.url}/data")
    picture = tmp_path / "foto.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    choose(page, picture)
    expect(page.get_by_role("alert")).to_contain_text("geen tabel met gebeurtenissen")
    page.get_by_role("button", name="Kies een ander bestand").click()
    expect(page.get_by_role("heading", name="Laat uw gegevens")).to_be_visible()
    assert server.ask("/workspace")["counts"]["sources"] == 0


@pytest.mark.wide
def test_excel_is_told_how_it_comes_in(page: Page, server: Server, tmp_path: Path) -> None:
    page.goto(f"{server.url}/data")
    book = tmp_path / "klanten.xlsx"
    with zipfile.ZipFile(book, "w") as parts:
        parts.writestr("xl/workbook.xml", "<workbook/>")
    choose(page, book)
    expect(page.get_by_role("alert")).to_contain_text("Dit is een Excel-bestand; Klantreis leest CSV.")
    expect(page.get_by_role("alert")).to_contain_text("“CSV UTF-8”")


@pytest.mark.wide
def test_dates_that_prove_to_be_another_order_are_told_in_words(page: Page, server: Server, tmp_path: Path) -> None:
    file = tmp_path / "datums.csv"
    rows = ["1;zoeken;25-12-2025"] * 3000 + ["1;zoeken;12-31-2025", ""]
    file.write_text("\n".join(["klant;activiteit;tijd", *rows]), encoding="utf-8")
    page.goto(f"{server.url}/data")
    choose(page, file)
    page.get_by_role("button", name="Importeren").click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("In rij 3002 staat “12-31-2025”")
    expect(alert).not_to_contain_text("row")
    page.get_by_label("Schrijfwijze van de tijd").select_option("day_month")
    page.get_by_role("button", name="Importeren").click()
    expect(page.get_by_text("1 rij was niet te lezen")).to_be_visible()


def test_the_demo_makes_way_for_data_of_ones_own(serve: Callable[..., Server], pages: Pages, tmp_path: Path) -> None:
    make_demo(tmp_path / "demo", customers=300).close()
    demo = serve(tmp_path / "demo")
    own = tmp_path / "klanten.csv"
    own.write_text("klant;activiteit;tijd\n1;zoeken;2025-03-01 09:00\n1;bestellen;2025-03-02 09:00\n", encoding="utf-8")
    page = pages(f"{demo.url}/data")
    choose(page, own)
    expect(page.get_by_text("verzonnen gegevens van de demo")).to_be_visible()
    expect(page.get_by_label("Haal ze weg zodra dit bestand is geïmporteerd")).to_be_checked()
    page.get_by_role("button", name="Importeren").click()
    expect(page.get_by_text("2 gebeurtenissen toegevoegd")).to_be_visible()
    expect(page.locator("dl")).to_contain_text(re.compile(r"1\s*Klanten nu|Klanten nu\s*1"))
    assert [source["name"] for source in demo.ask("/sources")["sources"]] == ["klanten.csv"]
    assert demo.ask("/workspace")["counts"]["events"] == 2
    # what comes next is not asked about a demo that is gone
    page.get_by_role("button", name="Klaar").click()
    choose(page, own)
    expect(page.get_by_role("button", name="Importeren")).to_be_visible()
    expect(page.get_by_text("verzonnen gegevens van de demo")).to_have_count(0)


@pytest.mark.wide
def test_files_go_one_after_the_other(page: Page, server: Server, small: Path, tmp_path: Path) -> None:
    second = tmp_path / "tweede.csv"
    second.write_text("klant;activiteit;tijd\n9;boeking;2025-05-05 10:00\n", encoding="utf-8")
    page.goto(f"{server.url}/data")
    choose(page, small, second)
    expect(page.get_by_text("bestand 1 van 2")).to_be_visible()
    page.get_by_role("button", name="Importeren").click()
    page.get_by_role("button", name="Volgend bestand").click()
    expect(page.get_by_role("heading", name="tweede.csv")).to_be_visible()
    page.get_by_role("button", name="Importeren").click()
    expect(page.get_by_text("1 gebeurtenis toegevoegd")).to_be_visible()
    assert server.ask("/workspace")["counts"]["sources"] == 2


@pytest.mark.wide
def test_cancelling_leaves_nothing(page: Page, server: Server, tmp_path: Path) -> None:
    big = tmp_path / "groot.csv"
    with big.open("w", encoding="utf-8") as file:
        file.write("klant;activiteit;tijd\n")
        for n in range(1_500_000):
            file.write(f"{n % 90_001};stap {n % 17};2025-01-{n % 28 + 1:02d} 10:{n % 60:02d}\n")
    page.goto(f"{server.url}/data")
    choose(page, big)
    page.get_by_role("button", name="Importeren").click()
    page.get_by_role("progressbar").wait_for()
    page.get_by_role("button", name="Annuleren").click()
    # Back at the choice, with everything as it was.
    expect(page.get_by_role("button", name="Importeren")).to_be_visible(timeout=30_000)
    assert server.ask("/workspace")["counts"]["events"] == 0
    page.get_by_role("button", name="Annuleren").click()
    expect(page.get_by_role("heading", name="Laat uw gegevens")).to_be_visible()


@pytest.mark.wide
def test_removing_a_source_takes_its_events_out(page: Page, server: Server, small: Path) -> None:
    server.import_file(small)
    page.goto(f"{server.url}/data")
    page.get_by_role("button", name="Verwijder ververeis.csv").click()
    page.get_by_role("dialog").get_by_role("button", name="Verwijderen").click()
    expect(page.get_by_role("heading", name="Laat uw gegevens")).to_be_visible()
    assert server.ask("/workspace")["counts"]["events"] == 0


def test_questions_live_in_the_address(pages: Pages, server: Server, small: Path) -> None:
    server.import_file(small)
    page = pages(f"{server.url}/data/trechter?step=zoekopdracht&step=boeking")
    expect(page.get_by_role("row", name=re.compile(r"2\. boeking"))).to_contain_text("2")
    page.get_by_label("Volgorde").select_option("strict")
    expect(page).to_have_url(re.compile("mode=strict"))
    expect(page.get_by_role("row", name=re.compile(r"2\. boeking"))).to_contain_text("1")
    page.get_by_text("Alle klantreizen").click()
    page.get_by_label("Waarbij").fill('kanaal = "app"')
    page.get_by_label("Waarbij").press("Enter")
    expect(page.get_by_text("n = 1")).to_be_visible()
    again = pages(page.url)
    expect(again.get_by_text("n = 1")).to_be_visible()
    again.get_by_role("link", name="Doorlooptijd").click()
    again.get_by_label("Van", exact=True).select_option("zoekopdracht")
    again.get_by_label("Tot", exact=True).select_option("boeking")
    expect(again.get_by_text("2 dagen").first).to_be_visible()


@pytest.mark.wide
def test_a_rule_that_cannot_be_read_is_explained(pages: Pages, server: Server, small: Path) -> None:
    server.import_file(small)
    page = pages(f"{server.url}/data/paden?where=kanaal+%3D%3D%3D")
    expect(page.get_by_role("alert")).to_be_visible()


@pytest.mark.wide
def test_real_logs_by_the_page(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/data")
    choose(page, shared("municipality", "receipt.xes.gz"))
    page.get_by_role("button", name="Importeren").click()
    expect(page.get_by_text("8.577 gebeurtenissen toegevoegd")).to_be_visible(timeout=60_000)
    page.get_by_role("button", name="Bekijk activiteiten").click()
    expect(page.get_by_text("27 activiteiten")).to_be_visible()
    # The very same permits as CSV are recognised as the same events only where the file gives the same fields.
    assert server.ask("/workspace")["counts"]["customers"] == 1_434


def test_erase_a_customer_for_good(page: Page, server: Server, small: Path) -> None:
    server.import_file(small)
    page.goto(f"{server.url}/klanten")
    page.get_by_label("Klantnummer").fill("1")
    page.get_by_role("button", name="Zoek", exact=True).click()
    expect(page.get_by_role("heading", name="Klant 1", exact=True)).to_be_visible()
    expect(page.get_by_text("3 gebeurtenissen")).to_be_visible()
    page.get_by_role("button", name="Klant wissen").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Klant wissen")).to_be_disabled()
    dialog.get_by_label("Typ “1” om door te gaan").fill("1")
    dialog.get_by_role("button", name="Klant wissen").click()
    expect(page.get_by_text("Klant 1 is gewist")).to_be_visible()
    assert httpx.get(f"{server.url}/api/v1/customers/1").status_code == 404
    assert server.ask("/workspace")["counts"]["events"] == 3
    page.goto(f"{server.url}/klanten/1")
    expect(page.get_by_role("alert")).to_contain_text("Er is geen klant")


def test_what_still_names_an_erased_customer_is_told_and_taken_out_of_the_past(
    page: Page, server: Server, small: Path
) -> None:
    server.import_file(small)
    now, past = (make(server, name=name) for name in ("Nu", "Vroeger"))
    for map_id in (now, past):
        for text in ("Klant 2 belde", "iemand belde"):
            change = {"op": "patch", "id": "touchpoint_0000000001", "fields": {"name": text}}
            httpx.patch(f"{server.url}/api/v1/maps/{map_id}", json={"changes": [change]}).raise_for_status()
            if map_id == now:
                break
    file = {"params": {"name": "gesprek.txt"}, "content": b"met klant 2"}
    httpx.post(f"{server.url}/api/v1/maps/{past}/files", **file).raise_for_status()
    page.goto(f"{server.url}/klanten/2")
    page.get_by_role("button", name="Klant wissen").click()
    page.get_by_role("dialog").get_by_label("Typ “2” om door te gaan").fill("2")
    page.get_by_role("dialog").get_by_role("button", name="Klant wissen").click()
    told = page.get_by_role("region", name="Klant 2 is gewist")
    expect(page.get_by_role("heading", name="Klant 2 is gewist")).to_be_focused()
    expect(page).to_have_url(f"{server.url}/klanten")
    maps = told.get_by_role("listitem").filter(has=page.get_by_role("link"))
    expect(maps.filter(has_text="Nu")).to_contain_text("Nu op de kaart: 1 onderdeel")
    expect(maps.filter(has_text="Vroeger")).to_contain_text("In bestanden: gesprek.txt")
    expect(maps.filter(has_text="Vroeger")).to_contain_text("In 2 versies: v2, v3")
    told.get_by_role("button", name="Haal ook uit het verleden…").click()
    page.get_by_role("dialog").get_by_role("button", name="Haal eruit").click()
    expect(told).to_contain_text("Uit het verleden gehaald: 2 versies")
    expect(page.get_by_role("heading", name="Klant 2 is gewist")).to_be_focused()
    expect(maps.filter(has_text="Vroeger")).not_to_contain_text("versies")
    assert "Klant 2" not in str(server.ask(f"/maps/{past}/versions/2"))
    # what is cleaned by hand is gone at the next look
    for map_id in (now, past):
        server.remove(f"/maps/{map_id}")
    told.get_by_role("button", name="Zoek opnieuw").click()
    expect(told).to_contain_text("in de prullenbak")
    # an id that is nobody's any more can be looked for as well
    page.goto(f"{server.url}/klanten/2")
    page.get_by_role("button", name="Zoek waar dit nummer nog staat").click()
    expect(page.get_by_role("region", name="Waar klantnummer 2 nog staat")).to_contain_text("gesprek.txt")


@pytest.mark.wide
def test_a_map_as_a_file_goes_out_and_comes_in(page: Page, server: Server, tmp_path: Path) -> None:
    server.tell("/maps", {"name": "Rondreis", "template": "five", "language": "nl"})
    page.goto(f"{server.url}/kaarten")
    page.get_by_role("button", name="Meer met Rondreis").click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name="Bewaar als bestand").click()
    file = tmp_path / "rondreis.journey.json"
    file.write_bytes(Path(download.value.path()).read_bytes())
    assert json.loads(file.read_text(encoding="utf-8"))
    page.locator("input[type=file]").set_input_files(str(file))
    page.wait_for_url(re.compile("/kaarten/[^/]+$"))
    assert len(server.ask("/maps")["maps"]) == 2
