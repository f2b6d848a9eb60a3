"""The command line: the same words as the library and the API."""

from __future__ import annotations

from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit code: 0 done, 2 the user's mistake, 1 ours."""
    from klantreis.cli.app import run

    return run(arguments)
