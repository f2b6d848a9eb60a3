"""What could not be saved: said with its place and its bound; the words are kept, and mended by mouse or keyboard."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.browser.by_keys import Hands
from tests.browser.map_page import grid, header, position, saved
from tests.browser.two import NOOR, Together

LONG = "Klant leest over bestemmingen. " * 97
THEIRS = "Wat een ander intussen schreef. " * 26


def card(number: int, text: str, touchpoint: int = 1) -> dict[str, object]:
    at = {"lane": "lane_0000000000", "touchpoint": f"touchpoint_{touchpoint:010}", "order": "V"}
    return {"op": "put", "record": {"id": f"cell_{number:010}", "kind": "cell", **at, "text": text}}


def opened(page: Page, number: int) -> Locator:
    """A card that is being written in, at its end."""
    page.locator(f'[data-card="cell_{number:010}"]').focus()
    page.keyboard.press("F2")
    field = grid(page).locator("textarea")
    expect(field).to_be_focused()
    page.keyboard.press("Control+End")
    return field


def back(page: Page, together: Together) -> None:
    together.cables[NOOR].plug()
    page.evaluate("dispatchEvent(new Event('online'))")


def away(page: Page, together: Together) -> None:
    together.cables[NOOR].pull()
    expect(page.get_by_role("button", name="Geen verbinding")).to_be_visible()


def test_a_text_that_became_too_long_is_said_with_its_bound_and_made_shorter(together: Together) -> None:
    page, _ = together.pages
    together.change(card(1, LONG))
    expect(page.locator('[data-card="cell_0000000001"]')).to_be_visible()
    away(page, together)
    together.change({"op": "patch", "id": "cell_0000000001", "fields": {"text": LONG + THEIRS}})
    opened(page, 1)
    page.keyboard.press("Control+Home")
    page.keyboard.insert_text("Klant vergelijkt drie aanbieders voor hij belt. " * 8)
    page.keyboard.press("Enter")
    back(page, together)
    notice = page.get_by_role("alert").filter(has_text="Dit kon niet worden opgeslagen")
    expect(notice).to_contain_text("Kaartje in “Doet”, bij “Website”")
    expect(notice).to_contain_text("langer dan 4.000 tekens. Uw tekst heeft er")
    assert together.held()["cell_0000000001"]["text"] == LONG + THEIRS

    # by keyboard alone; what is typed here is kept as well
    Hands(page).tab(page.get_by_role("button", name="Aanpassen…"), back=True)
    page.keyboard.press("Enter")
    field = page.get_by_role("dialog").get_by_label("Tekst")
    expect(field).to_be_focused()
    expect(page.get_by_role("dialog")).to_contain_text("tekens te veel")
    expect(page.get_by_role("button", name="Opslaan", exact=True)).to_be_disabled()
    page.keyboard.press("Control+a")
    page.keyboard.type("Klant vergelijkt.")
    page.keyboard.press("Escape")
    page.reload()
    expect(notice).to_contain_text("“Klant vergelijkt.”")
    page.get_by_role("button", name="Aanpassen…").click()
    page.get_by_role("button", name="Opslaan", exact=True).click()
    expect(notice).to_have_count(0)
    expect(page.locator('[data-card="cell_0000000001"]')).to_be_focused()
    saved(page)
    assert together.held()["cell_0000000001"]["text"] == "Klant vergelijkt."


def test_who_types_in_what_another_removes_goes_on_typing_and_keeps_it_as_a_note(together: Together) -> None:
    page, _ = together.pages
    together.change(card(2, "belt"))
    expect(page.locator('[data-card="cell_0000000002"]')).to_be_visible()
    opened(page, 2)
    page.keyboard.type(" en vraagt")
    together.change({"op": "remove", "id": "cell_0000000002"})
    dialog = page.get_by_role("dialog", name="Dit hoort bij iets dat een ander heeft verwijderd")
    expect(dialog.get_by_label("Uw tekst")).to_be_focused()
    expect(dialog).to_contain_text("Kaartje in “Doet”, bij “Website”")
    page.keyboard.type(" om een reisschema")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(dialog.get_by_role("button", name="Bewaar als notitie")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.get_by_role("list", name="Notities")).to_contain_text("belt en vraagt om een reisschema")
    saved(page)
    notes = [record["text"] for record in together.held().values() if record["kind"] == "sticky"]
    assert notes == ["belt en vraagt om een reisschema"]


def test_what_is_thrown_away_can_be_taken_back(together: Together) -> None:
    page, _ = together.pages
    away(page, together)
    together.change({"op": "patch", "id": "lane_0000000000", "fields": {"type": "drop_off"}})
    position(page, 2, 1).focus()
    page.keyboard.type("hoort hier niet meer")
    page.keyboard.press("Enter")
    back(page, together)
    notice = page.get_by_role("alert").filter(has_text="“hoort hier niet meer”")
    expect(notice).to_contain_text("Kaartje in “Doet”, bij “Advertentie”")
    expect(notice).to_contain_text("Deze laag wordt door de gegevens gevuld")
    notice.get_by_role("button", name="Weggooien").click()
    expect(notice).to_have_count(0)
    page.get_by_role("button", name="Terughalen").click()
    expect(notice).to_be_visible()


def test_a_paste_that_does_not_fit_says_so(together: Together) -> None:
    page, _ = together.pages
    header(page, "Website").locator("[data-stop]").focus()
    page.keyboard.press("F2")
    page.evaluate(
        """text => {
            const board = new DataTransfer();
            board.setData('text/plain', text);
            document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: board, bubbles: true }));
        }""",
        "x" * 205,
    )
    # the field holds a name that is selected: all of it is replaced
    expect(page.get_by_text("5 tekens van wat u plakte pasten er niet in.")).to_be_visible()
