"""A workspace with a few journeys one can count by hand, and the real app over it."""

import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import klantreis as kr
from klantreis.server.app import create_app

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient

HERE = "http://127.0.0.1:8765"

# Two customers search, ask and book; one stops at the offer; one calls, which is on no map.
EVENTS = """klant,activiteit,tijdstip,kanaal,score,apparaat
klant-een,zoekopdracht,2026-01-01 10:00,web,,mobiel
klant-een,offerte,2026-01-01 11:00,web,,mobiel
klant-een,boeking,2026-01-03 10:00,web,4,mobiel
klant-twee,zoekopdracht,2026-01-02 10:00,web,,desktop
klant-twee,offerte,2026-01-02 10:30,app,,desktop
klant-twee,boeking,2026-01-02 12:00,app,5,desktop
klant-drie,zoekopdracht,2026-01-04 10:00,web,,mobiel
klant-drie,offerte,2026-01-05 10:00,web,2,mobiel
klant-vier,zoekopdracht,2026-01-06 10:00,web,,desktop
klant-vier,gebeld,2026-01-06 11:00,telefoon,1,desktop
"""


@pytest.fixture
def events(tmp_path: Path) -> Path:
    file = tmp_path / "klanten.csv"
    file.write_text(EVENTS)
    return file


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[kr.Workspace]:
    """An empty workspace."""
    with kr.open(tmp_path / "ververeis", name="Ververeis") as opened:
        yield opened


@pytest.fixture
def filled(workspace: kr.Workspace, events: Path) -> kr.Workspace:
    """A workspace with the events above and one map drafted from them."""
    workspace.events.read(events, score_kind="csat")
    workspace.maps.draft(name="Rondreis")
    return workspace


@pytest.fixture
def client(workspace: kr.Workspace) -> Iterator[TestClient]:
    """The app over the empty workspace, as the local user."""
    with TestClient(create_app(workspace, keep=False), base_url=HERE, raise_server_exceptions=True) as asking:
        yield asking


@pytest.fixture
def full(filled: kr.Workspace) -> Iterator[TestClient]:
    """The app over the filled workspace."""
    with TestClient(create_app(filled, keep=False), base_url=HERE) as asking:
        yield asking


def ended(client: TestClient, job: dict[str, Any], timeout_s: float = 30) -> dict[str, Any]:
    """Wait until a job is over."""
    until = time.monotonic() + timeout_s
    while job["state"] in ("queued", "running"):
        assert time.monotonic() < until, job
        time.sleep(0.02)
        job = client.get(f"/api/v1/jobs/{job['id']}").json()
    return job
