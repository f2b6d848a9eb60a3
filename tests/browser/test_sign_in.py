"""Where others can reach the server, the page asks who they are, and shows only what they may do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

import klantreis as kr
from tests.browser.conftest import Pages, Server
from tests.browser.map_page import document, grid, header, palette, position

PASSWORD = "een lang wachtwoord 9"


@pytest.fixture(scope="module")
def guarded(serve: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    folder = tmp_path_factory.mktemp("guarded") / "ververeis"
    workspace = kr.open(folder)
    workspace.users.add("baas", PASSWORD, "owner")
    workspace.users.add("kijker", PASSWORD, "viewer")
    workspace.close()
    return serve(Path(folder), "--public-host", "klantreis.test")


def much() -> dict[str, Any]:
    """A map with something of all that can be edited on it."""
    made = document()
    point, lane = "touchpoint_0000000000", "lane_0000000000"
    more: list[dict[str, Any]] = [
        {"id": "cell_0000000001", "kind": "cell", "lane": lane, "touchpoint": point, "order": "V", "text": "kijkt"},
        {"id": "emotion_0000000001", "kind": "emotion", "touchpoint": point, "value": 1, "word": "blij"},
        {"id": "pain_point_0000000001", "kind": "pain_point", "name": "Traag", "touchpoints": [point], "severity": 4},
        {"id": "evidence_0000000001", "kind": "evidence", "target": point, "source": "interview", "at": "2026-01-01"},
        {"id": "persona_0000000001", "kind": "persona", "name": "Noor", "goals": ["Rust"], "order": "V"},
        {"id": "sticky_0000000001", "kind": "sticky", "text": "idee", "x": 20, "y": 20, "by": "baas"},
        {"id": "view_0000000001", "kind": "view", "name": "Directie", "order": "V"},
        {
            "id": "connection_0000000001",
            "kind": "connection",
            "from": point,
            "to": "touchpoint_0000000002",
            "label": "spijt",
        },
        {
            "id": "suggestion_0000000001",
            "kind": "suggestion",
            "by": "baas",
            "at": "2026-01-01T00:00:00Z",
            "changes": [{"op": "patch", "id": point, "fields": {"name": "Folder"}}],
        },
    ]
    made["records"].update({record["id"]: record for record in more})
    return made


WRITES = """root => [...root.querySelectorAll('input, textarea, select, [contenteditable]')]
    .filter(field => !field.matches(':disabled') && !field.readOnly && field.checkVisibility()
        && !field.matches('[type=radio], [type=search]'))
    .map(field => field.getAttribute('aria-label') ?? field.labels?.[0]?.textContent ?? field.outerHTML)"""


def sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    page.get_by_label("Naam").fill(name)
    page.get_by_label("Wachtwoord").fill(password)
    page.get_by_role("button", name="Inloggen").click()


def test_a_wrong_password_is_said_and_a_right_one_opens(pages: Pages, guarded: Server) -> None:
    page = pages(f"{guarded.url}/data")
    sign_in(page, "baas", "geraden")
    expect(page.get_by_role("alert")).to_contain_text("horen niet bij elkaar")
    sign_in(page, "baas")
    expect(page.get_by_role("button", name="Bestanden kiezen")).to_be_visible()
    page.get_by_role("button", name="Weergave").click()
    page.get_by_role("menuitem", name="Uitloggen").click()
    expect(page.get_by_role("button", name="Inloggen")).to_be_visible()


def test_who_only_looks_is_not_offered_what_is_refused(pages: Pages, guarded: Server) -> None:
    page = pages(f"{guarded.url}/data")
    sign_in(page, "kijker")
    expect(page.get_by_role("heading", name="Laat uw gegevens")).to_be_visible()
    expect(page.get_by_role("button", name="Bestanden kiezen")).to_have_count(0)
    page.get_by_role("link", name="Kaarten").click()
    expect(page.get_by_text("een redacteur van deze werkruimte kan er een maken")).to_be_visible()


def test_who_only_looks_walks_the_whole_map_and_meets_nothing_to_write_with(pages: Pages, guarded: Server) -> None:
    with httpx.Client(base_url=f"{guarded.url}/api/v1", timeout=60) as owner:
        owner.post("/session", json={"name": "baas", "password": PASSWORD}).raise_for_status()
        made = owner.post("/maps", json={"document": much()}).raise_for_status().json()["id"]
    page = pages(f"{guarded.url}/kaarten/{made}")
    sign_in(page, "kijker")
    expect(grid(page)).to_be_visible()
    expect(page.get_by_text("Alleen bekijken", exact=True)).to_be_visible()
    for name in ("Ongedaan maken", "Rondreis, Naam wijzigen", "Voeg kaartje toe", "Verbind"):
        expect(page.get_by_role("button", name=name)).to_have_count(0)

    # the grid: keys that write say why not, menus hold what changes nothing, a lane folds for oneself
    position(page, 2, 1).locator("[data-card]").focus()
    page.keyboard.press("x")
    expect(page.locator("[aria-live=polite]").filter(has_text="alleen bekijken")).to_be_attached()
    page.keyboard.press("Delete")
    page.keyboard.press("Control+.")
    page.keyboard.press("Shift+F10")
    expect(page.get_by_role("menuitem")).to_have_text(["Onderbouwing…", "Kopiëren", "Opmerkingen"])
    page.get_by_role("menuitem", name="Onderbouwing…").click()
    evidence = page.get_by_role("dialog")
    expect(evidence).to_be_visible()
    assert evidence.evaluate(WRITES) == []
    page.keyboard.press("Escape")
    expect(evidence).to_have_count(0)
    header(page, "Advertentie").get_by_role("button", name="Menu van Advertentie").click()
    expect(page.get_by_role("menuitem")).to_have_text(["Details openen", "Opmerkingen"])
    page.get_by_role("menuitem", name="Details openen").click()
    panel = page.get_by_role("complementary", name="Contactmoment Advertentie")
    expect(panel.get_by_text("blij")).to_be_visible()
    expect(panel.get_by_role("button")).to_have_count(2)
    assert panel.evaluate(WRITES) == []
    panel.get_by_role("button", name="Traag").click()
    details = page.get_by_role("dialog")
    expect(details.get_by_text("U mag dit bekijken, niet wijzigen.")).to_be_visible()
    expect(details.get_by_role("button", name="Bewaren")).to_have_count(0)
    assert details.evaluate(WRITES) == []
    page.keyboard.press("Escape")
    expect(details).to_have_count(0)
    panel.get_by_role("button", name="Sluiten").click()
    page.get_by_role("button", name="Klap laag Doet in").click()
    page.get_by_role("button", name="Klap laag Doet uit").click()
    page.get_by_role("button", name="spijt").press("Enter")
    page.evaluate("() => new Promise(requestAnimationFrame)")
    expect(page.get_by_role("dialog")).to_have_count(0)

    # what opens from the bars
    page.get_by_role("button", name="Lagen").click()
    expect(page.get_by_role("menuitemcheckbox").first).to_be_visible()
    expect(page.get_by_role("menuitem", name="Laag toevoegen")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.get_by_role("menu")).to_have_count(0)
    page.get_by_role("button", name="Notities").click()
    notes = page.get_by_role("complementary", name="Notities")
    expect(notes.get_by_role("listitem")).to_have_count(1)
    notes.get_by_role("button", name="idee").press("F2")
    assert notes.evaluate(WRITES) == []
    notes.get_by_role("button", name="Sluit notities").click()
    for name in ("Opmerkingen", "Voorstellen"):
        page.get_by_role("button", name=f"{name} (").click()
        side = page.get_by_role("complementary", name=name)
        expect(side).to_be_visible()
        assert side.evaluate(WRITES) == []
        side.get_by_role("button", name=f"{name} sluiten").click()
    page.get_by_role("button", name="Weergave van de kaart").click()
    page.get_by_role("menuitem", name="Bewaarde weergaven…").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Toon")).to_be_visible()
    assert dialog.evaluate(WRITES) == []
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    palette(page).fill("toevoegen")
    expect(page.get_by_role("option", name="toevoegen")).to_have_count(0)
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Persona’s").last.click()
    page.get_by_role("link", name="Noor").first.click()
    expect(page.get_by_role("article", name="Persona Noor")).to_be_visible()
    assert page.get_by_role("article").evaluate(WRITES) == []


def test_signed_out_meanwhile_loses_nothing(pages: Pages, guarded: Server) -> None:
    page = pages(f"{guarded.url}/kaarten?nieuw=sjabloon")
    sign_in(page, "baas")
    page.get_by_label("Naam van de kaart").fill("Half getypt")
    page.context.clear_cookies()
    page.get_by_role("button", name="Kaart maken").click()
    page.get_by_label("Naam", exact=True).fill("baas")
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Inloggen").click()
    expect(page.get_by_label("Naam van de kaart")).to_have_value("Half getypt")
    page.get_by_role("button", name="Kaart maken").click()
    page.wait_for_url("**/kaarten/map_*")
