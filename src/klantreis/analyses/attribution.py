"""``attribution``: which channel earned it. Six models over the touches before each conversion."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from klantreis.analyses.measures import Step, checked, codes_of, name_of
from klantreis.analyses.picture import Bar, written
from klantreis.analyses.result import Result, Scope, plain
from klantreis.engine.columns import Attributes, Column, Table, merged_tables
from klantreis.engine.duration import microseconds
from klantreis.engine.journeys import Journeys
from klantreis.engine.local import still
from klantreis.engine.source import Source
from klantreis.errors import NotFound, UserError

MODELS = ("first", "last", "linear", "time_decay", "position", "markov")
ONE = 1 << 30
"""Units that one conversion is shared out in; whole units add up exactly, however journeys are cut into chunks."""
CENTS = 1_000_000
"""Money is shared out in millionths of the currency."""
FOREVER = 1 << 62
MOST_CHANNELS = 2000
"""The chain of the removal effect is a full matrix."""


@dataclass(frozen=True)
class Credit:
    """What one channel earned under one model."""

    conversions: float
    value: float


@dataclass(frozen=True)
class LeftOut:
    """Channels that a limit leaves unlisted: those that earned least in every model."""

    channels: int
    models: dict[str, Credit]
    """What they earned together."""


@dataclass(frozen=True, eq=False)
class Attribution(Result):
    """Credit per model and channel; per model it adds up to ``conversions`` and ``value`` less ``untouched``."""

    question: ClassVar[str] = "attribution"
    columns: ClassVar[tuple[str, ...]] = ("model", "channel", "conversions", "value")
    conversion: str
    by: str
    half_life_s: float
    within_s: float | None
    conversions: int
    """Events of the conversion; a journey may have several."""
    value: float
    """Their summed value."""
    untouched: Credit
    """Conversions with no touch before them; no channel earned these."""
    touches: int
    unplaced: int
    """Events that could have been a touch and carry no channel."""
    unread: int
    """Conversions with no value, or one that is not a number: they count with value 0."""
    models: dict[str, dict[str, Credit]]
    removal: dict[str, float]
    """Markov: the share of conversions that would be lost without the channel, before scaling to the total."""
    left_out: LeftOut

    def rows(self) -> Sequence[dict[str, Any]]:
        """One dict per model and channel."""
        return [
            {"model": model, "channel": name, "conversions": credit.conversions, "value": credit.value}
            for model, credits in self.models.items()
            for name, credit in credits.items()
        ]

    def told(self) -> Sequence[str]:
        """What was shared out, and what could not be."""
        return (
            f"{self.conversions:,} conversions of {self.conversion} worth {self.value:,.2f}, "
            f"{self.untouched.conversions:,.0f} of them without a touch",
            f"{self.touches:,} touches; {self.unplaced:,} events without {self.by}; "
            f"{self.unread:,} conversions without a value that can be read",
        )

    def bars(self) -> Sequence[Bar]:
        """Conversions by the removal effect."""
        return [
            (name, c.conversions, written("conversions", c.conversions)) for name, c in self.models["markov"].items()
        ]

    def body(self) -> dict[str, Any]:
        """The stable keys, then what they rest on."""
        return {
            "conversion": self.conversion,
            "by": self.by,
            "half_life_s": self.half_life_s,
            "within_s": self.within_s,
            "conversions": self.conversions,
            "value": self.value,
            "untouched": plain(self.untouched),
            "touches": self.touches,
            "unplaced": self.unplaced,
            "unread": self.unread,
            "models": {
                model: {name: {"conversions": c.conversions, "value": c.value} for name, c in credits.items()}
                for model, credits in self.models.items()
            },
            "removal": dict(self.removal),
            "left_out": plain(self.left_out),
        }


def attribution(
    journeys: Source,
    conversion: Step,
    *,
    by: str = "channel",
    attributes: Attributes | None = None,
    half_life: str | float | timedelta = "7d",
    within: str | float | timedelta | None = None,
    limit: int | None = None,
) -> Attribution:
    """Which channel earned the conversions, and their value.

    Every event of ``conversion`` is one conversion; its touches are the events of the same journey before it and after
    the conversion before that, at most ``within`` earlier. ``by`` is ``channel``, ``activity`` or the name of an
    attribute; an event without it is no touch and is counted in ``unplaced``. Models: ``first`` and ``last`` touch;
    ``linear``, equal parts; ``time_decay``, half the weight per ``half_life`` (default 7 days) before the conversion;
    ``position``, 40 % first, 40 % last, 20 % between (half and half for two); ``markov``, in proportion to the removal
    effect (Anderl et al. 2016) in a chain of first order that also holds the journeys without a conversion, in closed
    form. Events after a journey's last conversion are in no model. ``attributes`` gives ``channel`` and ``value`` per
    slot. ``limit`` lists only so many channels, those that earned most in any model, and tells the rest together in
    ``left_out``. Raises ``NotFound`` (``activity.unknown``), ``UserError`` (``attribution.*``, ``duration.*``).
    """
    checked(limit, "attribution")
    half = microseconds(half_life, what="half_life")
    told, is_end, field, names, window = _told(journeys, conversion, by, attributes, within)
    part = told.run(lambda chunk: _credit(_touches(chunk, is_end, field, names), len(names), half, window), _merge)
    touches, unplaced, unread = (int(count) for count in part.events)
    conversions, money, bare, bare_money = (int(count) for count in part.counts)
    chain = _removal(part.flow)
    total = math.fsum(chain)
    shares = [effect / total if total else 0.0 for effect in chain]
    earned, left = conversions - bare, (money - bare_money) / CENTS
    models = {
        model: _exact(part.tally[k] / np.array([[ONE], [CENTS]]), names, earned, left)
        for k, model in enumerate(MODELS[:-1])
    }
    models["markov"] = _exact(np.outer((earned, left), [0.0, 0.0, *shares]), names, earned, left)
    kept = _most(models, names, limit)
    return Attribution(
        scope=Scope.of(journeys),
        conversion=name_of(conversion),
        by=by,
        half_life_s=half / 1e6,
        within_s=None if within is None else window / 1e6,
        conversions=conversions,
        value=left + bare_money / CENTS,
        untouched=Credit(float(bare), bare_money / CENTS),
        touches=touches,
        unplaced=unplaced,
        unread=unread,
        models={model: {name: c for name, c in found.items() if name in kept} for model, found in models.items()},
        removal={
            name: effect
            for name, effect in sorted(zip(names, chain, strict=True), key=lambda pair: (-pair[1], pair[0]))
            if name in kept
        },
        left_out=LeftOut(
            len(names) - len(kept),
            {model: _together(c for name, c in found.items() if name not in kept) for model, found in models.items()},
        ),
    )


def _most(models: dict[str, dict[str, Credit]], names: Sequence[str], limit: int | None) -> set[str]:
    """The channels that earned most conversions in any model."""
    earned = {name: max(found[name].conversions for found in models.values()) for name in names}
    return set(sorted(names, key=lambda name: (-earned[name], name))[:limit])


def _together(credits: Iterable[Credit]) -> Credit:
    listed = list(credits)
    return Credit(math.fsum(c.conversions for c in listed), math.fsum(c.value for c in listed))


def touched(
    journeys: Source,
    conversion: Step,
    touch: str | None,
    *,
    by: str = "channel",
    attributes: Attributes | None = None,
    within: str | float | timedelta | None = None,
    model: str = "linear",
) -> NDArray[np.int64]:
    """Conversions of each journey that ``touch`` gets credit for in a model; None: that nothing touched. Shape (J,).

    In ``first`` and ``last`` that is the one touch, in every other model any touch before the conversion. Raises
    ``NotFound`` (``attribution.touch``), ``UserError`` (``attribution.model``), and as ``attribution`` does.
    """
    if model not in MODELS:
        raise UserError(
            "attribution.model",
            f"{model[:40]!r} is no model.",
            where="model",
            mend=f"Choose one of: {', '.join(MODELS)}.",
            params={"model": model[:40], "known": list(MODELS)},
        )
    told, is_end, field, names, window = _told(journeys, conversion, by, attributes, within)
    if touch is not None and touch not in names:
        raise NotFound(
            "attribution.touch",
            f"Nothing is touched by {touch[:80]!r}.",
            where="a",
            mend=f"Choose one of: {', '.join(names[:20])}.",
            params={"touch": touch[:80]},
        )
    wanted = 0 if touch is None else names.index(touch) + 2

    def conversions(chunk: Journeys) -> NDArray[np.int64]:
        from klantreis.engine import kernels_attribution as kernels

        coded = _touches(chunk, is_end, field, names).journeys
        found = np.empty(coded.n, np.int64)
        kernels.touched(
            still(coded.offsets), still(coded.codes), still(coded.times), window, wanted, model == "first",
            model == "last", found,
        )  # fmt: skip
        return found

    return told.run(conversions, np.concatenate)


def unplaced(
    journeys: Source, conversion: Step, *, by: str = "channel", attributes: Attributes | None = None
) -> NDArray[np.int64]:
    """Events of each journey that could have been a touch and carry no ``by``: ``unplaced``. Shape (J,).

    Raises as ``attribution`` does.
    """
    told, is_end, field, names, _ = _told(journeys, conversion, by, attributes, None)

    def count(chunk: Journeys) -> NDArray[np.int64]:
        bare = _touches(chunk, is_end, field, names).bare
        # every journey ends in a slot of its own, so that none is empty here
        return np.add.reduceat(bare, chunk.offsets[:-1], dtype=np.int64) if chunk.n else np.zeros(0, np.int64)

    return told.run(count, np.concatenate)


def _told(
    journeys: Source,
    conversion: Step,
    by: str,
    attributes: Attributes | None,
    within: str | float | timedelta | None,
) -> tuple[Source, NDArray[np.bool_], str | None, tuple[str, ...], int]:
    """(journeys with what is read, conversions per code, the field of touches, their names, microseconds before)."""
    is_end = np.zeros(len(journeys.labels), np.bool_)
    is_end[list(codes_of(journeys, conversion))] = True
    field = None if by == "activity" else by if by == "channel" else f"attribute:{by}"
    told = journeys.reading({"value"} if field is None else {"value", field}, attributes)
    window = FOREVER if within is None else microseconds(within)
    return told, is_end, field, _names(told, is_end, field, by), window


def _names(journeys: Source, is_end: NDArray[np.bool_], field: str | None, by: str) -> tuple[str, ...]:
    """What touches there are, in order."""
    if field is not None and _absent(journeys, field):
        raise UserError(
            "attribution.no_channel",
            f"The events have no {'channel' if by == 'channel' else f'attribute {by!r}'}.",
            where="by",
            mend="Import it with the events, or ask by activity.",
            params={"by": by, **({"reason": "channel"} if by == "channel" else {})},
        )
    used = journeys.run(lambda chunk: _used(chunk, is_end, field), merged_tables).values
    if len(used) > MOST_CHANNELS:
        raise UserError(
            "attribution.too_many",
            f"{len(used)} different touches are too many to compare; at most {MOST_CHANNELS} are.",
            where="by",
            mend="Ask by channel, or by an attribute with fewer values.",
            params={"by": by, "found": len(used), "most": MOST_CHANNELS},
        )
    return used


def _told_by(chunk: Journeys, field: str | None) -> Column:
    """What tells touches apart, per slot."""
    if field is not None:
        return chunk.column(field)
    return Column(chunk.labels, np.asarray(chunk.codes, np.int64))


def _absent(journeys: Source, field: str) -> bool:
    """Whether the events have no such field. Where a filter leaves no journeys, that tells nothing of the field."""
    if field not in journeys.fields:
        return True
    return journeys.n > 0 and not journeys.run(lambda chunk: _any(chunk, field), any)


def _any(chunk: Journeys, field: str) -> bool:
    """Whether any event has the field. A workspace has that of channels, also where no event has one."""
    return bool(((chunk.column(field).numbers >= 0) & (np.asarray(chunk.codes) != 0)).any())


def _used(chunk: Journeys, is_end: NDArray[np.bool_], field: str | None) -> Table:
    """Events per touch: no conversions, and no events that carry none."""
    known = _told_by(chunk, field)
    touches = (chunk.codes != 0) & ~is_end[chunk.codes] & (known.numbers >= 0)
    return Table.of(known, np.bincount(known.numbers[touches], minlength=len(known.values)))


@dataclass(frozen=True, eq=False)
class _Touches:
    """Journeys of conversions (code 1) and touches (2 …), with the money per slot before they were coded."""

    journeys: Journeys
    money: NDArray[np.int64]
    bare: NDArray[np.bool_]
    """Slots of events that could have been a touch and carry none."""
    unread: int


def _touches(chunk: Journeys, is_end: NDArray[np.bool_], field: str | None, names: Sequence[str]) -> _Touches:
    known = _told_by(chunk, field)
    converts = is_end[chunk.codes]
    event = np.asarray(chunk.codes) != 0
    places = {name: place for place, name in enumerate(names, start=2)}
    # the last one: no value
    place = np.array([*(places.get(str(value), 0) for value in known.values), 0], np.int32)
    codes = np.where(converts, 1, np.where(event, place[known.numbers], 0)).astype(np.int32)
    money, unread = _money(chunk.column("value"), converts, len(codes))
    whole = replace(chunk, rows=np.arange(len(codes)), columns={})
    coded = whole.recode(codes, (None, "conversion", *names))
    return _Touches(coded, money, event & ~converts & (codes == 0), unread)


def _money(known: Column, converts: NDArray[np.bool_], slots: int) -> tuple[NDArray[np.int64], int]:
    """(millionths of the currency per slot, 0 where it is no conversion; conversions without a readable value)."""
    money = np.zeros(slots, np.int64)
    numbers = np.array([*map(_number, known.values), math.nan])[known.numbers]
    read = converts & np.isfinite(numbers) & (np.abs(numbers) < 1e12)
    money[read] = np.rint(numbers[read] * CENTS).astype(np.int64)
    return money, int((converts & ~read).sum())


def _number(value: object) -> float:
    try:
        return float(str(value))
    except ValueError:
        return math.nan


@dataclass(frozen=True, eq=False)
class _Part:
    """The partial result: whole units per model, kind and code; transitions of the chain; totals."""

    tally: NDArray[np.int64]
    flow: NDArray[np.int64]
    counts: NDArray[np.int64]
    events: NDArray[np.int64]
    """Touches, events that carry none, conversions without a readable value."""


def _credit(found: _Touches, channels: int, half_life: int, window: int) -> _Part:
    from klantreis.engine import kernels_attribution as kernels

    width, coded = channels + 2, found.journeys
    touches = int((coded.codes > 1).sum())
    part = _Part(
        np.zeros((5, 2, width), np.int64),
        np.zeros((width + 1, width + 1), np.int64),
        np.zeros(4, np.int64),
        np.array([touches, int(found.bare.sum()), found.unread]),
    )
    rows = coded.rows if coded.rows is not None else np.zeros(len(coded.codes), np.int64)
    arrays = (still(coded.offsets), still(coded.codes), still(coded.times), still(rows), still(found.money))
    kernels.credit(*arrays, ONE, float(half_life), window, part.tally, part.flow, part.counts)
    return part


def _merge(parts: Sequence[_Part]) -> _Part:
    return _Part(
        np.sum([part.tally for part in parts], axis=0),
        np.sum([part.flow for part in parts], axis=0),
        np.sum([part.counts for part in parts], axis=0),
        np.sum([part.events for part in parts], axis=0),
    )


def _removal(flow: NDArray[np.int64]) -> list[float]:
    """Removal effect per channel: P(the chain passes it) · P(conversion from it) / P(conversion).

    What a chain without the channel loses are exactly the ways to a conversion that pass it. With the fundamental
    matrix N = (I - Q)⁻¹ the chain passes channel c with probability N[start, c] / N[c, c].
    """
    inner = [0, *range(2, len(flow) - 1)]
    exits = flow[inner].sum(axis=1, keepdims=True)
    steps = np.divide(flow[inner], exits, out=np.zeros((len(inner), len(flow))), where=exits > 0)
    fundamental = np.linalg.inv(np.eye(len(inner)) - steps[:, inner])
    converts = fundamental @ steps[:, 1]
    passes = fundamental[0] / np.diag(fundamental)
    if converts[0] <= 0:
        return [0.0] * (len(inner) - 1)
    return np.clip(passes[1:] * converts[1:] / converts[0], 0.0, 1.0).tolist()


def _exact(found: NDArray[np.float64], names: Sequence[str], conversions: float, value: float) -> dict[str, Credit]:
    """Credits per channel, largest first, that add up exactly to the totals."""
    columns = (_adding_up(found[0, 2:], conversions), _adding_up(found[1, 2:], value))
    made = zip(names, *(column.tolist() for column in columns), strict=True)
    return {name: Credit(c, v) for name, c, v in sorted(made, key=lambda each: (-each[1], -each[2], each[0]))}


def _adding_up(parts: NDArray[np.float64], total: float) -> NDArray[np.float64]:
    """The parts as multiples of the last binary digit of the total, the rest with the largest: then floating-point
    sums are exact in any order.
    """
    if not len(parts):
        return parts
    last = math.ulp(max(float(np.abs(parts).sum()), abs(total)))
    whole = np.rint(parts / last) * last
    whole[np.argmax(np.abs(whole))] += total - math.fsum(whole)
    return whole
