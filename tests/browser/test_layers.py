"""Views, filters, size, finding and presenting, with the keyboard."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Pages, Server
from tests.browser.map_page import document, grid, header, position, records, saved

pytestmark = pytest.mark.wide


@pytest.fixture
def map_id(served: Server) -> str:
    """Three touchpoints, of which the second is on the web, and a card at each of the first two."""
    made = document()
    made["records"]["touchpoint_0000000001"]["channel"] = "web"
    made["records"]["phase_0000000000"]["goal"] = "Een reis kiezen"
    for n, text in enumerate(("Ziet een poster", "Leest reünieverhalen")):
        at = {"lane": "lane_0000000000", "touchpoint": f"touchpoint_{n:010}"}
        made["records"][f"cell_{n:010}"] = {"id": f"cell_{n:010}", "kind": "cell", "order": "V", "text": text, **at}
    return served.tell("/maps", {"document": made})["id"]


@pytest.fixture
def opened(pages: Pages, served: Server, map_id: str) -> Page:
    page = pages(f"{served.url}/kaarten/{map_id}")
    expect(grid(page)).to_be_visible()
    return page


def choose(page: Page, name: str) -> None:
    """Something of the view menu, by keyboard."""
    page.get_by_role("button", name="Weergave van de kaart").focus()
    page.keyboard.press("Enter")
    page.get_by_role("menuitemcheckbox", name=name).or_(page.get_by_role("menuitem", name=name)).first.focus()
    page.keyboard.press("Enter")


def test_a_given_view_hides_lanes_and_a_link_opens_it_again(opened: Page, pages: Pages, map_id: str) -> None:
    choose(opened, "Directie")
    expect(grid(opened).get_by_role("rowheader")).to_have_count(2)  # emotion and reach
    opened.wait_for_url(lambda url: parse_qs(urlsplit(url).query) == {"weergave": ["directie"]})
    other = pages(opened.url, locale="en-GB")
    expect(grid(other).get_by_role("rowheader")).to_have_count(2)
    expect(other.get_by_role("button", name="View of the map: Board")).to_be_visible()
    expect(other.locator(".scroller")).to_have_attribute("data-zoom", "overview")


def test_a_view_of_ones_own_is_kept_on_the_map(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    choose(page, "Uitvoering")
    choose(page, "Weergaven bewaren en beheren")
    page.get_by_label("Naam van de weergave", exact=True).fill("Weekoverleg")
    page.keyboard.press("Enter")
    name = page.get_by_label("Naam van weergave Weekoverleg")
    name.fill("Maandag")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    saved(page)
    (view,) = records(served, map_id, "view")
    assert view["name"] == "Maandag"
    assert view["hidden"] == ["lane_0000000001", "lane_0000000002"]
    page.wait_for_url(lambda url: parse_qs(urlsplit(url).query) == {"weergave": [view["id"]]})
    choose(page, "Team")
    expect(grid(page).get_by_role("rowheader")).to_have_count(4)
    choose(page, "Maandag")
    expect(grid(page).get_by_role("rowheader")).to_have_count(2)
    choose(page, "Weergaven bewaren en beheren")
    remove = page.get_by_role("button", name="Weergave Maandag verwijderen")
    remove.press("Enter")
    expect(remove).to_have_count(0)
    page.keyboard.press("Escape")
    saved(page)
    assert records(served, map_id, "view") == []


def test_a_filter_says_how_many_cards_fit(opened: Page) -> None:
    page = opened
    choose(page, "Kaartjes filteren")
    page.get_by_role("checkbox", name="web").press("Space")
    page.get_by_role("radio", name="Verbergen").press("Space")
    page.get_by_role("button", name="Klaar").press("Enter")
    expect(page.get_by_role("status").filter(has_text="1 van 2 kaartjes")).to_be_visible()
    expect(grid(page).get_by_text("Ziet een poster")).to_be_hidden()
    expect(grid(page).get_by_text("Leest reünieverhalen")).to_be_visible()
    page.get_by_role("button", name="Dimmen").press("Enter")
    expect(grid(page).get_by_text("Ziet een poster")).to_be_visible()
    page.get_by_role("button", name="Toon alles").press("Enter")
    expect(page.get_by_text("van 2 kaartjes")).to_have_count(0)


def test_finding_goes_from_hit_to_hit_and_opens_what_is_hidden(opened: Page) -> None:
    page = opened
    choose(page, "Directie")
    position(page, 1, 1).locator("[data-stop]").focus()
    page.keyboard.press("Control+f")
    box = page.get_by_role("search")
    expect(box.get_by_role("textbox")).to_be_focused()
    page.keyboard.type("REUNIE")  # without capitals and accents
    expect(box.get_by_role("status")).to_have_text("1 van 1")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(grid(page).locator("[data-card=cell_0000000001]")).to_be_focused()
    page.keyboard.press("Control+f")
    expect(box.get_by_role("textbox")).to_be_focused()
    page.keyboard.type("xyz")
    expect(box.get_by_role("status")).to_have_text("Niet gevonden")


def test_what_is_found_in_a_folded_lane_is_open_for_who_looks(pages: Pages, served: Server) -> None:
    made = document()
    made["records"]["lane_0000000000"]["collapsed"] = True
    at = {"lane": "lane_0000000000", "touchpoint": "touchpoint_0000000001", "order": "V"}
    made["records"]["cell_0000000001"] = {"id": "cell_0000000001", "kind": "cell", "text": "Vergelijkt", **at}
    map_id = served.tell("/maps", {"document": made})["id"]
    page = pages(f"{served.url}/kaarten/{map_id}")
    expect(grid(page)).to_be_visible()
    expect(grid(page).get_by_text("Vergelijkt", exact=True)).to_have_count(0)
    page.keyboard.press("Control+f")
    box = page.get_by_role("search")
    expect(box.get_by_role("textbox")).to_be_focused()
    page.keyboard.type("vergel")
    page.keyboard.press("Enter")
    expect(grid(page).get_by_text("Vergelijkt", exact=True)).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(grid(page).locator("[data-card=cell_0000000001]")).to_be_focused()
    # on the map itself it stays folded, and folding it again is one press
    assert records(served, map_id, "lane")[0]["collapsed"] is True
    grid(page).get_by_role("button", name="Klap laag Doet in").click()
    expect(grid(page).get_by_text("Vergelijkt", exact=True)).to_have_count(0)


def test_paper_keeps_the_filter_and_tells_what_it_leaves_out(opened: Page) -> None:
    page = opened
    page.goto(f"{page.url.split('?')[0]}?kaart-kanaal=web&zonder=lane_0000000003")
    page.get_by_role("button", name="Verbergen").press("Enter")
    expect(grid(page).get_by_text("Ziet een poster")).to_be_hidden()
    page.emulate_media(media="print")
    paper = page.locator("[data-paper]")
    expect(paper.get_by_text("Leest reünieverhalen")).to_be_visible()
    expect(paper.get_by_text("Ziet een poster")).to_be_hidden()
    told = page.get_by_text("Afgedrukt op")
    expect(told).to_contain_text("1 laag verborgen · alleen 1 van 2 kaartjes: web")
    page.emulate_media(media="screen")
    expect(told).to_be_hidden()


def test_size_by_keys_and_wheel(opened: Page) -> None:
    page = opened
    sheet = page.locator(".scroller")
    page.keyboard.press("Alt+-")
    expect(sheet).to_have_attribute("data-zoom", "overview")
    grid(page).hover()
    page.keyboard.down("Control")
    page.mouse.wheel(0, -100)
    page.keyboard.up("Control")
    expect(sheet).to_have_attribute("data-zoom", "normal")
    page.get_by_role("button", name="Groter").press("Enter")
    expect(sheet).to_have_attribute("data-zoom", "detail")


@pytest.mark.parametrize("width", [1440, 390])
def test_a_map_is_presented_phase_by_phase(pages: Pages, served: Server, map_id: str, width: int) -> None:
    page = pages(f"{served.url}/kaarten/{map_id}", width=width, height=800)
    choose(page, "Presenteren")
    sheet = page.get_by_role("dialog", name="Rondreis presenteren")
    expect(sheet.get_by_role("heading", level=1)).to_have_text("Zoeken")
    expect(sheet.get_by_text("Een reis kiezen")).to_be_visible()
    expect(sheet.get_by_text("Leest reünieverhalen")).to_be_attached()
    page.keyboard.press("ArrowRight")
    expect(sheet.get_by_role("heading", level=1)).to_have_text("Kopen")
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    expect(grid(page)).to_be_visible()


@pytest.mark.parametrize("size", [(720, 450, 310), (823, 514, 390)], ids=["twice", "less"])
def test_enlarged_in_the_browser_the_map_has_most_of_the_window(
    pages: Pages, served: Server, map_id: str, size: tuple[int, int, int]
) -> None:
    width, height, least = size
    page = pages(f"{served.url}/kaarten/{map_id}", width=width, height=height)
    expect(grid(page)).to_be_visible()
    box = page.locator(".under").bounding_box()
    assert box is not None
    assert box["height"] >= least
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    # whatever part one goes to is reached
    for tab in ("Persona’s", "Valideren", "Kaart"):
        page.get_by_role("navigation", name="Onderdelen van deze kaart").get_by_role("link", name=tab).click()
    expect(grid(page)).to_be_visible()
    # going down, the names of the touchpoints stay and those of the phases make room
    position(page, 5, 1).focus()
    page.keyboard.press("Control+End")
    expect(header(page, "Website")).to_be_in_viewport()


def test_a_presentation_keeps_the_filter_its_keys_and_the_top_of_each_phase(
    pages: Pages, served: Server, map_id: str
) -> None:
    page = pages(f"{served.url}/kaarten/{map_id}?kaart-kanaal=web", width=390, height=320)
    expect(page.get_by_role("status").filter(has_text="1 van 2 kaartjes")).to_be_visible()
    choose(page, "Presenteren")
    sheet = page.get_by_role("dialog", name="Rondreis presenteren")
    title = sheet.get_by_role("heading", level=1)
    expect(title).to_be_in_viewport()
    expect(sheet.get_by_text("1 van 2 kaartjes: web")).to_be_visible()
    expect(sheet.get_by_text("Ziet een poster")).to_be_attached()  # dimmed, as on the map
    page.keyboard.press("Control+k")  # it would stand behind the whole screen
    expect(page.get_by_role("combobox")).to_have_count(0)
    for _ in range(4):
        page.keyboard.press("ArrowDown")
    expect(title).not_to_be_in_viewport()
    sheet.get_by_role("button", name="Volgende fase").press("Enter")
    expect(title).to_have_text("Kopen")
    expect(title).to_be_in_viewport()
    expect(sheet.get_by_role("button", name="Volgende fase")).to_be_disabled()
    page.keyboard.press("ArrowLeft")  # the button has nowhere to go, the keys have
    expect(title).to_have_text("Zoeken")
    page.keyboard.press("Space")
    expect(title).to_have_text("Kopen")
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
