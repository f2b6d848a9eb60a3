"""SPEC R27 to R29: schemas of the file, up and down."""

from __future__ import annotations

from typing import Any

import pytest

from klantreis.errors import UserError
from klantreis.journey.document import Document
from klantreis.journey.migrations import MIGRATIONS, SCHEMA, Migration, downgrade, upgrade
from tests.journey import small


def test_r29_steps_are_numbered_without_gaps_up_to_this_schema() -> None:
    assert [step.to for step in MIGRATIONS] == list(range(1, SCHEMA + 1))


@pytest.mark.parametrize("schema", range(SCHEMA))
def test_r29_down_and_up_again_is_the_same_document(schema: int) -> None:
    raw = small.small().to_dict()
    older = downgrade(raw, schema)
    assert older != raw
    assert raw == small.small().to_dict()  # neither way changes its argument
    assert upgrade(older) == raw
    assert Document.from_dict(older) == small.small()


def test_r29_schema_0_lists_its_records() -> None:
    assert Document.from_dict({"records": small.records()}) == small.small()
    assert Document.from_dict({"records": {record["id"]: record for record in small.records()}}) == small.small()
    assert "schema" not in downgrade(small.small().to_dict(), 0)


@pytest.mark.parametrize(
    "raw",
    [
        {"records": [{"kind": "map", "name": "x"}]},
        {"records": [3]},
        {"records": [small.records()[0], small.records()[0]]},
        {"records": "none"},
        {},
        {"schema": 1},
        {"schema": 1, "records": []},
        {"schema": 1, "records": {}, "more": 1},
        {"schema": True, "records": {}},
        {"schema": "1", "records": {}},
        {"schema": -1, "records": {}},
    ],
)
def test_r27_what_is_no_map_is_refused(raw: dict[str, Any]) -> None:
    with pytest.raises(UserError) as caught:
        Document.from_dict(raw)
    assert caught.value.params["rule"].startswith("R")


def test_r28_a_newer_schema_is_refused_with_the_advice_to_update() -> None:
    with pytest.raises(UserError, match=r"schema 99.*Update") as caught:
        Document.from_dict({"schema": 99, "records": {}})
    assert caught.value.params["rule"] == "R28"


def test_r29_steps_run_in_order_up_and_down() -> None:
    steps = (
        *MIGRATIONS,
        Migration(
            SCHEMA + 1,
            lambda raw: {**raw, "schema": SCHEMA + 1, "extra": True},
            lambda raw: {key: value for key, value in {**raw, "schema": SCHEMA}.items() if key != "extra"},
        ),
    )
    oldest = downgrade(small.small().to_dict(), 0)
    newest = upgrade(oldest, steps)
    assert (newest["schema"], newest["extra"]) == (SCHEMA + 1, True)
    assert downgrade(newest, 0, steps) == oldest
    with pytest.raises(UserError):
        downgrade(oldest, 1, steps)
