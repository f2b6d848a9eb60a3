"""``workspace.toml``: the few facts a workspace is opened with."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from klantreis.errors import Damaged, UserError
from klantreis.workspace.folder import write_atomically

FORMAT = 1
FILE = "workspace.toml"
LANGUAGES = ("nl", "en")
TEXTS = ("name", "timezone", "currency", "language", "created")


@dataclass(frozen=True)
class Settings:
    """Name, time zone, currency and language of a workspace; ``documents`` is a database URL or None."""

    name: str
    timezone: str = "Europe/Amsterdam"
    currency: str = "EUR"
    language: str = "nl"
    created: str = ""
    documents: str | None = None
    """SQLAlchemy URL of a PostgreSQL database for maps and users; None means SQLite in the folder. Never shown."""
    format: int = FORMAT

    def changed(
        self,
        *,
        name: str | None = None,
        timezone: str | None = None,
        currency: str | None = None,
        language: str | None = None,
    ) -> Settings:
        """These settings with the given ones replaced, checked."""
        return checked(
            replace(
                self,
                name=self.name if name is None else name,
                timezone=self.timezone if timezone is None else timezone,
                currency=self.currency if currency is None else currency,
                language=self.language if language is None else language,
            )
        )


def checked(settings: Settings) -> Settings:
    """The settings, or a UserError that names the field and what is allowed."""
    name = settings.name.strip()
    if not 1 <= len(name) <= 200 or not name.isprintable():
        raise _refused("name", settings.name, "Give a name of 1 to 200 printable characters.")
    if not _is_timezone(settings.timezone):
        raise _refused("timezone", settings.timezone, "Give a name from the tz database, such as Europe/Amsterdam.")
    if not re.fullmatch(r"[A-Z]{3}", settings.currency):
        raise _refused("currency", settings.currency, "Give three capitals of ISO 4217, such as EUR.")
    if settings.language not in LANGUAGES:
        raise _refused("language", settings.language, f"Choose one of: {', '.join(LANGUAGES)}.")
    return replace(settings, name=name)


def load(folder: Path) -> Settings:
    """Read ``workspace.toml``; raises Damaged when it cannot be read and UserError for a newer format."""
    path = folder / FILE
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise Damaged(
            "workspace.settings_unreadable",
            f"The settings of this workspace cannot be read: {problem}.",
            where=str(path),
            mend="Correct the file in a text editor, or remove it: it is made anew, and events and maps stay.",
        ) from problem
    version = found.get("format", FORMAT)
    if not isinstance(version, int) or version > FORMAT:
        raise UserError(
            "workspace.newer_format",
            f"This workspace was made by a newer version (format {version}, this one reads {FORMAT}).",
            where=str(path),
            mend="Install the newest version of Klantreis.",
            params={"format": version, "readable": FORMAT},
        )
    wrong = [key for key in (*TEXTS, "documents") if not isinstance(found.get(key, ""), str)]
    if wrong:
        raise _refused(", ".join(wrong), "something else than text", "Write a text between quotes.")
    read = Settings(name=folder.name, documents=found.get("documents"))
    return checked(replace(read, **{key: found[key] for key in TEXTS if key in found}))


def save(folder: Path, settings: Settings) -> None:
    """Write ``workspace.toml`` whole or not at all; private where it holds the URL of a database."""
    fields = {
        "format": settings.format,
        "name": settings.name,
        "timezone": settings.timezone,
        "currency": settings.currency,
        "language": settings.language,
        "created": settings.created,
    }
    if settings.documents is not None:
        fields["documents"] = settings.documents
    # A JSON string of printable characters is a TOML basic string too.
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items()]
    content = "\n".join(["# A Klantreis workspace.", *lines, ""]).encode()
    write_atomically(folder / FILE, content, private=settings.documents is not None)


def load_or_make(folder: Path, *, name: str | None = None) -> Settings:
    """The settings of a folder; made with the defaults when it has none yet."""
    if (folder / FILE).exists():
        return load(folder)
    fresh = "".join(c if c.isprintable() else " " for c in (name or folder.resolve().name)).strip() or "Klantreis"
    settings = checked(Settings(name=fresh[:200], created=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")))
    save(folder, settings)
    return settings


def _is_timezone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # not found is a KeyError; a path or a folder name the others
        return False
    return True


def _refused(field: str, value: str, mend: str) -> UserError:
    return UserError(
        "workspace.bad_setting",
        f"{value[:80]!r} is not allowed as {field}.",
        where=f"workspace.{field}",
        mend=mend,
        params={"field": field, "value": value[:80]},
    )
