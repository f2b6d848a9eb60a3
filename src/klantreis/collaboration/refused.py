"""What a room did not take, in words for whoever sent it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from klantreis.errors import UserError

_ID = re.compile(r"[a-z_]+_[0-9a-z]{10}\Z")
MOST_WORDS = 12_000
"""The longest text a record can hold, and a little more."""


@dataclass(frozen=True)
class Refused:
    """One value, or one record, that was put back; ``words`` is what had been written there.

    ``record`` and ``field`` say where; a ``field`` of None means the whole record.
    """

    record: str
    field: str | None
    code: str
    message: str
    rule: str | None = None
    words: str | None = None
    params: dict[str, Any] = field(default_factory=dict)
    mend: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        raw = {"record": self.record, "field": self.field, "code": self.code, "message": self.message}
        return {**raw, "mend": self.mend, "rule": self.rule, "words": self.words, "params": self.params}


def refused(record: str, field: str | None, problem: UserError, value: Any) -> Refused:
    """The refusal of a value, with the words in it."""
    facts = {key: item for key, item in problem.params.items() if key not in ("record", "field", "rule")}
    rule = problem.params.get("rule")
    return Refused(record, field, problem.code, problem.message, rule, words_in(value), facts, problem.mend)


def words_in(value: Any) -> str | None:
    """All text in a value, so that nothing that was typed is lost with a refusal."""
    found: list[str] = []
    _collect(value, found)
    return "\n".join(found)[:MOST_WORDS] or None


def _collect(value: Any, found: list[str]) -> None:
    if isinstance(value, str):
        # an id is no word that somebody typed
        if value.strip() and not _ID.match(value):
            found.append(value)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in ("id", "kind", "order"):
                _collect(item, found)
    elif isinstance(value, list | tuple):
        for item in value:
            _collect(item, found)
