"""What hands that are used to a spreadsheet do without thinking: Tab on, fill, paste on a selection or in a cell."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Pages, Server
from tests.browser.map_page import grid, make, position, records, saved
from tests.browser.test_map_pasting import on_clipboard

pytestmark = pytest.mark.wide

ONE_CELL = """<html><head><meta name=ProgId content=Excel.Sheet></head><body><table border=0><tr>
<td>regel 1<br>regel "2"</td></tr></table></body></html>"""
GOOGLE_CELL = """<meta charset='utf-8'><google-sheets-html-origin><span style="font-size:10pt"
data-sheets-value="{}">regel 1<br/>regel "2"</span>"""


@pytest.fixture
def map_id(served: Server) -> str:
    """Three touchpoints; a card in every position of Doet, Laag 1 and Laag 2 (rows 2, 6 and 7)."""
    return make(served, lanes=6)


@pytest.fixture
def opened(pages: Pages, served: Server, map_id: str) -> Page:
    page = pages(f"{served.url}/kaarten/{map_id}")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    expect(grid(page)).to_be_visible()
    return page


def texts(page: Page, row: int) -> list[str]:
    """The cards of a row that has one in each of its positions."""
    return [position(page, row, col).locator("[data-card] .text").inner_text() for col in (1, 2, 3)]


def select(page: Page, down: int, right: int) -> None:
    """From the first card of Laag 1."""
    position(page, 6, 1).locator("[data-card]").click()
    for _ in range(down):
        page.keyboard.press("Shift+ArrowDown")
    for _ in range(right):
        page.keyboard.press("Shift+ArrowRight")


def test_tab_steps_over_a_cell_and_enter_begins_the_next_row(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    position(page, 6, 1).locator("[data-card]").click()
    for key in ("een", "Tab", "Tab", "drie", "Enter", "vier", "Tab", "Tab"):
        (page.keyboard.press if key in ("Tab", "Enter") else page.keyboard.type)(key)
    expect(position(page, 7, 3).locator("[data-card]")).to_be_focused()
    assert texts(page, 6) == ["een", "kaartje 4", "drie"]
    assert texts(page, 7) == ["vier", "kaartje 7", "kaartje 8"]
    # at the end of the row Tab leaves the map, and so it does for who was not typing a row
    page.keyboard.press("Tab")
    expect(grid(page).locator(":focus")).to_have_count(0)
    position(page, 6, 1).locator("[data-card]").click()
    page.keyboard.press("Tab")
    expect(grid(page).locator(":focus")).to_have_count(0)
    saved(page)
    assert "vier" in [cell["text"] for cell in records(served, map_id, "cell")]


def test_what_is_selected_is_filled_down_and_to_the_right(opened: Page) -> None:
    page = opened
    select(page, down=0, right=2)
    page.keyboard.press("Control+r")
    expect(position(page, 6, 3)).to_contain_text("kaartje 3")
    assert texts(page, 6) == ["kaartje 3"] * 3
    page.keyboard.press("Control+z")
    expect(position(page, 6, 3)).to_contain_text("kaartje 5")
    page.keyboard.press("Escape")
    select(page, down=1, right=1)
    page.keyboard.press("Control+d")
    expect(position(page, 7, 1)).to_contain_text("kaartje 3")
    assert texts(page, 7) == ["kaartje 3", "kaartje 4", "kaartje 8"]
    page.keyboard.press("Control+z")
    expect(position(page, 7, 1)).to_contain_text("kaartje 6")


def test_a_block_is_repeated_over_a_selection_it_fits_in(opened: Page) -> None:
    page = opened
    on_clipboard(page, "A\tB")
    select(page, down=1, right=1)
    page.keyboard.press("Control+v")
    expect(position(page, 7, 2)).to_contain_text("B")
    assert (texts(page, 6), texts(page, 7)) == (["A", "B", "kaartje 5"], ["A", "B", "kaartje 8"])
    page.keyboard.press("Control+z")
    expect(position(page, 7, 2)).to_contain_text("kaartje 7")
    # where it does not fit exactly it is pasted once
    page.keyboard.press("Escape")
    select(page, down=1, right=2)
    page.keyboard.press("Control+v")
    expect(position(page, 6, 2)).to_contain_text("B")
    assert (texts(page, 6), texts(page, 7)) == (["A", "B", "kaartje 5"], ["kaartje 6", "kaartje 7", "kaartje 8"])


@pytest.mark.parametrize("html", [ONE_CELL, GOOGLE_CELL], ids=["excel", "google"])
def test_a_cell_pasted_in_an_open_card_or_name_has_no_quotes(opened: Page, html: str) -> None:
    page = opened
    on_clipboard(page, '"regel 1\nregel ""2"""\r\n', html)
    position(page, 6, 1).locator("[data-card]").click()
    page.keyboard.press("Enter")
    page.keyboard.press("Control+v")
    expect(grid(page).get_by_role("textbox")).to_have_value('regel 1\nregel "2"')
    page.keyboard.press("Escape")
    position(page, 6, 0).click()
    page.keyboard.press("F2")
    page.keyboard.press("Control+v")
    expect(grid(page).get_by_role("textbox")).to_have_value('regel 1 regel "2"')


def test_an_emotion_is_typed_as_a_number_or_a_word(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    position(page, 3, 1).focus()
    page.keyboard.type("-2")
    page.keyboard.press("ArrowRight")
    page.keyboard.type("1")
    page.keyboard.press("Enter")
    page.keyboard.type("opgelucht")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")
    page.keyboard.type("paniek")
    page.keyboard.press("Enter")
    expect(position(page, 3, 3)).to_contain_text("paniek")
    saved(page)
    felt = {each["touchpoint"][-1]: (each["value"], each["word"]) for each in records(served, map_id, "emotion")}
    assert felt == {"0": (-2, ""), "1": (1, "opgelucht"), "2": (0, "paniek")}
