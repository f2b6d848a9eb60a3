"""How the map says no: every refusal names the rule of SPEC.md that it holds to."""

from __future__ import annotations

from typing import Any

from klantreis.errors import UserError


def refuse(
    rule: str,
    code: str,
    message: str,
    *,
    record: str | None = None,
    field: str | None = None,
    allowed: Any = None,
    mend: str | None = None,
    **params: Any,
) -> UserError:
    """An error for a change that breaks a rule.

    ``rule`` is the number in SPEC.md, ``record`` and ``field`` say where, ``allowed`` what would
    have been good. They are repeated in ``params`` for a program to read.
    """
    where = ".".join(part for part in (record, field) if part) or None
    if mend is None and allowed is not None:
        listed = ", ".join(map(str, allowed)) if isinstance(allowed, list | tuple | set | frozenset) else str(allowed)
        mend = f"Allowed: {listed}."
    facts = {"rule": rule, "record": record, "field": field, "allowed": _plain(allowed), **params}
    return UserError(
        code,
        message,
        where=where,
        mend=mend,
        params={key: value for key, value in facts.items() if value is not None},
    )


def _plain(value: Any) -> Any:
    if isinstance(value, set | frozenset):
        return sorted(value)
    return list(value) if isinstance(value, tuple) else value
