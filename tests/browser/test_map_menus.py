"""The menu of what one points at: with the right mouse button, with the button on a card, with a finger."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Pages, Server
from tests.browser.map_page import grid, header, position, records, saved

pytestmark = pytest.mark.wide


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


def test_the_menu_of_a_selection_is_about_all_of_it(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    position(page, 6, 1).locator("[data-card]").click()
    position(page, 7, 2).locator("[data-card]").click(modifiers=["Shift"])
    menu = page.get_by_role("menu")
    position(page, 6, 2).locator("[data-card]").click(button="right")
    menu.get_by_role("menuitem", name="Kleur, icoon en labels…").click()
    look = page.get_by_role("dialog", name="Uiterlijk van 4 kaartjes")
    look.get_by_role("radio", name="Groen", exact=True).check()
    look.get_by_label("Labels").fill("snel")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(look).to_have_count(0)
    page.keyboard.press("Shift+F10")
    menu.get_by_role("menuitem", name="Vet").click()
    expect(position(page, 7, 1).locator("strong")).to_have_text("kaartje 6")
    saved(page)
    changed = {cell["text"] for cell in records(served, map_id, "cell") if cell["colour"] == "#3f8f55"}
    assert changed == {f"**kaartje {n}**" for n in (3, 4, 6, 7)}
    tagged = {cell["text"] for cell in records(served, map_id, "cell") if cell["tags"] == ["snel"]}
    assert tagged == changed
    page.keyboard.press("Control+b")
    expect(position(page, 7, 1).locator("strong")).to_have_count(0)
    position(page, 7, 1).locator("[data-card]").click(button="right")
    menu.get_by_role("menuitem", name="4 kaartjes verwijderen").click()
    expect(grid(page).locator("[data-card]")).to_have_count(5)


def test_the_menu_of_picked_cards_is_about_those(opened: Page) -> None:
    page = opened
    position(page, 2, 1).locator("[data-card]").click()
    position(page, 6, 3).locator("[data-card]").click(modifiers=["Control"])
    position(page, 6, 3).locator("[data-card]").hover()
    page.get_by_role("button", name="Menu van kaartje 5").click()
    page.get_by_role("menuitem", name="2 kaartjes verwijderen").click()
    expect(grid(page).locator("[data-card]")).to_have_count(7)
    # another card has a menu of its own
    position(page, 6, 2).locator("[data-card]").click(button="right")
    expect(page.get_by_role("menuitem", name="Kaartje verwijderen")).to_be_visible()


def test_cards_are_copied_cut_and_pasted_by_menu(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    card = position(page, 6, 1).locator("[data-card]")
    card.click()
    page.keyboard.press("Control+.")
    page.get_by_role("dialog").get_by_role("radio", name="Groen", exact=True).check()
    page.keyboard.press("Escape")
    card.click(button="right")
    page.get_by_role("menuitem", name="Knippen").click()
    expect(card).to_have_count(0)
    # a place that is empty has a menu too
    position(page, 6, 1).click(button="right")
    page.get_by_role("menuitem", name="Plakken").click()
    expect(card).to_contain_text("kaartje 3")
    saved(page)
    assert [cell["text"] for cell in records(served, map_id, "cell") if cell["colour"] == "#3f8f55"] == ["kaartje 3"]
    page.keyboard.press("Delete")
    expect(card).to_have_count(0)
    page.keyboard.press("Shift+F10")
    page.get_by_role("menuitem", name="Kaartje toevoegen").click()
    expect(grid(page).get_by_role("textbox")).to_be_focused()
    page.keyboard.type("erbij")
    page.keyboard.press("Enter")
    expect(card).to_contain_text("erbij")
