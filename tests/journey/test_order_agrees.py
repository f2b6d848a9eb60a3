"""The browser gives the same order keys as the server (SPEC R7): one table, held by both sides."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from klantreis.journey.order import between

TABLE = Path(__file__).parents[2] / "web" / "tests" / "journey" / "order_cases.json"


@pytest.mark.parametrize(("before", "after", "key"), json.loads(TABLE.read_text("utf-8")))
def test_between_gives_the_key_of_the_table(before: str | None, after: str | None, key: str) -> None:
    assert between(before, after) == key
