"""Data sets that tests may use but the repository does not carry: real event logs, lexicons, recordings.

They lie in ``../shared/data`` beside the clone, or where KLANTREIS_DATA says. Every suite passes without them.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("KLANTREIS_DATA") or ROOT.parent / "shared" / "data")
ABSENT = "is not here"
"""In the reason of every such skip: continuous integration accepts these, since no package brings the data."""


def shared(*parts: str) -> Path:
    """Path of a file or folder of the shared data; skips the test that asks for one that is not here."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        pytest.skip(
            f"{'/'.join(parts)} {ABSENT}: put the shared data in {SHARED}, or name its folder in KLANTREIS_DATA"
        )
    return path
