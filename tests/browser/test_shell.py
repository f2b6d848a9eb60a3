"""The rail, both languages, both themes, the keyboard and a phone."""

from __future__ import annotations

import re

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Pages, Server

PLACES = ("/kaarten", "/klanten", "/data", "/kaarten?nieuw=sjabloon", "/nergens")


def test_language_is_switched_at_once_and_kept(page: Page, server: Server) -> None:
    expect(page.get_by_role("heading", name="Teken de klantreis waarin u gelooft")).to_be_visible()
    page.get_by_role("radio", name="EN").check()
    expect(page.get_by_role("heading", name="Draw the journey you believe in")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_title("Maps · Klantreis")
    page.reload()
    expect(page.get_by_role("link", name="Maps")).to_be_visible()


def test_who_reads_no_dutch_begins_in_english(pages: Pages, empty: Server) -> None:
    page = pages(empty.url, locale="en-US")
    expect(page.get_by_role("heading", name="Draw the journey you believe in")).to_be_visible()


@pytest.mark.wide
def test_theme_follows_the_system_until_chosen(pages: Pages, empty: Server) -> None:
    page = pages(empty.url, theme="dark")
    ground = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(ground)
    page.get_by_role("button", name="Weergave").click()
    page.get_by_role("menuitemcheckbox", name="Licht").click()
    expect(page.locator("body")).not_to_have_css("background-color", dark)
    light = page.evaluate(ground)
    page.reload()
    expect(page.locator("body")).to_have_css("background-color", light)


@pytest.mark.wide
def test_the_workspace_is_called_as_its_people_wish(page: Page, server: Server) -> None:
    before = {key: server.ask("/workspace")[key] for key in ("name", "currency")}
    page.get_by_role("button", name="Weergave").click()
    page.get_by_role("menuitem", name="Werkruimte instellen…").click()
    dialog = page.get_by_role("dialog", name="Deze werkruimte")
    expect(dialog.get_by_label("Naam")).to_be_focused()
    dialog.get_by_label("Naam").fill("")
    dialog.get_by_label("Valuta").fill("eu")
    dialog.get_by_role("button", name="Bewaren").click()
    expect(dialog).to_contain_text("Geef de werkruimte een naam.")
    dialog.get_by_label("Naam").fill("Reisbureau Zonneveld")
    dialog.get_by_label("Valuta").fill("usd")
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("banner")).to_contain_text("Reisbureau Zonneveld")
    held = server.ask("/workspace")
    assert (held["name"], held["currency"], held["timezone"]) == ("Reisbureau Zonneveld", "USD", "Europe/Amsterdam")
    httpx.patch(f"{server.url}/api/v1/workspace", json=before).raise_for_status()


@pytest.mark.wide
def test_a_map_by_keyboard_alone(page: Page, server: Server) -> None:
    expect(page.get_by_role("heading", name="Teken de klantreis waarin u gelooft")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Naar de inhoud")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Gegevens importeren")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Naam van de kaart")).to_be_focused()
    page.keyboard.type("Met het toetsenbord")
    expect(page.get_by_role("dialog").get_by_role("radio")).to_have_count(5)
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/kaarten/[^/]+$"))
    assert [one["name"] for one in server.ask("/maps")["maps"]] == ["Met het toetsenbord"]
    page.go_back()
    page.wait_for_url(re.compile("/kaarten$"))


def test_gallery_duplicates_and_deletes(page: Page, server: Server) -> None:
    server.tell("/maps", {"name": "Rondreis", "template": "seven", "language": "nl"})
    page.reload()
    page.get_by_role("button", name="Meer met Rondreis").click()
    page.get_by_role("menuitem", name="Dupliceren").click()
    expect(page.get_by_role("link", name="Rondreis (kopie)")).to_be_visible()
    page.get_by_role("button", name="Meer met Rondreis (kopie)").click()
    page.get_by_role("menuitem", name="Verwijderen").click()
    page.get_by_role("dialog").get_by_role("button", name="Verwijderen").click()
    expect(page.get_by_role("link", name="Rondreis (kopie)")).to_have_count(0)
    assert [one["name"] for one in server.ask("/maps")["maps"]] == ["Rondreis"]


@pytest.mark.parametrize("path", PLACES)
@pytest.mark.wide
def test_nothing_sticks_out_on_a_phone(pages: Pages, empty: Server, path: str) -> None:
    page = pages(f"{empty.url}{path}", width=390, height=844)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    expect(page.get_by_role("navigation", name="Onderdelen")).to_be_visible()


@pytest.mark.wide
def test_english_addresses_lead_to_the_same_places(pages: Pages, empty: Server) -> None:
    page = pages(f"{empty.url}/maps")
    expect(page).to_have_url(re.compile("/kaarten$"))
    page.goto(f"{empty.url}/")
    expect(page).to_have_url(re.compile("/kaarten$"))


def test_every_control_has_a_name(pages: Pages, empty: Server) -> None:
    for path in PLACES:
        page = pages(f"{empty.url}{path}")
        page.wait_for_load_state("networkidle")
        nameless = page.evaluate(
            """() => [...document.querySelectorAll('button, a, input:not([hidden]), select, [role=button]')]
                .filter((one) => !(one.getAttribute('aria-label') || one.textContent.trim() || one.labels?.length))
                .map((one) => one.outerHTML)"""
        )
        assert nameless == []
        assert page.locator("h1").count() == 1 or path == "/nergens"


def test_the_first_page_is_small(pages: Pages, empty: Server) -> None:
    sizes: dict[str, int] = {}
    page = pages("about:blank")
    page.on("response", lambda r: sizes.update({r.url: int(r.headers.get("content-length", 0))}))
    page.goto(f"{empty.url}/kaarten")
    page.wait_for_load_state("networkidle")
    scripts = sum(size for url, size in sizes.items() if url.endswith(".js"))
    # what the map's page has in common with others is one file, which costs other pages a little more than they need
    assert 0 < scripts < 116_000
