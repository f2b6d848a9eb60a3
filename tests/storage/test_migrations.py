"""Tables: made, moved up and down, and the same as the code says, on both databases."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect

from klantreis.errors import Damaged, UserError
from klantreis.storage import migrate as moving
from klantreis.storage.database import connect, reading, writing
from klantreis.storage.maps import Maps
from klantreis.storage.tables import METADATA
from tests.journey import small


def scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(Path(moving.__file__).parent / "migrations"))
    return ScriptDirectory.from_config(config)


def test_the_known_head_is_the_newest_script() -> None:
    assert scripts().get_heads() == [moving.HEAD]


def test_the_migrations_make_the_tables_that_the_code_says(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, METADATA) == []


def test_down_to_nothing_and_up_again(engine: Engine) -> None:
    with writing(engine) as connection:
        moving.migrate(connection, "base")
        assert set(inspect(connection).get_table_names()) == {"alembic_version"}
        moving.migrate(connection, "base")
    with writing(engine) as connection:
        moving.migrate(connection)
    assert Maps(engine).create(small.small(), "Eva").version == 1


def test_opening_again_changes_nothing(place: str) -> None:
    first = connect(place)
    made = Maps(first).create(small.small(), "Eva")
    first.dispose()
    second = connect(place)
    assert Maps(second).get(made.id) == made
    second.dispose()


def test_a_database_from_a_newer_klantreis_is_left_alone(place: str) -> None:
    engine = connect(place)
    with writing(engine) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    with pytest.raises(UserError, match="Update Klantreis"):
        connect(place)


def test_a_migration_that_fails_leaves_nothing_behind(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from alembic import command

    monkeypatch.setattr(command, "upgrade", lambda *_: (_ for _ in ()).throw(UserError("test.stop", "stop")))
    with pytest.raises(UserError, match="stop"):
        connect(place)
    monkeypatch.undo()
    engine = connect(place)
    with reading(engine) as connection:
        assert moving.revision(connection) == moving.HEAD
    engine.dispose()


def test_sqlite_is_opened_to_survive_a_power_cut(tmp_path: Path) -> None:
    engine = connect(tmp_path / "documents.sqlite")
    with reading(engine) as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    engine.dispose()


def test_what_is_no_database_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="Make the folder first"):
        connect(tmp_path / "nergens" / "documents.sqlite")
    junk = tmp_path / "junk.sqlite"
    junk.write_bytes(b"this is not a database, whatever its name says" * 100)
    with pytest.raises(Damaged):
        connect(junk)
    for url in ("mysql://x/y", "postgresql+nothing://x/y", "http://x", "://"):
        with pytest.raises(UserError):
            connect(url)


def test_a_damaged_file_is_said_plainly(tmp_path: Path) -> None:
    path = tmp_path / "documents.sqlite"
    engine = connect(path)
    Maps(engine).create(small.small(), "Eva")
    engine.dispose()
    sqlite3.connect(path).execute("PRAGMA wal_checkpoint(TRUNCATE)").connection.close()
    content = bytearray(path.read_bytes())
    content[4096:] = b"\x5a" * (len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(Damaged):
        Maps(connect(path)).list()


@pytest.mark.postgres
def test_a_server_that_is_away_is_said_plainly_without_its_password() -> None:
    from klantreis.errors import Busy

    with pytest.raises(Busy) as caught:
        connect("postgresql://tester:geheim@127.0.0.1:1/nergens")
    assert "geheim" not in str(caught.value) + str(caught.value.to_dict())
