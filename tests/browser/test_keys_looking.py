"""Looking and finding without a mouse: views, filters, size, presenting, maps in maps, portfolio, library, palette."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.by_keys import Hands, hands, on_map
from tests.browser.conftest import Pages, Server
from tests.browser.map_page import document, grid, header, make, palette, position, records, saved

pytestmark = pytest.mark.wide


@pytest.fixture
def map_id(served: Server) -> str:
    """Three touchpoints, of which the second is on the web, and a card at each of the first two."""
    made = document()
    made["records"]["touchpoint_0000000001"]["channel"] = "web"
    for n, text in enumerate(("Ziet een poster", "Leest verhalen")):
        at = {"lane": "lane_0000000000", "touchpoint": f"touchpoint_{n:010}"}
        made["records"][f"cell_{n:010}"] = {"id": f"cell_{n:010}", "kind": "cell", "order": "V", "text": text, **at}
    return served.tell("/maps", {"document": made})["id"]


def view(here: Hands, name: str) -> None:
    here.tab(here.page.get_by_role("button", name="Weergave van de kaart"), "Enter", back=True)
    here.choose(name)


def test_views_filters_and_sizes(pages: Pages, served: Server, map_id: str) -> None:
    here = on_map(pages, served.url, map_id)
    page = here.page
    view(here, "Uitvoering")
    here.heard("Weergave Uitvoering")
    view(here, "Weergaven bewaren en beheren…")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Naam van de weergave", exact=True)).to_be_focused()
    for name in ("Weekoverleg", "Maandag"):
        here.replace(name, "Enter")
        here.heard(f"Weergave {name} bewaard")
    here.tab(dialog.get_by_role("button", name="Weergave Maandag omhoog"), "Enter")
    here.heard("Weergave Maandag verplaatst")
    here.tab(dialog.get_by_role("button", name="Weergave Weekoverleg verwijderen"), "Enter")
    here.heard("Weergave Weekoverleg verwijderd")
    here.inside(dialog)
    here.press("Escape")
    expect(page.get_by_role("button", name="Weergave van de kaart")).to_be_focused()
    saved(page)
    assert [each["name"] for each in records(served, map_id, "view")] == ["Maandag"]
    view(here, "Team")
    # a filter, and everything again
    view(here, "Kaartjes filteren…")
    here.tab(dialog.get_by_role("checkbox", name="web"), "Space")
    here.pick(dialog.get_by_role("group", name="Wat niet past"), "Verbergen")
    here.tab(dialog.get_by_role("button", name="Klaar"), "Enter")
    here.heard("1 van 2 kaartjes")
    expect(grid(page).get_by_text("Ziet een poster")).to_be_hidden()
    here.tab(page.get_by_role("button", name="Toon alles"), "Enter")
    here.heard("Alle kaartjes zijn weer te zien")
    here.inside(grid(page))
    expect(grid(page).get_by_text("Ziet een poster")).to_be_visible()
    # sizes
    view(here, "Grootte: detail")
    here.heard("Grootte: Detail")
    here.press("Alt+-", "Alt+-")
    here.heard("Grootte: Overzicht")
    here.press("Alt+0")
    here.heard("Grootte: Gewoon")
    expect(page.locator(".scroller")).to_have_attribute("data-zoom", "normal")


def test_finding_and_presenting(pages: Pages, served: Server, map_id: str) -> None:
    here = on_map(pages, served.url, map_id)
    page = here.page
    here.stand(1, 1)
    here.press("Control+f")
    expect(page.get_by_role("search").get_by_role("textbox")).to_be_focused()
    here.write("e", "Enter")
    here.heard("1 van")
    here.replace("verhalen", "Enter")
    here.heard("1 van 1: Leest verhalen")
    here.press("Escape")
    expect(grid(page).locator("[data-card=cell_0000000001]")).to_be_focused()
    view(here, "Presenteren")
    sheet = page.get_by_role("dialog", name="Rondreis presenteren")
    expect(sheet.get_by_role("heading", level=1)).to_have_text("Zoeken")
    here.press("ArrowRight")
    here.heard("Kopen,2 van 2")
    here.press("Home")
    here.heard("Zoeken,1 van 2")
    here.press("Escape")
    expect(sheet).to_have_count(0)
    expect(page.get_by_role("button", name="Weergave van de kaart")).to_be_focused()


def test_filters_of_what_is_measured_print_and_properties(pages: Pages, served: Server, map_id: str) -> None:
    here = on_map(pages, served.url, map_id)
    page = here.page
    dialog = page.get_by_role("dialog")
    here.stand(2, 1)
    here.ask("Eigenschappen van de kaart")
    here.tab(dialog.get_by_label("Eigenaar"))
    here.replace("Eva")
    here.tab(dialog.get_by_role("button", name="Bewaren"), "Enter")
    here.heard("Eigenschappen gewijzigd")
    saved(page)
    assert records(served, map_id, "map")[0]["owner"] == "Eva"
    here.inside(grid(page))
    page.evaluate("window.print = () => { window.printed = (window.printed ?? 0) + 1 }")
    here.tab(page.get_by_role("button", name="Exporteer"), "Enter")
    here.choose("Afdrukken")
    paper = page.get_by_role("dialog", name="Kaart afdrukken")
    here.tab(paper.get_by_role("radio", checked=True).first)
    here.press("ArrowRight")
    here.tab(paper.get_by_role("button", name="Afdrukken"), "Enter")
    page.wait_for_function("() => window.printed === 1")
    # which journeys are measured
    here.tab(page.get_by_role("button", name="Filters"), "Enter")
    here.tab(dialog.get_by_label("Waarbij", exact=True))
    here.write('kanaal = "web"')
    here.tab(dialog.get_by_role("button", name="Toepassen"), "Enter")
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("button", name="Filters")).to_be_focused()


def test_a_sub_map_is_made_opened_and_left(pages: Pages, served: Server, map_id: str) -> None:
    here = on_map(pages, served.url, map_id)
    page = here.page
    here.stand(1, 3)
    here.menu("Deelkaart maken of koppelen…")
    dialog = page.get_by_role("dialog", name="Deelkaart van Boeking")
    here.tab(dialog.get_by_label("Naam van de deelkaart"))
    here.replace("Boeken stap voor stap")
    here.tab(dialog.get_by_role("button", name="Maken en koppelen"), "Enter")
    here.heard("Boeking opent nu Boeken stap voor stap")
    expect(dialog).to_have_count(0)
    expect(header(page, "Boeking").locator("[data-stop]")).to_be_focused()
    saved(page)
    below = next(each["sub_map"] for each in records(served, map_id, "touchpoint") if each["name"] == "Boeking")
    here.press("Control+Enter")
    page.wait_for_url(f"**/{below}*")
    way = page.get_by_role("navigation", name="Deel van").get_by_role("link", name="Rondreis")
    here.tab(way, "Enter")
    expect(page.get_by_role("complementary", name="Boeking")).to_be_visible()


def test_phase_details_evidence_and_lists(pages: Pages, served: Server) -> None:
    made = document("Gegevens")
    lane = {"id": "lane_0000000009", "kind": "lane", "name": "Pijn", "type": "pains", "order": "z"}
    made["records"][lane["id"]] = lane
    map_id = served.tell("/maps", {"document": made})["id"]
    here = on_map(pages, served.url, map_id)
    page = here.page
    here.stand(0, 1)
    here.menu("Doel, conversie en kleur…")
    dialog = page.get_by_role("dialog", name="Fase Zoeken")
    here.tab(dialog.get_by_label("Doel van de klant"))
    here.write("Een reis vinden")
    here.tab(dialog.get_by_role("radio", checked=True))
    here.press("ArrowRight")
    here.tab(dialog.get_by_role("button", name="Bewaren"), "Enter")
    expect(dialog).to_have_count(0)
    expect(position(page, 0, 1)).to_be_focused()
    # a pain point is written, and gets details and evidence
    here.stand(6, 2)
    here.write("geen filters", "Enter")
    here.stand(6, 2)
    here.menu("Gegevens…")
    details = page.get_by_role("dialog", name="Gegevens van geen filters")
    here.tab(details.get_by_label("Beschrijving"))
    here.write("Niemand vindt een reis")
    here.tab(details.get_by_role("button", name="Bewaren"), "Enter")
    expect(details).to_have_count(0)
    here.inside(grid(page))
    here.menu("Onderbouwing…")
    grounds = page.get_by_role("dialog", name="Onderbouwing van geen filters")
    here.tab(grounds.get_by_role("button", name="Bron toevoegen"), "Enter")
    here.tab(grounds.get_by_label("Door"))
    here.write("Bram")
    here.tab(grounds.get_by_role("button", name="Toevoegen", exact=True), "Enter")
    here.inside(grounds)
    here.tab(grounds.get_by_role("button", name="Bron Interviews wijzigen"), "Enter")
    here.tab(grounds.get_by_label("Aantal (n)"))
    here.replace("12")
    here.tab(grounds.get_by_role("button", name="Bewaren"), "Enter")
    here.inside(grounds)
    here.press("Escape")
    here.inside(grid(page))
    # a system in the lists
    here.ask("Pijnpunten, oplossingen")
    lists = page.get_by_role("dialog", name="Wat er op deze kaart staat")
    expect(lists).to_be_visible()
    here.pick(lists.get_by_role("group").first, "Systemen")
    here.tab(lists.get_by_label("Nieuw systeem"))
    here.write("CRM", "Enter")
    system = page.get_by_role("dialog", name="Gegevens van CRM")
    here.tab(system.get_by_role("button", name="Bewaren"), "Enter")
    here.inside(lists)
    here.press("Escape")
    expect(lists).to_have_count(0)
    saved(page)
    first = min(records(served, map_id, "phase"), key=lambda phase: phase["order"])
    assert (first["goal"], first["tint"]) == ("Een reis vinden", 1)
    [pain] = records(served, map_id, "pain_point")
    assert (pain["name"], pain["description"]) == ("geen filters", "Niemand vindt een reis")
    [evidence] = records(served, map_id, "evidence")
    assert (evidence["target"], evidence["by"], evidence["n"]) == (pain["id"], "Bram", 12)
    assert [each["name"] for each in records(served, map_id, "system")] == ["CRM"]


def test_portfolio_and_library(pages: Pages, server: Server) -> None:
    trip, shop = make(server, name="Rondreis"), make(server, name="Winkel")
    here = hands(pages, f"{server.url}/kaarten")
    page = here.page
    here.tab(page.get_by_role("button", name="Meer met Winkel"), "Enter")
    here.choose("Eigenschappen")
    dialog = page.get_by_role("dialog", name="Eigenschappen van Winkel")
    here.tab(dialog.get_by_label("Eigenaar"))
    here.replace("Eva")
    here.tab(dialog.get_by_role("button", name="Bewaren"), "Enter")
    expect(dialog).to_have_count(0)
    here.tab(page.get_by_role("searchbox").first)
    here.write("wink")
    here.heard("1 van 2")
    expect(page.get_by_role("link", name="Rondreis")).to_have_count(0)
    assert records(server, shop, "map")[0]["owner"] == "Eva"
    # a name everywhere
    here.ask("Bibliotheek")
    here.tab(page.get_by_label("Zoek een naam of kaart"))
    here.write("boek")
    here.tab(page.get_by_role("button", name="Hernoemen: Boeking, overal"), "Enter")
    dialog = page.get_by_role("dialog", name="Hernoemen: Boeking, overal")
    here.tab(dialog.get_by_label("Nieuwe naam"))
    here.replace("Reservering")
    here.heard("Dit verandert 2 kaarten, op 2 plaatsen.")
    here.press("Enter")
    here.heard("Hernoemd in 2 kaarten")
    here.press("Alt+t", "Enter")
    expect(page.get_by_role("button", name="Boeking", exact=True)).to_be_visible()
    assert sorted(each["name"] for each in records(server, trip, "touchpoint")) == ["Advertentie", "Boeking", "Website"]


def test_palette_and_sheet(pages: Pages, served: Server, map_id: str) -> None:
    here = on_map(pages, served.url, map_id)
    page = here.page
    here.stand(2, 3)
    here.press("Control+/")
    sheet = page.get_by_role("dialog", name="Sneltoetsen")
    expect(sheet).to_contain_text("Naar de laatste melding en de knop erbij")
    here.press("Escape")
    expect(position(page, 2, 3)).to_be_focused()
    here.ask("Kaartje toevoegen")
    expect(grid(page).get_by_role("textbox")).to_be_focused()
    here.write("hier", "Enter")
    here.heard("Kaartje toegevoegd: Doet bij Boeking")
    here.ask("Website")
    expect(header(page, "Website").locator("[data-stop]")).to_be_focused()
    palette(page)
    here.write("bestaat niet")
    here.heard("Niets gevonden voor “bestaat niet”")
    here.press("Escape")
    expect(header(page, "Website").locator("[data-stop]")).to_be_focused()
    here.ask("Fase toevoegen")
    here.heard("Fase toegevoegd")
    expect(page.get_by_role("textbox", name="Naam van de fase")).to_be_focused()
    here.replace("Daarna", "Enter")
    here.heard("Hernoemd tot Daarna")
    here.ask("Contactmoment toevoegen")
    expect(page.get_by_role("textbox", name="Naam van het contactmoment")).to_be_focused()
    here.replace("Nazorg", "Enter")
    saved(page)
    here.ask("Ongedaan maken")
    here.heard("Ongedaan gemaakt")
    saved(page)
    assert "Daarna" in [each["name"] for each in records(served, map_id, "phase")]
    assert "hier" in [each["text"] for each in records(served, map_id, "cell")]


def test_who_removes_from_the_lists_goes_on_with_the_next(pages: Pages, served: Server) -> None:
    made = document()
    for n, name in enumerate(("Geen filters", "Mail komt niet aan")):
        id = f"pain_point_{n:010}"
        made["records"][id] = {"id": id, "kind": "pain_point", "name": name, "touchpoints": ["touchpoint_0000000001"]}
    here = on_map(pages, served.url, served.tell("/maps", {"document": made})["id"])
    page = here.page
    here.tab(page.get_by_role("button", name="Pijnpunten, oplossingen, KPI’s"), "Enter", back=True)
    dialog = page.get_by_role("dialog")
    here.tab(dialog.get_by_role("button", name="Geen filters verwijderen"), "Enter")
    expect(dialog.get_by_role("button", name="Geen filters verwijderen")).to_have_count(0)
    expect(dialog.get_by_role("button", name="Mail komt niet aan").first).to_be_focused()
    here.tab(dialog.get_by_role("button", name="Mail komt niet aan verwijderen"), "Enter")
    expect(dialog.get_by_label("Nieuw pijnpunt")).to_be_focused()


def test_who_goes_between_the_pages_of_versions_stands_on_each(pages: Pages, served: Server, map_id: str) -> None:
    here = on_map(pages, served.url, map_id)
    page = here.page
    here.stand(2, 3)
    here.write("betaalt", "Enter")
    saved(page)
    here.tab(page.get_by_role("link", name="alle versies"), "Enter", back=True)
    here.tab(page.get_by_role("link", name="Bekijken").last, "Enter")
    expect(page.get_by_text("U kijkt naar")).to_be_focused()
    here.tab(page.get_by_role("link", name="Vergelijken met nu"), "Enter")
    expect(page.get_by_role("heading", name="Verschillen tussen twee kaarten")).to_be_focused()
    here.tab(page.get_by_role("link", name="Alle versies", exact=True), "Enter")
    expect(page.get_by_role("heading", name="Versies", exact=True)).to_be_focused()


def test_who_goes_to_another_map_stands_on_its_page(pages: Pages, served: Server) -> None:
    below, made = make(served, name="Deel"), document()
    made["records"]["touchpoint_0000000001"]["sub_map"] = below
    here = on_map(pages, served.url, served.tell("/maps", {"document": made})["id"])
    page = here.page
    expect(page.get_by_role("link", name="Open deelkaart “Deel”")).to_be_attached()
    here.stand(1, 2)
    here.press("Control+Enter")
    expect(page.get_by_role("navigation", name="Deel van")).to_be_visible()
    expect(page.get_by_role("main")).to_be_focused()
    here.tab(page.get_by_role("navigation", name="Deel van").get_by_role("link").first, "Enter")
    expect(page.get_by_role("complementary", name="Contactmoment Website")).to_be_visible()
    expect(page.locator(":focus")).to_have_count(1)
