"""What a card can say and how it looks: bold, lists, links; by key, by button and by paste."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Pages, Server
from tests.browser.map_page import grid, header, make, position, records, saved

pytestmark = pytest.mark.wide

PASTE = """([text, html]) => {
    const data = new DataTransfer();
    data.setData('text/plain', text);
    if (html) data.setData('text/html', html);
    const pasted = { clipboardData: data, bubbles: true, cancelable: true };
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', pasted));
}"""


@pytest.fixture
def map_id(served: Server) -> str:
    return make(served)


@pytest.fixture
def opened(pages: Pages, served: Server, map_id: str) -> Page:
    page = pages(f"{served.url}/kaarten/{map_id}")
    expect(grid(page)).to_be_visible()
    return page


def texts(served: Server, map_id: str) -> list[str]:
    return [cell["text"] for cell in records(served, map_id, "cell")]


def test_bold_a_list_and_a_link_by_keyboard(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    position(page, 2, 1).focus()
    page.keyboard.type("zoekt")
    page.keyboard.press("Control+b")
    page.keyboard.press("End")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("- reist")
    page.keyboard.press("Shift+Enter")  # goes on with the list
    page.keyboard.type("site")
    page.keyboard.press("Control+Shift+ArrowLeft")
    page.keyboard.press("Control+Shift+k")
    page.keyboard.type("a.example/b")
    page.keyboard.press("Enter")
    saved(page)
    assert texts(served, map_id) == ["**zoekt**\n- reist\n- [site](https://a.example/b)"]
    place = position(page, 2, 1)
    expect(place.locator("strong")).to_have_text("zoekt")
    expect(place.locator(".item")).to_have_text(["reist", "site"])
    expect(place.get_by_role("button", name="zoekt reist site Doet bij Advertentie")).to_be_attached()
    anchor = place.get_by_role("link", name="site")
    expect(anchor).to_have_attribute("href", "https://a.example/b")
    expect(anchor).to_have_attribute("rel", "noopener noreferrer")
    # with the arrows one stands on the card, then on its link
    position(page, 1, 1).locator("[data-stop]").first.focus()
    page.keyboard.press("ArrowDown")
    expect(place.locator("[data-card]")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(anchor).to_be_focused()


def test_the_buttons_do_the_same_and_keep_the_field(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    position(page, 2, 2).focus()
    page.keyboard.type("een twee")
    tools = page.get_by_role("toolbar", name="Opmaak")
    tools.get_by_role("button", name="Vet").click()
    tools.get_by_role("button", name="Opsomming").click()
    field = page.get_by_label("Nieuw kaartje: Doet bij Website")
    expect(field).to_be_focused()
    expect(field).to_have_value("- een **twee**")
    page.keyboard.press("Control+z")  # the field's own undo, step by step
    expect(field).to_have_value("een **twee**")
    page.keyboard.press("Enter")
    saved(page)
    assert texts(served, map_id) == ["een **twee**"]


def test_pasted_rich_text_becomes_marks_and_nothing_else(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    position(page, 2, 1).focus()
    page.keyboard.press("Enter")
    html = "<p>Kop</p><ul><li><b>een</b></li><li><a href='https://a.example/'>twee</a></li></ul><script>window.hit=1</script>"
    page.evaluate(PASTE, ["Kop een twee", html])
    page.keyboard.press("Enter")
    position(page, 2, 2).focus()
    page.keyboard.press("Enter")
    page.keyboard.type("<img src=x onerror='window.hit=1'> [klik](javascript:window.hit=1)")
    page.keyboard.press("Enter")
    saved(page)
    assert "Kop\n- **een**\n- [twee](https://a.example/)" in texts(served, map_id)
    expect(position(page, 2, 2)).to_contain_text("<img src=x onerror='window.hit=1'> [klik](javascript:window.hit=1)")
    expect(position(page, 2, 2).locator("img, a")).to_have_count(0)
    assert page.evaluate("window.hit") is None


def test_an_address_pasted_on_selected_words_makes_a_link(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    position(page, 2, 1).focus()
    page.keyboard.type("voorwaarden")
    page.keyboard.press("Control+a")
    page.evaluate(PASTE, ["https://a.example/v", ""])
    page.keyboard.press("Tab")
    saved(page)
    assert texts(served, map_id) == ["[voorwaarden](https://a.example/v)"]


def test_colour_icon_and_tags_of_a_card_by_keyboard(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    position(page, 2, 1).focus()
    page.keyboard.type("zoekt")
    page.keyboard.press("Enter")
    card = position(page, 2, 1).locator("[data-card]")
    card.focus()
    page.keyboard.press("Control+.")
    look = page.get_by_role("dialog", name="Uiterlijk van het kaartje")
    look.get_by_role("radio", name="Groen", exact=True).check()
    look.get_by_role("radio", name="idee").check()
    look.get_by_label("Labels").focus()
    page.keyboard.type("snel, goed")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(look).to_have_count(0)
    expect(card).to_be_focused()
    expect(card).to_have_accessible_name("idee zoekt snel goed Doet bij Advertentie")
    saved(page)
    [cell] = records(served, map_id, "cell")
    assert (cell["colour"], cell["icon"], cell["tags"]) == ("#3f8f55", "idea", ["snel", "goed"])


def test_a_touchpoint_carries_an_icon_and_colour_and_its_channel(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    head = header(page, "Website")
    head.locator("[data-stop]").focus()
    page.keyboard.press("Shift+F10")
    page.get_by_role("menuitem", name="Kleur, icoon en labels…").press("Enter")
    look = page.get_by_role("dialog", name="Uiterlijk van Website")
    look.get_by_role("radio", name="Rood", exact=True).check()
    look.get_by_role("radio", name="winkelwagen").check()
    look.get_by_role("button", name="Sluiten").click()
    expect(head.get_by_role("img", name="winkelwagen")).to_be_visible()
    saved(page)
    found = {point["name"]: (point["colour"], point["icon"]) for point in records(served, map_id, "touchpoint")}
    assert found["Website"] == ("#b3261e", "cart")
