"""How the map page looks and loads: phone, paper, much, nothing, and no server."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Pages, Server
from tests.browser.map_page import events, grid, header, make, position, saved

pytestmark = pytest.mark.wide


@pytest.fixture(scope="module")
def served(serve: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    server = serve()
    server.import_file(events(tmp_path_factory.mktemp("events")))
    return server


def test_sixty_touchpoints_and_twenty_lanes_open_and_can_be_edited(pages: Pages, served: Server) -> None:
    map_id = make(served, name="Groot", touchpoints=60, lanes=20)
    page = pages(f"{served.url}/kaarten")
    expect(page.get_by_text("Groot").first).to_be_visible()
    page.goto(f"{served.url}/kaarten/{map_id}")
    expect(grid(page).get_by_text("kaartje 1019")).to_be_attached()
    assert grid(page).locator("[data-card]").count() >= 1_000
    page.evaluate(
        """async () => {
            const card = document.querySelector('[data-card]');
            card.focus();
            card.click();
            await new Promise(requestAnimationFrame);
            const field = document.querySelector('[role=grid] textarea');
            field.value = 'anders';
            field.dispatchEvent(new Event('input', { bubbles: true }));
            field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
            await new Promise(requestAnimationFrame);
            await new Promise(requestAnimationFrame);
        }"""
    )
    saved(page)
    expect(grid(page).get_by_text("anders", exact=True)).to_be_visible()


def test_on_a_phone_nothing_sticks_out_and_the_panel_fills_the_screen(pages: Pages, served: Server) -> None:
    page = pages(f"{served.url}/kaarten/{make(served)}", width=390, height=844)
    expect(grid(page)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    header(page, "Website").locator("[data-stop]").click()
    panel = page.get_by_role("complementary", name="Contactmoment Website")
    box = panel.bounding_box()
    assert box is not None
    assert (box["x"], box["width"]) == (0, 390)
    panel.get_by_role("button", name="Sluiten").click()
    expect(panel).to_have_count(0)
    expect(header(page, "Website").locator("[data-stop]")).to_be_focused()


def test_on_paper_the_whole_map_stands_in_sheets_and_no_button(pages: Pages, served: Server) -> None:
    page = pages(f"{served.url}/kaarten/{make(served, touchpoints=20)}")
    expect(grid(page)).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Filters")).to_be_hidden()
    expect(page.get_by_role("navigation", name="Onderdelen", exact=True)).to_be_hidden()
    sheets = page.locator("section[aria-hidden]")
    expect(sheets).not_to_have_count(0)
    for n in range(20):  # every touchpoint stands on one sheet
        expect(sheets.get_by_text(f"Contactmoment {n + 1}", exact=True)).to_have_count(1)
    expect(sheets.first.get_by_text("Bereik", exact=True)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 1440
    assert len(page.pdf(prefer_css_page_size=True)) > 10_000
    page.emulate_media(media="screen")
    expect(sheets).to_have_count(0)


def test_every_button_of_the_map_and_its_panel_has_a_name(pages: Pages, served: Server) -> None:
    page = pages(f"{served.url}/kaarten/{make(served)}")
    header(page, "Website").locator("[data-stop]").click()
    expect(page.get_by_role("heading", name="Van en naar")).to_be_visible()
    nameless = page.evaluate(
        """() => ['button', 'input', 'select', 'textarea', 'a']
            .flatMap((kind) => [...document.querySelectorAll(`main ${kind}`)])
            .filter((e) => !(e.ariaLabel || e.textContent.trim() || e.labels?.length || e.title))
            .map((e) => e.outerHTML.slice(0, 120))"""
    )
    assert nameless == []


def test_rows_and_columns_are_counted_for_a_screen_reader(pages: Pages, served: Server) -> None:
    page = pages(f"{served.url}/kaarten/{make(served)}")
    expect(grid(page)).to_have_attribute("aria-rowcount", "6")
    expect(grid(page).get_by_role("rowheader")).to_have_count(4)
    expect(grid(page).get_by_role("row")).to_have_count(6)
    expect(position(page, 4, 1)).to_have_accessible_name("Bereik Advertentie: 100%, n 40")


def test_english_at_once(pages: Pages, served: Server) -> None:
    page = pages(f"{served.url}/kaarten/{make(served)}", locale="en-GB", theme="dark")
    expect(page.get_by_role("link", name="Validate")).to_be_visible()
    expect(grid(page).get_by_role("gridcell", name="Reach Advertentie: 100%, n 40")).to_be_visible()


def test_a_server_that_is_away_is_said_and_asked_again(pages: Pages, served: Server) -> None:
    map_id = make(served)
    page = pages(f"{served.url}/kaarten")
    away = [True]
    page.route_web_socket("**/room*", lambda socket: socket.close() if away[0] else socket.connect_to_server() and None)
    page.route(f"**/api/v1/maps/{map_id}", lambda route: route.abort())
    page.goto(f"{served.url}/kaarten/{map_id}")
    expect(page.get_by_text("De server is niet bereikbaar.")).to_be_visible()
    page.unroute(f"**/api/v1/maps/{map_id}")
    away[0] = False
    page.get_by_role("button", name="Opnieuw proberen").click()
    expect(grid(page)).to_be_visible()


def test_an_empty_map_begins_with_a_phase(page: Page, server: Server) -> None:
    made = server.tell("/maps", {"name": "Leeg", "template": "empty", "language": "nl"})
    page.goto(f"{server.url}/kaarten/{made['id']}")
    page.get_by_role("button", name="Eerste fase").click()
    expect(page.get_by_label("Naam van de fase")).to_be_focused()
    page.keyboard.type("Oriënteren")
    page.keyboard.press("Enter")
    expect(header(page, "Oriënteren")).to_be_visible()
    grid(page).get_by_role("button", name="Contactmoment", exact=True).click()
    expect(page.get_by_label("Naam van het contactmoment")).to_be_focused()
    page.keyboard.type("Website")
    page.keyboard.press("Enter")
    expect(header(page, "Website")).to_be_visible()
    saved(page)


def test_without_events_validation_teaches_what_to_do(page: Page, server: Server) -> None:
    made = server.tell("/maps", {"name": "Zonder", "template": "five", "language": "nl"})
    page.goto(f"{server.url}/kaarten/{made['id']}/valideren")
    expect(page.get_by_role("heading", name="Nog niets om mee te vergelijken")).to_be_visible()
    page.get_by_role("link", name="Naar Data").click()
    page.wait_for_url("**/data")
