"""Each kind of drag, paste, undo, comment, suggestion and restore, while the other is at work in the same map."""

from __future__ import annotations

import httpx
import pytest
from playwright.sync_api import expect

from tests.browser.map_page import header, position, saved
from tests.browser.test_map_dragging import dragged, middle
from tests.browser.two import Together, card, write

pytestmark = pytest.mark.wide

ADVERT, BOOKING = "touchpoint_0000000000", "touchpoint_0000000002"


def test_everything_is_dragged_while_the_other_writes_in_it(together: Together) -> None:
    noor, bram = together.pages
    for text in ("eerst", "dan"):
        position(noor, 2, 1).focus()
        noor.keyboard.press("+")
        noor.keyboard.type(text)
        noor.keyboard.press("Enter")
    expect(card(bram, "dan")).to_be_visible()
    # a card within its cell, while the other goes on in that card
    card(bram, "dan").focus()
    bram.keyboard.press("Enter")
    bram.keyboard.press("End")
    bram.keyboard.type(" kijkt")
    x, y = middle(card(noor, "eerst"))
    with dragged(noor, card(noor, "dan"), (x, y - 9)):
        pass
    expect(position(noor, 2, 1).locator("[data-card] .text")).to_have_text(["dan", "eerst"])
    expect(position(bram, 2, 1).locator("[data-card] .text")).to_have_text(["eerst"])
    bram.keyboard.type(" hij")
    # and across cells
    with dragged(noor, card(noor, "dan"), middle(position(noor, 2, 3))):
        pass
    expect(position(bram, 2, 3).get_by_role("textbox")).to_be_focused()
    bram.keyboard.type(" rond")
    bram.keyboard.press("Enter")
    expect(position(noor, 2, 3).locator("[data-card] .text")).to_have_text(["dan kijkt hij rond"])
    # a touchpoint across phases, while the other renames it
    header(bram, "Advertentie").locator("[data-stop]").focus()
    bram.keyboard.press("F2")
    bram.keyboard.type("Pos")
    x, y = middle(header(noor, "Boeking"))
    with dragged(noor, header(noor, "Advertentie"), (x + 40, y)):
        pass
    expect(position(bram, 1, 3).get_by_role("textbox")).to_be_focused()
    bram.keyboard.type("ter")
    bram.keyboard.press("Enter")
    expect(position(noor, 1, 3)).to_contain_text("Poster")
    # a phase, while the other renames it
    position(bram, 0, 2).focus()
    bram.keyboard.press("F2")
    bram.keyboard.type("Beslissen")
    x, y = middle(header(noor, "Zoeken"))
    with dragged(noor, header(noor, "Kopen"), (x - 60, y)):
        pass
    expect(position(bram, 0, 1).get_by_role("textbox")).to_be_focused()
    bram.keyboard.type(" en kopen")
    bram.keyboard.press("Enter")
    expect(position(noor, 0, 1)).to_contain_text("Beslissen en kopen")
    # a lane, while the other renames it
    position(bram, 2, 0).focus()
    bram.keyboard.press("F2")
    bram.keyboard.type("Wat")
    x, y = middle(position(noor, 5, 0))
    with dragged(noor, position(noor, 2, 0), (x, y + 12)):
        pass
    expect(position(bram, 5, 0).get_by_role("textbox")).to_be_focused()
    bram.keyboard.type(" zij doen")
    bram.keyboard.press("Enter")
    expect(position(noor, 5, 0)).to_contain_text("Wat zij doen")
    held = together.alike()
    by_order = sorted((r for r in held.values() if r["kind"] == "lane"), key=lambda each: each["order"])
    assert [each["name"] for each in by_order] == ["Beleving", "Bereik", "Wachttijd", "Wat zij doen"]
    assert (held[ADVERT]["name"], held[ADVERT]["phase"]) == ("Poster", "phase_0000000001")
    assert held["phase_0000000001"]["order"] < held["phase_0000000000"]["order"]
    assert [(r["text"], r["touchpoint"]) for r in held.values() if r["kind"] == "cell" and "dan" in r["text"]] == [
        ("dan kijkt hij rond", BOOKING)
    ]


