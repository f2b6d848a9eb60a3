"""The emotion curve: points dragged, personas beside each other, and measured held against assumed."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Pages, Server
from tests.browser.map_page import document, grid, header, position, records, saved

pytestmark = pytest.mark.wide

NOOR, HENK = "persona_0000000noo", "persona_0000000zhe"


def scores(folder: Path) -> Path:
    """Forty customers give the site a 1 of 5 on the phone and a 5 elsewhere; only four give the booking a score."""
    file = folder / "scores.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["klant", "activiteit", "tijd", "kanaal", "csat"])
        for n in range(40):
            channel = "phone" if n < 36 else "web"
            rows.writerow([f"K{n}", "advertentie", f"2026-03-{n % 28 + 1:02} 09:00", channel, ""])
            rows.writerow([f"K{n}", "website", f"2026-03-{n % 28 + 1:02} 09:30", channel, 1 if n < 36 else 5])
            rows.writerow([f"K{n}", "boeking", f"2026-03-{n % 28 + 1:02} 11:00", channel, 4 if n >= 36 else ""])
    return file


@pytest.fixture(scope="module")
def served(served: Server, tmp_path_factory: pytest.TempPathFactory) -> Server:
    served.import_file(scores(tmp_path_factory.mktemp("scores")))
    return served


@pytest.fixture
def map_id(served: Server) -> str:
    """A map with two personas; everybody is assumed to like the site."""
    made = document()
    for id, name, segment in ((NOOR, "Noor", 'channel = "phone"'), (HENK, "Henk", None)):
        made["records"][id] = {"id": id, "kind": "persona", "name": name, "segment": segment}
    felt = {"id": "emotion_0000000001", "kind": "emotion", "touchpoint": "touchpoint_0000000001", "value": 1}
    made["records"][felt["id"]] = {**felt, "word": "blij"}
    return served.tell("/maps", {"document": made})["id"]


@pytest.fixture
def opened(pages: Pages, served: Server, map_id: str) -> Page:
    page = pages(f"{served.url}/kaarten/{map_id}")
    expect(grid(page)).to_be_visible()
    return page


def drag(page: Page, place: Locator, part: str, by: float) -> None:
    """Press on a part of a position and move it up or down, in steps as a hand does."""
    box = place.locator(part).bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + by, steps=8)


def felt(served: Server, map_id: str) -> dict[tuple[str, str | None], tuple[int, str]]:
    """Value and word by the last digit of the touchpoint and the persona."""
    return {
        (each["touchpoint"][-1], each["persona"]): (each["value"], each["word"])
        for each in records(served, map_id, "emotion")
    }


def test_a_point_is_dragged_and_says_where_it_is(opened: Page, served: Server, map_id: str) -> None:
    page, place = opened, position(opened, 3, 2)
    expect(place).to_contain_text("blij")
    drag(page, place, ".point", 60)
    expect(place.locator(".live")).to_contain_text("vervelend")  # while it is held
    page.mouse.up()
    saved(page)
    after = felt(served, map_id)[("1", None)]
    assert after[0] < 1
    assert after[1] == "blij"  # the word is somebody's, and stays until they change it
    page.keyboard.press("Control+z")
    expect(place).to_have_accessible_name(re.compile(r"^Beleving bij Website, gedacht \+1, blij, "))
    saved(page)
    assert felt(served, map_id)[("1", None)] == (1, "blij")


def test_escape_takes_a_drag_back(opened: Page, served: Server, map_id: str) -> None:
    page, place = opened, position(opened, 3, 2)
    drag(page, place, ".point", 60)
    page.keyboard.press("Escape")
    page.mouse.up()
    expect(place.locator(".live")).to_have_count(0)
    expect(place).to_contain_text("blij")
    assert felt(served, map_id) == {("1", None): (1, "blij")}


def test_a_point_is_moved_by_keyboard_and_stops_at_the_end(opened: Page, served: Server, map_id: str) -> None:
    page, place = opened, position(opened, 3, 2)
    place.focus()
    for _ in range(3):
        page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("[aria-live=polite]").filter(has_text="Beleving bij Website: +2")).to_be_attached()
    expect(place).to_be_focused()
    page.keyboard.press("-")
    saved(page)
    assert felt(served, map_id)[("1", None)] == (1, "blij")


def test_each_persona_has_a_curve_of_its_own(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    position(page, 3, 2).focus()
    page.keyboard.press("p")
    expect(page.locator("[aria-live=polite]").filter(has_text="U wijzigt nu de beleving van Noor")).to_be_attached()
    page.keyboard.press("-")  # from nothing to the middle
    page.keyboard.press("-")
    expect(position(page, 3, 2)).to_have_accessible_name(
        re.compile(r"^Beleving van Noor bij Website, gedacht −1, vervelend, Iedereen \+1")
    )
    legend = page.get_by_role("list", name="Belevingscurves")
    expect(legend.get_by_role("button", name="Noor")).to_have_attribute("aria-pressed", "true")
    legend.get_by_role("button", name="Iedereen").click()
    expect(position(page, 3, 2)).to_contain_text("blij")
    saved(page)
    assert felt(served, map_id) == {("1", None): (1, "blij"), ("1", NOOR): (-1, "")}


def test_a_difference_beyond_the_interval_is_said(opened: Page) -> None:
    page, place = opened, position(opened, 3, 2)
    expect(place).to_contain_text("slechter dan gedacht")
    expect(place).to_have_attribute("data-differs", "worse")
    assert "slechter dan gedacht" in (place.locator(".aloud").text_content() or "")
    drag(page, place, ".point", 120)
    page.mouse.up()
    expect(place).not_to_contain_text("dan gedacht")  # assumed is now what was measured
    page.keyboard.press("Control+z")
    header(page, "Website").locator("[data-stop]").click()
    panel = page.get_by_role("complementary", name="Contactmoment Website")
    expect(panel.locator("[data-verdict=worse]")).to_contain_text("Klanten beleven dit slechter dan gedacht: gemeten")


def test_few_scores_are_called_few(opened: Page) -> None:
    expect(position(opened, 3, 3)).to_contain_text("weinig scores")
    expect(position(opened, 3, 2)).not_to_contain_text("weinig scores")
