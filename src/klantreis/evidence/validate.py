"""``validate``: does the map show the journey that customers really make?

Every finding has a stable ``code`` and the ``record`` that it is about; its other keys are the facts,
so that a page makes the sentence in its reader's language.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from klantreis.analyses.fitness import FitnessResult
from klantreis.analyses.measures import wilson
from klantreis.analyses.picture import percent
from klantreis.analyses.result import Result
from klantreis.engine.columns import Attributes
from klantreis.engine.journeys import Journeys
from klantreis.evidence.binding import Bound, bind
from klantreis.evidence.measure import Measures, measure
from klantreis.evidence.planned import map_fitness
from klantreis.evidence.walk import Walked, walk
from klantreis.journey.document import Document
from klantreis.journey.emotion import Emotion

Finding = dict[str, Any]
MISSING_FROM = 0.01
"""An activity off the map counts as missing from this share of journeys on."""
ORDER_FROM = 0.01
"""Going back between two phases is told from this share of the later phase's journeys on."""
SAME_EMOTION = 0.5
"""An assumed emotion is a whole step, so measured values this close to it agree with it."""


@dataclass(frozen=True)
class Validation(Result):
    """Where map and journeys disagree, and how much they agree."""

    question: ClassVar[str] = "validate"
    columns: ClassVar[tuple[str, ...]] = ("code", "record", "name", "n", "of", "share", "mean", "assumed", "interval")
    measures: Measures
    coverage: Finding
    missing: tuple[Finding, ...]
    unvisited: tuple[Finding, ...]
    unbound: tuple[Finding, ...]
    order_violations: tuple[Finding, ...]
    phases: tuple[Finding, ...]
    emotions: tuple[Finding, ...]
    fitness: FitnessResult
    fitness_told: Finding
    left_out: Finding

    def told(self) -> Sequence[str]:
        """How much is on the map, and how near to it journeys run."""
        return (
            f"{percent(self.coverage['share'])} of {self.coverage['events']:,} events are on the map",
            *self.fitness.told(),
        )

    def body(self) -> dict[str, Any]:
        """The keys of ``validate``."""
        return {
            "coverage": self.coverage,
            "missing": list(self.missing),
            "unvisited": list(self.unvisited),
            "unbound": list(self.unbound),
            "order_violations": list(self.order_violations),
            "phases": list(self.phases),
            "emotions": list(self.emotions),
            "fitness": self.fitness_told,
            "left_out": self.left_out,
        }

    def rows(self) -> Sequence[dict[str, Any]]:
        """One row per finding: its kind, what it is about, and its number; ``n`` of an emotion counts scores."""
        phases = {item["record"]: item["name"] for item in self.phases}
        found = (*self.missing, *self.unvisited, *self.unbound, *self.order_violations, *self.phases, *self.emotions)
        return [self._row(item, phases) for item in found]

    def _row(self, item: Finding, phases: dict[str, str]) -> dict[str, Any]:
        back = item["code"] == "went_back"
        name = f"{phases[item['from']]} → {phases[item['to']]}" if back else item.get("activity") or item["name"]
        passed = item.get("conversion")
        journeys = item.get("journeys") if passed is None else passed["n"]
        of = item.get("of", self.n if "share" in item else None) if passed is None else passed["of"]
        return {
            "code": item["code"],
            "record": item["record"],
            "name": name,
            "n": item.get("n") if journeys is None else journeys,
            "of": of,
            "share": item.get("share", 0.0 if item["code"] == "unvisited" else None)
            if passed is None
            else passed["share"],
            "mean": item.get("measured"),
            "assumed": item.get("assumed"),
            "interval": item.get("interval") if passed is None else passed["interval"],
        }


def validate(
    document: Document,
    journeys: Journeys,
    attributes: Attributes | None = None,
    *,
    now: datetime | None = None,
    until: datetime | None = None,
    missing_from: float = MISSING_FROM,
    order_from: float = ORDER_FROM,
) -> Validation:
    """Holds a map against journeys (labels = activities); the other arguments are those of ``measure``.

    ``missing_from`` is the share of journeys from which an activity off the map is told as missing, and
    ``order_from`` the share of a phase's journeys from which going back out of it is told; what lies
    below is counted in ``left_out``.
    """
    bound = bind(document, journeys, attributes)
    walked = walk(document, bound)
    measures = measure(document, journeys, attributes, now=now, until=until, bound=bound, walked=walked)
    aligned = map_fitness(document, bound)
    missing = [ghost for ghost in measures.ghosts if ghost.share >= missing_from]
    rest = measures.ghosts[len(missing) :]
    back = _order(walked)
    told = [item for item in back if item["share"] >= order_from]
    coverage = measures.body()["coverage"]
    return Validation(
        scope=measures.scope,
        measures=measures,
        coverage={"code": "coverage", "record": "map", **coverage},
        missing=tuple(
            {
                "code": "missing",
                "record": ghost.after or ghost.phase,
                "activity": ghost.activity,
                "journeys": ghost.journeys,
                "share": ghost.share,
                "interval": _listed(ghost.interval),
                "events": ghost.events,
                "after": ghost.after,
                "phase": ghost.phase,
            }
            for ghost in missing
        ),
        unvisited=tuple(_unvisited(document, bound, measures)),
        unbound=tuple(_unbound(document, bound)),
        order_violations=tuple(told),
        phases=tuple(_phases(document, measures)),
        emotions=tuple(_emotions(document, measures)),
        fitness=aligned,
        fitness_told=_fitness(aligned),
        left_out={
            "missing": {
                "below": missing_from,
                "activities": len(rest) + measures.ghosts_left_out.activities,
                "events": sum(ghost.events for ghost in rest) + measures.ghosts_left_out.events,
            },
            "order_violations": {"below": order_from, "pairs": len(back) - len(told)},
        },
    )


