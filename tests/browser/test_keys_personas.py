"""Personas without a mouse: made, filled in, put in order, felt, compared, and the map seen as one of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.by_keys import hands, on_map
from tests.browser.conftest import Pages, Server
from tests.browser.map_page import document, events, grid, position, records, saved

pytestmark = pytest.mark.wide


def test_a_persona_is_made_filled_in_and_put_first(pages: Pages, served: Server) -> None:
    made = document("Rondreis Noor")
    made["records"]["persona_0000000001"] = {
        "id": "persona_0000000001",
        "kind": "persona",
        "name": "Henk",
        "order": "V",
    }
    map_id = served.tell("/maps", {"document": made})["id"]
    here = hands(pages, f"{served.url}/kaarten/{map_id}/personas")
    page = here.page
    here.tab(page.get_by_role("button", name="Persona toevoegen"), "Enter")
    sheet = page.get_by_role("article", name="Persona Nieuwe persona")
    expect(sheet).to_be_visible()
    here.heard("toegevoegd")
    here.tab(sheet.get_by_role("textbox", name="Naam", exact=True))
    here.replace("Noor", "Tab")
    here.heard("Hernoemd tot Noor")
    sheet = page.get_by_role("article", name="Persona Noor")
    here.tab(sheet.get_by_role("radio", name="Kleur 2"), "ArrowRight")
    here.tab(sheet.get_by_role("button", name="Wat wil deze klant bereiken?"), "Enter")
    expect(sheet.locator("ul :is(input, textarea):focus")).to_have_count(1)
    here.write("Rust", "Enter")
    here.write("Snel klaar", "Alt+ArrowUp")
    for _ in range(2):
        here.tab(sheet.get_by_role("button", name="Eigenschap toevoegen"), "Enter")
        expect(page.get_by_role("menuitem").first).to_be_focused()
        here.press("Enter")  # the first that is offered
    slider = sheet.get_by_role("slider").first
    here.tab(slider, "ArrowRight", back=True)
    expect(slider).to_have_value("55")
    expect(sheet.get_by_role("slider")).to_have_count(2)
    saved(page)
    here.tab(sheet.get_by_role("button", name="Verwijder eigenschap").last, "Enter")
    expect(sheet.get_by_role("slider")).to_have_count(1)
    here.inside(sheet)
    here.tab(sheet.get_by_role("combobox", name="Kanaal toevoegen"))
    here.write("web, app", "Enter")
    saved(page)
    # the curve on its page
    curve = sheet.get_by_role("grid", name="Beleving van Noor")
    here.tab(curve.locator("[tabindex='0']").first, "+")
    here.heard("Noor")
    here.tab(
        page.get_by_role("link", name="Personas").or_(page.get_by_role("link", name="Alle persona’s")).first,
        "Enter",
        back=True,
    )
    link = page.get_by_role("link", name="Noor", exact=True)
    here.tab(link, "Alt+ArrowLeft")
    expect(link).to_be_focused()
    here.heard("Noor")
    expect(page.locator("[data-persona] h2 a")).to_have_text(["Noor", "Henk"])
    saved(page)
    noor = next(each for each in records(served, map_id, "persona") if each["name"] == "Noor")
    assert noor["goals"] == ["Snel klaar", "Rust"]
    assert [trait["value"] for trait in noor["traits"]] == [55]
    assert noor["channels"] == ["web", "app"]
    assert [each["persona"] for each in records(served, map_id, "emotion")] == [noor["id"]]


def test_personas_are_compared_and_the_map_is_seen_as_one(pages: Pages, served: Server, tmp_path: Path) -> None:
    served.import_file(events(tmp_path))
    made = document("Twee mensen")
    for n, (name, segment) in enumerate((("Ada", 'kanaal = "chat"'), ("Bo", None)), start=1):
        id_ = f"persona_{n:010}"
        made["records"][id_] = {"id": id_, "kind": "persona", "name": name, "segment": segment, "order": "VW"[n - 1]}
    map_id = served.tell("/maps", {"document": made})["id"]
    here = hands(pages, f"{served.url}/personas")
    page = here.page
    here.tab(page.get_by_role("searchbox", name="Zoek in persona’s"))
    here.write("twee mensen")
    here.heard("2 persona")
    for name in ("Ada", "Bo"):
        here.tab(page.get_by_role("checkbox", name=name), "Space")
    here.tab(page.get_by_role("button", name="Vergelijk"), "Enter", back=True)
    table = page.get_by_role("table")
    expect(table.get_by_role("columnheader", name="Ada")).to_be_visible()
    here.tab(page.get_by_role("button", name="Haal Bo uit de vergelijking"), "Enter")
    expect(table.get_by_role("columnheader", name="Bo")).to_have_count(0)
    expect(page.locator(":focus")).to_have_count(1)
    # the map as one of them
    here = on_map(pages, served.url, map_id)
    page = here.page
    here.tab(page.get_by_role("button", name="Bekijk de klantreis van: Iedereen"), "Enter", back=True)
    here.choose("Ada")
    expect(position(page, 4, 0)).to_contain_text("gemeten bij Ada, n = 20")
    expect(page.get_by_role("button", name="Bekijk de klantreis van: Ada")).to_be_focused()
    here.stand(3, 1)
    here.press("p")
    here.heard("Bo")
    expect(grid(page)).to_be_visible()
