"""The menu of what one points at: with the right mouse button, with the button on a card, with a finger."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Pages, Server
from tests.browser.map_page import grid, header, make, position, records, saved

pytestmark = pytest.mark.wide


@pytest.fixture
def map_id(served: Server) -> str:
    """Three touchpoints; a card in every position of Doet, Laag 1 and Laag 2 (rows 2, 6 and 7)."""
    return make(served, lanes=6)


@pytest.fixture
def opened(pages: Pages, served: Server, map_id: str) -> Page:
    page = pages(f"{served.url}/kaarten/{map_id}")
    expect(grid(page)).to_be_visible()
    return page


def test_the_right_button_opens_the_menu_of_what_it_is_pressed_on(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    menu = page.get_by_role("menu")
    for place, first in (
        (header(page, "Boeking"), "Details openen"),
        (position(page, 6, 0), "Laag hieronder"),
        (grid(page).locator("[data-phase]").first, "Doel, conversie en kleur…"),
    ):
        place.click(button="right")
        expect(menu.get_by_role("menuitem", name=first, exact=True)).to_be_visible()
        page.keyboard.press("Escape")
        expect(menu).to_have_count(0)
    position(page, 7, 2).locator("[data-card]").click(button="right")
    menu.get_by_role("menuitem", name="Kaartje verwijderen").click()
    expect(position(page, 7, 2).locator("[data-card]")).to_have_count(0)
    saved(page)
    assert "kaartje 7" not in [cell["text"] for cell in records(served, map_id, "cell")]


def test_a_card_one_points_at_has_a_button_for_its_menu(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    expect(page.get_by_role("button", name=re.compile("^Menu van kaartje"))).to_have_count(0)
    position(page, 6, 1).locator("[data-card]").hover()
    page.get_by_role("button", name="Menu van kaartje 3").click()
    page.get_by_role("menuitem", name="Kleur, icoon en labels…").click()
    page.get_by_label("Labels").fill("snel")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(position(page, 6, 1)).to_contain_text("snel")
    expect(position(page, 6, 1).locator("[data-card]")).to_be_focused()
    saved(page)
    assert [cell["tags"] for cell in records(served, map_id, "cell") if cell["text"] == "kaartje 3"] == [["snel"]]


def test_on_a_phone_all_faces_of_the_first_column_are_in_sight(pages: Pages, served: Server, map_id: str) -> None:
    page = pages(f"{served.url}/kaarten/{map_id}", width=390, height=844)
    position(page, 3, 1).focus()
    page.keyboard.press("Enter")
    faces = position(page, 3, 1).get_by_role("radio")
    expect(faces).to_have_count(5)
    left = position(page, 3, 0).evaluate("it => it.getBoundingClientRect().right")
    sides = "all => all.map((it) => it.parentElement.getBoundingClientRect()).map(({ left, right }) => [left, right])"
    edges = faces.evaluate_all(sides)
    assert left < edges[0][0]
    assert edges[-1][1] < 390


def test_a_finger_opens_the_menu_of_a_card(browser: Browser, served: Server, map_id: str) -> None:
    phone = {"width": 390, "height": 844}
    context = browser.new_context(locale="nl-NL", viewport=phone, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(f"{served.url}/kaarten/{map_id}")
    position(page, 6, 1).locator("[data-card]").tap()
    page.get_by_role("button", name="Menu van kaartje 3").tap()
    page.get_by_role("menuitem", name="Kaartje verwijderen").tap()
    expect(position(page, 6, 1).locator("[data-card]")).to_have_count(0)
    context.close()
