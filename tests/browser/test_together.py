"""Two real browsers in one map: at the end both have what the server has, and nobody lost a word."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

import klantreis as kr
from tests.browser.cable import Cable
from tests.browser.conftest import QUIET, Pages
from tests.browser.map_page import document, grid, header, position, saved
from tests.crash.killed import Server

NOOR, BRAM = 0, 1


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server, each test with a map of its own; a test may kill it and start it again."""
    folder = tmp_path_factory.mktemp("together") / "ws"
    kr.open(folder).close()
    server = Server(folder)
    server.start()
    yield server
    server.kill()


@pytest.fixture(scope="module")
def second(browser: Browser, chromium: Path) -> Iterator[Browser]:
    """A second browser, a process of its own."""
    started = browser.browser_type.launch(executable_path=chromium, args=list(QUIET))
    yield started
    started.close()


class Together:
    """Noor and Bram, each in a browser of their own on a cable of their own, with one map open."""

    def __init__(self, server: Server, pages: list[Pages]) -> None:
        self.server = server
        self.api = f"http://127.0.0.1:{server.port}/api/v1"
        made = httpx.post(f"{self.api}/maps", json={"document": document()}, timeout=60)
        self.map = made.raise_for_status().json()["id"]
        self.cables = [Cable(server.port) for _ in pages]
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


@pytest.fixture
def together(running: Server, browser: Browser, second: Browser) -> Iterator[Together]:
    pages = [Pages(each, [], []) for each in (browser, second)]
    both = Together(running, pages)
    yield both
    for one in pages:
        for page in one.opened:
            page.context.close()
    for cable in both.cables:
        cable.close()
    faults = [fault for one in pages for fault in one.faults]
    # a line that broke is the test's own doing
    assert [fault for fault in faults if "WebSocket connection to" not in fault] == []


def write(page: Page, row: int, col: int, text: str) -> None:
    position(page, row, col).focus()
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def card(page: Page, text: str) -> Any:
    return grid(page).get_by_role("button", name=text)


def test_words_in_different_cells_are_seen_by_the_other(together: Together) -> None:
    noor, bram = together.pages
    write(noor, 2, 1, "ziet een poster")
    write(bram, 2, 2, "zoekt een reis")
    expect(card(noor, "zoekt een reis")).to_be_visible()
    expect(card(bram, "ziet een poster")).to_be_visible()
    assert together.texts() == ["ziet een poster", "zoekt een reis"]


def test_words_in_one_cell_are_both_kept(together: Together) -> None:
    noor, bram = together.pages
    write(noor, 2, 1, "klikt")
    expect(card(bram, "klikt")).to_be_visible()
    for page in (noor, bram):
        card(page, "klikt").focus()
        page.keyboard.press("Enter")
    noor.keyboard.press("End")
    noor.keyboard.type(" op de knop")
    bram.keyboard.press("Home")
    bram.keyboard.type("Bram ")
    noor.keyboard.press("Enter")
    expect(card(noor, "klikt op de knop")).to_be_visible()
    saved(noor)
    bram.keyboard.press("Enter")
    expect(card(noor, "Bram klikt op de knop")).to_be_visible()
    assert together.texts() == ["Bram klikt op de knop"]


def test_a_touchpoint_is_moved_while_another_renames_it(together: Together) -> None:
    noor, bram = together.pages
    header(noor, "Advertentie").locator("[data-stop]").focus()
    noor.keyboard.press("Alt+ArrowRight")
    header(bram, "Advertentie").locator("[data-stop]").focus()
    bram.keyboard.press("F2")
    bram.keyboard.type("Poster")
    bram.keyboard.press("Enter")
    for page in (noor, bram):
        expect(position(page, 1, 1)).to_contain_text("Website")
        expect(position(page, 1, 2)).to_contain_text("Poster")
    together.alike()


def test_each_takes_back_only_their_own_steps(together: Together) -> None:
    noor, bram = together.pages
    write(noor, 2, 1, "van Noor")
    expect(card(bram, "van Noor")).to_be_visible()
    write(bram, 2, 2, "van Bram")
    expect(card(noor, "van Bram")).to_be_visible()
    position(noor, 2, 3).focus()
    noor.keyboard.press("Control+z")
    expect(card(bram, "van Noor")).to_have_count(0)
    expect(card(noor, "van Bram")).to_be_visible()
    expect(noor.get_by_role("button", name="Ongedaan maken")).to_be_disabled()
    position(bram, 2, 3).focus()
    bram.keyboard.press("Control+z")
    expect(card(noor, "van Bram")).to_have_count(0)
    noor.keyboard.press("Control+Shift+z")
    expect(card(bram, "van Noor")).to_be_visible()
    assert together.texts() == ["van Noor"]


