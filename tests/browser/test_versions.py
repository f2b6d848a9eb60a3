"""Versions as a person meets them: name one, change things, see what changed and where, go back, draw the future."""

from __future__ import annotations

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browser import map_page
from tests.browser.conftest import Pages, Server
from tests.browser.map_page import card_with, grid, header, position, records, saved

pytestmark = pytest.mark.wide


def write(page: Page, text: str) -> None:
    """Types a card where the focus is."""
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    saved(page)


def change(server: Server, map_id: str, *changes: dict[str, object]) -> None:
    httpx.patch(f"{server.url}/api/v1/maps/{map_id}", json={"changes": changes}).raise_for_status()


def test_what_changed_since_a_named_version_is_seen_and_taken_back(pages: Pages, server: Server) -> None:
    map_id = map_page.make(server)
    page = pages(f"{server.url}/kaarten/{map_id}")
    position(page, 2, 2).focus()
    write(page, "vergelijkt twee reizen")

    # the present map gets a name
    page.get_by_role("link", name="alle versies").click()
    page.get_by_label("Naam voor de kaart van nu").fill("Voor de directie")
    page.get_by_role("button", name="Bewaren").click()
    row = page.get_by_role("listitem").filter(has_text="Voor de directie")
    expect(row).to_be_visible()

    # a name is taken off again, and back
    page.get_by_role("button", name="Meer met Voor de directie").click()
    page.get_by_role("menuitem", name="Naam weghalen").click()
    expect(row).to_have_count(0)
    page.get_by_role("region", name="Meldingen").get_by_role("button", name="Ongedaan maken").click()
    expect(row).to_be_visible()

    # three things change
    page.get_by_role("link", name="Kaart", exact=True).click()
    card_with(page, "vergelijkt twee reizen").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("End")
    write(page, " en prijzen")
    patch = {"op": "patch", "id": "touchpoint_0000000000", "fields": {"name": "Advertentie in de krant"}}
    change(server, map_id, patch, {"op": "remove", "id": "touchpoint_0000000002"})
    expect(header(page, "Boeking")).to_have_count(0)

    # compared with now: on the map with a word, in the list word by word
    page.get_by_role("link", name="alle versies").click()
    page.get_by_role("button", name="Meer met Voor de directie").click()
    page.get_by_role("menuitem", name="Vergelijken met nu").click()
    expect(page.get_by_role("status").filter(has_text="4 verschillen")).to_have_count(1)
    expect(header(page, "Boeking")).to_contain_text("weg")
    expect(header(page, "Advertentie in de krant")).to_contain_text("gewijzigd")
    card = grid(page).locator("[data-card]").filter(has_text="en prijzen")
    expect(card).to_have_attribute("data-difference", "changed")
    told = page.get_by_role("complementary", name="Verschillen")
    expect(told.locator("ins").filter(has_text="en prijzen")).to_be_visible()

    # from the list to its place, and back with Escape
    entry = told.get_by_role("button", name="vergelijkt twee reizen en prijzen")
    entry.focus()
    page.keyboard.press("Enter")
    expect(card).to_be_focused()
    page.keyboard.press("Escape")
    expect(entry).to_be_focused()

    # a kind left out is out of the picture, and the address says so
    page.get_by_role("button", name="weg", exact=False).and_(page.locator("[aria-pressed]")).click()
    expect(header(page, "Boeking")).to_have_count(0)
    again = pages(page.url)
    expect(header(again, "Advertentie in de krant")).to_contain_text("gewijzigd")
    expect(header(again, "Boeking")).to_have_count(0)

    # back to the version, and back from there
    page.get_by_role("button", name="terugzetten").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("blijft bewaard als versie")).to_be_visible()
    dialog.get_by_role("button", name="Terugzetten", exact=True).click()
    expect(header(page, "Boeking")).to_be_visible()
    expect(header(page, "Advertentie in de krant")).to_have_count(0)
    page.get_by_role("button", name="Ongedaan maken", exact=True).and_(page.get_by_text("Ongedaan maken")).click()
    expect(header(page, "Advertentie in de krant")).to_be_visible()
    map_page.saved(page)
    assert [each["name"] for each in records(server, map_id, "touchpoint")] == ["Advertentie in de krant", "Website"]


def test_a_name_that_is_typed_stays_while_another_goes_on_with_the_map(pages: Pages, server: Server) -> None:
    map_id = map_page.make(server)
    page = pages(f"{server.url}/kaarten/{map_id}/versies")
    page.get_by_role("button", name="Meer met versie 1").click()
    page.get_by_role("menuitem", name="Naam geven").click()
    field = page.get_by_role("textbox", name="Naam van versie 1")
    expect(field).to_be_focused()
    page.keyboard.type("Voor de ")
    change(server, map_id, {"op": "patch", "id": "touchpoint_0000000000", "fields": {"name": "Krant"}})
    expect(page.get_by_role("link", name="v2: alle versies")).to_be_visible()
    expect(field).to_be_focused()
    page.keyboard.type("directie")
    page.keyboard.press("Enter")
    row = page.get_by_role("listitem").filter(has_text="Voor de directie")
    expect(row).to_be_visible()
    # the list goes on with what was done meanwhile; restoring tells what can be gone back to
    expect(page.get_by_role("listitem").filter(has_text="1 wijziging")).to_be_visible()
    row.get_by_role("button", name="Meer met Voor de directie").click()
    page.get_by_role("menuitem", name="Terugzetten").click()
    expect(page.get_by_role("dialog").get_by_text("blijft bewaard als versie 2")).to_be_visible()


def test_a_future_state_is_made_and_laid_over_the_current_one(pages: Pages, server: Server) -> None:
    map_id = map_page.make(server)
    page = pages(f"{server.url}/kaarten/{map_id}")
    page.get_by_role("button", name="huidig").click()
    page.get_by_role("menuitem", name="Dupliceer als toekomst").click()
    expect(page).not_to_have_url(f"{server.url}/kaarten/{map_id}")
    expect(page.get_by_role("link", name="van Rondreis")).to_be_visible()
    position(page, 2, 1).focus()
    write(page, "krijgt meteen antwoord")
    page.get_by_role("button", name="toekomstig").click()
    page.get_by_role("menuitem", name="Leg over Rondreis").click()
    new = grid(page).locator("[data-card]").filter(has_text="krijgt meteen antwoord")
    expect(new).to_contain_text("erbij")
    page.get_by_role("radio", name="huidig").check(force=True)
    expect(new).to_have_count(0)
    page.get_by_role("radio", name="toekomstig").check(force=True)
    expect(new).to_contain_text("erbij")
    # the current map lists its future
    page.get_by_role("link", name="Alle versies", exact=True).click()
    future = page.get_by_role("region", name="Toekomstige klantreizen")
    expect(future.get_by_role("link", name="Rondreis (toekomst)", exact=True)).to_be_visible()
    # what is asked and is not there is said
    page.goto(f"{server.url}/kaarten/{map_id}/versies?versie=99")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_role("link", name="Alle versies", exact=True)).to_be_visible()
    page.goto(f"{server.url}/kaarten/{map_id}/versies?van=1")
    expect(page.get_by_role("heading", name="Geen verschil")).to_be_visible()
