"""Two people, each in a browser of their own on a cable of their own, with one map open."""

from __future__ import annotations

from typing import Any

import httpx
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Pages
from tests.browser.map_page import card_with, document, grid, position, saved
from tests.crash.killed import Server

NOOR, BRAM = 0, 1


class Together:
    """Noor and Bram, and what the server holds of their map."""

    def __init__(self, server: Server, pages: list[Pages]) -> None:
        self.server = server
        self.api = f"http://127.0.0.1:{server.port}/api/v1"
        made = httpx.post(f"{self.api}/maps", json={"document": document()}, timeout=60)
        self.map = made.raise_for_status().json()["id"]
        self.cables = [each.cable(server.port) for each in pages]
        self.pages = [
            open_page(f"{cable.url}/kaarten/{self.map}") for cable, open_page in zip(self.cables, pages, strict=True)
        ]
        for page in self.pages:
            expect(grid(page)).to_be_visible()

    def change(self, *changes: dict[str, Any]) -> None:
        httpx.patch(f"{self.api}/maps/{self.map}", json={"changes": list(changes)}, timeout=60).raise_for_status()

    def held(self) -> dict[str, Any]:
        """What the server holds."""
        return self.server.get(f"/maps/{self.map}")["document"]["records"]

    def alike(self) -> dict[str, Any]:
        """Waits until both pages have what the server has; what that is."""
        for page in self.pages:
            saved(page)
        records = self.held()
        for page in self.pages:
            page.wait_for_function(ALIKE, arg=records)
        assert self.held() == records
        return records

    def texts(self) -> list[str]:
        return sorted(record["text"] for record in self.alike().values() if record["kind"] == "cell")


ALIKE = """wanted => {
  const plain = value => value && typeof value === 'object'
    ? Array.isArray(value)
      ? value.map(plain)
      : Object.fromEntries(Object.keys(value).sort().map(key => [key, plain(value[key])]))
    : value;
  return JSON.stringify(plain(window.openMap())) === JSON.stringify(plain(wanted));
}"""


def write(page: Page, row: int, col: int, text: str) -> None:
    position(page, row, col).focus()
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def card(page: Page, text: str) -> Locator:
    return card_with(page, text)
