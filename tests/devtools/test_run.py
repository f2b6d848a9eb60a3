"""The cause of a failure is read from what pip, uv and npm really say."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from devtools import run
from devtools.say import CannotGoOn

SAID = {
    "OSError: [Errno 28] No space left on device": "disk is full",
    "npm error code ENOSPC": "disk is full",
    "NewConnectionError('<pip._vendor...>: Failed to establish a new connection: [Errno -3] Temporary failure in "
    "name resolution')": "cannot be reached",
    "error: Request failed after 3 retries\n  Caused by: error sending request for url": "cannot be reached",
    "npm error code ENOTFOUND": "cannot be reached",
    "npm error code EINTEGRITY": "not the one that was locked",
    "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES ... hashes mismatch": "not the one that was locked",
    "invalid peer certificate: UnknownIssuer": "not trusted",
    "npm error code EACCES": "permission denied",
    "PermissionError: [Errno 13] Permission denied: '/x'": "permission denied",
    "hint: `numba` (v0.68.1) has no wheels with a matching Python ABI tag": "does not exist for this Python",
}


@pytest.mark.parametrize(("output", "cause"), SAID.items())
def test_known_causes(output: str, cause: str) -> None:
    said, mend = run.explain(output) or ("", "")
    assert cause in said
    assert mend


def test_a_cause_is_not_guessed() -> None:
    assert run.explain("SyntaxError: Unexpected token") is None


def test_an_unknown_failure_shows_its_last_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "LOGS", run.ROOT / ".dev" / "log")
    with pytest.raises(CannotGoOn, match=r"(?s)Could not finish “a test”.*strange thing.*\.dev/log/a test\.log"):
        run.quietly("a test", [sys.executable, "-c", "import sys; sys.exit('a strange thing')"], cwd=tmp_path)


def test_a_program_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CannotGoOn, match="Could not start"):
        run.quietly("a test", [tmp_path / "gone"])
