"""The parts a template is written with: every text in Dutch and in English, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from klantreis.journey.lane import LaneType

Language = Literal["nl", "en"]
Contact = Literal["online", "offline", "both"]


@dataclass(frozen=True)
class Said:
    """One text in both languages."""

    nl: str
    en: str

    def in_(self, language: str) -> str:
        """The text in ``nl`` or ``en``."""
        return self.nl if language == "nl" else self.en


@dataclass(frozen=True)
class TouchpointText:
    """A typical touchpoint; ``cells`` are example cards by type of lane."""

    name: Said
    channel: Said
    contact: Contact
    cells: Mapping[LaneType, Said] = field(default_factory=dict)
    moment_of_truth: bool = False


@dataclass(frozen=True)
class PhaseText:
    """A phase with what the customer wants and needs to know there."""

    name: Said
    goal: Said
    information_need: Said
    touchpoints: tuple[TouchpointText, ...]


@dataclass(frozen=True)
class LaneText:
    """A row; several lanes may have the type ``text``, but only the first gets example cards."""

    type: LaneType
    name: Said


@dataclass(frozen=True)
class Template:
    """A map to start from."""

    name: str
    title: Said
    description: Said
    phases: tuple[PhaseText, ...]
    lanes: tuple[LaneText, ...]


ADVERTISING = Said("reclame", "advertising")
APP = Said("app", "app")
CHAT = Said("chat", "chat")
EMAIL = Said("e-mail", "e-mail")
PERSON = Said("persoonlijk", "in person")
PHONE = Said("telefoon", "phone")
POST = Said("post", "post")
REVIEWS = Said("reviewsite", "review site")
SEARCH = Said("zoekmachine", "search engine")
SHOP = Said("winkel", "shop")
SOCIAL = Said("sociale media", "social media")
WEB = Said("website", "website")
