"""Cards, touchpoints, phases and lanes are dragged with the mouse, and moved with the keyboard to the same places."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Pages, Server
from tests.browser.map_page import grid, header, make, position, records, saved


def card(page: Page, number: int) -> Locator:
    return grid(page).locator(f'[data-card="cell_{number:010}"]')


def middle(place: Locator) -> tuple[float, float]:
    place.scroll_into_view_if_needed()
    box = place.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@contextmanager
def dragged(page: Page, what: Locator, to: tuple[float, float]) -> Iterator[None]:
    """Takes hold of something and carries it to a point; the mouse is let go at the end."""
    x, y = middle(what)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 8, y + 4)
    page.mouse.move(*to, steps=4)
    expect(page.locator("[data-dragging]")).to_be_visible()
    # the drag follows once per frame
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    yield
    page.mouse.up()
    expect(page.locator("[data-dragging]")).to_be_hidden()


def order(served: Server, map_id: str, kind: str) -> list[str]:
    """Names of the phases, touchpoints or lanes as the server has them in order."""
    return [each["name"] for each in sorted(records(served, map_id, kind), key=lambda each: each["order"])]


def test_a_card_is_dragged_to_another_position_and_taken_back(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    there = position(page, 6, 2)
    with dragged(page, card(page, 0), middle(there)):
        expect(page.locator('[data-drop="box"]')).not_to_have_css("transform", "none")
    expect(there.locator("[data-card]")).to_have_count(2)
    expect(card(page, 0)).to_be_focused()
    expect(position(page, 2, 1).locator("[data-card]")).to_have_count(0)
    expect(
        page.locator("[aria-live=polite]").filter(has_text="Kaartje verplaatst naar Laag 1 bij Website")
    ).to_be_attached()
    saved(page)
    moved = next(cell for cell in records(served, map_id, "cell") if cell["text"] == "kaartje 0")
    assert (moved["lane"], moved["touchpoint"]) == ("lane_0000000004", "touchpoint_0000000001")
    page.keyboard.press("Control+z")
    expect(position(page, 2, 1).locator("[data-card] .text")).to_have_text(["kaartje 0"])


def test_cards_are_dragged_up_and_down_within_a_position(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    there = position(page, 2, 2)
    card(page, 1).focus()
    page.keyboard.press("+")
    page.keyboard.type("tweede")
    page.keyboard.press("Enter")
    expect(there.locator("[data-card] .text")).to_have_text(["kaartje 1", "tweede"])
    x, y = middle(card(page, 1))
    with dragged(page, there.locator("[data-card]").last, (x, y - 9)):
        pass
    expect(there.locator("[data-card] .text")).to_have_text(["tweede", "kaartje 1"])
    saved(page)


@pytest.mark.wide
def test_escape_puts_back_what_is_dragged(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    before = records(served, map_id, "cell")
    x, y = middle(card(page, 0))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(*middle(position(page, 6, 3)), steps=4)
    page.keyboard.press("Escape")
    expect(page.locator("[data-dragging]")).to_be_hidden()
    page.mouse.up()
    expect(position(page, 2, 1).locator("[data-card]")).to_have_count(1)
    expect(page.get_by_role("textbox")).to_have_count(0)
    assert records(served, map_id, "cell") == before


@pytest.mark.wide
def test_a_counted_lane_takes_no_card(opened: Page) -> None:
    page = opened
    with dragged(page, card(page, 0), middle(position(page, 4, 2))):
        pass
    expect(position(page, 2, 1).locator("[data-card]")).to_have_count(1)


def test_touchpoints_are_dragged_within_and_across_phases(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    x, y = middle(header(page, "Boeking"))
    with dragged(page, header(page, "Advertentie"), (x + 40, y)):
        expect(page.locator('[data-drop="line"]')).not_to_have_css("transform", "none")
    expect(position(page, 1, 1)).to_contain_text("Website")
    expect(position(page, 1, 3)).to_contain_text("Advertentie")
    x, y = middle(header(page, "Boeking"))
    with dragged(page, header(page, "Advertentie"), (x - 40, y)):
        pass
    expect(position(page, 1, 2)).to_contain_text("Advertentie")
    saved(page)
    phases = {t["name"]: t["phase"][-1] for t in records(served, map_id, "touchpoint")}
    assert phases == {"Advertentie": "1", "Website": "0", "Boeking": "1"}
    # a drag is not a click: the panel stayed shut
    expect(page.get_by_role("complementary", name="Contactmoment Advertentie")).to_have_count(0)
    header(page, "Website").locator("[data-stop]").click()
    expect(page.get_by_role("complementary", name="Contactmoment Website")).to_be_visible()


def test_phases_and_lanes_are_dragged(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    x, y = middle(header(page, "Zoeken"))
    with dragged(page, header(page, "Kopen"), (x - 60, y)):
        pass
    expect(position(page, 0, 1)).to_contain_text("Kopen")
    x, y = middle(position(page, 2, 0))
    with dragged(page, position(page, 6, 0), (x, y - 12)):
        pass
    expect(position(page, 2, 0)).to_contain_text("Laag 1")
    saved(page)
    assert order(served, map_id, "phase") == ["Kopen", "Zoeken"]
    assert order(served, map_id, "lane") == ["Laag 1", "Doet", "Beleving", "Bereik", "Wachttijd", "Laag 2"]


@pytest.mark.wide
def test_a_drag_to_the_rim_scrolls_the_map(pages: Pages, served: Server) -> None:
    page = pages(f"{served.url}/kaarten/{make(served, touchpoints=24, lanes=12)}")
    expect(grid(page)).to_be_visible()
    scroller = page.locator(".scroller")
    box = scroller.bounding_box()
    assert box is not None
    with dragged(page, position(page, 2, 1).locator("[data-card]"), (box["x"] + box["width"] - 10, box["y"] + 300)):
        expect(position(page, 1, 1)).not_to_be_in_viewport()


def test_far_to_the_right_cards_are_dragged_as_at_the_start(pages: Pages, served: Server) -> None:
    page = pages(f"{served.url}/kaarten/{make(served, touchpoints=30, lanes=6)}")
    expect(grid(page)).to_be_visible()
    last = position(page, 2, 30).locator("[data-card]")
    last.scroll_into_view_if_needed()
    expect(last).to_be_in_viewport(ratio=1)
    there = position(page, 6, 29)
    with dragged(page, last, middle(there)):
        expect(page.locator('[data-drop="box"]')).not_to_have_css("transform", "none")
    expect(there.locator("[data-card]")).to_have_count(2)
    expect(position(page, 2, 30).locator("[data-card]")).to_have_count(0)
    saved(page)


COVERS = """(corner) => {
  const { left, top, right, bottom } = corner.getBoundingClientRect();
  const seen = new Set();
  for (let x = left + 3; x < right - 3; x += 4)
    for (let y = top + 3; y < bottom - 3; y += 4) seen.add(document.elementFromPoint(x, y));
  return [...seen].filter((each) => !corner.contains(each)).map((each) => each.className);
}"""


def test_nothing_that_scrolls_by_lies_over_the_names_of_lanes(pages: Pages, served: Server) -> None:
    page = pages(f"{served.url}/kaarten/{make(served, touchpoints=30, lanes=6)}")
    expect(grid(page)).to_be_visible()
    # at every place of a heading under the corner
    for _ in range(6):
        page.locator(".scroller").evaluate("(it) => it.scrollBy(37, 0)")
        for row in range(1, 6):
            assert position(page, row, 0).evaluate(COVERS) == [], row


def test_alt_with_arrows_moves_cards(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    card(page, 0).focus()
    page.keyboard.press("Alt+ArrowRight")
    expect(position(page, 2, 2).locator("[data-card] .text")).to_have_text(["kaartje 1", "kaartje 0"])
    expect(card(page, 0)).to_be_focused()
    page.keyboard.press("Alt+ArrowUp")
    expect(position(page, 2, 2).locator("[data-card] .text")).to_have_text(["kaartje 0", "kaartje 1"])
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("Alt+ArrowDown")  # past the lanes that are counted
    expect(position(page, 6, 2).locator("[data-card]")).to_have_count(2)
    expect(card(page, 0)).to_be_focused()
    saved(page)
    moved = next(cell for cell in records(served, map_id, "cell") if cell["text"] == "kaartje 0")
    assert (moved["lane"], moved["touchpoint"]) == ("lane_0000000004", "touchpoint_0000000001")


@pytest.mark.wide
def test_a_long_press_drags_on_a_touch_screen(opened: Page) -> None:
    page = opened
    at = dict(zip("xy", middle(card(page, 0)), strict=True))
    to = dict(zip("xy", middle(position(page, 6, 3)), strict=True))
    chrome = page.context.new_cdp_session(page)
    chrome.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [at]})
    expect(page.locator("[data-dragging]")).to_be_visible()
    chrome.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [to]})
    chrome.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(position(page, 6, 3).locator("[data-card]")).to_have_count(2)


def test_what_is_selected_is_dragged_together(opened: Page, served: Server, map_id: str) -> None:
    page = opened
    card(page, 0).click()
    card(page, 1).click(modifiers=["Control"])
    with dragged(page, card(page, 0), middle(position(page, 6, 1))):
        expect(page.locator(".carried")).to_have_attribute("data-count", "2")
    expect(position(page, 6, 1).locator("[data-card] .text")).to_have_text(["kaartje 3", "kaartje 0"])
    expect(position(page, 6, 2).locator("[data-card] .text")).to_have_text(["kaartje 4", "kaartje 1"])
    page.keyboard.press("Control+z")  # one step
    expect(position(page, 2, 1).locator("[data-card]")).to_have_count(1)
    expect(position(page, 2, 2).locator("[data-card]")).to_have_count(1)
    saved(page)


def layered(page: Page, x: float, y: float) -> tuple[int, int]:
    """Carries on for some frames: in how many it was drawn, and in how many the page was divided in layers anew."""
    chrome = page.context.new_cdp_session(page)
    events: list[str] = []
    over: list[bool] = []
    chrome.on("Tracing.dataCollected", lambda data: events.extend(each["name"] for each in data["value"]))
    chrome.on("Tracing.tracingComplete", lambda _: over.append(True))
    chrome.send("Tracing.start", {"transferMode": "ReportEvents", "categories": "devtools.timeline,blink"})
    for step in range(20):
        page.mouse.move(x + step % 2 * 4, y + step % 4)
        page.evaluate("() => new Promise(requestAnimationFrame)")
    chrome.send("Tracing.end")
    while not over:
        page.wait_for_timeout(20)
    chrome.detach()
    return events.count("FireAnimationFrame"), events.count("PaintArtifactCompositor::Update")


def test_a_frame_of_dragging_divides_the_page_in_layers_only_once(opened: Page) -> None:
    x, y = middle(card(opened, 1))
    with dragged(opened, card(opened, 0), (x, y)):
        drawn, anew = layered(opened, x, y)
        assert drawn >= 20
        assert anew <= 2
        # what is not animated is layered anew at every step: the trace does say so
        opened.evaluate("() => document.getAnimations().forEach(each => each.cancel())")
        assert layered(opened, x, y)[1] >= 10
