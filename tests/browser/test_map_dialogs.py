"""What is asked about a phase, and on what paper a map is printed."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Pages, Server
from tests.browser.map_page import header, make, position, records, saved


def test_a_phase_is_filled_in_as_one_step_and_the_map_is_printed_on_chosen_paper(pages: Pages, served: Server) -> None:
    map_id = make(served, touchpoints=20)
    page = pages(f"{served.url}/kaarten/{map_id}")
    position(page, 0, 1).focus()
    page.keyboard.press("Shift+F10")
    page.get_by_role("menuitem", name="Doel, conversie en kleur…").press("Enter")
    dialog = page.get_by_role("dialog", name="Fase Fase 1")
    dialog.get_by_label("Naam").fill(" ")
    dialog.get_by_role("button", name="Bewaren").click()
    expect(dialog.get_by_text("Geef de fase een naam.")).to_be_visible()
    dialog.get_by_label("Naam").fill("Oriënteren")
    dialog.get_by_label("Doel van de klant").fill("Een reis vinden")
    dialog.get_by_label("Informatiebehoefte").fill("Prijs en tijd")
    dialog.get_by_role("radio", name="Kleur 5").check()
    dialog.get_by_role("checkbox", name="In de getekende volgorde").check()
    dialog.get_by_label("Doel van de klant").press("Control+Enter")
    dialog.get_by_role("button", name="Bewaren").press("Enter")
    expect(dialog).to_have_count(0)
    expect(header(page, "Oriënteren")).to_be_visible()
    saved(page)
    first = min(records(served, map_id, "phase"), key=lambda phase: phase["order"])
    fields = ("name", "goal", "information_need", "tint", "fixed_order")
    assert [first[field] for field in fields] == ["Oriënteren", "Een reis vinden", "Prijs en tijd", 4, True]
    page.keyboard.press("Control+z")
    expect(header(page, "Fase 1")).to_be_visible()

    page.evaluate("window.print = () => { window.printed = (window.printed ?? 0) + 1 }")
    page.get_by_role("button", name="Exporteer").click()
    page.get_by_role("menuitem", name="Afdrukken").click()
    dialog = page.get_by_role("dialog", name="Kaart afdrukken")
    counted = dialog.locator("[aria-live]")
    before = counted.inner_text()
    dialog.get_by_role("radio", name="Staand").check()
    expect(counted).not_to_have_text(before)
    dialog.get_by_role("radio", name="Liggend").check()
    dialog.get_by_role("radio", name="A3").check()
    dialog.get_by_role("button", name="Afdrukken").click()
    page.wait_for_function("() => window.printed === 1")
    page.emulate_media(media="print")
    sheet = page.locator("section[aria-hidden]").first
    assert sheet.evaluate("(sheet) => getComputedStyle(sheet).page") == "a3-landscape"
    # on every page that a sheet takes the phases and touchpoints stand above the lanes
    heads = sheet.locator(".heads")
    expect(heads.get_by_text("Contactmoment 1", exact=True)).to_be_visible()
    assert heads.evaluate("(heads) => getComputedStyle(heads).display") == "table-header-group"
