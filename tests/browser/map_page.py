"""The map page as a person meets it: places by their names, and what the server holds afterwards."""

from __future__ import annotations

import csv
import json
import re
import struct
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from klantreis.journey.order import n_between
from tests.browser.conftest import Server

TOUCHPOINTS = ("Advertentie", "Website", "Boeking")
LANES = (("Doet", "actions"), ("Beleving", "emotion"), ("Bereik", "reach"), ("Wachttijd", "waiting"))


def document(name: str = "Rondreis", touchpoints: int = 3, lanes: int = 0) -> dict[str, Any]:
    """A map with readable ids: two phases, three touchpoints, four lanes; more where asked, for size."""
    records: list[dict[str, Any]] = [{"id": "map", "kind": "map", "name": name, "language": "nl"}]
    phases = [f"phase_{n:010}" for n in range(2 if touchpoints <= 3 else touchpoints // 8 + 1)]
    for n, (phase, order) in enumerate(zip(phases, n_between(None, None, len(phases)), strict=True)):
        title = ("Zoeken", "Kopen")[n] if len(phases) == 2 else f"Fase {n + 1}"
        records.append({"id": phase, "kind": "phase", "name": title, "order": order, "tint": n % 8})
    for n, order in enumerate(n_between(None, None, touchpoints)):
        phase = phases[min(n // 2, 1)] if touchpoints <= 3 else phases[n // 8]
        title = TOUCHPOINTS[n] if touchpoints <= 3 else f"Contactmoment {n + 1}"
        point = f"touchpoint_{n:010}"
        records.append({"id": point, "kind": "touchpoint", "name": title, "phase": phase, "order": order})
        rule = {"field": "activity", "op": "is", "value": title.lower()}
        records.append({"id": f"binding_{n:010}", "kind": "binding", "touchpoint": point, "rule": rule})
    rows = [*LANES, *((f"Laag {n + 1}", "text") for n in range(max(0, lanes - len(LANES))))]
    for n, ((title, kind), order) in enumerate(zip(rows, n_between(None, None, len(rows)), strict=True)):
        records.append({"id": f"lane_{n:010}", "kind": "lane", "name": title, "type": kind, "order": order})
    if lanes:
        free = [n for n, (_, kind) in enumerate(rows) if kind in ("actions", "text")]
        for number, (n, point) in enumerate((n, point) for n in free for point in range(touchpoints)):
            at = {"lane": f"lane_{n:010}", "touchpoint": f"touchpoint_{point:010}"}
            text = f"kaartje {number}"
            records.append({"id": f"cell_{number:010}", "kind": "cell", **at, "order": "V", "text": text})
    return {"schema": 1, "records": {record["id"]: record for record in records}}


def events(folder: Path) -> Path:
    """Forty customers: all see the advert and the site, half of them then chat, which no map knows; thirty book."""
    file = folder / "klanten.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["klant", "activiteit", "tijd", "kanaal"])
        for n in range(40):
            day = f"2026-03-{n % 28 + 1:02}"
            rows.writerow([f"K{n}", "advertentie", f"{day} 09:00", "web"])
            rows.writerow([f"K{n}", "website", f"{day} 09:30", "web"])
            if n % 2:
                rows.writerow([f"K{n}", "chat_gestart", f"{day} 10:00", "chat"])
            if n < 30:
                rows.writerow([f"K{n}", "boeking", f"{day} 11:00", "web"])
    return file


def png(width: int = 8) -> bytes:
    """A small picture, each of another content."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = b"".join(b"\0" + bytes((40, 120, 200)) * width for _ in range(8))
    head = struct.pack(">IIBBBBB", width, 8, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def make(server: Server, **wishes: Any) -> str:
    """A map on the server; returns its id."""
    return server.tell("/maps", {"document": document(**wishes)})["id"]


def records(server: Server, map_id: str, kind: str) -> list[dict[str, Any]]:
    """The records of one kind that the server holds."""
    held = server.ask(f"/maps/{map_id}")["document"]["records"].values()
    return [record for record in held if record["kind"] == kind]


def grid(page: Page) -> Locator:
    return page.get_by_role("grid")


def position(page: Page, row: int, col: int) -> Locator:
    """A position by its place: row 0 holds the phases, row 1 the touchpoints, column 0 the lanes."""
    return grid(page).locator(f'[data-row="{row}"][data-col="{col}"]')


def card_with(page: Page, text: str) -> Locator:
    """The card that holds a text; its menu, which comes beside it under the mouse, has the text in its name too."""
    return grid(page).locator("[data-card]").filter(has_text=text)


def header(page: Page, name: str) -> Locator:
    """The head of a phase or touchpoint that is on the map."""
    return grid(page).locator("[role=columnheader]:not(.ghost)").filter(has_text=name)


def ghost(page: Page, activity: str) -> Locator:
    """The head of an activity that is off the map."""
    return grid(page).locator("[role=columnheader].ghost").filter(has_text=activity)


def saved(page: Page) -> None:
    """Waits until the page says that everything is on the server."""
    expect(page.get_by_role("status").filter(has_text="Opgeslagen")).to_be_visible()


PALETTE = re.compile("Waar wilt u heen|Where to")


def palette(page: Page) -> Locator:
    """The palette, open: asked again while one that just closed still has its place."""
    field = page.get_by_role("combobox", name=PALETTE)
    for _ in range(15):
        page.keyboard.press("Control+k")
        with suppress(AssertionError):
            expect(field).to_be_focused(timeout=1_000)
            return field
    raise AssertionError("the palette does not open")


def command(page: Page, text: str) -> None:
    """Something that the palette offers first; waits until the palette is gone."""
    field = palette(page)
    page.keyboard.type(text)
    first = page.get_by_role("dialog").get_by_role("option").first
    expect(first).to_contain_text(re.compile(re.escape(text), re.IGNORECASE))
    page.keyboard.press("Enter")
    expect(field).to_have_count(0)


def kept(page: Page) -> list[str]:
    """What waits in the browser's own storage."""
    return json.loads(page.evaluate("JSON.stringify(Object.keys(localStorage).filter(k => k.includes('outbox')))"))
