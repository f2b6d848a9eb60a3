"""Where others can reach the server, the page asks who they are, and shows only what they may do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import klantreis as kr
from tests.browser.conftest import Pages, Server

PASSWORD = "een lang wachtwoord 9"


@pytest.fixture(scope="module")
def guarded(serve: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    folder = tmp_path_factory.mktemp("guarded") / "ververeis"
    workspace = kr.open(folder)
    workspace.users.add("baas", PASSWORD, "owner")
    workspace.users.add("kijker", PASSWORD, "viewer")
    workspace.close()
    return serve(Path(folder), "--public-host", "klantreis.test")


def sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    page.get_by_label("Naam").fill(name)
    page.get_by_label("Wachtwoord").fill(password)
    page.get_by_role("button", name="Inloggen").click()


def test_a_wrong_password_is_said_and_a_right_one_opens(pages: Pages, guarded: Server) -> None:
    page = pages(f"{guarded.url}/data")
    sign_in(page, "baas", "geraden")
    expect(page.get_by_role("alert")).to_contain_text("horen niet bij elkaar")
    sign_in(page, "baas")
    expect(page.get_by_role("button", name="Bestanden kiezen")).to_be_visible()
    page.get_by_role("button", name="Weergave").click()
    page.get_by_role("menuitem", name="Uitloggen").click()
    expect(page.get_by_role("button", name="Inloggen")).to_be_visible()


def test_who_only_looks_is_not_offered_what_is_refused(pages: Pages, guarded: Server) -> None:
    page = pages(f"{guarded.url}/data")
    sign_in(page, "kijker")
    expect(page.get_by_role("heading", name="Laat uw gegevens")).to_be_visible()
    expect(page.get_by_role("button", name="Bestanden kiezen")).to_have_count(0)
    page.get_by_role("link", name="Kaarten").click()
    expect(page.get_by_text("een redacteur van deze werkruimte kan er een maken")).to_be_visible()


def test_signed_out_meanwhile_loses_nothing(pages: Pages, guarded: Server) -> None:
    page = pages(f"{guarded.url}/kaarten?nieuw=sjabloon")
    sign_in(page, "baas")
    page.get_by_label("Naam van de kaart").fill("Half getypt")
    page.context.clear_cookies()
    page.get_by_role("button", name="Kaart maken").click()
    page.get_by_label("Naam", exact=True).fill("baas")
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Inloggen").click()
    expect(page.get_by_label("Naam van de kaart")).to_have_value("Half getypt")
    page.get_by_role("button", name="Kaart maken").click()
    page.wait_for_url("**/kaarten/map_*")
