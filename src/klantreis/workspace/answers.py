"""Questions by name, with their answers kept.

The same call serves the library, the command line and the API, so that a number is the same number everywhere.
An answer depends on the events (index version), the selection, the map's version and this program's version only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import msgspec

from klantreis import __version__
from klantreis.errors import NotFound, UserError
from klantreis.workspace import rooms

if TYPE_CHECKING:
    from klantreis.analyses.explain_outcome import Outcome
    from klantreis.analyses.measures import Step
    from klantreis.analyses.result import Result
    from klantreis.engine.columns import Attributes
    from klantreis.engine.journeys import Journeys
    from klantreis.evidence.outcomes import OnMap


@dataclass(frozen=True)
class Answer:
    """An answer as the JSON it is sent as, with the key it is kept under."""

    body: bytes
    key: tuple[Any, ...]

    def to_dict(self) -> dict[str, Any]:
        """The answer as a plain dictionary."""
        return decode(self.body)


def key(question: str, index_version: str, selection: tuple[Any, ...], **further: Any) -> tuple[Any, ...]:
    """What an answer is kept under."""
    return (question, __version__, index_version, selection, *sorted(further.items()))


def today() -> str:
    """Evidence ages by the day, so what grades it is kept for a day."""
    return datetime.now(UTC).date().isoformat()


def encode(result: Result) -> bytes:
    """The documented shape of a result as JSON; a NumPy number is written as the number it is."""
    return msgspec.json.encode(result.to_dict(), enc_hook=lambda value: value.item())


def encode_plain(values: dict[str, Any]) -> bytes:
    """Plain values as JSON."""
    return msgspec.json.encode(values)


def decode(body: bytes) -> dict[str, Any]:
    """What ``encode`` wrote."""
    return msgspec.json.decode(body)


def question(name: str) -> Callable[..., Result]:
    """The function over journeys that answers a question; raises NotFound."""
    found = QUESTIONS.get(name)
    if found is None:
        raise NotFound(
            "question.unknown",
            f"There is no question {name[:40]!r}.",
            mend=f"Choose one of: {', '.join(QUESTIONS)}.",
            params={"question": name[:40], "known": list(QUESTIONS)},
        )
    return found


def warm() -> None:
    """Compile the kernels of every question, so that the first is as quick as the second."""
    rooms.load(rooms.QUESTIONS)
    from klantreis import analyses, evidence

    analyses.warm()
    evidence.warm()


def warm_in_background() -> None:
    """As ``warm``, for an app that has to answer meanwhile: what must be compiled is compiled by another process."""
    rooms.load(rooms.KERNELS)
    from klantreis.engine.warm import apart

    apart("from klantreis.workspace.answers import warm; warm()")
    warm()


def _transitions(journeys: Journeys, *, limit: int | None = None, around: str | None = None) -> Result:
    from klantreis.analyses.transitions import transitions

    return transitions(journeys, limit=limit, around=None if around is None else either(journeys, around))


def _paths(journeys: Journeys, *, collapse: bool = False, limit: int | None = None) -> Result:
    from klantreis.analyses.paths import paths

    return paths(journeys, collapse=collapse, limit=limit)


def _reach(journeys: Journeys, *, limit: int | None = None) -> Result:
    from klantreis.analyses.reach import reach

    return reach(journeys, limit=limit)


def _steps(
    journeys: Journeys, *, first: int = 8, at: str | None = None, before: int = 0, limit: int | None = None
) -> Result:
    from klantreis.analyses.steps import steps

    return steps(journeys, first, at=None if at is None else either(journeys, at), before=before, limit=limit)


def _timing(
    journeys: Journeys,
    *,
    drawn: OnMap | None,
    a: str | None = None,
    b: str | None = None,
    inside: str | None = None,
    target: str | None = None,
) -> Result:
    from klantreis.analyses.timing import timing, timing_in
    from klantreis.engine.duration import microseconds

    target_s = None if target is None else microseconds(target, what="target") / 1e6
    if inside is not None and a is None and b is None:
        name, codes = inside_of(journeys, drawn, inside)
        return timing_in(journeys, codes, name, target_s)
    if inside is not None or a is None or b is None:
        raise UserError(
            "timing.asked",
            "A time is asked from one activity to another, or inside a phase.",
            where="inside" if inside is not None else "b" if a is not None else "a",
            mend="Give both activities, or a phase and none.",
        )
    return timing(journeys, either(journeys, a), either(journeys, b), target_s)


def inside_of(journeys: Journeys, drawn: OnMap | None, inside: str) -> tuple[str, Sequence[int]]:
    """What a time is measured inside of, and its codes: a phase of the map, or without one activities with ``|``.

    Raises ``NotFound`` (``explain.no_phase``, ``activity.unknown``).
    """
    from klantreis.analyses.measures import codes_of, name_of

    if drawn is not None:
        return drawn.inside(inside)
    step = either(journeys, inside)
    return name_of(step), codes_of(journeys, step)


def _funnel(
    journeys: Journeys,
    *,
    step: tuple[str, ...],
    within: str | None = None,
    mode: str = "ordered",
    step_within: str | None = None,
    optional: tuple[int, ...] = (),
    by: str = "journey",
    only_counts: bool = False,
) -> Result:
    from klantreis.analyses.funnel import funnel

    steps = [either(journeys, each) for each in step]
    how: Any = {"step_within": step_within, "optional": optional, "by": by, "only_counts": only_counts}
    return funnel(journeys, steps, within, mode, **how)  # ty: ignore[invalid-argument-type]


def _attribution(
    journeys: Journeys,
    *,
    attributes: Attributes,
    conversion: str,
    by: str = "channel",
    half_life: str = "7d",
    within: str | None = None,
    limit: int | None = None,
) -> Result:
    from klantreis.analyses.attribution import attribution

    step = either(journeys, conversion)
    how: dict[str, Any] = {"half_life": half_life, "within": within, "limit": limit}
    return attribution(journeys, step, by=by, attributes=attributes, **how)


def _drift(journeys: Journeys, *, timezone: str, at: str, permutations: int = 999, limit: int | None = None) -> Result:
    from klantreis.analyses.drift import drift_at
    from klantreis.events.filters.select import microseconds_of

    moment = microseconds_of(at, timezone, where="at")
    return drift_at(journeys, moment, permutations=permutations, limit=limit)


def _representatives(journeys: Journeys, *, k: int = 5) -> Result:
    from klantreis.analyses.representatives import representatives

    return representatives(journeys, k)


def _simulate(
    journeys: Journeys,
    *,
    conversion: str,
    drop_off: tuple[str, ...] = (),
    transition: tuple[str, ...] = (),
    order: int = 1,
    allowed: str | None = None,
    limit: int | None = None,
) -> Result:
    from klantreis.analyses.simulate import simulate
    from klantreis.workspace.what_if import changes

    mended = changes(drop_off, transition, journeys.labels)
    step = either(journeys, conversion)
    how: Any = {"order": order, "allowed": allowed, "limit": limit}
    return simulate(journeys, step, mended, **how)


def _explain(
    journeys: Journeys,
    *,
    attributes: Attributes,
    columns: tuple[str, ...],
    timezone: str,
    drawn: OnMap | None,
    until: int | None,
    minimum: int = 30,
    limit: int | None = None,
    **words: Any,
) -> Result:
    from klantreis.analyses.explain import explain

    told, outcome, how = outcome_asked(journeys, drawn, **words)
    given: dict[str, Any] = {"attributes": attributes, "columns": columns, "timezone": timezone, "until": until}
    return explain(told, outcome, **how, **given, minimum=minimum, limit=limit)


def outcome_asked(
    journeys: Journeys,
    drawn: OnMap | None,
    *,
    outcome: str,
    after: str | None = None,
    from_start: bool = False,
    missing: bool = False,
    within: str | None = None,
    allowed: str | None = None,
) -> tuple[Journeys, Step | Outcome, dict[str, Any]]:
    """(journeys, outcome, how ``explain`` is asked of them) of an outcome as it is typed, on a map or not."""
    rooms.load(rooms.TREES)
    from klantreis.workspace.outcome_words import outcome_of

    told = journeys if drawn is None else drawn.journeys
    wanted = outcome_of(outcome, told, drawn)
    how: dict[str, Any] = {"after": None if after is None else either(told, after), "within": within, **wanted.said}
    how["missing"] = missing != wanted.said.get("missing", False)
    return told, wanted.outcome, {**how, "from_start": from_start, "allowed": allowed}


def _drop_off(
    journeys: Journeys,
    *,
    attributes: Attributes,
    columns: tuple[str, ...],
    timezone: str,
    minimum: int = 30,
    limit: int | None = None,
    **words: Any,
) -> Result:
    from klantreis.analyses.explain import explain

    given: dict[str, Any] = {"attributes": attributes, "columns": columns, "timezone": timezone, "minimum": minimum}
    return explain(journeys, drop_off_asked(journeys, **words), limit=limit, **given)


def drop_off_asked(
    journeys: Journeys,
    *,
    step: tuple[str, ...],
    k: int,
    within: str | None = None,
    mode: str = "ordered",
    step_within: str | None = None,
    optional: tuple[int, ...] = (),
) -> Outcome:
    """The outcome that is dropping out of a funnel after its step ``k``."""
    rooms.load(rooms.TREES)
    from klantreis.analyses.explain_outcome import Outcome
    from klantreis.analyses.funnel_marks import drop_off

    steps = [either(journeys, each) for each in step]
    how: Any = {"within": within, "mode": mode, "step_within": step_within, "optional": optional}
    at = drop_off(journeys, steps, k, **how)
    return Outcome(at.next, "after", at.goes_on, opens=at.passes, opened_by=at.step, missing=True)


def either(journeys: Journeys, words: str) -> str | tuple[str, ...]:
    """A step as typed: one activity, or several with ``|`` between. A name that holds a ``|`` itself wins."""
    if "|" not in words or words in journeys.labels:
        return words
    return tuple(part.strip() for part in words.split("|") if part.strip())


QUESTIONS: dict[str, Callable[..., Result]] = {
    "transitions": _transitions,
    "paths": _paths,
    "steps": _steps,
    "reach": _reach,
    "timing": _timing,
    "funnel": _funnel,
    "attribution": _attribution,
    "drift": _drift,
    "explain": _explain,
    "drop_off": _drop_off,
    "representatives": _representatives,
    "simulate": _simulate,
}
"""Questions about journeys alone; those about a map are in ``map_answers``."""

NEEDS: dict[str, tuple[str, ...]] = {
    "timing": ("drawn",),
    "attribution": ("attributes",),
    "drift": ("timezone",),
    "explain": ("attributes", "columns", "timezone", "drawn", "until"),
    "drop_off": ("attributes", "columns", "timezone"),
}
"""What a question is told besides: the fields of the events per slot and their names, the time zone, the journeys on
the map that was named, and the last moment of all data."""
