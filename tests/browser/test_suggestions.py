"""Suggestions: one proposes, the other accepts."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Pages, Server
from tests.browser.map_page import grid, header, make, position, records

pytestmark = pytest.mark.wide


def test_what_one_proposes_the_other_accepts(pages: Pages, server: Server) -> None:
    map_id = make(server)
    anna, bram = pages(f"{server.url}/kaarten/{map_id}"), pages(f"{server.url}/kaarten/{map_id}")
    expect(header(bram, "Website")).to_be_visible()
    anna.get_by_role("button", name="Voorstellen (0 open)").click()
    anna.get_by_role("switch", name="Voorstelmodus").check()
    position(anna, 2, 2).focus()
    anna.keyboard.type("vergelijkt prijzen")
    anna.keyboard.press("Enter")
    mine = grid(anna).get_by_role("button", name="vergelijkt prijzen")
    expect(mine).to_have_attribute("data-proposed", "added")
    expect(grid(bram).get_by_text("vergelijkt prijzen")).to_have_count(0)
    bram.get_by_role("button", name="Voorstellen (1 open)").click()
    panel = bram.get_by_role("complementary", name="Voorstellen")
    expect(panel.get_by_text("vergelijkt prijzen")).to_be_visible()
    assert records(server, map_id, "cell") == []
    panel.get_by_role("button", name="Overnemen").click()
    expect(grid(bram).get_by_role("button", name="vergelijkt prijzen")).to_be_visible()
    expect(panel.get_by_role("button", name="Overnemen")).to_have_count(0)
    expect(mine).not_to_have_attribute("data-proposed", "added")
    assert [each["text"] for each in records(server, map_id, "cell")] == ["vergelijkt prijzen"]
    assert [each["status"] for each in records(server, map_id, "suggestion")] == ["accepted"]
