"""Which column plays which role: by what the person said, then by header words, then by content."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from klantreis.events.recognise.content import Content
from klantreis.events.recognise.words import rank

_ORDER = ("customer", "activity", "time", "journey_id", "event_id", "channel", "value", "score", "score_kind", "text")


@dataclass(frozen=True)
class Guess:
    """A column's role and why: ``asked``, ``word``, ``content`` or ``rest``."""

    role: str
    why: str


def assign(
    columns: Sequence[str], contents: Sequence[Content], kinds: Sequence[str], asked: Mapping[str, str]
) -> list[Guess]:
    """A guess per column. A role that the person gave is not given a second time."""
    found: dict[int, Guess] = {i: Guess(asked[name], "asked") for i, name in enumerate(columns) if name in asked}
    taken = {guess.role for guess in found.values()}
    for role in _ORDER:
        if role in taken:
            continue
        best: tuple[int, int] | None = None
        for i, name in enumerate(columns):
            strength = rank(name, role)
            if i in found or strength is None or not _can_be(role, contents[i], kinds[i]):
                continue
            if role == "time" and kinds[i] == "text" and not contents[i].time_formats:
                strength += 1_000
            if best is None or strength < best[0]:
                best = (strength, i)
        if best is not None:
            found[best[1]] = Guess(role, "word")
            taken.add(role)
    _by_content(contents, kinds, found, taken)
    _clock(columns, contents, kinds, found, taken)
    return [found.get(i, Guess("attribute", "rest")) for i in range(len(columns))]


def _can_be(role: str, content: Content, kind: str) -> bool:
    """Whether the values allow a role that the header word suggests."""
    if content.count == 0:
        # Nothing in the rows that were looked at speaks against the header: amounts and scores are often rare.
        return kind == "text"
    moment = kind != "text" or bool(content.time_formats)
    if role == "time":
        return moment or (content.numeric < 0.5 and not content.clocks)
    if role in ("value", "score"):
        return kind == "text" and content.numeric >= 0.9 and not _is_written_moment(content)
    if role in ("channel", "score_kind", "text"):
        return kind == "text" and content.numeric < 0.5 and not _is_written_moment(content)
    return kind == "text" and not _is_written_moment(content)


def _is_written_moment(content: Content) -> bool:
    return bool(content.time_formats) and content.numeric < 0.5


def _by_content(contents: Sequence[Content], kinds: Sequence[str], found: dict[int, Guess], taken: set[str]) -> None:
    free = [i for i in range(len(contents)) if i not in found]
    if "time" not in taken:
        moments = [i for i in free if kinds[i] != "text" or contents[i].time_formats]
        written = [i for i in moments if kinds[i] != "text" or _is_written_moment(contents[i])]
        for i in (written or moments)[:1]:
            found[i] = Guess("time", "content")
            free.remove(i)
    texts = [
        i for i in free if kinds[i] == "text" and contents[i].filled >= 0.8 and not _is_written_moment(contents[i])
    ]
    if "activity" not in taken:
        words = [i for i in texts if contents[i].numeric < 0.5 and contents[i].longest <= 200]
        # The activity is the column of words, not ids, with the fewest distinct values, two at least.
        words.sort(key=lambda i: (contents[i].distinct < 2, contents[i].with_digits > 0.5, contents[i].distinct, i))
        if "customer" not in taken and len(words) > 1 and len(texts) == len(words):
            words = words[:-1] if words[-1] == max(words, key=lambda i: contents[i].distinct) else words
        for i in words[:1]:
            found[i] = Guess("activity", "content")
            texts.remove(i)
    if "customer" not in taken:
        # The customer is the column with most distinct values that still come back.
        ids = [i for i in texts if i not in found and contents[i].longest <= 200]
        ids.sort(key=lambda i: (contents[i].distinct == contents[i].count, -contents[i].distinct, i))
        for i in ids[:1]:
            found[i] = Guess("customer", "content")


def _clock(
    columns: Sequence[str],
    contents: Sequence[Content],
    kinds: Sequence[str],
    found: dict[int, Guess],
    taken: set[str],
) -> None:
    """A second column with times of day belongs to a first one with dates only."""
    if "clock" in taken:
        return
    for i, name in enumerate(columns):
        if i not in found and kinds[i] == "text" and contents[i].clocks and rank(name, "clock") is not None:
            found[i] = Guess("clock", "word")
            return
