"""Lanes of images, files and figures: chosen, dropped and pasted; what cannot be taken is said and nothing is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Pages, Server
from tests.browser.map_page import document, events, grid, png, position, records, saved

pytestmark = pytest.mark.wide

GIVE = """(place, [kind, name, type, size]) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(size)], name, { type }));
    const how = { bubbles: true, cancelable: true };
    place.dispatchEvent(kind === 'paste'
        ? new ClipboardEvent('paste', { ...how, clipboardData: data })
        : new DragEvent('drop', { ...how, dataTransfer: data }));
}"""


@pytest.fixture(scope="module")
def served(served: Server, tmp_path_factory: pytest.TempPathFactory) -> Server:
    served.import_file(events(tmp_path_factory.mktemp("events")))
    return served


def with_lane(served: Server, **lane: Any) -> str:
    made = document()
    record = {"id": "lane_0000000009", "kind": "lane", "name": "Extra", "order": "zz", **lane}
    made["records"][record["id"]] = record
    return served.tell("/maps", {"document": made})["id"]


def opened(pages: Pages, served: Server, map_id: str) -> Page:
    page = pages(f"{served.url}/kaarten/{map_id}")
    expect(grid(page)).to_be_visible()
    return page


def test_a_picture_is_chosen_by_keyboard_captioned_and_viewed(pages: Pages, served: Server, tmp_path: Path) -> None:
    map_id = with_lane(served, type="image")
    picture = tmp_path / "boeking-scherm.png"
    picture.write_bytes(png())
    page = opened(pages, served, map_id)
    position(page, 6, 1).focus()
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(picture)
    place = position(page, 6, 1)
    shown = place.get_by_role("img", name="boeking scherm")
    expect(shown).to_be_visible()
    expect(shown).to_have_js_property("naturalWidth", 8)
    saved(page)
    [cell] = records(served, map_id, "cell")
    assert cell["file"].startswith("file_")
    place.get_by_role("button", name="Bekijk boeking scherm").press("Enter")
    viewer = page.get_by_role("dialog", name="boeking scherm")
    viewer.get_by_label("Onderschrift").fill("Het boekingsscherm")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(place.get_by_role("img", name="Het boekingsscherm")).to_be_visible()
    saved(page)
    page.reload()
    expect(position(page, 6, 1).get_by_role("img", name="Het boekingsscherm")).to_be_visible()
    # on another map it is a file of that map
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    position(page, 6, 1).locator("[data-card]").focus()
    page.keyboard.press("Control+c")
    assert page.evaluate("navigator.clipboard.readText()") == "Het boekingsscherm"
    other = with_lane(served, type="image")
    page.goto(f"{served.url}/kaarten/{other}")
    position(page, 6, 2).focus()
    page.keyboard.press("Control+v")
    shown = position(page, 6, 2).get_by_role("img", name="Het boekingsscherm")
    expect(shown).to_have_js_property("naturalWidth", 8)
    saved(page)
    [copy] = records(served, other, "cell")
    assert copy["file"] in [file["id"] for file in served.ask(f"/maps/{other}/files")["files"]]
    page.keyboard.press("Control+x")  # a picture that is cut is gone, not only its caption
    saved(page)
    assert records(served, other, "cell") == []


def test_a_file_shows_its_kind_and_size_and_comes_back_whole(pages: Pages, served: Server, tmp_path: Path) -> None:
    map_id = with_lane(served, type="file")
    notes = tmp_path / "interviews.csv"
    notes.write_text("wie,wat\nAda,zoekt\n" * 100)
    page = opened(pages, served, map_id)
    with page.expect_file_chooser() as chooser:
        position(page, 6, 2).get_by_role("button", name="Bestand kiezen of slepen: Extra bij Website").click()
    chooser.value.set_files(notes)
    file = position(page, 6, 2).get_by_role("link", name="Download interviews.csv")
    expect(file).to_contain_text("CSV · ")
    with page.expect_download() as download:
        file.click()
    assert download.value.path().read_bytes() == notes.read_bytes()
    page.reload()
    expect(position(page, 6, 2).get_by_role("link", name="Download interviews.csv")).to_contain_text("CSV · ")


def test_an_image_where_none_fits_is_told_where_it_does_and_a_pasted_one_has_a_name(
    pages: Pages, served: Server
) -> None:
    map_id = with_lane(served, type="image")
    page = opened(pages, served, map_id)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate(
        """async () => {
            const canvas = document.createElement('canvas');
            const image = await new Promise((done) => canvas.toBlob(done));
            await navigator.clipboard.write([new ClipboardItem({ 'image/png': image })]);
        }"""
    )
    told = page.get_by_text("Hier past geen beeld of bestand")
    position(page, 2, 1).click()
    page.keyboard.press("Control+v")
    expect(told).to_be_visible()
    page.get_by_role("button", name="Sluiten").click()
    expect(told).to_have_count(0)
    # without being stopped the browser would open the file in place of the map
    stopped = page.evaluate(
        """() => ['dragover', 'drop'].map((type) => {
            const data = new DataTransfer();
            data.items.add(new File(['x'], 'scherm.png', { type: 'image/png' }));
            const event = new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data });
            return !document.querySelector('[role=grid] [data-row="2"][data-col="1"]').dispatchEvent(event);
        })"""
    )
    assert stopped == [True, True]
    expect(told).to_be_visible()
    position(page, 6, 1).click()
    page.keyboard.press("Control+v")
    expect(position(page, 6, 1).get_by_role("img", name="Geplakt beeld")).to_be_visible()


def test_what_cannot_be_taken_is_said_and_what_failed_can_be_sent_again(pages: Pages, served: Server) -> None:
    map_id = with_lane(served, type="image")
    page = opened(pages, served, map_id)
    expect(position(page, 6, 1)).to_be_attached()
    position(page, 6, 1).evaluate(GIVE, ["drop", "plan.pdf", "application/pdf", 10])
    expect(position(page, 6, 1).get_by_role("alert")).to_contain_text("plan.pdf is geen beeld")
    position(page, 6, 1).get_by_role("button", name="Laat maar").click()
    expect(position(page, 6, 1).get_by_role("alert")).to_have_count(0)
    position(page, 6, 1).evaluate(GIVE, ["drop", "groot.png", "image/png", 11 * 2**20])
    expect(position(page, 6, 1).get_by_role("alert")).to_contain_text("hoogstens 10 MB")
    page.route("**/files?*", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    position(page, 6, 4).evaluate(
        """(place, bytes) => {
            const data = new DataTransfer();
            data.items.add(new File([new Uint8Array(bytes)], 'weg.png', { type: 'image/png' }));
            const pasted = { bubbles: true, cancelable: true, clipboardData: data };
            place.dispatchEvent(new ClipboardEvent('paste', pasted));
        }""",
        list(png(5)),
    )
    trouble = position(page, 6, 4).get_by_role("alert")
    expect(trouble).to_contain_text("weg.png is nog niet bewaard: De server is niet bereikbaar.")
    page.unroute("**/files?*")
    trouble.get_by_role("button", name="Opnieuw proberen").click()
    expect(position(page, 6, 4).get_by_role("img", name="weg")).to_be_visible()
    saved(page)
    assert len(records(served, map_id, "cell")) == 1


def test_a_lane_of_figures_is_chosen_with_its_measure(pages: Pages, served: Server) -> None:
    page = opened(pages, served, with_lane(served, type="text"))
    position(page, 6, 0).focus()
    page.keyboard.press("Shift+F10")
    page.get_by_role("menuitem", name="Andere laag hieronder…").press("Enter")
    dialog = page.get_by_role("dialog", name="Laag toevoegen")
    dialog.get_by_label("Soort laag").select_option("Getal")
    dialog.get_by_label("Meting").select_option("Gebeurtenissen")
    dialog.get_by_role("button", name="Toevoegen").press("Enter")
    expect(position(page, 7, 0)).to_contain_text("Gebeurtenissen")
    expect(position(page, 7, 1)).to_have_accessible_name("Gebeurtenissen bij Advertentie: 40, n 40")
    page.keyboard.press("Escape")
    position(page, 7, 0).get_by_role("button", name="Menu van Gebeurtenissen").click()
    page.get_by_role("menuitem", name="Soort laag…").press("Enter")
    page.get_by_label("Meting", exact=True).select_option("Bereik")
    page.get_by_role("button", name="Bewaren").click()
    expect(position(page, 7, 4)).to_contain_text("75%")


def test_a_chart_draws_every_month_and_says_it_in_words(pages: Pages, served: Server) -> None:
    page = opened(pages, served, with_lane(served, type="chart", measure="reach"))
    place = position(page, 6, 4)
    expect(place).to_contain_text("75%")
    expect(place.locator("svg line.dot").first).to_be_attached()
    said = place.locator(".aloud").text_content()
    assert said is not None
    assert said.startswith("Bereik bij Boeking per maand: van 75% in maart 2026")
