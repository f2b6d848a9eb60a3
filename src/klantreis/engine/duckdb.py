"""The one door to DuckDB: the durable events of a workspace, and scratch sessions for reading files.

Nothing else imports ``duckdb``. A store opens at its first use and closes after a few idle seconds,
because DuckDB locks its file for one process: so a terminal and a running server share a workspace.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import re
import shutil
import threading
import time
import weakref
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from klantreis.errors import Busy, Cancelled, Damaged, KlantreisError, NoSpace

if TYPE_CHECKING:
    import pyarrow

Params = Sequence[Any] | Mapping[str, Any]
"""Values of a statement: in order for ``?``, or by name for ``$name``."""

GIGABYTE = 1024**3
POLL_S = 0.05


@dataclass(frozen=True)
class Watch:
    """What a long statement tells and asks while it runs: share done (0…1 or None), and whether to stop."""

    progress: Callable[[float | None], None] = lambda _share: None
    cancelled: Callable[[], bool] = lambda: False


class StatementFailed(KlantreisError):
    """DuckDB refused a statement; ``kind`` is its own name of the error."""

    def __init__(self, error: duckdb.Error) -> None:
        self.kind = type(error).__name__
        super().__init__("store.statement", f"{self.kind}: {str(error).splitlines()[0] if str(error) else ''}")


class Session:
    """One connection inside one transaction or one read; not shared between threads."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def run(self, sql: str, params: Params = (), watch: Watch | None = None) -> int:
        """Runs one statement; returns the number of rows it changed (0 when it tells none).

        With a ``watch`` the statement runs beside this thread, so that progress is told and the user
        can stop it; then ``Cancelled`` is raised.
        """
        result = self._execute(sql, params) if watch is None else self._watched(sql, params, watch)
        with contextlib.suppress(duckdb.Error):
            row = result.fetchone()
            if row and len(row) == 1 and isinstance(row[0], int):
                return row[0]
        return 0

    def query(self, sql: str, params: Params = (), watch: Watch | None = None) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        result = self._execute(sql, params) if watch is None else self._watched(sql, params, watch)
        with _said():
            return result.fetchall()

    def value(self, sql: str, params: Params = ()) -> Any:
        """The one value of a query with one row and one column, or None when there is no row."""
        rows = self.query(sql, params)
        return rows[0][0] if rows else None

    def arrow(self, sql: str, params: Params = (), watch: Watch | None = None) -> pyarrow.Table:
        """The result as an Arrow table."""
        import pyarrow

        batches = self.batches(sql, params, watch=watch)
        first = next(batches)
        return pyarrow.Table.from_batches([b for b in (first, *batches)], schema=first.schema)

    def batches(
        self, sql: str, params: Params = (), *, size: int = 1_000_000, watch: Watch | None = None
    ) -> Iterator[pyarrow.RecordBatch]:
        """The result as Arrow batches of about ``size`` rows; at least one, which may be empty."""
        import pyarrow

        if watch is not None and watch.cancelled():
            raise _cancelled()
        with _said():
            reader = self._relation(sql, params).to_arrow_reader(size)
            empty = True
            for batch in reader:
                empty = False
                if watch is not None and watch.cancelled():
                    raise _cancelled()
                yield batch
            if empty:
                yield pyarrow.RecordBatch.from_pylist([], schema=reader.schema)

    def numpy(self, sql: str, params: Params = ()) -> dict[str, Any]:
        """The result as one NumPy array per column."""
        with _said():
            return self._execute(sql, params).fetchnumpy()

    def interrupt(self) -> None:
        """Stops the statement that runs now in another thread."""
        self._connection.interrupt()

    def _execute(self, sql: str, params: Params) -> duckdb.DuckDBPyConnection:
        with _said():
            if not params:
                return self._connection.execute(sql)
            return self._connection.execute(sql, dict(params) if isinstance(params, Mapping) else list(params))

    def _relation(self, sql: str, params: Params) -> Any:
        with _said():
            return self._connection.sql(sql, params=list(params) if params else None)

    def _watched(self, sql: str, params: Params, watch: Watch) -> duckdb.DuckDBPyConnection:
        failed: list[BaseException] = []
        done = threading.Event()

        def work() -> None:
            try:
                self._execute(sql, params)
            except BaseException as error:
                failed.append(error)
            finally:
                done.set()

        if watch.cancelled():
            raise _cancelled()
        thread = threading.Thread(target=work, name="klantreis-statement", daemon=True)
        thread.start()
        most = 0.0
        try:
            while not done.wait(POLL_S):
                share = self._connection.query_progress()
                known = share is not None and 0 <= share <= 100
                most = max(most, share / 100) if known else most  # just before the end it is told as nothing again
                watch.progress(most if known else None)
                if watch.cancelled():
                    self._connection.interrupt()
        except BaseException:
            self._connection.interrupt()
            thread.join()
            raise
        thread.join()
        if failed:
            raise failed[0]
        return self._connection


