"""What is empty, refused or gone says so, says what to do, and fits a phone."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

import klantreis as kr
from tests.browser.conftest import Pages, Server
from tests.browser.map_page import card_with, document, events, grid, position
from tests.browser.two import write

pytestmark = pytest.mark.wide

FORBIDDEN = """Object.defineProperty(window, 'localStorage', {
  get() { throw new DOMException('no', 'SecurityError'); },
})"""
EMPTY = {
    "/kaarten": ("Teken de klantreis waarin u gelooft", "Uit een sjabloon"),
    "/kaarten?nieuw=data": ("Er zijn nog geen gegevens om uit te tekenen", "Gegevens importeren"),
    "/bibliotheek": ("Hier staat nog niets", "Naar de kaarten"),
    "/klanten": ("Nog geen klanten", "Gegevens importeren"),
    "/personas": ("Nog geen persona’s", "Naar de kaarten"),
    "/personas/vergelijk": ("Kies wie u wilt vergelijken", "Alle persona’s"),
    "/data": ("Laat uw gegevens de echte klantreis tonen", "Bestanden kiezen"),
    "/nergens": ("Deze pagina bestaat niet", "Naar de kaarten"),
}
GONE = {
    "/kaarten/map_weg": ("Deze kaart bestaat niet, of is verwijderd", "Naar alle kaarten"),
    "/kaarten/{map}/personas/persona_0000000009": ("Deze persona is er niet", "Alle persona’s van deze kaart"),
    "/kaarten/{map}/versies?versie=999": ("Versie 999 heeft deze kaart niet", "Alle versies"),
    "/kaarten/{map}/versies?met=map_weg": ("Deze kaart bestaat niet, of is verwijderd", "Alle versies"),
    "/personas/vergelijk?p={map}.persona_0000000009": ("Deze persona’s zijn er niet (meer)", "Alle persona’s"),
    "/klanten/niemand": ("Er is geen klant “niemand”", "Klanten"),
    "/data/zomaar": ("Deze vraag bestaat niet", "Naar de verkenner"),
    "/data/fitheid?kaart=map_weg": ("De kaart van dit adres bestaat niet (meer)", "Bewaar"),
}
REFUSED = {
    "/data/paden?where=onzin+%3D%3D+(": (
        "Deze regel is niet te lezen bij teken 10",
        "Vergelijk met een andere selectie",
    ),
    "/data/bereik?from=2001-01-01&to=2001-02-01": ("Geen klantreis voldoet aan deze filters", "Wis filters"),
    "/data/attributie?conversion=boeking&from=2001-01-01&to=2001-02-01": (
        "Geen klantreis voldoet aan deze filters",
        "Wis filters",
    ),
    "/data/bereik?vs_from=2001-01-01&vs_to=2001-02-01": (
        "Geen klantreis voldoet aan de filters van B",
        "Stop met vergelijken",
    ),
    "/data/trechter?step=weg&step=website": ("Geen gebeurtenis heet “weg”", "Haal alle stappen weg"),
    "/kaarten/{map}?where=onzin+%3D%3D+(": ("Deze regel is niet te lezen bij teken 10", "Filters"),
}


@pytest.fixture(scope="module")
def held(served: Server, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Events, and the id of a map beside them."""
    served.import_file(events(tmp_path_factory.mktemp("events")))
    return served.tell("/maps", {"document": document()})["id"]


