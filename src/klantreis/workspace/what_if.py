"""What-if as people type it: ``offer=-20%``, ``offer > order=1.5``."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from klantreis.errors import UserError

if TYPE_CHECKING:
    from klantreis.analyses.simulate import Change


def changes(drop_off: Sequence[str], transition: Sequence[str], labels: Sequence[str | None]) -> tuple[Change, ...]:
    """The changes that were typed, drop-offs first. Raises ``UserError`` (``simulate.change``).

    ``ACTIVITY=FACTOR`` for a drop-off, ``ACTIVITY > ACTIVITY=FACTOR`` for a transition; a factor is a number that the
    chance is multiplied by, or a percentage it changes by. An activity whose own name holds a ``>`` is found too.
    """
    from klantreis.analyses.simulate import Change

    found = []
    for text in drop_off:
        at, factor = _factor(text)
        found.append(Change(at, None, factor))
    for text in transition:
        names, factor = _factor(text)
        parts = names.split(">")
        splits = [(">".join(parts[:k]).strip(), ">".join(parts[k:]).strip()) for k in range(1, len(parts))]
        if not splits:
            raise _unreadable(text)
        at, to = next((pair for pair in splits if pair[0] in labels and pair[1] in labels), splits[0])
        found.append(Change(at, to, factor))
    return tuple(found)


def _factor(text: str) -> tuple[str, float]:
    name, _, said = text.rpartition("=")
    said = said.strip().replace(",", ".")
    try:
        value = 1 + float(said.removesuffix("%")) / 100 if said.endswith("%") else float(said)
    except ValueError:
        raise _unreadable(text) from None
    if not name.strip() or not math.isfinite(value):
        raise _unreadable(text)
    return name.strip(), value


def _unreadable(text: str) -> UserError:
    return UserError(
        "simulate.change",
        f"{text[:80]!r} is not a change.",
        where=text[:80],
        mend="Write ACTIVITY=-20% for a drop-off and ACTIVITY > ACTIVITY=1.5 for a transition.",
        params={"change": text[:80]},
    )
