"""How even the frames of a page are while something is dragged over it, from Chromium's own trace."""

from __future__ import annotations

import asyncio
import itertools
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
    """While the mouse goes to and fro: times between frames, the main thread's processor time in each, and for every
    frame that wanted to show something new whether Chromium dropped it (1) or not (0)."""
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
        "work": tasks,
        "dropped": [float(state == "STATE_DROPPED") for state in _states(events)],
    }


def _states(events: list[dict[str, Any]]) -> list[str]:
    """How each frame ended, without those in which nothing was to be shown."""
    told = []
    for event in events:
        if event["name"] == "PipelineReporter" and event["ph"] in "bX":
            about = event.get("args", {})
            report = about.get("chrome_frame_reporter") or about.get("frame_reporter") or {}
            told.append(report.get("state", ""))
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
