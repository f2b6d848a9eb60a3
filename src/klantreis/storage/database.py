"""The door to the documents database: SQLite beside the workspace, or PostgreSQL by URL.

SQLite runs in WAL mode with ``synchronous=FULL``: what was acknowledged survives a power cut. Every
writing transaction begins with the write lock, so that two processes wait for each other and none
has to start again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, NoSuchModuleError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from klantreis.errors import Busy, Damaged, KlantreisError, NoSpace, UserError
from klantreis.storage.migrate import HEAD, migrate, revision

BUSY_SECONDS = 20
POOL = {"pool_size": 8, "max_overflow": 56, "pool_timeout": BUSY_SECONDS}
"""As many connections as a server has threads, so that no request waits for another's."""
_WRITES = "klantreis_writes"


def connect(place: str | Path) -> Engine:
    """Open the database and bring its tables up to date.

    ``place`` is the path of a SQLite file (made when absent) or a URL that begins with
    ``postgresql://``. Raises UserError when it cannot be reached or is newer than this Klantreis.
    """
    engine = _postgres(place) if isinstance(place, str) and "://" in place else _sqlite(Path(place))
    try:
        with reading(engine) as connection:
            ready = revision(connection) == HEAD
        if not ready:
            with writing(engine) as connection:
                migrate(connection)
    except KlantreisError:
        engine.dispose()
        raise
    return engine


@contextmanager
def reading(engine: Engine) -> Generator[Connection]:
    """A transaction that only reads."""
    with _told(engine), engine.begin() as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Generator[Connection]:
    """A transaction that writes: committed at the end of the block, rolled back when it raises."""
    with _told(engine), engine.connect().execution_options(**{_WRITES: True}) as connection, connection.begin():
        yield connection


def _sqlite(path: Path) -> Engine:
    if not path.parent.is_dir():
        message = f"The folder {path.parent} does not exist."
        raise UserError("storage.no_folder", message, where=str(path), mend="Make the folder first.")
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": BUSY_SECONDS}, **POOL)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # transactions are begun below, not by the driver
        connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        kind = "IMMEDIATE" if connection.get_execution_options().get(_WRITES) else "DEFERRED"
        connection.exec_driver_sql(f"BEGIN {kind}")

    return engine


def _postgres(url: str) -> Engine:
    try:
        parsed = make_url(url)
        if parsed.drivername in ("postgres", "postgresql"):
            parsed = parsed.set(drivername="postgresql+psycopg")
        if parsed.drivername != "postgresql+psycopg":
            raise ArgumentError(parsed.drivername)
        return create_engine(parsed, pool_pre_ping=True, **POOL)
    except (ArgumentError, NoSuchModuleError):
        message = "This is not the address of a PostgreSQL database."
        mend = "Write postgresql://user:password@host/database."
        raise UserError("storage.bad_url", message, where="database", mend=mend) from None
    except ImportError:
        mend = "Install klantreis[postgres]."
        raise UserError("storage.no_driver", "PostgreSQL needs the psycopg library.", mend=mend) from None


@contextmanager
def _told(engine: Engine) -> Generator[None]:
    """Say what a database's own error means, without its statements and values."""
    try:
        yield
    except UnicodeEncodeError as problem:
        raise _not_text() from problem
    except DBAPIError as problem:
        raise _meaning(engine, problem) from problem
    except PoolTimeout as problem:
        mend = "Try again in a moment."
        raise Busy("storage.busy", "Too many requests use the documents database.", mend=mend) from problem


@contextmanager
def told_plainly(engine: Engine) -> Generator[None]:
    """As every transaction is, for statements that go to SQLite without one."""
    try:
        yield
    except sqlite3.Error as problem:
        kind = OperationalError if isinstance(problem, sqlite3.OperationalError) else DBAPIError
        raise _meaning(engine, kind(None, None, problem)) from problem


def _meaning(engine: Engine, problem: DBAPIError) -> KlantreisError:
    where = engine.url.render_as_string(hide_password=True)
    text = str(problem.orig)
    if "database or disk is full" in text or "No space left" in text:
        return NoSpace("storage.full", "The disk is full; nothing was written.", where=where, mend="Free space.")
    if "malformed" in text or "not a database" in text:
        mend = "Put back the last copy of this file."
        return Damaged("storage.damaged", "The documents database is damaged.", where=where, mend=mend)
    if "readonly" in text or "unable to open" in text:
        mend = "Check who owns the folder and the file."
        return UserError("storage.not_writable", "The documents database cannot be written.", where=where, mend=mend)
    if isinstance(problem, DataError):
        return _not_text()
    if isinstance(problem, OperationalError):
        message = "The documents database is busy or away."
        return Busy("storage.busy", message, where=where, mend="Try again in a moment.", params={"detail": text[:200]})
    return KlantreisError(
        "storage.failed", "The documents database refused.", where=where, params={"detail": text[:200]}
    )


def _not_text() -> UserError:
    """The error for a name with half a character, a NUL, or too many letters for its column."""
    mend = "Allowed: up to 200 characters of ordinary text."
    return UserError("storage.text", "A name in this request cannot be kept.", mend=mend)
