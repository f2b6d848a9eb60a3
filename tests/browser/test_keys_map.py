"""The map itself without a mouse: written, selected, pasted, moved, sized, folded, drawn, felt; and all of it said."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.by_keys import Hands, hands, on_map
from tests.browser.conftest import Pages, Server
from tests.browser.map_page import document, grid, header, make, position, records, saved

pytestmark = pytest.mark.wide


def texts(server: Server, map_id: str) -> set[str]:
    return {cell["text"] for cell in records(server, map_id, "cell")}


def names(server: Server, map_id: str, kind: str) -> list[str]:
    return [each["name"] for each in sorted(records(server, map_id, kind), key=lambda each: each["order"])]


def test_cells_are_written_selected_copied_pasted_and_taken_back(pages: Pages, served: Server) -> None:
    map_id = make(served, lanes=6)  # cards in rows 2, 6 and 7
    here = on_map(pages, served.url, map_id)
    page = here.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    here.stand(2, 1)
    here.write("eerste", "Tab")
    here.heard("Geschreven: Doet bij Advertentie")
    here.write("tweede", "Enter")  # goes down below where the row began, as in a spreadsheet
    expect(position(page, 3, 1)).to_be_focused()
    here.press("ArrowRight", "ArrowUp", "F2", "End")
    here.write(" erbij", "Shift+Tab")
    here.stand(6, 1)
    here.press("Shift+ArrowRight", "Shift+ArrowDown")
    here.heard("4 vakken geselecteerd")
    here.press("Control+c")
    here.heard("4 vakken gekopieerd")
    here.stand(2, 2)
    here.press("Control+v")
    expect(position(page, 2, 2).locator("[data-card] .text")).to_have_text("kaartje 3")
    saved(page)
    assert {"eerste", "kaartje 3", "kaartje 4"} <= texts(served, map_id)
    assert "tweede erbij" not in texts(served, map_id)
    here.press("Control+z")
    here.heard("Ongedaan gemaakt")
    expect(position(page, 2, 2).locator("[data-card] .text")).to_have_text("tweede erbij")
    here.press("Control+Shift+z")
    here.heard("Opnieuw gedaan")
    here.press("Control+z")
    here.stand(6, 1)
    here.press("Shift+ArrowRight", "Delete")
    expect(grid(page).locator("[data-card]")).to_have_count(7)
    here.stand(7, 3)
    here.press("+")
    here.write("onderop", "Enter")
    here.heard("Kaartje toegevoegd: Laag 2 bij Boeking")
    saved(page)
    assert {"eerste", "tweede erbij", "onderop", "kaartje 8"} <= texts(served, map_id)
    assert not {"kaartje 3", "kaartje 4"} & texts(served, map_id)


def test_everything_that_is_dragged_is_moved_and_sized_by_keys(pages: Pages, served: Server) -> None:
    map_id = make(served, lanes=6)
    here = on_map(pages, served.url, map_id)
    page = here.page
    here.stand(6, 1)
    here.press("Alt+ArrowRight")
    here.heard("verplaatst naar Laag 1 bij Website")
    expect(position(page, 6, 2).locator("[data-card]")).to_have_count(2)
    here.press("Alt+ArrowUp")  # within its position
    here.press("Shift+Alt+ArrowRight")
    here.heard("Kaartje loopt tot en met Boeking")
    saved(page)
    moved = next(cell for cell in records(served, map_id, "cell") if cell["text"] == "kaartje 3")
    assert (moved["touchpoint"], moved["span"]) == ("touchpoint_0000000001", "touchpoint_0000000002")
    # a touchpoint to the next phase, a phase, a lane
    here.stand(1, 1)
    here.press("Alt+ArrowRight")
    here.heard("Advertentie opgeschoven")
    here.press("Alt+ArrowRight")
    expect(header(page, "Advertentie").locator("[data-stop]")).to_be_focused()
    here.press("Shift+Alt+ArrowLeft")
    here.heard("breed")
    here.stand(0, 1)
    here.press("Alt+ArrowRight")
    here.heard("Zoeken opgeschoven")
    here.stand(2, 0)
    here.press("Alt+ArrowDown")
    here.heard("Doet opgeschoven")
    expect(position(page, 3, 0)).to_be_focused()
    here.press("Shift+Alt+ArrowDown")
    here.heard("hoog")
    saved(page)
    advert = next(each for each in records(served, map_id, "touchpoint") if each["name"] == "Advertentie")
    assert advert["phase"] == "phase_0000000001"
    assert advert["width"]
    assert names(served, map_id, "phase") == ["Kopen", "Zoeken"]
    assert names(served, map_id, "lane")[:2] == ["Beleving", "Doet"]
    assert next(each for each in records(served, map_id, "lane") if each["name"] == "Doet")["height"]


def test_phases_and_lanes_are_folded_hidden_and_come_back(pages: Pages, served: Server) -> None:
    map_id = make(served, lanes=6)
    here = on_map(pages, served.url, map_id)
    page = here.page
    here.stand(0, 1)
    here.press("Enter")
    here.heard("Doelen van de fasen zijn te zien")
    here.menu("Inklappen")
    here.heard("Fase Zoeken ingeklapt")
    expect(header(page, "Website")).to_have_count(0)
    expect(position(page, 0, 1)).to_be_focused()  # one still stands on it
    here.press("Enter")
    here.heard("Fase Zoeken uitgeklapt")
    expect(header(page, "Website")).to_be_visible()
    here.stand(6, 0)
    here.menu("Inklappen")
    here.heard("Laag Laag 1 ingeklapt")
    here.inside(grid(page))
    saved(page)
    assert next(each for each in records(served, map_id, "lane") if each["name"] == "Laag 1")["collapsed"]
    here.menu("Uitklappen")
    here.heard("Laag Laag 1 uitgeklapt")
    here.menu("Laag verbergen")
    here.heard("Laag Laag 1 verborgen; terughalen kan onder Lagen")
    expect(grid(page).get_by_role("rowheader")).to_have_count(5)
    here.inside(grid(page))
    here.tab(page.get_by_role("button", name="Lagen"), "Enter", back=True)
    here.choose("Laag 1")
    expect(grid(page).get_by_role("rowheader")).to_have_count(6)
    here.press("Escape")
    expect(page.get_by_role("button", name="Lagen")).to_be_focused()
    # removed with the menu, one stands beside it
    here.stand(7, 0)
    here.menu("Laag verwijderen")
    here.heard("Laag 2 verwijderd")
    here.inside(grid(page))
    here.stand(0, 3)
    here.menu("Fase verwijderen")
    here.tab(page.get_by_role("dialog").get_by_role("button", name="Fase verwijderen"), "Enter")
    here.heard("Kopen verwijderd")
    here.inside(grid(page))
    saved(page)
    assert names(served, map_id, "phase") == ["Zoeken"]


def test_a_card_is_marked_up_coloured_tagged_and_a_touchpoint_starred(pages: Pages, served: Server) -> None:
    map_id = make(served)
    here = on_map(pages, served.url, map_id)
    page = here.page
    here.stand(2, 2)
    here.write("zoekt")
    here.press("Control+b", "End", "Shift+Enter")
    here.write("- reist", "Shift+Enter")
    here.write("site", "Control+Shift+ArrowLeft", "Control+Shift+k")
    here.write("a.example/b", "Enter")
    here.stand(2, 2)
    here.press("Control+.")
    look = page.get_by_role("dialog", name="Uiterlijk van het kaartje")  # also from its link
    here.tab(look.get_by_role("radio", checked=True).first)
    here.arrow(look.get_by_role("radio", name="Groen", exact=True), key="ArrowRight")
    here.tab(look.get_by_role("radio", name="geen icoon"))
    here.arrow(look.get_by_role("radio", name="idee"), key="ArrowRight")
    here.tab(look.get_by_label("Labels"))
    here.write("snel, goed", "Enter", "Escape")
    expect(position(page, 2, 2).locator("[data-card]")).to_be_focused()
    saved(page)
    [cell] = records(served, map_id, "cell")
    assert cell["text"] == "**zoekt**\n- reist\n- [site](https://a.example/b)"
    assert (cell["colour"], cell["icon"], cell["tags"]) == ("#3f8f55", "idea", ["snel", "goed"])
    # the touchpoint: star from its menu, channel in its panel
    here.stand(1, 2)
    here.menu("Moment van de waarheid")
    here.heard("Moment van de waarheid gewijzigd: Website")
    here.press("Enter")
    panel = page.get_by_role("complementary", name="Contactmoment Website")
    expect(panel.get_by_role("heading", name="Website")).to_be_focused()
    here.tab(panel.get_by_label("Kanaal"))
    here.write("telefoon", "Tab")
    here.heard("Website")
    here.press("Escape", "Escape")
    expect(header(page, "Website").locator("[data-stop]")).to_be_focused()
    expect(header(page, "Website")).to_contain_text("telefoon")
    saved(page)
    website = next(each for each in records(served, map_id, "touchpoint") if each["name"] == "Website")
    assert (website["moment_of_truth"], website["channel"]) == (True, "telefoon")


def test_arrows_branch_and_loop(pages: Pages, served: Server) -> None:
    map_id = make(served)
    here = on_map(pages, served.url, map_id)
    page = here.page
    arrows = page.get_by_role("list", name="Verbindingen").get_by_role("button")
    for row, target, kind, words in ((1, "Boe", "Aftakking", "slaat over"), (3, "Web", "Lus terug", "nog eens")):
        here.stand(1, row)
        here.menu("Verbind met…")
        dialog = page.get_by_role("dialog")
        expect(dialog.get_by_label("Naar")).to_be_focused()
        here.write(target)
        expect(dialog.get_by_role("radio", name=kind)).to_be_checked()
        here.tab(dialog.get_by_label("Woorden bij de pijl"))
        here.write(words, "Enter")
        here.heard("verbonden met")
        expect(page.get_by_role("dialog")).to_have_count(0)
        here.inside(grid(page))
    expect(arrows).to_have_count(2)
    first = arrows.filter(has_text="slaat over")
    here.tab(first, "Enter", back=True)
    change = page.get_by_role("dialog", name="Verbinding wijzigen")
    here.tab(change.get_by_role("button", name="Omdraaien"), "Enter")
    here.tab(change.get_by_role("button", name="Bewaren"), "Enter")
    expect(first).to_be_focused()
    saved(page)
    held = {
        each["label"]: (each["from"][-1], each["to"][-1], each["type"])
        for each in records(served, map_id, "connection")
    }
    assert held["nog eens"] == ("2", "1", "loop")
    assert held["slaat over"][:2] == ("2", "0")
    here.press("Delete")
    here.heard("verwijderd")
    expect(arrows).to_have_count(1)
    here.press("Control+z")
    expect(arrows).to_have_count(2)


def test_the_curve_is_felt_from_end_to_end_for_each_persona(pages: Pages, served: Server) -> None:
    made = document()
    made["records"]["persona_0000000001"] = {"id": "persona_0000000001", "kind": "persona", "name": "Noor"}
    map_id = served.tell("/maps", {"document": made})["id"]
    here = on_map(pages, served.url, map_id)
    page = here.page
    here.stand(3, 1)
    here.press("+", "+", "+")
    here.heard("+2")
    here.press("+")  # no further
    here.press("ArrowRight", "-", "-", "-")
    here.heard("−2")
    here.press("Enter")
    fields = position(page, 3, 2)
    here.tab(fields.get_by_role("textbox").first)
    here.replace("boos", "Enter")
    here.heard("boos")
    here.inside(grid(page))
    here.stand(3, 3)
    here.press("p")
    here.heard("Noor")
    here.press("+")
    here.press("Shift+P")
    saved(page)
    felt = {
        (each["touchpoint"][-1], each["persona"]): (each["value"], each["word"])
        for each in records(served, map_id, "emotion")
    }
    assert felt[("0", None)][0] == 2
    assert felt[("1", None)] == (-2, "boos")
    assert felt[("2", "persona_0000000001")][0] == 0
    here.stand(3, 1)
    here.press("Delete")
    saved(page)
    assert len(records(served, map_id, "emotion")) == 2


def ring(here: Hands) -> Any:
    return here.page.get_by_role("region", name="Trouw als lus")


def test_a_loyalty_loop_is_walked_and_written(pages: Pages, served: Server) -> None:
    map_id = served.tell("/maps", {"name": "Trouw", "template": "loyalty-loop", "language": "nl"})["id"]
    here = hands(pages, f"{served.url}/kaarten/{map_id}")
    page = here.page
    spot = ring(here).get_by_role("button", name="Aanbevelen")
    here.tab(spot, "Enter")
    panel = page.get_by_role("complementary", name="Contactmoment Aanbevelen")
    expect(panel.get_by_role("heading", name="Aanbevelen")).to_be_focused()
    here.heard("Aanbevelen")
    here.tab(panel.get_by_label("Naam"))
    here.replace("Vertelt het door", "Tab")
    here.heard("Hernoemd tot Vertelt het door")  # on the ring too
    here.press("Escape", "Escape")
    expect(ring(here).get_by_role("button", name="Vertelt het door")).to_be_focused()
    saved(page)
    assert "Vertelt het door" in names(served, map_id, "touchpoint")
    here.press("Control+z")
    here.heard("Ongedaan gemaakt: Hernoemd")
    here.pick(page.get_by_role("group", name="Tekening"), "Raster")
    expect(grid(page)).to_be_visible()
