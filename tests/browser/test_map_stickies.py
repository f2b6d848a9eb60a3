"""Sticky notes beside the map: written, dragged, voted on, put on the map; and the clock of a workshop."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Pages, Server
from tests.browser.map_page import document, grid, make, position, records, saved

pytestmark = pytest.mark.wide


@pytest.fixture
def map_id(served: Server) -> str:
    return make(served)


def opened(pages: Pages, served: Server, map_id: str, *, width: int = 1440, theme: str = "light") -> Page:
    page = pages(f"{served.url}/kaarten/{map_id}", width=width, theme=theme)
    expect(grid(page)).to_be_visible()
    page.get_by_role("button", name="Notities").click()
    return page


def note(page: Page, text: str) -> Locator:
    return page.get_by_role("list", name="Notities").get_by_role("listitem").filter(has_text=text)


def write(page: Page, text: str) -> None:
    page.get_by_role("button", name="Notitie", exact=True).click()
    expect(page.get_by_label("Tekst van de notitie")).to_be_focused()
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def test_a_note_is_written_dragged_and_becomes_a_card(pages: Pages, served: Server, map_id: str) -> None:
    page = opened(pages, served, map_id)
    write(page, "geen filters")
    area = page.get_by_role("complementary", name="Notities").locator(".area")
    area.dblclick(position={"x": 240, "y": 420})
    expect(page.get_by_label("Tekst van de notitie")).to_be_focused()
    page.keyboard.type("bellen helpt")
    page.keyboard.press("Enter")
    expect(page.get_by_role("listitem").filter(has_text="bellen helpt")).to_be_visible()
    saved(page)
    before = {each["text"]: (each["x"], each["y"]) for each in records(served, map_id, "sticky")}
    note(page, "geen filters").hover()
    page.mouse.down()
    page.mouse.move(1100, 600, steps=5)
    page.mouse.up()
    saved(page)
    after = {each["text"]: (each["x"], each["y"]) for each in records(served, map_id, "sticky")}
    assert after["geen filters"] != before["geen filters"]
    assert after["bellen helpt"] == before["bellen helpt"]
    note(page, "bellen helpt").hover()
    page.mouse.down()
    box = position(page, 2, 1).bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 40, box["y"] + 20, steps=8)
    expect(position(page, 2, 1)).to_have_attribute("data-aimed", "")
    page.mouse.up()
    expect(position(page, 2, 1).get_by_text("bellen helpt")).to_be_visible()
    expect(note(page, "bellen helpt")).to_have_count(0)
    saved(page)
    assert [cell["text"] for cell in records(served, map_id, "cell")] == ["bellen helpt"]
    page.keyboard.press("Control+z")  # one step: the note is back, the card gone
    expect(note(page, "bellen helpt")).to_have_count(1)


def test_escape_ends_a_note_and_keeps_what_was_typed(pages: Pages, served: Server, map_id: str) -> None:
    page = opened(pages, served, map_id)
    page.get_by_role("button", name="Notitie", exact=True).click()
    expect(page.get_by_label("Tekst van de notitie")).to_be_focused()
    page.keyboard.type("bellen duurt lang")
    page.keyboard.press("Escape")
    expect(note(page, "bellen duurt lang")).to_be_visible()
    expect(page.get_by_label("Tekst van de notitie")).to_have_count(0)
    saved(page)
    assert [each["text"] for each in records(served, map_id, "sticky")] == ["bellen duurt lang"]


def test_everything_of_a_note_by_keyboard(pages: Pages, served: Server, map_id: str) -> None:
    page = opened(pages, served, map_id)
    write(page, "eerste")
    write(page, "tweede")
    expect(note(page, "tweede").locator("button.text")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(note(page, "eerste").locator("button.text")).to_be_focused()
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("+")
    expect(page.get_by_text("nog 4 stippen", exact=True)).to_be_visible()
    saved(page)
    held = {each["text"]: each for each in records(served, map_id, "sticky")}
    assert held["eerste"]["y"] == held["tweede"]["y"] + 20
    assert len(held["eerste"]["votes"]) == 1
    page.get_by_role("radio", name="Meeste stippen").check()
    expect(page.get_by_role("list", name="Notities").get_by_role("listitem").first).to_contain_text("eerste")
    note(page, "eerste").locator("button.text").focus()
    page.keyboard.press("-")
    page.keyboard.press("-")  # there is none of mine any more
    expect(page.get_by_text("Hier staat geen stip van u")).to_be_attached()
    page.keyboard.press("Shift+F10")
    page.get_by_role("menuitem", name="Zet op de kaart…").press("Enter")
    dialog = page.get_by_role("dialog", name="Notitie op de kaart zetten")
    dialog.get_by_label("Laag").select_option("Doet")
    dialog.get_by_label("Contactmoment").select_option("Boeking")
    dialog.get_by_role("button", name="Zet neer").press("Enter")
    expect(position(page, 2, 3).get_by_text("eerste")).to_be_visible()
    note(page, "tweede").locator("button.text").focus()
    page.keyboard.press("Delete")
    expect(page.get_by_role("list", name="Notities").get_by_role("listitem")).to_have_count(0)


def test_dots_run_out_and_the_number_each_can_be_set(pages: Pages, served: Server, map_id: str) -> None:
    page = opened(pages, served, map_id)
    write(page, "idee")
    page.get_by_text("Stemmen · Tijdklok").click()
    page.get_by_label("Stippen per persoon").fill("2")
    page.get_by_label("Stippen per persoon").press("Tab")
    for _ in range(3):
        note(page, "idee").get_by_role("button", name="Geef een stip").click()
    expect(page.get_by_text("Uw stippen zijn op; neem er eerst een terug")).to_be_attached()
    saved(page)
    assert len(records(served, map_id, "sticky")[0]["votes"]) == 2
    note(page, "idee").get_by_role("button", name="Neem een stip terug").click()
    expect(page.get_by_text("nog 1 stip", exact=True)).to_be_visible()
    # dots are a person's: without names two are told that they share them
    told = page.get_by_text("Wie geen naam heeft, deelt de stippen")
    expect(told).to_have_count(0)
    other = pages(f"{served.url}/kaarten/{map_id}")
    expect(told).to_be_visible()
    other.context.add_cookies([{"name": "klantreis_name", "value": "Eva", "url": served.url}])
    other.reload()
    expect(told).to_have_count(0)


def test_the_clock_runs_for_everybody_pauses_and_says_its_end(pages: Pages, served: Server, map_id: str) -> None:
    page = opened(pages, served, map_id)
    page.get_by_text("Stemmen · Tijdklok").click()
    page.get_by_label("Minuten").fill("5")
    page.get_by_role("button", name="Start tijdklok").click()
    expect(page.get_by_role("timer")).to_have_text(re.compile("4:5[0-8]"))
    saved(page)
    other = pages(f"{served.url}/kaarten/{map_id}")  # without the notes open
    expect(other.get_by_role("timer")).to_contain_text(re.compile("4:[0-5]"))
    page.get_by_role("button", name="Pauze").click()
    stood = page.get_by_role("timer").inner_text()
    saved(page)
    held = records(served, map_id, "map")[0]
    assert held["timer_ends"] is None
    assert f"{held['timer_seconds'] // 60}:{held['timer_seconds'] % 60:02}" == stood
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.get_by_role("timer")).to_have_count(0)


def test_a_clock_at_its_end_is_announced(pages: Pages, served: Server) -> None:
    made = document()
    made["records"]["map"] |= {"timer_seconds": 60, "timer_ends": "2026-01-01T10:00:00Z"}
    page = pages(f"{served.url}/kaarten/{served.tell('/maps', {'document': made})['id']}")
    expect(page.get_by_role("group", name="Tijdklok")).to_have_text("De tijd is om")
    expect(page.locator("[aria-live=polite]").filter(has_text="De tijd is om")).to_have_count(1)


def test_two_hundred_notes_on_a_phone(pages: Pages, served: Server) -> None:
    made = document()
    for n in range(200):
        name = f"sticky_{n:010}"
        place = {"x": 16 + n % 10 * 192, "y": 16 + n // 10 * 148}
        made["records"][name] = {"id": name, "kind": "sticky", "text": f"notitie {n}", **place}
    page = opened(pages, served, served.tell("/maps", {"document": made})["id"], width=390, theme="dark")
    expect(page.get_by_role("list", name="Notities").get_by_role("listitem")).to_have_count(200)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    box = page.get_by_role("complementary", name="Notities").bounding_box()
    assert box is not None
    assert (box["x"], box["width"]) == (0, 390)
    page.get_by_role("button", name="Sluit notities").click()
    expect(page.get_by_role("button", name="Notities")).to_be_focused()
