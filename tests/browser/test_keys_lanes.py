"""Lanes of every type without a mouse: made, filled with a picture and a file, and read."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.by_keys import on_map
from tests.browser.conftest import Pages, Server
from tests.browser.map_page import events, grid, make, png, position, records, saved

pytestmark = pytest.mark.wide


def test_lanes_of_every_type_are_made_and_filled(pages: Pages, served: Server, tmp_path: Path) -> None:
    served.import_file(events(tmp_path))
    map_id = make(served)
    here = on_map(pages, served.url, map_id)
    page = here.page
    for kind, measure in (("Beelden", None), ("Bestanden", None), ("Getal", "Gebeurtenissen"), ("Grafiek", "Bereik")):
        here.stand(5, 0)
        here.menu("Andere laag hieronder…")
        dialog = page.get_by_role("dialog", name="Laag toevoegen")
        here.tab(dialog.get_by_label("Soort laag"))
        here.write(kind)
        if measure:
            here.tab(dialog.get_by_label("Meting"))
            here.write(measure)
        here.tab(dialog.get_by_role("button", name="Toevoegen"), "Enter")
        here.heard(f"Laag {measure or kind} toegevoegd")
        expect(position(page, 6, 0)).to_contain_text(measure or kind)
        here.inside(grid(page))
    # new ones stand above older ones: chart 6, metric 7, files 8, images 9
    expect(position(page, 7, 1)).to_have_accessible_name("Gebeurtenissen bij Advertentie: 40, n 40")
    expect(position(page, 6, 4).locator(".aloud")).to_contain_text("Bereik bij Boeking")
    picture = tmp_path / "scherm.png"
    picture.write_bytes(png())
    notes = tmp_path / "notities.csv"
    notes.write_text("wie,wat\nAda,zoekt\n")
    for row, file in ((9, picture), (8, notes)):
        here.stand(row, 1)
        with page.expect_file_chooser() as chooser:
            here.press("Enter")
        chooser.value.set_files(file)
        here.heard(f"toegevoegd: {'Beelden' if row == 9 else 'Bestanden'} bij Advertentie")
    expect(position(page, 9, 1).get_by_role("img")).to_be_visible()
    expect(position(page, 8, 1).get_by_role("link", name="Download notities.csv")).to_be_visible()
    # the picture is opened and captioned
    here.stand(9, 1)
    here.menu("Bekijken")
    here.tab(page.get_by_role("dialog").get_by_label("Onderschrift"))
    here.replace("Het scherm", "Tab", "Escape")
    expect(position(page, 9, 1).get_by_role("img", name="Het scherm")).to_be_visible()
    here.inside(grid(page))
    saved(page)
    types = {lane["type"]: lane["measure"] for lane in records(served, map_id, "lane")}
    assert {"image": None, "file": None, "metric": "events", "chart": "reach"}.items() <= types.items()
    assert {cell["text"] for cell in records(served, map_id, "cell")} == {"Het scherm", "notities.csv"}
