"""Beside the map without a mouse: notes and clock, comments, suggestions, following, versions; and all of it said."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.by_keys import Hands, on_map
from tests.browser.conftest import Pages, Server
from tests.browser.map_page import grid, header, make, position, records, saved

pytestmark = pytest.mark.wide


@pytest.fixture
def map_id(served: Server) -> str:
    return make(served)


def test_notes_are_written_moved_voted_on_timed_and_put_on_the_map(pages: Pages, served: Server, map_id: str) -> None:
    here = on_map(pages, served.url, map_id)
    page = here.page
    here.tab(page.get_by_role("button", name="Notities"), "Enter")
    pane = page.get_by_role("complementary", name="Notities")
    expect(pane.get_by_role("heading", name="Notities")).to_be_focused()
    for text in ("geen filters", "bellen helpt"):
        here.tab(pane.get_by_role("button", name="Notitie", exact=True), "Enter", back=text == "bellen helpt")
        expect(pane.get_by_label("Tekst van de notitie")).to_be_focused()
        here.write(text, "Enter")
        here.heard("Notitie geschreven")
    first = pane.get_by_role("listitem").filter(has_text="geen filters").locator("button.text")
    here.arrow(first, "Alt+ArrowDown", key="ArrowLeft")
    here.heard("Notitie verschoven")
    expect(first).to_be_focused()
    here.press("+")
    here.heard("Stip gegeven, nog 4 stippen")
    here.menu("Groen")
    here.heard("Kleur van de notitie gewijzigd")
    expect(first).to_be_focused()
    # the clock of the workshop
    here.tab(pane.locator("summary"), "Enter", back=True)
    here.tab(pane.get_by_label("Minuten"))
    here.replace("3", "Enter")
    here.heard("Tijdklok loopt: 3 minuten")
    here.inside(pane)
    here.tab(pane.get_by_role("button", name="Pauze"), "Enter")
    here.heard("Tijdklok staat stil")
    here.inside(pane)
    here.tab(pane.get_by_role("button", name="Ga verder"), "Enter")
    here.heard("Tijdklok loopt weer")
    here.tab(pane.get_by_role("button", name="Stop", exact=True), "Enter")
    here.heard("Tijdklok gestopt")
    here.inside(pane)
    # onto the map
    here.tab(pane.locator("button.text[tabindex='0']"))
    here.arrow(first, key="ArrowRight")
    here.menu("Zet op de kaart…")
    dialog = page.get_by_role("dialog", name="Notitie op de kaart zetten")
    here.tab(dialog.get_by_label("Laag"))
    here.write("Doet")
    here.tab(dialog.get_by_label("Contactmoment"))
    here.write("Boeking")
    here.tab(dialog.get_by_role("button", name="Zet neer"), "Enter")
    here.heard("Notitie is nu een kaartje: Doet bij Boeking")
    expect(position(page, 2, 3).get_by_text("geen filters")).to_be_visible()
    expect(dialog).to_have_count(0)
    expect(page.locator(":focus")).to_have_count(1)
    here.tab(pane.locator("button.text"), "Delete")
    here.heard("Notitie verwijderd")
    here.inside(pane)
    saved(page)
    assert [cell["text"] for cell in records(served, map_id, "cell")] == ["geen filters"]
    assert records(served, map_id, "sticky") == []
    assert records(served, map_id, "map")[0]["timer_ends"] is None
    here.tab(pane.get_by_role("button", name="Sluit notities"), "Enter", back=True)
    expect(page.get_by_role("button", name="Notities")).to_be_focused()


def test_a_comment_is_made_answered_changed_resolved_and_removed(pages: Pages, served: Server, map_id: str) -> None:
    eva = pages(served.url)
    eva.context.add_cookies([{"name": "klantreis_name", "value": "Eva", "url": served.url}])
    eva.goto(f"{served.url}/kaarten/{map_id}")
    here = on_map(pages, served.url, map_id)
    page = here.page
    expect(page.get_by_role("button", name=re.compile("Eva.*2"))).to_be_visible()
    here.stand(1, 2)
    here.press("Control+Alt+m")
    panel = page.get_by_role("complementary", name="Opmerkingen")
    field = panel.get_by_role("textbox", name="Opmerking, of @naam")
    expect(field).to_be_focused()
    here.write("Klopt dit nog, @")
    option = panel.get_by_role("option").first
    expect(option).to_be_visible()
    expect(option).to_have_text("Eva")  # who is here is offered
    here.press("Enter")
    expect(field).to_have_value("Klopt dit nog, @Eva ")
    here.press("Control+Enter")
    here.heard("Opmerking geplaatst")
    here.tab(panel.get_by_role("button", name="Antwoorden"), "Enter")
    expect(panel.get_by_role("textbox", name="Antwoord, of @naam")).to_be_focused()
    here.write("Sinds maart", "Control+Enter")
    here.heard("Antwoord geplaatst")
    here.inside(panel)
    here.tab(panel.get_by_role("button", name="Opmerking wijzigen").last, "Enter", back=True)
    here.write("Ja. ", "Control+Enter")
    here.inside(panel)
    here.tab(panel.get_by_role("button", name="Opmerking verwijderen").last, "Enter")
    here.inside(panel)
    here.tab(panel.get_by_role("button", name="Afhandelen"), "Enter")
    here.inside(panel)  # it has left the list of open ones
    expect(panel.get_by_text("Klopt dit nog")).to_have_count(0)
    here.pick(panel.get_by_role("group", name="Welke opmerkingen"), "Afgehandeld")
    here.tab(panel.get_by_role("button", name="Heropenen"), "Enter")
    here.inside(panel)
    saved(page)
    [comment] = records(served, map_id, "comment")
    assert (comment["target"], comment["resolved"]) == ("touchpoint_0000000001", False)
    assert comment["mentions"] == ["Eva"]
    here.press("Escape")
    expect(header(page, "Website").locator("[data-stop]")).to_be_focused()


def test_what_is_proposed_is_accepted_and_declined(pages: Pages, served: Server, map_id: str) -> None:
    anna, bram = on_map(pages, served.url, map_id), on_map(pages, served.url, map_id)
    anna.ask("Voorstelmodus aan")
    anna.heard("Voorstelmodus staat aan")
    panel = bram.page.get_by_role("complementary", name="Voorstellen")
    for col, text, deed, said in (
        (1, "ziet een poster", "Overnemen", "overgenomen"),
        (2, "vergelijkt prijzen", "Afwijzen", "afgewezen"),
    ):
        anna.stand(2, col)
        anna.write(text, "Enter")
        anna.heard("Kaartje toegevoegd")
        saved(anna.page)
        assert text not in [cell["text"] for cell in records(served, map_id, "cell")]
        if not panel.count():
            bram.tab(bram.page.get_by_role("button", name="Voorstellen (1 open)"), "Enter", back=True)
        expect(panel.get_by_text(text)).to_be_visible()
        bram.tab(panel.get_by_role("button", name=deed), "Enter")
        bram.heard(said)
        bram.inside(panel)
        # who proposed it sees that it was decided on
        expect(anna.page.get_by_role("button", name="Voorstellen (0 open)")).to_be_visible()
    saved(bram.page)
    assert [cell["text"] for cell in records(served, map_id, "cell")] == ["ziet een poster"]
    assert sorted(each["status"] for each in records(served, map_id, "suggestion")) == ["accepted", "declined"]
    bram.press("Escape")
    expect(panel).to_have_count(0)
    expect(bram.page.get_by_role("button", name="Voorstellen (0 open)")).to_be_focused()


def test_who_presents_is_followed_until_a_key_is_pressed(pages: Pages, served: Server, map_id: str) -> None:
    noor, bram = on_map(pages, served.url, map_id), on_map(pages, served.url, map_id)
    people = noor.page.get_by_role("button", name="Hier zijn:")
    expect(people).to_contain_text("2 hier")
    noor.tab(people, "Enter", back=True)
    noor.choose("Presenteer: nodig iedereen uit om u te volgen")
    noor.heard("U presenteert")
    bram.heard("presenteert")
    follow = bram.page.get_by_role("button", name="Volg ")
    bram.tab(follow, "Enter", back=True)
    bram.heard("U volgt")
    expect(bram.page.get_by_role("button", name="Stop met volgen")).to_be_focused()
    noor.stand(1, 2)
    noor.press("Enter")
    expect(bram.page.get_by_role("complementary", name="Contactmoment Website")).to_be_visible()
    noor.press("Escape")
    expect(bram.page.get_by_role("complementary", name="Contactmoment Website")).to_have_count(0)
    bram.stand(2, 1)  # the arrows are one's own way
    bram.heard("niet meer")
    expect(bram.page.get_by_role("button", name="Stop met volgen")).to_have_count(0)
    noor.tab(noor.page.get_by_role("button", name="Stop met presenteren"), "Enter", back=True)
    expect(noor.page.get_by_role("button", name="Stop met presenteren")).to_have_count(0)
    noor.inside(grid(noor.page))


def list_of_versions(here: Hands) -> None:
    here.tab(here.page.get_by_role("link", name="alle versies"), "Enter", back=True)
    expect(here.page.get_by_role("heading", name="Versies", level=1)).to_be_visible()


def test_versions_are_named_compared_restored_and_a_future_laid_over(pages: Pages, served: Server, map_id: str) -> None:
    here = on_map(pages, served.url, map_id)
    page = here.page
    here.stand(2, 2)
    here.write("vergelijkt", "Enter")
    saved(page)
    list_of_versions(here)
    here.tab(page.get_by_label("Naam voor de kaart van nu"))
    here.write("Begin", "Enter")
    here.heard("Versie Begin bewaard")
    # another name for it, given up once
    more = page.get_by_role("button", name="Meer met Begin")
    for name, key in (("niets", "Escape"), ("Voor de directie", "Enter")):
        here.tab(more, "Enter")
        here.choose("Andere naam")
        expect(page.get_by_role("textbox", name="Naam van Begin")).to_be_focused()
        here.replace(name, key)
        if key == "Escape":
            expect(more).to_be_focused()
    here.heard("Versie Voor de directie bewaard")
    more = page.get_by_role("button", name="Meer met Voor de directie")
    expect(more).to_be_focused()
    # something changes
    here.tab(page.get_by_role("link", name="Kaart", exact=True), "Enter", back=True)
    expect(grid(page)).to_be_visible()
    here.stand(1, 3)
    here.menu("Contactmoment verwijderen")
    here.heard("Boeking verwijderd")
    here.inside(grid(page))
    saved(page)
    # compared with now
    list_of_versions(here)
    here.tab(more, "Enter")
    here.choose("Vergelijken met nu")
    here.heard("verschil")
    told = page.get_by_role("complementary", name="Verschillen")
    entry = told.get_by_role("button", name="Boeking").first
    here.tab(entry, "Enter")
    here.heard("Boeking, op de kaart. Escape: terug naar de lijst.")
    expect(header(page, "Boeking").locator("[data-stop]")).to_be_focused()
    here.press("Escape")
    expect(entry).to_be_focused()
    # restored, and back
    here.tab(page.get_by_role("button", name="terugzetten"), "Enter", back=True)
    dialog = page.get_by_role("dialog")
    here.tab(dialog.get_by_role("button", name="Terugzetten", exact=True), "Enter")
    here.heard("Voor de directie teruggezet")
    # the map itself is there, and has taken the focus
    expect(told).to_have_count(0)
    expect(page.locator("main:focus")).to_have_count(1)
    # a message with the focus in it stays, however slow the rest
    here.press("Alt+t")
    undo = page.get_by_role("region", name="Meldingen").get_by_role("button", name="Ongedaan maken")
    expect(undo).to_be_focused()
    expect(header(page, "Boeking")).to_be_visible()
    saved(page)
    assert len(records(served, map_id, "touchpoint")) == 3
    here.press("Enter")
    expect(header(page, "Boeking")).to_have_count(0)
    expect(page.locator(":focus")).to_have_count(1)
    saved(page)
    assert len(records(served, map_id, "touchpoint")) == 2
    # a future
    here.tab(page.get_by_role("button", name="huidig"), "Enter", back=True)
    here.choose("Dupliceer als toekomst")
    expect(page.get_by_role("link", name="van Rondreis")).to_be_visible()
    expect(grid(page)).to_be_visible()
    here.stand(2, 1)
    here.write("krijgt antwoord", "Enter")
    saved(page)
    here.tab(page.get_by_role("button", name="toekomstig"), "Enter", back=True)
    here.choose("Leg over Rondreis")
    here.heard("verschil")
    laid = grid(page).locator("[data-card]").filter(has_text="krijgt antwoord")
    expect(laid).to_contain_text("erbij")
    sides = page.get_by_role("group", name="In beeld")
    here.pick(sides, "huidig")
    expect(laid).to_have_count(0)
    here.pick(sides, "toekomstig")
    expect(laid).to_contain_text("erbij")
