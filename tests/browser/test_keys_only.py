"""What is said to be done with keys alone is done so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.browser.by_keys import on_map
from tests.browser.conftest import Pages, Server
from tests.browser.map_page import header, make

pytestmark = pytest.mark.wide

NO_KEYS = re.compile(
    r"\.(click|dblclick|hover|focus|fill|check|uncheck|set_checked|select_option|tap|drag_to|clear|mouse)\b|\)\.press\("
)


def test_a_mouse_is_a_fault(pages: Pages, served: Server) -> None:
    here = on_map(pages, served.url, make(served))
    assert pages.faults == []
    header(here.page, "Website").locator("[data-stop]").click()
    assert any("a mouse was used: mousedown" in fault for fault in pages.faults)
    pages.faults.clear()


def test_the_tests_by_keys_use_nothing_else() -> None:
    files = sorted(Path(__file__).parent.glob("test_keys_*.py"))
    assert len(files) > 3
    wrong = [
        f"{file.name}:{number}: {line.strip()}"
        for file in files
        if file.name != Path(__file__).name
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
        if NO_KEYS.search(line)
    ]
    assert wrong == []
