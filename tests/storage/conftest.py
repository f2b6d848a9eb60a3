"""Databases to test on: a SQLite file, and PostgreSQL where it is installed."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from klantreis.storage.database import connect
from klantreis.storage.maps import Maps
from tests.postgres import Cluster, cluster

BOTH = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.fixture(scope="session")
def postgres(postgres_bin: Path) -> Generator[Cluster]:
    with cluster(postgres_bin) as running:
        yield running


@pytest.fixture(params=BOTH)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty database may be: a path or a URL."""
    if request.param == "sqlite":
        return str(tmp_path / "documents.sqlite")
    return request.getfixturevalue("postgres").new_database()


@pytest.fixture
def engine(place: str) -> Generator[Engine]:
    opened = connect(place)
    yield opened
    opened.dispose()


@pytest.fixture
def maps(engine: Engine) -> Maps:
    return Maps(engine)
