"""Whose words are whose: comments, suggestions and votes carry a name, and only that person speaks with it (R32–R35).

The rules look at one record before and after a change, as plain values, and at who made it. They are for
changes that people make one by one; a file or a version that is restored keeps the names it has.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from klantreis.errors import UserError
from klantreis.journey.document import Document
from klantreis.journey.kinds import plain
from klantreis.journey.refusals import refuse

SIGNED = ("comment", "suggestion", "sticky")
"""Kinds that carry the name of who made them."""

_FIXED = {"comment": ("by", "at", "target", "reply_to"), "suggestion": ("by", "at"), "sticky": ("by",)}
_OWN = {"comment": ("text", "mentions"), "suggestion": ("changes", "note"), "sticky": ()}
WRITTEN = frozenset(field for fields in _OWN.values() for field in fields)
"""Fields that hold words of the person whose name a record carries."""

Values = Mapping[str, Any]
Buried = Callable[[str], Values | None]
"""The values a removed record had, by id; None when there never was one."""


@dataclass(frozen=True)
class Unsigned:
    """A change that its maker may not make; a ``field`` of None means the whole record."""

    field: str | None
    problem: UserError


def is_signed(name: str) -> bool:
    """Whether the record with this id carries the name of who made it."""
    return name.rpartition("_")[0] in SIGNED


def check(before: Document, after: Document, author: str, buried: Buried) -> None:
    """Raise UserError for the first thing in ``after`` that ``author`` may not have said."""
    for change in before.changes_to(after):
        if not is_signed(change.id):
            continue
        old, new = before.records.get(change.id), after.records.get(change.id)
        goes_along = old is not None and new is None and _let_go(plain(old), after.records)
        was = plain(old) if old is not None else None
        for each in unsigned(was, None if new is None else plain(new), author, goes_along, buried):
            raise each.problem


def _let_go(values: Values, records: Mapping[str, Any]) -> bool:
    return any(values.get(field) and values[field] not in records for field in ("target", "reply_to"))


def unsigned(
    before: Values | None, after: Values | None, author: str, goes_along: bool, buried: Buried
) -> list[Unsigned]:
    """What ``author`` may not do to one record; ``goes_along`` when it is removed with what it belongs to."""
    if after is None:
        return [] if before is None or goes_along else _removed(before, author)
    name, kind = str(after.get("id")), str(after.get("kind"))
    # a record that comes back, because its removal is undone, is judged by what it was
    before = before or buried(name)
    if before is None:
        return _new(name, kind, after, author)
    return [
        *_fixed(name, kind, before, after),
        *_words(name, kind, before, after, author),
        *_deed(name, kind, before, after, author),
    ]


def _removed(before: Values, author: str) -> list[Unsigned]:
    name = str(before.get("id"))
    if before.get("kind") == "sticky" or before.get("by") == author:
        return []
    return [Unsigned(None, _not_yours(name, None, before))]


def _new(name: str, kind: str, after: Values, author: str) -> list[Unsigned]:
    by = after.get("by")
    if by != author and not (kind == "sticky" and not by):
        message = f"This {kind} is signed {str(by)[:60]!r}, and you are {author!r}."
        return [Unsigned(None, refuse("R32", "journey.signed", message, record=name, field="by", by=author))]
    nothing: dict[str, Any] = {"votes": (), "resolved": False, "status": "open"}
    return _deed(name, kind, nothing, after, author)


def _fixed(name: str, kind: str, before: Values, after: Values) -> list[Unsigned]:
    return [
        Unsigned(field, refuse("R32", "journey.fixed_sign", f"{field} never changes.", record=name, field=field))
        for field in _FIXED.get(kind, ())
        if before.get(field) != after.get(field)
    ]


def _words(name: str, kind: str, before: Values, after: Values, author: str) -> list[Unsigned]:
    changed = [field for field in _OWN.get(kind, ()) if _same(before.get(field)) != _same(after.get(field))]
    if not changed or (before.get("by") == author and before.get("status", "open") == "open"):
        return []
    if before.get("by") == author:
        return [Unsigned(field, _decided(name, field)) for field in changed]
    return [Unsigned(field, _not_yours(name, field, before)) for field in changed]


def _deed(name: str, kind: str, before: Values, after: Values, author: str) -> list[Unsigned]:
    """Resolving, deciding and voting are open to everybody, each in their own name."""
    if kind == "sticky":
        return _votes(name, before, after, author)
    state, signature = ("resolved", "resolved_by") if kind == "comment" else ("status", "decided_by")
    if (before.get(state), before.get(signature)) == (after.get(state), after.get(signature)):
        return []
    resting = after.get(state) in (False, None, "open")
    if after.get(signature) == (None if resting else author):
        return []
    message = (
        f"{signature} names whoever did it: {author!r}, or nobody when it is open again. "
        "What another had settled is not settled again in their name: settle it in your own."
    )
    problem = refuse("R34", "journey.signed_deed", message, record=name, field=signature, by=author)
    return [Unsigned(state, problem), Unsigned(signature, problem)]


def _votes(name: str, before: Values, after: Values, author: str) -> list[Unsigned]:
    was, now = _voters(before.get("votes")), _voters(after.get("votes"))
    others = {voter for voter in was.keys() | now.keys() if was[voter] != now[voter]} - {author}
    if not others:
        return []
    message = f"A vote of {str(min(others, key=str))[:60]!r} is theirs to give and to take."
    return [Unsigned("votes", refuse("R35", "journey.vote", message, record=name, field="votes", by=author))]


def _voters(value: Any) -> Counter[str]:
    """Who voted how often; what is no list of names holds no vote, and its form is refused elsewhere."""
    return Counter(each for each in value if isinstance(each, str)) if isinstance(value, list | tuple) else Counter()


def _same(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value or ()


def _not_yours(name: str, field: str | None, before: Values) -> UserError:
    by = str(before.get("by") or "")[:60]
    message = f"Only {by!r} changes or removes what {by!r} said."
    facts: dict[str, Any] = {} if field is None else {"field": field}
    return refuse("R33", "journey.not_yours", message, record=name, by=by, **facts)


def _decided(name: str, field: str) -> UserError:
    message, mend = "This suggestion was decided on already.", "Propose it anew."
    return refuse("R33", "journey.decided", message, record=name, field=field, mend=mend)


def put_back(before: Values | None, after: Values | None, faults: Iterable[Unsigned]) -> Values | None:
    """What stands when the faults are taken out of a change: fields as they were, or the record as it was."""
    fields = [fault.field for fault in faults]
    if None in fields:
        return before
    if after is None or not fields:
        return after
    kept = dict(after)
    for field in fields:
        if field is not None and before is not None and field in before:
            kept[field] = before[field]
        else:
            kept.pop(str(field), None)
    return kept
