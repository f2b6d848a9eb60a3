"""Words by which a phase is known, in Dutch and English: for naming phases and for finding the goal."""

from __future__ import annotations

import re
from typing import Literal

Step = Literal["awareness", "consideration", "evaluation", "purchase", "delivery", "use", "service", "loyalty"]

AFTER_THE_GOAL: frozenset[str] = frozenset({"delivery", "use", "service", "loyalty"})
"""What comes after a customer has become one: not reaching it is no drop-out."""

_PHASE_NAMES: dict[str, tuple[str, ...]] = {
    "awareness": ("bewustwording", "awareness", "oriëntatie", "orientatie", "orientation", "ontdekken", "discover"),
    "consideration": ("overweging", "consideration", "consider", "actieve evaluatie", "active evaluation"),
    "evaluation": ("evaluatie", "evaluation", "afweging", "vergelijken", "compare"),
    "purchase": (
        "aankoop",
        "aanschaf",
        "purchase",
        "boeking",
        "boeken",
        "booking",
        "bestelling",
        "bestellen",
        "kopen",
        "buy",
        "order",
        "koopmoment",
    ),
    "delivery": ("levering", "bezorging", "delivery", "fulfilment", "fulfillment", "onboarding"),
    "use": ("gebruik", "usage", "use", "na aankoop", "na de aankoop", "post-purchase", "post purchase", "ervaring"),
    "service": ("nazorg", "service", "after-sales", "aftersales", "support", "klantenservice"),
    "loyalty": (
        "loyaliteit",
        "loyalty",
        "advocacy",
        "ambassadeurschap",
        "ambassadeur",
        "aanbeveling",
        "trouw",
        "behoud",
        "retention",
    ),
}


def step_of(phase_name: str) -> str | None:
    """Which step of a customer's life a phase's name speaks of, None when it speaks of none.

    The longest word that the name holds decides, so that "post-purchase experience" is use.
    """
    text = " ".join(re.split(r"[\s_]+", phase_name.casefold().strip()))
    found = [
        (len(word), step)
        for step, words in _PHASE_NAMES.items()
        for word in words
        if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)
    ]
    return max(found)[1] if found else None
