"""The truths hidden in the demo workspace: what they are, when they hold, and how large they are.

``docs/demo-truths.md`` is written from this list (a test compares them). The simulation reads its
sizes from here, so a truth cannot be told otherwise than it was made.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

BEGIN = datetime(2025, 4, 1, tzinfo=UTC)
END_OF_DATA = datetime(2026, 10, 1, tzinfo=UTC)
CONTROL_BEGIN = datetime(2024, 4, 1, tzinfo=UTC)
CONTROL_END = datetime(2025, 4, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Truth:
    """One hidden truth: from when to when, in words, and which questions should find it."""

    key: str
    title: str
    from_: datetime
    to: datetime
    told: str
    found_by: tuple[str, ...]


NO_FILTERS = Truth(
    "no_filters",
    "No filters on the trips page",
    BEGIN,
    END_OF_DATA,
    "“Reizenpagina bekeken” and “Zoekopdracht gedaan” go round in circles; each round makes dropping out "
    "more likely (weight 5 at first, 20 from the sixth round on), and about twice as many as usual call "
    "(“Gebeld met reisvraag”). Both pages are marked badly at the feedback button.",
    ("reach", "transitions", "validate", "pains", "moments", "explain"),
)
LOST_CONFIRMATION = Truth(
    "lost_confirmation",
    "The booking e-mail of Zonnelijn fails",
    datetime(2026, 3, 1, tzinfo=UTC),
    END_OF_DATA,
    "For provider Zonnelijn four in five “Boekingsbevestiging ontvangen” never come. Half of these customers call "
    "(“Gebeld over bevestiging”), three in ten go back to “Reizenpagina bekeken” and start over; the rest wait. "
    "`fitness` tells who travels without one, because the demo's map marks the confirmation as required: that is what "
    "the agency promised, and no event can say so.",
    ("validate", "fitness", "pains", "explain", "drift"),
)
MOBILE_PAYMENT = Truth(
    "mobile_payment",
    "A payment bug on mobile",
    datetime(2025, 10, 1, tzinfo=UTC),
    datetime(2026, 2, 1, tzinfo=UTC),
    "On mobile 45 % of the payments end in “Betaling mislukt” (0.3 % elsewhere and at other times).",
    ("validate", "funnel", "pains", "moments", "explain", "drift"),
)
SLOW_MONDAYS = Truth(
    "slow_mondays",
    "Slow answers on Mondays",
    BEGIN,
    END_OF_DATA,
    "A question mailed on a Monday (UTC) waits eight times as long for “Antwoord ontvangen”.",
    ("timing", "pains", "explain"),
)
NEW_CHANNEL = Truth(
    "new_channel",
    "A new channel, WhatsApp, appears half way",
    datetime(2026, 1, 1, tzinfo=UTC),
    END_OF_DATA,
    "From that day 4 % of the visits to “Rondreis bekeken” go on in “WhatsApp-gesprek gevoerd”.",
    ("validate", "drift"),
)
FASTER_QUOTES = Truth(
    "faster_quotes",
    "Shipped and worked: quotes within hours",
    datetime(2026, 4, 1, tzinfo=UTC),
    END_OF_DATA,
    "“Offerte ontvangen” takes 3 hours instead of 2.5 days (medians), and the share that goes on to book rises "
    "from 62 to 72 in a hundred.",
    ("timing", "funnel", "moments", "drift"),
)
CHATBOT = Truth(
    "chatbot",
    "Shipped and did not work: a chatbot on the trip page",
    datetime(2025, 12, 1, tzinfo=UTC),
    END_OF_DATA,
    "From that day half of “Chatvraag gesteld” is answered by a bot (attribute “chatbot” is “ja”); "
    "what customers do next is unchanged.",
    ("explain",),
)

TRUTHS = (NO_FILTERS, LOST_CONFIRMATION, MOBILE_PAYMENT, SLOW_MONDAYS, NEW_CHANNEL, FASTER_QUOTES, CHATBOT)


def markdown() -> str:
    """The page ``docs/demo-truths.md``."""
    lines = [
        "# The truths hidden in the demo workspace",
        "",
        "*Reisbureau Ververeis* is a seeded travel agency. What follows was put into its data on purpose, so that the",
        "analyses can be checked against it. The control year (`klantreis.demo.generate(control=True)`, "
        f"{CONTROL_BEGIN:%Y-%m-%d} to {CONTROL_END:%Y-%m-%d})",
        "is the same agency without any of them.",
        "",
    ]
    for truth in TRUTHS:
        lines += [
            f"## {truth.title}",
            "",
            truth.told,
            "",
            f"- key: `{truth.key}`",
            f"- holds from {truth.from_:%Y-%m-%d} to {truth.to:%Y-%m-%d}",
            f"- found by: {', '.join(f'`{word}`' for word in truth.found_by)}",
            "",
        ]
    return "\n".join(lines)
