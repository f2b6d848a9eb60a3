"""``draft``: a journey map from events alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from klantreis.analyses.measures import mean_interval, wilson
from klantreis.analyses.result import Result, Scope
from klantreis.engine.columns import Attributes
from klantreis.engine.journeys import Journeys
from klantreis.engine.local import still
from klantreis.evidence.binding import columns_of
from klantreis.evidence.draft.contradiction import Contradiction
from klantreis.evidence.draft.ordering import best_order, contradictions
from klantreis.evidence.draft.pains_drawn import drawn, once
from klantreis.evidence.draft.phases import DraftedPhase, best_predictor, phases_of
from klantreis.evidence.draft.records import Period, Stretch, Touch, write
from klantreis.evidence.draft.selection import FROM_SHARE, MOST, Chosen, LeftOut, Selection, select
from klantreis.evidence.draft.settling import settled_order
from klantreis.evidence.ends import usual_pause_days
from klantreis.evidence.pains import pains
from klantreis.evidence.scores import BEST, emotions_of
from klantreis.journey.document import Document
from klantreis.journey.pain_point import PainPoint
from klantreis.journey.templates import get

REQUIRED_FROM = 0.9
"""A touchpoint is required, that is to say belongs in every journey, when this share of the journeys have it."""
REPEATABLE_FROM = 0.1
"""A touchpoint is repeatable when this share of the journeys that reach it come there again."""
FINAL_FROM = 0.8
"""A touchpoint is an end of the journey when this share of the journeys that reach it end with it."""
SCORES_FROM = 5
"""Fewer scores than this are no emotion."""
CHANNEL_FROM = 0.5
"""A touchpoint has a channel when this share of its events that name one name the same."""

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Draft(Result):
    """A drafted map and how it came about."""

    question: ClassVar[str] = "draft"
    columns: ClassVar[tuple[str, ...]] = ("name", "touchpoints")
    document: Document
    template: str | None
    """The template whose phases were recognised; None when the phases are named after activities."""
    left_out: LeftOut
    merged: tuple[tuple[str, ...], ...]
    """Activities that were taken for one, per touchpoint that has more than one."""
    contradicted: float | None
    """Share of the pairs of touchpoints, over all journeys, that come the other way round than drafted."""
    goal: Chosen | None
    """The usual end of journeys, where no template says which phase holds the goal."""
    cuts: tuple[float, ...]
    """Per cut between two phases, the share of the transitions across it that run back."""

    def body(self) -> dict[str, Any]:
        """The keys of ``draft``."""
        return {
            "map": self.document.map.name,
            "template": self.template,
            "phases": list(self.rows()),
            "left_out": {
                "activities": self.left_out.activities,
                "events": self.left_out.events,
                "names": list(self.left_out.names),
            },
            "merged": [list(names) for names in self.merged],
            "contradicted": self.contradicted,
            "goal": None if self.goal is None else self.goal.name,
            "cuts": list(self.cuts),
            "pains": [record.name for record in self.document.records.values() if isinstance(record, PainPoint)],
        }

    def rows(self) -> Sequence[dict[str, Any]]:
        """One row per phase."""
        return [
            {"name": phase.name, "touchpoints": [t.name for t in self.document.touchpoints(phase.id)]}
            for phase in self.document.phases()
        ]


def draft(
    journeys: Journeys,
    *,
    template: str = "auto",
    language: str = "nl",
    name: str | None = None,
    attributes: Attributes | None = None,
    now: datetime | None = None,
    from_share: float = FROM_SHARE,
    most: int = MOST,
    seed: int | str = "draft",
) -> Draft:
    """Drafts a map from journeys (labels = activities).

    ``template`` is ``auto`` (the five or the seven phases where the activities speak of them), or the
    name of a template, whose rows the map gets and whose phase names it gets where the activities speak
    of them. ``attributes`` gives ``channel``, ``score`` and ``score_kind`` per slot; without it the map
    has no channels and no emotions. Pain points are those that ``pains`` finds at its touchpoints.
    ``from_share`` is the share of journeys from which an activity becomes a touchpoint, ``most`` how many
    there are at most. The same journeys, ``now`` and ``seed`` give the same
    document. Raises ``NotFound`` for an unknown template.
    """
    from klantreis.evidence.draft.precedence_kernel import count, passing

    lanes_of = get("five" if template == "auto" else template).name
    chosen = select(journeys, from_share=from_share, most=most)
    offsets, told = still(journeys.offsets), still(chosen.codes)
    required = [item.journeys >= REQUIRED_FROM * journeys.n for item in chosen.chosen]
    repeatable = [item.repeating >= REPEATABLE_FROM * item.journeys for item in chosen.chosen]
    whole = Contradiction(offsets, told, required, repeatable)
    before, follows = count(offsets, told, len(chosen.chosen) + 1)
    found, used, sequence = phases_of(
        [item.name for item in chosen.chosen],
        settled_order(best_order(before[1:, 1:]), whole),
        follows[1:, 1:],
        template,
        whole,
    )
    items = [chosen.chosen[i] for i in sequence]
    at = np.array(sequence, dtype=np.int64) + 1
    phase_of = np.zeros(len(items) + 1, np.int64)
    for p, phase in enumerate(found):
        phase_of[at[phase.begin : phase.end]] = p
    moves = _Moves(*passing(offsets, told, still(phase_of), len(found)), _last(journeys, chosen.codes, len(items) + 1))
    attributes = once(attributes)
    channels = _channels(journeys, chosen, attributes)
    feelings = _feelings(journeys, chosen, attributes)
    stretches = []
    for p, phase in enumerate(found):
        codes = at[phase.begin : phase.end]
        touches = tuple(
            Touch(
                name=item.name,
                activities=item.activities,
                journeys=item.journeys,
                share=item.journeys / journeys.n,
                interval=wilson(item.journeys, journeys.n),
                required=required[code - 1],
                repeatable=repeatable[code - 1],
                channel=channels.get(code),
                feeling=feelings.get(code),
            )
            for item, code in zip(items[phase.begin : phase.end], codes.tolist(), strict=True)
        )
        reached = int(moves.entered[p])
        stretches.append(
            Stretch(
                name=_phase_name(phase, used, items, language),
                touchpoints=touches,
                conversion=_conversion(moves, p, codes, last=p == len(found) - 1),
                journeys=reached,
                share=reached / journeys.n,
                interval=wilson(reached, journeys.n),
            )
        )
    scope = Scope.of(journeys)
    period = Period(now or datetime.now(UTC), scope.first, scope.last)
    goal = None if used is not None else _goal(moves, chosen)
    document = write(
        stretches,
        period,
        name=name or ("Klantreis uit data" if language == "nl" else "Journey from data"),
        language=language,
        template=used if template == "auto" else template,
        lanes_of=lanes_of,
        allowed_days=usual_pause_days(journeys),
        goal=None if goal is None else goal.activities,
        seed=seed,
    )
    pairs = int(before.sum())
    hurts = pains(document, journeys, attributes, quotes=False)
    return Draft(
        scope=scope,
        document=drawn(document, hurts, period, language, seed),
        template=used,
        left_out=chosen.left_out,
        merged=tuple(item.activities for item in items if len(item.activities) > 1),
        contradicted=contradictions(before[1:, 1:], sequence) / pairs if pairs else None,
        goal=goal,
        cuts=tuple(phase.back for phase in found[1:]),
    )


@dataclass(frozen=True, eq=False)
class _Moves:
    """What ``passing`` counts, and per code the journeys that end with it."""

    entered: Ints
    moved: Ints
    passed: Ints
    passed_moved: Ints
    ended: Ints


def _last(journeys: Journeys, codes: NDArray[np.int32], size: int) -> Ints:
    """Journeys whose last chosen activity it is, per code."""
    slots = np.where(codes != 0, np.arange(len(codes)), -1)
    if len(slots) == 0:
        return np.zeros(size, np.int64)
    latest = np.maximum.reduceat(slots, journeys.offsets[:-1])
    return np.bincount(codes[latest[latest >= 0]], minlength=size)


def _conversion(moves: _Moves, phase: int, codes: Ints, *, last: bool) -> int | None:
    """The place of a phase's conversion point among its codes.

    The activity that best predicts moving on; in the last phase, from which nobody moves on, the one with
    which most journeys end.
    """
    if last:
        ended = moves.ended[codes]
        return int(len(ended) - 1 - ended[::-1].argmax()) if ended.any() else None
    return best_predictor(
        int(moves.entered[phase]), int(moves.moved[phase]), moves.passed[codes], moves.passed_moved[codes]
    )


def _goal(moves: _Moves, chosen: Selection) -> Chosen | None:
    """The touchpoint with which most journeys end, of those that nearly all who reach it end with.

    A fine that is paid is done, wherever payment stands in the order; where customers often end but more go on, they
    drop out. None when there is no such touchpoint.
    """
    final = [
        (int(ended), -number)
        for number, (item, ended) in enumerate(zip(chosen.chosen, moves.ended[1:], strict=True))
        if ended and ended >= FINAL_FROM * item.journeys
    ]
    return chosen.chosen[-max(final)[1]] if final else None


def _phase_name(phase: DraftedPhase, template: str | None, items: list[Chosen], language: str) -> str:
    """The template's word, else the activity that most journeys of the phase have."""
    if template is not None and phase.label is not None:
        return get(template).phases[phase.label].name.in_(language)
    here = items[phase.begin : phase.end]
    return max(here, key=lambda item: item.journeys).name


