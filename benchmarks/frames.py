"""How even the frames of a page are while something is dragged over it, from Chromium's own trace.

Two measures stand beside each other. ``intervals`` are the times between `DrawFrame` events, the moments at which the
page's compositor handed a frame on; they move with the scheduling of that thread, also on a blank page. ``shown`` are
the times between the ticks of Chromium's frame clock (`BeginFrame`, every 16.7 ms) at which something new of the page
can be seen on a screen that shows, at each tick, what is ready by then. A frame counts there only if it was presented
with the page's own update (`PipelineReporter`, `STATE_PRESENTED_ALL`); one that was presented without it, because the
page was late, does not, and its update counts at the tick at which it did come. Of two at one tick only one is seen.
``shown`` is therefore a multiple of a tick: 16.7 ms where every tick showed something new, 33.3 where one was missed.
"""

from __future__ import annotations

import asyncio
import bisect
import itertools
import math
import statistics
from typing import Any

from playwright.async_api import Page

SECONDS = 3
CATEGORIES = (
    "devtools.timeline,disabled-by-default-devtools.timeline.frame,devtools.timeline.frame,toplevel,cc,benchmark"
)
BOX = """<body style="margin:0">
<div id="box" style="position:fixed;width:110px;height:40px;background:#1f5fff;will-change:transform"></div>"""
FOLLOWS = """() => {
    const box = document.getElementById('box');
    let at = null;
    addEventListener('pointermove', event => { at = event; });
    requestAnimationFrame(function follow() {
        if (at) box.style.transform = `translate(${at.clientX}px, ${at.clientY}px)`;
        at = null;
        requestAnimationFrame(follow);
    });
}"""


async def control(page: Page) -> dict[str, list[float]]:
    """Frames of a blank page with one box that follows the mouse: what the machine itself can do."""
    await page.goto("about:blank")
    await page.set_content(BOX)
    await page.evaluate(FOLLOWS)
    await page.wait_for_timeout(300)
    return await traced(page)


async def dragged(page: Page) -> dict[str, list[float]]:
    """Frames while the first card of the map is carried about."""
    box = await page.locator("[role=grid] [data-card]").first.bounding_box()
    assert box is not None
    x, y = box["x"] + 20, box["y"] + 12
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + 10, y + 10, steps=3)
    await page.wait_for_timeout(300)
    found = await traced(page)
    await page.keyboard.press("Escape")
    await page.mouse.up()
    return found


async def traced(page: Page) -> dict[str, list[float]]:
    """While the mouse goes to and fro: times between frames as drawn and as shown, the main thread's processor time in
    each, and for every frame that wanted to show something new whether Chromium dropped it (1) or not (0)."""
    events = await _trace(page)
    drawn = sorted(event["ts"] for event in events if event["name"] == "DrawFrame")
    threads = {(event["pid"], event["tid"]) for event in events if event["name"] == "FireAnimationFrame"}
    frames = [event["ts"] for event in events if event["name"] == "FireAnimationFrame"]
    tasks = []
    for event in events:
        if "tdur" not in event or "RunTask" not in event["name"] or (event["pid"], event["tid"]) not in threads:
            continue
        if any(event["ts"] <= ts <= event["ts"] + event["dur"] for ts in frames):
            tasks.append(event["tdur"] / 1000)
    return {
        "intervals": [(after - before) / 1000 for before, after in itertools.pairwise(drawn)],
        "shown": [after - before for before, after in itertools.pairwise(_ticks(events, {pid for pid, _ in threads}))],
        "work": tasks,
        "dropped": [float(state == "STATE_DROPPED") for state in _states(events)],
    }


def _ticks(events: list[dict[str, Any]], pages: set[int]) -> list[float]:
    """The ticks of the frame clock, in milliseconds, at which an update of the page was there to be seen."""
    clock = sorted(event["ts"] / 1000 for event in events if event["name"] == "BeginFrame" and event["pid"] in pages)
    if len(clock) < 2:
        return []
    tick = statistics.median(after - before for before, after in itertools.pairwise(clock))
    seen: list[float] = []
    for ready in _presented(events, pages):
        last = clock[max(0, bisect.bisect_right(clock, ready) - 1)]
        at = last + math.ceil((ready - last) / tick) * tick
        if not seen or at - seen[-1] > tick / 2:
            seen.append(at)
    return seen


def _presented(events: list[dict[str, Any]], pages: set[int]) -> list[float]:
    """When frames were presented that carry the page's own update, in order."""
    open_: set[tuple[int, str]] = set()
    ready = []
    for event in sorted((each for each in events if each["name"] == "PipelineReporter"), key=lambda each: each["ts"]):
        if event["pid"] not in pages:
            continue
        own = (event["pid"], str(event.get("id2") or event.get("id")))
        if event["ph"] == "b" and _report(event).get("state") == "STATE_PRESENTED_ALL":
            open_.add(own)
        elif event["ph"] == "e" and own in open_:
            open_.remove(own)
            ready.append(event["ts"] / 1000)
    return ready


def _report(event: dict[str, Any]) -> dict[str, Any]:
    """What Chromium says of a frame; it has had two names."""
    about = event.get("args", {})
    return about.get("chrome_frame_reporter") or about.get("frame_reporter") or {}


def _states(events: list[dict[str, Any]]) -> list[str]:
    """How each frame ended, without those in which nothing was to be shown."""
    reports = [event for event in events if event["name"] == "PipelineReporter" and event["ph"] in "bX"]
    told = [_report(event).get("state", "") for event in reports]
    return [state for state in told if state and state != "STATE_NO_UPDATE_DESIRED"]


async def _trace(page: Page) -> list[dict[str, Any]]:
    chrome = await page.context.new_cdp_session(page)
    events: list[dict[str, Any]] = []
    done = asyncio.Event()
    chrome.on("Tracing.dataCollected", lambda data: events.extend(data["value"]))
    chrome.on("Tracing.tracingComplete", lambda _: done.set())
    await chrome.send("Tracing.start", {"transferMode": "ReportEvents", "categories": CATEGORIES})
    moves = []
    for step in range(SECONDS * 125):
        # a mouse reports 125 times a second and waits for nobody
        at = {"x": 320 + step * 7 % 1000, "y": 200 + abs(step * 5 % 1000 - 500)}
        moves.append(
            asyncio.ensure_future(
                chrome.send("Input.dispatchMouseEvent", {"type": "mouseMoved", "button": "left", "buttons": 1, **at})
            )
        )
        await asyncio.sleep(0.008)
    await asyncio.gather(*moves)
    await chrome.send("Tracing.end")
    await done.wait()
    await chrome.detach()
    return events
