"""The portfolio, what a map says of itself, and maps within maps, as a person walks through them."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Pages, Server
from tests.browser.map_page import command, grid, header, make, position, records, saved

pytestmark = pytest.mark.wide


def about(server: Server, map_id: str) -> dict[str, object]:
    return records(server, map_id, "map")[0]


def test_maps_are_sifted_grouped_reviewed_and_open_each_other(pages: Pages, server: Server) -> None:
    trip, shop = make(server, name="Rondreis"), make(server, name="Winkel")
    page = pages(f"{server.url}/kaarten")
    # what a map says of itself, from its menu
    page.get_by_role("button", name="Meer met Winkel").click()
    page.get_by_role("menuitem", name="Eigenschappen").click()
    dialog = page.get_by_role("dialog", name="Eigenschappen van Winkel")
    dialog.get_by_label("Naam").fill("")
    dialog.get_by_label("Eigenaar").fill("Eva")
    dialog.get_by_label("Levensfase").fill("Koop")
    dialog.get_by_label("Laatst herzien").fill("2026-01-01")
    dialog.get_by_label("Herzien om de").fill("7")
    dialog.get_by_role("button", name="Bewaren").click()
    expect(dialog.get_by_text("Geef de kaart een naam.")).to_be_visible()
    dialog.get_by_label("Naam").fill("De winkel")
    dialog.get_by_role("button", name="Bewaren").click()
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("link", name="De winkel")).to_be_visible()
    assert (about(server, shop)["owner"], about(server, shop)["review_days"]) == ("Eva", 7)
    # grouped in a table; the address holds it
    page.get_by_label("Groeperen").select_option("Op eigenaar")
    page.get_by_role("radio", name="Tabel").check(force=True)
    table = page.get_by_role("table", name="Alle kaarten")
    expect(table.get_by_role("rowheader")).to_have_text(["Eva 1", "Zonder eigenaar 1"])
    expect(table.get_by_text("dagen te laat")).to_have_count(1)
    page.get_by_label("Zoek in kaarten").last.fill("rondreis")
    expect(table.get_by_role("link")).to_have_text(["Rondreis"])
    page.reload()
    expect(table.get_by_role("link")).to_have_text(["Rondreis"])
    page.get_by_label("Zoek in kaarten").last.fill("zoiets niet")
    page.get_by_role("button", name="Toon alle kaarten").click()
    expect(table.get_by_role("link")).to_have_count(2)
    page.get_by_role("button", name="Meer met De winkel").click()
    page.get_by_role("menuitem", name="Vandaag herzien").click()
    expect(table.get_by_text("dagen te laat")).to_have_count(0)
    # a new map from a touchpoint, by keyboard
    page.goto(f"{server.url}/kaarten/{trip}")
    expect(header(page, "Boeking")).to_be_visible()
    position(page, 1, 3).locator("[data-stop]").focus()
    page.keyboard.press("Shift+F10")
    page.get_by_role("menuitem", name="Deelkaart maken of koppelen").press("Enter")
    dialog = page.get_by_role("dialog", name="Deelkaart van Boeking")
    expect(dialog.get_by_label("Naam van de deelkaart")).to_have_value("Boeking")
    dialog.get_by_role("button", name="Maken en koppelen").press("Enter")
    mark = header(page, "Boeking").get_by_role("link", name="Open deelkaart “Boeking”")
    expect(mark).to_be_visible()
    saved(page)
    below = next(each["sub_map"] for each in records(server, trip, "touchpoint") if each["name"] == "Boeking")
    position(page, 1, 3).locator("[data-stop]").focus()
    page.keyboard.press("Control+Enter")
    expect(page).to_have_url(f"{server.url}/kaarten/{below}")
    # and back up; what leads here cannot be opened from here
    way = page.get_by_role("navigation", name="Deel van").get_by_role("link", name="Rondreis")
    expect(way).to_contain_text("Boeking")
    position(page, 1, 1).locator("[data-stop]").press("Enter")
    page.get_by_role("button", name="Deelkaart maken of koppelen").click()
    dialog = page.get_by_role("dialog", name="Deelkaart van")
    dialog.get_by_role("radio", name="Bestaande kaart").check(force=True)
    expect(dialog.get_by_role("radio", name="Rondreis Kan niet")).to_be_disabled()
    dialog.get_by_role("radio", name="De winkel").check()
    dialog.get_by_role("button", name="Koppelen").click()
    panel = page.get_by_role("complementary")
    expect(panel.get_by_role("link", name="De winkel")).to_be_visible()
    saved(page)
    way.click()
    expect(page.get_by_role("complementary", name="Boeking")).to_be_visible()
    expect(grid(page).get_by_role("link", name="Open deelkaart “Boeking”")).to_be_visible()
    # a sub-map that is gone says so, and what to do
    server.remove(f"/maps/{below}")
    page.reload()
    expect(page.get_by_text("Deze deelkaart is verwijderd")).to_be_visible()
    page.get_by_role("button", name="Losmaken").click()
    expect(page.get_by_text("Deze deelkaart is verwijderd")).to_have_count(0)
    saved(page)
    assert [each["sub_map"] for each in records(server, trip, "touchpoint")] == [None, None, None]


def test_a_deleted_map_comes_back_from_its_message_and_from_the_bin(pages: Pages, server: Server) -> None:
    map_id = make(server, name="Weg en terug")
    page = pages(f"{server.url}/kaarten")

    def thrown_away() -> None:
        page.get_by_role("button", name="Meer met Weg en terug").click()
        page.get_by_role("menuitem", name="Verwijder").click()
        page.get_by_role("alertdialog").or_(page.get_by_role("dialog")).get_by_role("button", name="Verwijder").click()
        expect(page.get_by_role("link", name="Weg en terug")).to_have_count(0)

    thrown_away()
    messages = page.get_by_role("region", name="Meldingen")
    messages.get_by_role("button", name="Terugzetten").click()
    expect(page.get_by_role("link", name="Weg en terug")).to_be_visible()
    thrown_away()
    page.get_by_role("button", name="Prullenbak").press("Enter")
    bin_ = page.get_by_role("dialog", name="Prullenbak")
    bin_.get_by_role("button", name="Weg en terug terugzetten").press("Enter")
    expect(bin_.get_by_role("button", name="Weg en terug terugzetten")).to_have_count(0)
    expect(bin_.locator(":focus")).to_have_count(1)  # the focus stays where it was of use
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Weg en terug")).to_be_visible()
    thrown_away()
    page.reload()
    page.get_by_role("button", name="Prullenbak").click()
    bin_.get_by_role("button", name="Weg en terug voorgoed verwijderen").click()
    page.get_by_role("button", name="Voorgoed verwijderen", exact=True).click()
    expect(bin_.get_by_text("Weg en terug", exact=True)).to_have_count(0)
    assert map_id not in [each["id"] for each in server.ask("/maps/bin")["maps"]]
    # the address holds it
    page.reload()
    expect(bin_).to_be_visible()


def test_a_deleted_map_is_put_back_where_one_meets_it_and_the_bin_is_found_by_keys(
    pages: Pages, server: Server
) -> None:
    map_id = make(server, name="Weg en terug")
    page, open_ = pages(f"{server.url}/kaarten"), pages(f"{server.url}/kaarten/{map_id}")
    expect(grid(open_)).to_be_visible()
    server.remove(f"/maps/{map_id}")
    command(page, "prullenbak")
    expect(page.get_by_role("dialog", name="Prullenbak").get_by_text("Weg en terug", exact=True)).to_be_visible()
    # at its own address
    page.goto(f"{server.url}/kaarten/{map_id}")
    expect(page.get_by_role("heading", level=1, name="Weg en terug ligt in de prullenbak")).to_be_visible()
    page.get_by_role("button", name="Terugzetten").click()
    expect(grid(page)).to_be_visible()
    expect(open_.get_by_role("status").filter(has_text="Opgeslagen")).to_be_visible(timeout=40_000)
    # and where it was open
    server.remove(f"/maps/{map_id}")
    open_.get_by_role("button", name="Terugzetten uit de prullenbak").click()
    expect(open_.get_by_role("button", name="Terugzetten uit de prullenbak")).to_have_count(0, timeout=40_000)
    position(open_, 2, 1).focus()
    open_.keyboard.type("gaat door")
    open_.keyboard.press("Enter")
    expect(grid(page).get_by_text("gaat door")).to_be_visible(timeout=40_000)
    page.goto(f"{server.url}/kaarten/map_zzzzzzzzzz")
    expect(page.get_by_text("Misschien is de kaart verwij")).to_be_visible()


def test_a_part_that_cannot_be_fetched_is_told_and_comes_when_it_is_asked_again(pages: Pages, server: Server) -> None:
    make(server, name="Blijft")
    page = pages(f"{server.url}/kaarten")
    expect(page.get_by_role("link", name="Blijft")).to_be_visible()
    page.route("**/assets/Bin-*", lambda route: route.abort())
    page.get_by_role("button", name="Prullenbak").click()
    expect(page.get_by_role("alert").filter(has_text="De server is niet bereikbaar.")).to_be_visible()
    page.unroute_all()
    page.go_back()
    page.get_by_role("button", name="Prullenbak").click()
    expect(page.get_by_role("dialog", name="Prullenbak")).to_be_visible()
