"""Arrows between touchpoints: drawn by dragging and by dialog, said as a list, and following the columns."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Pages, Server
from tests.browser.map_page import document, grid, header, make, records, saved

pytestmark = pytest.mark.wide

POINTS = [f"touchpoint_{n:010}" for n in range(3)]


def arrows(page: Page) -> Locator:
    return page.get_by_role("list", name="Verbindingen").get_by_role("button")


def opened(pages: Pages, served: Server, map_id: str, **how: Any) -> Page:
    page = pages(f"{served.url}/kaarten/{map_id}", **how)
    expect(grid(page)).to_be_visible()
    return page


def with_arrows(served: Server, *pairs: tuple[int, int, str]) -> str:
    made = document()
    for n, (start, end, label) in enumerate(pairs):
        name = f"connection_{n:010}"
        ends = {"from": POINTS[start], "to": POINTS[end]}
        made["records"][name] = {"id": name, "kind": "connection", **ends, "label": label}
    return served.tell("/maps", {"document": made})["id"]


def test_an_arrow_is_dragged_from_one_touchpoint_to_another(pages: Pages, served: Server) -> None:
    map_id = make(served)
    page = opened(pages, served, map_id)
    expect(arrows(page)).to_have_count(0)
    header(page, "Advertentie").hover()
    handle = page.get_by_role("button", name="Verbind Advertentie met…")
    handle.hover()
    page.mouse.down()
    header(page, "Boeking").hover()
    expect(header(page, "Boeking")).to_have_attribute("data-aimed", "")
    page.mouse.up()
    expect(arrows(page)).to_have_count(1)
    expect(arrows(page).first).to_have_accessible_name("Aftakking van Advertentie naar Boeking")
    saved(page)
    [arrow] = records(served, map_id, "connection")
    assert (arrow["from"], arrow["to"], arrow["type"]) == (POINTS[0], POINTS[2], "branch")
    # given up with Escape, or dropped on nothing, makes none
    header(page, "Website").hover()
    page.get_by_role("button", name="Verbind Website met…").hover()
    page.mouse.down()
    header(page, "Boeking").hover()
    page.keyboard.press("Escape")
    page.mouse.up()
    expect(arrows(page)).to_have_count(1)
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_an_arrow_by_keyboard_alone(pages: Pages, served: Server) -> None:
    map_id = make(served)
    page = opened(pages, served, map_id)
    header(page, "Boeking").locator("[data-stop]").focus()
    page.keyboard.press("Shift+F10")
    page.get_by_role("menuitem", name="Verbind met…").press("Enter")
    dialog = page.get_by_role("dialog", name="Verbind Boeking met…")
    expect(dialog.get_by_label("Naar")).to_be_focused()
    page.keyboard.type("Adv")
    expect(dialog.get_by_label("Naar")).to_have_value(POINTS[0])
    expect(dialog.get_by_role("radio", name="Lus terug")).to_be_checked()  # back is a loop
    dialog.get_by_label("Woorden bij de pijl").focus()
    page.keyboard.type("als het tegenvalt")
    page.keyboard.press("Enter")
    expect(header(page, "Boeking").locator("[data-stop]")).to_be_focused()
    arrow = arrows(page).first
    expect(arrow).to_have_accessible_name("Lus terug van Boeking naar Advertentie: als het tegenvalt")
    arrow.focus()
    page.keyboard.press("Enter")
    change = page.get_by_role("dialog", name="Verbinding wijzigen")
    change.get_by_role("button", name="Omdraaien").press("Enter")
    change.get_by_role("button", name="Bewaren").press("Enter")
    expect(arrow).to_have_accessible_name("Lus terug van Advertentie naar Boeking: als het tegenvalt")
    expect(arrow).to_be_focused()
    saved(page)
    assert [each["from"] for each in records(served, map_id, "connection")] == [POINTS[0]]
    page.keyboard.press("Delete")
    expect(arrows(page)).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(arrows(page)).to_have_count(1)


def test_arrows_end_over_their_touchpoints_whatever_the_columns_do(pages: Pages, served: Server) -> None:
    page = opened(pages, served, with_arrows(served, (0, 2, "verder"), (0, 1, "")))

    def tips(*wanted: str) -> None:
        """Over which heads the foot and the tip of each arrow come to stand."""
        page.wait_for_function(
            """(wanted) => [...document.querySelectorAll('.band path.line')].map((line) => {
                const at = (n) => line.getPointAtLength(n).x + line.getScreenCTM().e;
                const heads = [...document.querySelectorAll('[role=columnheader][data-row="1"][data-touchpoint]')];
                const over = (x) => heads.findIndex((h) => {
                    const b = h.getBoundingClientRect(); return x > b.left && x < b.right; });
                return `${over(at(0))}>${over(at(line.getTotalLength()))}`;
            }).sort().join() === wanted""",
            arg=",".join(wanted),
        )

    tips("0>1", "0>2")
    page.get_by_role("button", name="Lagen").click()
    page.get_by_role("menuitemcheckbox", name="Smalle kolommen").click()
    page.keyboard.press("Escape")
    page.set_viewport_size({"width": 900, "height": 700})
    page.wait_for_function("() => document.querySelector('.band path.line')")
    tips("0>1", "0>2")
    header(page, "Website").locator("[data-stop]").focus()
    page.keyboard.press("Alt+ArrowLeft")  # the touchpoint goes first, its arrow with it
    expect(arrows(page)).to_have_count(2)
    tips("1>0", "1>2")


def test_the_band_is_read_as_a_list_and_goes_with_its_touchpoint(pages: Pages, served: Server) -> None:
    page = opened(pages, served, with_arrows(served, (0, 2, "verder"), (2, 0, "")), width=390, height=844, theme="dark")
    expect(page.get_by_role("list", name="Verbindingen").get_by_role("listitem")).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    header(page, "Boeking").locator("[data-stop]").focus()
    page.keyboard.press("Shift+F10")
    page.get_by_role("menuitem", name="Contactmoment verwijderen").click()
    expect(arrows(page)).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(arrows(page)).to_have_count(2)
