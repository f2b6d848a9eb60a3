"""The library of all maps: where a name is used, renamed everywhere, and two names made one."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Pages, Server
from tests.browser.map_page import make, records

pytestmark = pytest.mark.wide


def names(server: Server, map_id: str) -> list[str]:
    return sorted(each["name"] for each in records(server, map_id, "touchpoint"))


def test_a_name_is_found_renamed_everywhere_taken_back_and_made_one_with_another(pages: Pages, server: Server) -> None:
    trip, shop = make(server, name="Rondreis"), make(server, name="Winkel")
    page = pages(f"{server.url}/kaarten")
    page.get_by_role("navigation", name="Onderdelen").get_by_role("link", name="Bibliotheek").click()
    expect(page.get_by_text("3 namen", exact=True)).to_be_visible()
    page.get_by_label("Zoek een naam of kaart").fill("boek")
    entry = page.get_by_role("button", name="Boeking", exact=True)
    expect(page.get_by_role("checkbox")).to_have_count(1)
    entry.press("Enter")
    used = page.get_by_role("list", name="Waar staat Boeking?")
    expect(used.get_by_role("listitem")).to_have_text(["Winkel bij Kopen", "Rondreis bij Kopen"])
    # everywhere, and back
    page.get_by_role("button", name="Hernoemen: Boeking, overal").click()
    dialog = page.get_by_role("dialog", name="Hernoemen: Boeking, overal")
    expect(dialog.get_by_text("Zo heet alles al.")).to_be_visible()
    dialog.get_by_label("Nieuwe naam").fill("Reservering")
    expect(dialog.get_by_text("Dit verandert 2 kaarten, op 2 plaatsen.")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Hernoemd in 2 kaarten")).to_be_visible()
    assert names(server, trip) == names(server, shop) == ["Advertentie", "Reservering", "Website"]
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(entry).to_be_visible()
    assert names(server, trip) == names(server, shop) == ["Advertentie", "Boeking", "Website"]
    # two names become one: that is said
    page.get_by_label("Zoek een naam of kaart").fill("")
    page.get_by_role("checkbox", name="Kies Advertentie").check()
    page.get_by_role("checkbox", name="Kies Website").check()
    page.get_by_role("button", name="Voeg 2 samen").click()
    dialog = page.get_by_role("dialog", name="Eén naam voor 2 namen")
    dialog.get_by_label("Nieuwe naam").fill("Website")
    expect(dialog.get_by_text("niet meer uit elkaar")).to_be_visible()
    dialog.get_by_role("button", name="Samenvoegen").click()
    expect(dialog).to_have_count(0)
    expect(page.get_by_text("2 namen", exact=True)).to_be_visible()
    assert names(server, trip) == names(server, shop) == ["Boeking", "Website", "Website"]
    # a link goes to the place
    make(server, name="Elders", touchpoints=5)
    page.get_by_role("button", name="Boeking", exact=True).click()
    used.get_by_role("link", name="Rondreis").click()
    expect(page.get_by_role("complementary", name="Boeking")).to_be_visible()
    # whoever names a touchpoint there is offered what other maps say and this one does not
    expect(page.locator("#panel-names option")).to_have_count(5)
    # a kind that no map names
    page.goto(f"{server.url}/bibliotheek?soort=systeem")
    expect(page.get_by_text("Hier staat nog niets")).to_be_visible()
