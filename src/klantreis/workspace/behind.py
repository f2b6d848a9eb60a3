"""Which customers are behind a number: a number is named by its question, what was asked, and its place in the answer.

The list is made anew at every asking and never kept on disk: it names customers, and those who are erased must be gone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

from klantreis.errors import UserError
from klantreis.workspace.answers import either

if TYPE_CHECKING:
    from klantreis.analyses.cells import Times
    from klantreis.engine.journeys import Journeys
    from klantreis.evidence.binding import Bound
    from klantreis.journey.document import Document

Of = Literal["all", "transition", "path", "reach", "repeat", "funnel", "drop", "timing", "unfinished", "deviation"]


@dataclass(frozen=True)
class Cell:
    """A number, by the words of its question. Only what its kind needs is read.

    ``transition``: ``a`` directly followed by ``b``, either left out for the start or the end. ``path``: exactly the
    activities of ``step``, ``collapse`` for immediate repeats. ``reach`` and ``repeat``: journeys with ``a`` once, or
    twice. ``funnel``: journeys that pass step ``k`` of ``step``; ``drop``: that pass it and not the next. ``timing``: a
    time from ``a`` to ``b`` that is longer than ``above`` and at most ``up_to``; ``unfinished``: no ``b`` after ``a``.
    ``deviation``, on a map: events of ``a`` (a touchpoint's id or name, or an activity off the map) that it does not
    expect, or with ``kind`` ``left_out`` a touchpoint that was left out.
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
            raise UserError(
                "customers.cell",
                f"A number of the kind {self.of} needs {name}.",
                where=name,
                mend=f"Give {name}, as the question itself takes it.",
                params={"of": self.of, "name": name},
            )
        return value


def behind(journeys: Journeys, cell: Cell) -> Times:
    """How often each journey is in a number. Raises ``UserError`` (``customers.*``) and what the question raises."""
    make = CELLS.get(cell.of)
    if make is None:
        raise UserError(
            "customers.of",
            f"{str(cell.of)[:40]!r} is no kind of number.",
            where="of",
            mend=f"Choose one of: {', '.join(get_args(Of))}.",
            params={"of": str(cell.of)[:40], "known": list(get_args(Of))},
        )
    return make(journeys, cell)


def shared_customers(one: Journeys, other: Journeys) -> int:
    """Customers who are in both selections."""
    import numpy as np

    return len(np.intersect1d(one.customers, other.customers))


def _all(journeys: Journeys, cell: Cell) -> Times:
    from klantreis.analyses import cells

    return cells.everyone(journeys)


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
    given: dict[str, Any] = {name: getattr(cell, name) for name in ("within", "mode", "step_within", "optional", "by")}
    return passing(journeys, steps, cell.k, dropped=cell.of == "drop", **given)


def _timing(journeys: Journeys, cell: Cell) -> Times:
    from klantreis.analyses import cells

    a, b = (either(journeys, cell.need(name)) for name in ("a", "b"))
    if cell.of == "unfinished":
        return cells.without_end(journeys, a, b)
    return cells.with_time(journeys, a, b, above=cell.above, up_to=cell.up_to)


def deviating(document: Document, bound: Bound, cell: Cell) -> Times:
    """How often each journey deviates from the plan of a map. Raises ``UserError``, ``NotFound``."""
    from klantreis.analyses import fitness
    from klantreis.analyses.measures import codes_of
    from klantreis.evidence.planned import plan_of

    asked = cell.need("a")
    found = [t.id for t in document.touchpoints() if asked in (t.id, t.name)]
    code = bound.code_of(found[0]) if found else codes_of(bound.journeys, asked)[0]
    return fitness.deviating(bound.journeys, plan_of(document, bound), cell.kind, code)


CELLS: Mapping[str, Callable[[Journeys, Cell], Times]] = {
    "all": _all,
    "transition": _transition,
    "path": _path,
    "reach": _reach,
    "repeat": _reach,
    "funnel": _funnel,
    "drop": _funnel,
    "timing": _timing,
    "unfinished": _timing,
}
"""Kinds of numbers."""
