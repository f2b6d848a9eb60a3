"""Two real browsers in one map: at the end both have what the server has, and nobody lost a word."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.cable import Cable
from tests.browser.killable import Killable
from tests.browser.map_page import grid, header, kept, position, saved
from tests.browser.two import NOOR, Together, card, write


def test_words_in_different_cells_are_seen_by_the_other(together: Together) -> None:
    noor, bram = together.pages
    write(noor, 2, 1, "ziet een poster")
    write(bram, 2, 2, "zoekt een reis")
    expect(card(noor, "zoekt een reis")).to_be_visible()
    expect(card(bram, "ziet een poster")).to_be_visible()
    assert together.texts() == ["ziet een poster", "zoekt een reis"]


def test_words_in_one_cell_are_both_kept(together: Together) -> None:
    noor, bram = together.pages
    write(noor, 2, 1, "klikt")
    expect(card(bram, "klikt")).to_be_visible()
    for page in (noor, bram):
        card(page, "klikt").focus()
        page.keyboard.press("Enter")
    noor.keyboard.press("End")
    noor.keyboard.type(" op de knop")
    bram.keyboard.press("Home")
    bram.keyboard.type("Bram ")
    noor.keyboard.press("Enter")
    expect(card(noor, "klikt op de knop")).to_be_visible()
    saved(noor)
    bram.keyboard.press("Enter")
    expect(card(noor, "Bram klikt op de knop")).to_be_visible()
    assert together.texts() == ["Bram klikt op de knop"]


@pytest.mark.wide
def test_who_writes_goes_on_writing_whatever_another_moves_or_folds(together: Together) -> None:
    noor, bram = together.pages
    header(bram, "Advertentie").locator("[data-stop]").focus()
    bram.keyboard.press("F2")
    bram.keyboard.type("Pos")
    header(noor, "Advertentie").locator("[data-stop]").focus()
    noor.keyboard.press("Alt+ArrowRight")
    expect(position(bram, 1, 1)).to_contain_text("Website")
    bram.keyboard.type("ter")
    for _ in range(2):  # into the next phase, and past what is there
        noor.keyboard.press("Alt+ArrowRight")
    expect(position(bram, 1, 2)).to_contain_text("Boeking")
    bram.keyboard.type("s")
    bram.keyboard.press("Enter")
    for page in (noor, bram):
        expect(position(page, 1, 3)).to_contain_text("Posters")
    # who only stands somewhere stays there too: the next key is for the same touchpoint
    header(bram, "Posters").locator("[data-stop]").focus()
    noor.keyboard.press("Alt+ArrowLeft")
    expect(position(bram, 1, 2)).to_contain_text("Posters")
    expect(header(bram, "Posters").locator("[data-stop]")).to_be_focused()
    # another writes in the same empty cell, folds the lane, and moves the card that is being written
    position(bram, 2, 2).focus()
    bram.keyboard.type("ziet")
    write(noor, 2, 2, "van Noor")
    expect(card(bram, "van Noor")).to_be_visible()
    bram.keyboard.type(" hem")
    lane = {"op": "patch", "id": "lane_0000000000"}
    together.change({**lane, "fields": {"collapsed": True}})
    expect(position(noor, 2, 2)).to_have_text("1")
    bram.keyboard.type(" hangen")
    bram.keyboard.press("Enter")
    expect(position(bram, 2, 2)).to_have_text("2")
    together.change({**lane, "fields": {"collapsed": False}})
    card(bram, "ziet hem hangen").focus()
    bram.keyboard.press("Enter")
    bram.keyboard.press("End")
    bram.keyboard.type(" bij")
    card(noor, "ziet hem hangen").focus()
    noor.keyboard.press("Alt+ArrowRight")
    expect(position(bram, 2, 3).get_by_role("textbox")).to_be_focused()
    bram.keyboard.type(" de halte")
    bram.keyboard.press("Enter")
    expect(position(noor, 2, 3)).to_contain_text("ziet hem hangen bij de halte")
    # what is removed under one's hands is given back
    card(bram, "van Noor").focus()
    bram.keyboard.press("Enter")
    bram.keyboard.press("End")
    bram.keyboard.type(" en Bram")
    gone = next(name for name, each in together.held().items() if each.get("text") == "van Noor")
    together.change({"op": "remove", "id": gone})
    expect(bram.get_by_text("“van Noor en Bram”")).to_be_visible()
    assert together.texts() == ["ziet hem hangen bij de halte"]


def test_each_takes_back_only_their_own_steps(together: Together) -> None:
    noor, bram = together.pages
    write(noor, 2, 1, "van Noor")
    expect(card(bram, "van Noor")).to_be_visible()
    write(bram, 2, 2, "van Bram")
    expect(card(noor, "van Bram")).to_be_visible()
    position(noor, 2, 3).focus()
    noor.keyboard.press("Control+z")
    expect(card(bram, "van Noor")).to_have_count(0)
    expect(card(noor, "van Bram")).to_be_visible()
    expect(noor.get_by_role("button", name="Ongedaan maken")).to_be_disabled()
    position(bram, 2, 3).focus()
    bram.keyboard.press("Control+z")
    expect(card(noor, "van Bram")).to_have_count(0)
    noor.keyboard.press("Control+Shift+z")
    expect(card(bram, "van Noor")).to_be_visible()
    assert together.texts() == ["van Noor"]


def again(page: Page) -> None:
    """Press “try again” if the page has not come back by itself already."""
    unsaved = page.get_by_role("button", name="Nog niet opgeslagen")
    unsaved.evaluate_all("found => found.forEach((each) => each.click())")


def test_what_is_written_offline_is_there_after_coming_back(together: Together) -> None:
    noor, bram = together.pages
    write(noor, 2, 1, "klikt")
    expect(card(bram, "klikt")).to_be_visible()
    together.cables[NOOR].pull()
    expect(noor.get_by_role("button", name="Geen verbinding")).to_be_visible()
    card(noor, "klikt").focus()
    noor.keyboard.press("Enter")
    noor.keyboard.press("End")
    noor.keyboard.type(" in de trein")
    noor.keyboard.press("Enter")
    write(noor, 2, 2, "zonder verbinding")
    card(bram, "klikt").focus()
    bram.keyboard.press("Enter")
    bram.keyboard.press("Home")
    bram.keyboard.type("Bram ")
    bram.keyboard.press("Enter")
    header(bram, "Boeking").locator("button.more").click()
    bram.get_by_role("menuitem", name="Contactmoment verwijderen").click()
    expect(header(bram, "Boeking")).to_have_count(0)
    expect(noor.get_by_role("button", name="Nog niet opgeslagen")).to_be_visible()
    together.cables[NOOR].plug()
    again(noor)
    expect(card(bram, "zonder verbinding")).to_be_visible()
    expect(header(noor, "Boeking")).to_have_count(0)
    assert together.texts() == ["Bram klikt in de trein", "zonder verbinding"]


def test_a_server_that_is_killed_while_both_type_costs_no_word(together: Together) -> None:
    noor, bram = together.pages
    write(noor, 2, 1, "klikt")
    expect(card(bram, "klikt")).to_be_visible()
    card(noor, "klikt").focus()
    noor.keyboard.press("Enter")
    noor.keyboard.press("End")
    noor.keyboard.type(" twee")
    write(bram, 2, 2, "net ervoor")
    together.server.kill()
    noor.keyboard.type(" drie")
    noor.keyboard.press("Enter")
    write(bram, 2, 3, "terwijl hij weg is")
    expect(noor.get_by_role("button", name="Nog niet opgeslagen")).to_be_visible()
    together.server.start()
    # they come back by themselves: after a server that was long away within 19 seconds
    expect(card(noor, "terwijl hij weg is")).to_be_visible(timeout=40_000)
    expect(card(bram, "klikt twee drie")).to_be_visible(timeout=40_000)
    assert together.texts() == ["klikt twee drie", "net ervoor", "terwijl hij weg is"]


@pytest.mark.wide
def test_a_browser_that_is_killed_offline_brings_its_words_when_it_is_started_again(
    together: Together, chromium: Path, tmp_path: Path
) -> None:
    noor, _ = together.pages
    cable = Cable(together.server.port)
    eva = Killable(together.pages[0].context.browser.browser_type, chromium, tmp_path)  # type: ignore[union-attr]
    address = f"{cable.url}/kaarten/{together.map}"
    try:
        page = eva.open(address)
        write(page, 2, 1, "aangekomen")
        expect(card(noor, "aangekomen")).to_be_visible()
        saved(page)
        cable.pull()
        expect(page.get_by_role("button", name="Geen verbinding")).to_be_visible()
        write(page, 2, 2, "zonder verbinding")
        header(page, "Boeking").locator("[data-stop]").focus()
        page.keyboard.press("F2")
        page.keyboard.type("Reserveren")  # and not even kept
        page.evaluate("() => window.onDisk()")
        eva.kill()
        cable.plug()
        page = eva.open(address)
        for each in (page, noor):
            expect(card(each, "zonder verbinding")).to_be_visible()
            expect(header(each, "Reserveren")).to_be_visible()
        saved(page)
        assert kept(page) == []
    finally:
        eva.kill()
        cable.close()
    assert together.texts() == ["aangekomen", "zonder verbinding"]


@pytest.mark.wide
def test_a_value_that_breaks_a_rule_is_put_back_and_said(together: Together) -> None:
    noor, bram = together.pages
    # what the other removed while this page was away from it
    together.cables[NOOR].pull()
    expect(noor.get_by_role("button", name="Geen verbinding")).to_be_visible()
    together.change({"op": "patch", "id": "lane_0000000000", "fields": {"type": "drop_off"}})
    expect(position(bram, 2, 0)).to_contain_text("gemeten")
    write(noor, 2, 1, "hoort hier niet meer")
    together.cables[NOOR].plug()
    again(noor)
    expect(noor.get_by_text("Dit kon niet worden opgeslagen")).to_be_visible()
    expect(noor.get_by_text("“hoort hier niet meer”")).to_be_visible()
    assert together.texts() == []


@pytest.mark.wide
def test_what_an_input_method_composes_is_left_alone_while_its_place_moves(together: Together) -> None:
    noor, bram = together.pages
    header(bram, "Advertentie").locator("[data-stop]").focus()
    bram.keyboard.press("F2")
    bram.keyboard.press("End")
    bram.evaluate("() => addEventListener('compositionend', ({ data }) => (window.composed = data))")
    method = bram.context.new_cdp_session(bram)
    method.send("Input.imeSetComposition", {"text": "に", "selectionStart": 1, "selectionEnd": 1})
    header(noor, "Advertentie").locator("[data-stop]").focus()
    noor.keyboard.press("Alt+ArrowRight")
    write(noor, 2, 3, "gaat gewoon door")
    bram.wait_for_function("() => JSON.stringify(window.openMap()).includes('gaat gewoon door')")
    assert bram.evaluate("() => window.composed ?? null") is None
    expect(position(bram, 1, 1).locator("textarea")).to_have_value("Advertentieに")
    method.send("Input.imeSetComposition", {"text": "日本", "selectionStart": 2, "selectionEnd": 2})
    method.send("Input.insertText", {"text": "日本"})
    assert bram.evaluate("() => window.composed") == "日本"
    expect(position(bram, 1, 2).locator("textarea")).to_have_value("Advertentie日本")
    bram.keyboard.press("Enter")
    expect(header(noor, "Advertentie日本")).to_be_visible()


@pytest.mark.wide
def test_where_the_other_stands_under_the_name_they_chose_and_what_they_write_is_seen(together: Together) -> None:
    noor, bram = together.pages
    expect(noor.get_by_role("button", name="Hier zijn:")).to_contain_text("2 hier")
    bram.get_by_role("button", name="Hier zijn:").click()
    bram.get_by_role("menuitem", name="Uw naam en kleur…").click()
    dialog = bram.get_by_role("dialog", name="Hoe anderen u zien")
    dialog.get_by_role("textbox", name="Naam").fill("Bram de Wit")
    dialog.get_by_label("Kleur 3").check()
    dialog.get_by_role("button", name="Bewaren").click()
    expect(noor.get_by_role("button", name="Hier zijn: Deze computer (u), Bram de Wit")).to_contain_text("2 hier")
    expect(bram.get_by_role("button", name="Hier zijn: Bram de Wit (u), Deze computer")).to_be_visible()
    bram.get_by_role("button", name="Opmerkingen (").click()
    bram.get_by_label("Opmerking, of @naam").fill("van mij")
    bram.get_by_role("button", name="Plaatsen").click()
    bram.get_by_role("button", name="Opmerkingen sluiten").click()
    expect(bram.get_by_role("button", name="Opmerkingen (")).to_be_focused()
    assert [each["by"] for each in together.alike().values() if each["kind"] == "comment"] == ["Bram de Wit"]
    position(bram, 2, 2).focus()
    bram.keyboard.type("zoekt een")
    marked = """wanted => getComputedStyle(
      document.querySelector('[role=grid] [role=gridcell][data-row="2"][data-col="2"]'), '::after'
    ).content.includes(wanted)"""
    noor.wait_for_function(marked, arg="zoekt een")
    bram.keyboard.press("Escape")
    bram.context.close()
    expect(noor.get_by_role("button", name="Hier zijn:")).to_contain_text("1 hier")


@pytest.mark.wide
def test_who_presents_is_followed_until_one_moves_oneself(together: Together) -> None:
    noor, bram = together.pages
    header(bram, "Kopen").locator("button.more").click()
    bram.get_by_role("menuitem", name="Inklappen").click()
    expect(header(bram, "Boeking")).to_have_count(0)
    noor.get_by_role("button", name="Hier zijn:").click()
    noor.get_by_role("menuitemcheckbox", name="Presenteer").click()
    bram.get_by_role("button", name="Volg Deze computer").click()
    expect(bram.get_by_role("button", name="Stop met volgen")).to_be_visible()
    expect(header(bram, "Boeking")).to_be_visible()
    header(noor, "Website").locator("[data-stop]").click()
    expect(bram.get_by_role("complementary", name="Contactmoment Website")).to_be_visible()
    noor.get_by_role("link", name="Valideren").click()
    bram.wait_for_url("**/valideren*")
    noor.get_by_role("link", name="Kaart", exact=True).click()
    expect(grid(bram)).to_be_visible()
    bram.mouse.move(600, 500)
    bram.mouse.wheel(0, 40)
    expect(bram.get_by_role("button", name="Stop met volgen")).to_have_count(0)
    # and sees the map folded as they had folded it
    expect(header(bram, "Boeking")).to_have_count(0)


@pytest.mark.wide
def test_who_presents_loads_the_page_again_and_is_followed_still(together: Together) -> None:
    noor, bram = together.pages
    noor.get_by_role("button", name="Hier zijn:").click()
    noor.get_by_role("menuitemcheckbox", name="Presenteer").click()
    bram.get_by_role("button", name="Volg Deze computer").click()
    following = bram.get_by_role("button", name="Stop met volgen")
    expect(following).to_be_visible()
    noor.reload()
    expect(noor.get_by_role("button", name="Stop met presenteren")).to_be_visible()
    expect(following).to_be_visible()
    header(noor, "Website").locator("[data-stop]").click()
    expect(bram.get_by_role("complementary", name="Contactmoment Website")).to_be_visible()
    noor.get_by_role("button", name="Stop met presenteren").click()
    noor.reload()
    expect(grid(noor)).to_be_visible()
    expect(noor.get_by_role("button", name="Stop met presenteren")).to_have_count(0)


@pytest.mark.wide
def test_what_another_selects_and_where_their_mouse_is_is_seen_also_on_names_and_the_curve(together: Together) -> None:
    noor, bram = together.pages
    look = """([place, pseudo, name, wanted]) => {
      const style = getComputedStyle(document.querySelector('[role=grid] ' + place), pseudo);
      // a name on an edge that is seven pixels wide is no name
      return style[name].includes(wanted) && (name !== 'content' || parseFloat(style.width) > 30);
    }"""
    bram.get_by_role("button", name="Hier zijn:").click()
    bram.get_by_role("menuitem", name="Uw naam en kleur…").click()
    dialog = bram.get_by_role("dialog", name="Hoe anderen u zien")
    dialog.get_by_role("textbox", name="Naam").fill("Bram de Wit")
    dialog.get_by_role("button", name="Bewaren").click()
    # the name is readable on the name of a touchpoint, and stands on the curve
    header(bram, "Website").locator("[data-stop]").focus()
    noor.wait_for_function(look, arg=["[role=columnheader][data-touchpoint$='1']", "::after", "content", "Bram de Wit"])
    position(bram, 3, 2).focus()
    noor.wait_for_function(look, arg=["[data-row='3'][data-col='2']", "::after", "content", "Bram de Wit"])
    position(bram, 2, 1).focus()
    bram.keyboard.press("Shift+ArrowRight")
    bram.keyboard.press("Shift+ArrowDown")
    for place in ("[data-row='2'][data-col='1']", "[data-row='3'][data-col='2']"):
        noor.wait_for_function(look, arg=[place, None, "backgroundImage", "gradient"])
    box = position(bram, 2, 3).bounding_box()
    assert box
    bram.mouse.move(box["x"] + 20, box["y"] + 20)
    bram.mouse.move(box["x"] + 30, box["y"] + 20)
    expect(noor.locator(".pointer", has_text="Bram de Wit")).to_be_visible()
    # and lies there when the map of who looks is scrolled or of another size
    seen = noor.locator(".pointer").bounding_box()
    mine = position(noor, 2, 3).bounding_box()
    assert seen
    assert mine
    assert mine["x"] <= seen["x"] <= mine["x"] + mine["width"]
    # @ offers who is here, though nobody signs in
    noor.get_by_role("button", name="Opmerkingen (").click()
    noor.get_by_label("Opmerking, of @naam").press_sequentially("weet @br")
    expect(noor.get_by_role("option", name="Bram de Wit")).to_be_visible()
    noor.keyboard.press("Enter")
    noor.keyboard.press("Control+Enter")
    saved(noor)
    assert [each["mentions"] for each in together.alike().values() if each["kind"] == "comment"] == [["Bram de Wit"]]


@pytest.mark.wide
def test_who_follows_sees_the_size_the_view_and_every_phase_that_is_presented(together: Together) -> None:
    noor, bram = together.pages
    bram.keyboard.press("Alt+-")
    size = bram.get_by_role("group", name="Grootte")
    expect(size).to_contain_text("Overzicht")
    bram.get_by_role("button", name="Hier zijn:").click()
    bram.get_by_role("menuitemcheckbox", name="Volg Deze computer").click()
    expect(size).to_contain_text("Gewoon")
    noor.get_by_role("button", name="Groter").click()
    expect(size).to_contain_text("Detail")
    noor.get_by_role("button", name="Weergave van de kaart").click()
    noor.get_by_role("menuitem", name="Presenteren").click()
    expect(noor.locator("[role=dialog]:focus")).to_have_count(1)
    expect(bram.get_by_role("dialog").get_by_role("heading", level=1)).to_have_text("Zoeken")
    noor.keyboard.press("ArrowRight")
    expect(bram.get_by_role("dialog").get_by_role("heading", level=1)).to_have_text("Kopen")
    noor.keyboard.press("Escape")
    expect(bram.get_by_role("dialog")).to_have_count(0)
    # what is compared is seen too, and on the way back one's own size is there
    noor.locator("a.version").click()
    bram.wait_for_url("**/versies**")
    bram.get_by_role("button", name="Stop met volgen").click()
    bram.get_by_role("link", name="Kaart", exact=True).click()
    expect(size).to_contain_text("Overzicht")
