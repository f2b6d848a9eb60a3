"""Which customers are behind a number: a number is named by its question, what was asked, and its place in the answer.

The list is made anew at every asking and never kept on disk: it names customers, and those who are erased must be gone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

from klantreis.errors import UserError
from klantreis.workspace.answers import drop_off_asked, either, inside_of, outcome_asked

if TYPE_CHECKING:
    from datetime import datetime

    from klantreis.analyses.cells import Times
    from klantreis.engine.columns import Attributes
    from klantreis.engine.journeys import Journeys
    from klantreis.evidence.binding import Bound
    from klantreis.evidence.outcomes import OnMap
    from klantreis.journey.document import Document

Of = Literal[
    "all",
    "empty",
    "shared",
    "transition",
    "path",
    "reach",
    "repeat",
    "funnel",
    "drop",
    "next",
    "other",
    "timing",
    "unfinished",
    "inside",
    "single",
    "step",
    "flow",
    "typical",
    "credit",
    "unplaced",
    "explain",
    "drift",
    "simulate",
    "fitness",
    "deviation",
    "pain",
    "moment",
]
# of an explanation, of which moments and forecasts have some
Side = Literal["all", "with", "without", "outside", "outside_with", "drawn_on", "counted_on", "not_reached", "open"]


@dataclass(frozen=True)
class Cell:
    """A number, by the words of its question. Only what its kind needs is read.

    ``empty``: journeys that have no event left, on a map those without any touchpoint or activity off it.
    ``shared``: journeys of customers who are also in the other selection of a comparison.
    ``transition``: ``a`` directly followed by ``b``, either left out for the start or the end. ``path``: exactly the
    activities of ``step``, ``collapse`` for immediate repeats. ``reach`` and ``repeat``: journeys with ``a`` once, or
    twice. ``funnel``: journeys that pass step ``k`` of ``step``; ``drop``: that pass it and not the next. ``timing``: a
    time from ``a`` to ``b`` that is longer than ``above`` and at most ``up_to``; ``unfinished``: no ``b`` after ``a``.
    ``inside``: a time from the first to the last event of ``a`` (activities, on a map a phase), ``above`` and ``up_to``
    as of ``timing``; ``single``: one event there.
    ``next``: of a ``drop`` those whose next event is ``b`` (left out: the journey ends), ``other``: what a funnel does
    not list. ``step``: ``a`` (left out: any event) at step ``place``, lined up at ``at``; ``flow``: from ``a`` at that
    step to ``b`` at the next; ``beyond_a``, ``beyond_b``: instead of ``a`` or ``b`` an activity that is not among so
    many that are commonest at its step. ``typical``: journeys that the path ``step`` stands for among ``k`` typical
    ones.
    ``credit``: conversions of ``outcome`` that the touch ``a``, told by ``touch``, gets credit for in ``model`` (left
    out: that nothing touched), ``within`` before. ``unplaced``: events that could have touched it and carry no
    ``touch``. ``explain``: journeys of the group ``what``, ``value`` (left out: all
    compared) of an explanation of ``outcome`` (``after``, ``from_start``, ``missing``, ``within``, ``allowed``), or,
    without one, of the ``drop`` of a funnel; ``side``: ``with`` the outcome or ``without``, or those ``outside`` the
    group (``outside_with``: to whom it happens);
    ``rule``: instead of a group the leaf of its tree with these conditions, of the half that it counts;
    or the half of the tree ``drawn_on`` or ``counted_on``; or those left out, ``not_reached`` or ``open``.
    ``drift``: journeys of the window ``value`` (``before`` or ``after``) of a change ``at`` a moment, with ``a`` only
    those that reach it, with ``what`` ``unclear`` those that reach anything that is in that window only and too rare to
    tell from chance. ``simulate``: journeys that the chain for ``outcome`` (``allowed``) is held against, with ``a``
    only those that come there; ``side`` ``with`` or ``without`` the conversion, or ``open``. ``pain``, on a map:
    journeys hit by ``kind`` (``score_kind``) at ``a``; with ``value`` ``with`` or ``without`` those of its conversion,
    followed ``within`` that time, with ``side`` ``with`` those that came to the goal; with ``value`` ``here`` or
    ``elsewhere`` the occasions of its rate, with ``side`` ``with`` those that hurt. ``moment``, on a map: journeys
    whose experience ``what`` at ``a`` was ``value`` (``good`` or ``bad``) before the ``outcome`` ``conversion`` or
    ``score`` (of ``score_kind``), ``within`` that time; ``side`` as of an explanation. ``fitness``, on a map: journeys
    whose fitness is in the bar ``place``, from 1; with ``what`` ``perfect`` those that run as planned. ``deviation``,
    on a map: events of ``a`` (a touchpoint's id or name, or an activity off the map) that it does not expect, or with
    ``kind`` ``left_out`` a touchpoint that was left out, ``skipped`` by who came further.
    """

    of: Of = "all"
    a: str | None = None
    b: str | None = None
    step: tuple[str, ...] = ()
    collapse: bool = False
    k: int = 1
    within: str | None = None
    mode: str = "ordered"
    step_within: str | None = None
    optional: tuple[int, ...] = ()
    by: str = "journey"
    kind: str = "unexpected"
    score_kind: str | None = None
    place: int = 1
    at: str | None = None
    beyond_a: int = 0
    beyond_b: int = 0
    outcome: str | None = None
    after: str | None = None
    from_start: bool = False
    missing: bool = False
    allowed: str | None = None
    what: str | None = None
    value: str | None = None
    rule: tuple[str, ...] = ()
    side: str = "all"
    touch: str = "channel"
    model: str = "linear"
    above: str | None = None
    up_to: str | None = None

    def said(self) -> dict[str, Any]:
        """What was asked, for the answer: the kind and what differs from the default."""
        plain = asdict(Cell())
        chosen = {name: value for name, value in asdict(self).items() if value != plain[name]}
        return {"of": self.of, **{name: list(v) if isinstance(v, tuple) else v for name, v in chosen.items()}}

    def need(self, name: str) -> Any:
        """A part this kind cannot do without. Raises UserError (``customers.cell``)."""
        value = getattr(self, name)
        if value is None or value == ():
            raise _lacking(self.of, name)
        return value


def _lacking(of: str, name: str) -> UserError:
    return UserError(
        "customers.cell",
        f"A number of the kind {of} needs {name}.",
        where=name,
        mend=f"Give {name}, as the question itself takes it.",
        params={"of": of, "name": name},
    )


def behind(journeys: Journeys, cell: Cell, **needs: Any) -> Times:
    """How often each journey is in a number; ``needs`` as ``NEEDS`` says.

    Raises ``UserError`` (``customers.*``) and what the question raises.
    """
    make = CELLS.get(cell.of)
    if make is None and cell.of in get_args(Of):
        raise _lacking(cell.of, "on")
    if make is None:
        raise UserError(
            "customers.of",
            f"{str(cell.of)[:40]!r} is no kind of number.",
            where="of",
            mend=f"Choose one of: {', '.join(get_args(Of))}.",
            params={"of": str(cell.of)[:40], "known": list(get_args(Of))},
        )
    return make(journeys, cell, **needs)


def shared_customers(one: Journeys, other: Journeys) -> int:
    """Customers who are in both selections."""
    import numpy as np

    return len(np.intersect1d(one.customers, other.customers))


def _shared(journeys: Journeys, cell: Cell, *, other: Journeys) -> Times:
    import numpy as np

    return np.isin(journeys.customers, other.customers).astype(np.int64)


def _all(journeys: Journeys, cell: Cell) -> Times:
    from klantreis.analyses import cells

    return cells.everyone(journeys)


def _empty(journeys: Journeys, cell: Cell) -> Times:
    from klantreis.analyses import cells

    return cells.without_events(journeys)


def _simulate(journeys: Journeys, cell: Cell) -> Times:
    from klantreis.analyses.simulate import followed

    conversion = either(journeys, cell.need("outcome"))
    how: dict[str, Any] = {"side": cell.side, "allowed": cell.allowed}
    return followed(journeys, conversion, cell.a, **how)


def _transition(journeys: Journeys, cell: Cell) -> Times:
    from klantreis.analyses import cells

    a, b = (None if name is None else either(journeys, name) for name in (cell.a, cell.b))
    return cells.with_transition(journeys, a, b)


def _path(journeys: Journeys, cell: Cell) -> Times:
    from klantreis.analyses import cells

    return cells.with_path(journeys, cell.need("step"), collapse=cell.collapse)


def _reach(journeys: Journeys, cell: Cell) -> Times:
    from klantreis.analyses import cells

    at_least = 2 if cell.of == "repeat" else 1
    return cells.with_events(journeys, either(journeys, cell.need("a")), at_least=at_least)


def _funnel(journeys: Journeys, cell: Cell) -> Times:
    from klantreis.analyses.funnel import passing

    steps = [either(journeys, each) for each in cell.need("step")]
    return passing(journeys, steps, cell.k, dropped=cell.of == "drop", **_how(cell))


def _how(cell: Cell) -> dict[str, Any]:
    return {name: getattr(cell, name) for name in ("within", "mode", "step_within", "optional", "by")}


def _next(journeys: Journeys, cell: Cell) -> Times:
    from klantreis.analyses.funnel import going_on

    steps = [either(journeys, each) for each in cell.need("step")]
    return going_on(journeys, steps, cell.k, cell.b, other=cell.of == "other", **_how(cell))


def _step(journeys: Journeys, cell: Cell) -> Times:
    from klantreis.analyses.steps import at_step, flowing

    at = None if cell.at is None else either(journeys, cell.at)
    if cell.of == "flow":
        beyond = {"beyond_a": cell.beyond_a, "beyond_b": cell.beyond_b}
        return flowing(journeys, cell.place, cell.a, cell.b, at=at, **beyond)
    return at_step(journeys, cell.place, cell.a, at=at, beyond=cell.beyond_a)


def _typical(journeys: Journeys, cell: Cell, *, typical: Callable[[int], list[list[str]]]) -> Times:
    from klantreis.analyses.representatives import standing_for

    return standing_for(journeys, typical(cell.k), cell.need("step"))


def _credit(journeys: Journeys, cell: Cell, *, attributes: Attributes) -> Times:
    from klantreis.analyses.attribution import touched

    conversion = either(journeys, cell.need("outcome"))
    how = {"by": cell.touch, "within": cell.within, "model": cell.model}
    return touched(journeys, conversion, cell.a, attributes=attributes, **how)


def _unplaced(journeys: Journeys, cell: Cell, *, attributes: Attributes) -> Times:
    from klantreis.analyses.attribution import unplaced

    return unplaced(journeys, either(journeys, cell.need("outcome")), by=cell.touch, attributes=attributes)


def _explain(
    journeys: Journeys,
    cell: Cell,
    *,
    attributes: Attributes,
    columns: tuple[str, ...],
    timezone: str,
    drawn: OnMap | None,
    until: int | None,
) -> Times:
    from klantreis.analyses.explain_members import members

    given: dict[str, Any] = {"what": cell.what, "value": cell.value, "rules": cell.rule, "side": cell.side}
    given |= {"attributes": attributes, "columns": columns, "timezone": timezone, "until": until}
    if cell.outcome is None:
        how = {name: each for name, each in _how(cell).items() if name != "by"}
        outcome = drop_off_asked(journeys, step=cell.need("step"), k=cell.k, **how)
        del given["until"]
        return members(journeys, outcome, **given)
    words = {name: getattr(cell, name) for name in ("outcome", "after", "from_start", "missing", "within", "allowed")}
    told, outcome, asked = outcome_asked(journeys, drawn, **words)
    return members(told, outcome, **asked, **given)


def _drift(journeys: Journeys, cell: Cell, *, timezone: str, chances: Callable[[str], tuple[float, float]]) -> Times:
    from klantreis.analyses import cells
    from klantreis.analyses.drift import of_window, rare
    from klantreis.events.filters.select import microseconds_of

    at, window = microseconds_of(cell.need("at"), timezone, where="at"), cell.need("value")
    if window not in ("before", "after"):
        raise UserError(
            "customers.value",
            f"{window[:40]!r} is no window.",
            where="value",
            mend="Choose one of: before, after.",
            params={"value": window[:40]},
        )
    found = of_window(journeys, at, early=window == "before")
    if cell.what == "unclear":
        names = rare(journeys, at, chances(cell.need("at")), early=window == "before")
        return found * (cells.with_events(journeys, names) > 0) if names else found * 0
    return found if cell.a is None else found * (cells.with_events(journeys, either(journeys, cell.a)) > 0)


def _timing(journeys: Journeys, cell: Cell) -> Times:
    from klantreis.analyses import cells

    a, b = (either(journeys, cell.need(name)) for name in ("a", "b"))
    if cell.of == "unfinished":
        return cells.without_end(journeys, a, b)
    return cells.with_time(journeys, a, b, above=cell.above, up_to=cell.up_to)


def _inside(journeys: Journeys, cell: Cell, *, drawn: OnMap | None) -> Times:
    from klantreis.analyses import cells

    codes = inside_of(journeys, drawn, cell.need("a"))[1]
    return cells.with_stay(journeys, codes, above=cell.above, up_to=cell.up_to, single=cell.of == "single")


def deviating(document: Document, bound: Bound, cell: Cell) -> Times:
    """How often each journey deviates from the plan of a map, or how near it is. Raises ``UserError``, ``NotFound``."""
    from klantreis.analyses import fitness
    from klantreis.analyses.measures import codes_of
    from klantreis.evidence.planned import plan_of

    if cell.of == "fitness":
        bar = None if cell.what == "perfect" else cell.place
        return fitness.fitting(bound.journeys, plan_of(document, bound), bar)
    asked = cell.need("a")
    found = [t.id for t in document.touchpoints() if asked in (t.id, t.name)]
    code = bound.code_of(found[0]) if found else codes_of(bound.journeys, asked)[0]
    return fitness.deviating(bound.journeys, plan_of(document, bound), cell.kind, code)


def hurting(
    document: Document, journeys: Journeys, attributes: Attributes, until: datetime | None, cell: Cell
) -> Times:
    """How often each journey is hit by a pain on a map. Raises ``UserError``, ``NotFound``."""
    from klantreis.evidence.pains.finding import hit_by

    place = cell.need("a")
    asked = {"score_kind": cell.score_kind, "until": until, "horizon": cell.within}
    return hit_by(document, journeys, cell.kind, place, attributes, felt=cell.value, side=cell.side, **asked)


def feeling(
    document: Document, journeys: Journeys, attributes: Attributes, until: datetime | None, cell: Cell
) -> Times:
    """1 for each journey on one side of a moment of a map. Raises ``UserError``, ``NotFound``."""
    from klantreis.evidence.moments import felt_by

    asked = {"felt": cell.need("value"), "ending": cell.outcome or "conversion", "side": cell.side}
    asked |= {"final": cell.score_kind, "horizon": cell.within, "until": until}
    return felt_by(document, journeys, cell.need("a"), cell.need("what"), attributes, **asked)


CELLS: Mapping[str, Callable[..., Times]] = {
    "all": _all,
    "empty": _empty,
    "shared": _shared,
    "transition": _transition,
    "path": _path,
    "reach": _reach,
    "repeat": _reach,
    "funnel": _funnel,
    "drop": _funnel,
    "next": _next,
    "other": _next,
    "timing": _timing,
    "unfinished": _timing,
    "inside": _inside,
    "single": _inside,
    "step": _step,
    "flow": _step,
    "typical": _typical,
    "credit": _credit,
    "unplaced": _unplaced,
    "explain": _explain,
    "drift": _drift,
    "simulate": _simulate,
}
"""Kinds of numbers; those of a map (``fitness``, ``deviation``, ``pain``, ``moment``) have functions of their own."""

NEEDS: Mapping[str, tuple[str, ...]] = {
    "inside": ("drawn",),
    "single": ("drawn",),
    "typical": ("typical",),
    "credit": ("attributes",),
    "unplaced": ("attributes",),
    "explain": ("attributes", "columns", "timezone", "drawn", "until"),
    "drift": ("timezone", "chances"),
}
"""What a kind is told besides, as questions are (``answers.NEEDS``); ``typical`` gives so many typical paths,
``chances`` both p of a change at a moment. The other selection of ``shared`` comes with the question."""
