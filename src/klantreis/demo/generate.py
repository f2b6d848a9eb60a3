"""Events of the travel agency as one Arrow table, the same for the same seed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from klantreis.demo import texts, truths, world
from klantreis.demo.simulate import CODE, DAY, Steps, micros, walk

if TYPE_CHECKING:
    import pyarrow

SEED = 20260901
CUSTOMERS = 60_000
CONTROL_CUSTOMERS = 40_000
SECOND_TRIPS = 0.3

# Which activities carry a score, of which kind, and how it is spread when nothing is wrong.
SCORED = {
    "Chatvraag gesteld": ("csat", (0.04, 0.08, 0.18, 0.4, 0.3)),
    "Betaald": ("ces", (0.02, 0.04, 0.07, 0.12, 0.2, 0.3, 0.25)),
    "Gebeld met reisvraag": ("csat", (0.06, 0.1, 0.2, 0.38, 0.26)),
    "Gebeld over bevestiging": ("csat", (0.3, 0.3, 0.2, 0.14, 0.06)),
    "Hulplijn gebeld op reis": ("csat", (0.08, 0.12, 0.2, 0.34, 0.26)),
    "Enquête ingevuld": ("nps", (0.01, 0.01, 0.01, 0.02, 0.03, 0.06, 0.09, 0.2, 0.27, 0.17, 0.13)),
    "Review geschreven": ("csat", (0.04, 0.06, 0.15, 0.4, 0.35)),
}
# The feedback button of the website, the app and the mails: csat, given by one in thirty. Where the truth
# "no filters" holds, the trips page and its search are marked badly.
GOOD, FAIR, POOR = (0.02, 0.05, 0.15, 0.43, 0.35), (0.06, 0.12, 0.27, 0.36, 0.19), (0.24, 0.28, 0.24, 0.17, 0.07)
FEEDBACK = {
    "Nieuwsbrief geopend": FAIR,
    "Zoekmachine gebruikt": FAIR,
    "Reisblog gelezen": GOOD,
    "Homepage bezocht": FAIR,
    "Reizenpagina bekeken": FAIR,
    "Zoekopdracht gedaan": FAIR,
    "Rondreis bekeken": GOOD,
    "Rondreizen vergeleken": FAIR,
    "Reviews gelezen": GOOD,
    "Offerte ontvangen": FAIR,
    "Boeking gestart": FAIR,
    "Boekingsbevestiging ontvangen": GOOD,
    "App geïnstalleerd": FAIR,
    "Reispapieren ontvangen": GOOD,
    "Ingecheckt": FAIR,
    "Teruggekeerd": GOOD,
    "Foto's gedeeld": GOOD,
}
CLICKED = 1 / 30
ANSWERED = 0.55
"""Share of the scored activities, surveys and reviews apart, at which the customer gives a score."""


def generate(*, seed: int = SEED, customers: int | None = None, control: bool = False) -> pyarrow.Table:
    """Make the events: about a million in eighteen months, or the control year without truths.

    Columns: klant, reis (one number per trip), activiteit, tijdstip (µs, UTC), kanaal, bedrag (euro),
    score, score_soort, tekst, apparaat, leeftijd, reisgezelschap, regio, taal, aanbieder, chatbot.
    Rows are in order of time. Events after the end of the data are cut, so late journeys are open.
    """
    rng = np.random.default_rng(seed + (1 if control else 0))
    people = customers or (CONTROL_CUSTOMERS if control else CUSTOMERS)
    begin = micros(truths.CONTROL_BEGIN if control else truths.BEGIN)
    end = micros(truths.CONTROL_END if control else truths.END_OF_DATA)
    traits = {name: rng.choice(values, size=people, p=odds) for name, (values, odds) in world.ATTRIBUTES.items()}
    owner = np.concatenate([np.arange(people), np.flatnonzero(rng.random(people) < SECOND_TRIPS)])
    start = _starts(rng, len(owner), begin, end)
    start[people:] = np.minimum(start[owner[people:]] + rng.integers(150, 300, len(owner) - people) * DAY, end)
    provider = rng.choice(world.PROVIDERS[0], size=len(owner), p=world.PROVIDERS[1])
    place = rng.choice(world.DESTINATIONS, size=len(owner))
    steps = walk(rng, start, traits["apparaat"][owner] == "mobiel", provider == "Zonnelijn", control=control)
    order = np.lexsort((steps.journey, steps.time))
    order = order[steps.time[order] < end]
    steps = Steps(steps.journey[order], steps.code[order], steps.time[order])
    return _table(rng, steps, owner=owner, traits=traits, provider=provider, place=place, control=control)


def _starts(rng: np.random.Generator, size: int, begin: int, end: int) -> NDArray[np.int64]:
    """First moments: January and spring are busy, evenings too; a tenth of a year is quiet."""
    days = (end - begin) // DAY
    season = 1 + 0.45 * np.cos(2 * np.pi * (np.arange(days) + begin // DAY - 20) / 365.25)
    day = rng.choice(days, size=size, p=season / season.sum())
    hour = rng.choice(np.arange(7, 24), size=size, p=_evenings())
    second = rng.integers(0, 3600, size)
    return begin + day * DAY + (hour * 3600 + second) * 1_000_000


def _evenings() -> NDArray[np.float64]:
    weight = np.array([2, 3, 4, 4, 4, 5, 5, 4, 4, 4, 5, 6, 8, 10, 9, 6, 3], dtype=float)
    return weight / weight.sum()


def _table(
    rng: np.random.Generator,
    steps: Steps,
    *,
    owner: NDArray[np.int64],
    traits: dict[str, NDArray[np.str_]],
    provider: NDArray[np.str_],
    place: NDArray[np.str_],
    control: bool,
) -> pyarrow.Table:
    import pyarrow as pa

    person = owner[steps.journey]
    score, kind = _scores(rng, steps, control=control)
    text = _texts(rng, steps, score, traits["taal"][person], place[steps.journey])
    booked = _since(steps, CODE["Offerte ontvangen"], len(owner))
    bot = np.full(len(steps.code), None, dtype=object)
    asked = steps.code == CODE["Chatvraag gesteld"]
    bot[asked] = "nee"
    if not control:
        bot[asked & (steps.time >= micros(truths.CHATBOT.from_)) & (rng.random(len(asked)) < 0.5)] = "ja"
    paid = steps.code == CODE["Betaald"]
    value = np.where(paid, np.round(np.exp(rng.normal(np.log(4300), 0.45, len(paid))), 2), np.nan)

    def words(choices: tuple[str, ...], codes: NDArray[np.int64]) -> pa.Array:
        return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int32)), pa.array(choices)).cast(pa.string())

    columns = {
        "klant": pa.array(np.char.add("K", np.char.zfill((100_000 + person).astype(str), 6))),
        "reis": pa.array(np.char.add("R", np.char.zfill((200_000 + steps.journey).astype(str), 6))),
        "activiteit": words(world.NAMES, steps.code),
        "tijdstip": pa.array(steps.time, type=pa.timestamp("us", tz="UTC")),
        "kanaal": words(tuple(a.channel for a in world.ACTIVITIES), steps.code),
        "bedrag": pa.array(value, from_pandas=True),
        "score": pa.array(score, mask=score < 0),
        "score_soort": pa.array(kind, type=pa.string()),
        "tekst": pa.array(text, type=pa.string()),
        **{name: pa.array(values[person]) for name, values in traits.items()},
        "aanbieder": pa.array(provider[steps.journey], mask=~booked),
        "chatbot": pa.array(bot, type=pa.string()),
    }
    return pa.table(columns)


def _since(steps: Steps, code: int, journeys: int) -> NDArray[np.bool_]:
    """True for events at or after their journey's first event of ``code``; the events are in order of time."""
    first = np.full(journeys, np.iinfo(np.int64).max)
    seen = np.flatnonzero(steps.code == code)
    np.minimum.at(first, steps.journey[seen], steps.time[seen])
    return steps.time >= first[steps.journey]