def test_what_is_written_offline_is_there_after_coming_back(together: Together) -> None:
    noor, bram = together.pages
    write(noor, 2, 1, "klikt")
    expect(card(bram, "klikt")).to_be_visible()
    together.cables[NOOR].pull()
    expect(noor.get_by_role("button", name="Geen verbinding")).to_be_visible()
    card(noor, "klikt").focus()
    noor.keyboard.press("Enter")
    noor.keyboard.press("End")
    noor.keyboard.type(" in de trein")
    noor.keyboard.press("Enter")
    write(noor, 2, 2, "zonder verbinding")
    card(bram, "klikt").focus()
    bram.keyboard.press("Enter")
    bram.keyboard.press("Home")
    bram.keyboard.type("Bram ")
    bram.keyboard.press("Enter")
    header(bram, "Boeking").locator("button.more").click()
    bram.get_by_role("menuitem", name="Contactmoment verwijderen").click()
    expect(header(bram, "Boeking")).to_have_count(0)
    expect(noor.get_by_role("button", name="Nog niet opgeslagen")).to_be_visible()
    together.cables[NOOR].plug()
    noor.get_by_role("button", name="Nog niet opgeslagen").click()
    expect(card(bram, "zonder verbinding")).to_be_visible()
    expect(header(noor, "Boeking")).to_have_count(0)
    assert together.texts() == ["Bram klikt in de trein", "zonder verbinding"]


def test_a_version_that_is_restored_is_seen_by_both(together: Together) -> None:
    noor, bram = together.pages
    write(noor, 2, 1, "blijft")
    expect(card(bram, "blijft")).to_be_visible()
    saved(noor)
    kept = httpx.post(f"{together.api}/maps/{together.map}/versions", json={"name": "Toen"}, timeout=60)
    kept.raise_for_status()
    version = together.server.get(f"/maps/{together.map}")["version"]
    write(bram, 2, 2, "later bedacht")
    expect(card(noor, "later bedacht")).to_be_visible()
    saved(bram)
    restored = httpx.post(f"{together.api}/maps/{together.map}/restore", json={"version": version}, timeout=60)
    restored.raise_for_status()
    for page in (noor, bram):
        expect(card(page, "later bedacht")).to_have_count(0)
        expect(card(page, "blijft")).to_be_visible()
    assert together.texts() == ["blijft"]


def test_a_server_that_is_killed_while_both_type_costs_no_word(together: Together) -> None:
    noor, bram = together.pages
    write(noor, 2, 1, "klikt")
    expect(card(bram, "klikt")).to_be_visible()
    card(noor, "klikt").focus()
    noor.keyboard.press("Enter")
    noor.keyboard.press("End")
    noor.keyboard.type(" twee")
    write(bram, 2, 2, "net ervoor")
    together.server.kill()
    noor.keyboard.type(" drie")
    noor.keyboard.press("Enter")
    write(bram, 2, 3, "terwijl hij weg is")
    expect(noor.get_by_role("button", name="Nog niet opgeslagen")).to_be_visible()
    together.server.start()
    expect(card(noor, "terwijl hij weg is")).to_be_visible()
    expect(card(bram, "klikt twee drie")).to_be_visible()
    assert together.texts() == ["klikt twee drie", "net ervoor", "terwijl hij weg is"]


def test_a_value_that_breaks_a_rule_is_put_back_and_said(together: Together) -> None:
    noor, bram = together.pages
    # what the other removed while this page was away from it
    together.cables[NOOR].pull()
    expect(noor.get_by_role("button", name="Geen verbinding")).to_be_visible()
    together.change({"op": "patch", "id": "lane_0000000000", "fields": {"type": "drop_off"}})
    expect(position(bram, 2, 0)).to_contain_text("gemeten")
    write(noor, 2, 1, "hoort hier niet meer")
    together.cables[NOOR].plug()
    noor.get_by_role("button", name="Nog niet opgeslagen").click()
    expect(noor.get_by_text("Dit kon niet worden opgeslagen")).to_be_visible()
    expect(noor.get_by_text("“hoort hier niet meer”")).to_be_visible()
    assert together.texts() == []


def test_where_the_other_stands_and_what_they_write_is_seen(together: Together) -> None:
    noor, bram = together.pages
    expect(noor.get_by_role("button", name="Hier zijn:")).to_contain_text("2 hier")
    position(bram, 2, 2).focus()
    bram.keyboard.type("zoekt een")
    marked = """wanted => getComputedStyle(
      document.querySelector('[role=grid] [role=gridcell][data-row="2"][data-col="2"]'), '::after'
    ).content.includes(wanted)"""
    noor.wait_for_function(marked, arg="zoekt een")
    bram.keyboard.press("Escape")
    bram.context.close()
    expect(noor.get_by_role("button", name="Hier zijn:")).to_contain_text("1 hier")


def test_who_presents_is_followed_until_one_moves_oneself(together: Together) -> None:
    noor, bram = together.pages
    noor.get_by_role("button", name="Hier zijn:").click()
    noor.get_by_role("menuitemcheckbox", name="Presenteer").click()
    bram.get_by_role("button", name="Volg ").click()
    expect(bram.get_by_role("button", name="Stop met volgen")).to_be_visible()
    header(noor, "Website").locator("[data-stop]").click()
    expect(bram.get_by_role("complementary", name="Contactmoment Website")).to_be_visible()
    noor.get_by_role("link", name="Valideren").click()
    bram.wait_for_url("**/valideren*")
    noor.get_by_role("link", name="Kaart", exact=True).click()
    expect(grid(bram)).to_be_visible()
    bram.mouse.move(600, 500)
    bram.mouse.wheel(0, 40)
    expect(bram.get_by_role("button", name="Stop met volgen")).to_have_count(0)
