"""Comments: two people, two browsers, one map."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

import klantreis as kr
from tests.browser.conftest import Pages, Server
from tests.browser.map_page import card_with, grid, header, make, position, records

pytestmark = pytest.mark.wide


def write(page: Page, text: str, field: str = "Opmerking, of @naam") -> None:
    box = page.get_by_role("textbox", name=field)
    expect(box).to_be_focused()
    box.press_sequentially(text)
    page.keyboard.press("Control+Enter")


def test_a_comment_appears_at_the_other_who_answers_and_resolves(pages: Pages, server: Server) -> None:
    map_id = make(server)
    anna, bram = pages(f"{server.url}/kaarten/{map_id}"), pages(f"{server.url}/kaarten/{map_id}")
    expect(header(bram, "Website")).to_be_visible()
    header(anna, "Website").locator("[data-stop]").focus()
    anna.keyboard.press("Control+Alt+m")
    write(anna, "Klopt dit nog?")
    badge = header(bram, "Website").get_by_role("button", name="1 open opmerking")
    expect(badge).to_be_visible()
    badge.click()
    panel = bram.get_by_role("complementary", name="Opmerkingen")
    expect(panel.get_by_text("Klopt dit nog?")).to_be_visible()
    panel.get_by_role("button", name="Antwoorden").click()
    write(bram, "Ja, sinds maart", "Antwoord, of @naam")
    expect(anna.get_by_text("Ja, sinds maart")).to_be_visible()
    panel.get_by_role("button", name="Afhandelen").click()
    expect(header(anna, "Website").get_by_role("button", name="1 open opmerking")).to_have_count(0)
    expect(anna.get_by_role("complementary").get_by_text("Klopt dit nog?")).to_have_count(0)
    first = next(each for each in records(server, map_id, "comment") if not each["reply_to"])
    assert (first["resolved"], first["resolved_by"], first["target"]) == (True, "local", "touchpoint_0000000001")
    anna.keyboard.press("Escape")
    expect(anna.get_by_role("complementary")).to_have_count(0)
    expect(header(anna, "Website").locator("[data-stop]")).to_be_focused()


def test_removing_a_card_takes_its_comments_along_and_undo_brings_them_back(pages: Pages, server: Server) -> None:
    map_id = make(server)
    page = pages(f"{server.url}/kaarten/{map_id}")
    expect(header(page, "Website")).to_be_visible()
    position(page, 2, 2).focus()
    page.keyboard.type("vergelijkt")
    page.keyboard.press("Enter")
    card = card_with(page, "vergelijkt")
    card.focus()
    page.keyboard.press("Control+Alt+m")
    write(page, "Waarmee?")
    expect(card.get_by_text("1 open opmerking")).to_be_attached()
    page.keyboard.press("Escape")
    expect(card).to_be_focused()
    page.keyboard.press("Delete")
    expect(card).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(card.get_by_text("1 open opmerking")).to_be_attached()
    expect(page.get_by_role("status").filter(has_text="Opgeslagen")).to_be_visible()
    assert [each["text"] for each in records(server, map_id, "comment")] == ["Waarmee?"]


def test_words_that_were_not_placed_wait_whatever_happens_to_the_panel_or_to_what_they_are_about(
    pages: Pages, server: Server
) -> None:
    map_id = make(server)
    anna, bram = pages(f"{server.url}/kaarten/{map_id}"), pages(f"{server.url}/kaarten/{map_id}")
    expect(header(bram, "Website")).to_be_visible()
    header(anna, "Website").locator("[data-stop]").focus()
    anna.keyboard.press("Control+Alt+m")
    write(anna, "Klopt dit nog?")
    # another settles what one is answering: the answer stays open
    panel = anna.get_by_role("complementary", name="Opmerkingen")
    panel.get_by_role("button", name="Antwoorden").click()
    answer = panel.get_by_role("textbox", name="Antwoord, of @naam")
    expect(answer).to_be_focused()
    anna.keyboard.type("Sinds ma")
    header(bram, "Website").get_by_role("button", name="1 open opmerking").click()
    bram.get_by_role("button", name="Afhandelen").click()
    expect(panel.get_by_text("Afgehandeld door")).to_be_visible()
    expect(answer).to_be_focused()
    # closed, and the page loaded again
    anna.keyboard.type("art")
    panel.get_by_role("button", name="Opmerkingen sluiten").click()
    anna.reload()
    anna.get_by_role("button", name="Opmerkingen (0 open)").click()
    expect(answer).to_have_value("Sinds maart")
    answer.press("Control+Enter")
    expect(answer).to_have_count(0)
    panel.get_by_role("radio", name="Afgehandeld").check(force=True)
    expect(panel.get_by_text("Sinds maart")).to_be_visible()
    # what it is about is removed by another
    header(anna, "Boeking").locator("[data-stop]").focus()
    anna.keyboard.press("Control+Alt+m")
    field = panel.get_by_role("textbox", name="Opmerking, of @naam")
    expect(field).to_be_focused()
    anna.keyboard.type("Waarom zo laat?")
    header(bram, "Boeking").locator("button.more").click()
    bram.get_by_role("menuitem", name="Contactmoment verwijderen").click()
    expect(anna.get_by_text("“Waarom zo laat?”")).to_be_visible()


PASSWORD = "een lang wachtwoord 9"


@pytest.fixture(scope="module")
def shared(serve: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> tuple[Server, str]:
    """A server on which Anna and Bram sign in, and the map they share."""
    folder = tmp_path_factory.mktemp("samen") / "ververeis"
    with kr.open(folder) as workspace:
        workspace.users.add("Anna", PASSWORD)
        workspace.users.add("Bram", PASSWORD)
        made = workspace.maps.create("Rondreis", template="five", language="nl", author="Anna")
    return serve(folder, "--public-host", "klantreis.test"), made.id


def enter(page: Page, name: str) -> None:
    page.get_by_label("Naam").fill(name)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Inloggen").click()


def test_who_is_called_sees_it_in_the_rail_and_goes_there(pages: Pages, shared: tuple[Server, str]) -> None:
    server, map_id = shared
    anna, bram = pages(f"{server.url}/kaarten/{map_id}"), pages(f"{server.url}/kaarten")
    enter(anna, "Anna")
    enter(bram, "Bram")
    expect(grid(anna)).to_be_visible()
    anna.get_by_role("button", name="Opmerkingen (0 open)").click()
    box = anna.get_by_role("textbox", name="Opmerking, of @naam")
    box.press_sequentially("Kijk jij even, @br")
    expect(anna.get_by_role("option", name="Bram")).to_be_visible()
    anna.keyboard.press("Enter")
    expect(box).to_have_value("Kijk jij even, @Bram ")
    anna.keyboard.press("Control+Enter")
    expect(anna.get_by_role("status").filter(has_text="Opgeslagen")).to_be_visible()
    called = f"{server.url}/api/v1/mentions"
    end = time.monotonic() + 10
    while not bram.request.get(called).json()["mentions"] and time.monotonic() < end:
        time.sleep(0.1)
    bram.reload()
    bram.get_by_role("button", name="1 opmerking voor u").click()
    bram.get_by_role("menuitem", name="Kijk jij even").click()
    panel = bram.get_by_role("complementary", name="Opmerkingen")
    expect(panel.get_by_text("Kijk jij even, @Bram")).to_be_visible()
    expect(panel.get_by_role("button", name="Opmerking wijzigen")).to_have_count(0)
    panel.get_by_role("button", name="Afhandelen").click()
    expect(panel.get_by_text("Afgehandeld door Bram")).to_be_visible()
