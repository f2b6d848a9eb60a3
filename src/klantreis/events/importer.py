"""From a file to events in the store: one transaction, all or nothing."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Generator
from dataclasses import replace
from pathlib import Path

from klantreis.engine.duckdb import EventStore, Session, StatementFailed, Watch
from klantreis.errors import Cancelled, UserError
from klantreis.events import identity, numbering, rejected, schema
from klantreis.events.attributes import ensure
from klantreis.events.mapping import mapping
from klantreis.events.options import ImportOptions, ImportReport
from klantreis.events.readers import csv, jsonl, opened, parquet, xes
from klantreis.events.readers.table import Aside, Table
from klantreis.events.recognise import Preview, recognise
from klantreis.events.roles import REQUIRED

Progress = Callable[[float | None, int], None]
"""Called with the share done (0…1, or None when unknown) and the rows read so far."""

_UNPACKING, _READING, _SETTLING = 0.15, 0.75, 0.9


def read(
    store: EventStore,
    path: str | os.PathLike[str],
    options: ImportOptions | None = None,
    progress: Progress = lambda _share, _rows: None,
    cancelled: Callable[[], bool] = lambda: False,
    *,
    name: str | None = None,
) -> ImportReport:
    """Imports one file. What ``options`` leave open is recognised; ``name`` is the file's own name.

    Either all of the file's good rows are in the store when this returns, with its bad rows kept aside, or
    an error is raised and nothing changed: ``UserError`` for what is wrong with the file or the options,
    ``Cancelled`` when ``cancelled()`` became true, ``Busy`` when another process holds the store.
    """
    given = (options or ImportOptions()).checked()
    place = Path(path)
    progress = _forward(progress)
    preview = recognise(place, given, name=name)
    _complete(preview)
    shown = given.name or preview.name
    with _workplace(store) as folder:
        unpacking = _part(progress, 0.0, _UNPACKING)
        with _digest(place) as digest:
            again = _same_file(store, place, preview, given, digest)
            if again is not None:
                return again
            plain = _plain(place, folder, preview, unpacking, cancelled)
            steps = (plain, folder, preview, given, shown, progress, cancelled, digest)
            try:
                return _store(store, *steps)
            except UserError as error:
                if error.code != "events.unreadable_file" or preview.format not in ("csv", "tsv"):
                    raise
                return _store(store, *steps, careful=True)


def _store(
    store: EventStore,
    plain: Path,
    folder: Path,
    preview: Preview,
    given: ImportOptions,
    shown: str,
    progress: Progress,
    cancelled: Callable[[], bool],
    digest: Callable[[], str],
    *,
    careful: bool = False,
) -> ImportReport:
    told = _part(progress, _UNPACKING, _READING)
    with store.transaction() as session:
        session.run(f"SET TimeZone = '{given.timezone}'")
        csv.forget_refused(session)
        table = _table(session, plain, folder, preview, shown, told, cancelled, careful=careful)
        found = mapping(table, preview, given)
        attributes = ensure(session, found.attributes)
        import_id = int(session.value("SELECT coalesce(max(id), 0) + 1 FROM imports") or 1)
        watch = Watch(told, cancelled)
        try:
            handed = session.run(found.insert(table, import_id, attributes), table.params, watch)
        except StatementFailed as error:
            raise _unreadable(shown, error) from error
        settle = Watch(_part(progress, _READING, _SETTLING, handed), cancelled)
        refused = [_named(aside, table) for aside in table.refused(session)]
        _recount(table, handed, len(refused), shown)
        rejected.keep_refused(session, import_id, refused)
        if session.value("SELECT 1 FROM events WHERE import_id = ? AND flaw IS NOT NULL LIMIT 1", [import_id]):
            left_out = sorted({aside.row for aside in refused} | set(table.blanks()))
            rejected.keep_flawed(session, import_id, first=table.first, left_out=left_out, watch=settle)
        good = int(session.value("SELECT count(*) FROM events WHERE import_id = ?", [import_id]) or 0)
        bad = int(session.value("SELECT count(*) FROM rejected WHERE import_id = ?", [import_id]) or 0)
        _check(session, import_id, good, bad, shown, preview, given)
        notes = found.notes(session, import_id)
        duplicates = identity.set_repeats_apart(session, import_id, settle)
        numbering.number_new(session, import_id, settle)
        if cancelled():
            raise Cancelled("events.cancelled", "The import was stopped; nothing was added.", where=shown)
        report = ImportReport(
            rows=good + bad,
            added=good - duplicates,
            duplicates=duplicates,
            rejected=bad,
            rejected_file=f"{import_id}.csv" if bad else None,
            customers=int(session.value("SELECT count(*) FROM customers") or 0),
            journeys=_journeys(session),
            activities=int(session.value("SELECT count(*) FROM activities") or 0),
            columns=found.roles,
            import_id=import_id,
            reasons=rejected.reasons(session, import_id) if bad else {},
            notes=notes,
        )
        _record(session, report, shown, preview, given, digest())
        schema.raise_mark(session, "version")
    progress(1.0, report.rows)
    return report


def _recount(table: Table, handed: int, refused: int, name: str) -> None:
    """Raises when rows were lost or made up on the way; the file is then read once more, with care."""
    expected = table.expected()
    if expected is not None and handed + refused != expected and handed + refused + len(table.blanks()) != expected:
        raise UserError(
            "events.unreadable_file",
            f"This file has {expected} rows, of which {handed + refused} were found.",
            where=name,
            mend="Look for rows with a strange number of fields or line ends, or export it again.",
            params={"file": name, "rows": expected, "found": handed + refused},
        )


def _named(aside: Aside, table: Table) -> Aside:
    """The same row with the file's own name of the column that DuckDB calls c1, c2 …"""
    number = int(aside.column[1:]) if aside.column and aside.column[1:].isdigit() else 0
    return replace(aside, column=table.columns[number - 1] if 0 < number <= len(table.columns) else None)


