"""The engines that must give the same answers. One machine now: in one piece, and in chunks on threads."""

from collections.abc import Callable

import pytest

from klantreis.engine import local


def one_piece(patch: pytest.MonkeyPatch) -> None:
    patch.setenv("KLANTREIS_THREADS", "1")


def three_chunks(patch: pytest.MonkeyPatch) -> None:
    patch.setenv("KLANTREIS_THREADS", "3")
    patch.setattr(local, "SMALL", 0)


ENGINES: dict[str, Callable[[pytest.MonkeyPatch], None]] = {"one piece": one_piece, "three chunks": three_chunks}


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Every test that asks for it runs once per engine."""
    ENGINES[request.param](monkeypatch)
    return request.param
