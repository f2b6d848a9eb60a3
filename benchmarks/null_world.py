"""Seeded workspaces in which nothing goes together with anything, or only what was planted: what the null study asks.

Two kinds. ``world``: journeys over sixteen touchpoints of a map and a purchase. Where a journey goes next, how long it
takes, over which channel, which score is given, whether it ends, and how, are all drawn on their own, so that no past
and no attribute says anything about any future, and no place is worse than another. ``dealt``: the
travel agency's control year as it is, with its own flow, seasons and waits, but every past is dealt another journey's
future at the same activity, and every journey another's start.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from klantreis.demo.generate import generate
from klantreis.demo.world import ATTRIBUTES
from klantreis.engine.journeys import Journeys, from_events
from klantreis.engine.tables import journeys as read
from klantreis.journey.document import Document

JOURNEYS = 2_000
PER_CUSTOMER = 1.25
HOUR, DAY = 3_600_000_000, 86_400_000_000
PLACES = tuple(f"{phase}{k}" for phase in ("Zoeken ", "Kiezen ") for k in range(1, 9))
GOAL, NEWS = "Geboekt", "Nieuws"
ENDS, WON = 0.11, 0.45
"""Chance that a journey ends after an event, and that it then ends with the goal."""
SCORED, SCORES = 0.4, (0.1, 0.15, 0.2, 0.3, 0.25)
NPS = 0.06
CHANNELS = (("web", "telefoon", "e-mail"), (0.6, 0.2, 0.2))
MONDAY = 19_723 * DAY
FIELDS = ("channel", *(f"attribute:{name}" for name in ATTRIBUTES))


@dataclass(frozen=True, eq=False)
class World:
    """Journeys, what their events carry (per slot), and a map of them."""

    journeys: Journeys
    columns: dict[str, pa.Array]
    document: Document

    def attributes(self, names: set[str]) -> dict[str, Any]:
        """The attribute provider of every question."""
        return {name: self.columns[name] for name in names if name in self.columns}

    def halves(self) -> tuple[Journeys, Journeys]:
        """The journeys that start before, and after, the median start."""
        starts = np.asarray(self.journeys.times)[self.journeys.offsets[:-1]]
        early = starts < np.median(starts)
        return self.journeys.select(early), self.journeys.select(~early)


@dataclass(frozen=True)
class Plant:
    """What is made true on purpose.

    ``mobile``: customers on a phone buy half as often. ``marked``: whose first score of the first place is low buys a
    third as often. ``news``: a new activity that a tenth of the later half has.
    """

    mobile: bool = False
    marked: bool = False
    news: bool = False


def world(seed: int, *, journeys: int = JOURNEYS, plant: Plant | None = None, phases: int = 1) -> World:
    """A workspace where everything is drawn on its own, but for what ``plant`` makes true.

    With two ``phases`` before the purchase customers also go back, from places of the second alone.
    """
    rng, plant = np.random.default_rng(seed), plant or Plant()
    owner = rng.integers(0, int(journeys / PER_CUSTOMER), journeys)
    length = rng.geometric(ENDS, journeys)
    journey = np.repeat(np.arange(journeys), length)
    weights = np.linspace(2, 1, len(PLACES))
    place = rng.choice(len(PLACES), len(journey), p=weights / weights.sum())
    score = np.where(rng.random(len(journey)) < SCORED, rng.choice(5, len(journey), p=SCORES) + 1, 0)
    nps = rng.random(len(journey)) < NPS
    traits = {name: rng.choice(len(values), journeys, p=odds)[owner] for name, (values, odds) in ATTRIBUTES.items()}
    chance = np.full(journeys, WON)
    if plant.mobile:
        chance[traits["apparaat"] == 0] /= 2
    if plant.marked:
        at = np.flatnonzero((place == 0) & (score > 0) & ~nps)
        said, first = np.unique(journey[at], return_index=True)
        chance[said[score[at[first]] <= 2]] /= 3
    won = np.flatnonzero(rng.random(journeys) < chance)
    wait = (rng.lognormal(np.log(6), 1.2, len(journey) + len(won)) * HOUR).astype(np.int64) + 1
    start = MONDAY + rng.integers(0, 300 * DAY, journeys)
    names = [np.array(PLACES)[place], np.full(len(won), GOAL)]
    extra = np.zeros(0, np.int64)
    if plant.news:
        extra = np.flatnonzero((start > np.median(start)) & (rng.random(journeys) < 0.1))
    table = {
        "journey": np.concatenate((journey, won, extra)),
        "order": np.concatenate((np.arange(len(journey)), np.full(len(won), len(journey)), np.full(len(extra), -1))),
        "name": np.concatenate((*names, np.full(len(extra), NEWS))),
        "wait": np.concatenate((wait, np.ones(len(extra), np.int64))),
        "score": np.concatenate(
            (np.where(nps, rng.integers(0, 11, len(journey)), score), np.zeros(len(won) + len(extra)))
        ),
        "kind": np.concatenate((np.where(nps, 2, np.where(score > 0, 1, 0)), np.zeros(len(won) + len(extra)))),
    }
    line = np.lexsort((table["order"], table["journey"]))
    table = {name: values[line] for name, values in table.items()}
    events = table["journey"]
    passed = np.cumsum(table["wait"])
    before = np.concatenate(([0], passed))[np.searchsorted(events, np.arange(journeys))]
    times = start[events] + passed - before[events]
    made = from_events([f"{number:06}" for number in events], table["name"].tolist(), times)
    rows = np.asarray(made.rows)
    channel = np.array(CHANNELS[0])[rng.choice(3, len(events), p=CHANNELS[1])]
    kinds = np.array([None, "csat", "nps"], object)[table["kind"].astype(int)]
    columns = {
        "channel": pa.array(channel[rows]),
        "score": pa.array(table["score"][rows], mask=table["kind"][rows] == 0),
        "score_kind": pa.array(kinds[rows].tolist(), pa.string()),
        "value": pa.array(np.where(table["name"] == GOAL, 1000.0, np.nan)[rows], from_pandas=True),
    }
    for name, (values, _) in ATTRIBUTES.items():
        columns[f"attribute:{name}"] = pa.array(np.array(values)[traits[name]][events[rows]])
    return World(_of_customers(made, owner), columns, _map(phases))


def dealt(seed: int, *, landmark: str = "Offerte ontvangen", customers: int = 1_560) -> World:
    """The control year of the agency, pasts and futures dealt anew at the first ``landmark``, starts over journeys."""
    rng = np.random.default_rng(seed)
    table = generate(seed=seed, customers=customers, control=True).sort_by(
        [("reis", "ascending"), ("tijdstip", "ascending")]
    )
    whole = read(table, customer="reis", activity="activiteit", time="tijdstip")
    codes, offsets = np.asarray(whole.codes), whole.offsets
    at, place = whole.code_of(landmark), np.arange(len(codes))
    hits = np.flatnonzero(codes == at)
    who, first = np.unique(np.searchsorted(offsets, hits, side="right") - 1, return_index=True)
    land, other = hits[first], rng.permutation(len(who))
    pieces = {int(k): place[offsets[k] : offsets[k + 1] - 1] for k in range(whole.n)}
    for k, own, given in zip(who.tolist(), land.tolist(), other.tolist(), strict=True):
        theirs, cut = int(who[given]), int(land[given])
        pieces[k] = np.concatenate((place[offsets[k] : own + 1], place[cut + 1 : offsets[theirs + 1] - 1]))
    shift = np.zeros(whole.n, np.int64)
    slots = np.concatenate([pieces[k] for k in range(whole.n)])
    owner = np.repeat(np.arange(whole.n), [len(pieces[k]) for k in range(whole.n)])
    times = np.asarray(whole.times)
    moment = times[slots].copy()
    starts = times[offsets[:-1]]
    # a future goes on from the landmark it was dealt to
    moved = np.zeros(whole.n, np.int64)
    moved[who] = times[land] - times[land[other]]
    foreign = np.searchsorted(offsets, slots, side="right") - 1 != owner
    moment[foreign] += moved[owner[foreign]]
    shift = starts[rng.permutation(whole.n)] - starts
    moment += shift[owner]
    made = from_events([f"{number:06}" for number in owner], [str(whole.labels[c]) for c in codes[slots]], moment)
    inside = np.ones(len(codes), np.bool_)
    inside[offsets[1:] - 1] = False
    row = (np.cumsum(inside) - 1)[slots][np.asarray(made.rows)]
    own_row = (np.cumsum(inside) - 1)[offsets[:-1]][owner[np.asarray(made.rows)]]
    columns = {"channel": table["kanaal"].combine_chunks().take(pa.array(row))}
    for name in ATTRIBUTES:
        columns[f"attribute:{name}"] = table[name].combine_chunks().take(pa.array(own_row))
    return World(made, columns, _map(1))


def _of_customers(made: Journeys, owner: NDArray[np.int64]) -> Journeys:
    """The same journeys, several of one customer."""
    return replace(
        made, customers=owner, customer_names=lambda numbers: [f"k{number}" for number in numbers], unit="journey"
    )


def _map(before: int) -> Document:
    """The map of ``world``: one or two phases, and one that the goal is the conversion point of."""
    records: list[dict[str, Any]] = [{"id": "map", "kind": "map", "name": "Niets", "allowed_days": 30}]
    drawn = (("Zoeken", PLACES),) if before == 1 else (("Zoeken", PLACES[:8]), ("Kiezen", PLACES[8:]))
    phases = (*drawn, ("Aankoop", (GOAL,)))
    for p, (phase, names) in enumerate(phases):
        rule = {"field": "activity", "op": "is", "value": GOAL} if phase == "Aankoop" else None
        records.append(
            {"id": f"phase_{p:010}", "kind": "phase", "name": phase, "order": f"{chr(65 + p)}V", "conversion": rule}
        )
        for k, name in enumerate(names):
            number = f"{100 * p + k:010}"
            records.append(
                {
                    "id": f"touchpoint_{number}",
                    "kind": "touchpoint",
                    "name": name,
                    "phase": f"phase_{p:010}",
                    "order": f"{chr(65 + k)}V",
                    "repeatable": True,
                }
            )
            rule = {"field": "activity", "op": "is", "value": name}
            records.append(
                {"id": f"binding_{number}", "kind": "binding", "touchpoint": f"touchpoint_{number}", "rule": rule}
            )
    return Document.of(records)