def _complete(preview: Preview) -> None:
    """Refuses a file in which a required column is missing."""
    missing = [role for role in REQUIRED if role not in preview.roles.values()]
    if missing:
        columns = [column.name for column in preview.columns]
        raise UserError(
            f"events.no_{missing[0]}_column",
            f"No column was recognised as the {missing[0]}.",
            where=preview.name,
            mend=f"Say which column holds the {missing[0]}. Its columns are: {', '.join(columns[:30])}.",
            params={"file": preview.name, "role": missing[0], "missing": missing, "columns": columns[:100]},
        )


def _plain(path: Path, folder: Path, preview: Preview, told: opened.Told, stop: Callable[[], bool]) -> Path:
    """The file as the readers want it: unpacked, and as UTF-8 where it is text."""
    if preview.format in ("csv", "tsv", "jsonl"):
        return opened.plain(path, folder, encoding=preview.encoding or "utf-8", told=told, stop=stop)
    return opened.unpack(path, folder, told=told, stop=stop)


def _table(
    session: Session,
    plain: Path,
    folder: Path,
    preview: Preview,
    name: str,
    told: opened.Told,
    stop: Callable[[], bool],
    *,
    careful: bool,
) -> Table:
    if preview.format == "parquet":
        return parquet.table(session, [plain], name=name)
    if preview.format == "jsonl":
        return jsonl.table(session, plain, name=name)
    if preview.format == "xes":
        return parquet.table(session, xes.to_parquet(plain, folder, name=name, told=told, stop=stop), name=name)
    return csv.table(plain, preview.dialect, name=name, careful=careful)


def _check(
    session: Session, import_id: int, good: int, bad: int, name: str, preview: Preview, given: ImportOptions
) -> None:
    """Refuses the whole file when none of its rows is good, or when its dates prove to be month first."""
    if good + bad == 0:
        raise UserError(
            "events.no_rows",
            "This file holds no rows below its header.",
            where=name,
            mend="Export it again.",
            params={"file": name},
        )
    time = preview.column("time")
    if bad and given.time_format is None and time is not None and time.time_format in ("day_month", "month_day"):
        _check_order(session, import_id, name, time.name, time.time_format)
    if good == 0:
        first = rejected.first_bad(session, import_id) or {}
        reason, mend = rejected.REASONS.get(str(first.get("code")), rejected.REASONS["unreadable_row"])
        raise UserError(
            "events.all_rejected",
            f"None of the {bad} rows can become an event. Row {first.get('row')}: {reason}",
            where=f"{name}, row {first.get('row')}",
            mend=mend,
            params={
                "file": name,
                "rows": bad,
                "row": first.get("row"),
                "reason": first.get("code"),
                "value": first.get("value"),
            },
        )


def _check_order(session: Session, import_id: int, name: str, column: str, taken: str) -> None:
    from klantreis.events.times import parsed

    other = "month_day" if taken == "day_month" else "day_month"
    row = session.query(
        "SELECT at_row, value FROM rejected WHERE import_id = ? AND code = 'time_unreadable' "
        f"AND {parsed('value', other)} IS NOT NULL ORDER BY at_row LIMIT 1",
        [import_id],
    )
    if row:
        raise UserError(
            "events.date_order",
            f"The dates were taken as {taken.replace('_', ' first, ')} second, but row {row[0][0]} says {row[0][1]!r}.",
            where=f"{name}, row {row[0][0]}",
            mend=f"Choose {other} if that is how this file writes dates, or {taken} to set such rows aside.",
            params={
                "file": name,
                "row": row[0][0],
                "column": column,
                "value": row[0][1],
                "taken": taken,
                "other": other,
                "reason": "proved_wrong",
            },
        )


def _journeys(session: Session) -> int:
    count = int(session.value("SELECT count(*) FROM journeys") or 0)
    return count or int(session.value("SELECT count(*) FROM customers") or 0)


