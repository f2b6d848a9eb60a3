"""Suggestions: one proposes, the other accepts."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Pages, Server
from tests.browser.map_page import card_with, grid, header, make, position, records, saved

pytestmark = pytest.mark.wide


def change(server: Server, map_id: str, *changes: dict[str, Any]) -> None:
    httpx.patch(f"{server.url}/api/v1/maps/{map_id}", json={"changes": list(changes)}, timeout=60).raise_for_status()


def test_what_one_proposes_the_other_accepts(pages: Pages, server: Server) -> None:
    map_id = make(server)
    anna, bram = pages(f"{server.url}/kaarten/{map_id}"), pages(f"{server.url}/kaarten/{map_id}")
    expect(header(bram, "Website")).to_be_visible()
    anna.get_by_role("button", name="Voorstellen (0 open)").click()
    anna.get_by_role("switch", name="Voorstelmodus").check()
    position(anna, 2, 2).focus()
    anna.keyboard.type("vergelijkt prijzen")
    anna.keyboard.press("Enter")
    mine = card_with(anna, "vergelijkt prijzen")
    expect(mine).to_have_attribute("data-proposed", "added")
    expect(grid(bram).get_by_text("vergelijkt prijzen")).to_have_count(0)
    bram.get_by_role("button", name="Voorstellen (1 open)").click()
    panel = bram.get_by_role("complementary", name="Voorstellen")
    expect(panel.get_by_text("vergelijkt prijzen")).to_be_visible()
    assert records(server, map_id, "cell") == []
    panel.get_by_role("button", name="Overnemen").click()
    expect(card_with(bram, "vergelijkt prijzen")).to_be_visible()
    expect(panel.get_by_role("button", name="Overnemen")).to_have_count(0)
    expect(mine).not_to_have_attribute("data-proposed", "added")
    saved(bram)
    assert [each["text"] for each in records(server, map_id, "cell")] == ["vergelijkt prijzen"]
    assert [each["status"] for each in records(server, map_id, "suggestion")] == ["accepted"]


def test_what_still_fits_is_accepted_and_several_at_once(pages: Pages, server: Server) -> None:
    map_id = make(server)
    at = {"lane": "lane_0000000000", "order": "V"}
    cells = {f"cell_000000000{n}": {"text": text} for n, text in enumerate(("belt", "zoekt"))}
    server_cells = [
        {
            "op": "put",
            "id": id,
            "record": {"id": id, "kind": "cell", **at, "touchpoint": f"touchpoint_000000000{n}", **cell},
        }
        for n, (id, cell) in enumerate(cells.items())
    ]
    change(server, map_id, *server_cells)
    anna, bram = pages(f"{server.url}/kaarten/{map_id}"), pages(f"{server.url}/kaarten/{map_id}")
    expect(header(bram, "Website")).to_be_visible()
    anna.get_by_role("button", name="Voorstellen (0 open)").click()
    anna.get_by_role("switch", name="Voorstelmodus").check()
    for text in ("belt", "zoekt"):
        card_with(anna, text).focus()
        anna.keyboard.press("Enter")
        anna.keyboard.press("End")
        anna.keyboard.type(" lang")
        anna.keyboard.press("Enter")
    bram.get_by_role("button", name="Voorstellen (1 open)").click()
    panel = bram.get_by_role("complementary", name="Voorstellen")
    expect(panel.get_by_text("zoekt lang")).to_be_visible()
    panel.get_by_role("button", name="Ga naar zoekt lang").click()
    expect(grid(bram).locator("[data-card]").filter(has_text="zoekt")).to_be_focused()
    # one of the two vanishes meanwhile
    change(server, map_id, {"op": "remove", "id": "cell_0000000000"})
    expect(panel.get_by_role("alert")).to_contain_text("1 wijziging past niet meer")
    panel.get_by_role("button", name="Overnemen wat past (1)").click()
    expect(card_with(bram, "zoekt lang")).to_be_visible()
    expect(panel.get_by_text("Geen open voorstellen")).to_be_visible()
    saved(bram)
    assert [each["text"] for each in records(server, map_id, "cell")] == ["zoekt lang"]
    for n, text in enumerate(("van Anna", "van Eva")):
        told = {"id": f"suggestion_000000000{n}", "kind": "suggestion", "by": "local", "at": f"2026-11-28T10:0{n}:00Z"}
        id = f"cell_000000001{n}"
        cell = {"id": id, "kind": "cell", **at, "touchpoint": f"touchpoint_000000000{n}", "text": text}
        change(
            server,
            map_id,
            {"op": "put", "id": told["id"], "record": {**told, "changes": [{"op": "put", "id": id, "record": cell}]}},
        )
    panel.get_by_role("button", name="Alle overnemen").click()
    expect(panel.get_by_text("Geen open voorstellen")).to_be_visible()
    expect(bram.get_by_text("2 voorstellen overgenomen")).to_have_count(1)
    saved(bram)
    assert sorted(each["text"] for each in records(server, map_id, "cell")) == ["van Anna", "van Eva", "zoekt lang"]
