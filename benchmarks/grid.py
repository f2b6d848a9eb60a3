"""A map of 60 touchpoints × 20 lanes in the browser: how soon it opens, how even frames are while a card is dragged.

    python -m benchmarks.grid [--chromium /usr/bin/chromium] [--rounds 5] [--json FILE]

The server runs on a workspace of its own with events of 3,000 customers, so that the map is measured. A map is open
when every lane is drawn over all columns that are in the window, and two frames were drawn after that; it is whole
when the columns outside the window are in the page too. Both count from the start of the navigation, with the
program's files in the browser's cache. Frames are those of Chromium's own trace: the times between `DrawFrame` events
while the mouse carries a card to and fro over the map; work per frame is the processor time of the page's main thread
in one frame, which a busy machine does not lengthen.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.async_api import Page, async_playwright

from benchmarks import record
from klantreis.journey.order import n_between

TOUCHPOINTS, LANES, SECONDS = 60, 20, 3
OPENED = """async lanes => {
    const seen = () => [...document.querySelectorAll('[role=columnheader][data-touchpoint]')]
        .filter(head => head.getBoundingClientRect().left < innerWidth).length;
    const drawn = columns => document.querySelectorAll('[role=grid] [data-card]').length >= columns * lanes;
    const frame = () => new Promise(requestAnimationFrame);
    while (seen() === 0 || !drawn(seen())) await frame();
    await frame();
    await frame();
    return performance.now();
}"""
WHOLE = """async cards => {
    const frame = () => new Promise(requestAnimationFrame);
    while (document.querySelectorAll('[role=grid] [data-card]').length < cards) await frame();
    await frame();
    await frame();
    return performance.now();
}"""


def main() -> None:
    """Measure and say what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as url:
        found = asyncio.run(measured(url, asked.chromium, asked.rounds))
    for name, value in found.items():
        print(f"{name:32} {value:.1f} ms")
    if asked.json:
        write(asked.json, found)


async def measured(url: str, chromium: str, rounds: int) -> dict[str, float]:
    """Milliseconds by what was measured; medians of the rounds."""
    map_id = tell(url, "/maps", {"document": document()})["id"]
    address = f"{url}/kaarten/{map_id}"
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = await browser.new_page(viewport={"width": 1440, "height": 900})
        page.set_default_timeout(120_000)
        opened = [await open_once(page, address) for _ in range(rounds + 1)]
        for what, times in zip(("open", "whole"), zip(*opened, strict=True), strict=True):
            print(what, *(f"{each:.0f}" for each in times), file=sys.stderr, flush=True)
        await page.wait_for_timeout(3_000)
        frames, tasks = zip(*[await dragged(page) for _ in range(rounds)], strict=True)
        await browser.close()
    intervals = sorted(interval for round_ in frames for interval in round_)
    work = sorted(task for round_ in tasks for task in round_)
    return {
        "open, first": opened[0][0],
        "open, median": statistics.median(open_ for open_, _ in opened[1:]),
        "whole, median": statistics.median(whole for _, whole in opened[1:]),
        "frame, median": statistics.median(intervals),
        "frame, p95": intervals[int(0.95 * (len(intervals) - 1))],
        "frame, longest": intervals[-1],
        "work per frame, p95": work[int(0.95 * (len(work) - 1))],
        "work per frame, longest": work[-1],
    }


async def open_once(page: Page, address: str) -> tuple[float, float]:
    """Milliseconds from the start of the navigation until what is in the window is drawn, and until all of it is."""
    await page.goto("about:blank")
    await page.goto(address, wait_until="commit")
    return float(await page.evaluate(OPENED, LANES - 3)), float(await page.evaluate(WHOLE, cards()))


async def dragged(page: Page) -> tuple[list[float], list[float]]:
    """Times between frames, and processor time of the page's main thread in each, while a card is carried about."""
    box = await page.locator("[role=grid] [data-card]").first.bounding_box()
    assert box is not None
    x, y = box["x"] + 20, box["y"] + 12
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + 10, y + 10, steps=3)
    await page.wait_for_timeout(300)
    chrome = await page.context.new_cdp_session(page)
    events: list[dict[str, Any]] = []
    done = asyncio.Event()
    chrome.on("Tracing.dataCollected", lambda data: events.extend(data["value"]))
    chrome.on("Tracing.tracingComplete", lambda _: done.set())
    categories = "devtools.timeline,disabled-by-default-devtools.timeline.frame,devtools.timeline.frame,toplevel,cc"
    await chrome.send("Tracing.start", {"transferMode": "ReportEvents", "categories": categories})
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
    await page.keyboard.press("Escape")
    await page.mouse.up()
    drawn = sorted(event["ts"] for event in events if event["name"] == "DrawFrame")
    intervals = [(after - before) / 1000 for before, after in itertools.pairwise(drawn)]
    threads = {(event["pid"], event["tid"]) for event in events if event["name"] == "FireAnimationFrame"}
    frames = [event["ts"] for event in events if event["name"] == "FireAnimationFrame"]
    tasks = []
    for event in events:
        if "tdur" not in event or "RunTask" not in event["name"] or (event["pid"], event["tid"]) not in threads:
            continue
        if any(event["ts"] <= ts <= event["ts"] + event["dur"] for ts in frames):
            tasks.append(event["tdur"] / 1000)
    return intervals, tasks