def _record(
    session: Session, report: ImportReport, name: str, preview: Preview, given: ImportOptions, digest: str
) -> None:
    first, last = session.query("SELECT min(ts), max(ts) FROM events WHERE import_id = ?", [report.import_id])[0]
    session.run(
        "INSERT INTO imports VALUES (?, ?, ?, ?, ?, (now() AT TIME ZONE 'UTC'), ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            report.import_id,
            name,
            preview.bytes,
            digest,
            preview.format,
            report.rows,
            report.added,
            report.duplicates,
            report.rejected,
            first,
            last,
            json.dumps(report.columns, ensure_ascii=False),
            _fingerprint(preview, given),
            json.dumps(report.notes, ensure_ascii=False),
        ],
    )


def _fingerprint(preview: Preview, given: ImportOptions) -> str:
    """How the file was read; the same file read in another way is another source."""
    told = {**given.to_dict(), "columns": preview.roles, "name": None, "decimal": preview.decimal}
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def _same_file(
    store: EventStore, path: Path, preview: Preview, given: ImportOptions, digest: Callable[[], str]
) -> ImportReport | None:
    """The report for a file that is in the store already, byte for byte and read in the same way."""
    fingerprint = _fingerprint(preview, given)
    with store.reading() as session:
        rows = session.query(
            "SELECT id, digest, total - rejected, total, rejected, roles FROM imports WHERE bytes = ? AND options = ?",
            [path.stat().st_size, fingerprint],
        )
        for import_id, known, good, read_rows, bad, columns in rows:
            if known == digest():
                return ImportReport(
                    rows=read_rows,
                    added=0,
                    duplicates=good,
                    rejected=bad,
                    rejected_file=f"{import_id}.csv" if bad else None,
                    customers=int(session.value("SELECT count(*) FROM customers") or 0),
                    journeys=_journeys(session),
                    activities=int(session.value("SELECT count(*) FROM activities") or 0),
                    columns=json.loads(columns),
                    import_id=None,
                    reasons=rejected.reasons(session, import_id),
                    notes=[
                        {
                            "code": "events.same_file",
                            "message": "This file was imported before.",
                            "params": {"source": import_id},
                        }
                    ],
                )
    return None


@contextlib.contextmanager
def _digest(path: Path) -> Generator[Callable[[], str]]:
    """The file's SHA-256, worked out beside the reading; the function waits for it."""
    stop = threading.Event()
    result: list[str | BaseException] = []

    def work() -> None:
        try:
            sum_ = hashlib.sha256()
            with path.open("rb") as file:
                while (chunk := file.read(opened.CHUNK)) and not stop.is_set():
                    sum_.update(chunk)
            result.append(sum_.hexdigest())
        except BaseException as error:
            result.append(error)

    thread = threading.Thread(target=work, name="klantreis-digest", daemon=True)
    thread.start()

    def wait() -> str:
        thread.join()
        if isinstance(result[0], BaseException):
            raise result[0]
        return result[0]

    try:
        yield wait
    finally:
        stop.set()
        thread.join()


@contextlib.contextmanager
def _workplace(store: EventStore) -> Generator[Path]:
    """A folder beside the store for what an import unpacks; also takes away what a killed one left."""
    clear_left(store)
    above = _above(store)
    above.mkdir(parents=True, exist_ok=True)
    with _alone(above):
        folder = Path(tempfile.mkdtemp(prefix=f"{os.getpid()}-", dir=above))
        # held until it is gone: the system lets go of it when this process is killed
        held = (folder / _HELD).open("w")
        fcntl.flock(held, fcntl.LOCK_EX)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        held.close()


def clear_left(store: EventStore) -> None:
    """Takes away what imports that were killed had unpacked: it holds the rows of their files."""
    above = _above(store)
    if not above.is_dir():
        return
    with _alone(above):
        for left in above.iterdir():
            if left.is_dir() and not _is_held(left / _HELD):
                shutil.rmtree(left, ignore_errors=True)


_HELD = ".held"


def _above(store: EventStore) -> Path:
    return store.path.parent / "cache" / "import"


@contextlib.contextmanager
def _alone(above: Path) -> Generator[None]:
    with above.with_name("import.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _is_held(mark: Path) -> bool:
    """Whether the import whose mark this is still runs, in whichever process or container."""
    try:
        with mark.open() as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


def _forward(progress: Progress) -> Progress:
    """The same, never going back: DuckDB's own estimate sometimes does."""
    top = 0.0

    def told(share: float | None, rows: int) -> None:
        nonlocal top
        top = max(top, share or 0.0)
        progress(None if share is None else top, rows)

    return told


def _part(progress: Progress, low: float, high: float, rows: int = 0) -> Callable[[float | None], None]:
    return lambda share: progress(None if share is None else low + (high - low) * share, rows)


def _unreadable(name: str, error: StatementFailed) -> UserError:
    return UserError(
        "events.unreadable_file",
        f"This file cannot be read as it was recognised: {error.message.split(': ', 1)[-1]}",
        where=name,
        mend="Check the format, the delimiter and the encoding, or export it again.",
        params={"file": name, "reason": error.message},
    )
