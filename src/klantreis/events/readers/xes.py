"""XES (IEEE 1849): logs of traces of events, taken apart while reading, without the whole file in memory."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from klantreis.errors import Cancelled, UserError
from klantreis.events.readers.table import MOST_COLUMNS, too_many_columns

BATCH = 50_000
_VALUES = ("string", "date", "int", "float", "boolean", "id")
_MOST_TEXT = 100_000
MOST_DEPTH = 100


def events(source: IO[bytes], *, name: str) -> Iterator[dict[str, str]]:
    """Events one by one. Attributes of the trace get ``case:`` before their key, as process mining tools write it."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import ParseError, iterparse

    walk = _Walk(name)
    try:
        for action, element in iterparse(source, events=("start", "end"), forbid_dtd=True):
            tag = element.tag.rsplit("}", 1)[-1]
            if action == "start":
                walk.enter(tag, element)
                continue
            event = walk.leave(tag, element)
            if event is not None:
                yield event
    except DefusedXmlException as error:
        raise _unreadable(name, "it declares a document type or entities", None) from error
    except ParseError as error:
        place = getattr(error, "position", (None, None))[0]
        raise _unreadable(name, str(error).split(":", maxsplit=1)[0], place) from error
    except (OSError, EOFError, zlib.error) as error:
        raise UserError(
            "events.torn",
            f"This file is damaged or was cut off: {error}.",
            where=name,
            mend="Fetch or export it again.",
            params={"file": name},
        ) from error


class _Walk:
    """Where the parser is: elements are dropped as soon as they have been read."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.root: Any = None
        self.inside: list[str] = []
        self.trace: dict[str, str] = {}
        self.event: dict[str, str] | None = None
        self.depth = 0

    def enter(self, tag: str, element: Any) -> None:
        """An element opens."""
        self.inside.append(tag)
        level = len(self.inside)
        if level == 1:
            self.root = element
            if tag != "log":
                raise _not_xes(self.name, tag)
        elif level > MOST_DEPTH:
            raise _unreadable(self.name, "its elements are nested too deep", None)
        elif tag == "trace" and level == 2:
            self.trace = {}
        elif tag == "event" and level in (2, 3):
            # An event straight under the log belongs to no trace.
            self.trace = self.trace if level == 3 else {}
            self.event, self.depth = {}, level

    def leave(self, tag: str, element: Any) -> dict[str, str] | None:
        """An element closes; gives the event when it was one."""
        level = len(self.inside)
        self.inside.pop()
        done: dict[str, str] | None = None
        if tag in _VALUES and "key" in element.attrib:
            key, value = element.attrib["key"], element.attrib.get("value", "")[:_MOST_TEXT]
            if self.event is not None and level == self.depth + 1:
                self.event[key] = value
            elif self.event is None and level == 3 and self.inside[1] == "trace":
                self.trace["case:" + key] = value
        elif tag == "event" and self.event is not None and level == self.depth:
            done, self.event = {**self.trace, **self.event}, None
        if level <= 3:
            element.clear()
        if level == 2:
            self.root.clear()
        return done


def to_parquet(
    path: Path, folder: Path, *, name: str, told: Callable[[float | None], None], stop: Callable[[], bool]
) -> list[Path]:
    """The events as Parquet parts of text columns in ``folder``, in the file's order."""
    import pyarrow
    import pyarrow.parquet

    parts: list[Path] = []
    columns: dict[str, None] = {}
    rows: list[dict[str, str]] = []
    size = max(path.stat().st_size, 1)

    def flush() -> None:
        arrays = {key: pyarrow.array([row.get(key) for row in rows], pyarrow.string()) for key in columns}
        part = folder / f"part{len(parts):06d}.parquet"
        pyarrow.parquet.write_table(pyarrow.table(arrays), part, compression="zstd", compression_level=1)
        parts.append(part)
        rows.clear()

    with path.open("rb") as file:
        for event in events(file, name=name):
            rows.append(event)
            for key in event:
                columns.setdefault(key)
            if len(columns) > MOST_COLUMNS:
                raise too_many_columns(len(columns), name)
            if len(rows) >= BATCH:
                flush()
                told(min(file.tell() / size, 1.0))
                if stop():
                    raise Cancelled("events.cancelled", "The import was stopped; nothing was added.", where=name)
    if rows or not parts:
        if not columns:
            raise UserError(
                "events.no_rows",
                "This file holds no events.",
                where=name,
                mend="Export it again.",
                params={"file": name},
            )
        flush()
    return parts


def _unreadable(name: str, reason: str, line: int | None) -> UserError:
    return UserError(
        "events.xes",
        f"This XES file cannot be read: {reason}.",
        where=f"{name}, line {line}" if line else name,
        mend="Export it again, without a document type.",
        params={"file": name, "row": line, "reason": reason},
    )


def _not_xes(name: str, tag: str) -> UserError:
    return UserError(
        "events.not_xes",
        f"This XML is no event log: it starts with <{tag}>.",
        where=name,
        mend="Export it as XES or CSV.",
        params={"file": name, "tag": tag},
    )
