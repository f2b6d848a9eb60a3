"""Which journeys a question is about: the same words in library, command line and API."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

from klantreis.errors import UserError

Unit = Literal["customer", "journey", "gap"]


@dataclass(frozen=True)
class Selection:
    """Filters as a person says them. A filter selects whole journeys.

    ``from_`` and ``to`` are dates or times (a date or a time without a zone is in the workspace's time zone); journeys
    that *start* in [from, to) are selected. ``where`` is a rule such as ``channel = "phone"``; ``segment`` the name of
    a stored rule, ``persona`` the name or id of a persona of the map that is asked about, whose segment is a rule too;
    journeys with, for every rule, at least one event for which it holds are selected. ``unit`` says what one
    journey is (by default a journey id where the events have them, else the customer); ``gap`` is the inactivity that
    splits them when it is ``gap`` (such as ``30m``).
    """

    from_: str | None = None
    to: str | None = None
    segment: str | None = None
    where: str | None = None
    channel: str | None = None
    unit: Unit | None = None
    gap: str | None = None
    persona: str | None = None
    rule: str | None = None
    """The segment of the persona, once the map has been asked for it; nobody gives it by hand."""

    def __post_init__(self) -> None:
        """Refuse what contradicts itself."""
        if self.unit is not None and self.unit not in get_args(Unit):
            raise UserError(
                "selection.unit",
                f"{str(self.unit)[:40]!r} is not a unit of journeys.",
                where="unit",
                mend="Choose customer, journey or gap.",
                params={"unit": str(self.unit)[:40]},
            )
        if self.gap is not None and self.unit != "gap":
            raise UserError(
                "selection.gap",
                "A gap was given, but journeys are not split by a gap.",
                where="gap",
                mend="Choose unit gap too, or leave the gap out.",
                params={"unit": self.unit},
            )

    def said(self) -> dict[str, str]:
        """What was chosen, by the words of the options; repeated in every answer."""
        chosen = {name: value for name, value in asdict(self).items() if value is not None and name != "rule"}
        return {name.rstrip("_"): value for name, value in chosen.items()}

    @property
    def filters(self) -> bool:
        """Whether anything is left out, so that the events must be asked."""
        return any((self.from_, self.to, self.segment, self.where, self.channel, self.persona))

    def key(self) -> tuple[Any, ...]:
        """What a cache keys on."""
        return tuple(asdict(self).values())
