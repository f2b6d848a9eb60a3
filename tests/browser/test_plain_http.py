"""On a network without TLS a browser gives a page less than on one's own machine: no locks, no clipboard, no UUIDs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

import klantreis as kr
from tests.browser.conftest import Pages, Server
from tests.browser.map_page import card_with, document, grid, position, saved
from tests.browser.two import write

PASSWORD = "een lang wachtwoord 9"
IGNORED = "The Cross-Origin-Opener-Policy header has been ignored"
PLACES = ("kaarten", "bibliotheek", "klanten", "personas", "data", "data/overgangen")


@pytest.fixture(scope="module")
def networked(serve: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    folder = tmp_path_factory.mktemp("networked") / "ververeis"
    with kr.open(folder) as workspace:
        workspace.users.add("baas", PASSWORD, "owner")
        workspace.maps.create(document=document())
    return serve(Path(folder), "--public-host", "klantreis.test")


def test_a_map_is_worked_on_over_plain_http(pages: Pages, networked: Server) -> None:
    home = f"http://klantreis.test:{networked.port}"
    page = pages(f"{home}/kaarten")
    assert not page.evaluate("isSecureContext")
    page.get_by_label("Naam").fill("baas")
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Inloggen").click()
    page.get_by_role("link", name="Rondreis").first.click()
    expect(grid(page)).to_be_visible()
    write(page, 2, 1, "over het netwerk")
    saved(page)
    card_with(page, "over het netwerk").focus()
    page.keyboard.press("Control+c")
    position(page, 2, 2).focus()
    page.keyboard.press("Control+v")
    expect(position(page, 2, 2).get_by_text("over het netwerk")).to_be_visible()
    saved(page)
    other = page.context.new_page()
    other.goto(page.url)
    expect(grid(other).get_by_text("over het netwerk")).to_have_count(2)
    write(other, 2, 3, "uit een tweede venster")
    expect(card_with(page, "uit een tweede venster")).to_be_visible()
    for place in PLACES:
        page.goto(f"{home}/{place}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert [fault for fault in pages.faults if IGNORED not in fault] == []
    pages.faults.clear()
