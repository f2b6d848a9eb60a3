"""Who can be called in a comment, and where somebody is."""

from __future__ import annotations

from pydantic import Field

from klantreis.server.wire.model import Wire


class Person(Wire):
    """Somebody who may sign in."""

    name: str


class People(Wire):
    """Everybody who can be called in a comment, by name."""

    people: list[Person]


class Mention(Wire):
    """A comment that calls whoever asks, in a thread that is not resolved."""

    map: str
    map_name: str
    comment: str
    target: str = Field(description="Id of the record that the comment is about.")
    by: str
    at: str
    text: str
    mentions: list[str]


class Mentions(Wire):
    """The newest 200, newest first."""

    mentions: list[Mention]
