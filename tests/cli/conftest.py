"""Commands run in this process, in a workspace of their own."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from klantreis.cli import main

EVENTS = """klant,activiteit,tijdstip,kanaal
k1,zoekopdracht,2026-01-01 10:00,web
k1,offerte,2026-01-01 11:00,web
k1,boeking,2026-01-03 10:00,web
k2,zoekopdracht,2026-01-02 10:00,web
k2,offerte,2026-01-02 10:30,app
k3,zoekopdracht,2026-01-04 10:00,web
k3,gebeld,2026-01-04 11:00,telefoon
"""


@dataclass(frozen=True)
class Ran:
    """How a command ended."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("KLANTREIS_WORKSPACE", str(tmp_path / "ws"))
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "klanten.csv").write_text(EVENTS)

    def call(*words: str) -> Ran:
        code = main(words)
        told = capsys.readouterr()
        return Ran(code, told.out, told.err)

    return call


@pytest.fixture
def filled(run: Run) -> Run:
    assert run("import", "klanten.csv", "--json").code == 0
    return run
