"""A loyalty loop is drawn as a ring, with a list that says the same."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Pages, Server
from tests.browser.map_page import card_with, command, grid, make

pytestmark = pytest.mark.wide


@pytest.fixture(scope="module")
def loop_id(served: Server) -> str:
    return served.tell("/maps", {"name": "Trouw", "template": "loyalty-loop", "language": "nl"})["id"]


def test_a_loyalty_loop_opens_as_a_ring_and_a_click_opens_the_touchpoint(
    pages: Pages, served: Server, loop_id: str
) -> None:
    page = pages(f"{served.url}/kaarten/{loop_id}")
    ring = page.get_by_role("region", name="Trouw als lus")
    expect(ring.get_by_role("button", name="Aanbevelen")).to_be_visible()
    expect(page.locator("[data-spot]")).to_have_count(ring.get_by_role("button").count())
    page.locator("[data-spot]").nth(2).locator("circle").last.click()
    expect(page.get_by_role("complementary", name="Contactmoment Laatste controle")).to_be_visible()
    page.keyboard.press("Escape")
    ring.get_by_role("button", name="Aanbevelen").press("Enter")  # the same by keyboard
    expect(page.get_by_role("complementary", name="Contactmoment Aanbevelen")).to_be_visible()


def test_loop_and_grid_are_switched_and_remembered(pages: Pages, served: Server, loop_id: str) -> None:
    page = pages(f"{served.url}/kaarten/{loop_id}")
    page.get_by_role("radio", name="Raster").check()
    expect(grid(page)).to_be_visible()
    expect(page.locator("[data-spot]")).to_have_count(0)
    page.reload()
    expect(grid(page)).to_be_visible()
    page.get_by_role("radio", name="Lus").check()
    expect(page.locator("[data-spot]").first).to_be_visible()


def test_presenting_finding_and_going_to_a_touchpoint_work_on_the_loop(
    pages: Pages, served: Server, loop_id: str
) -> None:
    page = pages(f"{served.url}/kaarten/{loop_id}")
    expect(page.locator("[data-spot]").first).to_be_visible()
    expect(page.get_by_role("button", name="Lagen")).to_have_count(0)  # a loop shows none, and has one size
    page.get_by_role("button", name="Weergave van de kaart").click()
    expect(page.get_by_role("menuitem", name="Presenteren")).to_be_visible()
    expect(page.get_by_role("menuitemcheckbox", name="Grootte")).to_have_count(0)
    page.get_by_role("menuitem", name="Presenteren").click()
    sheet = page.get_by_role("dialog", name="Trouw presenteren")
    expect(sheet.get_by_role("heading", level=1)).to_have_text("Actieve afweging")
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    expect(page.locator("[data-spot]").first).to_be_visible()
    command(page, "Aanbevelen")
    expect(page.get_by_role("region", name="Trouw als lus").get_by_role("button", name="Aanbevelen")).to_be_focused()
    # a card stands in the grid: there it is shown
    page.keyboard.press("Control+f")
    expect(grid(page)).to_be_visible()
    expect(page.get_by_role("search").get_by_role("textbox")).to_be_focused()
    page.keyboard.type("kassasysteem")
    expect(page.get_by_role("search").get_by_role("status")).to_have_text("1 van 1")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(card_with(page, "Kassasysteem")).to_be_focused()
    page.get_by_role("radio", name="Lus").check()
    expect(page.locator("[data-spot]").first).to_be_visible()
    expect(page.get_by_role("search")).to_have_count(0)


def test_the_ring_fits_a_phone_and_other_maps_have_none(pages: Pages, served: Server, loop_id: str) -> None:
    page = pages(f"{served.url}/kaarten/{loop_id}", width=390, height=844, theme="dark", locale="en-GB")
    expect(page.get_by_role("region", name="Trouw as a loop")).to_be_attached()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.goto(f"{served.url}/kaarten/{make(served)}")
    expect(grid(page)).to_be_visible()
    expect(page.get_by_role("radio", name="Loop")).to_have_count(0)