class EventStore:
    """The events of one workspace in one DuckDB file.

    ``memory`` bounds DuckDB in bytes (default: ``KLANTREIS_MEMORY`` in gigabytes, else a quarter of the
    machine, at most 3 GB); what does not fit goes to files beside the store. ``prepare`` runs at every opening
    and makes what is not there; when it returns True the file is written anew before anything else. ``rewritten`` is
    a statement for such a copy, which is attached as ``fresh``.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        idle_s: float = 2.0,
        patience_s: float = 10.0,
        memory: int | None = None,
        threads: int | None = None,
        prepare: Callable[[Session], bool] | None = None,
        rewritten: str | None = None,
    ) -> None:
        self.path = Path(path)
        self.idle_s = idle_s
        self.patience_s = patience_s
        self.waiting: Callable[[int], object] = lambda pid: None
        """Told once, with the number of the process that holds the file, when that is waited for."""
        self._config = _config(self.path, memory, threads)
        self._prepare = prepare
        self._rewritten = rewritten
        self._database: duckdb.DuckDBPyConnection | None = None
        self._guard = threading.RLock()
        self._writing = threading.Lock()
        self._users = 0
        self._timer: threading.Timer | None = None
        _alive.add(self)

    @contextlib.contextmanager
    def reading(self) -> Generator[Session]:
        """A session that sees one unchanging state of the store."""
        with self._session() as session:
            session.run("BEGIN TRANSACTION")
            try:
                yield session
            finally:
                _rollback(session)

    @contextlib.contextmanager
    def transaction(self) -> Generator[Session]:
        """A session whose changes are kept all together when the block ends well, else not at all.

        One writer at a time; another in this process waits up to a minute, then ``Busy``.
        """
        if not self._writing.acquire(timeout=60):
            raise Busy(
                "store.writing", "Another change to the events is still running.", mend="Try again when it is done."
            )
        try:
            with self._session() as session:
                session.run("BEGIN TRANSACTION")
                try:
                    yield session
                    session.run("COMMIT")
                except BaseException:
                    _rollback(session)
                    raise
        finally:
            self._writing.release()

    def query(self, sql: str, params: Params = ()) -> list[tuple[Any, ...]]:
        """All rows of a query, in a read of its own."""
        with self._session() as session:
            return session.query(sql, params)

    def value(self, sql: str, params: Params = ()) -> Any:
        """The one value of a query, or None when there is no row."""
        with self._session() as session:
            return session.value(sql, params)

    def arrow(self, sql: str, params: Params = ()) -> pyarrow.Table:
        """A query's result as an Arrow table."""
        with self._session() as session:
            return session.arrow(sql, params)

    def rewrite(self) -> None:
        """Writes the whole store anew, so that bytes of deleted rows are gone from the disk.

        The new file is complete and synced before it takes the old one's name; a crash leaves either. Raises
        ``Busy`` when readers do not end in time; ``prepare`` then asks for it again at the next opening.
        """
        with self._writing:
            with self._session() as session:
                self._copy(session)
            self._when_idle(lambda: (self._swap(), self._let_go()))

    def close(self, *, wait: bool = False) -> None:
        """Closes the file when nobody uses it; with ``wait``, waits for the readers of now to end."""
        if wait:
            self._when_idle(self._let_go)
            return
        with self._guard:
            if self._users == 0:
                self._let_go()

    def _when_idle(self, action: Callable[[], object]) -> None:
        """Does something at a moment when no session is open and none can open."""
        end = time.monotonic() + self.patience_s
        while True:
            with self._guard:
                if self._users == 0:
                    action()
                    return
            if time.monotonic() > end:
                raise Busy("store.reading", "The events are still being read.", mend="Try again in a moment.")
            time.sleep(POLL_S)

    def _let_go(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._database is not None:
            self._database.close()
            self._database = None

    @property
    def _fresh(self) -> Path:
        return self.path.with_name(self.path.name + ".new")

    def _copy(self, session: Session) -> None:
        _forget(self._fresh)
        session.run("CHECKPOINT")
        session.run(f"ATTACH {_quoted(str(self._fresh))} AS fresh")
        try:
            name = str(session.value("SELECT current_database()"))
            session.run(f"COPY FROM DATABASE {_quoted_name(name)} TO fresh")
            if self._rewritten is not None:
                session.run(self._rewritten)
            session.run("CHECKPOINT fresh")
        finally:
            session.run("DETACH fresh")

    def _swap(self) -> None:
        """Puts the copy in the place of the file. No session is open, and the file stays locked until it is done,
        so that no other process can change the old file in between.
        """
        if self._fresh.with_name(self._fresh.name + ".wal").exists():
            raise Damaged("store.rewrite", "The events could not be written anew.", where=str(self._fresh))
        # The old file was checkpointed for the copy and not changed since: its log says nothing more.
        self._wal.unlink(missing_ok=True)
        _sync(self._fresh)
        os.replace(self._fresh, self.path)
        _sync(self.path.parent)

    @property
    def _wal(self) -> Path:
        return self.path.with_name(self.path.name + ".wal")

    @contextlib.contextmanager
    def _session(self) -> Generator[Session]:
        with self._guard:
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None
            if self._database is None:
                self._database = self._open()
            self._users += 1
            connection = self._database.cursor()
        try:
            for setting in _SESSION:
                connection.execute(setting)
            yield Session(connection)
        finally:
            connection.close()
            with self._guard:
                self._users -= 1
                if self._users == 0 and self._database is not None:
                    self._timer = threading.Timer(self.idle_s, self.close)
                    self._timer.daemon = True
                    self._timer.start()

    def _open(self) -> duckdb.DuckDBPyConnection:
        database = self._connected()
        _forget(self._fresh)
        ready = False
        try:
            ready = self._prepare is None or not self._prepare(Session(database))
            if ready:
                return database
            self._copy(Session(database))
            self._swap()
        finally:
            if not ready:
                database.close()
        return self._connected()

    def _connected(self) -> duckdb.DuckDBPyConnection:
        end = time.monotonic() + self.patience_s
        told = False
        while True:
            try:
                database = duckdb.connect(str(self.path), config=self._config)
                if not any(other._database is not None and other.path == self.path for other in list(_alive)):
                    # The lock is ours: what lies here was left by a process that was killed.
                    shutil.rmtree(self._config["temp_directory"], ignore_errors=True)
                return database
            except duckdb.Error as error:
                holder = re.search(r"PID (\d+)", str(error)) if "lock" in str(error) else None
                if holder is None:
                    raise _opening(error, self.path) from error
                if time.monotonic() > end:
                    raise Busy(
                        "store.locked",
                        f"The events are in use by process {holder[1]}.",
                        where=str(self.path),
                        mend="Wait until it is done, or stop it.",
                        params={"pid": int(holder[1])},
                    ) from error
                if not told:
                    told = True
                    self.waiting(int(holder[1]))
                time.sleep(2 * POLL_S)


_alive: weakref.WeakSet[EventStore] = weakref.WeakSet()


def _close_all() -> None:
    """Closes what is still open when Python ends, so that the file is checkpointed and nothing is said."""
    for store in list(_alive):
        with contextlib.suppress(Exception):
            store.close()


atexit.register(_close_all)


@contextlib.contextmanager
def scratch() -> Generator[Session]:
    """A session of its own in memory, for looking at a file without touching any store."""
    connection = duckdb.connect(":memory:", config={**_LOCAL, "threads": 2, "memory_limit": "1GB"})
    try:
        yield Session(connection)
    finally:
        connection.close()


def literal_path(path: str | os.PathLike[str]) -> str:
    """A path as DuckDB's readers must be given it, with the characters of a glob made ordinary."""
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in os.fspath(path))


