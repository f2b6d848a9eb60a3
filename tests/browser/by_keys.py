"""Somebody without a mouse: only keys, and what a screen reader would be told."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.browser import map_page
from tests.browser.conftest import Pages
from tests.browser.map_page import grid

WATCH = """
for (const type of ['pointerdown', 'mousedown', 'mousemove', 'wheel', 'touchstart', 'dragstart']) {
  window.addEventListener(type, (event) => event.isTrusted && console.error(`a mouse was used: ${type}`), true);
}
window.heard = [];
new MutationObserver((changes) => {
  const regions = new Set();
  for (const { target, addedNodes } of changes) {
    const at = (target instanceof Element ? target : target.parentElement)
      ?.closest('[aria-live]:not([aria-live=off]), [role=status], [role=alert], [role=log]');
    if (at) regions.add(at);
    // what appears is not read out, but for an alert
    for (const node of addedNodes) {
      if (!(node instanceof Element)) continue;
      if (node.matches('[role=alert]')) regions.add(node);
      for (const each of node.querySelectorAll('[role=alert]')) regions.add(each);
    }
  }
  for (const region of regions) {
    const text = region.textContent.replace(/\\s+/g, ' ').trim();
    if (text) window.heard.push(text);
  }
}).observe(document, { subtree: true, childList: true, characterData: true });
"""
"""A mouse that is used is a fault of the page, and so of the test; what changes in a live region is heard."""

MOST_TABS = 160
HEARD_MS = 15_000
IS_FOCUSED = """async (element) => {
    if (element !== document.activeElement) return false;
    await new Promise(requestAnimationFrame);  // what just opened may still be taking the focus
    return element === document.activeElement;
}"""
PLACE = """() => {
    const place = document.activeElement?.closest('[role=grid] [data-row][data-col]');
    return place && [Number(place.dataset.row), Number(place.dataset.col), Number(place.dataset.span ?? 1)];
}"""


class Hands:
    """Ten fingers on a keyboard. ``page`` is there to look at, and for nothing else."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def write(self, text: str, *then: str) -> None:
        self.page.keyboard.type(text)
        self.press(*then)

    def replace(self, text: str, *then: str) -> None:
        """Types over all that a field holds."""
        self.press("Control+a")
        if text:
            self.write(text, *then)
        else:
            self.press("Delete", *then)

    def tab(self, to: Locator, *then: str, back: bool = False) -> None:
        """Tab, until the focus is there; then other keys."""
        expect(to).to_be_attached()
        for _ in range(MOST_TABS):
            if to.evaluate(IS_FOCUSED):
                self.press(*then)
                return
            self.press("Shift+Tab" if back else "Tab")
        raise AssertionError(f"Tab does not lead to {to}, it ends on {self._here()}")

    def arrow(self, to: Locator, *then: str, key: str = "ArrowDown") -> None:
        """An arrow, until the focus is there: in a menu, or among the choices of a group."""
        expect(to).to_be_attached()
        for _ in range(MOST_TABS):
            if to.evaluate(IS_FOCUSED):
                self.press(*then)
                return
            self.press(key)
        raise AssertionError(f"{key} does not lead to {to}, it ends on {self._here()}")

    def pick(self, group: Locator, name: str) -> None:
        """One of a group of radio buttons."""
        self.tab(group.get_by_role("radio", checked=True))
        self.arrow(group.get_by_role("radio", name=name, exact=True), key="ArrowRight")
        expect(group.get_by_role("radio", name=name, exact=True)).to_be_checked()

    def stand(self, row: int, col: int) -> None:
        """Walks to a place in the grid with the arrows."""
        if self.page.evaluate(PLACE) is None:
            self.tab(grid(self.page).locator("[data-roving]"))
        for _ in range(MOST_TABS):
            at, across, span = self.page.wait_for_function(PLACE).json_value()
            # rows first, but in the row of phases columns are wide
            if at != row:
                self.press("ArrowDown" if at < row else "ArrowUp")
            elif not across <= col < across + span:
                self.press("ArrowRight" if across < col else "ArrowLeft")
            else:
                return
        raise AssertionError(f"the arrows do not lead to row {row}, column {col}")

    def choose(self, name: str | re.Pattern[str]) -> None:
        """Something of the menu that is open."""
        menu = self.page.get_by_role("menu")
        item = menu.get_by_role("menuitem", name=name).or_(menu.get_by_role("menuitemcheckbox", name=name)).first
        expect(item).to_be_visible()
        # else an arrow walks the map
        self.page.wait_for_function("() => document.activeElement?.closest('[role=menu]')")
        self.arrow(item, "Enter")

    def menu(self, name: str | re.Pattern[str]) -> None:
        """Something of the menu of where one stands."""
        self.press("Shift+F10")
        self.choose(name)

    def ask(self, command: str) -> None:
        """A command, by the palette."""
        map_page.command(self.page, command)

    def heard(self, text: str) -> None:
        """Waits until it was read out; what was read out before is forgotten with it."""
        said = "(text) => window.heard.some((each) => each.includes(text))"
        try:
            self.page.wait_for_function(said, arg=text, timeout=HEARD_MS)
        except PlaywrightTimeout:
            raise AssertionError(f"{text!r} was not said, but {self.page.evaluate('window.heard')}") from None
        self.page.evaluate(
            "(text) => window.heard.splice(0, 1 + window.heard.findIndex((each) => each.includes(text)))", text
        )

    def _here(self) -> str:
        return self.page.evaluate("document.activeElement.outerHTML.slice(0, 200)")

    def inside(self, part: Locator) -> None:
        """The focus is somewhere in a part of the page: nothing took it away."""
        expect(part.locator(":focus")).to_have_count(1)


def hands(pages: Pages, url: str, **how: int) -> Hands:
    """A page in which a mouse is a fault."""
    page = pages("about:blank", **how)
    page.add_init_script(WATCH)
    page.goto(url)
    return Hands(page)


def on_map(pages: Pages, url: str, map_id: str) -> Hands:
    """The same, with a map open."""
    here = hands(pages, f"{url}/kaarten/{map_id}")
    expect(grid(here.page)).to_be_visible()
    expect(grid(here.page).locator("[data-roving]")).to_have_count(1)
    return here
