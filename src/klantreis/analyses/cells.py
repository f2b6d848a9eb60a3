"""Cells: the journeys behind one number of an answer.

Each function gives, per journey, how many times it is in that number (0: it is not), from the same pass over all
events as the answer itself, so that the list a number opens is as long as the number says. Those of a funnel are in
``funnel.passing``, those of the other questions with the questions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from klantreis.analyses.measures import Step, codes_of
from klantreis.engine.duration import microseconds
from klantreis.engine.journeys import Journeys
from klantreis.engine.local import still
from klantreis.engine.source import Source

Times = NDArray[np.int64]
"""Shape (J,): times per journey."""
Span = str | float | timedelta


def everyone(journeys: Source) -> Times:
    """Every journey, once."""
    return np.ones(journeys.n, np.int64)


def without_events(journeys: Source) -> Times:
    """1 for journeys that have no event left: ``empty`` of every answer that tells it."""
    return _over(journeys, lambda chunk: (chunk.lengths == 0).astype(np.int64))


def with_transition(journeys: Source, a: Step | None, b: Step | None) -> Times:
    """Times that ``b`` directly follows ``a``; None is the start on the left and the end on the right.

    Sums to ``transitions[].count``; the journeys with any are ``transitions[].journeys``. Raises ``NotFound``.
    """
    left, right = _marks(journeys, a), _marks(journeys, b)

    def count(chunk: Journeys) -> Times:
        from klantreis.engine import kernels_cells as kernels

        times = np.empty(chunk.n, np.int64)
        kernels.pairs(still(chunk.offsets), still(chunk.codes), still(left), still(right), times)
        return times

    return _over(journeys, count)


def with_path(journeys: Source, path: Sequence[str], *, collapse: bool = False) -> Times:
    """1 for journeys that are exactly this path: ``paths[].count``. Raises ``NotFound``, ``UserError``."""
    wanted = np.array([codes_of(journeys, name)[0] for name in path], np.int64)

    def count(chunk: Journeys) -> Times:
        from klantreis.engine import kernels_cells as kernels

        times = np.empty(chunk.n, np.int64)
        kernels.sequences(still(chunk.offsets), still(chunk.codes), still(wanted), collapse, times)
        return times

    return _over(journeys, count)


def with_events(journeys: Source, step: Step, *, at_least: int = 1) -> Times:
    """Events of ``step`` in journeys that have ``at_least`` as many: ``reach``, and with 2 those that repeat."""
    marked = _marks(journeys, step)

    def count(chunk: Journeys) -> Times:
        from klantreis.engine import kernels_cells as kernels

        times = np.empty(chunk.n, np.int64)
        kernels.events(still(chunk.offsets), still(chunk.codes), still(marked), times)
        return times

    times = _over(journeys, count)
    return np.where(times >= at_least, times, 0)


def with_time(journeys: Source, a: Step, b: Step, *, above: Span | None = None, up_to: Span | None = None) -> Times:
    """1 for journeys with a time from ``a`` to ``b``, longer than ``above`` and at most ``up_to``: ``timing``."""
    return _between(_spans(journeys, a, b), above, up_to)


def without_end(journeys: Source, a: Step, b: Step) -> Times:
    """1 for journeys that reach ``a`` and no ``b`` after it: ``timing``'s ``unfinished``."""
    return (_spans(journeys, a, b) == -2).astype(np.int64)


def with_stay(
    journeys: Source,
    codes: Sequence[int],
    *,
    above: Span | None = None,
    up_to: Span | None = None,
    single: bool = False,
) -> Times:
    """1 for journeys with a time inside ``codes``, longer than ``above`` and at most ``up_to``: ``timing`` of a phase.

    With ``single`` those with one event there, whose time is 0.
    """
    inside = np.zeros(len(journeys.labels), np.bool_)
    inside[list(codes)] = True

    def measure(chunk: Journeys) -> Times:
        from klantreis.engine import kernels_cells as kernels

        stays, events = np.empty(chunk.n, np.int64), np.empty(chunk.n, np.int64)
        kernels.stays(still(chunk.offsets), still(chunk.codes), still(chunk.times), still(inside), stays, events)
        return np.where(events == 1, -2, stays) if single else stays

    stays = _over(journeys, measure)
    return (stays == -2).astype(np.int64) if single else _between(stays, above, up_to)


def _between(spans: Times, above: Span | None, up_to: Span | None) -> Times:
    """1 where there is a time, longer than ``above`` and at most ``up_to``."""
    inside = spans >= 0
    if above is not None:
        inside &= spans > microseconds(above, what="above")
    if up_to is not None:
        inside &= spans <= microseconds(up_to, what="up_to")
    return inside.astype(np.int64)


def _over(journeys: Source, count: Callable[[Journeys], Times]) -> Times:
    return journeys.run(count, np.concatenate)


def _marks(journeys: Source, step: Step | None) -> NDArray[np.bool_]:
    """The codes of a step; of None the sentinel's."""
    marked = np.zeros(len(journeys.labels), np.bool_)
    marked[[0] if step is None else list(codes_of(journeys, step))] = True
    return marked


def _spans(journeys: Source, a: Step, b: Step) -> Times:
    roles = np.zeros(len(journeys.labels), np.uint8)
    roles[list(codes_of(journeys, a))] |= 1
    roles[list(codes_of(journeys, b))] |= 2

    def measure(chunk: Journeys) -> Times:
        from klantreis.engine import kernels_cells as kernels

        spans = np.empty(chunk.n, np.int64)
        kernels.first_spans(still(chunk.offsets), still(chunk.codes), still(chunk.times), still(roles), spans)
        return spans

    return _over(journeys, measure)
