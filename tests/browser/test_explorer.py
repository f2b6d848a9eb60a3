"""The journey explorer: every view is its address, a drop-off explains itself, and a number opens to its customers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Pages, Server

DROPPED = 40
BOOKED = 60


@pytest.fixture
def filled(server: Server, tmp_path: Path) -> Server:
    """A hundred customers search and ask for an offer; who came by app mostly does not book."""
    rows = ["klant;activiteit;tijd;kanaal"]
    for n in range(DROPPED + BOOKED):
        books = n >= DROPPED
        # one in ten is the other way round, so that it is a tendency
        channel = "app" if books == (n % 10 == 0) else "web"
        day = f"2025-{3 if n % 2 else 6:02d}-{n % 28 + 1:02d}"
        rows.append(f"k{n:03d};zoekopdracht;{day} 09:00;{channel}")
        rows.append(f"k{n:03d};offerte;{day} 10:00;{channel}")
        rows.append(f"k{n:03d};{'boeking' if books else 'gebeld'};{day} 11:30;{channel}")
    file = tmp_path / "verkenner.csv"
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    server.import_file(file)
    return server


STEPS = "step=zoekopdracht&step=offerte&step=boeking"


def steps_of(page: Page) -> list[str]:
    return page.evaluate("new URLSearchParams(location.search).getAll('step')")


def drop_off(page: Page, step: str):
    """The number of journeys that drop out after a step."""
    return page.get_by_role("row", name=re.compile(rf"\d\. {step}")).get_by_role("button").nth(1)


def test_a_view_is_its_address_and_back_goes_back(pages: Pages, filled: Server) -> None:
    page = pages(f"{filled.url}/data/trechter?{STEPS}&mode=strict&within=7d")
    expect(page.get_by_role("row", name=re.compile(r"3\. boeking"))).to_contain_text("60")
    expect(page.get_by_label("Volgorde")).to_have_value("strict")
    expect(page.get_by_label("Binnen")).to_have_value("7d")
    page.get_by_label("Volgorde").select_option("any")
    expect(page).to_have_url(re.compile("mode=any"))
    drop_off(page, "offerte").click()
    expect(page.get_by_role("heading", name="Wel offerte, niet boeking")).to_be_visible()
    page.get_by_role("button", name="Toon 40 klantreizen").click()
    expect(page.get_by_role("dialog")).to_contain_text("40 klantreizen")

    page.reload()
    expect(page.get_by_role("dialog")).to_contain_text("40 klantreizen")
    page.go_back()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("heading", name="Wel offerte, niet boeking")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Wel offerte, niet boeking")).to_have_count(0)
    page.go_back()
    expect(page.get_by_label("Volgorde")).to_have_value("strict")
    page.go_forward()
    expect(page.get_by_label("Volgorde")).to_have_value("any")

    # Another question is asked of the same journeys.
    page.goto(f"{filled.url}/data/trechter?{STEPS}&where=kanaal+%3D+%22app%22")
    page.get_by_role("link", name="Bereik").click()
    expect(page).to_have_url(re.compile(r"/data/bereik\?where="))
    expect(page.get_by_text("n = 42")).to_be_visible()


def test_a_funnel_by_keyboard(pages: Pages, filled: Server) -> None:
    page = pages(f"{filled.url}/data/trechter")
    for name in ("offerte", "zoekopdracht", "boeking"):
        page.get_by_label("Voeg een stap toe").select_option(name)
    expect(page.get_by_role("button", name="Verplaats boeking")).to_be_visible()
    page.get_by_role("button", name="Verplaats zoekopdracht").focus()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("button", name="Verplaats zoekopdracht")).to_be_focused()
    expect(page.get_by_text("zoekopdracht staat nu op plaats 1")).to_be_attached()
    assert steps_of(page) == ["zoekopdracht", "offerte", "boeking"]

    # Several activities may count as one step, and a step may be left out.
    page.get_by_label("Ook goed als stap naast boeking").select_option("gebeld")
    expect(page.get_by_role("row", name=re.compile(r"3\. boeking \| gebeld"))).to_contain_text("100")
    page.get_by_role("button", name="gebeld telt niet meer als deze stap").click()
    page.get_by_label("mag overgeslagen").first.check()
    expect(page).to_have_url(re.compile("optional=2"))
    expect(page.get_by_role("row", name=re.compile(r"3\. boeking"))).to_contain_text("60")
    page.get_by_label("Tel", exact=True).select_option("attempt")
    expect(page.get_by_role("columnheader", name="Pogingen")).to_be_visible()
    page.get_by_role("button", name="Haal offerte weg").click()
    expect(page).not_to_have_url(re.compile("optional"))
    assert steps_of(page) == ["zoekopdracht", "boeking"]


@pytest.mark.wide
def test_a_step_is_dragged(pages: Pages, filled: Server) -> None:
    page = pages(f"{filled.url}/data/trechter?step=boeking&step=zoekopdracht&step=offerte")
    grip = page.get_by_role("button", name="Verplaats boeking")
    last = page.get_by_role("button", name="Verplaats offerte").bounding_box()
    start = grip.bounding_box()
    assert start
    assert last
    page.mouse.move(start["x"] + 8, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(start["x"] + 8, start["y"] + 30, steps=4)
    page.mouse.move(last["x"] + 8, last["y"] + last["height"], steps=4)
    page.mouse.up()
    expect(page.get_by_role("row", name=re.compile(r"3\. boeking"))).to_contain_text("60")
    assert steps_of(page) == ["zoekopdracht", "offerte", "boeking"]


def test_a_drop_off_explains_itself_and_opens_to_its_customers(pages: Pages, filled: Server) -> None:
    page = pages(f"{filled.url}/data/trechter?{STEPS}")
    number = drop_off(page, "offerte")
    expect(number).to_contain_text("40")
    number.click()
    why = page.get_by_role("region", name="Wel offerte, niet boeking")
    expect(why.get_by_role("heading", name="Wel offerte, niet boeking")).to_be_focused()
    # In words, as going together; never as the cause.
    expect(why.locator("strong").filter(has_text="Kanaal is app")).to_be_visible()
    expect(why.get_by_text("gaat samen met vaker afhaken").first).to_be_visible()
    expect(why.get_by_text("Gaat samen met, niet: komt door")).to_be_visible()
    # What they did next.
    expect(why.get_by_role("listitem").filter(has_text="gebeld")).to_contain_text("40")
    why.get_by_role("button", name="Toon 40 klantreizen").click()

    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("40 klantreizen")
    expect(dialog).to_contain_text("van 40 klanten")
    expect(dialog.get_by_role("link")).to_have_count(DROPPED)
    listed = filled.ask(f"/customers?of=drop&k=2&{STEPS}")
    assert (listed["journeys"], listed["count"]) == (DROPPED, DROPPED)
    first = dialog.get_by_role("link").first
    name = first.inner_text()
    first.click()
    expect(page.get_by_role("heading", name=f"Klant {name}", exact=True)).to_be_visible()
    page.go_back()
    expect(page.get_by_role("dialog")).to_contain_text("40 klantreizen")


def test_who_closes_an_explanation_is_back_at_the_number_that_opened_it(pages: Pages, filled: Server) -> None:
    page = pages(f"{filled.url}/data/trechter?{STEPS}")
    number = drop_off(page, "offerte")
    why = page.get_by_role("region", name="Wel offerte, niet boeking")
    number.press("Enter")
    why.get_by_role("button", name="Sluiten").press("Enter")
    expect(why).to_have_count(0)
    expect(number).to_be_focused()
    number.press("Enter")
    expect(why.get_by_role("heading", name="Wel offerte, niet boeking")).to_be_focused()
    page.go_back()
    expect(why).to_have_count(0)
    expect(number).to_be_focused()


def test_the_focus_stays_among_the_fields_of_a_question(pages: Pages, filled: Server) -> None:
    """Who works by keyboard goes on where they were, when what they pressed is gone."""

    def press(name: str) -> None:
        page.get_by_role("button", name=name, exact=True).press("Enter")
        page.wait_for_function("() => document.activeElement?.closest('.explorer')")
        expect(page.get_by_role("button", name=name, exact=True).filter(visible=True)).to_have_count(0)
        page.wait_for_function("() => document.activeElement?.closest('.explorer')")

    page = pages(f"{filled.url}/data/trechter?{STEPS}")
    press("Haal boeking weg")
    press("Haal alle stappen weg")
    press("Begin met een veelgelopen klantreis")
    page.goto(f"{filled.url}/data/bereik?to=2001-01-01")
    press("Wis filters")
    press("Vergelijk met een andere selectie")
    press("Stop met vergelijken")
    page.goto(f"{filled.url}/data/simulatie?conversion=boeking")
    page.get_by_label("Bij", exact=True).select_option("offerte")
    page.get_by_role("button", name="Voeg toe").press("Enter")
    expect(page.get_by_label("Bij", exact=True)).to_be_focused()
    press("Haal weg: Afhaken bij offerte: −20 %")


def test_the_groups_of_a_drop_off_fit_a_phone(pages: Pages, server: Server, tmp_path: Path) -> None:
    rows = ["klant;activiteit;tijd;totaal_openstaand_bedrag;omzet"]
    for n in range(400):
        paid, cents = n % 3 == 0, n * 7919 % 1000
        for minute, step in enumerate(("Create Fine", "Insert Fine Notification", *(["Payment"] if paid else []))):
            day = f"2025-{1 + n % 6:02d}-{1 + n % 28:02d} 09:{minute * 20 + n % 20:02d}"
            rows.append(f"k{n:03d};{step};{day};{cents + 1000 * (not paid)};{cents if step == 'Payment' else ''}")
    file = tmp_path / "bekeuring.csv"
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    server.import_file(file)
    page = pages(f"{server.url}/data/trechter?step=Create+Fine&step=Payment&stap=1", width=390, locale="en-GB")
    page.get_by_text(re.compile(r"Show all \d+ compared groups")).click()
    groups = page.get_by_role("region", name="Compared groups")
    expect(groups.get_by_role("row", name=re.compile("totaal_openstaand_bedrag is more than")).first).to_be_visible()
    assert groups.evaluate("it => it.scrollWidth - it.clientWidth") <= 0


def test_any_number_opens_to_as_many_customers(pages: Pages, filled: Server) -> None:
    def opens(button, expected: str) -> None:
        button.click()
        expect(page.get_by_role("dialog")).to_contain_text(expected)
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)

    page = pages(f"{filled.url}/data/bereik")
    opens(page.get_by_role("row", name=re.compile("gebeld")).get_by_role("button", name="40"), "40 klantreizen")
    page.goto(f"{filled.url}/data/paden")
    opens(page.get_by_role("button", name="60", exact=True), "60 klantreizen")
    page.goto(f"{filled.url}/data/overgangen?als=tabel")
    opens(page.get_by_role("row", name=re.compile("offerte.*boeking")).get_by_role("button"), "60 klantreizen")
    page.goto(f"{filled.url}/data/doorlooptijd?a=zoekopdracht&b=boeking&target=2h")
    opens(page.get_by_role("button", name="60", exact=True), "60 klantreizen")
    opens(page.get_by_role("button", name="40", exact=True), "40 klantreizen")
    page.goto(f"{filled.url}/data/typisch?k=2")
    opens(page.get_by_role("row", name=re.compile("gebeld")).get_by_role("button", name="40").last, "40 klantreizen")
    page.goto(f"{filled.url}/data/stappen")
    page.get_by_text(re.compile(r"De \d+ activiteiten per stap")).click()
    opens(page.get_by_role("row", name=re.compile(r"3\s*boeking")).get_by_role("button"), "60 klantreizen")
    page.goto(f"{filled.url}/data/attributie?conversion=boeking")
    opens(page.get_by_role("row", name=re.compile("^web")).get_by_role("button").first, "54 klantreizen")
    page.goto(f"{filled.url}/data/verklaring?outcome=boeking&after=offerte")
    group = page.get_by_role("listitem").filter(has_text="Kanaal is web")
    expect(group).to_contain_text(re.compile(r"54\s+van\s+58 klantreizen\s+\(93%\), tegen 14% van de anderen"))
    opens(group.get_by_role("button", name="58 klantreizen"), "58 klantreizen")
    opens(group.get_by_role("button", name="54", exact=True), "54 klantreizen")
    # what a bar stands for opens too, by the keyboard from its table
    page.get_by_role("button", name="Als tabel").click()
    opens(page.get_by_role("row", name=re.compile("Kanaal web")).get_by_role("button"), "58 klantreizen")
    opens(page.get_by_role("button", name="100", exact=True).first, "100 klantreizen")
    page.goto(f"{filled.url}/data/simulatie?conversion=boeking")
    opens(page.get_by_role("row", name=re.compile("^offerte")).get_by_role("button").last, "60 klantreizen")
    page.goto(f"{filled.url}/data/trechter?{STEPS}&stap=2")
    opens(page.get_by_role("listitem").filter(has_text="gebeld").get_by_role("button", name="40"), "40 klantreizen")


def test_the_time_in_a_phase_of_a_map_opens_to_its_customers(pages: Pages, filled: Server) -> None:
    drawn = filled.draft("Rondreis")
    phase = filled.ask(f"/maps/{drawn}/validate")["phases"][0]
    page = pages(f"{filled.url}/data/doorlooptijd")
    page.get_by_role("radio", name="Binnen een fase").check()
    expect(page.get_by_label("Kaart", exact=True)).to_have_value(drawn)
    expect(page.get_by_text("Hoe lang zijn klanten in een fase?")).to_be_visible()
    page.get_by_label("Fase", exact=True).select_option(phase["name"])
    page.get_by_role("button", name=f"{phase['journeys']} keer gemeten").click()
    expect(page.get_by_role("dialog", name=f"In fase “{phase['name']}”")).to_contain_text(
        f"{phase['journeys']} klantreizen"
    )
    page.go_back()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("radio", name="Tussen twee activiteiten").check()
    expect(page.get_by_text("Waar wachten klanten?")).to_be_visible()


@pytest.mark.wide
def test_every_outcome_has_its_fields_and_lives_in_the_address(pages: Pages, filled: Server) -> None:
    page = pages(f"{filled.url}/data/verklaring?outcome=boeking&from_start=true")
    expect(page.get_by_text("60 van 100 klantreizen (60%): “boeking”.")).to_be_visible()
    page.get_by_label("De uitkomst is dat dit juist níét gebeurt").check()
    expect(page.get_by_text("40 van 100 klantreizen (40%): geen “boeking”.")).to_be_visible()
    page.get_by_label("Wat gebeurt er").select_option(label="een lange wachttijd")
    page.get_by_label("Van", exact=True).select_option("offerte")
    page.get_by_label("Tot", exact=True).select_option("boeking")
    page.get_by_label("Duurt langer dan").fill("1h")
    page.keyboard.press("Enter")
    # an hour and a half after the offer, or never
    expect(page.get_by_text("100 van 100 klantreizen (100%): langer dan 1h van “offerte”")).to_be_visible()
    # three came to the offer less than two hours before the end of the data: they are open
    page.get_by_label("Duurt langer dan").fill("2h")
    page.keyboard.press("Enter")
    expect(page.get_by_text("39 van 97 klantreizen (40%)")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Duurt langer dan")).to_have_value("2h")
    expect(page.get_by_text("39 van 97 klantreizen (40%)")).to_be_visible()
    page.get_by_label("Wat gebeurt er").select_option(label="een lage score")
    expect(page.get_by_label("Hooguit")).to_have_value("6")


@pytest.mark.wide
def test_a_question_is_saved_opened_renamed_and_removed(pages: Pages, filled: Server) -> None:
    page = pages(f"{filled.url}/data/trechter?{STEPS}&within=7d&channel=app&wie=funnel&wie_k=1")
    page.get_by_role("dialog").press("Escape")
    page.get_by_role("button", name="Bewaar deze vraag").click()
    page.get_by_role("dialog").get_by_label("Naam").fill("App haakt af")
    page.keyboard.press("Enter")
    expect(page.get_by_text("“App haakt af” is bewaard")).to_be_visible()
    page.get_by_role("link", name="Bereik").click()
    page.get_by_role("link", name="App haakt af").click()
    expect(page).to_have_url(re.compile(r"/data/trechter\?.*step=boeking.*within=7d"))
    expect(page).to_have_url(re.compile("channel=app"))
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("button", name="Meer over App haakt af").click()
    page.get_by_role("menuitem", name="Andere naam").click()
    page.get_by_role("dialog").get_by_label("Naam").fill("Afhakers in de app")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Afhakers in de app")).to_be_visible()
    page.get_by_role("button", name="Meer over Afhakers in de app").click()
    page.get_by_role("menuitem", name="Verwijder").click()
    page.get_by_role("alertdialog").or_(page.get_by_role("dialog")).get_by_role("button", name="Verwijder").click()
    expect(page.get_by_role("link", name="Afhakers in de app")).to_have_count(0)
    assert filled.ask("/explorations")["explorations"] == []


@pytest.mark.wide
def test_who_reaches_an_activity_becomes_a_segment(pages: Pages, filled: Server) -> None:
    page = pages(f"{filled.url}/data/bereik?wie=reach&wie_a=gebeld")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Bewaar als segment").fill("bellers")
    dialog.get_by_role("button", name="Bewaar", exact=True).click()
    expect(page.get_by_text("Segment bellers is bewaard")).to_be_visible()
    assert filled.ask("/reach?segment=bellers")["n"] == DROPPED


@pytest.mark.wide
def test_who_is_in_both_selections_and_what_has_no_channel_open_too(
    pages: Pages, filled: Server, tmp_path: Path
) -> None:
    page = pages(f"{filled.url}/data/bereik?channel=app&vs=true")
    page.get_by_role("button", name="42 klanten zitten in beide selecties.").click()
    expect(page.get_by_role("dialog")).to_contain_text("42 klantreizen van 42 klanten")
    more = tmp_path / "zonder.csv"
    more.write_text(
        "klant;activiteit;tijd;kanaal\nk990;zoekopdracht;2025-04-01 09:00;\nk990;boeking;2025-04-01 10:00;web\n"
    )
    filled.import_file(more)
    page.goto(f"{filled.url}/data/attributie?conversion=boeking")
    page.get_by_role("button", name="1 gebeurtenis zonder kanaal telt niet als contact").click()
    expect(page.get_by_role("dialog", name="Met gebeurtenissen zonder kanaal")).to_contain_text("k990")


@pytest.mark.wide
def test_two_periods_beside_each_other(pages: Pages, filled: Server) -> None:
    page = pages(f"{filled.url}/data/bereik")
    expect(page.get_by_text("n = 100")).to_be_visible()
    page.get_by_role("button", name="Vergelijk met een andere selectie").click()
    # The data are cut in two halves to begin with.
    expect(page).to_have_url(re.compile("vs_from=2025-0"))
    row = page.get_by_role("row", name=re.compile("boeking"))
    expect(row).to_contain_text("30")
    page.goto(f"{filled.url}/data/bereik?channel=app&vs_channel=web")
    expect(row.get_by_role("cell").nth(1)).to_have_text("14%")
    expect(row.get_by_role("cell").nth(3)).to_have_text("93%")
    expect(row).to_contain_text("+78,8")
    expect(row).to_contain_text("< 0,001")
    # The number of either side opens to the customers of that side.
    row.get_by_role("button").nth(1).click()
    expect(page.get_by_role("dialog")).to_contain_text("54 klantreizen")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Wissel A en B").click()
    expect(row).to_contain_text("−78,8")
    page.get_by_role("link", name="Trechter").click()
    for name in ("zoekopdracht", "boeking"):
        page.get_by_label("Voeg een stap toe").select_option(name)
    expect(page.get_by_role("row", name=re.compile("2. boeking")).first).to_contain_text("−78,8")
    page.get_by_role("button", name="Stop met vergelijken").click()
    expect(page.get_by_role("columnheader", name="Haakt af")).to_be_visible()


@pytest.mark.parametrize(
    ("address", "seen"),
    [
        ("verklaring?outcome=boeking&after=offerte", "Kanaal is web"),
        ("simulatie?conversion=boeking&drop_off=gebeld%3D-50%25", "Conversie dan"),
        ("attributie?conversion=boeking", "60 conversies"),
        ("verschuiving", "Geen aantoonbaar verschil"),
        ("typisch?k=2", "gemiddelde afstand"),
        ("fitheid", "Er is nog geen kaart"),
    ],
)
@pytest.mark.wide
def test_the_other_questions(pages: Pages, filled: Server, address: str, seen: str) -> None:
    page = pages(f"{filled.url}/data/{address}")
    expect(page.get_by_text(seen).first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.wide
def test_what_is_asked_wrongly_is_explained(pages: Pages, filled: Server) -> None:
    page = pages(f"{filled.url}/data/trechter?step=zoekopdracht&step=nergens")
    expect(page.get_by_role("alert")).to_be_visible()
    # by the field that is seen, not by its parameter
    for locale, said in (("nl-NL", "Bij “Contacten binnen”"), ("en-GB", "At “Touches within”")):
        page = pages(f"{filled.url}/data/attributie?conversion=boeking&within=straks", locale=locale)
        expect(page.get_by_role("alert")).to_contain_text(said)
