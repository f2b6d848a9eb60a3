"""What hands that are used to a spreadsheet do without thinking: Tab on, fill, paste on a selection or in a cell."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Server
from tests.browser.map_page import grid, position, records, saved
from tests.browser.test_map_pasting import on_clipboard

pytestmark = pytest.mark.wide

ONE_CELL = """<html><head><meta name=ProgId content=Excel.Sheet></head><body><table border=0><tr>
<td>regel 1<br>regel "2"</td></tr></table></body></html>"""
GOOGLE_CELL = """<meta charset='utf-8'><google-sheets-html-origin><span style="font-size:10pt"
data-sheets-value="{}">regel 1<br/>regel "2"</span>"""


@pytest.fixture
def opened(opened: Page) -> Page:
    opened.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return opened


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


def test_what_is_typed_fills_a_selection_with_control_and_enter(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    select(page, down=1, right=1)
    page.keyboard.type("overal")
    expect(page.get_by_role("toolbar", name="Opmaak")).to_contain_text("Ctrl+↵ in alle")
    page.keyboard.press("Control+Enter")
    expect(position(page, 7, 1)).to_contain_text("overal")
    assert (texts(page, 6), texts(page, 7)) == (
        ["overal", "overal", "kaartje 5"],
        ["overal", "overal", "kaartje 8"],
    )
    expect(grid(page).get_by_role("textbox")).to_have_count(0)
    page.keyboard.press("Control+z")  # one step
    expect(position(page, 7, 1)).to_contain_text("kaartje 6")
    assert texts(page, 6) == ["kaartje 3", "kaartje 4", "kaartje 5"]
    # cards picked one by one, too
    position(page, 2, 1).locator("[data-card]").click()
    position(page, 6, 3).locator("[data-card]").click(modifiers=["Control"])
    page.keyboard.type("gekozen")
    page.keyboard.press("Control+Enter")
    expect(position(page, 2, 1).locator("[data-card] .text")).to_have_text("gekozen")
    assert texts(page, 6) == ["kaartje 3", "kaartje 4", "gekozen"]
    saved(page)
    assert [cell["text"] for cell in records(served, map_id, "cell")].count("gekozen") == 2


def test_enter_and_tab_go_round_within_a_selection(opened: Page) -> None:
    page = opened
    select(page, down=1, right=1)
    # from the last that was selected: down its column, then the next one, which is the first again
    for text in ("een", "twee", "drie", "vier"):
        page.keyboard.type(text)
        page.keyboard.press("Enter")
    expect(position(page, 7, 2).locator("[data-card]")).to_be_focused()
    assert (texts(page, 6), texts(page, 7)) == (["twee", "vier", "kaartje 5"], ["drie", "een", "kaartje 8"])
    page.keyboard.type("vijf")
    page.keyboard.press("Tab")
    expect(position(page, 6, 1).locator("[data-card]")).to_be_focused()


def test_control_with_an_arrow_goes_along_what_is_filled(opened: Page) -> None:
    page = opened
    position(page, 6, 1).locator("[data-card]").click()
    page.keyboard.press("Control+ArrowRight")
    expect(position(page, 6, 3).locator("[data-card]")).to_be_focused()
    page.keyboard.press("Control+ArrowUp")  # measured lanes are filled, the emotion is not
    expect(position(page, 4, 3)).to_be_focused()
    page.keyboard.press("Control+ArrowUp")
    expect(position(page, 2, 3).locator("[data-card]")).to_be_focused()
    page.keyboard.press("Control+Shift+ArrowLeft")
    expect(grid(page).locator("[aria-selected=true]")).to_have_count(3)


RICH = """<html><head><style>td{font-weight:400} .xl65 {color:black;font-weight:700;}
.font0 {font-weight:400}</style></head><body><table><tr><td class=xl65>Kop <font class=font0>gewoon</font></td>
<td>zie <a href="https://a.example/x">hier</a><br>regel 2</td></tr></table></body></html>"""


def test_bold_and_links_of_excel_come_along_and_go_back(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    on_clipboard(page, "Kop gewoon\tzie hier", RICH)
    position(page, 6, 1).locator("[data-card]").click()
    page.keyboard.press("Control+v")
    expect(position(page, 6, 1).locator("strong")).to_have_text("Kop")
    expect(position(page, 6, 2).get_by_role("link", name="hier")).to_have_attribute("href", "https://a.example/x")
    saved(page)
    written = {cell["text"] for cell in records(served, map_id, "cell")}
    assert {"**Kop** gewoon", "zie [hier](https://a.example/x)\nregel 2"} < written
    # and what goes to a spreadsheet has no marks in it
    position(page, 6, 1).locator("[data-card]").focus()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Control+c")
    expect(page.locator("[aria-live=polite]").filter(has_text="2 vakken gekopieerd")).to_be_attached()
    assert page.evaluate("navigator.clipboard.readText()") == 'Kop gewoon\t"zie hier\nregel 2"'
    # in an open card the same, in a name the words alone
    on_clipboard(page, "Kop gewoon\tzie hier", RICH)
    page.keyboard.press("Escape")
    position(page, 7, 1).locator("[data-card]").click()
    page.keyboard.press("Enter")
    page.keyboard.press("Control+v")
    expect(grid(page).get_by_role("textbox")).to_have_value("**Kop** gewoon zie [hier](https://a.example/x)\nregel 2")
    page.keyboard.press("Escape")
    position(page, 7, 0).click()
    page.keyboard.press("F2")
    page.keyboard.press("Control+v")
    expect(grid(page).get_by_role("textbox")).to_have_value("Kop gewoon zie hier regel 2")


def test_what_a_paste_leaves_out_is_seen(opened: Page) -> None:
    page = opened
    on_clipboard(page, "80%")
    position(page, 4, 1).focus()
    page.keyboard.press("Control+v")
    expect(page.locator("[data-toast]")).to_contain_text("een gemeten laag wordt niet beschreven")
