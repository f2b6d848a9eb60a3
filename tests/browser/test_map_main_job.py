"""The main job, end to end: drop a file → correct a column → draft → rename a touchpoint → validate → reload."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import Server
from tests.browser.map_page import grid, header, make, records, saved


def journeys(folder: Path) -> Path:
    """Sixty customers; what happened stands in a column whose name says nothing."""
    rows = ["klantnr;soort;gebeurde;wanneer"]
    for n in range(60):
        day = f"{n % 28 + 1:02}-03-2026"
        rows += [f"{n};x;advertentie gezien;{day} 09:00", f"{n};x;offerte aangevraagd;{day} 10:00"]
        if n % 3:
            rows.append(f"{n};x;reis geboekt;{day} 12:00")
        if n % 4 == 1:
            rows.append(f"{n};x;review geschreven;{day} 18:00")
    file = folder / "reizen.csv"
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return file


def test_from_a_file_to_a_map_that_was_corrected_and_validated(page: Page, server: Server, tmp_path: Path) -> None:
    page.get_by_role("link", name="Data").click()
    page.get_by_test_id("files").set_input_files(str(journeys(tmp_path)))
    page.get_by_label("Betekenis van soort").select_option("attribute")
    page.get_by_label("Betekenis van gebeurde").select_option("activity")
    page.get_by_label("Betekenis van wanneer").select_option("time")
    page.get_by_role("button", name="Importeren").click()
    expect(page.get_by_text("175 gebeurtenissen toegevoegd")).to_be_visible()
    page.get_by_role("button", name="Teken een kaart uit deze gegevens").click()
    page.wait_for_url(re.compile("/kaarten/[^/]+$"))

    expect(grid(page)).to_be_visible()
    drafted = header(page, "Reis geboekt")
    expect(drafted).to_be_visible()
    drafted.locator("[data-stop]").focus()
    page.keyboard.press("F2")
    page.keyboard.type("Rondreis geboekt")
    page.keyboard.press("Enter")
    expect(header(page, "Rondreis geboekt")).to_be_visible()
    saved(page)

    page.get_by_role("link", name="Valideren").click()
    expect(page.get_by_text("Vergeleken met 60 klantreizen")).to_be_visible()
    expect(page.get_by_text("175 van de 175 gebeurtenissen staan op de kaart")).to_be_visible()

    page.reload()
    expect(page.get_by_text("Vergeleken met 60 klantreizen")).to_be_visible()
    page.get_by_role("link", name="Kaart", exact=True).click()
    expect(header(page, "Rondreis geboekt")).to_be_visible()
    map_id = page.url.rsplit("/", 1)[-1]
    names = [touchpoint["name"] for touchpoint in records(server, map_id, "touchpoint")]
    assert "Rondreis geboekt" in names
    assert server.ask("/workspace")["counts"]["events"] == 175


def test_what_validation_finds_missing_is_added_and_found_no_more(page: Page, server: Server, tmp_path: Path) -> None:
    from tests.browser.map_page import events

    server.import_file(events(tmp_path))
    map_id = make(server)
    page.goto(f"{server.url}/kaarten/{map_id}/valideren")
    missing = page.get_by_role("listitem").filter(has_text="chat_gestart").first
    expect(missing).to_contain_text("hoort na Website")
    expect(missing).to_contain_text("n = 20")
    # only the list scrolls, not the window with it
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    missing.get_by_role("button", name="Zet op de kaart").click()
    expect(page.get_by_text("Niets van belang ontbreekt.")).to_be_visible()
    page.get_by_role("link", name="Kaart", exact=True).click()
    expect(header(page, "Chat gestart")).to_be_visible()
    expect(grid(page).get_by_role("gridcell", name="Bereik Chat gestart: 50%, n 20")).to_be_visible()
