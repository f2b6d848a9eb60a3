"""A full disk, a lock that is held, a file that may not be written: said in one sentence, nothing half done."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, text

from klantreis.errors import Busy, KlantreisError, UserError
from klantreis.storage import database
from klantreis.storage.database import connect
from klantreis.storage.maps import Maps
from tests.journey import small

CHANGE = [{"op": "patch", "id": small.AD, "fields": {"description": "x" * 9000}}]


def test_a_full_disk_leaves_the_last_version(tmp_path: Path) -> None:
    engine = connect(tmp_path / "documents.sqlite")
    maps = Maps(engine)
    made = maps.create(small.small(), "Eva")

    @event.listens_for(engine, "begin")
    def no_more_room(connection: object) -> None:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()  # ty: ignore
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")  # ty: ignore

    def fill() -> None:
        for _ in range(50):
            maps.change(made.id, CHANGE, "Eva")

    with pytest.raises(KlantreisError) as caught:
        fill()
    assert caught.value.code == "storage.full"
    event.remove(engine, "begin", no_more_room)
    engine.dispose()
    again = Maps(connect(tmp_path / "documents.sqlite"))
    current = again.get(made.id)
    assert again.at(made.id, current.version) == current.document
    assert again.change(made.id, CHANGE, "Eva").version == current.version + 1


def test_a_lock_that_stays_held_is_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "documents.sqlite"
    engine = connect(path)
    made = Maps(engine).create(small.small(), "Eva")
    engine.dispose()
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.2)
    impatient = connect(path)  # reads only, so it opens while another writes
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert Maps(impatient).get(made.id).version == 1
    with pytest.raises(Busy):
        Maps(impatient).change(made.id, CHANGE, "Eva")
    other.execute("ROLLBACK")
    assert Maps(impatient).change(made.id, CHANGE, "Eva").version == 2


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_a_file_that_may_not_be_written(tmp_path: Path) -> None:
    path = tmp_path / "documents.sqlite"
    connect(path).dispose()
    path.chmod(0o444)
    tmp_path.chmod(0o555)
    try:
        with pytest.raises(UserError) as caught:
            Maps(connect(path)).create(small.small(), "Eva")
        assert caught.value.code == "storage.not_writable"
    finally:
        tmp_path.chmod(0o755)


@pytest.mark.postgres
def test_a_connection_that_was_cut_is_made_again(request: pytest.FixtureRequest) -> None:
    engine: Engine = connect(request.getfixturevalue("postgres").new_database())
    maps = Maps(engine)
    made = maps.create(small.small(), "Eva")
    with engine.connect() as one, engine.connect() as two:
        pid = one.execute(text("SELECT pg_backend_pid()")).scalar()
        two.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})
        two.commit()
        one.invalidate()
    assert maps.change(made.id, CHANGE, "Eva").version == 2
    engine.dispose()
