"""All journeys advance one step at a time, together: a semi-Markov walk with a memory.

Each step draws, for every journey still under way, where it goes next (``world.FLOW`` changed by the
truths that hold at that moment) and how long that takes. Arrays over journeys, no loop per customer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from klantreis.demo import truths, world

MINUTE = 60_000_000
DAY = 24 * 60 * MINUTE
MOST_STEPS = 80

CODE = {name: code for code, name in enumerate(world.NAMES)}
STOP = len(world.NAMES)

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass
class Walk:
    """The state of all journeys: where each is, when, and what it remembers. Times in µs UTC."""

    place: NDArray[np.int64]
    time: NDArray[np.int64]
    mobile: Flags
    zonnelijn: Flags
    rounds: NDArray[np.int64]
    lost: Flags
    turned_back: Flags


@dataclass(frozen=True)
class Steps:
    """Events in the order they were made: journey number, activity code, µs UTC."""

    journey: NDArray[np.int64]
    code: NDArray[np.int64]
    time: NDArray[np.int64]


def micros(moment: datetime) -> int:
    """A datetime as microseconds since 1970 (UTC)."""
    return int(moment.timestamp()) * 1_000_000


def walk(
    rng: np.random.Generator, start: NDArray[np.int64], mobile: Flags, zonnelijn: Flags, *, control: bool
) -> Steps:
    """Walk every journey from its start to its end; shapes of all arguments (J,)."""
    names = list(world.START)
    weights = np.array([world.START[name] for name in names], dtype=float)
    first = rng.choice([CODE[name] for name in names], size=len(start), p=weights / weights.sum())
    size = len(start)
    state = Walk(first, start.copy(), mobile, zonnelijn, *_memory(size))
    alive = np.arange(size)
    journeys, codes, times = [], [], []
    for _ in range(MOST_STEPS):
        if len(alive) == 0:
            break
        journeys.append(alive)
        codes.append(state.place[alive])
        times.append(state.time[alive])
        following = np.full(len(alive), STOP)
        here = state.place[alive]
        for code in np.unique(here):
            spot = np.flatnonzero(here == code)
            following[spot] = _choose(rng, int(code), alive[spot], state, control=control)
        _remember(rng, alive, here, following, state)
        going = following != STOP
        alive, here, following = alive[going], here[going], following[going]
        state.time[alive] += _waits(rng, here, following, state.time[alive], control=control)
        state.place[alive] = following
    return Steps(np.concatenate(journeys), np.concatenate(codes), np.concatenate(times))


def _memory(size: int) -> tuple[NDArray[np.int64], Flags, Flags]:
    return np.zeros(size, dtype=np.int64), np.zeros(size, dtype=bool), np.zeros(size, dtype=bool)


def _choose(
    rng: np.random.Generator, code: int, who: NDArray[np.int64], state: Walk, *, control: bool
) -> NDArray[np.int64]:
    """Draw the next activity (or STOP) for the journeys ``who``, all at activity ``code``."""
    options = world.FLOW[world.NAMES[code]]
    targets = [CODE[name] if name else STOP for name in options]
    odds = np.tile(np.array(list(options.values()), dtype=float), (len(who), 1))
    if not control:
        targets, odds = _bend(code, who, state, targets, odds)
    heaps = np.cumsum(odds, axis=1)
    draw = rng.random(len(who)) * heaps[:, -1]
    return np.array(targets)[(draw[:, None] >= heaps).sum(axis=1)]


def _during(truth: truths.Truth, times: NDArray[np.int64]) -> Flags:
    return (times >= micros(truth.from_)) & (times < micros(truth.to))


def _bend(code: int, who: NDArray[np.int64], state: Walk, targets: list[int], odds: Floats) -> tuple[list[int], Floats]:
    """Change the odds by the truths that hold for these journeys at this moment."""
    name, now = world.NAMES[code], state.time[who]
    column = {target: at for at, target in enumerate(targets)}
    if name in {"Reizenpagina bekeken", "Zoekopdracht gedaan"}:
        rounds = np.minimum(state.rounds[who], 6)
        odds[:, column[STOP]] = 5 + 15 * rounds / 6
        if name == "Reizenpagina bekeken":
            odds[:, column[CODE["Zoekopdracht gedaan"]]] = 58
            odds[:, column[CODE["Gebeld met reisvraag"]]] = 9
            odds[:, column[CODE["Rondreis bekeken"]]] = 28
        else:
            odds[:, column[CODE["Reizenpagina bekeken"]]] = 62
            odds[:, column[CODE["Rondreis bekeken"]]] = 32
    elif name == "Rondreis bekeken":
        extra = np.where(_during(truths.NEW_CHANNEL, now), 4.2, 0.0)
        targets, odds = [*targets, CODE["WhatsApp-gesprek gevoerd"]], np.column_stack([odds, extra])
    elif name == "Betaling gestart":
        hit = _during(truths.MOBILE_PAYMENT, now) & state.mobile[who]
        odds[hit, column[CODE["Betaling mislukt"]]] = 45
        odds[hit, column[CODE["Betaald"]]] = 52
    elif name == "Betaald":
        lost = state.lost[who]
        targets = [
            *targets,
            CODE["Gebeld over bevestiging"],
            CODE["Reizenpagina bekeken"],
            CODE["App geïnstalleerd"],
        ]
        again = np.where(state.turned_back[who], 0.0, 30.0)
        bent = np.column_stack([np.where(lost, 50.0, 0), np.where(lost, again, 0), np.where(lost, 20.0, 0)])
        odds = np.column_stack([np.where(lost[:, None], 0.0, odds), bent])
    elif name == "Offerte ontvangen":
        odds[_during(truths.FASTER_QUOTES, now), column[CODE["Boeking gestart"]]] = 98
    return targets, odds


def _remember(
    rng: np.random.Generator,
    who: NDArray[np.int64],
    here: NDArray[np.int64],
    following: NDArray[np.int64],
    state: Walk,
) -> None:
    """Write down what later steps depend on: rounds of searching, a lost e-mail, having turned back."""
    looking = np.isin(here, (CODE["Reizenpagina bekeken"], CODE["Zoekopdracht gedaan"]))
    state.rounds[who[looking]] += 1
    paying = who[following == CODE["Betaald"]]
    hit = _during(truths.LOST_CONFIRMATION, state.time[paying]) & state.zonnelijn[paying]
    state.lost[paying] = hit & (rng.random(len(paying)) < 0.8)
    state.turned_back[who[(here == CODE["Betaald"]) & (following == CODE["Reizenpagina bekeken"])]] = True


def _waits(
    rng: np.random.Generator,
    here: NDArray[np.int64],
    following: NDArray[np.int64],
    now: NDArray[np.int64],
    *,
    control: bool,
) -> NDArray[np.int64]:
    """Microseconds until the next activity, moved out of the night and into office hours by channel."""
    median = np.array([activity.wait_minutes for activity in world.ACTIVITIES])[following]
    spread = np.array([activity.spread for activity in world.ACTIVITIES])[following]
    if not control:
        monday = (now // DAY + 4) % 7 == 1
        answer = (here == CODE["Vraag gemaild"]) & monday
        median = np.where(answer, median * 8, median)
        quote = (following == CODE["Offerte ontvangen"]) & _during(truths.FASTER_QUOTES, now)
        median = np.where(quote, 180.0, median)
    wait = (median * np.exp(rng.normal(0, 1, len(now)) * spread) * MINUTE).astype(np.int64) + 1_000_000
    hour = ((now + wait) % DAY) // (60 * MINUTE)
    night = np.where(hour < 7, (7 - hour) * 60 * MINUTE, 0)
    staffed = np.isin(following, [CODE[a.name] for a in world.ACTIVITIES if a.channel in {"telefoon", "winkel"}])
    shut = np.where(hour >= 18, (33 - hour) * 60 * MINUTE, np.where(hour < 9, (9 - hour) * 60 * MINUTE, 0))
    automatic = np.isin(following, [CODE["Boekingsbevestiging ontvangen"], CODE["Antwoord ontvangen"]])
    return wait + np.where(staffed, shut, np.where(automatic, 0, night))
