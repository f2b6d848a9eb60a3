"""Data sets that tests may use but the repository does not carry: real event logs, lexicons, recordings.

They lie in ``../shared/data`` beside the clone, or where KLANTREIS_DATA says. Every suite passes without them.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("KLANTREIS_DATA") or ROOT.parent / "shared" / "data")


def shared(*parts: str) -> Path:
    """Path of a file or folder of the shared data; skips the test that asks for one that is not here."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        pytest.skip(
            f"{'/'.join(parts)} is not here: put the shared data in {SHARED}, or name its folder in KLANTREIS_DATA"
        )
    return path
