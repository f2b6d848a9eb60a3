"""Personas: a page each, edited in place; counted live; beside each other; and the map seen as one of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import Pages, Server
from tests.browser.map_page import document, events, grid, position, records, saved

NOOR, HENK = "persona_0000000noo", "persona_0000000zhe"


@pytest.fixture(scope="module")
def served(served: Server, tmp_path_factory: pytest.TempPathFactory) -> Server:
    served.import_file(events(tmp_path_factory.mktemp("events")))
    return served


@pytest.fixture
def map_id(served: Server) -> str:
    """Noor chats (half of forty customers); Henk is known by nothing yet."""
    made = document("Rondreis Noor")
    noor = {"name": "Noor", "goals": ["Rust", "Snel klaar"], "segment": 'kanaal = "chat"', "order": "V"}
    noor["traits"] = [{"name": "Digitaal", "low": "weinig", "high": "veel", "value": 80}]
    henk = {"name": "Henk", "goals": ["rust"], "order": "W", "traits": [{"name": "Digitaal", "value": 20}]}
    for id, fields in ((NOOR, noor), (HENK, henk)):
        made["records"][id] = {"id": id, "kind": "persona", **fields}
    return served.tell("/maps", {"document": made})["id"]


@pytest.fixture
def opened(pages: Pages, served: Server, map_id: str) -> Page:
    """The page of Noor."""
    page = pages(f"{served.url}/kaarten/{map_id}/personas/{NOOR}")
    expect(page.get_by_role("article", name="Persona Noor")).to_be_visible()
    return page


def noor(served: Server, map_id: str) -> dict[str, Any]:
    return next(each for each in records(served, map_id, "persona") if each["id"] == NOOR)


def line(page: Page, name: str) -> Locator:
    return page.get_by_role("textbox", name=name, exact=True)


def test_a_list_is_edited_with_the_keyboard_alone(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    line(page, "Doelen, regel 2").focus()
    page.keyboard.press("End")
    page.keyboard.type(" zijn")
    page.keyboard.press("Enter")
    expect(line(page, "Doelen, regel 3")).to_be_focused()
    page.keyboard.type("Zekerheid")
    page.keyboard.press("Alt+ArrowUp")
    expect(line(page, "Doelen, regel 2")).to_be_focused()
    expect(line(page, "Doelen, regel 2")).to_have_value("Zekerheid")
    line(page, "Doelen, regel 1").focus()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.press("Backspace")  # in an empty line: it goes
    saved(page)
    assert noor(served, map_id)["goals"] == ["Zekerheid", "Snel klaar zijn"]
    page.get_by_role("button", name="Ongedaan maken").click()
    saved(page)
    assert noor(served, map_id)["goals"] == ["Rust", "Zekerheid", "Snel klaar zijn"]


@pytest.mark.wide
def test_a_line_is_dragged(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    rows = page.get_by_role("list", name="Doelen").get_by_role("listitem")
    rows.nth(0).hover()
    grip, last = rows.nth(0).locator(".grip").bounding_box(), rows.nth(1).bounding_box()
    assert grip is not None
    assert last is not None
    page.mouse.move(grip["x"] + 8, grip["y"] + 10)
    page.mouse.down()
    page.mouse.move(grip["x"] + 8, last["y"] + last["height"] + 4, steps=6)
    page.mouse.up()
    expect(line(page, "Doelen, regel 1")).to_have_value("Snel klaar")
    saved(page)
    assert noor(served, map_id)["goals"] == ["Snel klaar", "Rust"]


@pytest.mark.wide
def test_a_new_list_traits_channels_and_who_it_is(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    page.get_by_role("button", name="Wat houdt deze klant tegen?").click()
    page.keyboard.type("Wachten")
    page.get_by_role("textbox", name="In één regel").fill("41, drie kinderen")
    slider = page.get_by_role("slider", name="Digitaal")
    slider.focus()
    page.keyboard.press("ArrowLeft")
    expect(slider).to_have_attribute("aria-valuetext", "75 op een schaal van weinig tot veel")
    page.get_by_role("button", name="Eigenschap toevoegen").click()
    page.get_by_role("menuitem", name="Let op: kwaliteit – prijs").click()
    page.get_by_role("combobox", name="Kanaal toevoegen").fill("web, app")
    page.keyboard.press("Enter")
    page.get_by_role("radio", name="Kleur 3").check()
    page.get_by_role("textbox", name="Naam", exact=True).fill("Noor K.")
    page.keyboard.press("Tab")
    saved(page)
    after = noor(served, map_id)
    assert after["frustrations"] == ["Wachten"]
    assert (after["summary"], after["name"], after["channels"]) == ("41, drie kinderen", "Noor K.", ["web", "app"])
    assert [(trait["name"], trait["value"]) for trait in after["traits"]] == [("Digitaal", 75), ("Let op", 50)]
    assert after["colour"] == "#2b8a95"


def test_a_segment_is_counted_while_it_is_typed(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    told = page.get_by_role("region", name="Welke klanten zijn dit?")
    expect(told).to_contain_text("20 klanten")
    expect(told).to_contain_text("50%")
    field = told.get_by_label("Segment: klanten met")
    field.fill('kanaal = "ch')
    expect(told).to_contain_text("aanhalingsteken")  # in words, not a code
    expect(field).to_have_attribute("aria-invalid", "true")
    field.fill("activiteit = boeking")
    expect(told).to_contain_text("30 klanten")
    expect(told).to_contain_text("75%")
    page.keyboard.press("Tab")
    saved(page)
    assert noor(served, map_id)["segment"] == "activiteit = boeking"
    told.get_by_role("link", name="Bekijk deze klantreizen in de verkenner").click()
    expect(page.get_by_text("activiteit = boeking").first).to_be_visible()


def test_a_segment_is_chosen_without_knowing_how_a_rule_is_written(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    told = page.get_by_role("region", name="Welke klanten zijn dit?")
    told.get_by_label("Segment: klanten met").fill("")
    told.get_by_label("Veld").select_option("activity")
    told.get_by_label("Waarde", exact=True).fill("boeking")
    told.get_by_role("button", name="Voorwaarde toevoegen").click()
    expect(told).to_contain_text("30 klanten")
    told.get_by_label("Veld").select_option(label="kanaal")
    told.get_by_label("Vergelijking").select_option(label="is niet")
    told.get_by_label("Waarde", exact=True).fill("web")
    page.keyboard.press("Enter")
    expect(told).to_contain_text("0 klanten")
    saved(page)
    assert noor(served, map_id)["segment"] == 'activiteit = "boeking" en kanaal != "web"'


@pytest.mark.wide
def test_a_segment_that_is_on_its_way_is_no_fault(pages: Pages, served: Server, map_id: str) -> None:
    page = pages(f"{served.url}/kaarten/{map_id}/personas/{HENK}")
    expect(page.get_by_role("article", name="Persona Henk")).to_be_visible()
    refused: list[str] = []

    def ahead(route: Route) -> None:
        """The server has not heard of the segment yet when the page asks first."""
        if f"persona={HENK}" not in route.request.url or refused:
            route.continue_()
            return
        refused.append(route.request.url)
        told = {"code": "selection.persona_without_segment", "title": "No segment.", "params": {"name": "Henk"}}
        route.fulfill(status=422, content_type="application/problem+json", json=told)

    page.route("**/measures?*", ahead)
    page.evaluate(
        """() => {
          window.told = [];
          const bad = () => document.querySelectorAll('.scope.bad');
          const look = () => bad().forEach((each) => window.told.push(each.textContent));
          new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
        }"""
    )
    page.get_by_label("Waarde", exact=True).fill("chat")
    page.get_by_role("button", name="Voorwaarde toevoegen").click()
    expect(page.get_by_text("n = 20").filter(visible=True).first).to_be_visible()
    assert refused
    assert page.evaluate("window.told") == []


def test_the_curve_of_a_persona_is_drawn_on_its_page(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    curve = page.get_by_role("grid", name="Beleving van Noor")
    place = curve.locator("[data-emotion]").nth(1)
    place.scroll_into_view_if_needed()
    place.click(position={"x": 40, "y": 25})
    saved(page)
    felt = records(served, map_id, "emotion")
    assert [(each["persona"], each["touchpoint"][-1]) for each in felt] == [(NOOR, "1")]
    assert felt[0]["value"] > 0


def test_personas_are_added_duplicated_removed_and_brought(pages: Pages, served: Server, map_id: str) -> None:
    other = served.tell("/maps", {"document": document("Leeg")})["id"]
    page = pages(f"{served.url}/kaarten/{other}/personas")
    page.get_by_role("button", name="Van een andere kaart").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("searchbox").fill("noor rondreis noor")
    dialog.get_by_role("button", name="Kopieer").first.click()
    expect(page.get_by_role("article", name="Persona Noor")).to_be_visible()
    page.get_by_role("button", name="Menu van Noor").click()
    page.get_by_role("menuitem", name="Dupliceren").click()
    expect(page.get_by_role("article", name="Persona Noor (kopie)")).to_be_visible()
    page.get_by_role("button", name="Menu van Noor (kopie)").click()
    page.get_by_role("menuitem", name="Verwijderen").click()
    page.get_by_role("dialog").get_by_role("button", name="Verwijderen").click()
    expect(page.get_by_role("heading", name="Noor")).to_have_count(1)
    page.get_by_role("button", name="Persona toevoegen").click()
    expect(page.get_by_role("article", name="Persona Nieuwe persona")).to_be_visible()
    saved(page)
    brought = records(served, other, "persona")
    assert {each["name"] for each in brought} == {"Noor", "Nieuwe persona"}
    assert NOOR not in {each["id"] for each in brought}


@pytest.mark.wide
def test_personas_are_put_in_order_by_button_key_and_dragging(pages: Pages, served: Server, map_id: str) -> None:
    page = pages(f"{served.url}/kaarten/{map_id}/personas")
    names = page.locator("[data-persona] h2 a")
    expect(names).to_have_text(["Noor", "Henk"])
    page.get_by_role("button", name="Noor een plaats later").focus()
    page.keyboard.press("Enter")
    expect(names).to_have_text(["Henk", "Noor"])
    expect(page.get_by_role("link", name="Noor")).to_be_focused()
    page.keyboard.press("Alt+ArrowLeft")
    expect(names).to_have_text(["Noor", "Henk"])
    cards = page.locator("[data-persona]")
    cards.nth(1).hover()
    grip, first = cards.nth(1).locator(".grip").bounding_box(), cards.nth(0).bounding_box()
    assert grip is not None
    assert first is not None
    page.mouse.move(grip["x"] + 8, grip["y"] + 8)
    page.mouse.down()
    page.mouse.move(first["x"] + 10, first["y"] + 10, steps=4)
    page.mouse.up()
    expect(names).to_have_text(["Henk", "Noor"])
    page.reload()
    expect(names).to_have_text(["Henk", "Noor"])


def test_the_map_is_seen_as_one_persona(pages: Pages, served: Server, map_id: str) -> None:
    page = pages(f"{served.url}/kaarten/{map_id}")
    expect(grid(page).get_by_role("gridcell", name="Bereik Boeking: 75%, n 30")).to_be_visible()
    page.get_by_role("button", name="Bekijk de klantreis van: Iedereen").click()
    page.get_by_role("menuitemcheckbox", name="Noor").or_(page.get_by_role("menuitem", name="Noor")).first.click()
    # of the twenty who chat, fifteen book
    expect(grid(page).get_by_role("gridcell", name="Bereik Boeking: 75%, n 15")).to_be_visible()
    expect(position(page, 4, 0)).to_contain_text("gemeten bij Noor, n = 20")
    assert f"persona={NOOR}" in page.url
    page.reload()
    expect(position(page, 4, 0)).to_contain_text("gemeten bij Noor, n = 20")
    page.get_by_role("button", name="Bekijk de klantreis van: Noor").click()
    page.get_by_role("menuitemcheckbox", name="Henk").or_(page.get_by_role("menuitem", name="Henk")).first.click()
    expect(position(page, 4, 0)).to_contain_text("gemeten, n = 40")  # nobody knows which customers Henk is


def test_all_personas_over_all_maps_and_two_side_by_side(pages: Pages, served: Server, map_id: str) -> None:
    page = pages(f"{served.url}/personas")
    page.get_by_role("searchbox", name="Zoek in persona’s").fill("snel klaar")
    expect(page.get_by_role("heading", name="Noor", exact=True)).to_be_visible()
    expect(page.get_by_role("heading", name="Henk")).to_have_count(0)
    page.get_by_role("searchbox").fill("")
    page.goto(f"{served.url}/personas/vergelijk?p={map_id}.{NOOR}&p={map_id}.{HENK}")
    table = page.get_by_role("table")
    expect(table.get_by_role("columnheader", name="Noor")).to_be_visible()
    expect(table.get_by_role("row", name="Doelen")).to_contain_text("Rustook hiernaast")
    expect(table.get_by_role("row", name="Doelen")).to_contain_text("Snel klaar")
    expect(table.get_by_role("row", name="Digitaal")).to_contain_text("Noor: 80, Henk: 20")
    expect(table.get_by_role("row", name="Deel van alle klanten")).to_contain_text("20 van 40")
    expect(table.get_by_role("row", name="Deel van alle klanten")).to_contain_text("Zonder segment")
    page.get_by_role("button", name="Haal Henk uit de vergelijking").click()
    expect(table.get_by_role("columnheader", name="Henk")).to_have_count(0)


@pytest.mark.wide
def test_on_a_phone_no_page_sticks_out(pages: Pages, served: Server, map_id: str) -> None:
    for path in (f"/kaarten/{map_id}/personas/{NOOR}", f"/kaarten/{map_id}/personas", "/personas"):
        page = pages(f"{served.url}{path}", width=390, height=844)
        expect(page.get_by_text("Noor").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_an_empty_workspace_teaches_what_a_persona_is(pages: Pages, empty: Server) -> None:
    page = pages(f"{empty.url}/personas", locale="en-GB")
    expect(page.get_by_role("heading", name="No personas yet")).to_be_visible()
    expect(page.get_by_role("link", name="Go to the maps")).to_be_visible()


@pytest.mark.wide
def test_a_picture_is_put_on_the_page(opened: Page, served: Server, map_id: str, tmp_path: Path) -> None:
    page = opened
    dot = (
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
        b"\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
    )
    file = tmp_path / "noor.png"
    file.write_bytes(dot)
    page.locator("input[type=file]").set_input_files(file)
    expect(page.locator(".portrait img")).to_be_visible()
    saved(page)
    assert noor(served, map_id)["picture"].startswith("file_")


def test_lines_that_are_pasted_are_as_many_items(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    line(page, "Doelen, regel 2").focus()
    page.keyboard.press("End")
    page.keyboard.type(" ")
    page.evaluate(
        """text => {
            const data = new DataTransfer();
            data.setData('text/plain', text);
            const pasted = { clipboardData: data, bubbles: true, cancelable: true };
            document.activeElement.dispatchEvent(new ClipboardEvent('paste', pasted));
        }""",
        "zijn\r\n• Zekerheid\r\n2. Geen gedoe\r\n",
    )
    expect(line(page, "Doelen, regel 4")).to_be_focused()
    saved(page)
    assert noor(served, map_id)["goals"] == ["Rust", "Snel klaar zijn", "Zekerheid", "Geen gedoe"]


def test_what_is_being_typed_outlives_the_page(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    line(page, "Doelen, regel 2").focus()
    page.keyboard.press("End")
    page.keyboard.type(" zijn")
    page.reload()
    expect(line(page, "Doelen, regel 2")).to_have_value("Snel klaar zijn")
    page.get_by_label("Segment: klanten met").fill("activiteit = boeking")
    page.reload()
    expect(page.get_by_label("Segment: klanten met")).to_have_value("activiteit = boeking")
    curve = page.get_by_role("grid", name="Beleving van Noor")
    curve.locator("[data-emotion]").nth(1).focus()
    page.keyboard.type("opgelucht")
    expect(curve.get_by_label("In één woord")).to_have_value("opgelucht")
    page.reload()
    expect(curve.locator("[data-emotion]").nth(1)).to_contain_text("opgelucht")
    saved(page)
    after = noor(served, map_id)
    assert (after["goals"], after["segment"]) == (["Rust", "Snel klaar zijn"], "activiteit = boeking")
    assert [each["word"] for each in records(served, map_id, "emotion")] == ["opgelucht"]
