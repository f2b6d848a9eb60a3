"""axe-core finds nothing wrong on any page: light and dark, Dutch and English, wide and on a phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

import klantreis as kr
from tests.browser.conftest import ROOT, Pages, Server
from tests.browser.map_page import document, events, header

AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
OPTIONS = '{"rules": {"label-content-name-mismatch": {"enabled": false}}}'
"""Measured places are labelled with a sentence that says more than the figure shown; they are cells, not controls."""
LOOKS = [
    ("nl-NL", "light", 1440),
    ("en-GB", "dark", 1440),
    ("en-GB", "light", 390),
    ("nl-NL", "dark", 390),
]
DATA = ("", "activiteiten", "paden", "overgangen", "stappen", "bereik", "trechter", "doorlooptijd", "verklaring")


@pytest.fixture(scope="module")
def filled(serve: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> tuple[Server, str]:
    """Events of forty customers, and a map with a comment."""
    server = serve()
    server.import_file(events(tmp_path_factory.mktemp("events")))
    whole = document()
    asks = {"id": "comment_0000000001", "kind": "comment", "target": "touchpoint_0000000001", "text": "Klopt dit?"}
    whole["records"]["comment_0000000001"] = {**asks, "by": "Anna", "at": "2026-11-01T10:00:00Z", "mentions": ["local"]}
    cell = {"id": "cell_0000000001", "kind": "cell", "lane": "lane_0000000000", "touchpoint": "touchpoint_0000000001"}
    whole["records"]["cell_0000000001"] = {**cell, "order": "V", "text": "kijkt rond", "colour": "#4a78c4"}
    return server, server.tell("/maps", {"document": whole})["id"]


def faults(page: Page, what: str) -> list[str]:
    """What axe finds on the page as it stands, each with the places."""
    page.wait_for_load_state("networkidle")
    page.evaluate("Promise.all(document.getAnimations().map(a => a.finished.catch(() => {})))")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = page.evaluate(f"axe.run(document, {OPTIONS}).then(result => result.violations)")
    return [
        f"{what}: {each['id']} ({each['help']}) at {node['target']}: {node['failureSummary']}"
        for each in found
        for node in each["nodes"][:4]
    ]


@pytest.fixture(autouse=True)
def _axe() -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: ./dev test")


@pytest.mark.parametrize(("locale", "theme", "width"), LOOKS)
def test_pages(pages: Pages, filled: tuple[Server, str], locale: str, theme: str, width: int) -> None:
    server, map_id = filled
    wrong: list[str] = []
    page = pages(f"{server.url}/kaarten", locale=locale, theme=theme, width=width)
    for path in ("/kaarten", "/klanten", "/klanten/K1", f"/kaarten/{map_id}/valideren", "/nergens"):
        page.goto(server.url + path)
        wrong += faults(page, path)
    for view in DATA:
        page.goto(f"{server.url}/data/{view}".rstrip("/"))
        wrong += faults(page, f"data/{view}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(("locale", "theme", "width"), LOOKS)
def test_the_map_and_what_opens_over_it(
    pages: Pages, filled: tuple[Server, str], locale: str, theme: str, width: int
) -> None:
    server, map_id = filled
    wrong: list[str] = []
    page = pages(f"{server.url}/kaarten/{map_id}", locale=locale, theme=theme, width=width)
    expect(header(page, "Website")).to_be_visible()
    wrong += faults(page, "map")
    header(page, "Website").locator("[data-stop]").click()
    expect(page.get_by_role("complementary")).to_be_visible()
    wrong += faults(page, "panel")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox")).to_be_focused()
    wrong += faults(page, "palette")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+/")
    expect(page.get_by_role("dialog")).to_be_visible()
    wrong += faults(page, "shortcuts")
    page.keyboard.press("Escape")
    page.goto(f"{server.url}/kaarten/{map_id}?opmerking=comment_0000000001")
    expect(page.get_by_role("complementary").get_by_text("Klopt dit?")).to_be_visible()
    wrong += faults(page, "comments")
    page.goto(f"{server.url}/kaarten?nieuw=sjabloon")
    expect(page.get_by_role("dialog")).to_be_visible()
    wrong += faults(page, "new map")
    assert not wrong, "\n".join(wrong)


@pytest.fixture(scope="module")
def locked(serve: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    """A server that asks who one is."""
    folder = tmp_path_factory.mktemp("dicht") / "ververeis"
    with kr.open(folder) as workspace:
        workspace.users.add("baas", "een lang wachtwoord 9", "owner")
    return serve(folder, "--public-host", "klantreis.test")


@pytest.mark.parametrize(("locale", "theme", "width"), LOOKS)
def test_sign_in(pages: Pages, locked: Server, locale: str, theme: str, width: int) -> None:
    server = locked
    page = pages(f"{server.url}/kaarten", locale=locale, theme=theme, width=width)
    expect(page.get_by_role("button").first).to_be_visible()
    assert not (wrong := faults(page, "sign in")), "\n".join(wrong)