def _unvisited(document: Document, bound: Bound, measures: Measures) -> list[Finding]:
    """Touchpoints with a usable rule at which no journey came; the interval says how rare they may be still."""
    silent = {*bound.unbound, *bound.broken}
    return [
        {
            "code": "unvisited",
            "record": t.id,
            "name": t.name,
            "phase": t.phase,
            "journeys": 0,
            "of": measures.n,
            "interval": _listed(measures.touchpoints[t.id].interval),
        }
        for t in document.touchpoints()
        if t.id not in silent and measures.touchpoints[t.id].events == 0
    ]


def _unbound(document: Document, bound: Bound) -> list[Finding]:
    """Touchpoints that no event can belong to: without a rule, or with one that cannot be used."""
    out: list[Finding] = []
    for t in document.touchpoints():
        if t.id in bound.broken:
            problem = bound.broken[t.id]
            out.append({"code": "broken_rule", "record": t.id, "name": t.name, "why": problem.code, **problem.params})
        elif t.id in bound.unbound:
            out.append({"code": "unbound", "record": t.id, "name": t.name})
    return out


def _order(walked: Walked) -> list[Finding]:
    """Pairs of phases that journeys run in another order than the map, those of most journeys first.

    A journey goes back when it has an event of the earlier phase after one of the later; ``reversed``
    counts those whose very first visits already are in the other order. The share is of the journeys
    that were in the later phase.
    """
    first, last, phases = walked.first_slot, walked.last_slot, walked.phases
    out: list[Finding] = []
    for later in range(len(phases)):
        of = int((first[:, later] >= 0).sum())
        for earlier in range(later):
            both = (first[:, later] >= 0) & (first[:, earlier] >= 0)
            hits = int((both & (last[:, earlier] > first[:, later])).sum())
            if hits:
                out.append(
                    {
                        "code": "went_back",
                        "record": phases[later],
                        "from": phases[later],
                        "to": phases[earlier],
                        "journeys": hits,
                        "of": of,
                        "share": hits / of,
                        "interval": _listed(wilson(hits, of)),
                        "reversed": int((both & (first[:, earlier] > first[:, later])).sum()),
                    }
                )
    return sorted(out, key=lambda item: (-item["journeys"], item["from"], item["to"]))


def _phases(document: Document, measures: Measures) -> list[Finding]:
    """Per phase, who reached it and who passed its conversion point."""
    out: list[Finding] = []
    for phase in document.phases():
        seen = measures.phases[phase.id]
        point = seen.conversion
        code = "no_conversion_point" if point is None else "conversion" if point.of else "phase_unvisited"
        out.append(
            {
                "code": code,
                "record": phase.id,
                "name": phase.name,
                "journeys": seen.journeys,
                "share": seen.share,
                "interval": _listed(wilson(seen.journeys, measures.n)),
                "conversion": None
                if point is None
                else {"n": point.n, "of": point.of, "share": point.share, "interval": _listed(point.interval)},
                "median_s": seen.median_s,
            }
        )
    return out


def _emotions(document: Document, measures: Measures) -> list[Finding]:
    """Assumed against measured emotion, per touchpoint in map order.

    They differ when no value of the interval is within half a step of the assumption, and agree when
    every value is; between the two the scores cannot tell yet. What is assumed of one persona is held
    against the scores of its own customers, when those are asked for, and not against everybody's.
    """
    out: list[Finding] = []
    for t in document.touchpoints():
        measured = measures.touchpoints[t.id].emotion
        assumed = document.emotions_of(t.id)
        out += [_emotion(emotion, t.name, measures) for emotion in assumed]
        if measured is not None and not assumed:
            out.append(
                {
                    "code": "emotion_not_assumed",
                    "record": t.id,
                    "touchpoint": t.id,
                    "name": t.name,
                    "persona": None,
                    "assumed": None,
                    "measured": measured.mean,
                    "n": measured.n,
                    "interval": _listed(measured.interval),
                    "differs": None,
                }
            )
    return out


def _emotion(emotion: Emotion, name: str, measures: Measures) -> Finding:
    of_others = emotion.persona is not None and emotion.persona != measures.scope.filters.get("persona")
    measured = None if of_others else measures.touchpoints[emotion.touchpoint].emotion
    differs = None
    if of_others:
        code = "emotion_of_persona"
    elif measured is None:
        code = "emotion_not_measured"
    elif measured.interval is None:
        code = "emotion_uncertain"
    else:
        low, high = measured.interval[0] - emotion.value, measured.interval[1] - emotion.value
        if low > SAME_EMOTION or high < -SAME_EMOTION:
            code, differs = "emotion_differs", True
        elif low >= -SAME_EMOTION and high <= SAME_EMOTION:
            code, differs = "emotion_agrees", False
        else:
            code = "emotion_uncertain"
    return {
        "code": code,
        "record": emotion.id,
        "touchpoint": emotion.touchpoint,
        "name": name,
        "persona": emotion.persona,
        "assumed": emotion.value,
        "measured": None if measured is None else measured.mean,
        "n": 0 if measured is None else measured.n,
        "interval": None if measured is None else _listed(measured.interval),
        "differs": differs,
    }


def _fitness(aligned: FitnessResult) -> Finding:
    """Fitness as a finding; a deviation's code tells apart what is off the map."""
    body = aligned.body()
    body["deviations"] = [
        {**row, "code": row["kind"] if row["record"] is not None else "off_map"} for row in body["deviations"]
    ]
    return {"code": "fitness", "record": "map", **body}


def _listed(interval: tuple[float, float] | None) -> list[float] | None:
    return None if interval is None else list(interval)
