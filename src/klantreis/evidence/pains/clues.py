"""What an event tells of pain besides its activity: channel, score, clicks, text, money. Bits per slot."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from klantreis.engine.columns import Attributes, Column
from klantreis.engine.journeys import Journeys
from klantreis.evidence.binding import Bound, columns_of
from klantreis.evidence.rules import Flags
from klantreis.journey.document import Document

GOAL, SELF, SERVED, NPS, CSAT, CES, LOW, RAGE, DEAD, TEXT = (1 << bit for bit in range(10))
"""The bits of ``engine.kernels_pains``."""
ALL = 1 << 10
MARKS = "pains.marks"
"""The field that carries the bits to the kernel."""

LOWEST_GOOD: dict[str, tuple[int, float, float, float]] = {
    "nps": (NPS, 0, 6, 10),
    "csat": (CSAT, 1, 2, 5),
    "ces": (CES, 1, 3, 7),
}
"""Per kind of score: its bit, the lowest score, the highest that is low, the highest there is."""

SERVED_WORDS = (
    *("telefoon", "phone", "call", "bel", "gebeld", "winkel", "shop", "store", "balie", "desk", "counter"),
    *("kantoor", "branch", "office", "filiaal", "chat", "livechat", "whatsapp", "videogesprek", "agent"),
    *("adviseur", "advisor", "klantenservice", "callcenter", "callcentre"),
)
SELF_WORDS = (
    *("web", "website", "site", "webshop", "online", "app", "mobile", "mobiel", "desktop", "portal", "portaal"),
    *("internet", "kiosk", "zuil", "selfservice", "zelfbediening", "chatbot", "bot", "ivr"),
)
CLICKS = {"rage_click": RAGE, "dead_click": DEAD}
"""Events of these names (spaces, dashes and capitals do not matter), or attributes of these names that say yes."""
NO = {"", "0", "0.0", "false", "no", "nee", "none", "null", "n"}


@dataclass(frozen=True, eq=False)
class Clues:
    """Bits and money per slot, and which of them the data carry at all."""

    marks: NDArray[np.uint16]
    values: NDArray[np.float64] | None
    """Money per slot, NaN where there is none; None when the events carry no money."""
    texts: Column | None
    channels: bool
    scores: bool
    clicks: bool
    unread_scores: int
    """Scores of no known kind or off their scale."""


def clues(
    document: Document,
    bound: Bound,
    journeys: Journeys,
    attributes: Attributes | None,
    goal: Flags | None,
    *,
    quotes: bool,
) -> Clues:
    """Reads the clues of bound journeys; ``goal`` flags the slots that pass the goal."""
    told = bound.journeys
    wanted = {"channel", "score", "score_kind", "value", *(f"attribute:{name}" for name in CLICKS)}
    known = columns_of(wanted | ({"text"} if quotes else set()), told, attributes)
    marks = np.zeros(len(told.codes), np.uint16)
    if goal is not None:
        marks[goal] |= GOAL
    channels = _channels(document, bound, known["channel"])
    marks |= channels
    marks |= _scores(known["score"], known["score_kind"])
    marks |= _clicks(journeys, known)
    texts = known.get("text")
    if texts is not None:
        marks[texts.numbers >= 0] |= TEXT
    marks[np.asarray(told.codes) == 0] = 0  # what stands in sentinel slots means nothing
    return Clues(
        marks=marks,
        values=_numbers(known["value"]),
        texts=texts,
        channels=bool((marks & (SELF | SERVED)).any()),
        scores=bool((marks & (NPS | CSAT | CES)).any()),
        clicks=bool((marks & (RAGE | DEAD)).any()),
        unread_scores=int(
            ((known["score"].numbers >= 0) & (marks & (NPS | CSAT | CES) == 0) & (np.asarray(told.codes) != 0)).sum()
        ),
    )


def contact(channel: str) -> int:
    """Whether a channel is one where the customer helps himself, one where somebody serves him, or neither (0).

    E-mail is neither: a mail that is received helps nobody. The words of the name decide; served wins over
    self-service, but a bot serves nobody.
    """
    words = set(re.findall(r"[^\W\d_]+", channel.casefold()))
    joined = "".join(sorted(words, key=channel.casefold().find))
    if words & {"bot", "chatbot", "ivr"} or "chatbot" in joined:
        return SELF
    if words & set(SERVED_WORDS):
        return SERVED
    return SELF if words & set(SELF_WORDS) or joined in SELF_WORDS else 0


def _channels(document: Document, bound: Bound, channel: Column) -> NDArray[np.uint16]:
    """The channel of the event, else of its touchpoint on the map."""
    of_value = np.array([*(contact(str(value)) for value in channel.values), 0], np.uint16)
    of_code = np.zeros(len(bound.journeys.labels), np.uint16)
    for code, touchpoint in enumerate(document.touchpoints(), start=1):
        of_code[code] = contact(touchpoint.channel or "")
    return np.where(channel.numbers >= 0, of_value[channel.numbers], of_code[bound.journeys.codes])


def _scores(score: Column, kind: Column) -> NDArray[np.uint16]:
    """The kind of score and whether it is low; nothing for one of no known kind or off its scale."""
    table = np.zeros((len(kind.values) + 1, len(score.values) + 1), np.uint16)
    for k, name in enumerate(kind.values):
        if str(name).lower() in LOWEST_GOOD:
            bit, lowest, low, highest = LOWEST_GOOD[str(name).lower()]
            for s, value in enumerate(_floats(score.values)):
                if lowest <= value <= highest:
                    table[k, s] = bit | (LOW if value <= low else 0)
    return table[kind.numbers, score.numbers]


def _clicks(journeys: Journeys, known: dict[str, Column]) -> NDArray[np.uint16]:
    out = np.zeros(len(journeys.codes), np.uint16)
    for name, bit in CLICKS.items():
        by_label = np.array([_folded(str(label or "")) == name for label in journeys.labels])
        if by_label.any():
            out[by_label[journeys.codes]] |= np.uint16(bit)
        said = known[f"attribute:{name}"]
        yes = np.array([*(str(value).strip().casefold() not in NO for value in said.values), False], np.bool_)
        out[yes[said.numbers]] |= np.uint16(bit)
    return out


def _folded(name: str) -> str:
    return re.sub(r"[^a-z]+", "_", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name.strip()).casefold()).strip("_")


def _numbers(column: Column) -> NDArray[np.float64] | None:
    if not column.values:
        return None
    return np.array([*_floats(column.values), np.nan])[column.numbers]


def _floats(values: Sequence[object]) -> list[float]:
    return [_float(value) for value in values]


def _float(value: object) -> float:
    try:
        return float(str(value).replace(",", "."))
    except ValueError:
        return float("nan")


def said(texts: Column | None, slots: Sequence[int], most: int, longest: int) -> tuple[str, ...]:
    """Different texts at these slots, at most ``most``, each cut at a word within ``longest`` characters."""

    def cut(text: str) -> str:
        return text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0] + " …"

    found: dict[str, None] = {}
    for slot in slots:
        if texts is not None and texts.numbers[slot] >= 0 and len(found) < most:
            found.setdefault(cut(" ".join(str(texts.values[int(texts.numbers[slot])]).split())))
    return tuple(text for text in found if text)
