"""Times as they are stored: UTC text of one width."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


def now() -> str:
    """The present moment."""
    return stored(datetime.now(UTC))


def after(seconds: float) -> str:
    """The moment this many seconds from now."""
    return stored(datetime.now(UTC) + timedelta(seconds=seconds))


def stored(moment: datetime) -> str:
    """An aware moment as stored text."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def read(text: str) -> datetime:
    """Stored text as an aware moment."""
    return datetime.fromisoformat(text)
