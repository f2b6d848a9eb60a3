"""``*.journey.json``: a whole map in a file that reads well in a diff.

Lossless both ways (SPEC R30), and written in one way only (SPEC R31).
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from klantreis.errors import TooLarge, UserError
from klantreis.journey.document import Document
from klantreis.storage.attachments import Attached

SUFFIX = ".journey.json"
FILE = r"file_[0-9a-z]{10}"
MAX_BYTES = 64 * 1024 * 1024


def dumps(document: Document, files: Iterable[Attached] = ()) -> str:
    """The text of a journey file, with the map's own files in it; raises TooLarge when it could not be read again."""
    raw = document.to_dict()
    held = {
        file.id: {"name": file.name, "content": b64encode(file.content).decode()}
        for file in sorted(files, key=lambda file: file.id)
    }
    text = json.dumps(raw | {"files": held} if held else raw, ensure_ascii=False, indent=2) + "\n"
    if held and len(text.encode()) > MAX_BYTES:
        raise TooLarge(
            "export.files_too_large",
            f"With its files this map is larger than the {MAX_BYTES // 1024**2} MB that a journey file may be.",
            mend="Leave the files out, and save them one by one.",
            params={"most": MAX_BYTES},
        )
    return text


def loads(content: str | bytes, *, where: str = "journey.json") -> Document:
    """The document in a journey file's content; older schemas are migrated.

    Raises UserError with the place in the text, or with the record, field and rule; ``where`` names
    the file in it.
    """
    return loads_whole(content, where=where)[0]


def loads_whole(content: str | bytes, *, where: str = "journey.json") -> tuple[Document, list[Attached]]:
    """As ``loads``, with the files that came along."""
    raw = _parsed(_decoded(content, where), where)
    try:
        held = raw.pop("files", {}) if isinstance(raw, dict) else {}
        return Document.from_dict(raw), _files(held)
    except UserError as problem:
        problem.where = f"{where}: {problem.where}" if problem.where else where
        problem.params["file"] = where
        raise


def _files(held: Any) -> list[Attached]:
    """The files of a map as a journey file has them."""
    found: list[Attached] = []
    told: dict[str, Any] = held if isinstance(held, dict) else {"files": None}
    for name, each in told.items():
        try:
            if not re.fullmatch(FILE, name) or each.keys() != {"name", "content"} or not isinstance(each["name"], str):
                raise ValueError(name)
            found.append(Attached(name, each["name"], b64decode(each["content"], validate=True)))
        except (ValueError, TypeError, AttributeError):
            mend = "A file has an id like file_0123456789, a name, and its content in base64. Export the map again."
            message = "A file in this journey file cannot be read."
            raise UserError("journey.attachment", message, where=name[:40], mend=mend) from None
    return found


def read(path: Path) -> Document:
    """The document in a file."""
    return read_whole(path)[0]


def read_whole(path: Path) -> tuple[Document, list[Attached]]:
    """As ``read``, with the files that came along."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise _too_large(path.name)
        content = path.read_bytes()
    except FileNotFoundError:
        raise UserError("journey.no_file", "There is no such file.", where=str(path)) from None
    except OSError as problem:
        message = f"The file cannot be read ({problem.strerror})."
        raise UserError("journey.unreadable_file", message, where=str(path)) from problem
    return loads_whole(content, where=path.name)


def write(document: Document, path: Path, files: Iterable[Attached] = ()) -> None:
    """Write a file: whole, or not at all."""
    text = dumps(document, files)
    number, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(number, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
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