_SESSION = ("SET enable_progress_bar = true", "SET enable_progress_bar_print = false", "SET progress_bar_time = 0")
# No extension is ever fetched or loaded from elsewhere: what we need is in the wheel.
_LOCAL: dict[str, Any] = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}


def _config(path: Path, memory: int | None, threads: int | None) -> dict[str, Any]:
    asked = os.environ.get("KLANTREIS_MEMORY")
    if memory is None and asked:
        memory = int(float(asked) * GIGABYTE)
    if memory is None:
        memory = min(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 4, 3 * GIGABYTE)
    config = {
        **_LOCAL,
        "memory_limit": f"{max(memory, GIGABYTE // 4) // 1024**2}MiB",
        "temp_directory": str(path.parent / "cache" / "duckdb"),
        "preserve_insertion_order": True,
    }
    return config if threads is None else {**config, "threads": threads}


@contextlib.contextmanager
def _said() -> Generator[None]:
    """Turns DuckDB's errors into ours."""
    try:
        yield
    except duckdb.InterruptException as error:
        raise _cancelled() from error
    except duckdb.OutOfMemoryException as error:
        raise KlantreisError(
            "store.memory",
            "This needs more memory than DuckDB may use.",
            mend="Set KLANTREIS_MEMORY to a number of gigabytes, or free disk space for its temporary files.",
        ) from error
    except duckdb.Error as error:
        if _disk_full(error):
            raise NoSpace(
                "store.disk_full", "There is no room left on the disk.", mend="Free some space and do it again."
            ) from error
        raise StatementFailed(error) from error


def _disk_full(error: duckdb.Error) -> bool:
    return isinstance(error, duckdb.IOException) and "no space left" in str(error).lower()


def _opening(error: duckdb.Error, path: Path) -> KlantreisError:
    if _disk_full(error):
        return NoSpace("store.disk_full", "There is no room left on the disk.", where=str(path))
    if isinstance(error, duckdb.IOException) and "permission" in str(error).lower():
        return KlantreisError("store.permission", "This file may not be opened.", where=str(path))
    return Damaged(
        "store.damaged",
        f"The events cannot be opened: {str(error).splitlines()[0]}",
        where=str(path),
        mend="Put back a copy of this file, or move it away and import the sources again.",
    )


def _cancelled() -> Cancelled:
    return Cancelled("store.cancelled", "Stopped; nothing was changed.")


def _rollback(session: Session) -> None:
    with contextlib.suppress(KlantreisError):
        session.run("ROLLBACK")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _quoted_name(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _forget(path: Path) -> None:
    for each in (path, path.with_name(path.name + ".wal")):
        each.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
