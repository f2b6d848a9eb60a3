"""The whole of the main job without a mouse."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Server
from tests.browser.map_page import grid, header, position, records, saved


def test_a_map_from_a_template_is_made_filled_moved_and_felt_without_a_mouse(page: Page, server: Server) -> None:
    """Make a map from the five-phase template, fill three cells, move a touchpoint, set an emotion."""
    expect(page.get_by_role("button", name="Uit een sjabloon")).to_be_visible()
    tab_to(page, "Uit een sjabloon")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("radio").first).to_be_visible()
    page.keyboard.type("Rondreis")  # the name has the focus
    tab_to(page, "", "[type=radio]")
    five = dialog.get_by_role("radio", name=re.compile("vijf fasen", re.IGNORECASE))
    for _ in range(6):
        if five.is_checked():
            break
        page.keyboard.press("ArrowDown")
    expect(five).to_be_checked()
    tab_to(page, "Kaart maken")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/kaarten/[^/]+$"))
    map_id = page.url.rsplit("/", 1)[-1]
    expect(grid(page)).to_be_visible()

    tab_to(page, "", "[role=grid] [data-roving]")
    before = records(server, map_id, "cell")
    while page.evaluate("document.activeElement.closest('[data-row]').dataset.row") != "3":
        page.keyboard.press("ArrowDown")
    lane = page.evaluate('document.querySelector(\'[data-row="3"][data-col="0"]\').dataset.lane')
    for text in ("eerste", "tweede", "derde"):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    saved(page)
    filled = [cell["text"] for cell in records(server, map_id, "cell") if cell["lane"] == lane]
    assert {"eerste", "tweede", "derde"} <= set(filled)
    assert records(server, map_id, "cell") != before

    page.keyboard.press("Home")
    while page.evaluate("document.activeElement.closest('[data-row]').dataset.row") != "1":
        page.keyboard.press("ArrowUp")
    name = position(page, 1, 1).locator(".title").inner_text()
    page.keyboard.press("Alt+ArrowRight")
    expect(position(page, 1, 2)).to_contain_text(name)
    expect(header(page, name).locator("[data-stop]")).to_be_focused()

    while not page.evaluate("document.activeElement.closest('[data-emotion]')"):
        page.keyboard.press("ArrowDown")
    felt = page.evaluate("document.activeElement.closest('[data-emotion]').dataset.emotion")
    page.keyboard.press("Delete")
    page.keyboard.press("+")
    page.keyboard.press("+")
    saved(page)
    assert [e["value"] for e in records(server, map_id, "emotion") if e["touchpoint"] == felt] == [1]


def tab_to(page: Page, name: str, selector: str = "button, a") -> None:
    """Presses Tab until the focus is on what is asked for."""
    for _ in range(60):
        now = page.evaluate(
            """([name, selector]) => {
                const at = document.activeElement;
                return at.matches(selector) && (at.getAttribute('aria-label') || at.textContent).includes(name);
            }""",
            [name, selector],
        )
        if now:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {name or selector}")
