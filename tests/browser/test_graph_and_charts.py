"""The pictures of the journey explorer: what they hide is said, the keyboard walks them, and they can be kept."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page, expect

import klantreis as kr
from tests.browser.conftest import Pages, Server

pytestmark = pytest.mark.wide

# Twelve customers: all search; eleven ask an offer, six order, and one of those calls six times.
JOURNEYS = [
    *(["zoekopdracht", "offerte", "boeking"] for _ in range(5)),
    ["zoekopdracht", "offerte", "boeking", *["gebeld"] * 6],
    *(["zoekopdracht", "offerte"] for _ in range(5)),
    ["zoekopdracht", "<b>zeldzaam</b>"],
]


@pytest.fixture(scope="module")
def filled(served: Server) -> Server:
    """A server with those journeys."""
    lines = ["klant,activiteit,tijd"]
    for customer, steps in enumerate(JOURNEYS):
        lines += [
            f"k{customer},{step},2026-01-{1 + customer:02}T{10 + hour:02}:00:00Z" for hour, step in enumerate(steps)
        ]
    file = served.workspace / "reizen.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    served.import_file(file)
    return served


def slide(page: Page, label: str, value: int) -> None:
    page.get_by_label(label).evaluate(
        "(input, value) => { input.value = value; input.dispatchEvent(new Event('input', { bubbles: true }));"
        " input.dispatchEvent(new Event('change', { bubbles: true })); }",
        str(value),
    )


def test_the_sliders_of_the_graph_say_what_they_hide(pages: Pages, filled: Server) -> None:
    page = pages(f"{filled.url}/data/overgangen?act=5&dek=100")
    graph = page.get_by_role("region", name=re.compile("Padgraaf"))
    expect(graph.get_by_role("button", name="zoekopdracht: 12 klantreizen, 100%")).to_be_visible()
    expect(graph.get_by_role("button", name="Van zoekopdracht naar offerte: 11 keer", exact=False)).to_be_attached()
    expect(page.get_by_text("Alle 5 activiteiten en alle 10 overgangen staan erop.")).to_be_visible()
    slide(page, "Activiteiten", 2)
    # Left: begin→zoekopdracht 12, zoekopdracht→offerte 11, offerte→einde 5, of 48 in all.
    expect(page.get_by_text("Verborgen: 3 van 5 activiteiten en 7 van 10 overgangen.")).to_be_visible()
    expect(page.get_by_text("58,3% van alle overgangen")).to_be_visible()
    expect(graph.get_by_role("button", name=re.compile("^boeking"))).to_have_count(0)
    expect(page).to_have_url(re.compile("act=2"))


def test_the_graph_by_keyboard(pages: Pages, filled: Server) -> None:
    page = pages(f"{filled.url}/data/overgangen")
    offer = page.get_by_role("button", name="offerte: 11 klantreizen, 92%")
    expect(offer).to_be_visible()
    offer.focus()
    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.title")
    assert re.search(r"klantreizen|^Van ", focused), "the next stop is in the graph too"
    offer.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menu")).to_be_visible()
    page.get_by_role("menuitem", name="Filter: alleen klantreizen met deze activiteit").press("Enter")
    expect(page).to_have_url(re.compile(r"where=activity"))
    expect(page.get_by_text("n = 11", exact=False).first).to_be_visible()


def test_a_line_leads_to_the_time_between(pages: Pages, filled: Server) -> None:
    page = pages(f"{filled.url}/data/overgangen")
    page.get_by_role("button", name=re.compile("^Van offerte naar boeking")).press("Enter")
    page.get_by_role("menuitem", name="Tijd ertussen").press("Enter")
    expect(page).to_have_url(re.compile(r"/data/doorlooptijd\?a=offerte&b=boeking"))


def test_the_graph_is_kept_as_picture_and_numbers(pages: Pages, filled: Server, tmp_path: Path) -> None:
    page = pages(f"{filled.url}/data/overgangen?act=5&dek=100")
    expect(page.get_by_role("button", name=re.compile("^zoekopdracht:"))).to_be_visible()
    svg = ElementTree.fromstring(kept(page, "Tekening (SVG)", tmp_path).read_text())
    texts = "".join(svg.itertext())
    assert "zoekopdracht" in texts
    assert "<b>zeldzaam</b>" in texts, "a name is text"
    assert kept(page, "Afbeelding (PNG)", tmp_path).read_bytes().startswith(b"\x89PNG")
    rows = list(csv.DictReader(io.StringIO(kept(page, "Getallen (CSV)", tmp_path).read_text("utf-8-sig"))))
    assert {(row["from"], row["to"]): row["count"] for row in rows}["offerte", "boeking"] == "6"


def kept(page: Page, form: str, folder: Path) -> Path:
    page.get_by_role("button", name="Bewaar", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name=form).click()
    place = folder / download.value.suggested_filename
    download.value.save_as(place)
    return place


@pytest.mark.parametrize("locale", ["nl-NL", "en-GB"])
def test_steps_as_a_sankey_and_as_numbers(pages: Pages, filled: Server, tmp_path: Path, locale: str) -> None:
    dutch = locale == "nl-NL"
    page = pages(f"{filled.url}/data/stappen", locale=locale)
    chart = page.get_by_role("img", name=re.compile("Stap voor stap" if dutch else "Step by step"))
    expect(chart.get_by_text(re.compile("^offerte 92"))).to_be_visible()
    page.get_by_role("button", name="Als tabel" if dutch else "As a table").click()
    row = page.get_by_role("row", name=re.compile("1 zoekopdracht offerte 11"))
    expect(row).to_be_visible()
    if dutch:
        assert "<svg" in kept(page, "Tekening (SVG)", tmp_path).read_text()
        assert kept(page, "Afbeelding (PNG)", tmp_path).read_bytes().startswith(b"\x89PNG")
        assert "zoekopdracht,offerte,11" in kept(page, "Getallen (CSV)", tmp_path).read_text("utf-8-sig")


def test_the_keyboard_walks_the_places_of_the_sankey(pages: Pages, filled: Server) -> None:
    page = pages(f"{filled.url}/data/stappen", width=390)
    places = page.get_by_role("group", name=re.compile("Pijl naar rechts"))
    expect(places.get_by_text(re.compile("^offerte 92"))).to_be_attached()
    places.focus()
    for said in ("Stap 1, zoekopdracht: 12, 100%", "Stap 2, offerte: 11, 92%"):
        page.keyboard.press("ArrowRight")
        expect(page.get_by_text(said, exact=True)).to_be_attached()
    # it tells itself, as under the pointer
    expect(places.locator("b", has_text="offerte")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Bij stap 2: “offerte”")).to_contain_text("11 klantreizen")


def test_steps_around_an_activity_live_in_the_address(pages: Pages, filled: Server) -> None:
    page = pages(f"{filled.url}/data/stappen?at=boeking&before=1&first=2")
    expect(page.get_by_text("6 klantreizen hebben “boeking”; 6 niet.", exact=False)).to_be_visible()
    expect(page.get_by_role("img").get_by_text(re.compile("^offerte 100"))).to_be_visible()


@pytest.mark.parametrize(("width", "theme"), [(390, "dark"), pytest.param(1440, "light", marks=pytest.mark.wide)])
def test_nothing_sticks_out_and_nothing_is_empty(pages: Pages, filled: Server, width: int, theme: str) -> None:
    for view in ("overgangen", "overgangen?als=staven", "stappen"):
        page = pages(f"{filled.url}/data/{view}", width=width, theme=theme)
        expect(page.get_by_text(re.compile("zoekopdr")).first).to_be_attached()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), view


def test_a_filter_that_leaves_nobody_says_so(pages: Pages, filled: Server) -> None:
    for view in ("overgangen", "stappen"):
        page = pages(f"{filled.url}/data/{view}?from=2030-01-01")
        expect(page.get_by_text("Geen klantreis voldoet aan deze filters")).to_be_visible()


def test_a_plot_of_the_library_is_the_same_chart_offline(pages: Pages, filled: Server, tmp_path: Path) -> None:
    journeys = kr.journeys(
        {
            "customer": [f"k{c}" for c, steps in enumerate(JOURNEYS) for _ in steps],
            "activity": [step for steps in JOURNEYS for step in steps],
            "time": [place for steps in JOURNEYS for place, _ in enumerate(steps)],
        }
    )
    plotted = kr.steps(journeys).plot(language="nl")
    page = pages(plotted.save(tmp_path / "stappen.html").as_uri())
    expect(page.get_by_role("img").get_by_text(re.compile("^offerte 92"))).to_be_visible()
    page.get_by_role("button", name="Als tabel").click()
    expect(page.get_by_role("row", name=re.compile("1 zoekopdracht offerte 11"))).to_be_visible()
    # As a notebook shows it: in a frame that may do nothing but draw.
    (tmp_path / "notebook.html").write_text(f"<!doctype html><meta charset=utf-8>{plotted._repr_html_()}", "utf-8")
    framed = pages((tmp_path / "notebook.html").as_uri()).frame_locator("iframe")
    expect(framed.get_by_role("img").get_by_text(re.compile("^offerte 92"))).to_be_visible()
