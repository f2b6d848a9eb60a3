"""The map's shape for other programs: a JSON Schema, and models for the wire.

The browser's types are generated from these models, so a field that changes here changes there.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field

from klantreis.journey import order
from klantreis.journey.bounds import EXACT, LINE, MAX_RECORDS, NAME, NOTE, TEXT, WORD
from klantreis.journey.changes import Change
from klantreis.journey.ids import ALPHABET, pattern
from klantreis.journey.kinds import ANY_RECORD, KINDS, AnyRecord
from klantreis.journey.lane import MEASURED_LANES, Lane
from klantreis.journey.migrations import SCHEMA

DIALECT = "https://json-schema.org/draft/2020-12/schema"
IDENTIFIER = f"urn:klantreis:journey:{SCHEMA}"


class WireDocument(BaseModel):
    """A document as it goes over the wire: every record, with every field, by id."""

    model_config = EXACT

    schema_: int = Field(alias="schema")
    records: dict[str, AnyRecord]


class WireChanges(BaseModel):
    """A change set as it goes over the wire."""

    model_config = EXACT

    changes: list[Change]
    base_version: int | None = None
    """The version its author saw."""
    key: str | None = None
    """Names the request, so that a repeated one is applied once."""


def journey_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a ``*.journey.json`` file.

    It holds what one record can get wrong; what must hold between records is in SPEC.md.
    """
    generated = ANY_RECORD.json_schema(ref_template="#/$defs/{model}")
    definitions: dict[str, Any] = generated["$defs"]
    for model in KINDS.values():
        shape = definitions[model.__name__]
        shape["required"] = ["id", "kind", *(name for name in shape.get("required", ()) if name not in ("id", "kind"))]
        for name in ("id", "kind"):
            shape["properties"][name].pop("default", None)
    keyed = {kind: {"$ref": f"#/$defs/{model.__name__}"} for kind, model in KINDS.items()}
    return {
        "$schema": DIALECT,
        "$id": IDENTIFIER,
        "title": "Journey map of Klantreis",
        "description": "A *.journey.json file. Rules between records: the rules R1 to R31 of the journey map.",
        "type": "object",
        "required": ["schema", "records"],
        "additionalProperties": False,
        "properties": {
            "schema": {"const": SCHEMA},
            "records": {
                "type": "object",
                "required": ["map"],
                "properties": {"map": keyed.pop("map")},
                "patternProperties": {pattern(kind): reference for kind, reference in keyed.items()},
                "additionalProperties": False,
            },
            "files": {
                "type": "object",
                "description": "The files that records name, by id; content in base64.",
                "patternProperties": {
                    "^file_[0-9a-z]{10}$": {
                        "type": "object",
                        "required": ["name", "content"],
                        "properties": {
                            "name": {"type": "string", "minLength": 1, "maxLength": 200},
                            "content": {"type": "string", "contentEncoding": "base64"},
                        },
                        "additionalProperties": False,
                    }
                },
                "additionalProperties": False,
            },
        },
        "$defs": dict(sorted(definitions.items())),
    }


def facts() -> dict[str, Any]:
    """Constants that another program must share to make changes that are accepted."""
    return {
        "schema": SCHEMA,
        "kinds": list(KINDS),
        "lane_types": list(Lane.model_json_schema()["properties"]["type"]["enum"]),
        "measured_lanes": sorted(MEASURED_LANES),
        "most": dict(MAX_RECORDS),
        "text": {"name": NAME, "word": WORD, "line": LINE, "text": TEXT, "note": NOTE},
        "order": {"digits": order.DIGITS, "most": order.MAX_LENGTH},
        "id": {"alphabet": ALPHABET, "length": 10},
    }
