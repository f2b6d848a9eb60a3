"""Small maps and journeys that one can count by hand."""

from __future__ import annotations

from typing import Any

import numpy as np

from klantreis.engine.journeys import MICROSECONDS, Journeys, from_events
from klantreis.journey.document import Document

HOUR = 3600 * MICROSECONDS
DAY = 24 * HOUR


def record_id(kind: str, name: str) -> str:
    """The id that a test's map gives a name."""
    return f"{kind}_{name.lower()[:10]:0>10}"


def tp(name: str) -> str:
    return record_id("touchpoint", name)


def ph(name: str) -> str:
    return record_id("phase", name)


def activity(name: str) -> dict[str, Any]:
    """The rule "activity is name"."""
    return {"field": "activity", "op": "is", "value": name}


def a_map(
    phases: dict[str, str],
    *,
    rules: dict[str, dict[str, Any] | None] | None = None,
    conversions: dict[str, dict[str, Any]] | None = None,
    required: str = "",
    repeatable: str = "",
    more: tuple[dict[str, Any], ...] = (),
    **fields: Any,
) -> Document:
    """A map of phases (name to touchpoint letters), each touchpoint bound to the activity of its letter.

    ``rules`` gives a touchpoint another rule, or None for no binding.
    """
    records: list[dict[str, Any]] = [{"id": "map", "kind": "map", "name": "Proef", **fields}]
    for p, (phase, letters) in enumerate(phases.items()):
        conversion = (conversions or {}).get(phase)
        records.append(
            {"id": ph(phase), "kind": "phase", "name": phase, "order": f"{chr(65 + p)}V", "conversion": conversion}
        )
        for k, letter in enumerate(letters):
            records.append(
                {
                    "id": tp(letter),
                    "kind": "touchpoint",
                    "name": letter,
                    "phase": ph(phase),
                    "order": f"{chr(65 + k)}V",
                    "required": letter in required,
                    "repeatable": letter in repeatable,
                }
            )
            rule = (rules or {}).get(letter, activity(letter))
            if rule is not None:
                records.append(
                    {"id": record_id("binding", letter), "kind": "binding", "touchpoint": tp(letter), "rule": rule}
                )
    return Document.of([*records, *more])


def walked(*paths: str, step: int = HOUR) -> Journeys:
    """One journey per word, each letter an event one ``step`` after the one before, all starting at time 0."""
    customers = [f"{k:05}" for k, path in enumerate(paths) for _ in path]
    return from_events(
        customers, [x for path in paths for x in path], [i * step for path in paths for i in range(len(path))]
    )


def per_slot(journeys: Journeys, columns: dict[str, list[Any]]) -> Any:
    """An attribute provider from columns in the order of the events given to ``from_events``."""
    rows = np.asarray(journeys.rows)

    def give(wanted: set[str]) -> dict[str, Any]:
        return {name: [columns[name][int(r)] for r in rows] for name in wanted if name in columns}

    return give
