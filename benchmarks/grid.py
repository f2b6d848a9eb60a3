"""A map of 60 touchpoints × 20 lanes in the browser: how soon it opens, how even frames are while a card is dragged.

    python -m benchmarks.grid [--chromium /usr/bin/chromium] [--rounds 5] [--json FILE]

The server runs on a workspace of its own with events of 3,000 customers, so that the map is measured. A map is open
when every lane that is in the window is drawn over all columns that are, and two frames were drawn after that. Beside
that stands when the numbers of the customers are there too, when the lanes below the window are in the page over those
columns, and when the whole map is. All count from the start of the navigation, with the program's files in the
browser's cache. Frames are those of Chromium's own trace, see `benchmarks.frames`: the times between `DrawFrame`
events while the mouse carries a card to and fro over the map, and beside them the times between the ticks of Chromium's
frame clock at which something new of the page could be seen; as a control both are measured while a box follows the
same mouse over a blank page, which says what the machine itself can do; work per frame is the processor time of the
page's main thread in one frame, which a busy machine does not lengthen.
"""

from __future__ import annotations

import argparse
import asyncio
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

from benchmarks import frames, record
from klantreis.journey.order import n_between

TOUCHPOINTS, LANES = 60, 20
OPENED = """async ({lanes, cards}) => {
    const all = selector => [...document.querySelectorAll(selector)];
    const columns = () => all('[role=columnheader][data-touchpoint]')
        .filter(head => head.getBoundingClientRect().left < innerWidth).length;
    const rows = () => all('[role=rowheader][data-lane]')
        .filter(head => head.getBoundingClientRect().top < innerHeight).length;
    const drawn = () => document.querySelectorAll('[role=grid] [data-card]').length;
    const when = {
        open: () => columns() > 0 && drawn() >= columns() * (rows() - 3),
        numbers: () => columns() > 0 && all('[role=grid] [data-measured=reach] .main').length >= columns(),
        lanes: () => columns() > 0 && drawn() >= columns() * lanes,
        whole: () => drawn() >= cards,
    };
    const frame = () => new Promise(requestAnimationFrame);
    const seen = async () => { await frame(); await frame(); return performance.now(); };
    const times = {};
    while (Object.keys(when).length > Object.keys(times).length) {
        for (const [name, is] of Object.entries(when)) if (!(name in times) && is()) times[name] = seen();
        await frame();
    }
    for (const name in times) times[name] = await times[name];
    return times;
}"""


def main() -> None:
    """Measure and say what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    about = record.machine()  # before: afterwards the load is our own
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as url:
        found = asyncio.run(measured(url, asked.chromium, asked.rounds))
    for name, value in found.items():
        print(f"{name:32} {value:.1%}" if "dropped" in name else f"{name:32} {value:.1f} ms")
    if asked.json:
        write(asked.json, found, about)


async def measured(url: str, chromium: str, rounds: int) -> dict[str, float]:
    """Milliseconds by what was measured, shares where it says so; medians of the rounds."""
    map_id = tell(url, "/maps", {"document": document()})["id"]
    address = f"{url}/kaarten/{map_id}"
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = await browser.new_page(viewport={"width": 1440, "height": 900})
        page.set_default_timeout(120_000)
        opened = [await open_once(page, address) for _ in range(rounds + 1)]
        for name in opened[0]:
            print(name, *(f"{each[name]:.0f}" for each in opened), file=sys.stderr, flush=True)
        await page.wait_for_timeout(3_000)
        carried = together([await frames.dragged(page) for _ in range(rounds)])
        blank = together([await frames.control(page) for _ in range(max(1, rounds // 2))])
        await browser.close()
    later = opened[1:] or opened
    middle = {name: statistics.median(each[name] for each in later) for name in opened[0]}
    return {
        "open, first": opened[0]["open"],
        "open, median": middle["open"],
        "with numbers, median": middle["numbers"],
        "all lanes, median": middle["lanes"],
        "whole, median": middle["whole"],
        "frame, median": at(carried["intervals"], 0.5),
        "frame, p95": at(carried["intervals"], 0.95),
        "frame, longest": at(carried["intervals"], 1),
        "frame shown, median": at(carried["shown"], 0.5),
        "frame shown, p95": at(carried["shown"], 0.95),
        "frame shown, p99": at(carried["shown"], 0.99),
        "work per frame, p95": at(carried["work"], 0.95),
        "work per frame, longest": at(carried["work"], 1),
        "frames dropped": statistics.fmean(carried["dropped"]) if carried["dropped"] else 0.0,
        "blank page: frame, median": at(blank["intervals"], 0.5),
        "blank page: frame, p95": at(blank["intervals"], 0.95),
        "blank page: frame shown, p95": at(blank["shown"], 0.95),
        "blank page: frame shown, p99": at(blank["shown"], 0.99),
        "blank page: frames dropped": statistics.fmean(blank["dropped"]) if blank["dropped"] else 0.0,
    }


def together(rounds: list[dict[str, list[float]]]) -> dict[str, list[float]]:
    """Everything of several rounds, in order of size."""
    return {name: sorted(each for found in rounds for each in found[name]) for name in rounds[0]}


def at(values: list[float], share: float) -> float:
    """The value below which that share of the sorted values lies."""
    return values[int(share * (len(values) - 1))]


async def open_once(page: Page, address: str) -> dict[str, float]:
    """Milliseconds from the start of the navigation until what is in the window is drawn, and what follows."""
    await page.goto("about:blank")
    await page.goto(address, wait_until="commit")
    return await page.evaluate(OPENED, {"lanes": LANES - 3, "cards": cards()})


def write(file: Path, found: dict[str, float], about: dict[str, Any]) -> None:
    """A file for the page of benchmarks."""
    dropped = {name for name in found if "dropped" in name}
    rows = [
        {"what": name, "share": value} if name in dropped else {"what": name, "took": value / 1000}
        for name, value in found.items()
    ]
    record.write(
        file,
        title="A map of 60 touchpoints × 20 lanes in the browser",
        intro="How soon what is in the window can be seen and used, how soon the numbers of the customers are there "
        "too, how soon the lanes and columns outside the window are, and how even the frames are while a card is "
        "dragged over the map, from Chromium's own trace (headless, without a graphics card). “Frame” is the time "
        "between two frames that are handed on to be drawn; “frame shown” the time between two ticks of Chromium's "
        "frame clock at which something new of the page is there to be seen, frames without the page's own update not "
        "counted. The blank page is the same mouse with one box that follows it: what this machine itself can do.",
        command="python -m benchmarks.grid --json benchmarks/results/grid.json",
        tables=[record.table("", [("what", "what", "text"), ("took", "time", "s"), ("share", "share", "share")], rows)],
        bars=[
            record.bar(
                "a map of 60 × 20 opens in under 1 s",
                1.0,
                found["open, median"] / 1000,
                found["open, median"] < 1000,
                "s",
            ),
            *(
                record.bar(f"95 % of frames while dragging, {how}, at most", 0.017, took / 1000, took <= 17, "s")
                for how, took in (
                    ("as handed on to be drawn", found["frame, p95"]),
                    ("as shown at the ticks of the frame clock", found["frame shown, p95"]),
                )
            ),
        ],
        versions=record.versions("playwright"),
        about=about,
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
