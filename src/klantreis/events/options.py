"""What a person may say about a file, and what an import tells afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from klantreis.errors import UserError
from klantreis.events.roles import ROLES, SINGLE

FORMATS = ("csv", "tsv", "parquet", "jsonl", "xes")
DELIMITERS = (",", ";", "\t", "|")
ENCODINGS = ("utf-8", "utf-16", "cp1252")


@dataclass(frozen=True)
class ImportOptions:
    """How to read a file; everything left at None is recognised.

    ``columns`` gives roles by column name (``{"klantnr": "customer", "opmerking": "ignore"}``); columns it
    does not name keep what is recognised. ``delimiter`` is one character, ``header`` says whether the first
    row holds names, ``decimal`` is ``","`` or ``"."``, ``time_format`` one of ``times.FORMATS``. ``timezone``
    is the IANA zone for times that carry no offset. ``name`` is what the source is called (default: the
    file's name). ``score_kind`` (nps, csat, ces) holds for all scores of the file.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    format: str | None = None
    delimiter: str | None = None
    encoding: str | None = None
    header: bool | None = None
    decimal: str | None = None
    time_format: str | None = None
    timezone: str = "Europe/Amsterdam"
    score_kind: str | None = None
    name: str | None = None

    @classmethod
    def from_dict(cls, given: Mapping[str, Any]) -> ImportOptions:
        """Options from plain JSON values; an unknown key or value is an error that names it."""
        known = set(cls.__dataclass_fields__)
        for key in given:
            if key not in known:
                raise _wrong(key, sorted(known), given[key])
        return replace(cls(), **{key: value for key, value in given.items() if value is not None}).checked()

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {**asdict(self), "columns": dict(self.columns)}

    def checked(self) -> ImportOptions:
        """Itself, after every value was found to be allowed."""
        from klantreis.events.times import FORMATS as TIMES
        from klantreis.events.times import check_zone

        allowed: dict[str, tuple[Any, ...]] = {
            "format": FORMATS,
            "encoding": ENCODINGS,
            "decimal": (",", "."),
            "time_format": TIMES,
            "score_kind": ("nps", "csat", "ces"),
            "header": (True, False),
        }
        for key, values in allowed.items():
            value = getattr(self, key)
            if value is not None and value not in values:
                raise _wrong(key, values, value)
        if self.delimiter is not None and (len(self.delimiter) != 1 or self.delimiter in '"\r\n'):
            raise _wrong("delimiter", DELIMITERS, self.delimiter)
        for column, role in self.columns.items():
            if role not in ROLES:
                raise _wrong(f"columns.{column}", ROLES, role)
        for role in SINGLE:
            twice = [column for column, given in self.columns.items() if given == role]
            if len(twice) > 1:
                raise UserError(
                    "events.role_twice",
                    f"Two columns are called {role}: {twice[0]} and {twice[1]}.",
                    mend="Give that role to one of them.",
                    params={"role": role, "columns": twice},
                )
        check_zone(self.timezone)
        return self


def _wrong(key: str, allowed: Any, value: Any) -> UserError:
    return UserError(
        "events.option",
        f"{key} cannot be {value!r}.",
        where=key,
        mend=f"Allowed: {', '.join(repr(each) for each in allowed)}.",
        params={"option": key, "value": str(value), "allowed": [str(each) for each in allowed]},
    )


@dataclass(frozen=True)
class ImportReport:
    """What an import did. ``customers``, ``journeys`` and ``activities`` count the whole store afterwards.

    ``rows`` = ``added`` + ``duplicates`` + ``rejected``. ``rejected_file`` is the name under which the bad
    rows can be had, None when there are none. ``columns`` gives each column's role. ``notes`` are
    ``{"code", "message", "params"}`` of what was remarkable but not wrong. ``import_id`` is None when the
    very same file was there already.
    """

    rows: int
    added: int
    duplicates: int
    rejected: int
    rejected_file: str | None
    customers: int
    journeys: int
    activities: int
    columns: dict[str, str]
    import_id: int | None
    reasons: dict[str, int] = field(default_factory=dict)
    notes: list[dict[str, Any]] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        """The documented keys of ``import``."""
        return asdict(self)
