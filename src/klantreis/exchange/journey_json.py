"""``*.journey.json``: a whole map in a file that reads well in a diff.

Lossless both ways (SPEC R30), and written in one way only (SPEC R31).
"""

from __future__ import annotations

import json
import os
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from klantreis.errors import TooLarge, UserError
from klantreis.journey.document import Document

SUFFIX = ".journey.json"
MAX_BYTES = 64 * 1024 * 1024


def dumps(document: Document) -> str:
    """The text of a journey file."""
    return json.dumps(document.to_dict(), ensure_ascii=False, indent=2) + "\n"


def loads(content: str | bytes, *, where: str = "journey.json") -> Document:
    """The document in a journey file's content; older schemas are migrated.

    Raises UserError with the place in the text, or with the record, field and rule; ``where`` names
    the file in it.
    """
    raw = _parsed(_decoded(content, where), where)
    try:
        return Document.from_dict(raw)
    except UserError as problem:
        problem.where = f"{where}: {problem.where}" if problem.where else where
        problem.params["file"] = where
        raise


def read(path: Path) -> Document:
    """The document in a file."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise _too_large(path.name)
        content = path.read_bytes()
    except FileNotFoundError:
        raise UserError("journey.no_file", "There is no such file.", where=str(path)) from None
    except OSError as problem:
        message = f"The file cannot be read ({problem.strerror})."
        raise UserError("journey.unreadable_file", message, where=str(path)) from problem
    return loads(content, where=path.name)


def write(document: Document, path: Path) -> None:
    """Write a file: whole, or not at all."""
    number, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(number, "w", encoding="utf-8", newline="\n") as file:
            file.write(dumps(document))
            file.flush()
            os.fsync(file.fileno())
        part.chmod(0o644)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _decoded(content: str | bytes, where: str) -> str:
    if len(content) > MAX_BYTES:
        raise _too_large(where)
    if isinstance(content, str):
        return content.removeprefix("\ufeff")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        message = f"The file is not UTF-8 text (byte {problem.start})."
        mend = "Save it as UTF-8."
        raise UserError("journey.not_utf8", message, where=where, mend=mend, params={"byte": problem.start}) from None


def _parsed(text: str, where: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_distinct, parse_constant=_constant)
    except json.JSONDecodeError as problem:
        message = f"This is not JSON: {problem.msg} (line {problem.lineno}, column {problem.colno})."
        params = {"line": problem.lineno, "column": problem.colno}
        raise UserError("journey.not_json", message, where=where, mend="Export the map again.", params=params) from None
    except (ValueError, RecursionError) as problem:
        reason = "it nests too deep" if isinstance(problem, RecursionError) else str(problem)
        message = f"This is not a journey file: {reason}."
        raise UserError("journey.not_json", message, where=where, mend="Export the map again.") from None


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose names are all different; a plain reader would keep the last in silence."""
    made = dict(pairs)
    if len(made) != len(pairs):
        twice = Counter(name for name, _ in pairs).most_common(1)[0][0]
        raise ValueError(f"the name {twice[:60]!r} comes twice in one object")
    return made


def _constant(name: str) -> Any:
    raise ValueError(f"{name} is not a number in JSON")


def _too_large(where: str) -> TooLarge:
    message = f"A journey file has at most {MAX_BYTES // 1024**2} MB."
    return TooLarge("journey.file_too_large", message, where=where, params={"most": MAX_BYTES})
