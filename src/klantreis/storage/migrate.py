"""Bring the tables up to date, or back, inside the caller's transaction."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from klantreis.errors import UserError

HEAD = "0005"
"""The newest revision; a test holds it to the scripts. Known here so that a start needs no Alembic."""

_SCRIPTS = Path(__file__).parent / "migrations"
_LOCK = 7_245_170_113
"""Any fixed number: processes that start together on PostgreSQL queue on it."""


def migrate(connection: Connection, to: str = HEAD) -> None:
    """Move the tables to revision ``to`` (``base`` for none).

    On SQLite the caller holds the write lock; on PostgreSQL an advisory lock does the same.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    present = revision(connection)
    if present == to or (present is None and to == "base"):
        return
    known = {path.name.split("_")[0] for path in (_SCRIPTS / "versions").glob("[0-9]*_*.py")}
    if present is not None and present not in known:
        message = f"The documents database has revision {present}, which this Klantreis does not know."
        params = {"revision": present, "known": HEAD}
        raise UserError("storage.newer", message, mend="Update Klantreis.", params=params)
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    config.attributes["connection"] = connection
    if to == "base" or (present is not None and present > to):
        command.downgrade(config, to)
    else:
        command.upgrade(config, to)


def revision(connection: Connection) -> str | None:
    """The revision the tables are at; None for an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
