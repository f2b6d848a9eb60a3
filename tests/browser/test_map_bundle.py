"""What the browser fetches to show a map: not too much, and not in many pieces."""

from __future__ import annotations

import gzip
import re
from importlib.resources import files
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import Pages, Server
from tests.browser.map_page import grid, make

STATIC = Path(str(files("klantreis") / "static"))
MOST_BYTES = 250_000
MOST_FILES = 10


def test_the_page_of_a_map_is_small_and_in_few_files() -> None:
    named = set(re.findall(r"assets/[^\"]+\.(?:js|css)", (STATIC / "map.html").read_text()))
    scripts = {name for name in named if name.endswith(".js")}
    assert len(scripts) >= 2
    assert len(named) <= MOST_FILES
    assert sum(len(gzip.compress((STATIC / name).read_bytes(), 6)) for name in scripts) <= MOST_BYTES


def test_all_that_is_fetched_to_draw_a_map_is_named_in_its_page(pages: Pages, served: Server) -> None:
    page: Page = pages(f"{served.url}/kaarten/{make(served, lanes=2)}")
    expect(grid(page).locator("[data-card]").first).to_be_visible()
    # what is opened later comes when the whole map is drawn, and there is time
    fetched = page.evaluate(
        """() => {
            const drawn = performance.getEntriesByType('paint').at(-1).startTime;
            return performance.getEntriesByType('resource')
                .filter(each => each.initiatorType === 'script' || each.name.endsWith('.js'))
                .filter(each => each.startTime < drawn).map(each => new URL(each.name).pathname);
        }"""
    )
    html = (STATIC / "map.html").read_text()
    assert fetched
    assert [name for name in fetched if name not in html] == []
