"""The command palette and the sheet of shortcuts, by keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser import map_page
from tests.browser.conftest import Pages, Server
from tests.browser.map_page import document, grid, header, make, position, records, saved

pytestmark = pytest.mark.wide


def palette(page: Page, typed: str) -> None:
    map_page.palette(page).press_sequentially(typed)


def test_goes_to_a_map_and_to_a_question_from_any_page(pages: Pages, server: Server) -> None:
    map_id = make(server, name="Rondreis Japan")
    page = pages(f"{server.url}/klanten")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    palette(page, "japan")
    expect(page.get_by_role("option", name="Rondreis Japan")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{server.url}/kaarten/{map_id}")
    expect(grid(page)).to_be_visible()
    palette(page, "trechter")
    expect(page.get_by_role("option", name="Trechter")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{server.url}/data/trechter")


def test_stands_on_a_touchpoint_adds_a_card_there_and_takes_it_back(pages: Pages, server: Server) -> None:
    map_id = make(server)
    page = pages(f"{server.url}/kaarten/{map_id}")
    expect(header(page, "Website")).to_be_visible()
    position(page, 2, 2).focus()
    palette(page, "kaartje toevoegen")
    expect(page.get_by_role("option", name="Kaartje toevoegen waar u staat")).to_be_visible()
    page.keyboard.press("Enter")
    expect(grid(page).get_by_role("textbox")).to_be_focused()
    page.keyboard.type("Vergelijkt reizen")
    page.keyboard.press("Enter")
    saved(page)
    assert [cell["text"] for cell in records(server, map_id, "cell")] == ["Vergelijkt reizen"]
    palette(page, "ongedaan")
    expect(page.get_by_role("option", name="Ongedaan maken")).to_be_visible()
    page.keyboard.press("Enter")
    expect(grid(page).get_by_text("Vergelijkt reizen")).to_have_count(0)
    saved(page)
    assert records(server, map_id, "cell") == []
    palette(page, "boeking")
    expect(page.get_by_role("option").first).to_contain_text("Boeking")
    page.keyboard.press("Enter")
    expect(header(page, "Boeking").locator("[data-stop]")).to_be_focused()


def test_the_sheet_opens_where_a_letter_would_begin_a_card(pages: Pages, server: Server) -> None:
    page = pages(f"{server.url}/kaarten/{make(server)}")
    expect(header(page, "Website")).to_be_visible()
    position(page, 2, 2).focus()
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="Sneltoetsen")
    expect(sheet.get_by_text("Opdrachten zoeken")).to_be_visible()
    expect(sheet.get_by_text("Fase, contactmoment of kaartje opzij")).to_be_visible()
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    expect(position(page, 2, 2)).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.type("Hoe dan?")
    expect(grid(page).get_by_role("textbox")).to_have_value("Hoe dan?")
    expect(sheet).to_have_count(0)


def test_language_and_theme_from_the_palette(pages: Pages, server: Server) -> None:
    page = pages(f"{server.url}/data")
    palette(page, "taal english")
    expect(page.get_by_role("option").first).to_contain_text("English")
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    palette(page, "theme dark")
    expect(page.get_by_role("option", name="Dark", exact=True)).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    palette(page, "qqqq")
    expect(page.get_by_text("Nothing found for “qqqq”")).to_be_visible()


def test_the_palette_finds_what_stands_in_menus_in_the_library_and_on_the_map(pages: Pages, server: Server) -> None:
    map_id = make(server)
    page = pages(f"{server.url}/kaarten/{map_id}")
    expect(header(page, "Website")).to_be_visible()
    # by their own words, and by those one would use for them
    for typed, name in (
        ("notities", "Notities en stemmen"),
        ("exporteren", "Klantreisbestand (.journey.json)"),
        ("filters", "Filters"),
        ("minimap", "Kaart in het klein"),
        ("dupliceer", "Dupliceer als toekomst"),
        ("presenteren", "Presenteer: nodig iedereen uit om u te volgen"),
        ("inzoomen", "Detail"),
        ("toevoegen kansen", "Laag toevoegen: Kansen"),
    ):
        palette(page, typed)
        expect(page.get_by_role("option", name=name)).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
    palette(page, "directie")
    expect(page.get_by_role("option").first).to_contain_text("Directie")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Weergave van de kaart: Directie")).to_be_visible()
    palette(page, "uw naam")
    expect(page.get_by_role("option").first).to_contain_text("Uw naam")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Hoe anderen u zien")
    expect(dialog.get_by_role("textbox", name="Naam")).to_be_focused()
    dialog.get_by_role("button", name="Annuleren").click()
    expect(dialog).to_have_count(0)
    # words on the map itself lead to their place
    palette(page, "boeki")
    page.get_by_role("option", name="“boeki” op de kaart: 1 plek").click()
    box = page.get_by_role("search")
    expect(box.get_by_role("textbox")).to_have_value("boeki")
    expect(box.get_by_role("status")).to_have_text("1 van 1")
    page.keyboard.press("Escape")
    expect(header(page, "Boeking").locator("[data-stop]")).to_be_focused()
    # what maps have in common is found on every page
    other = pages(f"{server.url}/klanten")
    palette(other, "website")
    other.get_by_role("option", name="Website").click()
    expect(other).to_have_url(f"{server.url}/bibliotheek?soort=contactmoment&zoek=Website")
    expect(other.get_by_role("main").get_by_text("Website").first).to_be_visible()


def test_every_key_of_the_sheet_for_writing_and_size_does_what_it_says(pages: Pages, server: Server) -> None:
    map_id = make(server)
    page = pages(f"{server.url}/kaarten/{map_id}")
    expect(header(page, "Website")).to_be_visible()
    press = page.keyboard.press
    press("Control+/")
    sheet = page.get_by_role("dialog", name="Sneltoetsen")
    for told in ("Bewaren, en nog een kaartje", "Vet", "Nieuwe regel", "Groter of kleiner", "Hele laag selecteren"):
        expect(sheet.get_by_text(told, exact=True)).to_be_visible()
    press("Escape")
    expect(sheet).to_have_count(0)
    field = grid(page).get_by_role("textbox")
    position(page, 2, 1).focus()
    page.keyboard.type("een")
    press("Control+Enter")
    expect(field).to_have_value("")
    page.keyboard.type("twee")
    press("Tab")
    expect(position(page, 2, 2)).to_be_focused()
    page.keyboard.type("drie")
    press("Shift+Tab")
    for keys, then in (("Control+b", "**vier**"), ("Control+Shift+l", "- **vier**")):
        if keys == "Control+b":
            position(page, 2, 3).focus()
            page.keyboard.type("vier")
            press("Control+a")
        press(keys)
        expect(field).to_have_value(then)
    press("End")
    press("Alt+Enter")
    page.keyboard.type("vijf")
    press("Enter")
    expect(field).to_have_count(0)
    position(page, 2, 3).locator("[data-stop]").focus()
    press("Enter")
    page.keyboard.type("weg ermee")
    press("Escape")
    saved(page)
    texts = [cell["text"] for cell in records(server, map_id, "cell")]
    assert sorted(texts)[-3:] == ["drie", "een", "twee"]
    assert any(text.startswith("- **vier**\n") and "vijf" in text and "weg" not in text for text in texts)
    chosen = grid(page).locator("[role=gridcell][aria-selected=true]")
    position(page, 2, 2).locator("[data-stop]").focus()
    press("Shift+Space")
    expect(chosen).to_have_count(3)
    position(page, 2, 2).locator("[data-stop]").focus()
    press("Control+Space")
    expect(chosen).to_have_count(4)
    size = page.get_by_role("group", name="Grootte")
    for keys, name in (("Alt++", "Detail"), ("Alt+-", "Gewoon"), ("Alt+-", "Overzicht"), ("Alt+0", "Gewoon")):
        press(keys)
        expect(size).to_contain_text(name)


def test_a_sub_map_that_was_removed_elsewhere_is_told_when_one_comes_back(pages: Pages, server: Server) -> None:
    below, made = make(server, name="Deel"), document()
    made["records"]["touchpoint_0000000001"]["sub_map"] = below
    page = pages(f"{server.url}/kaarten/{server.tell('/maps', {'document': made})['id']}")
    expect(page.get_by_role("link", name="Open deelkaart “Deel”")).to_be_visible()
    server.remove(f"/maps/{below}")
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(page.get_by_role("img", name="De deelkaart van Website is verwijderd")).to_be_visible()
