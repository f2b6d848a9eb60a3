"""``klantreis import FILE…``: events in."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from klantreis.cli import say
from klantreis.cli.call import Call, command
from klantreis.errors import UserError

ROLES = ("customer", "activity", "time", "channel", "value", "score", "text", "event_id", "journey_id")

PATIENCE_S = 120.0
"""How long an import waits for a busy server: whoever imports would rather wait than begin again."""


def _column(role: str) -> Any:
    return typer.Option(
        f"--{role.replace('_', '-')}", metavar="COL", help=f"Column that holds the {role.replace('_', ' ')}."
    )


@command("import")
def import_(
    call: Call,
    *,
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE…", help="CSV, TSV, Parquet, JSON Lines or XES; .gz and .zst too.")
    ],
    customer: Annotated[str | None, _column("customer")] = None,
    activity: Annotated[str | None, _column("activity")] = None,
    time: Annotated[str | None, _column("time")] = None,
    channel: Annotated[str | None, _column("channel")] = None,
    value: Annotated[str | None, _column("value")] = None,
    score: Annotated[str | None, _column("score")] = None,
    text: Annotated[str | None, _column("text")] = None,
    event_id: Annotated[str | None, _column("event_id")] = None,
    journey_id: Annotated[str | None, _column("journey_id")] = None,
    ignore: Annotated[
        list[str] | None, typer.Option(metavar="COL", help="Column to leave out; may be repeated.")
    ] = None,
    format_: Annotated[
        str, typer.Option("--format", metavar="auto|csv|tsv|parquet|jsonl|xes", help="Format of the file.")
    ] = "auto",
    delimiter: Annotated[str | None, typer.Option(metavar="CHAR", help="What stands between columns.")] = None,
    encoding: Annotated[str | None, typer.Option(metavar="NAME", help="utf-8, utf-16 or cp1252.")] = None,
    header: Annotated[
        bool | None, typer.Option("--header/--no-header", help="Whether the first row names the columns.")
    ] = None,
    decimal: Annotated[str | None, typer.Option(metavar="CHAR", help="Decimal mark: , or .")] = None,
    time_format: Annotated[str | None, typer.Option(metavar="FORMAT", help="How times are written.")] = None,
    tz: Annotated[
        str | None, typer.Option(metavar="ZONE", help="Time zone of times that give none (default: the workspace's).")
    ] = None,
    score_kind: Annotated[str | None, typer.Option(metavar="nps|csat|ces", help="What the scores are.")] = None,
    check: Annotated[bool, typer.Option("--check", help="Only show what is recognised; import nothing.")] = False,
) -> None:
    """Import events; importing a file twice adds nothing the second time."""
    named = dict(zip(ROLES, (customer, activity, time, channel, value, score, text, event_id, journey_id), strict=True))
    columns = {column: role for role, column in named.items() if column is not None}
    columns |= dict.fromkeys(ignore or (), "ignore")
    options: dict[str, Any] = {
        "columns": columns,
        "format": None if format_ == "auto" else format_,
        "delimiter": {"tab": "\t", "\\t": "\t"}.get(delimiter or "", delimiter),
        "encoding": encoding,
        "header": header,
        "decimal": decimal,
        "time_format": time_format,
        "timezone": tz,
        "score_kind": score_kind,
    }
    missing = [file for file in files if not file.is_file()]
    if missing:
        raise UserError(
            "events.no_such_file",
            "There is no such file.",
            where=str(missing[0]),
            mend="Check the name and the folder.",
        )
    if check:
        found = [call.workspace.events.recognise(file, **options).to_dict() for file in files]
        call.show(found[0] if len(found) == 1 else {"files": found}, lambda _: _previews(files, found))
        return
    store = call.workspace.store
    store.patience_s = max(store.patience_s, PATIENCE_S)
    store.waiting = lambda pid: typer.echo(f"Waiting until process {pid} lets go of the events …", err=True)
    reports = []
    for file in files:
        with _progress(file, quiet=call.json) as (progress, cancelled):
            report = call.workspace.events.read(file, progress=progress, cancelled=cancelled, **options)
        reports.append(report.to_dict())
        if not call.json:
            _tell(file, reports[-1])
    if call.json:
        call.print_json(reports[0] if len(reports) == 1 else {"imports": reports})


def _tell(file: Path, report: dict[str, Any]) -> None:
    parts = [f"{say.number(report['rows'])} rows", f"{say.number(report['added'])} added"]
    if report["duplicates"]:
        parts.append(f"{say.number(report['duplicates'])} known already")
    if report["rejected"]:
        source = report["import_id"] or next((note["params"].get("source") for note in report["notes"]), None)
        parts.append(f"{say.number(report['rejected'])} rejected (klantreis rejected {source})")
    say.line(f"{file.name}: {', '.join(parts)}")
    for note in report.get("notes") or ():
        say.line(f"  note: {note['message']}")
    say.line(
        f"Now {say.number(report['customers'])} customers, {say.number(report['journeys'])} journeys, "
        f"{say.number(report['activities'])} activities."
    )


def _previews(files: list[Path], found: list[dict[str, Any]]) -> None:
    for file, told in zip(files, found, strict=True):
        _preview(file, told)


def _preview(file: Path, found: dict[str, Any]) -> None:
    facts = [found[key] for key in ("format", "compression", "encoding") if found.get(key)]
    rows = [
        (
            each["name"],
            each["guess"],
            each.get("why") or "",
            ", ".join(str(sample) for sample in (each.get("samples") or ())[:3]),
        )
        for each in found["columns"]
    ]
    say.table(f"{file.name} · {' · '.join(facts)}", ("column", "is", "why", "such as"), rows)
    for problem in found.get("problems") or ():
        say.line(f"  note: {problem['message'] if isinstance(problem, dict) else problem}")
    say.line("Nothing was imported. Correct a column with --customer, --activity, --time …")


@contextmanager
def _progress(file: Path, *, quiet: bool) -> Generator[tuple[Callable[[float | None, int], None], Callable[[], bool]]]:
    """A bar on the terminal, and a way to stop: the first Ctrl-C asks the import to undo itself."""
    stop = threading.Event()
    before = signal.getsignal(signal.SIGINT)

    def asked(number: int, frame: Any) -> None:
        stop.set()
        signal.signal(signal.SIGINT, before)

    in_main = threading.current_thread() is threading.main_thread()
    if in_main:
        signal.signal(signal.SIGINT, asked)
    try:
        if quiet or not sys.stderr.isatty():
            yield (lambda share, rows: None), stop.is_set
            return
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        bars = (
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.fields[rows]} rows"),
            TimeElapsedColumn(),
        )
        with Progress(*bars, console=Console(stderr=True), transient=True) as shown:
            task = shown.add_task(file.name, total=None, rows="0")
            yield (lambda share, rows: _move(shown, task, share, rows)), stop.is_set
    finally:
        if in_main:
            signal.signal(signal.SIGINT, before)


def _move(shown: Any, task: Any, share: float | None, rows: int) -> None:
    shown.update(task, total=None if share is None else 1.0, completed=share or 0.0, rows=say.number(rows))
