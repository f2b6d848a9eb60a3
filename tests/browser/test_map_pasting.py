"""Blocks are copied, cut and pasted with the browser's own clipboard: within a map, to another, from a spreadsheet."""

from __future__ import annotations

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Server
from tests.browser.map_page import grid, header, make, position, records, saved

pytestmark = pytest.mark.wide

EXCEL = """<html><body><table border=0><tr><td>uit Excel<br>
twee regels</td><td>ernaast</td></tr>
<tr><td>+1 blij</td><td>hoort niet</td></tr>
<tr><td>80%</td><td></td></tr></table></body></html>"""


@pytest.fixture
def opened(opened: Page) -> Page:
    opened.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return opened


def on_clipboard(page: Page, text: str, html: str | None = None) -> None:
    page.evaluate(
        """([text, html]) => navigator.clipboard.write([new ClipboardItem({
            'text/plain': new Blob([text], { type: 'text/plain' }),
            ...(html ? { 'text/html': new Blob([html], { type: 'text/html' }) } : {}),
        })])""",
        [text, html],
    )


def told(page: Page, text: str) -> None:
    expect(page.locator("[aria-live=polite]").filter(has_text=text)).to_be_attached()


def test_a_block_from_excel_fills_cells_in_one_step(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    on_clipboard(page, "niet deze", EXCEL)
    position(page, 2, 2).locator("[data-card]").click()
    page.keyboard.press("Control+v")
    expect(position(page, 2, 2).locator("[data-card] .text")).to_have_text("uit Excel\ntwee regels")
    expect(position(page, 2, 3).locator("[data-card] .text")).to_have_text("ernaast")
    expect(position(page, 3, 2)).to_contain_text("blij")
    told(page, "1 waarde overgeslagen: een gemeten laag wordt niet beschreven.")
    told(page, "1 waarde overgeslagen: een beleving is een getal van −2 tot 2.")
    saved(page)
    assert [(e["value"], e["word"]) for e in records(served, map_id, "emotion")] == [(1, "blij")]
    page.keyboard.press("Control+z")
    expect(position(page, 2, 2).locator("[data-card] .text")).to_have_text("kaartje 1")
    expect(position(page, 3, 2)).not_to_contain_text("blij")
    saved(page)
    assert records(served, map_id, "emotion") == []


def test_a_block_larger_than_the_map_is_asked_about(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    on_clipboard(page, 'een\ttwee\tdrie\n"met\ntab"\tvier\tvijf\n')
    position(page, 7, 2).locator("[data-card]").click()
    page.keyboard.press("Control+v")
    dialog = page.get_by_role("dialog", name="Het blok is groter dan de kaart")
    expect(dialog).to_contain_text(
        "Er is 1 kolom meer dan er contactmomenten zijn. Er is 1 rij meer dan er lagen zijn."
    )
    dialog.get_by_role("button", name="Weglaten").click()
    expect(position(page, 7, 3).locator("[data-card] .text")).to_have_text("twee")
    expect(header(page, "Nieuw contactmoment")).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(position(page, 7, 3).locator("[data-card] .text")).to_have_text("kaartje 8")
    position(page, 7, 2).locator("[data-card]").focus()
    page.keyboard.press("Control+v")
    dialog.get_by_role("button", name="Toevoegen").click()
    expect(header(page, "Nieuw contactmoment")).to_be_visible()
    expect(position(page, 8, 2).locator("[data-card] .text")).to_have_text("met\ntab")
    expect(position(page, 8, 4).locator("[data-card] .text")).to_have_text("vijf")
    saved(page)
    assert len(records(served, map_id, "touchpoint")) == 4
    page.keyboard.press("Control+z")  # all of it is one step
    expect(header(page, "Nieuw contactmoment")).to_have_count(0)
    saved(page)
    assert len(records(served, map_id, "lane")) == 6


def test_lines_of_text_go_down_and_names_go_in_the_header(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    on_clipboard(page, "boven\nonder")
    position(page, 6, 1).locator("[data-card]").click()
    page.keyboard.press("Control+v")
    expect(position(page, 6, 1).locator("[data-card] .text")).to_have_text("boven")
    expect(position(page, 7, 1).locator("[data-card] .text")).to_have_text("onder")
    on_clipboard(page, "Folder\tWinkel")
    header(page, "Advertentie").locator("[data-stop]").focus()
    page.keyboard.press("Control+v")
    expect(header(page, "Winkel")).to_be_visible()
    saved(page)
    assert [t["name"] for t in records(served, map_id, "touchpoint")] == ["Folder", "Winkel", "Boeking"]


def test_a_block_is_copied_within_a_map_and_to_another(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    green = {"op": "patch", "id": "cell_0000000000", "fields": {"colour": "#3f8f55"}}
    httpx.patch(f"{served.url}/api/v1/maps/{map_id}", json={"changes": [green]}).raise_for_status()
    page.reload()
    position(page, 2, 1).locator("[data-card]").focus()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Control+c")
    told(page, "2 vakken gekopieerd")
    assert page.evaluate("navigator.clipboard.readText()") == "kaartje 0\tkaartje 1"
    position(page, 6, 2).locator("[data-card]").click()
    page.keyboard.press("Control+v")
    expect(position(page, 6, 3).locator("[data-card] .text")).to_have_text("kaartje 1")
    saved(page)
    coloured = [cell["text"] for cell in records(served, map_id, "cell") if cell["colour"] == "#3f8f55"]
    assert coloured == ["kaartje 0", "kaartje 0"]
    other = make(served, name="Andere", lanes=6)
    page.goto(f"{served.url}/kaarten/{other}")
    position(page, 7, 1).locator("[data-card]").click()
    page.keyboard.press("Control+v")
    expect(position(page, 7, 2).locator("[data-card] .text")).to_have_text("kaartje 1")
    saved(page)
    assert [c["text"] for c in records(served, other, "cell") if c["colour"] == "#3f8f55"] == ["kaartje 0"]


def test_a_block_is_cut_and_one_value_fills_a_selection(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    position(page, 6, 1).locator("[data-card]").click()
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Control+x")
    expect(grid(page).locator("[data-card]")).to_have_count(7)
    position(page, 6, 3).locator("[data-card]").click()
    page.keyboard.press("Control+v")
    expect(position(page, 6, 3).locator("[data-card] .text")).to_have_text("kaartje 3")
    expect(position(page, 7, 3).locator("[data-card] .text")).to_have_text("kaartje 6")
    on_clipboard(page, "overal")
    position(page, 6, 1).focus()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Control+v")
    expect(position(page, 6, 1).locator("[data-card] .text")).to_have_text("overal")
    expect(position(page, 6, 2).locator("[data-card] .text")).to_have_text("overal")
    saved(page)


def test_a_card_that_is_cut_keeps_what_it_is_based_on(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    asked = {
        "id": "evidence_000000ask0",
        "kind": "evidence",
        "target": "cell_0000000003",
        "source": "interview",
        "n": 4,
        "at": "2026-01-02",
    }
    body = {"changes": [{"op": "put", "record": asked}]}
    httpx.patch(f"{served.url}/api/v1/maps/{map_id}", json=body).raise_for_status()
    position(page, 7, 3).locator("[data-card]").click()
    page.keyboard.press("Delete")
    card = position(page, 6, 1).locator("[data-card]")
    card.click()
    page.keyboard.press("Control+x")
    expect(card).to_have_count(0)
    saved(page)
    assert records(served, map_id, "evidence") == []
    position(page, 7, 3).click()
    page.keyboard.press("Control+v")
    expect(position(page, 7, 3).locator("[data-card]")).to_contain_text("kaartje 3")
    saved(page)
    [kept] = records(served, map_id, "evidence")
    assert (kept["id"], kept["target"], kept["n"]) == (asked["id"], "cell_0000000003", 4)
