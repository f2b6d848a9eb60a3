"""Cards reach over several columns; columns and lanes are made wider and taller, with the mouse and the keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Server
from tests.browser.map_page import grid, header, position, records, saved

pytestmark = pytest.mark.wide


def box(place: Locator) -> dict[str, float]:
    found = place.bounding_box()
    assert found is not None
    return {**found, "right": found["x"] + found["width"], "bottom": found["y"] + found["height"]}


def drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=5)
    expect(page.locator("[data-dragging]")).to_be_visible()
    page.mouse.up()
    expect(page.locator("[data-dragging]")).to_be_hidden()


def card(page: Page, number: int) -> Locator:
    return grid(page).locator(f'[data-card="cell_{number:010}"]')


def span(served: Server, map_id: str, number: int) -> str | None:
    return next(cell["span"] for cell in records(served, map_id, "cell") if cell["id"] == f"cell_{number:010}")


def test_a_card_is_dragged_over_more_columns_and_back(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    first, third = box(card(page, 0)), box(position(page, 2, 3))
    drag(page, (first["right"] - 3, first["y"] + 10), (third["x"] + 60, first["y"] + 10))
    wide = box(card(page, 0))
    assert abs(wide["right"] - (third["right"] - 6)) < 2
    # what stands in the columns it covers lies below it
    assert box(card(page, 1))["y"] >= wide["bottom"]
    assert box(card(page, 2))["y"] >= wide["bottom"]
    saved(page)
    assert span(served, map_id, 0) == "touchpoint_0000000002"
    page.mouse.dblclick(wide["right"] - 3, wide["y"] + 10)
    expect(page.get_by_role("textbox")).to_have_count(0)
    saved(page)
    assert span(served, map_id, 0) is None
    assert abs(box(card(page, 0))["width"] - first["width"]) < 2


def test_a_card_reaches_further_by_keyboard_and_over_a_folded_phase(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    card(page, 3).focus()
    page.keyboard.press("Shift+Alt+ArrowRight")
    page.keyboard.press("Shift+Alt+ArrowRight")
    expect(card(page, 3)).to_be_focused()
    assert abs(box(card(page, 3))["right"] - (box(position(page, 6, 3))["right"] - 6)) < 2
    header(page, "Kopen").locator("button.more").click()
    page.get_by_role("menuitem", name="Inklappen").click()
    folded = box(position(page, 6, 3))
    assert folded["width"] < 50
    assert abs(box(card(page, 3))["right"] - (folded["right"] - 6)) < 2
    header(page, "Zoeken").locator("button.more").click()
    page.get_by_role("menuitem", name="Inklappen").click()
    expect(card(page, 3)).to_be_visible()  # it begins in one fold and ends in the other
    position(page, 0, 1).get_by_role("button", name="Klap fase Zoeken uit").click()
    card(page, 3).focus()
    page.keyboard.press("Shift+Alt+ArrowLeft")
    saved(page)
    assert span(served, map_id, 3) == "touchpoint_0000000001"


def test_columns_and_lanes_are_resized_by_dragging_their_edges(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    head = box(header(page, "Advertentie"))
    drag(page, (head["right"] - 3, head["y"] + 40), (head["x"] + 200, head["y"] + 40))
    assert abs(box(header(page, "Advertentie"))["width"] - 200) < 2
    assert abs(box(position(page, 6, 1))["width"] - 200) < 2
    lane = box(position(page, 6, 0))
    drag(page, (lane["x"] + 60, lane["bottom"] - 3), (lane["x"] + 60, lane["y"] + 150))
    assert abs(box(position(page, 6, 2))["height"] - 150) < 3
    saved(page)
    assert [t["width"] for t in records(served, map_id, "touchpoint")] == [200, None, None]
    heights = {each["name"]: each["height"] for each in records(served, map_id, "lane")}
    assert heights["Laag 1"] == 150
    head = box(header(page, "Advertentie"))
    page.mouse.dblclick(head["right"] - 3, head["y"] + 40)
    lane = box(position(page, 6, 0))
    page.mouse.dblclick(lane["x"] + 60, lane["bottom"] - 3)
    expect(page.get_by_role("textbox")).to_have_count(0)
    saved(page)
    assert [t["width"] for t in records(served, map_id, "touchpoint")] == [None, None, None]
    assert all(each["height"] is None for each in records(served, map_id, "lane"))


def test_columns_and_lanes_are_resized_by_keyboard(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    before = box(header(page, "Website"))["width"]
    header(page, "Website").locator("[data-stop]").focus()
    page.keyboard.press("Shift+Alt+ArrowLeft")
    position(page, 6, 0).focus()
    page.keyboard.press("Shift+Alt+ArrowDown")
    curve = box(position(page, 3, 0))["height"]
    position(page, 3, 0).focus()
    page.keyboard.press("Shift+Alt+ArrowDown")
    assert abs(box(position(page, 3, 0))["height"] - max(curve + 12, 110)) < 2
    saved(page)
    width = next(t["width"] for t in records(served, map_id, "touchpoint") if t["name"] == "Website")
    assert abs(width - (before - 12)) <= 1
    assert next(each["height"] for each in records(served, map_id, "lane") if each["name"] == "Laag 1") > 40
    header(page, "Website").locator("button.more").click()
    page.get_by_role("menuitem", name="Gewone breedte").click()
    saved(page)
    assert all(t["width"] is None for t in records(served, map_id, "touchpoint"))
