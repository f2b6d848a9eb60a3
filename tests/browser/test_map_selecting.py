"""The grid is worked in as a spreadsheet is: click, Shift, Ctrl, Delete, and the keys that go on."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Server
from tests.browser.map_page import grid, position, records, saved

pytestmark = pytest.mark.wide


def selected(page: Page) -> Locator:
    return grid(page).locator("[aria-selected=true]")


def texts(served: Server, map_id: str) -> set[str]:
    return {cell["text"] for cell in records(served, map_id, "cell")}


def test_a_click_selects_and_a_second_one_edits(opened: Page) -> None:
    page = opened
    first = position(page, 2, 1).locator("[data-card]")
    first.click()
    expect(page.get_by_role("textbox")).to_have_count(0)
    expect(first).to_be_focused()
    expect(selected(page)).to_have_count(1)
    first.click()
    expect(page.get_by_role("textbox")).to_have_value("kaartje 0")
    page.keyboard.press("Escape")
    position(page, 2, 2).locator("[data-card]").dblclick()
    expect(page.get_by_role("textbox")).to_have_value("kaartje 1")


def test_typing_replaces_what_was_clicked(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    position(page, 2, 1).locator("[data-card]").click()
    page.keyboard.type("nieuw")
    page.keyboard.press("Tab")
    expect(position(page, 2, 2).locator("[data-card]")).to_be_focused()
    page.keyboard.press("F2")
    page.keyboard.press("End")
    page.keyboard.type(" erbij")
    page.keyboard.press("Shift+Tab")
    expect(position(page, 2, 1).locator("[data-card]")).to_be_focused()
    page.keyboard.press("F2")
    page.keyboard.press("End")
    page.keyboard.press("Alt+Enter")
    page.keyboard.type("regel")
    page.keyboard.press("Enter")
    expect(position(page, 3, 1)).to_be_focused()
    saved(page)
    assert {"nieuw\nregel", "kaartje 1 erbij"} < texts(served, map_id)


def test_an_empty_position_is_typed_in_after_a_click(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    place = position(page, 2, 3)
    place.locator("[data-card]").click()
    page.keyboard.press("Delete")
    expect(place.locator("[data-card]")).to_have_count(0)
    position(page, 2, 1).locator("[data-card]").click()
    place.click()
    expect(page.get_by_role("textbox")).to_have_count(0)
    page.keyboard.type("daar")
    page.keyboard.press("Enter")
    expect(place.locator("[data-card] .text")).to_have_text(["daar"])
    saved(page)
    assert texts(served, map_id) == {"kaartje 0", "kaartje 1", "daar", *(f"kaartje {n}" for n in range(3, 9))}


def test_shift_selects_a_block_and_delete_clears_it_in_one_step(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    position(page, 6, 1).locator("[data-card]").click()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    expect(selected(page)).to_have_count(4)
    expect(page.locator("[aria-live=polite]").filter(has_text="4 vakken geselecteerd")).to_be_attached()
    page.keyboard.press("Shift+ArrowLeft")
    expect(selected(page)).to_have_count(2)
    position(page, 7, 3).locator("[data-card]").click(modifiers=["Shift"])
    expect(selected(page)).to_have_count(6)
    page.keyboard.press("Delete")
    expect(grid(page).locator("[data-card]")).to_have_count(3)
    saved(page)
    assert texts(served, map_id) == {"kaartje 0", "kaartje 1", "kaartje 2"}
    page.keyboard.press("Control+z")
    expect(grid(page).locator("[data-card]")).to_have_count(9)
    page.keyboard.press("ArrowUp")
    expect(selected(page)).to_have_count(1)


def test_control_adds_and_takes_all(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    position(page, 2, 1).locator("[data-card]").click()
    position(page, 6, 2).locator("[data-card]").click(modifiers=["Control"])
    expect(grid(page).locator("[data-picked]")).to_have_count(2)
    page.keyboard.press("Delete")
    expect(grid(page).locator("[data-card]")).to_have_count(7)
    position(page, 2, 2).locator("[data-card]").focus()
    page.keyboard.press("Control+a")
    expect(selected(page)).to_have_count(18)  # six lanes, three touchpoints
    page.keyboard.press("Escape")
    expect(selected(page)).to_have_count(1)
    page.keyboard.press("Shift+Space")
    expect(selected(page)).to_have_count(3)
    saved(page)


def test_sweeping_with_the_mouse_selects(opened: Page) -> None:
    page = opened
    start, end = position(page, 5, 1).bounding_box(), position(page, 7, 2).bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + 20, start["y"] + 5)
    page.mouse.down()
    page.mouse.move(end["x"] + 20, end["y"] + 20, steps=4)
    page.mouse.up()
    expect(selected(page)).to_have_count(6)
    page.keyboard.press("Delete")
    expect(grid(page).locator("[data-card]")).to_have_count(5)
