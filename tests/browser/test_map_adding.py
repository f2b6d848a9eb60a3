"""Lanes and touchpoints are added where one looks for them; names are changed by typing or a double click anywhere."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Server
from tests.browser.map_page import grid, header, position, records, saved

pytestmark = pytest.mark.wide


def test_a_phase_is_renamed_by_typing_and_by_a_double_click(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    phases = grid(page).locator("[data-phase]")
    phases.nth(0).click()
    page.keyboard.type("Oriënteren")
    page.keyboard.press("Enter")
    expect(phases.nth(0)).to_contain_text("Oriënteren")
    # far from its name
    phases.nth(1).dblclick()
    page.keyboard.type("Beslissen")
    page.keyboard.press("Enter")
    position(page, 7, 0).dblclick(position={"x": 100, "y": 34})
    page.keyboard.type("Vrij")
    page.keyboard.press("Enter")
    expect(position(page, 7, 0)).to_contain_text("Vrij")
    saved(page)
    assert [phase["name"] for phase in records(served, map_id, "phase")] == ["Oriënteren", "Beslissen"]


def test_a_touchpoint_and_a_lane_are_added_where_they_will_stand(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    grid(page).locator("[data-phase]").first.hover()
    page.get_by_role("button", name="Contactmoment toevoegen aan Zoeken").click()
    page.keyboard.type("Folder")
    page.keyboard.press("Enter")
    expect(header(page, "Folder")).to_have_attribute("data-col", "3")
    page.get_by_role("button", name="Laag toevoegen").click()
    page.get_by_label("Soort laag").select_option("needs")
    page.get_by_role("dialog").get_by_role("button", name="Toevoegen").click()
    expect(position(page, 8, 0)).to_be_visible()
    saved(page)
    folder = next(each for each in records(served, map_id, "touchpoint") if each["name"] == "Folder")
    assert folder["phase"] == "phase_0000000000"
    assert max(records(served, map_id, "lane"), key=lambda lane: lane["order"])["type"] == "needs"


def test_text_from_right_to_left_is_set_that_way(opened: Page) -> None:
    page = opened
    card = position(page, 6, 1).locator("[data-card]")
    card.click()
    page.keyboard.press("Enter")
    page.keyboard.insert_text("مرحبا بالعالم 123")
    field = grid(page).get_by_role("textbox")
    assert field.evaluate("it => getComputedStyle(it).direction") == "rtl"
    page.keyboard.press("Enter")
    expect(card).to_contain_text("مرحبا")
    assert card.evaluate("it => [getComputedStyle(it).direction, getComputedStyle(it).textAlign]") == ["rtl", "start"]