def _scores(rng: np.random.Generator, steps: Steps, *, control: bool) -> tuple[NDArray[np.int64], NDArray[np.object_]]:
    """Scores (−1 where none) and their kinds, one per event."""
    score = np.full(len(steps.code), -1, dtype=np.int64)
    kind = np.full(len(steps.code), None, dtype=object)
    for name, (sort, odds) in SCORED.items():
        at = np.flatnonzero(steps.code == CODE[name])
        if name not in {"Enquête ingevuld", "Review geschreven"}:
            at = at[rng.random(len(at)) < ANSWERED]
        lowest = 0 if sort == "nps" else 1
        score[at] = rng.choice(np.arange(lowest, lowest + len(odds)), size=len(at), p=odds)
        kind[at] = sort
    for name, odds in FEEDBACK.items():
        at = np.flatnonzero(steps.code == CODE[name])
        at = at[rng.random(len(at)) < CLICKED]
        unfindable = not control and name in {"Reizenpagina bekeken", "Zoekopdracht gedaan"}
        score[at] = rng.choice(np.arange(1, 6), size=len(at), p=POOR if unfindable else odds)
        kind[at] = "csat"
    return score, kind


def _texts(
    rng: np.random.Generator,
    steps: Steps,
    score: NDArray[np.int64],
    language: NDArray[np.str_],
    place: NDArray[np.str_],
) -> NDArray[np.object_]:
    """What was said at contacts with people, and in reviews; None elsewhere."""
    text = np.full(len(steps.code), None, dtype=object)
    for name in texts.TEXTS:
        at = np.flatnonzero(steps.code == CODE[name])
        at = at[(rng.random(len(at)) < 0.7) | (score[at] >= 0)]
        unscored = rng.random(len(at)) < 0.5
        good = np.where(score[at] < 0, unscored, score[at] >= 4)
        text[at] = texts.say(rng, name, language[at], good, place[at])
    return text


def write(path: Path, *, seed: int = SEED, customers: int | None = None, control: bool = False) -> Path:
    """Write the events as Parquet (by its ending) or CSV to ``path``; the file appears whole or not at all."""
    import pyarrow.csv
    import pyarrow.parquet

    table = generate(seed=seed, customers=customers, control=control)
    part = path.with_name(path.name + ".part")
    if path.suffix == ".csv":
        pyarrow.csv.write_csv(table, part)
    else:
        pyarrow.parquet.write_table(table, part, compression="zstd")
    part.replace(path)
    return path
