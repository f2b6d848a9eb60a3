"""The workspace and who is in it."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from klantreis.server.wire.model import Wire


class User(Wire):
    """Who is asking, and what they may do."""

    name: str
    may: list[str]
    password: bool = Field(description="Whether this person signed in with a password, and so can sign out.")


class Counts(Wire):
    """How much the workspace holds."""

    events: int
    customers: int
    journeys: int
    activities: int
    maps: int
    sources: int


class Workspace(Wire):
    """The workspace as the app's first request sees it."""

    name: str
    timezone: str
    currency: str
    language: Literal["nl", "en"]
    version: str = Field(description="Version of Klantreis.")
    user: User
    counts: Counts
    from_: datetime | None = Field(alias="from", description="Time of the first event.")
    to: datetime | None = Field(description="Time of the last event.")
    index_version: str = Field(description="Changes whenever the events change.")


class WorkspaceChange(Wire):
    """The settings to change; what is left out stays."""

    name: str | None = Field(None, min_length=1, max_length=200)
    timezone: str | None = Field(None, max_length=64)
    currency: str | None = Field(None, max_length=3)
    language: Literal["nl", "en"] | None = None


class SignIn(Wire):
    """A name and a password."""

    name: str = Field(min_length=1, max_length=200)
    password: str = Field(min_length=1, max_length=1000)


class Session(Wire):
    """Whether a password is asked here, and who is signed in."""

    asks_password: bool
    user: User | None