def write(file: Path, found: dict[str, float]) -> None:
    """A file for the page of benchmarks."""
    rows = [{"what": name, "took": value / 1000} for name, value in found.items()]
    record.write(
        file,
        title="A map of 60 touchpoints × 20 lanes in the browser",
        intro="How soon the map can be seen and used (all lanes over the columns in the window), how soon the columns "
        "outside the window are in the page too, and how even its frames are while a card is dragged over it, "
        "from Chromium's own trace (headless, without a graphics card).",
        command="python -m benchmarks.grid --json benchmarks/results/grid.json",
        tables=[record.table("", [("what", "what", "text"), ("took", "time", "s")], rows)],
        bars=[
            record.bar(
                "a map of 60 × 20 opens in under 1 s",
                1.0,
                found["open, median"] / 1000,
                found["open, median"] < 1000,
                "s",
            ),
            record.bar(
                "95 % of frames while dragging, at most",
                0.017,
                found["frame, p95"] / 1000,
                found["frame, p95"] <= 17,
                "s",
            ),
        ],
        versions=record.versions("playwright"),
        order=70,
    )


def cards() -> int:
    """How many cards the map holds: one in every position of a lane that is written."""
    return TOUCHPOINTS * (LANES - 3)


def document() -> dict[str, Any]:
    """A map with a card in every position of 17 lanes, the emotion lane, reach and waiting time."""
    records: list[dict[str, Any]] = [{"id": "map", "kind": "map", "name": "Groot", "language": "nl"}]
    phases = TOUCHPOINTS // 8 + 1
    for n, order in enumerate(n_between(None, None, phases)):
        records.append(
            {"id": f"phase_{n:010}", "kind": "phase", "name": f"Fase {n + 1}", "order": order, "tint": n % 8}
        )
    for n, order in enumerate(n_between(None, None, TOUCHPOINTS)):
        own = f"touchpoint_{n:010}"
        name = {"name": f"Contactmoment {n + 1}", "phase": f"phase_{n // 8:010}", "order": order}
        records.append({"id": own, "kind": "touchpoint", **name})
        rule = {"field": "activity", "op": "is", "value": f"stap {n + 1}"}
        records.append({"id": f"binding_{n:010}", "kind": "binding", "touchpoint": own, "rule": rule})
        records.append({"id": f"emotion_{n:010}", "kind": "emotion", "touchpoint": own, "value": n % 5 - 2})
    kinds = ["emotion", "reach", "waiting", *["text"] * (LANES - 3)]
    for n, (kind, order) in enumerate(zip(kinds, n_between(None, None, LANES), strict=True)):
        lane = f"lane_{n:010}"
        records.append({"id": lane, "kind": "lane", "name": f"Laag {n + 1}", "type": kind, "order": order})
        for point in range(TOUCHPOINTS if kind == "text" else 0):
            at = {"lane": lane, "touchpoint": f"touchpoint_{point:010}", "order": "V"}
            text = f"wat klanten hier doen {n * TOUCHPOINTS + point}"
            records.append({"id": f"cell_{n * TOUCHPOINTS + point:010}", "kind": "cell", **at, "text": text})
    return {"schema": 1, "records": {each["id"]: each for each in records}}


def events(file: Path) -> Path:
    """Three thousand customers, each through about a third of the touchpoints."""
    chance = random.Random(7)
    with file.open("w", encoding="utf-8") as out:
        out.write("klant,activiteit,tijd\n")
        for customer in range(3000):
            for n in range(TOUCHPOINTS):
                if chance.random() < 1 / 3:
                    out.write(f"K{customer},stap {n + 1},2026-03-{customer % 28 + 1:02} {n // 4:02}:{n % 4 * 15:02}\n")
    return file


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """A server with those events on a free port."""
    workspace = folder / "groot"
    file = events(folder / "events.csv")
    run = [sys.executable, "-m", "klantreis"]
    subprocess.run([*run, "import", str(file), "--workspace", str(workspace)], check=True, capture_output=True)
    log = folder / "log.txt"
    with log.open("w") as out:
        server = subprocess.Popen(
            [*run, "serve", "--workspace", str(workspace), "--port", "0"],
            stdout=out,
            stderr=subprocess.STDOUT,
            env={**os.environ, "PYTHONUNBUFFERED": "1", "NO_COLOR": "1"},
        )
    try:
        while not (found := re.search(r"http://127\.0\.0\.1:\d+", log.read_text())):
            if server.poll() is not None:
                raise SystemExit(log.read_text())
            time.sleep(0.1)
        yield found[0]
    finally:
        server.terminate()
        server.wait(10)


def tell(url: str, path: str, body: Any) -> Any:
    """What the API answers to POST with JSON."""
    data = json.dumps(body).encode()
    headers = {"content-type": "application/json"}
    with urllib.request.urlopen(urllib.request.Request(f"{url}/api/v1{path}", data, headers)) as answer:
        return json.load(answer)


if __name__ == "__main__":
    main()
