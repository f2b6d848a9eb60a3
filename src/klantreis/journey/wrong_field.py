"""What a field did wrong, in the words of SPEC.md."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError

from klantreis.errors import UserError
from klantreis.journey.refusals import refuse

_RULES = {
    "extra_forbidden": "R3",
    "missing": "R3",
    "record_id": "R2",
    "string_too_long": "R4",
    "string_too_short": "R4",
    "blank": "R4",
    "too_long": "R4",
    "too_short": "R4",
    "control_character": "R5",
    "order_key": "R7",
    "rule_value": "R9",
    "rule_form": "R9",
    "rule_size": "R9",
    "recursion_depth_exceeded": "R9",
    "moment": "R11",
    "doubles": "R13",
}
_REASONS = {
    "string_too_long": ("too_long", "max_length"),
    "too_long": ("too_many", "max_length"),
    "string_too_short": ("empty", None),
    "too_short": ("empty", None),
    "blank": ("empty", None),
    "control_character": ("control_character", None),
    "missing": ("missing", None),
    "less_than_equal": ("above", "le"),
    "greater_than_equal": ("below", "ge"),
}
"""What a reader is told in a sentence of its own, and the bound that it names."""
MAX_PLACE = 12
_FORMS = ("all", "any", "not")


def wrong_field(problem: ValidationError, *, kind: type[BaseModel], record: Any) -> UserError:
    """One error for everything that is wrong with a record; the first fault makes the sentence."""
    faults = [_fault(item, kind) for item in problem.errors(include_url=False, include_input=False)]
    first = faults[0]
    name = record if isinstance(record, str) else None
    message = f"{first['field'] or 'The record'} {first['message']}."
    more = f" ({len(faults) - 1} more)" if len(faults) > 1 else ""
    return refuse(
        first["rule"],
        "journey.field",
        message + more,
        record=name,
        field=first["field"] or None,
        allowed=first.get("allowed"),
        faults=faults,
        **{key: first[key] for key in ("reason", "most") if key in first},
    )


def _fault(item: Mapping[str, Any], kind: type[BaseModel]) -> dict[str, Any]:
    type_, place, context = item["type"], _place(item["loc"]), item.get("ctx", {})
    fault: dict[str, Any] = {"field": ".".join(place), "rule": _RULES.get(type_, "R6"), "message": _sentence(item)}
    if place == ["id"] and type_ == "string_pattern_mismatch":
        fault |= {"rule": "R2", "message": "is not an id of this kind", "allowed": context.get("pattern")}
    elif place and place[-1] == "order" and type_ == "string_pattern_mismatch":
        fault |= {"rule": "R7", "message": "is not an order key", "allowed": "0-9, A-Z, a-z, not ending in 0"}
    elif type_ == "extra_forbidden" and len(place) == 1:
        known = [field.alias or name for name, field in kind.model_fields.items()]
        fault |= {"message": "is not a field of this kind", "allowed": known}
    elif type_ == "literal_error":
        fault["allowed"] = context.get("expected")
    elif type_ in _REASONS:
        reason, bound = _REASONS[type_]
        fault |= {"reason": reason} | ({} if bound is None else {"most": context.get(bound)})
    return fault


def _place(parts: Sequence[str | int]) -> list[str]:
    """The path to a field as the file spells it, without the tags of a rule's form, cut off when long."""
    place: list[str] = []
    rest = [str(part) for part in parts]
    for i, part in enumerate(rest):
        tag_of_form = part in _FORMS and i + 1 < len(rest) and rest[i + 1] == part and (not place or place[-1] != part)
        tag_of_test = part == "field" and i > 0 and (i + 1 == len(rest) or rest[i + 1] in ("field", "op", "value"))
        if tag_of_form or (tag_of_test and rest[i - 1] != "field"):
            continue
        place.append(part)
    return place if len(place) <= MAX_PLACE else [*place[:MAX_PLACE], "…"]


def _sentence(item: Mapping[str, Any]) -> str:
    """The end of a sentence that begins with the field's name."""
    context = item.get("ctx", {})
    known = {
        "missing": "is missing",
        "string_too_long": f"is longer than {context.get('max_length')} characters",
        "string_too_short": "is empty",
        "too_long": f"has more than {context.get('max_length')} items",
        "too_short": "is empty",
        "extra_forbidden": "is not a field",
        "literal_error": f"is none of {context.get('expected')}",
        "string_type": "is not text",
        "bool_type": "is neither true nor false",
        "int_type": "is not a whole number",
        "float_type": "is not a number",
        "finite_number": "is not a finite number",
        "greater_than_equal": f"is below {context.get('ge')}",
        "less_than_equal": f"is above {context.get('le')}",
        "string_pattern_mismatch": f"does not match {context.get('pattern')}",
        "tuple_type": "is not a list",
        "recursion_depth_exceeded": "nests too deep",
    }
    text = known.get(item["type"])
    if text is None:
        message = str(item["msg"])
        text = message[0].lower() + message[1:]
    return text
