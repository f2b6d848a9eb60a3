"""Everything about pain points, solutions, KPIs and who stand behind a map, filled in on the page."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Pages, Server
from tests.browser.map_page import command, document, position, records, saved


def test_a_card_becomes_a_kpi_and_a_list_leads_to_every_record(pages: Pages, served: Server) -> None:
    made = document("Gegevens")
    lane = {"id": "lane_0000000009", "kind": "lane", "name": "Meten we", "type": "kpis", "order": "z"}
    cell = {"id": "cell_0000000009", "kind": "cell", "lane": lane["id"], "touchpoint": "touchpoint_0000000001"}
    made["records"] |= {lane["id"]: lane, cell["id"]: {**cell, "order": "V", "text": "NPS"}}
    map_id = served.tell("/maps", {"document": made})["id"]
    page = pages(f"{served.url}/kaarten/{map_id}")
    place = position(page, 6, 2)

    # a card in a lane of KPIs becomes a KPI, and its details open
    place.locator("[data-card]").focus()
    page.keyboard.press("Shift+F10")
    page.get_by_role("menuitem", name="Maak er een KPI van").press("Enter")
    dialog = page.get_by_role("dialog", name="Gegevens van NPS")
    dialog.get_by_label("Definitie").fill("Zou u ons aanbevelen?")
    dialog.get_by_label("Doelwaarde").fill("42.5")
    dialog.get_by_label("Gemeten per").select_option("kwartaal")
    dialog.get_by_role("button", name="Bewaren").press("Enter")
    expect(dialog).to_have_count(0)
    expect(place).to_contain_text("doel 42,5")
    saved(page)
    (kpi,) = records(served, map_id, "kpi")
    assert (kpi["name"], kpi["definition"], kpi["target"], kpi["cadence"]) == (
        "NPS",
        "Zou u ons aanbevelen?",
        42.5,
        "quarter",
    )
    assert kpi["touchpoint"] == "touchpoint_0000000001"

    # a solution is made in the list, names the KPI, and one comes back to the list
    command(page, "oplossingen")
    lists = page.get_by_role("dialog", name="Wat er op deze kaart staat")
    lists.get_by_role("radio", name="Oplossingen").check()
    lists.get_by_label("Nieuwe oplossing").fill("Filters")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Gegevens van Filters")
    dialog.get_by_label("Stand").select_option("gekozen")
    dialog.get_by_label("Belanghebbenden").fill("Noor")
    page.keyboard.press("Enter")
    dialog.get_by_role("combobox", name="KPI’s toevoegen").select_option("NPS")
    dialog.get_by_role("group", name="KPI’s").get_by_role("button", name="Toevoegen").click()
    dialog.get_by_role("button", name="Bewaren").click()
    row = lists.get_by_role("listitem").filter(has_text="Filters")
    expect(row).to_contain_text("gekozen · bij geen contactmoment")

    # what it is based on, changed after it was written
    row.get_by_role("button", name="Onderbouwing van Filters").click()
    grounds = page.get_by_role("dialog", name="Onderbouwing van Filters")
    grounds.get_by_role("button", name="Bron toevoegen").click()
    grounds.get_by_label("Door").fill("Bram")
    grounds.get_by_role("button", name="Toevoegen", exact=True).click()
    grounds.get_by_role("button", name="Bron Interviews wijzigen").click()
    grounds.get_by_label("Aantal (n)").fill("12")
    grounds.get_by_text("Periode en uitkomst").click()
    grounds.get_by_label("Uitkomst", exact=True).fill("7")
    grounds.get_by_role("button", name="Bewaren").click()
    expect(grounds).to_contain_text("uitkomst 7")
    grounds.locator("footer").get_by_role("button").click()
    lists.locator("footer").get_by_role("button").click()
    expect(lists).to_have_count(0)
    saved(page)
    (solution,) = records(served, map_id, "solution")
    assert (solution["status"], solution["stakeholders"], solution["kpis"]) == ("chosen", ["Noor"], [kpi["id"]])
    (evidence,) = records(served, map_id, "evidence")
    assert (evidence["target"], evidence["by"], evidence["n"], evidence["value"]) == (solution["id"], "Bram", 12, 7)

    # every step is one's own to take back: the change and the making of the source, then the details as one
    for _ in range(3):
        page.keyboard.press("Control+z")
    saved(page)
    assert records(served, map_id, "solution")[0]["kpis"] == []

    # in suggestions mode the same is proposed, and says which field would change
    page.get_by_role("button", name="Voorstellen (0 open)").click()
    panel = page.get_by_role("complementary", name="Voorstellen")
    panel.get_by_role("switch", name="Voorstelmodus").check()
    page.get_by_role("button", name="Pijnpunten, oplossingen").click()
    lists.get_by_role("radio", name="Oplossingen").check()
    lists.get_by_role("listitem").filter(has_text="Filters").get_by_role("button").first.click()
    dialog.get_by_label("Stand").select_option("gekozen")
    dialog.get_by_role("button", name="Bewaren").click()
    expect(dialog).to_have_count(0)
    page.keyboard.press("Escape")
    expect(panel.get_by_role("list").first).to_contain_text("stand idee gekozen")
    saved(page)
    assert records(served, map_id, "solution")[0]["status"] == "idea"