def says(page: Page, address: str, text: str, way: str) -> None:
    """The page says what is the matter and offers a way on, within the width of a phone."""
    page.goto(address)
    expect(page.get_by_text(text).filter(visible=True).first).to_be_visible()
    on = page.get_by_role("button", name=way).or_(page.get_by_role("link", name=way))
    expect(on.filter(visible=True).first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390, address


def test_empty_pages_say_what_to_do(pages: Pages, empty: Server) -> None:
    page = pages(f"{empty.url}/kaarten", width=390, height=844)
    for path, (text, way) in EMPTY.items():
        says(page, empty.url + path, text, way)


def test_what_is_gone_or_refused_says_so(pages: Pages, served: Server, held: str) -> None:
    page = pages(f"{served.url}/kaarten", width=390, height=844, theme="dark")
    for path, (text, way) in (GONE | REFUSED).items():
        says(page, served.url + path.format(map=held), text, way)
    page.goto(f"{served.url}/data/bereik?from=2001-01-01&to=2001-02-01")
    page.get_by_role("button", name="Wis filters").click()
    expect(page.get_by_text("n = 40")).to_be_visible()

    # an address with another end, or of a touchpoint that was removed, is still that of the map
    page.goto(f"{served.url}/kaarten/{held}/onzin")
    expect(page.get_by_role("link", name="Kaart", exact=True)).to_have_attribute("aria-current", "page")
    page.goto(f"{served.url}/kaarten/{held}?contactmoment=touchpoint_9999999999")
    expect(page.get_by_text("Dit contactmoment staat niet (meer) op de kaart")).to_be_visible()
    expect(page).to_have_url(f"{served.url}/kaarten/{held}")


def test_a_map_that_is_removed_while_it_is_open_says_so(pages: Pages, served: Server) -> None:
    made = served.tell("/maps", {"document": document()})["id"]
    page = pages(f"{served.url}/kaarten/{made}", width=390, height=844)
    expect(grid(page)).to_be_visible()
    httpx.delete(f"{served.url}/api/v1/maps/{made}", timeout=60).raise_for_status()
    notice = page.get_by_role("alert").filter(has_text="Deze kaart bestaat niet, of is verwijderd")
    expect(notice).to_contain_text("Kopieer wat u wilt houden")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    notice.get_by_role("link", name="Naar alle kaarten").click()
    expect(page.get_by_role("heading", name="Kaarten")).to_be_visible()


def test_who_may_not_write_any_more_is_told_and_keeps_the_words(
    pages: Pages, serve: Callable[..., Server], tmp_path: Path
) -> None:
    folder = tmp_path / "dicht"
    with kr.open(folder) as workspace:
        for name, role in (("baas", "owner"), ("anna", "editor")):
            workspace.users.add(name, "een lang wachtwoord 9", role)
        made = workspace.maps.create(document=document()).id
    server = serve(folder, "--public-host", "klantreis.test")
    cable = pages.cable(server.port)
    address = f"{cable.url.replace('127.0.0.1', 'localhost')}/kaarten/{made}"
    page = pages(address, width=390, height=844)

    def sign_in() -> None:
        page.get_by_label("Wachtwoord").fill("een lang wachtwoord 9")
        page.get_by_role("button", name="Inloggen").click()

    page.get_by_label("Naam").fill("anna")
    sign_in()
    expect(grid(page)).to_be_visible()
    cable.pull()
    write(page, 2, 1, "zonder verbinding")
    position(page, 2, 2).focus()
    page.keyboard.type("nog bezig")
    with kr.open(folder) as workspace:
        workspace.users.set_role("anna", "viewer")
    cable.plug()
    page.evaluate("dispatchEvent(new Event('online'))")
    told = page.get_by_role("alert").filter(has_text="U mag deze kaart niet meer wijzigen")
    expect(told).to_contain_text("het wacht in deze browser")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="“nog bezig”")).to_contain_text("alleen bekijken")
    with kr.open(folder) as workspace:
        assert workspace.maps[made].version == 1
        workspace.users.set_role("anna", "editor")
    page.reload()
    expect(told).to_have_count(0)
    expect(page.get_by_text("“nog bezig”")).to_be_visible()
    expect(card_with(page, "zonder verbinding")).to_be_visible()
    # and signed out while the page is open: asked there and then, under the name one had
    with kr.open(folder) as workspace:
        workspace.users.set_password("anna", "een lang wachtwoord 9")
    page.evaluate("fetch('/api/v1/maps')")
    cable.pull()
    cable.plug()
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_label("Wachtwoord")).to_be_focused(timeout=40_000)
    expect(page.get_by_text("U bent niet meer ingelogd.")).to_be_visible()
    expect(page.get_by_label("Naam")).to_have_value("anna")
    sign_in()
    expect(page.get_by_label("Wachtwoord")).to_have_count(0)


def test_a_browser_that_keeps_nothing_says_so_when_the_server_is_away(pages: Pages, served: Server) -> None:
    made = served.tell("/maps", {"document": document()})["id"]
    cable = pages.cable(served.port)
    page = pages(f"{cable.url}/kaarten", width=390, height=844)
    page.add_init_script(FORBIDDEN)
    page.goto(f"{cable.url}/kaarten/{made}")
    expect(grid(page)).to_be_visible()
    cable.pull()
    write(page, 2, 1, "nergens bewaard")
    state = page.get_by_role("button", name="Alleen in dit venster")
    expect(state).to_be_visible()
    expect(state).to_have_attribute("title", re.compile("sluit dit venster niet"))
    cable.plug()
    state.click()
    expect(state).to_have_count(0)
    expect(page.get_by_role("status").first).to_be_attached()
