"""The published JSON Schema: current, and true to what is accepted."""

from __future__ import annotations

import json

import jsonschema
import pytest

from klantreis.exchange import journey_json, journey_schema
from klantreis.journey import templates
from klantreis.journey.contract import WireChanges, WireDocument, facts
from klantreis.journey.kinds import KINDS
from tests.house.tree import ROOT
from tests.journey import small

PUBLISHED = ROOT / "docs" / "reference" / "journey.schema.json"
VALIDATOR = jsonschema.Draft202012Validator(json.loads(PUBLISHED.read_text(encoding="utf-8")))


def test_the_published_schema_is_current() -> None:
    command = "python -m klantreis.exchange.journey_schema > docs/reference/journey.schema.json"
    assert PUBLISHED.read_text(encoding="utf-8") == journey_schema.text(), f"run {command}"
    jsonschema.Draft202012Validator.check_schema(json.loads(journey_schema.text()))


@pytest.mark.parametrize("name", list(templates.TEMPLATES))
@pytest.mark.parametrize("language", ["nl", "en"])
def test_r27_every_template_validates(name: str, language: str) -> None:
    VALIDATOR.validate(json.loads(journey_json.dumps(templates.make(name, language))))


def test_a_map_with_every_kind_validates() -> None:
    VALIDATOR.validate(json.loads(journey_json.dumps(small.small())))


@pytest.mark.parametrize(
    ("record", "field", "value"),
    [
        (small.AD, "order", "V0"),
        (small.AD, "name", ""),
        (small.AD, "phase", small.AD),
        (small.AD, "extra", 1),
        (small.AD, "kind", "phase"),
        (small.ORIENT, "tint", 8),
        (small.BOUND, "rule", {}),
        (small.BOUND, "rule", {"field": "customer", "op": "is", "value": "x"}),
        (small.SEEN, "source", "gut feeling"),
    ],
)
def test_what_a_record_gets_wrong_the_schema_refuses_too(record: str, field: str, value: object) -> None:
    raw = small.small().to_dict()
    raw["records"][record][field] = value
    assert not VALIDATOR.is_valid(raw)


@pytest.mark.parametrize(
    "raw", [{}, {"schema": 2, "records": {}}, {"schema": 1, "records": {}}, {"schema": 1, "records": {"x": {}}}]
)
def test_r27_what_is_no_map_the_schema_refuses_too(raw: dict[str, object]) -> None:
    assert not VALIDATOR.is_valid(raw)


def test_the_wire_models_take_what_a_document_gives() -> None:
    WireDocument.model_validate(small.small().to_dict())
    set_ = {"changes": [{"op": "put", "id": small.AD, "record": small.small().to_dict()["records"][small.AD]}]}
    WireChanges.model_validate(set_)
    definitions = WireDocument.model_json_schema(mode="serialization")["$defs"]
    assert {model.__name__ for model in KINDS.values()} <= set(definitions)
    assert json.loads(json.dumps(facts()))["kinds"] == list(KINDS)
