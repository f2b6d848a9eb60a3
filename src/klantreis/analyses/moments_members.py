"""The journeys behind a number of ``moments``: after a good or a bad experience, and those that ended well."""

from __future__ import annotations

from dataclasses import replace
from math import ceil
from typing import Unpack

import numpy as np
from numpy.typing import NDArray

from klantreis.analyses.measures import Step, codes_of
from klantreis.analyses.moments import EXPERIENCES, How, count, prepared
from klantreis.engine.journeys import Journeys
from klantreis.engine.source import Source
from klantreis.errors import NotFound, UserError

PIECE = 50_000
"""Journeys counted apart at a time."""


def members(
    journeys: Source,
    outcome: Step | None,
    name: str,
    experience: str,
    *,
    felt: str,
    ending: str = "conversion",
    side: str = "all",
    **how: Unpack[How],
) -> NDArray[np.int64]:
    """1 for journeys whose ``experience`` at ``name`` was ``felt`` ``good`` or ``bad``; shape (J,).

    Sums to the ``n`` of that side of the moment whose outcome is ``ending``; with ``side`` ``with`` to those with the
    conversion, ``value`` · n, and ``without`` to the rest. ``how`` is what ``moments`` was asked. Raises ``NotFound``
    (``moments.unknown``, ``activity.unknown``), ``UserError`` (``moments.side``) and as ``moments`` does.
    """
    if experience not in EXPERIENCES:
        raise NotFound(
            "moments.unknown",
            f"There is no experience {experience[:40]!r}.",
            where="what",
            mend=f"Choose one of: {', '.join(EXPERIENCES)}.",
            params={"what": experience[:40]},
        )
    sides = ("all", "with", "without") if ending == "conversion" else ("all",)
    for where, given, known in (
        ("value", felt, ("good", "bad")),
        ("outcome", ending, ("conversion", "score")),
        ("side", side, sides),
    ):
        if given not in known:
            raise UserError(
                "moments.side",
                f"{given[:40]!r} is no side of a moment.",
                where=where,
                mend=f"Choose one of: {', '.join(known)}.",
                params={where: given[:40]},
            )
    told, asked, _ = prepared(journeys, outcome, **how)
    places = np.zeros(len(journeys.labels), np.int32)
    places[codes_of(journeys, name)[0]] = 1
    asked = replace(asked, places=places)
    kind, sign = EXPERIENCES.index(experience), ("good", "bad").index(felt)

    def marks(chunk: Journeys) -> NDArray[np.int64]:
        ends, scored, *_ = count(chunk, asked, apart=True)
        if ending == "score":
            return scored[kind, 1, :, sign, 0].astype(np.int64)
        won = ends[kind, 1, :, sign]
        return won.sum(axis=1) if side == "all" else won[:, int(side == "with")]

    return told.run(lambda chunk: np.concatenate([marks(each) for each in _pieces(chunk)]), np.concatenate)


def _pieces(chunk: Journeys) -> list[Journeys]:
    return list(chunk.chunks(ceil(max(1, chunk.n) / PIECE))) or [chunk]
