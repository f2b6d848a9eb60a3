"""How much chance is tried: a third of the examples under ``make test``, all of them under ``make test-all``."""

from __future__ import annotations

import os

THOROUGH = os.environ.get("KLANTREIS_THOROUGH") == "1"


def examples(thorough: int) -> int:
    """How many examples hypothesis tries, where ``make test-all`` tries so many."""
    return thorough if THOROUGH else max(5, thorough // 3)
