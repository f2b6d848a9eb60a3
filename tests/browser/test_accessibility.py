"""axe-core finds nothing wrong on any page: light and dark, Dutch and English, wide and on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

import klantreis as kr
from tests.browser.conftest import ROOT, Pages, Server
from tests.browser.map_page import command, document, events, header, png, position

AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
WIDE = ("nl-NL", "light", 1440)
PHONE = ("en-GB", "dark", 390)
OTHERS = [pytest.param(*each, marks=pytest.mark.wide) for each in (("en-GB", "dark", 1440), ("nl-NL", "light", 390))]


def looks(first: tuple[str, str, int], other: tuple[str, str, int]) -> pytest.MarkDecorator:
    """Each test has one look on every run, and the others where all that is wide is tested."""
    return pytest.mark.parametrize(
        ("locale", "theme", "width"), [first, pytest.param(*other, marks=pytest.mark.wide), *OTHERS]
    )


DATA = ("", "activiteiten", "paden", "overgangen", "stappen", "bereik", "trechter", "doorlooptijd", "verklaring")


@pytest.fixture(scope="module")
def filled(serve: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> tuple[Server, str]:
    """Events of forty customers, and a map with a comment."""
    server = serve()
    server.import_file(events(tmp_path_factory.mktemp("events")))
    map_id = server.tell("/maps", {"document": everything()})["id"]
    other = {"op": "patch", "id": "touchpoint_0000000002", "fields": {"name": "Boeking online"}}
    sent = httpx.post(f"{server.url}/api/v1/maps/{map_id}/files", params={"name": "scherm.png"}, content=png())
    place = {"lane": "lane_0000000114", "touchpoint": "touchpoint_0000000001", "order": "V"}
    picture = {"id": "cell_0000000006", "kind": "cell", **place, "text": "scherm", "file": sent.json()["id"]}
    changes = [other, {"op": "put", "record": picture}]
    httpx.patch(f"{server.url}/api/v1/maps/{map_id}", json={"changes": changes}).raise_for_status()
    return server, map_id


def everything() -> dict[str, Any]:
    """A map with something of every kind on it, drawn as a ring at first."""
    whole = document()
    first, second, third = (f"touchpoint_{n:010}" for n in range(3))
    lane = {"lane": "lane_0000000000", "order": "V"}
    when = "2026-11-01T10:00:00Z"
    text = "kijkt **rond**\n- [foto](https://example.org)"
    note = {"op": "patch", "id": first, "fields": {"name": "Poster"}}
    new: list[dict[str, Any]] = [
        {"kind": "persona", "name": "Noor", "summary": "Vrouw, 34", "goals": ["zon"], "segment": 'channel = "web"'},
        {"kind": "persona", "name": "Bram", "traits": [{"name": "Haast", "value": 70}], "quotes": ["Snel graag"]},
        {"kind": "comment", "target": second, "text": "Klopt dit?", "by": "Anna", "at": when, "mentions": ["local"]},
        {"kind": "cell", **lane, "touchpoint": second, "text": text, "colour": "#4a78c4", "tags": ["snel"]},
        {"kind": "cell", **lane, "touchpoint": first, "text": "ziet een poster", "icon": "star", "span": third},
        {"kind": "pain_point", "name": "geen filters", "touchpoints": [second], "severity": 4},
        {"kind": "emotion", "touchpoint": second, "value": 1, "word": "blij"},
        {"kind": "emotion", "touchpoint": third, "value": -2, "persona": "persona_0000000001"},
        {"kind": "connection", "from": third, "to": first, "type": "loop", "label": "boekt nog eens"},
        {
            "kind": "sticky",
            "text": "bellen helpt",
            "x": 20,
            "y": 20,
            "colour": "#e9b949",
            "votes": ["Anna"],
            "by": "Anna",
        },
        {"kind": "suggestion", "changes": [note], "by": "Anna", "at": when, "note": "duidelijker"},
        {"kind": "view", "name": "Weekoverleg", "hidden": ["lane_0000000002"], "order": "V"},
        {"kind": "lane", "name": "Pijn", "type": "pains", "order": "zV"},
        {"kind": "lane", "name": "Beelden", "type": "image", "order": "zW"},
        {"kind": "lane", "name": "Verloop", "type": "chart", "measure": "reach", "order": "zX"},
    ]
    for n, record in enumerate(new, start=1):
        number = f"{record['kind']}_{n + 100 if record['kind'] == 'lane' else n:010}"
        whole["records"][number] = {"id": number, **record}
    whole["records"]["map"] |= {"template": "loyalty-loop", "timer_seconds": 300}
    return whole


def faults(page: Page, what: str) -> list[str]:
    """What axe finds on the page as it stands, each with the places."""
    page.wait_for_load_state("networkidle")
    page.evaluate("Promise.all(document.getAnimations().map(a => a.finished.catch(() => {})))")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = page.evaluate("axe.run(document).then(result => result.violations)")
    return [
        f"{what}: {each['id']} ({each['help']}) at {node['target']}: {node['failureSummary']}"
        for each in found
        for node in each["nodes"][:4]
    ]


@pytest.fixture(autouse=True)
def _axe() -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: ./dev test")


@looks(WIDE, PHONE)
@pytest.mark.wide
def test_pages(pages: Pages, filled: tuple[Server, str], locale: str, theme: str, width: int) -> None:
    server, map_id = filled
    wrong: list[str] = []
    page = pages(f"{server.url}/kaarten", locale=locale, theme=theme, width=width)
    versions = f"/kaarten/{map_id}/versies"
    for path in (
        *("/kaarten", "/kaarten?als=tabel&groep=eigenaar", "/bibliotheek", "/klanten", "/klanten/K1", "/nergens"),
        *(f"/kaarten/{map_id}/valideren", versions, f"{versions}?versie=1", f"{versions}?van=1"),
    ):
        page.goto(server.url + path)
        wrong += faults(page, path)
    for view in DATA:
        page.goto(f"{server.url}/data/{view}".rstrip("/"))
        wrong += faults(page, f"data/{view}")
    assert not wrong, "\n".join(wrong)


def named(*names: str) -> re.Pattern[str]:
    """A name in either language, or what it begins with."""
    return re.compile(f"^({'|'.join(names)})")


@looks(PHONE, WIDE)
def test_the_map_and_what_opens_over_it(
    pages: Pages, filled: tuple[Server, str], locale: str, theme: str, width: int
) -> None:
    server, map_id = filled
    wrong: list[str] = []
    page = pages(f"{server.url}/kaarten/{map_id}", locale=locale, theme=theme, width=width)

    def button(*names: str) -> Locator:
        return page.get_by_role("button", name=named(*names)).first

    def look(what: str, shown: Locator) -> None:
        expect(shown).to_be_visible()
        wrong.extend(faults(page, what))

    def away() -> None:
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()

    def from_menu(opener: Locator, *names: str) -> None:
        opener.click()
        page.get_by_role("menuitem", name=named(*names)).click()

    dialog, panel = page.get_by_role("dialog"), page.get_by_role("complementary")
    look("ring", page.get_by_role("region", name=named("Rondreis")))
    page.get_by_role("radio", name=named("Raster", "Grid")).check(force=True)
    look("map", header(page, "Website"))
    for what, *names in (
        ("size and views", "Weergave van de kaart", "View of the map"),
        ("lanes", "Lagen", "Lanes"),
        ("whose", "Bekijk de klantreis", "See the journey"),
    ):
        button(*names).click()
        look(what, page.get_by_role("menu"))
        page.keyboard.press("Escape")
    view = button("Weergave van de kaart", "View of the map")
    for what, *names in (
        ("views", "Weergaven bewaren", "Keep and manage"),
        ("cards sifted", "Kaartjes filteren", "Filter cards"),
    ):
        from_menu(view, *names)
        look(what, dialog)
        page.keyboard.press("Escape")
    from_menu(view, "Presenteren", "Present")
    look("presenting", dialog)
    away()
    button("Filters").click()
    look("filters", dialog)
    away()
    for keys, what in (("Control+k", "palette"), ("Control+/", "shortcuts")):
        page.keyboard.press(keys)
        look(what, dialog)
        away()
    page.keyboard.press("Control+f")
    expect(page.get_by_role("search").get_by_role("textbox")).to_be_focused()
    page.keyboard.type("rond")
    look("finding", page.get_by_role("search"))
    page.keyboard.press("Escape")
    page.locator('[data-card="cell_0000000005"]').focus()
    page.keyboard.press("Shift+F10")
    page.get_by_role("menuitem", name=named("Kleur, icoon", "Colour, icon")).click()
    look("colour and tags", dialog)
    page.keyboard.press("Escape")
    from_menu(header(page, "Website").locator("button.more"), "Verbind met", "Connect with")
    look("arrow", dialog)
    page.keyboard.press("Escape")
    from_menu(position(page, 2, 0).locator("button.more"), "Andere laag", "Other lane")
    look("lane", dialog)
    page.keyboard.press("Escape")
    header(page, "Website").locator("[data-stop]").click()
    look("panel", panel.get_by_role("heading", name="Website"))
    page.keyboard.press("Escape")
    button("Notities", "Notes").click()
    page.locator("summary").click()
    look("notes and clock", page.get_by_role("list", name=named("Notities", "Notes")))
    button("Sluit notities", "Close notes").click()
    for what, *names in (
        ("comments", "Opmerkingen", "Comments"),
        ("suggestions", "Voorstellen", "Suggestions"),
    ):
        button(*names).click()
        look(what, panel.get_by_role("heading").first)
        panel.get_by_role("button", name=named("Opmerkingen sluiten", "Voorstellen sluiten", "Close")).first.click()
    for what, path in (
        ("personas", f"/kaarten/{map_id}/personas"),
        ("persona", f"/kaarten/{map_id}/personas/persona_0000000001"),
        ("all personas", "/personas"),
        ("compared", f"/personas/vergelijk?p={map_id}.persona_0000000001&p={map_id}.persona_0000000002"),
    ):
        page.goto(server.url + path)
        look(what, page.get_by_text("Noor").filter(visible=True).first)
    page.goto(f"{server.url}/kaarten?nieuw=sjabloon")
    look("new map", dialog)
    assert not wrong, "\n".join(wrong)


@looks(WIDE, PHONE)
def test_what_is_asked(pages: Pages, filled: tuple[Server, str], locale: str, theme: str, width: int) -> None:
    """Questions that stand in a dialog of their own, and the viewer of a picture."""
    server, map_id = filled
    wrong: list[str] = []
    page = pages(f"{server.url}/kaarten/{map_id}", locale=locale, theme=theme, width=width)
    dialog = page.get_by_role("dialog")

    def asked(what: str) -> None:
        expect(dialog).to_be_visible()
        wrong.extend(faults(page, what))
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()

    def from_menu(opener: Locator, *names: str) -> None:
        opener.click()
        page.get_by_role("menuitem", name=named(*names)).click()

    page.get_by_role("radio", name=named("Raster", "Grid")).check(force=True)
    from_menu(header(page, "Website").locator("button.more"), "Deelkaart maken", "Make or link")
    asked("sub-map")
    for what, nl, en in (
        ("properties", "Eigenschappen van", "Properties of"),
        ("name and colour", "Uw naam en kleur", "Your name and"),
    ):
        command(page, nl if locale == "nl-NL" else en)
        asked(what)
    page.locator('[data-card="cell_0000000006"]').focus()
    page.keyboard.press("Shift+F10")
    page.get_by_role("menuitem", name=named("Bekijken", "View")).click()
    asked("viewer")
    page.get_by_role("button", name=named("Notities", "Notes")).first.click()
    note = page.get_by_role("list", name=named("Notities", "Notes")).get_by_role("listitem").first
    from_menu(note.locator("button.more"), "Zet op de kaart", "Put on the map")
    asked("place of a note")
    for what, path in (
        ("who", "/data/bereik?wie=reach&wie_a=boeking"),
        ("a map from events", "/kaarten?nieuw=data"),
    ):
        page.goto(server.url + path)
        asked(what)
    page.goto(f"{server.url}/bibliotheek")
    page.get_by_role("button", name=named("Hernoemen", "Rename")).first.click()
    asked("another name")
    assert not wrong, "\n".join(wrong)


@looks(PHONE, WIDE)
def test_what_could_not_be_saved(pages: Pages, filled: tuple[Server, str], locale: str, theme: str, width: int) -> None:
    """Words in what another removed: the dialog in which one goes on typing, and the notice that stays after it."""
    server, _ = filled
    whole = document()
    at = {"lane": "lane_0000000000", "touchpoint": "touchpoint_0000000001", "order": "V"}
    whole["records"]["cell_0000000001"] = {"id": "cell_0000000001", "kind": "cell", **at, "text": "belt"}
    map_id = server.tell("/maps", {"document": whole})["id"]
    page = pages(f"{server.url}/kaarten/{map_id}", locale=locale, theme=theme, width=width)
    page.locator('[data-card="cell_0000000001"]').focus()
    page.keyboard.press("F2")
    page.keyboard.type("belt en vraagt om een reisschema, want op de site staat niet wanneer de bus vertrekt")
    gone = {"op": "remove", "id": "cell_0000000001"}
    httpx.patch(f"{server.url}/api/v1/maps/{map_id}", json={"changes": [gone]}).raise_for_status()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    wrong = faults(page, "words of what is gone")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    notice = page.get_by_role("alert")
    expect(notice).to_contain_text("belt en vraagt")
    wrong += faults(page, "what could not be saved")
    box = notice.bounding_box()
    assert box is not None
    assert 0 <= box["x"] <= box["x"] + box["width"] <= width
    assert not wrong, "\n".join(wrong)


def records() -> dict[str, Any]:
    """A map with one of everything that has a dialog of its own, each filled in whole."""
    whole = document()
    first, second = "touchpoint_0000000000", "touchpoint_0000000001"
    pain, kpi, team, system = (f"{kind}_0000000001" for kind in ("pain_point", "kpi", "team", "system"))
    interview = {"source": "interview", "n": 12, "by": "Bram", "at": "2026-03-01", "note": "Vaak **gehoord**"}
    survey = {"source": "survey", "n": 400, "at": "2026-04-01", "from": "2026-01-01", "to": "2026-03-31"}
    new: list[dict[str, Any]] = [
        {
            "id": pain,
            "name": "geen filters",
            "touchpoints": [first, second],
            "severity": 4,
            "description": "Niemand vindt",
        },
        {"id": kpi, "name": "NPS", "definition": "Zou u", "unit": "punten", "target": 42.5, "touchpoint": second},
        {"id": team, "name": "Verkoop", "lead": "Eva", "touchpoints": [second], "description": "Belt terug"},
        {"id": system, "name": "CRM", "supplier": "Huis", "owner": "Eva", "touchpoints": [first]},
        {"id": "process_0000000001", "name": "Offerte", "owner": "Eva", "teams": [team], "systems": [system]},
        {
            "id": "solution_0000000001",
            **{"name": "Filters", "status": "chosen", "pain_points": [pain], "kpis": [kpi], "touchpoints": [second]},
            **{"impact": 4, "reach": 3, "confidence": 2, "effort": 5, "owner": "Eva", "stakeholders": ["Noor", "Bram"]},
            **{"due": "2026-12-01", "description": "Zoeken op land en maand"},
        },
        {"id": "evidence_0000000001", "target": pain, **interview},
        {"id": "evidence_0000000002", "target": pain, **survey, "value": 7.5, "interval": [6.9, 8.1]},
    ]
    for record in new:
        kind = str(record["id"]).rsplit("_", 1)[0]
        whole["records"][record["id"]] = {"kind": kind, **record}
    lane = {"id": "lane_0000000050", "kind": "lane", "name": "Pijn", "type": "pains", "order": "zV"}
    whole["records"][lane["id"]] = lane
    goals = {"goal": "Een reis vinden", "information_need": "Prijs", "tint": 3, "fixed_order": True}
    rule = {"field": "activity", "op": "is", "value": "boeking"}
    whole["records"]["phase_0000000000"] |= {**goals, "conversion": rule}
    about = {"owner": "Eva", "life_cycle": "Koop", "reviewed_at": "2026-01-01", "review_days": 90}
    whole["records"]["map"] |= about
    return whole


@pytest.fixture(scope="module")
def recorded(filled: tuple[Server, str]) -> tuple[Server, str]:
    """The same server, with such a map."""
    server, _ = filled
    return server, server.tell("/maps", {"document": records()})["id"]


@looks(WIDE, PHONE)
@pytest.mark.wide
def test_records_their_lists_and_evidence_a_phase_and_paper(
    pages: Pages, recorded: tuple[Server, str], locale: str, theme: str, width: int
) -> None:
    server, map_id = recorded
    wrong: list[str] = []
    page = pages(f"{server.url}/kaarten/{map_id}", locale=locale, theme=theme, width=width)
    expect(header(page, "Website")).to_be_visible()
    dialog = page.get_by_role("dialog")

    def asks(nl: str, en: str) -> None:
        command(page, nl if locale == "nl-NL" else en)
        expect(dialog).to_be_visible()

    def look(what: str) -> None:
        expect(dialog).to_have_count(1)
        box = dialog.bounding_box()
        assert box is not None
        if not 0 <= box["x"] <= box["x"] + box["width"] <= width:
            wrong.append(f"{what}: sticks out")
        inside = """(box) => [...box.querySelectorAll('*')]
            .filter((e) => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX === 'auto').length"""
        if dialog.evaluate(inside):
            wrong.append(f"{what}: is scrolled sideways")
        wrong.extend(faults(page, what))

    def away() -> None:
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)

    kinds = (
        ("Pijnpunten", "Pain points", "geen filters"),
        ("Oplossingen", "Solutions", "Filters"),
        ("KPI’s", "KPIs", "NPS"),
        ("Processen", "Processes", "Offerte"),
        ("Teams", "Teams", "Verkoop"),
        ("Systemen", "Systems", "CRM"),
    )
    asks("Pijnpunten, oplossingen", "Pain points, solutions")
    for nl, en, name in kinds:
        dialog.get_by_role("radio", name=nl if locale == "nl-NL" else en).check(force=True)
        look(f"list of {en}")
        dialog.get_by_role("listitem").filter(has_text=name).get_by_role("button").first.click()
        expect(dialog.get_by_role("heading", name=name)).to_be_visible()
        look(f"details of {en}")
        page.keyboard.press("Escape")
        expect(dialog.get_by_role("heading", name=name)).to_have_count(0)
    dialog.get_by_role("radio", name=named("Pijnpunten", "Pain points")).check(force=True)
    dialog.get_by_role("button", name=named("Onderbouwing van", "Evidence of")).click()
    expect(dialog.get_by_text("Bram").first).to_be_visible()
    look("evidence")
    dialog.get_by_role("button", name=named("Bron Interviews wijzigen", "Change source Interviews")).click()
    dialog.locator("summary").click()
    look("evidence that is written")
    while dialog.count():
        page.keyboard.press("Escape")
        page.wait_for_timeout(100)
    asks("Afdrukken", "Print")
    look("paper")
    away()
    asks("Eigenschappen van", "Properties of")
    look("properties")
    away()
    position(page, 0, 1).focus()
    page.keyboard.press("Shift+F10")
    page.get_by_role("menuitem", name=named("Doel, conversie", "Goal, conversion")).click()
    expect(dialog.get_by_text("boeking").first).to_be_visible()
    look("phase")
    away()
    assert not wrong, "\n".join(wrong)


@pytest.fixture(scope="module")
def locked(serve: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    """A server that asks who one is."""
    folder = tmp_path_factory.mktemp("dicht") / "ververeis"
    with kr.open(folder) as workspace:
        workspace.users.add("baas", "een lang wachtwoord 9", "owner")
    return serve(folder, "--public-host", "klantreis.test")


@looks(PHONE, WIDE)
def test_sign_in(pages: Pages, locked: Server, locale: str, theme: str, width: int) -> None:
    server = locked
    page = pages(f"{server.url}/kaarten", locale=locale, theme=theme, width=width)
    expect(page.get_by_role("button").first).to_be_visible()
    assert not (wrong := faults(page, "sign in")), "\n".join(wrong)
