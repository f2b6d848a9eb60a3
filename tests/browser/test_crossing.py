"""A decision on a suggestion and a further change in it that cross on their way: neither is lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.map_page import card_with, grid, saved
from tests.browser.test_together import again
from tests.browser.two import BRAM, NOOR, Together, write

pytestmark = pytest.mark.wide


def propose(page: Page, col: int, text: str) -> None:
    write(page, 2, col, text)
    expect(card_with(page, text)).to_have_attribute("data-proposed", "added")


def begun(together: Together) -> None:
    """Noor has proposed something, and Bram has it before him."""
    noor, bram = together.pages
    noor.get_by_role("button", name="Voorstellen (0 open)").click()
    noor.get_by_role("switch", name="Voorstelmodus").check()
    propose(noor, 1, "ziet een poster")
    bram.get_by_role("button", name="Voorstellen (1 open)").click()
    expect(bram.get_by_role("complementary", name="Voorstellen").get_by_text("ziet een poster")).to_be_visible()


def away(together: Together, who: int) -> None:
    together.cables[who].pull()
    expect(together.pages[who].get_by_role("button", name="Geen verbinding")).to_be_visible()


def statuses(together: Together) -> list[str]:
    return sorted(each["status"] for each in together.alike().values() if each["kind"] == "suggestion")


def test_what_is_proposed_further_while_away_is_a_new_suggestion_when_the_first_was_accepted(
    together: Together,
) -> None:
    noor, bram = together.pages
    begun(together)
    away(together, NOOR)
    propose(noor, 2, "vergelijkt prijzen")
    panel = bram.get_by_role("complementary", name="Voorstellen")
    panel.get_by_role("button", name="Overnemen", exact=True).click()
    expect(card_with(bram, "ziet een poster")).to_be_visible()
    saved(bram)
    together.cables[NOOR].plug()
    again(noor)
    expect(noor.get_by_text("wat u er nog in schreef, is een nieuw voorstel").first).to_be_visible()
    expect(panel.get_by_text("vergelijkt prijzen")).to_be_visible()
    expect(noor.get_by_text("Dit kon niet worden opgeslagen")).to_have_count(0)
    expect(card_with(noor, "vergelijkt prijzen")).to_have_attribute("data-proposed", "added")
    assert together.texts() == ["ziet een poster"]
    assert statuses(together) == ["accepted", "open"]
    panel.get_by_role("button", name="Overnemen", exact=True).click()
    expect(noor.get_by_role("button", name="Voorstellen (0 open)")).to_be_visible()
    assert together.texts() == ["vergelijkt prijzen", "ziet een poster"]


def test_what_came_after_somebody_decided_while_away_opens_the_suggestion_again(together: Together) -> None:
    noor, bram = together.pages
    begun(together)
    away(together, BRAM)
    panel = bram.get_by_role("complementary", name="Voorstellen")
    panel.get_by_role("button", name="Afwijzen").click()
    expect(panel.get_by_text("Geen open voorstellen")).to_be_visible()
    propose(noor, 2, "vergelijkt prijzen")
    saved(noor)
    together.cables[BRAM].plug()
    again(bram)
    expect(bram.get_by_text("het staat weer open").first).to_be_visible()
    expect(panel.get_by_text("vergelijkt prijzen")).to_be_visible()
    assert together.texts() == []
    assert statuses(together) == ["open"]
    panel.get_by_role("button", name="Overnemen", exact=True).click()
    expect(grid(noor).locator("[data-proposed]")).to_have_count(0)
    assert together.texts() == ["vergelijkt prijzen", "ziet een poster"]
    assert statuses(together) == ["accepted"]
