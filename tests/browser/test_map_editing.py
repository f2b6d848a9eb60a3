"""Editing in place: by keyboard, by mouse, undone, and never lost."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from tests.browser.conftest import Pages, Server
from tests.browser.map_page import card_with, events, ghost, grid, header, kept, make, position, records, saved


@pytest.fixture(scope="module")
def served(served: Server, tmp_path_factory: pytest.TempPathFactory) -> Server:
    """One server with events for all tests here; each makes a map of its own."""
    served.import_file(events(tmp_path_factory.mktemp("events")))
    return served


@pytest.fixture
def map_id(served: Server) -> str:
    return make(served)


@pytest.fixture
def opened(pages: Pages, served: Server, map_id: str) -> Page:
    page = pages(f"{served.url}/kaarten/{map_id}")
    expect(grid(page)).to_be_visible()
    return page


def test_a_map_is_filled_with_the_keyboard_alone(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    position(page, 2, 1).focus()
    page.keyboard.type("ziet een poster")  # typing begins a card, as in a spreadsheet
    page.keyboard.press("Tab")
    expect(position(page, 2, 2)).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.type("zoekt een reis")
    page.keyboard.press("Control+Enter")  # and one more in the same place
    page.keyboard.type("vergelijkt")
    page.keyboard.press("Escape")  # taken back
    page.keyboard.press("Enter")
    page.keyboard.press("End")
    page.keyboard.type(" voor mei")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("F2")
    page.keyboard.type("Site")
    page.keyboard.press("Enter")
    saved(page)
    assert {cell["text"] for cell in records(served, map_id, "cell")} == {"ziet een poster", "zoekt een reis voor mei"}
    assert [t["name"] for t in records(served, map_id, "touchpoint")] == ["Advertentie", "Site", "Boeking"]
    page.reload()
    expect(card_with(page, "zoekt een reis voor mei")).to_be_visible()


def test_only_one_place_in_the_grid_is_a_tab_stop(opened: Page) -> None:
    position(opened, 2, 2).focus()
    opened.keyboard.press("ArrowRight")
    stops = grid(opened).locator('[tabindex="0"]')
    expect(stops).to_have_count(1)
    expect(stops).to_be_focused()


def test_a_card_is_added_with_the_plus_where_one_points(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    plus = grid(page).get_by_role("button", name="Voeg kaartje toe: ")
    expect(plus).to_have_count(0)
    position(page, 2, 2).hover()
    expect(plus).to_have_accessible_name("Voeg kaartje toe: Doet bij Website")
    plus.click()
    page.keyboard.type("zoekt een reis")
    position(page, 2, 1).hover()
    expect(plus).to_have_accessible_name("Voeg kaartje toe: Doet bij Advertentie")
    plus.click()
    expect(page.get_by_role("textbox", name="Nieuw kaartje: Doet bij Advertentie")).to_be_focused()
    page.keyboard.type("ziet een poster")
    page.keyboard.press("Enter")
    saved(page)
    written = {cell["touchpoint"][-1]: cell["text"] for cell in records(served, map_id, "cell")}
    assert written == {"0": "ziet een poster", "1": "zoekt een reis"}
    position(page, 3, 1).hover()
    expect(plus).to_have_count(0)  # a feeling is no card


def test_undo_and_redo_are_ones_own_steps(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    undo, redo = (page.get_by_role("button", name=name) for name in ("Ongedaan maken", "Opnieuw doen"))
    expect(undo).to_be_disabled()
    header(page, "Website").locator("button.more").click()
    page.get_by_role("menuitem", name="Contactmoment verwijderen").click()
    expect(header(page, "Website")).to_have_count(0)
    undo.click()
    expect(header(page, "Website")).to_be_visible()
    redo.click()
    expect(header(page, "Website")).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(header(page, "Website")).to_be_visible()
    saved(page)
    assert len(records(served, map_id, "binding")) == 3  # the binding came back with its touchpoint


def test_touchpoints_and_lanes_are_moved_by_keyboard(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    header(page, "Advertentie").locator("[data-stop]").focus()
    page.keyboard.press("Alt+ArrowRight")
    expect(position(page, 1, 1)).to_contain_text("Website")
    expect(header(page, "Advertentie").locator("[data-stop]")).to_be_focused()
    position(page, 3, 0).focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(position(page, 2, 0)).to_contain_text("Beleving")
    saved(page)
    order = {t["name"]: t["order"] for t in records(served, map_id, "touchpoint")}
    assert order["Website"] < order["Advertentie"]


def test_emotion_by_keyboard_and_by_click(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    position(page, 3, 1).focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")  # the radio buttons: 0 → +1
    page.keyboard.press("Tab")
    page.keyboard.type("nieuwsgierig")
    page.keyboard.press("Enter")
    expect(position(page, 3, 1)).to_contain_text("nieuwsgierig")
    place = position(page, 3, 2)
    box = place.bounding_box()
    assert box is not None
    place.click(position={"x": box["width"] / 2, "y": box["height"] - 40})
    saved(page)
    felt = {
        emotion["touchpoint"][-1]: (emotion["value"], emotion["word"]) for emotion in records(served, map_id, "emotion")
    }
    assert felt == {"0": (1, "nieuwsgierig"), "1": (-2, "")}


def test_an_activity_off_the_map_is_put_on_it(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    head = ghost(page, "chat_gestart")
    expect(head).to_contain_text("50%")
    head.get_by_role("button", name="Zet op de kaart: chat_gestart").click()
    expect(header(page, "Chat gestart")).to_be_visible()
    saved(page)
    expect(grid(page).get_by_role("gridcell", name="Bereik Chat gestart: 50%, n 20")).to_be_visible()
    added = next(t for t in records(served, map_id, "touchpoint") if t["name"] == "Chat gestart")
    assert added["phase"].endswith("0")  # after Website, in its phase
    rules = {b["touchpoint"]: b["rule"] for b in records(served, map_id, "binding")}
    assert rules[added["id"]]["value"] == "chat_gestart"


def test_what_cannot_be_sent_is_kept_and_goes_along_later(pages: Pages, served: Server, map_id: str) -> None:
    page = pages(served.url)
    lines: list[WebSocketRoute] = []
    away = [False]

    def line(socket: WebSocketRoute) -> None:
        if away[0]:
            socket.close()
        else:
            socket.connect_to_server()
            lines.append(socket)

    page.route_web_socket("**/room*", line)
    page.goto(f"{served.url}/kaarten/{map_id}")
    expect(grid(page)).to_be_visible()
    away[0] = True
    lines[0].close()
    position(page, 2, 1).focus()
    page.keyboard.type("mag niet weg")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Nog niet opgeslagen")).to_be_visible()
    assert len(kept(page)) == 1
    page.reload()  # a new page adopts what the old one left
    expect(page.get_by_text("De lijn om samen aan deze kaart te werken komt niet tot stand.")).to_be_visible()
    assert len(kept(page)) == 1
    away[0] = False
    page.get_by_role("button", name="Opnieuw proberen").click()
    expect(card_with(page, "mag niet weg")).to_be_visible()
    saved(page)
    assert [cell["text"] for cell in records(served, map_id, "cell")] == ["mag niet weg"]
    assert kept(page) == []


def test_a_half_typed_card_survives_the_page(opened: Page, served: Server, map_id: str) -> None:
    position(opened, 2, 2).focus()
    opened.keyboard.type("nog niet af")
    opened.reload()
    expect(card_with(opened, "nog niet af")).to_be_visible()
    saved(opened)
    assert [cell["text"] for cell in records(served, map_id, "cell")] == ["nog niet af"]


def test_a_change_of_somebody_else_is_seen_by_itself(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    header(page, "Website").locator("[data-stop]").focus()
    page.keyboard.press("F2")
    page.keyboard.press("End")
    page.keyboard.type(" van ons")
    theirs = {"op": "patch", "id": "touchpoint_0000000001", "fields": {"name": "Nieuwe Website"}}
    httpx.patch(f"{served.url}/api/v1/maps/{map_id}", json={"changes": [theirs]}).raise_for_status()
    other = {"op": "patch", "id": "touchpoint_0000000002", "fields": {"name": "Bestelling"}}
    httpx.patch(f"{served.url}/api/v1/maps/{map_id}", json={"changes": [other]}).raise_for_status()
    expect(header(page, "Bestelling")).to_be_visible()
    page.keyboard.press("Enter")
    expect(header(page, "Nieuwe Website van ons")).to_be_visible()
    saved(page)
    assert records(served, map_id, "touchpoint")[1]["name"] == "Nieuwe Website van ons"


def test_a_binding_is_said_in_words_and_counted_while_it_is_made(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    header(page, "Boeking").locator("[data-stop]").click()
    panel = page.get_by_role("complementary", name="Contactmoment Boeking")
    expect(panel.get_by_text("activiteit is ‘boeking’")).to_be_visible()
    expect(panel.get_by_text("30 gebeurtenissen")).to_be_visible()
    panel.get_by_label("Vergelijking").select_option("one_of")
    panel.get_by_label("Waarde toevoegen").fill("website")
    panel.get_by_label("Waarde toevoegen").press("Enter")
    expect(panel.get_by_text("70 gebeurtenissen")).to_be_visible()
    saved(page)
    rules = {b["touchpoint"][-1]: b["rule"] for b in records(served, map_id, "binding")}
    assert rules["2"] == {"field": "activity", "op": "one_of", "value": ["boeking", "website"]}
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)


def test_names_that_are_used_already_are_offered(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    lane = {"id": "lane_000000000x", "kind": "lane", "name": "Kanalen", "type": "channels", "order": "zz"}
    web = {"op": "patch", "id": "touchpoint_0000000002", "fields": {"channel": "Website"}}
    body = {"changes": [{"op": "put", "record": lane}, web]}
    httpx.patch(f"{served.url}/api/v1/maps/{map_id}", json=body).raise_for_status()
    place = position(page, 6, 1)
    place.focus()
    page.keyboard.type("balie, we")
    expect(page.get_by_role("option")).to_have_text(["Website"])
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(place.locator("[data-card]")).to_contain_text("balie, Website")
    header(page, "Advertentie").locator("[data-stop]").click()
    panel = page.get_by_role("complementary", name="Contactmoment Advertentie")
    for kind, name in (("Team", "Marketing"), ("Systeem", "CMS")):
        panel.get_by_role("combobox", name=f"{kind} toevoegen").fill(name)
        page.keyboard.press("Enter")
        expect(panel.get_by_role("button", name=f"Verwijder {name}")).to_be_visible()
    panel.get_by_role("button", name="Verwijder CMS").click()
    saved(page)
    assert [team["name"] for team in records(served, map_id, "team")] == ["Marketing"]
    assert records(served, map_id, "system") == []


def test_evidence_is_added_in_the_panel(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    header(page, "Website").locator("[data-stop]").click()
    panel = page.get_by_role("complementary", name="Contactmoment Website")
    expect(panel.get_by_text("Gemeten bij minstens 30 klantreizen")).to_be_visible()
    panel.get_by_role("button", name="Bron toevoegen").click()
    panel.get_by_label("Aantal (n)").fill("8")
    panel.get_by_label("Door").fill("Noor")
    panel.get_by_role("button", name="Toevoegen").first.click()
    expect(panel.get_by_role("listitem").filter(has_text="Interviews")).to_contain_text("n = 8")
    saved(page)
    kept_evidence = records(served, map_id, "evidence")
    assert [(e["target"], e["source"], e["n"], e["by"]) for e in kept_evidence] == [
        ("touchpoint_0000000001", "interview", 8, "Noor")
    ]


def test_the_file_of_the_map_holds_what_was_typed(opened: Page, tmp_path: Path) -> None:
    page = opened
    position(page, 2, 1).focus()
    page.keyboard.type("staat in het bestand")
    page.keyboard.press("Enter")
    saved(page)
    page.get_by_role("button", name="Exporteer").click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name="Klantreisbestand (.journey.json)").click()
    assert "staat in het bestand" in download.value.path().read_text("utf-8")