PASTE = """text => {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', text);
  document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
}"""


def test_paste_undo_comment_suggestion_and_restore(together: Together) -> None:
    noor, bram = together.pages
    position(noor, 2, 1).focus()
    noor.evaluate(PASTE, "zoekt\tvergelijkt")
    write(noor, 2, 3, "boekt")
    expect(card(bram, "boekt")).to_be_visible()
    # one says something about what the other pasted, who answers; both undo only what is theirs
    card(bram, "vergelijkt").focus()
    bram.keyboard.press("Control+Alt+m")
    box = bram.get_by_role("textbox", name="Opmerking, of @naam")
    box.press_sequentially("Waarmee?")
    bram.keyboard.press("Control+Enter")
    expect(card(noor, "vergelijkt").get_by_text("1 open opmerking")).to_be_attached()
    bram.keyboard.press("Escape")
    position(noor, 2, 3).focus()
    noor.keyboard.press("Control+z")
    expect(card(bram, "boekt")).to_have_count(0)
    noor.keyboard.press("Control+Shift+z")
    expect(card(bram, "boekt")).to_be_visible()
    expect(card(bram, "vergelijkt").get_by_text("1 open opmerking")).to_be_attached()
    # one proposes another text; meanwhile the other writes there, and both keep their words
    bram.get_by_role("button", name="Voorstellen (0 open)").click()
    bram.get_by_role("switch", name="Voorstelmodus").check()
    card(bram, "zoekt").focus()
    bram.keyboard.press("Enter")
    bram.keyboard.press("End")
    bram.keyboard.type(" een reis")
    bram.keyboard.press("Enter")
    noor.get_by_role("button", name="Voorstellen (1 open)").click()
    panel = noor.get_by_role("complementary", name="Voorstellen")
    expect(panel.get_by_role("button", name="Overnemen", exact=True)).to_be_visible()
    card(noor, "zoekt").focus()
    noor.keyboard.press("Enter")
    noor.keyboard.press("Home")
    noor.keyboard.type("Eva ")
    noor.keyboard.press("Enter")
    expect(panel.get_by_text("Nu staat er “Eva zoekt”")).to_be_visible()
    panel.get_by_role("button", name="Toch overnemen").click()
    expect(card(bram, "Eva zoekt een reis")).to_be_visible()
    bram.get_by_role("switch", name="Voorstelmodus").uncheck()
    saved(bram)
    # a version is kept, the other goes on, and it is restored
    kept = httpx.post(f"{together.api}/maps/{together.map}/versions", json={"name": "Toen"}, timeout=60)
    kept.raise_for_status()
    write(bram, 2, 3, "later bedacht")
    expect(card(noor, "later bedacht")).to_be_visible()
    saved(bram)
    bram.get_by_role("link", name="alle versies").click()
    bram.get_by_role("button", name="Meer met Toen").click()
    bram.get_by_role("menuitem", name="Terugzetten").click()
    bram.get_by_role("dialog").get_by_role("button", name="Terugzetten", exact=True).click()
    expect(bram.get_by_role("region", name="Meldingen").get_by_text("Toen teruggezet")).to_be_visible()
    bram.get_by_role("link", name="Kaart", exact=True).click()
    for page in (noor, bram):
        expect(card(page, "later bedacht")).to_have_count(0)
        expect(card(page, "Eva zoekt een reis")).to_be_visible()
    held = together.alike()
    assert together.texts() == ["Eva zoekt een reis", "boekt", "vergelijkt"]
    assert [each["status"] for each in held.values() if each["kind"] == "suggestion"] == ["accepted"]
    assert [each["text"] for each in held.values() if each["kind"] == "comment"] == ["Waarmee?"]