def _channels(journeys: Journeys, chosen: Selection, attributes: Attributes | None) -> dict[int, str]:
    """The channel per code, where most events that name a channel name the same."""
    known = columns_of({"channel"}, journeys, attributes)["channel"] if attributes is not None else None
    if known is None or not known.values:
        return {}
    has = (known.numbers >= 0) & (chosen.codes != 0)
    width = len(known.values)
    table = np.bincount(
        chosen.codes[has].astype(np.int64) * width + known.numbers[has], minlength=(len(chosen.chosen) + 1) * width
    ).reshape(-1, width)
    out = {}
    for code in range(1, len(table)):
        best, total = int(table[code].argmax()), int(table[code].sum())
        text = " ".join(str(known.values[best]).split())[:60]
        if total and table[code, best] >= CHANNEL_FROM * total and text:
            out[code] = text
    return out


def _feelings(
    journeys: Journeys, chosen: Selection, attributes: Attributes | None
) -> dict[int, tuple[int, float, tuple[float, float] | None]]:
    """(n, mean, interval) of the scores on the emotion scale per code, where there are enough."""
    if attributes is None:
        return {}
    known = columns_of({"score", "score_kind"}, journeys, attributes)
    values, _ = emotions_of(known["score"], known["score_kind"])
    has = ~np.isnan(values) & (chosen.codes != 0)
    codes, felt = chosen.codes[has], values[has]
    n, total = np.bincount(codes), np.bincount(codes, weights=felt)
    squares = np.bincount(codes, weights=felt * felt)
    return {
        int(c): (
            int(n[c]),
            float(total[c] / n[c]),
            mean_interval(int(n[c]), float(total[c]), float(squares[c]), (-BEST, BEST)),
        )
        for c in np.flatnonzero(n >= SCORES_FROM)
    }
